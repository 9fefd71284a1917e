import type { z } from "zod"
import type { Host } from "./host.js"
import { type JsonFile, readJson } from "./json.js"
import { draftsFile } from "./model/drafts.js"
import { figuresFile, indicatorsFile } from "./model/figures.js"
import { coverageFile, fingerprintFile } from "./model/fingerprints.js"
import { actorsFile, issuesFile, ladderFile, objectsFile, placesFile, stagesFile } from "./model/lists.js"
import { judgementsFile, positionsFile } from "./model/positions.js"
import type { Problem } from "./model/problem.js"
import { meetingsFile, sourcesFile } from "./model/sources.js"
import { table } from "./model/tables.js"

/** The data files as they were read, each with the means to say where in it a value stands. */
export interface DataFiles {
  readonly actors: JsonFile<z.output<typeof actorsFile>> | undefined
  readonly places: JsonFile<z.output<typeof placesFile>> | undefined
  readonly objects: JsonFile<z.output<typeof objectsFile>> | undefined
  readonly stages: JsonFile<z.output<typeof stagesFile>> | undefined
  readonly issues: JsonFile<z.output<typeof issuesFile>> | undefined
  readonly ladder: JsonFile<z.output<typeof ladderFile>> | undefined
  readonly sources: JsonFile<z.output<typeof sourcesFile>> | undefined
  readonly meetings: JsonFile<z.output<typeof meetingsFile>> | undefined
  readonly positions: readonly JsonFile<z.output<typeof positionsFile>>[]
  readonly indicators: JsonFile<z.output<typeof indicatorsFile>> | undefined
  readonly figures: readonly JsonFile<z.output<typeof figuresFile>>[]
  readonly judgements: readonly JsonFile<z.output<typeof judgementsFile>>[]
  readonly fingerprints: readonly JsonFile<z.output<typeof fingerprintFile>>[]
  readonly coverage: readonly JsonFile<z.output<typeof coverageFile>>[]
  readonly tables: readonly JsonFile<z.output<typeof table>>[]
  readonly drafts: readonly JsonFile<z.output<typeof draftsFile>>[]
}

/** Every data file, read and checked against its schema; what does not fit is added to `problems`. */
export async function readFiles(host: Host, problems: Problem[]): Promise<DataFiles> {
  const world = { host, problems }
  const [actors, places, objects, stages, issues, ladder, sources, meetings, indicators] = await Promise.all([
    readJson("data/actors.json", actorsFile, world),
    readJson("data/places.json", placesFile, world),
    readJson("data/objects.json", objectsFile, world),
    readJson("data/stages.json", stagesFile, world),
    readJson("data/issues.json", issuesFile, world),
    readJson("data/ladder.json", ladderFile, world),
    readJson("data/sources.json", sourcesFile, world),
    readJson("data/meetings.json", meetingsFile, world),
    readJson("data/indicators.json", indicatorsFile, world),
  ])
  const all = async <T>(folder: string, read: (file: string) => Promise<T | undefined>) => {
    const names = (await host.list(folder)).filter(name => name.endsWith(".json"))
    const found = await Promise.all(names.map(name => read(`${folder}/${name}`)))
    return found.filter(f => f !== undefined)
  }
  const positions = await all("data/positions", file => readJson(file, positionsFile, world))
  const figures = await all("data/figures", file => readJson(file, figuresFile, world))
  const judgements = await all("data/judgements", file => readJson(file, judgementsFile, world))
  const fingerprints = await all("data/fingerprints", file => readJson(file, fingerprintFile, world))
  const coverage = await all("data/coverage", file => readJson(file, coverageFile, world))
  const tables = await all("data/tables", file => readJson(file, table, world))
  const drafts = await all("data/drafts", file => readJson(file, draftsFile, world))
  return {
    actors,
    places,
    objects,
    stages,
    issues,
    ladder,
    sources,
    meetings,
    positions,
    indicators,
    figures,
    judgements,
    fingerprints,
    coverage,
    tables,
    drafts,
  }
}
