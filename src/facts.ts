import type { Facts, MeetingFacts, ReportFacts } from "./load.js"
import type { Citation, Texts } from "./model/common.js"
import type { Draft } from "./model/drafts.js"
import type { Misprint, Observation, Recompute } from "./model/figures.js"
import type { Doubt, Position, VersionDifference } from "./model/positions.js"
import type { Source } from "./model/sources.js"
import { cellOf, rowAnchors, type Table, totalRow } from "./model/tables.js"

/** A curated fact, flat, with its citation: what `brief facts` lists. Absent fields do not apply to the fact. */
export interface FlatFact {
  readonly id: string
  readonly kind:
    | "position"
    | "version difference"
    | "doubt"
    | "observation"
    | "gap"
    | "not reported"
    | "table row"
    | "draft"
  readonly source: string
  readonly paragraph: string
  /** It waits to be curated, and no note may print it. */
  readonly draft?: true
  /** The first anchor, in the language it stands in. */
  readonly anchor: string
  /** The day of the state of affairs; absent where the fact covers a period. */
  readonly asOf?: string
  readonly citations: readonly Citation[]
  readonly issue?: string
  /** The operative words in the first version of the source. */
  readonly operative?: string
  readonly operatives?: readonly {
    readonly language: string
    readonly words: string
    readonly steps: readonly string[]
  }[]
  readonly summary: Texts
  readonly speaker?: string
  readonly addressees?: readonly string[]
  readonly objects?: readonly string[]
  readonly partners?: readonly string[]
  readonly places?: readonly string[]
  readonly stage?: string
  readonly resolutions?: readonly string[]
  readonly positions?: readonly string[]
  readonly indicator?: string
  /** As printed; null where the report gives no number. */
  readonly value?: number | null
  readonly unit?: string
  readonly period?: { readonly from?: string | undefined; readonly to?: string | undefined }
  readonly status?: string
  readonly counts?: Texts
  /** The cells of a table's row by column, as a note uses them; null where a cell is empty. */
  readonly values?: Readonly<Record<string, number | null>>
  /** Numbers printed wrongly, with what they should be and which of both is the value; by column in a table's row. */
  readonly misprint?: Misprint | Readonly<Record<string, Misprint>>
  readonly recompute?: Recompute
}

/** Every curated fact, in the order of the sources' dates and of their text; only one source's, if `source` is given. */
export function flatFacts(facts: Facts, { source }: { source?: string } = {}): FlatFact[] {
  const wanted = (s: Source) => source === undefined || s.id === source
  const ofMeetings = facts.meetings
    .filter(m => wanted(m.source))
    .flatMap(m => [
      ...m.positions.map(p => flatPosition(p, m, facts)),
      ...m.versionDifferences.map(d => flatDifference(d, m)),
      ...m.doubts.map(d => flatDoubt(d, m)),
    ])
  const ofReports = facts.reports.filter(r => wanted(r.source)).flatMap(flatReport)
  const ofTables = facts.tables.filter(t => source === undefined || t.source === source).flatMap(flatTable)
  const ofDrafts = facts.drafts
    .filter(f => source === undefined || f.source === source)
    .flatMap(f => f.drafts.map(d => flatDraft(d, f.source, facts)))
  return [...ofMeetings, ...ofReports, ...ofTables, ...ofDrafts]
}

/** A draft as it is proposed; its summary says in English of what kind it is, and what was found. */
function flatDraft(draft: Draft, source: string, { sources }: Facts): FlatFact {
  const { id, kind, citation } = draft
  const asOf = sources.get(source)?.asOf
  const where = { source, paragraph: citation.paragraph, anchor: citation.anchors[0]!, citations: [citation] }
  const flat = { id, kind: "draft" as const, draft: true as const, ...where, ...(asOf && { asOf }) }
  if (draft.kind === "figure") {
    const { value, to, unit, qualifier } = draft
    const said = [
      qualifier === "exactly" ? "" : qualifier,
      to === undefined ? value : `${value}–${to}`,
      unit ?? "",
    ]
    return { ...flat, value, ...(unit && { unit }), summary: { en: `figure: ${said.join(" ").trim()}` } }
  }
  const summary = { en: `${kind}: ${draft.words}` }
  return draft.kind === "act" ? { ...flat, summary, operative: draft.words } : { ...flat, summary }
}

