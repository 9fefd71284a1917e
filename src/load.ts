import { type AuditAccount, auditAll, noAudit } from "./audit/audit.js"
import { checkFigures } from "./figures.js"
import { type DataFiles, readFiles } from "./files.js"
import type { Host } from "./host.js"
import type { DraftsFile } from "./model/drafts.js"
import type { Area, FiguresFile, Gap, Indicator, Observation, Silence, Trap, Unit } from "./model/figures.js"
import type { FingerprintFile } from "./model/fingerprints.js"
import type { Actor, Issue, LadderStep, Location, ObjectOf, Stage, Verb } from "./model/lists.js"
import type { Doubt, Judgement, Position, VersionDifference } from "./model/positions.js"
import type { Problem } from "./model/problem.js"
import type { Meeting, Source } from "./model/sources.js"
import type { Table } from "./model/tables.js"
import { checkReferences } from "./references.js"

/** A meeting with all that was curated of it. */
export interface MeetingFacts {
  readonly meeting: Meeting
  readonly source: Source
  readonly positions: readonly Position[]
  readonly versionDifferences: readonly VersionDifference[]
  readonly doubts: readonly Doubt[]
}

/** A report with all figures and gaps that were curated of it. */
export interface ReportFacts {
  readonly source: Source
  readonly observations: readonly Observation[]
  readonly gaps: readonly Gap[]
  readonly notReported: readonly Silence[]
  readonly doubts: readonly Trap[]
}

/** Everything curated, checked and indexed by identifier. */
export interface Facts {
  readonly actors: ReadonlyMap<string, Actor>
  readonly places: ReadonlyMap<string, Location>
  readonly objects: ReadonlyMap<string, ObjectOf>
  readonly stages: ReadonlyMap<string, Stage>
  readonly issues: ReadonlyMap<string, Issue>
  readonly steps: ReadonlyMap<string, LadderStep>
  readonly verbs: ReadonlyMap<string, Verb>
  readonly sources: ReadonlyMap<string, Source>
  /** By date, the earliest first. */
  readonly meetings: readonly MeetingFacts[]
  readonly judgements: readonly Judgement[]
  readonly areas: ReadonlyMap<string, Area>
  readonly units: ReadonlyMap<string, Unit>
  readonly indicators: ReadonlyMap<string, Indicator>
  /** By the date of their information, the earliest first. */
  readonly reports: readonly ReportFacts[]
  /** By source and language, such as `oic-2017.ar`. */
  readonly fingerprints: ReadonlyMap<string, FingerprintFile>
  /** Tables with every cell, by id. */
  readonly tables: readonly Table[]
  /** What waits to be curated; nothing of it may be printed. */
  readonly drafts: readonly DraftsFile[]
}

/**
 * `data/` as validated facts, with every problem found in it, and the files they were read from, which know where each
 * fact is written. The facts are only whole if no problem is an error. `audit` tells what arithmetic was looked at. With
 * `on`, what could be read is checked although a file of `data/`'s folders could not.
 */
export async function load(
  host: Host,
  { on = false }: { on?: boolean } = {},
): Promise<{ facts: Facts; problems: readonly Problem[]; files: DataFiles; audit: AuditAccount }> {
  const problems: Problem[] = []
  const files = await readFiles(host, problems)
  const inLists = problems.some(({ place }) => !/^data\/[^/]+\//.test(place?.file ?? ""))
  if (problems.length > 0 && (!on || inLists)) return { facts: index(files), problems, files, audit: noAudit }
  const audit = auditAll(files)
  problems.push(...checkReferences(files), ...checkFigures(files), ...audit.problems)
  return { facts: index(files), problems, files, audit: audit.account }
}

const byId = <T extends { readonly id: string }>(list: readonly T[] | undefined): ReadonlyMap<string, T> =>
  new Map((list ?? []).map(entry => [entry.id, entry]))

function index(files: DataFiles): Facts {
  const sources = byId(files.sources?.value.sources)
  const meetings = byId(files.meetings?.value.meetings)
  const met = files.positions.flatMap(({ value }) => {
    const meeting = meetings.get(value.meeting)
    const source = meeting && sources.get(meeting.source)
    if (!meeting || !source) return []
    const { positions, versionDifferences = [], doubts = [] } = value
    return [{ meeting, source, positions, versionDifferences, doubts }]
  })
  return {
    actors: byId(files.actors?.value.actors),
    places: byId(files.places?.value.places),
    objects: byId(files.objects?.value.objects),
    stages: byId(files.stages?.value.stages),
    issues: byId(files.issues?.value.issues),
    steps: byId(files.ladder?.value.steps),
    verbs: byId(files.ladder?.value.verbs),
    sources,
    meetings: met.sort((a, b) => compareText(a.meeting.date + a.meeting.id, b.meeting.date + b.meeting.id)),
    judgements: files.judgements.flatMap(f => f.value.judgements),
    areas: byId(files.indicators?.value.areas),
    units: byId(files.indicators?.value.units),
    indicators: byId(files.indicators?.value.indicators),
    reports: files.figures
      .flatMap(({ value }) => reportOf(value, sources))
      .sort((a, b) => compareText(a.source.asOf + a.source.id, b.source.asOf + b.source.id)),
    fingerprints: new Map(
      files.fingerprints.map(({ value }) => [`${value.source}.${value.language}`, value]),
    ),
    tables: files.tables.map(f => f.value).sort((a, b) => compareText(a.id, b.id)),
    drafts: files.drafts.map(f => f.value),
  }
}

function reportOf(file: FiguresFile, sources: ReadonlyMap<string, Source>): ReportFacts[] {
  const source = sources.get(file.source)
  if (!source) return []
  const { observations, gaps, notReported = [], doubts = [] } = file
  return [{ source, observations, gaps, notReported, doubts }]
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
