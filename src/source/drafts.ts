import type { IngestDoubt, Segment, SegmentKind } from "../model/reports.js"
import { bare, type Row } from "./lines.js"

/** A segment while it is being found: its rows, and what the first of them says after its mark. */
export interface Draft {
  readonly label: string
  readonly printed: string
  readonly kind: SegmentKind
  readonly part: string
  readonly number?: number
  readonly rows: readonly Row[]
  /** The words of the first row without the mark; absent if there is no mark. */
  readonly first?: string
}

/** Segments with labels that differ and their words joined; a label that came twice is a doubt. */
export function finished(drafts: readonly Draft[]): {
  readonly segments: readonly Segment[]
  readonly doubts: readonly IngestDoubt[]
} {
  const taken = new Map<string, number>() // how often each label came
  const doubts: IngestDoubt[] = []
  const segments = drafts.map(draft => {
    const label = freeLabel(draft.label, taken)
    const line = draft.rows[0]!.at
    if (label !== draft.label && draft.number !== undefined)
      doubts.push({ line, segment: label, what: `${draft.label} comes again; this one is called ${label}` })
    return segmentOf(draft, label)
  })
  return { segments, doubts }
}

function freeLabel(label: string, taken: Map<string, number>): string {
  for (let n = (taken.get(label) ?? 0) + 1; ; n++) {
    const free = n === 1 ? label : `${label} ${n}`
    if (taken.has(free)) continue
    taken.set(label, n)
    taken.set(free, taken.get(free) ?? 1)
    return free
  }
}

function segmentOf({ printed, kind, part, number, rows, first }: Draft, label: string): Segment {
  const said = rows.map((row, i) => (i === 0 && first !== undefined ? bare(first) : row.text))
  const text = (kind === "table" ? said.join("\n") : said.join(" ").replace(/\s+/g, " ")).trim()
  const lines = [rows[0]!.at, rows.at(-1)!.at] as const
  return { label, printed, kind, part, ...(number !== undefined && { number }), text, lines }
}

/** Rows in blocks: a block ends where the next row is set off, or where a short line ends a sentence. */
export function blocksOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const blocks: Row[][] = []
  rows.forEach((row, i) => {
    const before = rows[i - 1]
    if (!before || parts(before, row)) blocks.push([row])
    else blocks.at(-1)!.push(row)
  })
  return blocks
}

function parts(before: Row, row: Row): boolean {
  if (row.headingLevel !== undefined || before.headingLevel !== undefined || row.broken) return true
  return before.ends && before.text.length < before.width * 0.8 && !/^\p{Ll}/u.test(row.text)
}

/** Whether a block is running text rather than a title or the lines of a table. */
export function isProse(block: readonly Row[]): boolean {
  const words = block.reduce((sum, row) => sum + row.text.split(/\s+/).length, 0)
  const cells = block.some(row => row.line.cells || row.line.role === "table row" || /\t/.test(row.text))
  return words >= 20 && !cells && block.at(-1)!.ends && block.every(row => row.headingLevel === undefined)
}
