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

/** Whether words end a sentence, a point of a list, or bring in a list. */
export function endsSentence(text: string): boolean {
  return (
    /[.!?:;…؟؛。][”"»’'›)\]*]*[⁰¹²³-⁹]*$/u.test(text) ||
    /[\p{Ll})”]\.\d{1,2}$/u.test(text) ||
    /[;,؛،]\s*(?:and|or|et|ou|y|o|и|و|أو)$/iu.test(text)
  )
}

/** Rows of what is left of a text layer without blank lines and furniture (line numbers from 1). */
export function rowsOf(lines: readonly Line[], furniture: ReadonlySet<number>): readonly Row[] {
  const rows: Omit<Row, "broken" | "width">[] = []
  let gap = 0
  let afterFurniture = false
  lines.forEach((line, index) => {
    const at = index + 1
    if (furniture.has(at)) afterFurniture = true
    else if (line.text.trim() === "" && !line.mark) gap++
    else {
      rows.push(rowOf(line, at, gap, afterFurniture || turns(rows.at(-1)?.line, line)))
      gap = 0
      afterFurniture = false
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

function rowOf(line: Line, at: number, gap: number, afterFurniture: boolean): Omit<Row, "broken" | "width"> {
  const said = line.text.trim()
  const raw = line.mark && !said.startsWith(line.mark.trim()) ? `${line.mark.trim()} ${said}` : said
  const text = bare(raw)
  const crosses = /^[\s>]*(#{1,6})\s/.exec(raw)?.[1]?.length
  const headingLevel = line.role === "heading" ? (line.level ?? 1) : crosses
  const bold = /^\*\*[^*]+\*\*$/.test(raw)
  const ends = endsSentence(text)
  return { at, raw, text, line, gap, afterFurniture, ends, bold, ...(headingLevel && { headingLevel }) }
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
