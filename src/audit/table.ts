import type { Cells } from "../columns/placements.js"
import { near } from "../columns/placements.js"
import { numberOf } from "../columns/rows.js"
import { type Table, type TableMisprint, totalRow } from "../model/tables.js"

/** Something wrong in a table: the path of the place in its JSON file, what, and what to do. */
export interface Finding {
  readonly path: readonly (string | number)[]
  readonly what: string
  readonly hint: string
}

/** A row as the audit reads it: where it stands, what it prints, and its cells with misprints corrected. */
export interface AuditRow {
  readonly id: string
  readonly name: string
  readonly path: readonly (string | number)[]
  readonly printed: readonly string[]
  readonly blanks: readonly number[] | undefined
  /** In the order of the columns; null where a cell is empty. */
  readonly cells: Cells
  /** The columns of misprints of this row, and what is printed there. */
  readonly misprints: ReadonlyMap<number, TableMisprint>
}

/** The rows of a table with the last one, if it has totals, at the end. */
export function auditRows(table: Table): readonly AuditRow[] {
  const row = (
    id: string,
    name: string,
    path: AuditRow["path"],
    { printed, blanks, cells }: Table["rows"][0],
  ) => {
    const mine = (table.misprints ?? []).filter(m => m.row === id)
    const misprints = new Map(mine.map(m => [table.columns.findIndex(c => c.id === m.column), m]))
    const corrected = table.columns.map((c, i) => misprints.get(i)?.corrected ?? cells[c.id] ?? null)
    return { id, name, path, printed, blanks, cells: corrected, misprints }
  }
  const rows = table.rows.map((r, i) => row(r.id, Object.values(r.name)[0] ?? r.id, ["rows", i], r))
  const last = table.totals && { ...table.totals, id: totalRow, name: {} }
  return last ? [...rows, row(totalRow, "the totals", ["totals"], last)] : rows
}

/**
 * Everything wrong with a table: names, printed numbers against cells, the arithmetic of rows, columns and totals, and
 * misprints that are none. A recorded misprint is taken as corrected and is no finding.
 */
export function auditTable(table: Table): readonly Finding[] {
  const names = namesOf(table)
  if (names.length > 0) return names
  const rows = auditRows(table)
  return [
    ...rows.flatMap(r => printedAgainstCells(r, table)),
    ...rows.flatMap(r => rowSums(r, table)),
    ...columnSums(rows, table),
    ...(table.misprints ?? []).flatMap((m, i) => misprintFinding(m, i, table)),
  ]
}

const finding = (path: Finding["path"], what: string, hint: string): Finding => ({ path, what, hint })

function namesOf({ columns, rows, totals, misprints = [] }: Table): Finding[] {
  const known = new Set(columns.map(c => c.id))
  const found: Finding[] = []
  const column = (id: string, path: Finding["path"]) => {
    if (!known.has(id)) found.push(finding(path, `unknown column "${id}"`, "name one of the table’s columns"))
  }
  const twice = (list: readonly { id: string }[], key: string) =>
    list.forEach(({ id }, i) => {
      if (list.findIndex(e => e.id === id) < i || (key === "rows" && id === totalRow))
        found.push(finding([key, i, "id"], `"${id}" is taken`, "give it another id"))
    })
  twice(columns, "columns")
  twice(rows, "rows")
  columns.forEach((c, i) => {
    c.sumOf?.forEach((ids, j) => {
      ids.forEach((id, k) => {
        column(id, ["columns", i, "sumOf", j, k])
      })
    })
  })
  rows.forEach((r, i) => {
    for (const id of Object.keys(r.cells)) column(id, ["rows", i, "cells", id])
  })
  for (const id of Object.keys(totals?.cells ?? {})) column(id, ["totals", "cells", id])
  const ids = new Set([...rows.map(r => r.id), ...(totals ? [totalRow] : [])])
  misprints.forEach((m, i) => {
    column(m.column, ["misprints", i, "column"])
    if (!ids.has(m.row))
      found.push(
        finding(["misprints", i, "row"], `unknown row "${m.row}"`, "name one of the table’s rows, or total"),
      )
  })
  return found
}

/** The numbers that a row prints are those of its cells, as many and in their order. */
function printedAgainstCells(
  { path, name, printed, blanks, cells, misprints }: AuditRow,
  table: Table,
): Finding[] {
  const wanted = cells.flatMap((cell, i) =>
    cell === null ? [] : [{ i, value: misprints.get(i)?.printed ?? cell }],
  )
  const found: Finding[] = []
  if (blanks && blanks.length !== printed.length) {
    const what = `${name}: ${printed.length} numbers and ${blanks.length} widths of blanks`
    found.push(finding([...path, "blanks"], what, "give one width for each number, or leave blanks out"))
  }
  const values = printed.map(numberOf).filter(v => v !== null)
  if (values.length !== wanted.length) {
    const what = `${name}: ${values.length} numbers are printed, ${wanted.length} cells are filled`
    return [
      ...found,
      finding([...path, "printed"], what, "an empty cell has no number; correct printed or cells"),
    ]
  }
  wanted.forEach(({ i, value }, at) => {
    if (values[at] !== undefined && near(values[at], value)) return
    const column = table.columns[i]!.id
    const what = `${name}: the cell has ${value}, but ${printed[at]} is printed at its place`
    found.push(
      finding([...path, "cells", column], what, "correct the cell, or what is printed, against the report"),
    )
  })
  return found
}

