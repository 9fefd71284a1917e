import type { Host } from "../host.js"
import { ProblemError, problem } from "../model/problem.js"
import { type IssuedEdition, issuedEditions } from "./issued.js"
import { notesWithEditions, verifyEdition } from "./verify.js"

/** What to keep, and whether to do it. */
export interface PruneOptions {
  /** How many months, and how many editions, of each note to keep at least; 1 or more. */
  readonly keep: number
  /** All notes that have editions unless given. */
  readonly note?: string
  /** "output" unless given. */
  readonly out?: string
  /** Without it nothing is removed: it is only said what would be. */
  readonly yes?: boolean
}

/** An edition that retention has looked at. */
export interface PrunedEdition {
  readonly note: string
  readonly edition: string
  readonly folder: string
  readonly keeps: boolean
  /** Why it is kept, or removed. */
  readonly why: string
}

/**
 * Removes editions that are no longer to be kept, if told to. Kept are: of each of the last `keep` months that have editions the
 * last revision, and besides the last `keep` editions issued; so the latest one always is, and so is the one that it was compared
 * with, as it sends its readers to a redline of the two. A folder that is not as it was issued, or is no edition, is
 * never removed, and does not count.
 */
export async function prune(
  { keep, note, out = "output", yes = false }: PruneOptions,
  host: Host,
): Promise<readonly PrunedEdition[]> {
  if (!Number.isInteger(keep) || keep < 1)
    throw new ProblemError(
      [problem(`"${keep}" editions cannot be kept`, { hint: "name a whole number of 1 or more" })],
      {
        usage: true,
      },
    )
  const notes = await notesWithEditions(note, { host, out })
  const found = await Promise.all(notes.map(name => decide(name, keep, { host, out })))
  const pruned = found.flat()
  if (yes) for (const { keeps, folder } of pruned) if (!keeps) await removeOrFail(folder, host)
  return pruned
}

async function decide(
  note: string,
  keep: number,
  place: { host: Host; out: string },
): Promise<PrunedEdition[]> {
  const editions = await issuedEditions(note, place)
  const proved = await Promise.all(editions.map(e => verifyEdition(e, place.host)))
  const whole = editions.filter((_, i) => proved[i]!.whole)
  const kept = keptOf(whole, keep)
  return editions.map(e => {
    const reason = whole.includes(e) ? kept.get(e) : "not as it was issued: `brief verify` tells more"
    const why = reason ?? "an older one"
    return { note, edition: e.id, folder: e.folder, keeps: reason !== undefined, why }
  })
}

/** The editions to keep, with the reason. They come the earliest first. */
function keptOf(editions: readonly IssuedEdition[], keep: number): ReadonlyMap<IssuedEdition, string> {
  const lastOfMonth = [...new Map(editions.map(e => [e.month, e])).values()]
  const latest = editions.at(-1)
  const compared = editions.filter(e => e.id === latest?.manifest?.since?.edition)
  return new Map([
    ...compared.map(e => [e, `what ${latest?.id} was compared with: it tells what changed since`] as const),
    ...editions.slice(-keep).map(e => [e, `among the last ${keep} issued`] as const),
    ...lastOfMonth.slice(-keep).map(e => [e, `the last of its month`] as const),
  ])
}

async function removeOrFail(folder: string, host: Host): Promise<void> {
  await host.remove(folder).catch((error: NodeJS.ErrnoException) => {
    if (!error.code) throw error
    const hint = "mend the rights of the folder above it"
    throw new ProblemError([
      problem(`the edition cannot be removed (${error.code})`, { place: { file: folder }, hint }),
    ])
  })
}
