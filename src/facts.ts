import type { Facts, MeetingFacts, ReportFacts } from "./load.js"
import type { Citation, Texts } from "./model/common.js"
import type { Observation } from "./model/figures.js"
import type { Doubt, Position, VersionDifference } from "./model/positions.js"
import type { Source } from "./model/sources.js"

/** A curated fact, flat, with its citation: what `brief facts` lists. Absent fields do not apply to the fact. */
export interface FlatFact {
  readonly id: string
  readonly kind: "position" | "version difference" | "doubt" | "observation" | "gap" | "not reported"
  readonly source: string
  readonly paragraph: string
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
  return [...ofMeetings, ...ofReports]
}

function flatReport(report: ReportFacts): FlatFact[] {
  return [
    ...report.observations.map(o => flatObservation(o, report)),
    ...report.gaps.map(({ id, summary, speaker, citations }) => ({
      id,
      kind: "gap" as const,
      ...place(citations, report),
      summary,
      ...(speaker && { speaker: Object.values(speaker.who)[0]! }),
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
  }
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
