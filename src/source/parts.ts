import { roman, romanValue } from "./labels.js"
import type { Row } from "./lines.js"

/** The body of a report, or one of its annexes. */
export interface Part {
  /** "body", or the label of the annex. */
  readonly name: string
  readonly rows: readonly Row[]
}

const annexWord = "(annex(?:es?)?|anexo|appendix|appendice|enclosure|pièce jointe|приложение)"
const annexLine = new RegExp(
  String.raw`^${annexWord}(?:\s+((?:no\.?\s*)?(?:[IVX]{1,6}(?=$|[\s:.–—*†-])|[IVX]{1,5}(?=\p{Lu}\p{Ll})|\d{1,2}(?![\d.])|[A-Z](?=$|[\s:.–—*†-]))))?\s*[*†]*\s*(?:[:.–—-]\s*)?(.*)$`,
  "iu",
)
const arabicAnnex = /^ال?مرفق(?:\s+(ال\p{L}+(?:\s+عشر)?|[IVX]+|\d{1,2}))?\s*[*†]*\s*(?:[:.–—-]\s*)?(.*)$/u
const arabicPlaces = [
  "الأول",
  "الثاني",
  "الثالث",
  "الرابع",
  "الخامس",
  "السادس",
  "السابع",
  "الثامن",
  "التاسع",
  "العاشر",
]

/** What begins an annex: its label, the mark as printed, and a title in the same line. */
export interface AnnexMark {
  readonly label: string
  readonly printed: string
  readonly title: string
}

/** Whether a row is the heading of an annex, not a mention of one at the beginning of a line. */
export function annexMark(row: Row, before: Row | undefined): AnnexMark | undefined {
  if (
    row.line.cells ||
    (row.line.role && row.line.role !== "heading") ||
    (/\.{4,}|\s\d{1,3}$/.test(row.text) && !/^\S+\s+\d+$/.test(row.text))
  )
    return undefined
  const found = latin(row) ?? arabic(row)
  if (!found) return undefined
  const glued = /\*\*|^#/.test(row.raw)
  const shortBefore = before !== undefined && before.text.length < before.width * 0.7 && found.title === ""
  const apart =
    !before ||
    before.ends ||
    row.broken ||
    row.afterFurniture ||
    row.headingLevel !== undefined ||
    shortBefore
  const titled = found.title === "" || glued || /^[\p{Lu}\p{Lo}“"(\d]/u.test(found.title)
  const short = found.title.split(/\s+/).length <= 25 && (found.title === "" || !row.ends)
  return apart && titled && short && !sentenceFollows(found.title) ? found : undefined
}

const sentenceFollows = (title: string) => /^(?:to|of|and|contains?|au|à|du|de|et|al|y)\b/.test(title)

function latin(row: Row): AnnexMark | undefined {
  const match = annexLine.exec(row.text)
  if (!match || !/^\p{Lu}/u.test(row.text)) return undefined
  const place = (match[2] ?? "").replace(/^no\.?\s*/i, "").toUpperCase()
  const word = /^(?:append|appendice)/i.test(match[1]!)
    ? "appendix"
    : /^(?:enc|pi)/i.test(match[1]!)
      ? "enclosure"
      : "annex"
  const label = place ? `${word} ${/^\d/.test(place) ? roman(Number(place)).toUpperCase() : place}` : word
  if (
    match[2] === undefined &&
    match[3] !== "" &&
    !/[:.–—*-]/.test(row.text.slice(match[1]!.length, match[1]!.length + 3)) &&
    !/\*\*/.test(row.raw)
  )
    return undefined
  const title = match[3]!
  return { label, printed: row.text.slice(0, row.text.length - title.length).trim(), title }
}

function arabic(row: Row): AnnexMark | undefined {
  const match = arabicAnnex.exec(row.text)
  if (!match) return undefined
  const place = match[1] ?? ""
  const counted = arabicPlaces.indexOf(place) + 1
  const number = counted || romanValue(place) || Number(place) || 0
  if (place !== "" && number === 0) return undefined
  const title = match[2]!
  const label = number ? `annex ${roman(number).toUpperCase()}` : "annex"
  return { label, printed: row.text.slice(0, row.text.length - title.length).trim(), title }
}

/** The body and the annexes. Of an annex named more than once, as in a list of contents, the last heading counts. */
export function partsOf(rows: readonly Row[]): readonly Part[] {
  const marks = rows.flatMap((row, index) => {
    const mark = annexMark(row, rows[index - 1])
    return mark ? [{ index, label: mark.label }] : []
  })
  const last = new Map(marks.map(m => [m.label, m.index]))
  const own = marks.filter(m => last.get(m.label) === m.index)
  const starts = [{ index: 0, label: "body" }, ...own]
  return starts.map(({ index, label }, i) => ({ name: label, rows: rows.slice(index, starts[i + 1]?.index) }))
}
