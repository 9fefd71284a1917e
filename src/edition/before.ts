import type { Host } from "../host.js"
import type { Manifest } from "../model/editions.js"
import { type Problem, problem } from "../model/problem.js"
import type { EditionSince, Past } from "../model/since.js"
import type { Earlier, NewsRoom } from "../note/news.js"
import type { Page } from "../note/page.js"
import { editionPage, type IssuedEdition, issuedEditions, type Place } from "./issued.js"
import { byIssue, type Issue } from "./revision.js"
import { verifyEdition } from "./verify.js"

/** How many changes the block on the edition before names, where its pages have room for them. */
export const mostNamed = 4

/** The edition that an issue is compared with, if there is one, and what was passed over in looking for it. */
export interface Before {
  readonly earlier?: Earlier
  /** What an edition that is composed again said of those before it: it is said again as it was. */
  readonly kept?: Past
  /** Later editions than the one that is compared, which are not as they were issued. */
  readonly passed: readonly string[]
  readonly problems: readonly Problem[]
}

/** What to look for; every field has a default: `mostNamed` changes may be named, and not in brief. */
export interface BeforeOptions extends Partial<NewsRoom> {
  /** The edition that this issue was compared with when it was made; null if with none. Looked for unless given. */
  readonly pinned?: string | null
}

/**
 * The last whole edition before an issue of a note: an earlier month's last revision, or an earlier revision. One that is not
 * as it was issued is passed over with a warning. Its pages are read through `reading`, so that they count as inputs.
 */
export async function editionToCompare(
  note: string,
  { issue, languages }: { issue: Issue; languages: readonly string[] },
  { place, reading }: { place: Place; reading: Host },
  { pinned, named = mostNamed, brief = false }: BeforeOptions = {},
): Promise<Before> {
  if (pinned === null) return { problems: [], passed: [] }
  const all = (await issuedEditions(note, place)).filter(e => byIssue(e, issue) < 0).reverse()
  const [problems, passed]: [Problem[], string[]] = [[], []]
  for (const edition of [...all.filter(e => e.id === pinned), ...all.filter(e => e.id !== pinned)]) {
    if (!(await verifyEdition(edition, place.host)).whole) {
      problems.push(passedOver(edition))
      passed.push(edition.id)
    } else {
      const earlier = await earlierOf(edition, { languages, reading, named, brief })
      if (earlier) return { earlier, passed, problems }
    }
  }
  return { passed, problems }
}

/**
 * What an edition said of those before it, from its own manifest, if that keeps it in the languages given: so it can be
 * composed again as it is after these were removed or spoilt. Manifests of old do not keep it.
 */
export function keptPast(
  { past, claims }: Pick<Manifest, "past" | "claims">,
  languages: readonly string[],
): Before | undefined {
  const isKept = past && (!past.news || languages.every(lang => lang in claims))
  return isKept ? { kept: past, passed: [], problems: [] } : undefined
}

/** How fresh an edition is, in words for the person who made it: since 2026-11: 118 of 120 claims unchanged, 2 updated. */
export function formatSince({ edition, unchanged, ...others }: EditionSince): string {
  const all = unchanged + others.updated + others.added
  const more = (["updated", "added", "dropped"] as const)
    .filter(name => others[name] > 0)
    .map(name => `, ${others[name]} ${name}`)
  return `since ${edition}: ${unchanged} of ${all} claims unchanged${more.join("")}`
}

/** The edition that the next issue of a month would be compared with. */
export async function comparedNext(
  note: string,
  { month, languages }: { month: string; languages: readonly string[] },
  place: Place,
  options: Pick<BeforeOptions, "named">,
): Promise<Before> {
  const last = (await issuedEditions(note, { ...place, month })).at(-1)
  const issue = { month, revision: (last?.revision ?? 0) + 1 }
  return editionToCompare(note, { issue, languages }, { place, reading: place.host }, options)
}

/** An edition as a note is compared with it; undefined if it has none of the note's languages. */
async function earlierOf(
  edition: IssuedEdition,
  { languages, reading, ...room }: { languages: readonly string[]; reading: Host } & NewsRoom,
): Promise<Earlier | undefined> {
  const read = languages.map(lang => editionPage(edition, lang, { host: reading }))
  const found = (await Promise.all(read)).filter((page): page is Page => page?.stated !== undefined)
  if (found.length === 0) return undefined
  const pages = new Map(found.map(page => [page.lang, page]))
  return { edition: edition.id, date: edition.manifest!.date, pages, ...room }
}

function passedOver({ note, id }: IssuedEdition): Problem {
  return problem(`the edition ${id} is not as it was issued, and is passed over in telling what changed`, {
    severity: "warning",
    place: { file: `output/${note}/${id}` },
    hint: "`brief verify` tells what is wrong in it; restore it from a copy before the next edition",
  })
}
