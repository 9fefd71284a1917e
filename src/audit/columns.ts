import { rowOfTokens } from "../columns/rows.js"
import { type Solution, solveColumns } from "../columns/solve.js"
import type { Table } from "../model/tables.js"
import { totalRow } from "../model/tables.js"
import { type AuditRow, auditRows, type Finding } from "./table.js"

/** How far the columns of a table are proven, with the rows of each kind of proof by id. */
export interface ColumnProof {
  /** How many ways to fill the table meet every row sum and every total; null if that could not be counted. */
  readonly combinations: number | null
  /** Whether row sums and totals alone leave one way. */
  readonly provenByTotals: boolean
  /** Rows that their own sums determine, and rows that the totals do. */
  readonly byRow: readonly string[]
  readonly byTotals: readonly string[]
  /** Rows that the totals leave open, and for which the blanks of the text layer speak. */
  readonly byBlanks: readonly string[]
  readonly undetermined: readonly string[]
  readonly impossible: readonly string[]
}

/**
 * Works the columns out anew from the printed numbers alone and compares them with the cells, of which only the place
 * of a misprint is taken: it is read as corrected. What is found is a row whose cells are not those that arithmetic and totals need.
 */
export function proveColumns(table: Table): {
  readonly proof: ColumnProof
  readonly findings: readonly Finding[]
} {
  const rows = auditRows(table)
  const body = rows.filter(r => r.id !== totalRow)
  const last = rows.find(r => r.id === totalRow)
  const printed = (r: AuditRow) => rowOfTokens(correctedTokens(r), r.blanks)
  const solution = solveColumns(body.map(printed), table.columns, { ...(last && { totals: printed(last) }) })
  return {
    proof: proofOf(solution, body),
    findings: body.flatMap((r, i) => compare(r, solution.rows[i]!, table)),
  }
}

/** The printed numbers with those of misprints exchanged, each at the place that its column has among the filled cells. */
function correctedTokens({ printed, cells, misprints }: AuditRow): readonly string[] {
  const tokens = [...printed]
  for (const [column, { corrected }] of misprints) {
    const at = cells.slice(0, column).filter(c => c !== null).length
    if (at < tokens.length) tokens[at] = String(corrected)
  }
  return tokens
}

function proofOf({ rows, combinations }: Solution, body: readonly AuditRow[]): ColumnProof {
  const of = (proof: Solution["rows"][0]["proof"]) =>
    body.filter((_, i) => rows[i]!.proof === proof).map(r => r.id)
  return {
    combinations: combinations ?? null,
    provenByTotals: combinations === 1,
    byRow: of("row"),
    byTotals: of("totals"),
    byBlanks: of("blanks"),
    undetermined: of("undetermined"),
    impossible: of("impossible"),
  }
}

function compare({ path, name, cells }: AuditRow, solved: Solution["rows"][0], table: Table): Finding[] {
  // No placement fits: the sums of the row say so already, at the cell.
  if (solved.proof === "impossible") return []
  const same = (a: AuditRow["cells"]) => a.every((v, i) => v === cells[i])
  if (solved.cells ? same(solved.cells) : solved.fits.length === 0 || solved.fits.some(same)) return []
  const wanted = solved.cells ?? solved.fits[0]!
  const at = wanted.findIndex((v, i) => v !== cells[i])
  const by = solved.proof === "blanks" ? "the sums and the blanks of the row" : "the sums and the totals"
  const what = `${name}: ${by} put ${wanted[at] ?? "nothing"} here, the cell has ${cells[at] ?? "nothing"}`
  return [
    {
      path: [...path, "cells", table.columns[at]!.id],
      what,
      hint: "an empty cell may stand elsewhere in the row",
    },
  ]
}
