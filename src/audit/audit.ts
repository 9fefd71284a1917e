import type { DataFiles } from "../files.js"
import type { JsonFile } from "../json.js"
import type { Observation } from "../model/figures.js"
import { type Problem, problem } from "../model/problem.js"
import type { Table } from "../model/tables.js"
import { need } from "../references.js"
import { type ColumnProof, proveColumns } from "./columns.js"
import { auditFigures, computedValue } from "./figures.js"
import { auditTable, type Finding } from "./table.js"

/** What was audited of one table. */
export interface TableAccount {
  readonly id: string
  readonly rows: number
  readonly columns: number
  /** Cells that are filled, the last row's included. */
  readonly cells: number
  /** Sums tested: those within rows, and one for each column with a total. */
  readonly sums: number
  readonly proof: ColumnProof
}

/** A recorded misprint of a table or an observation. */
export interface MisprintAccount {
  readonly fact: string
  readonly column?: string
  readonly printed: number
  readonly corrected: number
  readonly uses: "printed" | "corrected"
}

/** What the audit looked at: what it proves, and what it leaves open. */
export interface AuditAccount {
  readonly tables: readonly TableAccount[]
  /** How many observations repeat a cell of a table, and were compared with it. */
  readonly cellsRepeated: number
  /** Printed percentages: how many there are, which were recomputed, and which cannot be or wait for it. */
  readonly percentages: {
    readonly printed: number
    readonly recomputed: readonly string[]
    readonly partsNotPrinted: readonly string[]
    readonly partsNotCurated: readonly string[]
  }
  /** Other numbers recomputed, such as sums. */
  readonly otherRecomputed: readonly string[]
  readonly misprints: readonly MisprintAccount[]
}

/** An account of nothing, for facts that were not loaded from files. */
export const noAudit: AuditAccount = {
  tables: [],
  cellsRepeated: 0,
  percentages: { printed: 0, recomputed: [], partsNotPrinted: [], partsNotCurated: [] },
  otherRecomputed: [],
  misprints: [],
}

/** Audits the arithmetic of every table and every figure; each finding is a problem at its place in the data. */
export function auditAll(files: DataFiles): {
  readonly problems: readonly Problem[]
  readonly account: AuditAccount
} {
  const observations = files.figures.flatMap(f => f.value.observations)
  const context = {
    all: new Map(observations.map(o => [o.id, o])),
    tables: new Map(files.tables.map(f => [f.value.id, f.value])),
    units: new Map((files.indicators?.value.units ?? []).map(u => [u.id, u])),
  }
  const audited = files.tables.map(file => auditFile(file, files))
  const figures = files.figures.flatMap(f => toProblems(auditFigures(f, context), f))
  const tables = audited.flatMap(a => a.account ?? [])
  return {
    problems: [...audited.flatMap(a => a.problems), ...figures],
    account: { ...figuresAccount(observations, context), tables, misprints: misprintsOf(files) },
  }
}

const toProblems = (findings: readonly Finding[], file: JsonFile<unknown>): Problem[] =>
  findings.map(({ path, what, hint }) => problem(what, { place: file.place(...path), hint }))

function auditFile(
  file: JsonFile<Table>,
  { sources, indicators, tables }: DataFiles,
): { problems: readonly Problem[]; account?: TableAccount } {
  const problems: Problem[] = []
  const { id, source, unit } = file.value
  const ids = (list: readonly { id: string }[] | undefined) => new Set((list ?? []).map(e => e.id))
  need(source, ids(sources?.value.sources), "source", () => file.place("source"), problems)
  need(unit, ids(indicators?.value.units), "unit", () => file.place("unit"), problems)
  if (tables.findIndex(t => t.value.id === id) !== tables.indexOf(file))
    problems.push(
      problem(`the table "${id}" is there twice`, { place: file.place("id"), hint: "give one another id" }),
    )
  const findings = auditTable(file.value)
  // Cells whose column or row is unknown cannot be proven.
  if (findings.some(f => f.what.startsWith("unknown") || f.what.endsWith("is taken")))
    return { problems: [...problems, ...toProblems(findings, file)] }
  const proven = proveColumns(file.value)
  const told = new Set(findings.map(f => f.path.join(".")))
  const more = proven.findings.filter(f => !told.has(f.path.join(".")))
  return {
    problems: [...problems, ...toProblems([...findings, ...more], file)],
    account: tableAccount(file.value, proven.proof),
  }
}

function tableAccount({ id, rows, columns, totals }: Table, proof: ColumnProof): TableAccount {
  const all = [...rows, ...(totals ? [totals] : [])]
  const within = columns.flatMap(c => c.sumOf ?? []).length
  return {
    id,
    rows: rows.length,
    columns: columns.length,
    cells: all.flatMap(r => Object.values(r.cells)).filter(v => v !== null).length,
    sums: all.length * within + (totals ? columns.filter(c => c.total !== false).length : 0),
    proof,
  }
}

function figuresAccount(
  observations: readonly Observation[],
  {
    all,
    units,
  }: { all: ReadonlyMap<string, Observation>; units: ReadonlyMap<string, { readonly kind: string }> },
): Omit<AuditAccount, "tables" | "misprints"> {
  const share = (o: Observation) => units.get(o.unit)?.kind === "share" && o.value !== null
  const ids = (test: (o: Observation) => boolean) => observations.filter(test).map(o => o.id)
  const done = (o: Observation) => computedValue(o, all) !== undefined
  return {
    cellsRepeated: observations.filter(o => o.fromTable).length,
    percentages: {
      printed: observations.filter(share).length,
      recomputed: ids(o => share(o) && done(o)),
      partsNotPrinted: ids(o => share(o) && !done(o) && o.partsPrinted === false),
      partsNotCurated: ids(o => share(o) && !done(o) && o.partsPrinted !== false),
    },
    otherRecomputed: ids(o => !share(o) && done(o)),
  }
}

function misprintsOf({ tables, figures }: DataFiles): readonly MisprintAccount[] {
  const inTables = tables.flatMap(({ value: { id, misprints = [] } }) =>
    misprints.map(({ row, column, printed, corrected, uses }) => ({
      fact: `${id}.${row}`,
      column,
      printed,
      corrected,
      uses,
    })),
  )
  const inFigures = figures.flatMap(({ value }) =>
    value.observations.flatMap(({ id, misprint }) =>
      misprint
        ? [{ fact: id, printed: misprint.printed, corrected: misprint.corrected, uses: misprint.uses }]
        : [],
    ),
  )
  return [...inTables, ...inFigures]
}
