import type { Facts, MeetingFacts } from "./load.js"
import type { Citation, Texts } from "./model/common.js"
import type { Doubt, Position, VersionDifference } from "./model/positions.js"

/** A curated fact, flat, with its citation: what `brief facts` lists. Absent fields do not apply to the fact. */
export interface FlatFact {
  readonly id: string
  readonly kind: "position" | "version difference" | "doubt"
  readonly source: string
  readonly paragraph: string
  /** The first anchor, in the language it stands in. */
  readonly anchor: string
  readonly asOf: string
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
  readonly resolutions?: readonly string[]
  readonly positions?: readonly string[]
}

/** Every curated fact, in the order of the sources' dates and of their text; only one source's, if `source` is given. */
export function flatFacts(facts: Facts, { source }: { source?: string } = {}): FlatFact[] {
  return facts.meetings
    .filter(m => source === undefined || m.source.id === source)
    .flatMap(m => [
      ...m.positions.map(p => flatPosition(p, m, facts)),
      ...m.versionDifferences.map(d => flatDifference(d, m)),
      ...m.doubts.map(d => flatDoubt(d, m)),
    ])
}

const place = (citations: readonly Citation[], { source }: MeetingFacts) => ({
  source: source.id,
  paragraph: citations[0]!.paragraph,
  anchor: citations[0]!.anchors[0]!,
  asOf: source.asOf,
  citations,
})

function flatPosition(position: Position, meeting: MeetingFacts, { verbs }: Facts): FlatFact {
  const { id, issue, summary, addressees, operative, resolutions = [], citations } = position
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
