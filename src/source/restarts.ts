import type { IngestDoubt } from "../model/reports.js"
import { closesHeading, headingMark, isMarkedHeading } from "./headings.js"
import { readMarks } from "./labels.js"
import { beginsLarge, type Row } from "./lines.js"
import { type Numbered, type Sequence, sequenceOf, startsAfresh } from "./sequence.js"

/**
 * The numberings of a part that begins with 1 again under its headings, in order, each with places among all rows given;
 * none if one numbering that runs through explains as much.
 */
export function restartsIn(rows: readonly Row[], through: Sequence): readonly Sequence[] {
  if (through.family !== "arabic") return []
  const starts = rows.flatMap((_, i) => (beginsAgain(rows, i) ? [i] : []))
  if (starts.length < 2) return []
  const found = starts.flatMap((from, k) => {
    const own = rows.slice(from, starts[k + 1])
    const inner = sequenceOf(own, i => isMarkedHeading(own, i), { among: ["arabic"] }) ?? onlyFirst(own)
    return [{ ...inner, items: inner.items.map(({ index, mark }) => ({ index: index + from, mark })) }]
  })
  const longer = found.filter(s => s.items.length > 1).length
  const all = found.reduce((sum, s) => sum + s.items.length, 0)
  const [first] = through.items
  const whole = first !== undefined && first.index >= starts[0]! && longer > 1
  return whole && all > through.items.length + 1 ? found : []
}

function onlyFirst(rows: readonly Row[]): Sequence {
  const mark = arabicMark(rows[0]!)!
  return { family: "arabic", shape: mark.shape, items: [{ index: 0, mark }], score: 3 }
}

const arabicMark = (row: Row) => readMarks(row.raw).find(m => m.family === "arabic" && !/[ ?]/.test(m.shape))

const beginsAgain = (rows: readonly Row[], i: number) =>
  i > 0 &&
  arabicMark(rows[i]!)?.number === 1 &&
  rows[i]!.headingLevel === undefined &&
  closesHeading(rows, i - 1)

/** The first numbers of chapters in which the numbers do not begin again, though they may have headings of their own. */
export function chapterStarts(
  rows: readonly Row[],
  restarts: readonly Sequence[],
): ReadonlySet<Numbered | undefined> {
  const opens = restarts.map(({ items }, k) => {
    const from = restarts[k - 1]?.items.at(-1)?.index ?? 0
    const between = rows.slice(from, items[0]?.index)
    return between.some((row, i) => isMarkedHeading(between, i) && headingMark(row)?.system === "roman")
  })
  return new Set(restarts.flatMap(({ items }, k) => (opens[k] && opens[k + 1] !== false ? [items[0]] : [])))
}

const most = 20

/** Doubts about lines that begin like a numbered paragraph, set off or counting on, but were read as part of another. */
export function passedOver(
  rows: readonly Row[],
  items: readonly Numbered[],
  shape: string,
): readonly IngestDoubt[] {
  const taken = new Set(items.map(item => item.index))
  const lists = rows.map((row, i) => (row.line.cells || taken.has(i) ? undefined : arabicMark(row)))
  const [first, last] = [items[0]?.index ?? 0, rows.length]
  const seen: IngestDoubt[] = []
  let [before, listed] = [0, false]
  for (let i = first; i < last; i++) {
    const mark = lists[i]
    if (taken.has(i)) [before, listed] = [0, false]
    if (!mark || mark.shape !== shape || !startsAfresh(rows, i, () => false)) continue
    listed =
      (listed && mark.number === before + 1) || (mark.number === 1 && /[:：]$/u.test(rows[i - 1]?.text ?? ""))
    const said = mark.rest || (rows[i + 1]?.text ?? "")
    const apart = rows[i]!.broken && !/\t/.test(rows[i]!.text)
    if (!listed && beginsLarge(said) && (apart || mark.number === before + 1))
      seen.push({
        line: rows[i]!.at,
        what: `begins with “${mark.printed}” but was read as part of what is before it`,
      })
    before = mark.number
  }
  const more = seen.length - most
  if (more <= 0) return seen
  return [
    ...seen.slice(0, most),
    { line: seen[most]!.line, what: `${more} more lines begin with numbers passed over` },
  ]
}