const added = (values: Cells) => {
  const there = values.filter(v => v !== null)
  return there.length === 0 ? null : there.reduce((a, b) => a + b, 0)
}

/** Each sum within a row, by the arithmetic of the columns; `needed` is what the total should be. */
export function brokenSums(
  cells: Cells,
  table: Table,
): readonly { total: number; what: string; needed: number | null }[] {
  const at = (id: string) => table.columns.findIndex(c => c.id === id)
  return table.columns.flatMap(({ sumOf = [] }, total) =>
    sumOf.flatMap(ids => {
      const needed = added(ids.map(id => cells[at(id)]!))
      const there = cells[total]!
      if (there === needed || (there !== null && needed !== null && near(there, needed))) return []
      const parts = ids.map(id => `${id} ${cells[at(id)] ?? "empty"}`).join(" + ")
      return [{ total, needed, what: `${parts} = ${needed ?? "empty"}, not ${there ?? "empty"}` }]
    }),
  )
}

function rowSums({ path, name, cells, misprints }: AuditRow, table: Table): Finding[] {
  const broken = brokenSums(cells, table)
  const once = broken.filter(({ total }, i) => broken.findIndex(b => b.total === total) === i)
  return once.map(({ total, what }) => {
    const at = table.misprints?.indexOf(misprints.get(total)!) ?? -1
    if (at >= 0)
      return finding(
        ["misprints", at, "corrected"],
        `${name}: ${what}`,
        "the corrected number does not fit either",
      )
    const hint = "correct the cells against the report; if it prints them so, record a misprint"
    return finding([...path, "cells", table.columns[total]!.id], `${name}: ${what}`, hint)
  })
}

/** Columns whose cells do not add up to the last row, with the difference. */
export function brokenColumns(
  rows: readonly AuditRow[],
  table: Table,
): readonly { column: number; sum: number; total: number }[] {
  const last = rows.at(-1)
  if (!last || last.id !== totalRow) return []
  return table.columns.flatMap((c, column) => {
    const sum = added(rows.slice(0, -1).map(r => r.cells[column]!)) ?? 0
    const total = last.cells[column] ?? 0
    return c.total === false || near(sum, total) ? [] : [{ column, sum, total }]
  })
}

function columnSums(rows: readonly AuditRow[], table: Table): Finding[] {
  const wrong = rows.flatMap(r =>
    brokenSums(r.cells, table).map(b => ({ ...b, cell: r.cells[b.total] ?? 0 })),
  )
  return brokenColumns(rows, table).flatMap(({ column, sum, total }) => {
    // A cell that its own row refuses by the same difference is told there.
    if (wrong.some(w => w.total === column && near((w.needed ?? 0) - w.cell, total - sum))) return []
    const { id } = table.columns[column]!
    const what = `the cells of the column "${id}" add up to ${sum}, the total is ${total}, a difference of ${sum - total}`
    return finding(
      ["totals", "cells", id],
      what,
      "look for a cell that is off by this much, or in the wrong column",
    )
  })
}

/** A misprint has two numbers; the printed one breaks the arithmetic that the corrected one keeps; the cell has the one used. */
function misprintFinding(misprint: TableMisprint, i: number, table: Table): Finding[] {
  const { row, column, printed, corrected, uses } = misprint
  const found: Finding[] = []
  const at = table.columns.findIndex(c => c.id === column)
  const owner = row === totalRow ? table.totals : table.rows.find(r => r.id === row)
  const used = uses === "printed" ? printed : corrected
  const cell = owner?.cells[column] ?? null
  if (cell !== used) {
    const what = `the misprint uses ${used}, the cell has ${cell ?? "nothing"}`
    found.push(finding(["misprints", i, "uses"], what, `write ${used} into the cell, or change what is used`))
  }
  const rows = auditRows({ ...table, misprints: table.misprints!.filter((_, j) => j !== i) })
  const asPrinted = rows.map(r => (r.id === row ? { ...r, cells: r.cells.with(at, printed) } : r))
  const breaks = asPrinted.some(r => r.id === row && brokenSums(r.cells, table).length > 0)
  if (!breaks && !brokenColumns(asPrinted, table).some(b => b.column === at)) {
    const what = `${printed} fits the row and the column: it is no misprint`
    found.push(
      finding(["misprints", i, "printed"], what, "take the misprint away, or correct it against the report"),
    )
  }
  return found
}
