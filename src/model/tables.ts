import { z } from "zod"
import { citation, day, id, schemaLink, text, texts } from "./common.js"

/** A column of a table, and of which other columns it is the sum: one list for each way that the table can be added. */
export const tableColumn = z.strictObject({
  id,
  group: texts.optional().describe("The heading that stands over several columns"),
  name: texts,
  sumOf: z
    .array(z.array(id).min(2))
    .optional()
    .describe("Lists of columns that add up to this one, such as men and women"),
  total: z
    .boolean()
    .optional()
    .describe("false where the last row is not the sum of the column, such as for percentages"),
})
export type TableColumn = z.infer<typeof tableColumn>

const cells = z
  .record(id, z.number().nullable())
  .describe("By column. A column that is null or not named was left empty, which is not zero")

/** What a row prints, in order: a number with its thousands is one token, "1 507". */
const printed = {
  printed: z
    .array(text)
    .describe("The numbers as printed, in order, such as 1 507; empty cells print nothing"),
  blanks: z
    .array(z.int().nonnegative())
    .optional()
    .describe("How many blanks the text layer has before each number, where they survived"),
  cells,
}

/** A row of a table: what it is of, what it prints, and to which columns that belongs. */
export const tableRow = z.strictObject({
  id,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: "expected two capital letters of ISO 3166" })
    .optional()
    .describe("The country by ISO 3166, from which its name follows in any language"),
  name: texts.describe("As printed"),
  ...printed,
})
export type TableRow = z.infer<typeof tableRow>

/** A number that was printed wrongly: both numbers are kept, with the reason and which of them a note uses. */
export const tableMisprint = z.strictObject({
  row: id.describe("The row, or total"),
  column: id,
  printed: z.number(),
  corrected: z.number(),
  reason: texts,
  uses: z.enum(["printed", "corrected"]),
})
export type TableMisprint = z.infer<typeof tableMisprint>

/** A table of a source with every cell: `data/tables/<id>.json`. */
export const table = z.strictObject({
  ...schemaLink,
  id,
  source: id,
  citation,
  asOf: day.describe("The day of the state of affairs"),
  title: texts,
  unit: id,
  columns: z.array(tableColumn).min(1),
  rows: z.array(tableRow).min(1),
  totals: z.strictObject(printed).optional(),
  misprints: z.array(tableMisprint).optional(),
})
export type Table = z.infer<typeof table>

/** The name by which the last row of a table is told from the others. */
export const totalRow = "total"

/** The number that a note uses of a cell: null where the cell is empty, undefined where there is no such row. */
export function cellOf(table: Table, row: string, column: string): number | null | undefined {
  const found = row === totalRow ? table.totals : table.rows.find(r => r.id === row)
  return found && (found.cells[column] ?? null)
}

/** The anchors of a row: its name and all that it prints, ten words each, the last ones counted from the end. */
export function rowAnchors(
  { citation }: Table,
  row: Pick<TableRow, "printed"> & Partial<TableRow>,
): readonly string[] {
  const words = [row.name?.[citation.language] ?? "", ...row.printed].join(" ").trim().split(/\s+/)
  const starts = words.flatMap((_, i) => (i % 10 === 0 ? [Math.max(0, Math.min(i, words.length - 10))] : []))
  return starts.map(start => words.slice(start, start + 10).join(" "))
}
