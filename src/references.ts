import { closest, distance } from "fastest-levenshtein"
import type { DataFiles } from "./files.js"
import type { JsonFile } from "./json.js"
import type { Position, PositionsFile } from "./model/positions.js"
import { type Place, type Problem, problem } from "./model/problem.js"

type Ids = ReadonlySet<string>
type Path = readonly (string | number)[]

/** Every identifier that names nothing, or names two things, in all data files. */
export function checkReferences(files: DataFiles): Problem[] {
  const known = knownIds(files)
  const problems: Problem[] = []
  checkDuplicates(files, problems)
  checkLists(files, known, problems)
  for (const file of files.positions) checkPositions(file, known, files, problems)
  checkJudgements(files, known, problems)
  for (const file of [...files.fingerprints, ...files.coverage, ...files.drafts]) {
    need(file.value.source, known.sources, "source", () => file.place("source"), problems)
  }
  return problems
}

export interface Known {
  readonly actors: Ids
  readonly places: Ids
  readonly objects: Ids
  readonly stages: Ids
  readonly issues: Ids
  readonly steps: Ids
  readonly verbs: Ids
  readonly sources: Ids
  readonly meetings: Ids
  readonly positions: Ids
  readonly indicators: Ids
  readonly units: Ids
  readonly areas: Ids
}

const ids = (list: readonly { readonly id: string }[] | undefined): Ids =>
  new Set((list ?? []).map(e => e.id))

export function knownIds(files: DataFiles): Known {
  return {
    actors: ids(files.actors?.value.actors),
    places: ids(files.places?.value.places),
    objects: ids(files.objects?.value.objects),
    stages: ids(files.stages?.value.stages),
    issues: ids(files.issues?.value.issues),
    steps: ids(files.ladder?.value.steps),
    verbs: ids(files.ladder?.value.verbs),
    sources: ids(files.sources?.value.sources),
    meetings: ids(files.meetings?.value.meetings),
    positions: ids(files.positions.flatMap(f => f.value.positions)),
    indicators: ids(files.indicators?.value.indicators),
    units: ids(files.indicators?.value.units),
    areas: ids(files.indicators?.value.areas),
  }
}

/** A check of one name against the names known; the nearest known name is offered. */
export function need(name: string, known: Ids, kind: string, place: () => Place, problems: Problem[]): void {
  if (known.has(name)) return
  const near = nearest(name, known)
  const hint = near
    ? `did you mean "${near}"? Otherwise add it to the list of ${kind}s first`
    : `add the ${kind} first`
  problems.push(problem(`unknown ${kind} "${name}"`, { place: place(), hint }))
}

function checkDuplicates(files: DataFiles, problems: Problem[]): void {
  const seen = new Map<string, () => Place>()
  const note = (kind: string, id: string, place: () => Place) => {
    const key = `${kind} ${id}`
    const first = seen.get(key)?.()
    if (first) {
      const what = `the ${kind} "${id}" is there twice; it stands first at ${first.file}:${first.line}`
      problems.push(problem(what, { place: place(), hint: "give one of them another id" }))
    } else seen.set(key, place)
  }
  const each = (file: JsonFile<object> | undefined, key: string, kind: string) => {
    const list =
      (file?.value as Record<string, readonly { id: string }[] | undefined> | undefined)?.[key] ?? []
    list.forEach((entry, i) => {
      if (file) note(kind, entry.id, () => file.place(key, i, "id"))
    })
  }
  each(files.actors, "actors", "actor")
  each(files.places, "places", "place")
  each(files.objects, "objects", "object")
  each(files.stages, "stages", "stage")
  each(files.issues, "issues", "issue")
  each(files.ladder, "steps", "step")
  each(files.ladder, "verbs", "verb")
  each(files.sources, "sources", "source")
  each(files.meetings, "meetings", "meeting")
  for (const file of files.positions) {
    note("report of the meeting", file.value.meeting, () => file.place("meeting"))
    for (const key of ["positions", "versionDifferences", "doubts"]) each(file, key, "fact")
  }
  for (const file of files.drafts) each(file, "drafts", "fact")
}

