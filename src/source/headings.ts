import { readMarks, readSubMark, roman, romanValue } from "./labels.js"
import { beginsLarge, type Row } from "./lines.js"

/** What numbers a heading: II, B or 3, and how deep such headings lie. */
export interface HeadingMark {
  readonly system: "roman" | "letter" | "arabic"
  readonly name: string
  readonly printed: string
  readonly rest: string
}

const romanHeading =
  /^((?:section|chapter|part|partie|chapitre)\s+)?([IVX]{1,7})\s?(?:[.:)]|[-–—](?=\s))\s*(?=\S|$)/iu
const letterHeading = /^([A-Z])\s?(?:[.)]|[-–—](?=\s))(?:\s+(?=\S)|$)/u
const markAlone = /^(?:[IVX]{1,7}|[A-Z])\.$/
const arabicHeading = /^(\d{1,2})\.?\s+(?=\p{Lu})/u
const letterNames = ["ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء"]

/** The number of a heading: in large roman numerals, by a letter, or by an Arabic word for one of these. */
export function headingMark(row: Row): HeadingMark | undefined {
  const text = row.text
  const large = romanHeading.exec(text)
  if (large && large[2] === large[2]!.toUpperCase() && romanValue(large[2]!) && beginsLarge(text))
    return { system: "roman", name: large[2]!, printed: large[0].trim(), rest: text.slice(large[0].length) }
  const letter = letterHeading.exec(text)
  if (letter)
    return {
      system: "letter",
      name: letter[1]!,
      printed: letter[0].trim(),
      rest: text.slice(letter[0].length),
    }
  return arabicScript(row) ?? crossed(row)
}

function arabicScript(row: Row): HeadingMark | undefined {
  const ordinal = readMarks(row.raw).find(
    m => m.family === "ordinal" && (m.shape === "-" || row.headingLevel),
  )
  if (ordinal)
    return {
      system: "roman",
      name: roman(ordinal.number).toUpperCase(),
      printed: ordinal.printed,
      rest: ordinal.rest,
    }
  const place = letterNames.findIndex(name => row.text.replace(/^أ?لف/, "ألف").startsWith(`${name} `))
  const match = place < 0 ? null : /^\p{L}+\s+[-–—]\s+/u.exec(row.text)
  const name = String.fromCharCode(65 + place)
  return match
    ? { system: "letter", name, printed: match[0].trim(), rest: row.text.slice(match[0].length) }
    : undefined
}

/** A number counts only before what the format itself calls a heading: else it may number a paragraph. */
function crossed(row: Row): HeadingMark | undefined {
  const match = row.headingLevel === undefined ? null : arabicHeading.exec(row.text)
  return match
    ? { system: "arabic", name: match[1]!, printed: match[0].trim(), rest: row.text.slice(match[0].length) }
    : undefined
}

const words = (text: string) => text.split(/\s+/).length

/** Whether a row has the look of a heading, or of a line of one: few words that end no sentence. */
export function looksLikeHeading(row: Row, { most = 20 }: { readonly most?: number } = {}): boolean {
  if (row.headingLevel !== undefined) return true
  if (row.line.role && row.line.role !== "heading") return false
  if (row.line.cells || /\t/.test(row.text) || /^[-•·▪–]\s/.test(row.raw) || readSubMark(row.raw))
    return false
  return !row.ends && words(row.text) <= most && /\p{L}/u.test(row.text)
}

/** Whether a row is a numbered heading, or one by the format, that stands apart from what is before it. */
export function isMarkedHeading(rows: readonly Row[], index: number): boolean {
  const row = rows[index]!
  if (row.headingLevel !== undefined) return true
  const before = rows[index - 1]
  if (before && !before.ends && !row.broken && !looksLikeHeading(before)) return false
  if (markAlone.test(row.text)) return titleFollows(rows, index)
  const whole = row.broken || row.text.length < row.width * 0.6 // no line of a paragraph that is broken into lines
  const next = rows[index + 1]
  const alone = !next || next.ends || next.broken || headingMark(next) !== undefined
  const most = whole && alone && (row.broken || (before?.ends ?? true)) ? 30 : 16
  return looksLikeHeading(row, { most }) && words(row.text) <= most && headingMark(row) !== undefined
}

