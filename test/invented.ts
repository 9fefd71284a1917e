import type { Facts, MeetingFacts } from "../src/load.js"
import type { Label, Position, VersionDifference } from "../src/model/positions.js"

/** Invented facts: a small ladder in one language, places one in another, and meetings made of the positions given. */
export function inventedFacts(
  meetings: readonly MeetingFacts[],
  judgements: Facts["judgements"] = [],
): Facts {
  const named = (ids: readonly string[]) => new Map(ids.map(id => [id, { id, name: { en: id } }]))
  const steps = [
    { id: "note", kind: "appreciative", rank: 1 },
    { id: "welcome", kind: "appreciative", rank: 3 },
    { id: "commend", kind: "appreciative", rank: 4 },
    { id: "invite", kind: "instructive", rank: 1 },
    { id: "call-upon", kind: "instructive", rank: 2 },
    { id: "request", kind: "instructive", rank: 4 },
    { id: "urge", kind: "instructive", rank: 5 },
    { id: "condemn", kind: "emotive", rank: 4 },
  ] as const
  const verbs: Record<string, readonly string[]> = {
    "en:note": ["note"],
    "en:welcome": ["welcome"],
    "en:commend": ["commend"],
    "en:invite": ["invite"],
    "en:call": ["call-upon"],
    "en:request": ["request"],
    "en:urge": ["urge"],
    "en:condemn": ["condemn"],
    "fr:saluer": ["welcome", "commend"],
    "fr:demander": ["call-upon", "request"],
    "ar:dâ": ["invite", "call-upon"],
  }
  return {
    actors: named(["a", "b", "c", "body"]),
    places: new Map(
      [
        { id: "country", name: { en: "country" } },
        { id: "north", name: { en: "north" }, within: "country" },
        { id: "town", name: { en: "town" }, within: "north" },
        { id: "elsewhere", name: { en: "elsewhere" } },
      ].map(p => [p.id, p]),
    ),
    objects: named(["x", "y", "z"]),
    stages: new Map(["planned", "in-place"].map((id, rank) => [id, { id, name: { en: id }, rank }])),
    issues: named(["one", "two", "three", "four", "five"]),
    steps: new Map(steps.map(s => [s.id, { ...s, name: { en: s.id }, basis: "invented" }])),
    verbs: new Map(
      Object.entries(verbs).map(([id, s]) => [id, { id, language: id.slice(0, 2), steps: [...s] }]),
    ),
    sources: new Map(meetings.map(m => [m.source.id, m.source])),
    meetings,
    judgements,
    areas: named([]),
    units: new Map(),
    indicators: new Map(),
    reports: [],
    tables: [],
    drafts: [],
    fingerprints: new Map(),
  }
}

/** An invented position: one act on one issue, in English unless verbs of other languages are given. */
export function position(
  id: string,
  issue: string,
  verb: string | readonly string[],
  more: Partial<Position> = {},
): Position {
  const verbs = typeof verb === "string" ? [verb] : verb
  return {
    id,
    issue,
    operative: verbs.map(v => ({ language: v.slice(0, 2), words: v.slice(3), verb: v })),
    objects: ["x"],
    addressees: [],
    places: [],
    summary: { en: `said ${id}` },
    citations: [{ language: verbs[0]!.slice(0, 2), paragraph: id.split(".")[1] ?? "i", anchors: [id] }],
    ...more,
  }
}

/** An invented meeting in a year, with the positions given. */
export function meeting(
  year: number,
  positions: readonly Position[],
  versionDifferences: readonly VersionDifference[] = [],
): MeetingFacts {
  const id = `m-${year}`
  return {
    meeting: {
      id,
      body: "body",
      date: `${year}-05-01`,
      place: { en: "Town" },
      name: { en: "meeting" },
      source: id,
    },
    source: {
      id,
      issuer: "body",
      name: { en: `Report of ${year}` },
      symbol: null,
      date: null,
      asOf: `${year}-05-01`,
      numbering: "roman points",
      versions: [{ language: "en", file: `${id}.en.txt`, title: null, symbol: null }],
    },
    positions,
    versionDifferences,
    doubts: [],
  }
}

/** What a label becomes when the two sides change places. */
export const inverse: Readonly<Record<Label, Label>> = {
  strengthened: "softened",
  softened: "strengthened",
  new: "no longer mentioned",
  "no longer mentioned": "new",
  reworded: "reworded",
  maintained: "maintained",
}
