import { type Combined, combine } from "./combine.js"
import { type Cells, type Placement, placementsOf } from "./placements.js"
import type { Column, PrintedRow } from "./rows.js"

/**
 * How a row's columns were found: its own arithmetic leaves one way; the totals do; of several ways the blanks of the
 * text layer speak for one; several are left; or none fits at all.
 */
export type Proof = "row" | "totals" | "blanks" | "undetermined" | "impossible"

/** A row with its columns worked out. `fits` are all cells that row arithmetic and totals allow. */
export interface SolvedRow {
  readonly proof: Proof
  /** The cells, if they are determined. */
  readonly cells: Cells | undefined
  /** The numbers as they were told apart, if the cells are determined. */
  readonly tokens: readonly string[] | undefined
  readonly fits: readonly Cells[]
}

export interface Solution {
  readonly rows: readonly SolvedRow[]
  /** The cells of the last row; undefined without one, or if they are not determined. */
  readonly totals: Cells | undefined
  /** How many ways there are to fill the whole table; undefined if the totals were not used, or were too much to count. */
  readonly combinations: number | undefined
}

/**
 * Works out to which columns the numbers of a table belong after its empty cells have vanished. All placements that fit
 * the arithmetic of the columns are tried against the totals, if given; blanks only decide between what fits both.
 */
export function solveColumns(
  rows: readonly PrintedRow[],
  columns: readonly Column[],
  { totals, blanksPerEmpty = 2 }: { totals?: PrintedRow; blanksPerEmpty?: number } = {},
): Solution {
  const placed = rows.map(row => placementsOf(row, columns, { blanksPerEmpty }))
  const sums = totals && placementsOf(totals, columns, { blanksPerEmpty, limit: 50 })
  const whole = placed.every((p): p is readonly Placement[] => p !== undefined && p.length > 0)
  const met = sums && whole ? meet(placed as readonly (readonly Placement[])[], columns, sums) : undefined
  // Totals that nothing meets say that a number is wrong, not which: the rows then stand by themselves.
  const { left, best } = met && met.count !== 0 ? met : {}
  const counted = left !== undefined && met?.count !== undefined
  return {
    rows: placed.map((placements, i) => solvedRow(placements, left?.[i], best?.[i], counted)),
    totals: met && met.count !== 0 ? met.totals : sums?.length === 1 ? sums[0]!.cells : undefined,
    combinations: met?.count,
  }
}

/** The combinations for every reading of the last row; of readings that can be met, the blanks choose. */
function meet(
  placed: readonly (readonly Placement[])[],
  columns: readonly Column[],
  sums: readonly Placement[],
): Combined & { readonly totals: Cells | undefined } {
  const found: (Combined & { readonly totals: Cells })[] = []
  for (const total of sums) {
    const goal = columns.map((c, i) => (c.total === false ? null : (total.cells[i] ?? 0)))
    const combined = combine(placed, goal)
    if (combined.count !== 0)
      found.push({ ...combined, strain: combined.strain + total.strain, totals: total.cells })
  }
  const strain = Math.min(...found.map(f => f.strain))
  // Where not everything was counted, the strain of a whole table is not known.
  const best = found.filter(f => f.count === undefined || f.strain === strain)
  const union = (lists: readonly (readonly ReadonlySet<number>[])[]) =>
    placed.map((_, i) => new Set(lists.flatMap(l => [...l[i]!])))
  return {
    count: found.some(f => f.count === undefined) ? undefined : found.reduce((all, f) => all + f.count!, 0),
    strain,
    left: union(found.map(f => f.left)),
    best: union(best.map(f => f.best)),
    totals: best.length === 1 ? best[0]!.totals : undefined,
  }
}

function solvedRow(
  placements: readonly Placement[] | undefined,
  left: ReadonlySet<number> | undefined,
  best: ReadonlySet<number> | undefined,
  counted: boolean,
): SolvedRow {
  const all = placements ?? []
  const fits = left ? all.filter((_, i) => left.has(i)) : all
  const least = Math.min(...fits.map(f => f.strain))
  const among = best ? all.filter((_, i) => best.has(i)) : fits
  const likely = counted ? among : among.filter(f => f.strain === least)
  const one = (list: readonly Placement[]) => (list.length === 1 ? list[0] : undefined)
  const proof = (): Proof => {
    if (placements && fits.length === 0) return "impossible"
    if (all.length === 1) return "row"
    if (fits.length === 1) return "totals"
    return likely.length === 1 ? "blanks" : "undetermined"
  }
  const chosen = one(fits) ?? one(likely)
  return { proof: proof(), cells: chosen?.cells, tokens: chosen?.tokens, fits: fits.map(f => f.cells) }
}
