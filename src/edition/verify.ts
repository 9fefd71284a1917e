import type { Host } from "../host.js"
import { type Problem, ProblemError, problem } from "../model/problem.js"
import { nearest } from "../references.js"
import { sha256 } from "./inputs.js"
import { type IssuedEdition, issuedEditions, issuedNotes, type Place } from "./issued.js"
import { manifestName } from "./manifest.js"

/** An edition held against its manifest. */
export interface VerifiedEdition {
  readonly note: string
  /** Such as 2026-11-r2. */
  readonly edition: string
  readonly folder: string
  /** Whether every file is there as it was issued, and no other. */
  readonly whole: boolean
  readonly files: number
  readonly problems: readonly Problem[]
}

/**
 * Holds every edition of a note, or of all notes, against its manifest: files that are missing, were altered, or do not
 * belong there. A note that has no edition is wrong usage. Nothing but the folder is needed: neither data nor templates.
 */
export async function verify(
  { note, out = "output" }: { note?: string; out?: string },
  host: Host,
): Promise<readonly VerifiedEdition[]> {
  const notes = await notesWithEditions(note, { host, out })
  const editions = await Promise.all(notes.map(name => issuedEditions(name, { host, out })))
  return Promise.all(editions.flat().map(edition => verifyEdition(edition, host)))
}

/** The note named, or all that have editions; one that has none is wrong usage. */
export async function notesWithEditions(note: string | undefined, place: Place): Promise<readonly string[]> {
  const all = await issuedNotes(place)
  if (note === undefined) return all
  if (all.includes(note)) return [note]
  const near = nearest(note, all)
  const hint = `${near ? `did you mean "${near}"? ` : ""}There are editions of: ${all.join(", ") || "none"}`
  throw new ProblemError([problem(`there is no edition of "${note}" in ${place.out}`, { hint })], {
    usage: true,
  })
}

/** One edition held against its manifest. */
export async function verifyEdition(edition: IssuedEdition, host: Host): Promise<VerifiedEdition> {
  const { note, id, folder, manifest } = edition
  const names = await host.list(folder)
  const problems = manifest ? await fileProblems(edition, names, host) : [noManifest(folder, names)]
  return { note, edition: id, folder, whole: problems.length === 0, files: names.length, problems }
}

const restore = "restore the folder from a copy, or move it away and build the edition again"

function noManifest(folder: string, names: readonly string[]): Problem {
  const what = names.includes(manifestName)
    ? "the manifest is not as it was issued, so that nothing here can be proved"
    : "this is no edition: it has no manifest"
  return problem(what, { place: { file: `${folder}/${manifestName}` }, hint: restore })
}

async function fileProblems(
  { folder, manifest }: IssuedEdition,
  names: readonly string[],
  host: Host,
): Promise<Problem[]> {
  const at = (name: string, what: string, hint = restore) =>
    problem(what, { place: { file: `${folder}/${name}` }, hint })
  const listed = manifest?.outputs ?? []
  const told = listed.map(async ({ file, sha256: issued }) => {
    if (!names.includes(file)) return [at(file, "the file is missing")]
    const bytes = await host.read(`${folder}/${file}`).catch(() => undefined)
    return bytes && sha256(bytes) === issued ? [] : [at(file, "the file is not as it was issued")]
  })
  const known = new Set([manifestName, ...listed.map(o => o.file)])
  const extra = names.filter(name => !known.has(name))
  return [
    ...(await Promise.all(told)).flat(),
    ...extra.map(name => at(name, "the file does not belong to the edition", "move it elsewhere")),
  ]
}
