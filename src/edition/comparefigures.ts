import type { Facts } from "../load.js"
import type { Citation } from "../model/common.js"
import type {
  Caveat,
  ClassReason,
  ComparisonClass,
  Computation,
  FigureComparison,
  FigureRow,
  FigureSide,
} from "../model/figurecomparison.js"
import type { NoteDefinition } from "../model/notes.js"
import { formatCaveat, formatClassReason } from "../note/figurereasons.js"
import { inLanguage } from "../note/format.js"
import { sourceLabels } from "../note/labels.js"
import { noLedger } from "../note/ledger.js"
import { fill, type Words } from "../note/words.js"

/** One side of a row of figures: numbers with their definition and date, gaps in words, and where they stand. */
export interface ComparedFigureSide {
  readonly source: string
  readonly figures: readonly {
    readonly id: string
    readonly indicator: string
    readonly value: number | null
    readonly unit: string
    readonly counts: string
    readonly asOf?: string
    readonly period?: { readonly from?: string | undefined; readonly to?: string | undefined }
    readonly status: string
  }[]
  readonly gaps: readonly { readonly id: string; readonly summary: string }[]
  readonly citations: readonly (Citation & { readonly fact: string })[]
}

/** A row of a comparison of figures: its class with reason and caveats, and what was computed from which inputs. */
export interface ComparedFigures {
  readonly id: string
  readonly indicator: string
  readonly name: string
  readonly before: ComparedFigureSide | null
  readonly after: ComparedFigureSide | null
  readonly class: ComparisonClass
  readonly label: ComparisonClass
  readonly comparable: boolean
  readonly reason: string
  readonly reasons: readonly ClassReason[]
  readonly caveats: readonly (Caveat & { readonly text: string })[]
  /** The later value less the earlier one, rounded nowhere; absent unless the row is comparable. */
  readonly difference?: number
  readonly unit?: string
  readonly computed: readonly Computation[]
}

interface Input {
  readonly comparison: FigureComparison
  readonly facts: Facts
  readonly words: Words
  readonly lang: string
}

/** The comparison of figures behind a note, with every reason in words of `lang`. */
export function comparedFigures(definition: NoteDefinition, input: Input) {
  const { comparison } = input
  return {
    note: definition.id,
    before: comparison.before.id,
    after: comparison.after.id,
    rows: comparison.rows.map(row => rowOf(row, definition, input)),
  }
}

function rowOf(
  row: FigureRow,
  definition: NoteDefinition,
  { comparison, facts, words, lang }: Input,
): ComparedFigures {
  const rule =
    definition.compare.kind === "figures" ? definition.compare.rows.find(r => r.id === row.id)! : undefined
  const labels = sourceLabels([comparison.before, comparison.after], words)
  const speech = {
    definition,
    lang,
    words,
    facts,
    comparison,
    labels,
    particulars: definition.particulars,
    day: comparison.after.asOf,
    edition: "",
    ledger: noLedger,
  }
  const change = row.computed.find(c => c.operation === "difference")
  return {
    id: row.id,
    indicator: rule?.indicators[0] ?? row.id,
    name: rule ? inLanguage(rule.name, lang, `the name of row "${row.id}"`) : row.id,
    before: sideOf(row.before, comparison.before.id, lang),
    after: sideOf(row.after, comparison.after.id, lang),
    class: row.class,
    label: row.class,
    comparable: row.class === "comparable",
    reason: row.reasons.map(r => formatClassReason(r, speech)).join(words.list.clause),
    reasons: row.reasons,
    caveats: row.caveats.map(c => ({ ...c, text: formatCaveat(c, speech) })),
    ...(change && { difference: change.value, unit: change.unit }),
    computed: row.computed,
  }
}

function sideOf({ observations, gaps }: FigureSide, source: string, lang: string): ComparedFigureSide | null {
  if (observations.length + gaps.length === 0) return null
  return {
    source,
    figures: observations.map(({ id, indicator, value, unit, counts, asOf, period, status }) => ({
      id,
      indicator,
      value,
      unit,
      counts: inLanguage(counts, lang, `what "${id}" counts`),
      status,
      ...(asOf && { asOf }),
      ...(period && { period }),
    })),
    gaps: gaps.map(g => ({ id: g.id, summary: inLanguage(g.summary, lang, `the summary of "${g.id}"`) })),
    citations: [...observations, ...gaps].flatMap(f => f.citations.map(c => ({ fact: f.id, ...c }))),
  }
}

/** The comparison of figures as lines for a person: one block a row. */
export function figureLines({
  before,
  after,
  rows,
}: {
  before: string
  after: string
  rows: readonly ComparedFigures[]
}): string[] {
  const side = (name: string, s: ComparedFigureSide | null) => {
    const said = s
      ? [
          ...s.figures.map(f => `${f.indicator} ${f.value ?? "without a number"} ${f.unit}`),
          ...s.gaps.map(g => g.summary),
        ]
      : ["not reported"]
    return `  ${name}: ${said.join("; ")}`
  }
  return rows.flatMap(row => [
    `${row.name}: ${row.class}`,
    side(before, row.before),
    side(after, row.after),
    `  reason: ${[row.reason, ...row.caveats.map(c => c.text)].join("; ")}`,
    ...row.computed.map(c =>
      fill("  computed: {operation} {value} {unit} from {inputs}", {
        operation: c.operation,
        value: c.value,
        unit: c.unit,
        inputs: c.inputs.join(", "),
      }),
    ),
  ])
}