function checkLists(files: DataFiles, known: Known, problems: Problem[]): void {
  files.actors?.value.actors.forEach((actor, i) => {
    if (actor.partOf)
      need(actor.partOf, known.actors, "actor", () => files.actors!.place("actors", i, "partOf"), problems)
  })
  files.places?.value.places.forEach((place, i) => {
    if (place.within)
      need(place.within, known.places, "place", () => files.places!.place("places", i, "within"), problems)
  })
  files.ladder?.value.verbs.forEach((verb, i) => {
    verb.steps.forEach((step, j) => {
      need(step, known.steps, "step", () => files.ladder!.place("verbs", i, "steps", j), problems)
    })
    oneKind(
      verb.steps,
      files,
      `the steps of "${verb.id}"`,
      () => files.ladder!.place("verbs", i, "steps"),
      problems,
    )
  })
  files.sources?.value.sources.forEach((source, i) => {
    need(source.issuer, known.actors, "actor", () => files.sources!.place("sources", i, "issuer"), problems)
  })
  files.meetings?.value.meetings.forEach((meeting, i) => {
    need(meeting.body, known.actors, "actor", () => files.meetings!.place("meetings", i, "body"), problems)
    need(
      meeting.source,
      known.sources,
      "source",
      () => files.meetings!.place("meetings", i, "source"),
      problems,
    )
  })
}

/** Force is compared within one kind of act, so a verb, and all versions of a position, are of one kind. */
function oneKind(
  steps: readonly string[],
  { ladder }: DataFiles,
  what: string,
  place: () => Place,
  problems: Problem[],
): void {
  const kinds = new Set(steps.flatMap(id => ladder?.value.steps.find(s => s.id === id)?.kind ?? []))
  if (kinds.size < 2) return
  const hint = "give the other kind a verb, or a position, of its own"
  problems.push(problem(`${what} are of two kinds: ${[...kinds].join(", ")}`, { place: place(), hint }))
}

function checkPositions(
  file: JsonFile<PositionsFile>,
  known: Known,
  files: DataFiles,
  problems: Problem[],
): void {
  need(file.value.meeting, known.meetings, "meeting", () => file.place("meeting"), problems)
  const meeting = files.meetings?.value.meetings.find(m => m.id === file.value.meeting)
  const source = files.sources?.value.sources.find(s => s.id === meeting?.source)
  const languages = new Set((source?.versions ?? []).map(v => v.language))
  file.value.positions.forEach((position, i) => {
    checkPosition(position, ["positions", i], { file, known, languages, problems })
    const steps = position.operative.flatMap(
      o => files.ladder?.value.verbs.find(v => v.id === o.verb)?.steps ?? [],
    )
    oneKind(
      steps,
      files,
      `the acts of "${position.id}"`,
      () => file.place("positions", i, "operative"),
      problems,
    )
  })
  const parts = [
    ["versionDifferences", file.value.versionDifferences ?? []],
    ["doubts", file.value.doubts ?? []],
  ] as const
  for (const [key, list] of parts) {
    list.forEach((entry, i) => {
      entry.positions?.forEach((id, j) => {
        need(id, known.positions, "position", () => file.place(key, i, "positions", j), problems)
      })
    })
  }
}

function checkPosition(
  position: Position,
  at: Path,
  {
    file,
    known,
    languages,
    problems,
  }: { file: JsonFile<PositionsFile>; known: Known; languages: Ids; problems: Problem[] },
): void {
  const one = (name: string, ids: Ids, kind: string, ...path: Path) =>
    need(name, ids, kind, () => file.place(...at, ...path), problems)
  const many = (names: readonly string[] | undefined, ids: Ids, kind: string, key: string) =>
    names?.forEach((name, j) => {
      one(name, ids, kind, key, j)
    })
  one(position.issue, known.issues, "issue", "issue")
  if (position.stage) one(position.stage, known.stages, "stage", "stage")
  many(position.objects, known.objects, "object", "objects")
  many(position.addressees, known.actors, "actor", "addressees")
  many(position.partners, known.actors, "actor", "partners")
  many(position.bodies, known.actors, "actor", "bodies")
  many(position.places, known.places, "place", "places")
  position.operative.forEach((o, j) => {
    one(o.verb, known.verbs, "verb", "operative", j, "verb")
    if (languages.size > 0) one(o.language, languages, "version of the source", "operative", j, "language")
  })
  position.citations.forEach((c, j) => {
    if (languages.size > 0) one(c.language, languages, "version of the source", "citations", j, "language")
  })
  for (const language of languages) {
    if (position.citations.some(c => c.language === language)) continue
    problems.push(
      problem(`the ${language} version of the source is not cited`, {
        place: file.place(...at, "citations"),
        hint: "cite every language version: they are one document",
      }),
    )
  }
}

function checkJudgements(files: DataFiles, known: Known, problems: Problem[]): void {
  for (const file of files.judgements) {
    file.value.judgements.forEach((judgement, i) => {
      for (const side of ["before", "after"] as const) {
        judgement[side].forEach((id, j) => {
          need(id, known.positions, "position", () => file.place("judgements", i, side, j), problems)
        })
      }
    })
  }
}

/** The known name that differs least from the one given, if the difference is small enough to be a slip. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const names = [...known]
  if (names.length === 0) return undefined
  const best = closest(name, names)
  return distance(name, best) <= Math.max(2, name.length / 3) ? best : undefined
}