function flatReport(report: ReportFacts): FlatFact[] {
  return [
    ...report.observations.map(o => flatObservation(o, report)),
    ...report.gaps.map(({ id, summary, speaker, citations, draft }) => ({
      id,
      kind: "gap" as const,
      ...place(citations, report),
      summary,
      ...(speaker && { speaker: Object.values(speaker.who)[0]! }),
      ...(draft && { draft: true as const }),
    })),
    ...report.notReported.map(({ indicator, note }) => ({
      id: `${report.source.id}.not-reported.${indicator}`,
      kind: "not reported" as const,
      source: report.source.id,
      paragraph: "",
      anchor: "",
      asOf: report.source.asOf,
      citations: [],
      indicator,
      summary: note,
    })),
    ...report.doubts.map(({ id, paragraph, printed, what }) => ({
      id,
      kind: "doubt" as const,
      source: report.source.id,
      paragraph,
      anchor: printed ?? "",
      asOf: report.source.asOf,
      citations: [],
      summary: what,
    })),
  ]
}

function flatObservation(observation: Observation, report: ReportFacts): FlatFact {
  const { id, indicator, value, unit, status, counts, summary, asOf, period, speaker, citations } =
    observation
  const { misprint, recompute } = observation
  const { asOf: reported, ...where } = place(citations, report)
  return {
    id,
    kind: "observation",
    ...where,
    ...(period ? { period } : { asOf: asOf ?? reported }),
    indicator,
    value,
    unit,
    status,
    counts,
    summary,
    ...(speaker && { speaker: Object.values(speaker.who)[0]! }),
    ...(misprint && { misprint }),
    ...(recompute && { recompute }),
    ...(observation.draft && { draft: true as const }),
  }
}

/** The rows of a table, the totals last; the anchors are all that the row prints. */
function flatTable(table: Table): FlatFact[] {
  const { citation, columns, misprints = [] } = table
  const last = table.totals && { ...table.totals, id: totalRow, name: table.title }
  return [...table.rows, ...(last ? [last] : [])].map(row => {
    const anchors = [...rowAnchors(table, row.id === totalRow ? { printed: row.printed } : row)]
    const mine = misprints.filter(m => m.row === row.id)
    return {
      id: `${table.id}.${row.id}`,
      kind: "table row" as const,
      source: table.source,
      paragraph: citation.paragraph,
      anchor: anchors[0]!,
      asOf: table.asOf,
      citations: [{ ...citation, anchors }],
      summary: row.name,
      unit: table.unit,
      values: Object.fromEntries(columns.map(c => [c.id, cellOf(table, row.id, c.id) ?? null])),
      ...(mine.length > 0 && {
        misprint: Object.fromEntries(mine.map(({ row: _, column, ...both }) => [column, both])),
      }),
    }
  })
}

const place = (citations: readonly Citation[], { source }: { readonly source: Source }) => ({
  source: source.id,
  paragraph: citations[0]!.paragraph,
  anchor: citations[0]!.anchors[0]!,
  asOf: source.asOf,
  citations,
})

function flatPosition(position: Position, meeting: MeetingFacts, { verbs }: Facts): FlatFact {
  const { id, issue, summary, addressees, operative, resolutions = [], citations } = position
  const { objects, partners = [], places, stage } = position
  return {
    id,
    kind: "position",
    ...place(citations, meeting),
    speaker: meeting.meeting.body,
    issue,
    operative: operative[0]!.words,
    operatives: operative.map(({ language, words, verb }) => ({
      language,
      words,
      steps: verbs.get(verb)!.steps,
    })),
    summary,
    addressees,
    objects,
    partners,
    places,
    ...(stage && { stage }),
    resolutions: resolutions.map(r => r.number),
    ...(position.draft && { draft: true as const }),
  }
}

function flatDifference(
  { id, what, positions, citations }: VersionDifference,
  meeting: MeetingFacts,
): FlatFact {
  return { id, kind: "version difference", ...place(citations, meeting), summary: what, positions }
}

function flatDoubt(
  { id, what, printed, language, paragraph, positions = [] }: Doubt,
  meeting: MeetingFacts,
): FlatFact {
  const citations = [{ language, paragraph, anchors: printed ? [printed] : [] }]
  return { id, kind: "doubt", ...place(citations, meeting), anchor: printed ?? "", summary: what, positions }
}
