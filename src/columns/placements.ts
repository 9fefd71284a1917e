import { type Column, type PrintedRow, startsAt } from "./rows.js"

/** The cells of a row in the order of the columns; null where a cell is empty. */
export type Cells = readonly (number | null)[]

/** One way to give a row's numbers to columns. `strain` is how far the blanks speak against it, 0 if they do not. */
export interface Placement {
  readonly cells: Cells
  readonly tokens: readonly string[]
  readonly strain: number
}

interface Sum {
  readonly total: number
  readonly parts: readonly number[]
}

/** The sums of a table by the last column that has a part in each: there it can be tested. */
function sumsByColumn(columns: readonly Column[]): readonly (readonly Sum[])[] {
  const at = new Map(columns.map((c, i) => [c.id, i]))
  const sums = columns.flatMap(({ sumOf = [] }, total) =>
    sumOf.map(ids => ({ total, parts: ids.flatMap(id => at.get(id) ?? []) })),
  )
  return columns.map((_, i) => sums.filter(s => Math.max(s.total, ...s.parts) === i))
}

/** Whether a total fits its parts: an empty one belongs to empty parts only, and a number to at least one part. */
export function addsUp(total: number | null, parts: Cells): boolean {
  const present = parts.filter(p => p !== null)
  if (total === null || present.length === 0) return total === null && present.length === 0
  return near(
    total,
    present.reduce((sum, p) => sum + p, 0),
  )
}

/** Whether two numbers are the same but for what binary arithmetic does to decimals. */
export const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6

/**
 * Every way to give the numbers of a row to the columns, in their order, that fits the arithmetic of the columns.
 * Undefined if there are more than `limit`, so that nothing can be said.
 */
export function placementsOf(
  row: PrintedRow,
  columns: readonly Column[],
  { limit = 5_000, blanksPerEmpty = 2 }: { limit?: number; blanksPerEmpty?: number } = {},
): readonly Placement[] | undefined {
  const sums = sumsByColumn(columns)
  const found: Placement[] = []
  const cells: (number | null)[] = []
  const tokens: string[] = []
  let steps = 0
  const fits = (column: number) =>
    sums[column]!.every(({ total, parts }) =>
      addsUp(
        cells[total]!,
        parts.map(p => cells[p]!),
      ),
    )
  const put = (column: number, piece: number, empty: number, strain: number): void => {
    if (found.length > limit || steps++ > limit * 100) return
    if (column === columns.length) {
      if (piece === row.pieces.length) found.push({ cells: [...cells], tokens: [...tokens], strain })
      return
    }
    for (const start of startsAt(row, piece)) {
      const { blanks } = row.pieces[piece]!
      const more = blanks === undefined ? 0 : Math.abs(blanks - 1 - blanksPerEmpty * empty)
      cells[column] = start.value
      tokens.push(start.token)
      if (fits(column)) put(column + 1, piece + start.pieces, 0, strain + more)
      tokens.pop()
    }
    cells[column] = null
    if (enough(row, piece, columns.length - column - 1) && fits(column))
      put(column + 1, piece, empty + 1, strain)
  }
  put(0, 0, 0, 0)
  return found.length > limit || steps > limit * 100 ? undefined : found
}

/** Whether the pieces left can find room in the columns left. */
function enough({ pieces, settled }: PrintedRow, piece: number, columns: number): boolean {
  const left = pieces.length - piece
  return settled ? left <= columns : left <= columns * 4
}
