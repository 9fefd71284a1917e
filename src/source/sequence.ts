import { closesHeading } from "./headings.js"
import { type Family, type Mark, readMarks, westernDigits } from "./labels.js"
import { beginsLarge, type Row } from "./lines.js"

/** A row that begins a numbered paragraph. */
export interface Numbered {
  /** Place among the rows given. */
  readonly index: number
  readonly mark: Mark
}

/** The numbers of the paragraphs in a run of rows: the likeliest sequence among all that could be a number. */
export interface Sequence {
  readonly family: Family
  readonly shape: string
  readonly items: readonly Numbered[]
  readonly score: number
}

interface Candidate extends Numbered {
  readonly good: boolean
}

const families: readonly Family[] = ["arabic", "roman", "ordinal", "ROMAN"]

/** The numbering of a run of rows, or undefined if nothing there counts on. `heading` tells what no paragraph begins. */
export function sequenceOf(
  rows: readonly Row[],
  heading: (index: number) => boolean,
  { among = families }: { among?: readonly Family[] } = {},
): Sequence | undefined {
  const all = rows.flatMap((row, index) =>
    heading(index) || inTable(row)
      ? []
      : readMarks(row.raw).map(mark => ({ index, mark, good: startsAfresh(rows, index, heading) })),
  )
  let best: Sequence | undefined
  for (const family of among) {
    const own = withoutInner(
      rows,
      all.filter(c => c.mark.family === family),
    )
    for (const shape of new Set(own.map(c => c.mark.shape))) {
      if (shape === "?") continue
      const found = likeliest(own, shape, rows)
      const often = family === "roman" && shape === "()" ? 3 : 1 // (i) is mostly a point inside a paragraph
      if (found && (!best || found.score / often > best.score))
        best = { ...found, score: found.score / often }
    }
  }
  return best
}

const inTable = (row: Row) => row.line.cells !== undefined || (row.text.match(/\t/g)?.length ?? 0) > 1

/** Whether a new paragraph may begin at a row: what stands before it has come to its end. */
export function startsAfresh(
  rows: readonly Row[],
  index: number,
  heading: (index: number) => boolean,
): boolean {
  const before = rows[index - 1]
  if (!before || before.ends || rows[index]!.broken || heading(index - 1) || inTable(before)) return true
  return closesHeading(rows, index - 1)
}

/** A list that a colon brings in and that begins with 1 again is no part of the numbering, up to where its points end. */
function withoutInner(rows: readonly Row[], own: readonly Candidate[]): readonly Candidate[] {
  let [outer, inner, shape] = [0, 0, ""]
  return own.filter(({ index, mark }) => {
    if (/[ ?]/.test(mark.shape)) return true
    const before = rows[index - 1]?.text ?? ""
    const opens = mark.number === 1 && outer > 0 && /[:：]$/u.test(before)
    const goesOn =
      inner > 0 &&
      mark.shape === shape &&
      mark.number === inner + 1 &&
      (mark.number !== outer + 1 || /[;؛,]$/u.test(before))
    inner = opens || goesOn ? mark.number : 0
    shape = mark.shape
    if (inner === 0) outer = mark.number === 1 || mark.number === outer + 1 ? mark.number : outer
    return inner === 0
  })
}

/** The best chain of rising numbers: each adds what it is worth, each missing one costs. */
function likeliest(own: readonly Candidate[], shape: string, rows: readonly Row[]): Sequence | undefined {
  const best: { score: number; from: number }[] = []
  const reached = new Map<number, number>() // the best chain that ends with a number, the latest of equal ones
  let highest = 0
  own.forEach((c, i) => {
    let [score, from] = [-Math.min(c.mark.number - 1, 6) * 0.5, -1]
    for (let number = c.mark.number - 1; number > 0; number--) {
      const missing = c.mark.number - number - 1
      const cost = missing === 0 ? 0 : 1 + missing * 0.5
      if (highest - cost < score) break
      const k = reached.get(number)
      if (k === undefined) continue
      const sum = best[k]!.score - cost
      if (sum > score || (sum === score && from >= 0 && k > from)) [score, from] = [sum, k]
    }
    best.push({ score: score + worth(c, shape, rows), from })
    highest = Math.max(highest, best[i]!.score)
    const other = reached.get(c.mark.number)
    if (other === undefined || best[i]!.score >= best[other]!.score) reached.set(c.mark.number, i)
  })
  const last = best.reduce((top, b, i) => (b.score > (best[top]?.score ?? 0) ? i : top), -1)
  const items: Candidate[] = []
  for (let i = last; i >= 0; i = best[i]!.from) items.unshift(own[i]!)
  if (items.length < (shape === " " ? 5 : 2) || best[last]!.score < 3) return undefined
  if (shape === " " && !prose(items, rows)) return undefined
  return { family: items[0]!.mark.family, shape, items, score: best[last]!.score }
}

function worth({ mark, good, index }: Candidate, shape: string, rows: readonly Row[]): number {
  const next = mark.rest || rows[index + 1]?.text || ""
  if (mark.shape !== shape) {
    const closed = /[.)\]]\W*$/.test(mark.printed) && beginsLarge(next)
    const ofList = mark.family !== "arabic" && mark.shape === "()"
    return !good || ofList ? -2 : closed ? 1 : -0.2
  }
  if (!good) return mark.shape === " " ? -2 : mark.family === "arabic" && !beginsLarge(next) ? -2 : 0.2
  return mark.family === "arabic" && !beginsLarge(next) ? 0.5 : 3
}

/** Bare numbers count as labels only before whole paragraphs, not before the names and dates of a list. */
function prose(items: readonly Candidate[], rows: readonly Row[]): boolean {
  const lengths = items.map((item, k) => {
    const until = items[k + 1]?.index ?? rows.length
    return rows.slice(item.index, until).reduce((sum, row) => sum + row.text.split(/\s+/).length, 0)
  })
  return lengths.sort((a, b) => a - b)[lengths.length >> 1]! >= 15
}

/** A row of a table, or a paragraph, that a code such as 2.3.1 stands before. */
export interface Coded {
  readonly index: number
  readonly code: readonly number[]
  readonly printed: string
  readonly rest: string
}

const code = /^(?:\*{2})?((\d{1,2})((?:\.\d{1,2})*))\.?(?:\*{2})?\s+(?=[^\p{Ll}]*\p{L})/u

/** The coded rows among rows, in the order that codes can follow each other; none if there are few deeper than 1. */
export function codedRows(rows: readonly Row[]): readonly Coded[] {
  const found: Coded[] = []
  let last: readonly number[] = []
  rows.forEach((row, index) => {
    const match = code.exec(westernDigits(row.raw))
    if (
      !match ||
      (match[3] === "" && !/^\S*\d\./.test(match[0])) ||
      !beginsLarge(row.raw.slice(match[0].length))
    )
      return
    const numbers = match[1]!.split(".").map(Number)
    if (!follows(last, numbers)) return
    last = numbers
    found.push({ index, code: numbers, printed: match[0].trim(), rest: row.raw.slice(match[0].length) })
  })
  return found.filter(c => c.code.length > 1).length >= 3 ? found : []
}

/** Whether a code can come next: the next of its level, or the first below; at most two may be missing. */
function follows(last: readonly number[], next: readonly number[]): boolean {
  let same = 0
  while (same < next.length && next[same] === last[same]) same++
  if (same === next.length) return false
  const step = next[same]! - (last[same] ?? 0)
  return step > 0 && step <= 3 && next.slice(same + 1).every(n => n === 1)
}
