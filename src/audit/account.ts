import type { AuditAccount, TableAccount } from "./audit.js"

const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`
const named = (ids: readonly string[]) => (ids.length > 0 ? `: ${ids.join(", ")}` : "")

/** The account of the audit for a person, one line for each thing; the account itself is its JSON. */
export function accountLines({
  tables,
  cellsRepeated,
  percentages: { printed, recomputed, partsNotPrinted, partsNotCurated },
  otherRecomputed,
  misprints,
}: AuditAccount): readonly string[] {
  return [
    ...tables.flatMap(tableLines),
    ...(cellsRepeated > 0
      ? [`audit: ${many(cellsRepeated, "figure")} compared with the cells they repeat`]
      : []),
    `audit: ${recomputed.length} of ${many(printed, "printed percentage")} recomputed, ${partsNotPrinted.length} of parts that no report prints`,
    ...(partsNotCurated.length > 0 ? [`audit: parts not curated${named(partsNotCurated)}`] : []),
    ...(otherRecomputed.length > 0
      ? [`audit: ${many(otherRecomputed.length, "other number")} recomputed`]
      : []),
    ...misprints.map(
      ({ fact, column, printed: wrong, corrected, uses }) =>
        `audit: misprint recorded, ${fact}${column ? `, ${column}` : ""}: printed ${wrong}, corrected ${corrected}, the ${uses} one is used`,
    ),
  ]
}

function tableLines({ id, rows, columns, cells, sums, proof }: TableAccount): readonly string[] {
  const { combinations, provenByTotals, byBlanks, undetermined, impossible } = proof
  const ways = combinations === null ? "an unknown number of ways" : many(combinations, "way")
  const verdict = provenByTotals
    ? "columns proven by the totals"
    : `${ways} to fill the columns meet the totals`
  return [
    `audit: ${id}, ${many(rows, "row")}, ${many(columns, "column")}, ${many(cells, "cell")}, ${many(sums, "sum")} tested; ${verdict}`,
    ...(byBlanks.length > 0
      ? [
          `audit: ${id}, the totals leave ${many(byBlanks.length, "row")} open that the printed blanks decide${named(byBlanks)}`,
        ]
      : []),
    ...(undetermined.length > 0 ? [`audit: ${id}, undetermined${named(undetermined)}`] : []),
    ...(impossible.length > 0 ? [`audit: ${id}, no columns fit${named(impossible)}`] : []),
  ]
}
