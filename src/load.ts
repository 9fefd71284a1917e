import type { Host } from "./host.js"
import { type JsonFile, readJson } from "./json.js"
import type { Actor, Issue, LadderStep, Location, ObjectOf, Stage, Verb } from "./model/lists.js"
import { actorsFile, issuesFile, ladderFile, objectsFile, placesFile, stagesFile } from "./model/lists.js"
import type { Doubt, Judgement, Position, VersionDifference } from "./model/positions.js"
import { judgementsFile, positionsFile } from "./model/positions.js"
import type { Problem } from "./model/problem.js"
import type { Meeting, Source } from "./model/sources.js"
import { meetingsFile, sourcesFile } from "./model/sources.js"
import { checkReferences } from "./references.js"

/** A meeting with all that was curated of it. */
export interface MeetingFacts {
  readonly meeting: Meeting
  readonly source: Source
  readonly positions: readonly Position[]
  readonly versionDifferences: readonly VersionDifference[]
  readonly doubts: readonly Doubt[]
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
}

/** The data files as they were read, each with the means to say where in it a value stands. */
export interface DataFiles {
  readonly actors: JsonFile<typeof actorsFile._output> | undefined
  readonly places: JsonFile<typeof placesFile._output> | undefined
  readonly objects: JsonFile<typeof objectsFile._output> | undefined
  readonly stages: JsonFile<typeof stagesFile._output> | undefined
  readonly issues: JsonFile<typeof issuesFile._output> | undefined
  readonly ladder: JsonFile<typeof ladderFile._output> | undefined
  readonly sources: JsonFile<typeof sourcesFile._output> | undefined
  readonly meetings: JsonFile<typeof meetingsFile._output> | undefined
  readonly positions: readonly JsonFile<typeof positionsFile._output>[]
  readonly judgements: readonly JsonFile<typeof judgementsFile._output>[]
}

/** `data/` as validated facts, with every problem found in it. The facts are only whole if no problem is an error. */
export async function load(host: Host): Promise<{ facts: Facts; problems: readonly Problem[] }> {
  const problems: Problem[] = []
  const files = await readFiles(host, problems)
  if (problems.length === 0) problems.push(...checkReferences(files))
  return { facts: index(files), problems }
}

async function readFiles(host: Host, problems: Problem[]): Promise<DataFiles> {
  const world = { host, problems }
  const [actors, places, objects, stages, issues, ladder, sources, meetings] = await Promise.all([
    readJson("data/actors.json", actorsFile, world),
    readJson("data/places.json", placesFile, world),
    readJson("data/objects.json", objectsFile, world),
    readJson("data/stages.json", stagesFile, world),
    readJson("data/issues.json", issuesFile, world),
    readJson("data/ladder.json", ladderFile, world),
    readJson("data/sources.json", sourcesFile, world),
    readJson("data/meetings.json", meetingsFile, world),
  ])
  const all = async <T>(folder: string, read: (file: string) => Promise<T | undefined>) => {
    const names = (await host.list(folder)).filter(name => name.endsWith(".json"))
    const found = await Promise.all(names.map(name => read(`${folder}/${name}`)))
    return found.filter(f => f !== undefined)
  }
  const positions = await all("data/positions", file => readJson(file, positionsFile, world))
  const judgements = await all("data/judgements", file => readJson(file, judgementsFile, world))
  return { actors, places, objects, stages, issues, ladder, sources, meetings, positions, judgements }
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
  }
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
