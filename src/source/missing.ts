import type { IngestDoubt } from "../model/reports.js"
import { closesHeading, isBareHeading, isMarkedHeading, looksLikeHeading } from "./headings.js"
import { readMarks, readSubMark } from "./labels.js"
import { beginsLarge, type Row } from "./lines.js"
import type { Numbered, Sequence } from "./sequence.js"

/** A doubt about a number of the sequence, with the paragraph that it is about. */
export type NumberDoubt = IngestDoubt & { readonly item?: Numbered }

/** The sequence with its holes filled where a paragraph begins that has lost its number; each with a doubt. */
export function holesFilled(
  rows: readonly Row[],
  { items, family, shape }: Sequence,
): { readonly items: readonly Numbered[]; readonly doubts: readonly NumberDoubt[] } {
  const doubts: NumberDoubt[] = []
  const whole: Numbered[] = []
  items.forEach((item, i) => {
    const line = rows[item.index]!.at
    const glued = item.mark.printed.replace(/[*\s]/g, "") === `${item.mark.number}${shape}`
    if (item.mark.shape !== shape && !glued)
      doubts.push({
        line,
        item,
        what: `the number is damaged (printed “${item.mark.printed}”); read as ${item.mark.number}`,
      })
    const before = items[i - 1]
    if (before) whole.push(...inHole(rows, before, item, family, doubts))
    else if (item.mark.number > 1)
      doubts.push({ line, item, what: `the first number is ${item.mark.number}` })
    whole.push(item)
  })
  return { items: whole, doubts }
}

function inHole(
  rows: readonly Row[],
  before: Numbered,
  after: Numbered,
  family: Sequence["family"],
  doubts: NumberDoubt[],
): readonly Numbered[] {
  const lost = after.mark.number - before.mark.number - 1
  if (lost <= 0) return []
  const places = placesFor(rows, before.index, after.index, lost)
  const found = places.map((index, k): Numbered => {
    const read = readMarks(rows[index]!.raw).find(m => m.family === family)
    const number = before.mark.number + 1 + k
    return {
      index,
      mark: {
        family,
        number,
        shape: "?",
        printed: read?.printed ?? "",
        rest: read?.rest ?? rows[index]!.raw,
      },
    }
  })
  for (const item of found) {
    const printed = item.mark.printed ? `printed “${item.mark.printed}”` : "no number is printed"
    doubts.push({
      line: rows[item.index]!.at,
      item,
      what: `read as ${item.mark.number} by its place; ${printed}`,
    })
  }
  for (let n = before.mark.number + 1 + found.length; n < after.mark.number; n++)
    doubts.push({ line: rows[after.index]!.at, what: `number ${n} is missing before ${after.mark.number}` })
  return found
}

/**
 * The likeliest rows between two numbers where so many paragraphs may begin: those with a number of their own first, then
 * those below a heading, then the rest, in order.
 */
function placesFor(rows: readonly Row[], from: number, to: number, lost: number): readonly number[] {
  const free: number[] = []
  for (let i = from + 1; i < to; i++) if (mayBegin(rows, i)) free.push(i)
  const numbered = free.filter(i => readMarks(rows[i]!.raw).some(m => m.shape !== " "))
  const headed = free.filter(i => closesHeading(rows, i - 1))
  const broken = free.filter(i => rows[i]!.broken)
  const likely = [...new Set([...numbered, ...headed, ...broken, ...free])].slice(0, lost)
  return likely.sort((a, b) => a - b)
}

function mayBegin(rows: readonly Row[], i: number): boolean {
  const [before, row] = [rows[i - 1]!, rows[i]!]
  const said = readMarks(row.raw).find(m => m.shape !== " ")?.rest || row.text
  if (row.line.cells || isMarkedHeading(rows, i) || !beginsLarge(said)) return false
  if (readSubMark(row.raw) || /^[-•·▪–]\s/.test(row.raw) || isBareHeading(rows, i)) return false
  const apart =
    row.broken ||
    before.headingLevel !== undefined ||
    closesHeading(rows, i - 1) ||
    (before.ends && before.text.length < before.width * 0.8)
  return (
    apart &&
    (before.ends || looksLikeHeading(before)) &&
    (row.ends || row.text.length > 40 || rows[i + 1]?.broken === false)
  )
}