/** Whether what stands below a number alone on its line is the title that it numbers. */
function titleFollows(rows: readonly Row[], index: number): boolean {
  const [row, next] = [rows[index]!, rows[index + 1]]
  const apart = row.broken || rows[index - 1]?.ends !== false
  return next !== undefined && apart && looksLikeHeading(next) && beginsLarge(next.text) && !headingMark(next)
}

/** Whether a row is the last of a heading by its looks: of one without a number, or of a numbered one of up to three lines. */
export function closesHeading(rows: readonly Row[], index: number): boolean {
  for (let i = index; i >= Math.max(0, index - 2); i--) {
    if (isMarkedHeading(rows, i)) return true
    if (rows[i]!.broken || !looksLikeHeading(rows[i]!, { most: 16 })) break
  }
  return isBareHeading(rows, index)
}

/** Whether a row is a heading without a number by its looks alone: short, large at its beginning, after a sentence's end. */
export function isBareHeading(rows: readonly Row[], index: number): boolean {
  const [before, row, next] = [rows[index - 1], rows[index], rows[index + 1]]
  if (next && !next.broken && !/^\p{L}/u.test(next.text) && !readMarks(next.raw).some(m => m.shape !== " "))
    return false
  return (
    row !== undefined &&
    (!before || before.ends || row.broken) &&
    row.text.length < row.width * 0.8 &&
    looksLikeHeading(row, { most: 12 }) &&
    beginsLarge(row.text)
  )
}

/**
 * Where the headings begin that stand directly before `to`, after the row `from` at the least; `to` if there are none.
 * What follows a colon or a table is no heading unless it is numbered.
 */
export function headingsBefore(rows: readonly Row[], from: number, to: number): number {
  let start = to
  while (start > from + 1 && looksLikeHeading(rows[start - 1]!)) start--
  const stop = rows[start - 1]!
  const certain = (i: number) => isMarkedHeading(rows, i) || (rows[i]!.bold && rows[i]!.broken)
  const onlyCertain = /[:：]$/u.test(stop.text) || stop.line.cells || /\t/.test(stop.text) || to - start > 6
  for (let i = start; i < to; i++) {
    if (certain(i)) return i
    const apart = rows[i - 1]!.ends || rows[i]!.broken
    if (!onlyCertain && apart && beginsLarge(rows[i]!.text)) return i
  }
  return to
}

/** Headings that follow each other, each with its lines. */
export function splitHeadings(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups: Row[][] = []
  rows.forEach((row, i) => {
    const before = rows[i - 1]
    const level = row.headingLevel !== undefined || before?.headingLevel !== undefined
    const titles = before !== undefined && markAlone.test(before.text) && !level
    if (!titles && (i === 0 || level || row.broken || headingMark(row))) groups.push([row])
    else groups.at(-1)!.push(row)
  })
  return groups
}

/** Names headings as they come: under the last roman number, then under the last letter; others are counted. */
export function headingNamer(
  prefix: string,
): (row: Row) => { readonly label: string; readonly printed: string } {
  let [first, second, counted] = ["", "", 0]
  return row => {
    const mark = headingMark(row)
    if (!mark) return { label: `${prefix}heading ${++counted}`, printed: "" }
    const letter = mark.system === "letter" || (mark.name === "I" && second === "H")
    if (mark.system === "roman" && !letter) [first, second] = [mark.name, ""]
    else if (letter) second = mark.name
    const path = [first, second, mark.system === "arabic" ? mark.name : ""].filter(name => name !== "")
    return { label: `${prefix}heading ${path.join(".")}`, printed: mark.printed }
  }
}
