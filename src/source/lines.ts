import type { Line, TextLayer } from "../model/reports.js"

/** A line that says something, without markup and outer space, and what stands around it. */
export interface Row {
  /** The line in the text layer, from 1. */
  readonly at: number
  /** As read, with the mark that the format keeps apart put before the words. */
  readonly raw: string
  readonly text: string
  readonly line: Line
  /** A page mark, a running head or a link was left out just before it. */
  readonly afterFurniture: boolean
  /** A new page begins with it. */
  readonly afterPage: boolean
  /** A rule is drawn just before it. */
  readonly afterRule: boolean
  /** Blank lines before it. */
  readonly gap: number
  /** Set off from the row before by more than the usual spacing of lines there. */
  readonly broken: boolean
  /** Its last words end a sentence, or a point of a list. */
  readonly ends: boolean
  /** Markdown's depth of heading, or the level of a heading that the format declares. */
  readonly headingLevel?: number
  /** All of it is bold. */
  readonly bold: boolean
  /** The characters of a full line hereabouts. */
  readonly width: number
}

/** Plain text as a text layer: lines split at line ends; a form feed begins a new page. Lines are as they stand. */
export function textLayer(text: string): TextLayer {
  const pages = text.replace(/^\uFEFF/, "").split("\f")
  const numbered = pages.length > 1
  const lines = pages.flatMap((page, i) => {
    const own = page.split(/\r\n|\n|\r/)
    if (i < pages.length - 1 && own.length > 1 && own.at(-1) === "") own.pop()
    return own.map(line => (numbered ? { text: line, page: i + 1 } : { text: line }))
  })
  if (lines.at(-1)?.text === "") lines.pop()
  return { format: "txt", lines }
}

