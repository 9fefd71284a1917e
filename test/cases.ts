import { readdirSync } from "node:fs"
import { dataFile } from "./world.js"

/** A position of an invented meeting: issue, verb, and whatever differs from the plainest one. */
export interface Said {
  readonly point: string
  readonly issue: string
  readonly verb: string
  readonly summary?: string
  readonly more?: Readonly<Record<string, unknown>>
}

/** An invented meeting of the body that the note is about, as the project's data files would hold it. */
export interface Met {
  readonly year: number
  readonly said: readonly Said[]
}

/** The data files of invented meetings in place of the real ones, for a `world`. No prose was written about them. */
export async function inventedMeetings(met: readonly Met[]): Promise<Record<string, unknown>> {
  const { meetings } = await dataFile<{ meetings: object[] }>("data/meetings.json")
  const { sources } = await dataFile<{ sources: object[] }>("data/sources.json")
  const changes: Record<string, unknown> = {
    "data/positions/oic-mali-2016.json": undefined,
    "data/positions/oic-mali-2017.json": undefined,
    "data/judgements/oic-mali.json": undefined,
    "data/figures/sc-mission-2014.json": undefined,
    "data/figures/sg-2017.json": undefined,
    ...aboutRealSources(),
    "data/meetings.json": {
      meetings: met.map(({ year }) => ({
        ...meetings[0],
        id: `met-${year}`,
        date: `${year}-05-04`,
        source: `report-${year}`,
      })),
    },
    "data/sources.json": {
      sources: met.map(({ year }) => ({
        ...sources[0],
        id: `report-${year}`,
        asOf: `${year}-05-04`,
        name: { en: `Report of the meeting of ${year}` },
        versions: [{ language: "en", file: `report-${year}.en.txt`, title: null, symbol: null }],
      })),
    },
  }
  for (const { year, said } of met) {
    changes[`data/positions/met-${year}.json`] = {
      meeting: `met-${year}`,
      positions: said.map((s, i) => positionOf(year, s, i)),
    }
  }
  return changes
}

/** What the project holds about its own sources besides facts: an invented world has none of it. */
function aboutRealSources(): Record<string, undefined> {
  const folders = ["data/fingerprints", "data/coverage", "data/tables"]
  const files = folders.flatMap(folder => readdirSync(folder).map(name => `${folder}/${name}`))
  return Object.fromEntries(files.map(file => [file, undefined]))
}

function positionOf(year: number, { point, issue, verb, summary, more }: Said, i: number) {
  const words = verb.slice(3)
  return {
    id: `${year}.${point}.${i}`,
    issue,
    operative: [{ language: "en", words, verb }],
    objects: ["agreement"],
    addressees: [],
    places: [],
    summary: { en: summary ?? `said “${words}” on it` },
    citations: [{ language: "en", paragraph: point, anchors: [words] }],
    ...more,
  }
}

/** Text that breaks careless programs: markup, braces, control characters of direction, emoji, 10,000 characters. */
export const hostile = `<b>bold?</b> & {{body}} {{{raw}}} \u202Eright to left\u202C \u{1F54A} ‘quoted’ "double" </p><script>alert(1)</script> `

/** The note that a case is about. */
export const noteOf = (name: string): string =>
  name.startsWith("minusma") ? "minusma-gaps" : "oic-positions"

/** The cases that keep every stage, by name. */
export const cases: Readonly<Record<string, () => Promise<Record<string, unknown>>>> = {
  "oic-positions": async () => ({}),
  "minusma-gaps": async () => ({}),
  once: () =>
    inventedMeetings([
      {
        year: 2031,
        said: [
          { point: "i", issue: "sovereignty", verb: "en:reaffirm" },
          { point: "ii", issue: "spoilers", verb: "en:warn" },
        ],
      },
    ]),
  moved: () =>
    inventedMeetings([
      {
        year: 2031,
        said: [
          { point: "i", issue: "sovereignty", verb: "en:reaffirm" },
          { point: "ii", issue: "spoilers", verb: "en:warn" },
          { point: "iii", issue: "trust-fund", verb: "en:task" },
          {
            point: "iv",
            issue: "state-authority",
            verb: "en:stress",
            more: { objects: ["state-authority", "faster-restoration"] },
          },
        ],
      },
      {
        year: 2032,
        said: [
          { point: "i", issue: "spoilers", verb: "en:warn" },
          { point: "i", issue: "sovereignty", verb: "en:reaffirm" },
          {
            point: "ii",
            issue: "state-authority",
            verb: "en:stress",
            more: { objects: ["state-authority"] },
          },
          {
            point: "iii",
            issue: "state-authority",
            verb: "en:stress",
            more: { objects: ["faster-restoration"] },
          },
          { point: "iv", issue: "trust-fund", verb: "en:task" },
        ],
      },
    ]),
  empty: () =>
    inventedMeetings([
      { year: 2031, said: [] },
      { year: 2032, said: [] },
    ]),
  hostile: () =>
    inventedMeetings([
      { year: 2031, said: [{ point: "i", issue: "sovereignty", verb: "en:reaffirm", summary: hostile }] },
      {
        year: 2032,
        said: [
          { point: "i", issue: "sovereignty", verb: "en:reaffirm", summary: hostile },
          { point: "ii", issue: "spoilers", verb: "en:warn", summary: hostile },
        ],
      },
    ]),
}
