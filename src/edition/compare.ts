import type { Host } from "../host.js"
import type { Facts } from "../load.js"
import type { Citation } from "../model/common.js"
import type { Change, Movement, Reason } from "../model/comparison.js"
import type { Label, Position } from "../model/positions.js"
import { formatReason, nameOf, type Speech } from "../note/reasons.js"
import { loadWords } from "../note/words.js"
import { loadAll } from "./build.js"
import { type ComparedFigures, comparedFigures, figureLines } from "./comparefigures.js"
import { chooseNotes } from "./definitions.js"
import { compareFor } from "./subjects.js"

/** One side of a row: what was said, and where. */
export interface ComparedSide {
  readonly source: string
  readonly asOf: string
  readonly summary: string
  readonly positions: readonly string[]
  readonly operative: readonly string[]
  readonly citations: readonly (Citation & { readonly position: string })[]
}

/** A row of a comparison: the issue, both sides with their citations, the label with its reason. */
export interface ComparedRow {
  readonly id: string
  readonly issue: string
  readonly name: string
  readonly before: ComparedSide | null
  readonly after: ComparedSide | null
  readonly label: Label
  readonly reason: string
  readonly reasons: readonly Reason[]
  readonly decidedBy: "rule" | "judgement"
  readonly contestable: boolean
  readonly comparable: boolean
  readonly movement: Movement
}

/** The comparison behind a note. `before` is null if the body met once. */
export interface ComparedNote {
  readonly note: string
  readonly before: string | null
  readonly after: string
  readonly rows: readonly (ComparedRow | ComparedFigures)[]
}

/** The comparison of a note with every reason in words of `lang`. */
export async function compareNote(
  name: string,
  { lang }: { lang: string },
  host: Host,
): Promise<ComparedNote> {
  const { facts, definitions } = await loadAll(host)
  const definition = chooseNotes(definitions, [name])[0]!
  const words = await loadWords(lang, host)
  const found = compareFor(definition, facts)
  if (found.kind === "figures")
    return comparedFigures(definition, { comparison: found.comparison, facts, words, lang })
  const { comparison } = found
  const speech: Speech = { lang, words, facts, comparison }
  return {
    note: definition.id,
    before: comparison.before?.meeting.id ?? null,
    after: comparison.after.meeting.id,
    rows: comparison.changes.map(change => rowOf(change, speech)),
  }
}

function rowOf(change: Change, speech: Speech): ComparedRow {
  const { facts, comparison, words } = speech
  const { before, after, reasons, ...rest } = change
  return {
    ...rest,
    name: nameOf(change.issue, "issues", speech),
    before: sideOf(before, comparison.before?.source, facts),
    after: sideOf(after, comparison.after.source, facts),
    reason: reasons.map(r => formatReason(r, speech)).join(words.list.reasons),
    reasons,
  }
}

function sideOf(
  positions: readonly Position[],
  source: { id: string; asOf: string } | undefined,
  { verbs }: Facts,
): ComparedSide | null {
  if (positions.length === 0 || !source) return null
  return {
    source: source.id,
    asOf: source.asOf,
    summary: positions.map(p => p.summary.en ?? Object.values(p.summary)[0]).join("; "),
    positions: positions.map(p => p.id),
    operative: positions.flatMap(p =>
      p.operative.map(o => `${o.words} [${verbs.get(o.verb)!.steps.join("/")}]`),
    ),
    citations: positions.flatMap(p => p.citations.map(c => ({ position: p.id, ...c }))),
  }
}

/** The comparison as lines for a person: one block a row. */
export function comparisonLines({ rows, before, after }: ComparedNote): string[] {
  if (rows.some(row => "class" in row))
    return figureLines({ before: before!, after, rows: rows as readonly ComparedFigures[] })
  const side = (name: string | null, s: ComparedSide | null) =>
    `  ${name ?? "no earlier meeting"}: ${s ? `${s.summary} (${[...new Set(s.citations.map(c => c.paragraph))].join(", ")})` : "not mentioned"}`
  return (rows as readonly ComparedRow[]).flatMap(row => [
    `${row.name}: ${row.label}${row.contestable ? " (analysts could differ)" : ""}${row.decidedBy === "judgement" ? " (judgement)" : ""}`,
    side(before, row.before),
    side(after, row.after),
    `  reason: ${row.reason}`,
  ])
}