/** Words without emphasis, headings' crosses and quoting marks; what was printed apart stays apart. */
export function bare(text: string): string {
  return text
    .replace(/^[\s>]*#{1,6}\s+/, "")
    .replace(/\\([.*_#()[\]-])/g, "$1")
    .replace(/(?<=[\p{L}\p{N}])\*{2,}(?=[\p{L}\p{N}])/gu, " ")
    .replace(/\*{2,}|(?<![\p{L}\p{N}_])__|__(?![\p{L}\p{N}_])/gu, "")
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*]*\S)\*(?![\p{L}\p{N}*])/gu, "$1")
    .trim()
}

/** Words shortened with a point, which a number or a name follows. */
const shortened =
  /(?:^|[\s(])(?:[Pp]aras?|[Nn]os?|Mr|Mrs|Ms|Dr|Gen|Col|pp?|[Aa]rts?|[Cc]f|[Vv]ol|Mme|MM?|al)\.$/u

/** Whether words end a sentence, a point of a list, or bring in a list. */
export function endsSentence(text: string): boolean {
  if (shortened.test(text)) return false
  return (
    /[.!?:;…؟؛。][”"»’'›)\]*]*[⁰¹²³-⁹]*$/u.test(text) ||
    /[\p{Ll})”]\.\d{1,2}$/u.test(text) ||
    /[;,؛،]\s*(?:and|or|et|ou|y|o|и|و|أو)$/iu.test(text)
  )
}

/** Whether words could begin a paragraph: not in small letters. */
export function beginsLarge(text: string): boolean {
  return !/^[^\p{L}\d]*\p{Ll}/u.test(text)
}

/** Rows of what is left of a text layer without blank lines and furniture (line numbers from 1, with the kind of each). */
export function rowsOf(lines: readonly Line[], furniture: ReadonlyMap<number, string>): readonly Row[] {
  const rows: Bare[] = []
  let gap = 0
  let kinds: string[] = []
  lines.forEach((line, index) => {
    const at = index + 1
    const kind = furniture.get(at)
    if (kind !== undefined) kinds.push(kind)
    else if (unseen(line.text).trim() === "" && !line.mark) gap++
    else {
      if (turns(rows.at(-1)?.line, line)) kinds.push("page")
      rows.push(rowOf(line, at, { gap, kinds }))
      gap = 0
      kinds = []
    }
  })
  const small = rows.reduce((n, r) => n + (r.text.match(/\p{Ll}/gu)?.length ?? 0), 0)
  const other = rows.reduce((n, r) => n + (r.text.match(/\p{Lo}/gu)?.length ?? 0), 0)
  return rows.map((row, i) => ({
    ...row,
    broken: isBroken(rows, i, small >= other),
    width: widthAt(rows, i),
  }))
}

const turns = (before: Line | undefined, line: Line) =>
  before?.page !== undefined && line.page !== undefined && before.page !== line.page

const ofPages = /^(?:page|running head|printer)/

/** Marks of direction and other signs that nobody sees. */
const unseen = (text: string) => text.replace(/[\0\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")

interface Before {
  readonly gap: number
  /** What was left out just before. */
  readonly kinds: readonly string[]
}

function rowOf(line: Line, at: number, { gap, kinds }: Before): Bare {
  const said = columnless(unseen(line.text).trim())
  const raw = line.mark && !said.startsWith(line.mark.trim()) ? `${line.mark.trim()} ${said}` : said
  const text = bare(raw)
  const crosses = /^[\s>]*(#{1,6})\s/.exec(raw)?.[1]?.length
  const headingLevel = line.role === "heading" ? (line.level ?? 1) : crosses
  return {
    at,
    raw,
    text,
    line,
    gap,
    afterFurniture: kinds.length > 0,
    afterPage: kinds.some(kind => ofPages.test(kind)),
    afterRule: kinds.at(-1) === "rule",
    ends: endsSentence(text),
    bold: /^\*\*[^*]+\*\*$/.test(raw),
    ...(headingLevel && { headingLevel }),
  }
}

/** A tab after a number or a bullet sets off the words, and begins no column. */
function columnless(text: string): string {
  return text.replace(/^((?:[([]?(?:\d{1,3}|[A-Za-z]{1,5})[.)\]:]{1,2}|[•·▪–-])) *\t+(?=[^\t]*$)/, "$1 ")
}

type Bare = Omit<Row, "broken" | "width">

const reach = 15
const marked = /^\(?(?:[ivxlc]+|[a-z])[.)]\s/

/** A blank line sets off only where lines of one sentence are not themselves set apart by as many. */
function isBroken(rows: readonly Bare[], i: number, cased: boolean): boolean {
  const row = rows[i]!
  if (i === 0) return true
  if (row.gap === 0 || row.afterFurniture) return false
  const near = rows.slice(Math.max(0, i - reach), i + reach)
  const usual = usualGap(near, 40, cased) ?? usualGap(near, 0, cased) ?? 0
  return row.gap > usual
}

/**
 * The blank lines between lines of one sentence; undefined where too few such lines are near. Where a script has no small
 * letters, lines longer than `least` that end no sentence must be more than half as many as those that do.
 */
function usualGap(near: readonly Bare[], least: number, cased: boolean): number | undefined {
  const inside: number[] = []
  let ended = 0
  near.slice(1).forEach((row, k) => {
    const before = near[k]!
    if (row.afterFurniture || (!cased && before.text.length < least)) return
    if (before.ends) ended++
    else if (/^[\p{Ll}\p{Lo}]/u.test(row.text) && !marked.test(row.text)) inside.push(row.gap)
  })
  if (!cased && ended > 2 && inside.length * 2 < ended) return 0
  return inside.length < 3 ? undefined : inside.sort((a, b) => a - b)[inside.length >> 1]!
}

function widthAt(rows: readonly Bare[], i: number): number {
  const near = rows.slice(Math.max(0, i - reach), i + reach).map(r => r.text.length)
  return near.sort((a, b) => a - b)[Math.floor(near.length * 0.8)] ?? 0
}
