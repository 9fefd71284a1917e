import type { Host } from "../host.js"
import type { Manifest } from "../model/editions.js"
import { ProblemError, problem } from "../model/problem.js"
import type { Page } from "../note/page.js"
import { documentName, parseDocument } from "./document.js"
import { manifestName, parseManifest } from "./manifest.js"
import { byIssue, type Issue, issueId, parseIssueId } from "./revision.js"

/** A folder that bears the name of an edition. */
export interface IssuedEdition extends Issue {
  readonly note: string
  /** Such as 2026-11-r2. */
  readonly id: string
  /** Relative to the root, or absolute if `out` is. */
  readonly folder: string
  /** Absent if there is none in the folder, or it is not as it was issued: then the folder counts as no edition. */
  readonly manifest?: Manifest
}

/** Where to look for editions: "output" unless given. */
export interface Place {
  readonly host: Host
  readonly out: string
}

/** The editions of a note, the earliest first; those of one month only, if it is given. */
export async function issuedEditions(
  note: string,
  { host, out, month }: Place & { readonly month?: string },
): Promise<readonly IssuedEdition[]> {
  const issues = (await host.list(`${out}/${note}`))
    .flatMap(name => parseIssueId(name) ?? [])
    .filter(issue => month === undefined || issue.month === month)
    .sort(byIssue)
  return Promise.all(issues.map(issue => readEdition(note, issue, { host, out })))
}

async function readEdition(note: string, issue: Issue, { host, out }: Place): Promise<IssuedEdition> {
  const id = issueId(issue)
  const folder = `${out}/${note}/${id}`
  const bytes = (await host.list(folder)).includes(manifestName)
    ? await host.read(`${folder}/${manifestName}`).catch(() => undefined)
    : undefined
  const manifest = bytes && parseManifest(bytes)
  const isOwn =
    manifest?.note === note && manifest.edition === issue.month && manifest.revision === issue.revision
  return { note, ...issue, id, folder, ...(isOwn && { manifest }) }
}

/** The notes that have editions in a folder, by name. */
export async function issuedNotes({ host, out }: Place): Promise<readonly string[]> {
  const names = await host.list(out)
  const found = await Promise.all(
    names.map(async name => ((await host.list(`${out}/${name}`)).some(parseIssueId) ? [name] : [])),
  )
  return found.flat()
}

/** The last edition before an issue of a note: an earlier month's last revision, or an earlier revision. */
export async function editionBefore(
  note: string,
  issue: Issue,
  place: Place,
): Promise<IssuedEdition | undefined> {
  const all = await issuedEditions(note, place)
  return all.filter(e => e.manifest && byIssue(e, issue) < 0).at(-1)
}

/** The page of an edition in one language; undefined if it was not issued in it. Fails if the file is missing or none. */
export async function editionPage(
  { folder, manifest }: IssuedEdition,
  lang: string,
  { host }: Pick<Place, "host">,
): Promise<Page | undefined> {
  const file = `${folder}/${documentName(lang)}`
  if (!manifest?.outputs.some(o => o.file === documentName(lang))) return undefined
  const bytes = await host.read(file)
  if (bytes) return parseDocument(bytes, file)
  const hint = "restore the edition’s folder from a copy; `brief verify` tells what else is wrong in it"
  throw new ProblemError([problem("there is no such file", { place: { file }, hint })])
}
