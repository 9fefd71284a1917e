import type { Host } from "../host.js"
import { day } from "../model/common.js"
import type { NoteDefinition } from "../model/notes.js"
import { failOnErrors, type Problem, ProblemError, problem } from "../model/problem.js"
import type { Review } from "../model/reviews.js"
import { nearest } from "../references.js"
import { editionOf, loadAll } from "./build.js"
import { type Composed, composeAll } from "./composed.js"
import { chooseNotes } from "./definitions.js"
import { snapshot } from "./inputs.js"
import { type BlockReview, formatChange } from "./reviewed.js"
import { formatReviews, keyOf, readReviews, reviewPath } from "./reviewfile.js"

/** Which blocks; all unless given. */
export interface ReviewOptions {
  readonly languages?: readonly string[]
  readonly blocks?: readonly string[]
}

/** Which review to record. Of the blocks, those that wait are meant unless some are named. */
export interface RecordOptions extends ReviewOptions {
  /** Who read the text. */
  readonly by: string
  /** The day on which it was read, YYYY-MM-DD; today unless given. */
  readonly date?: string
}

/** How the prose of a note stands to its reviews. */
export interface NoteReview {
  readonly note: string
  readonly blocks: readonly BlockReview[]
  /** Reviews of blocks that the note no longer prints, or that no longer need one; the next recording drops them. */
  readonly obsolete: readonly Pick<Review, "language" | "file" | "block">[]
  /** What was recorded now, with what had changed until then: whoever read something else sees it there. */
  readonly recorded: readonly (Pick<Review, "language" | "file" | "block"> & Pick<BlockReview, "changed">)[]
  /** What keeps a language from being looked at. */
  readonly problems: readonly Problem[]
}

/** How the prose of a note stands to its reviews. A language that cannot be composed is a problem; the others are listed. */
export async function reviewNote(
  note: string,
  { languages, blocks }: ReviewOptions,
  host: Host,
): Promise<NoteReview> {
  const { definition, found, problems } = await look(note, languages, host)
  const reviews = await readReviews(note, host)
  const wanted = chosen(found, blocks, problems)
  return {
    note,
    blocks: wanted,
    obsolete: await obsoleteIn(reviews, { definition, found }, host),
    recorded: [],
    problems,
  }
}

/**
 * Records that a person read the text of blocks against what they rest on now. Prose with problems is refused, as a build
 * refuses it. Recordings at the same time wait for one another, so that none is lost.
 */
export async function recordReview(
  note: string,
  { languages, blocks, by, date }: RecordOptions,
  host: Host,
): Promise<NoteReview> {
  const reviewed = { by: nameGiven(by), reviewed: dayGiven(date, host) }
  const { definition, found, problems } = await look(note, languages, host)
  failOnErrors(problems)
  const read = chosen(found, blocks, problems).filter(b => blocks !== undefined || b.state !== "reviewed")
  const fresh = read.map(
    ({ language, block, file, now }): Review => ({ language, block, file, ...reviewed, ...now }),
  )
  const kept = new Set(fresh.map(keyOf))
  await changeReviews(note, host, async reviews => {
    const obsolete = await obsoleteIn(reviews, { definition, found }, host)
    const gone = new Set([...kept, ...obsolete.map(keyOf)])
    return [...reviews.filter(r => !gone.has(keyOf(r))), ...fresh]
  })
  const after = await reviewNote(note, { ...(languages && { languages }), ...(blocks && { blocks }) }, host)
  const recorded = read.map(({ language, file, block, changed }) => ({ language, file, block, changed }))
  return { ...after, recorded }
}

/** Reads, changes and writes the reviews of a note while nobody else does. */
async function changeReviews(
  note: string,
  host: Host,
  change: (reviews: readonly Review[]) => Promise<readonly Review[]>,
): Promise<void> {
  const path = reviewPath(note)
  const release = await host.lock(path, { waitMs: 30_000 })
  if (!release) {
    const hint = "wait until the other program is done, then record the review again"
    throw new ProblemError([problem("somebody else is recording a review", { place: { file: path }, hint })])
  }
  try {
    const text = formatReviews(note, await change(await readReviews(note, host)))
    await host.write([{ path, bytes: text }])
  } finally {
    await release()
  }
}

interface Found {
  readonly definition: NoteDefinition
  /** The blocks of each language that could be composed. */
  readonly found: ReadonlyMap<string, readonly BlockReview[]>
  readonly problems: readonly Problem[]
}

/** The blocks of each language by itself, so that one that lags keeps nobody from reviewing another. */
async function look(note: string, languages: readonly string[] | undefined, host: Host): Promise<Found> {
  const frozen = snapshot(host)
  const { facts, definitions } = await loadAll(frozen)
  const [definition] = chooseNotes(definitions, [note])
  const edition = editionOf(undefined, host)
  const found = new Map<string, readonly BlockReview[]>()
  const problems: Problem[] = []
  for (const lang of languages ?? definition!.languages) {
    try {
      const options = { languages: [lang] }
      const composed = await composeAll([definition!], { options, facts, edition, host: frozen })
      problems.push(...errorsIn(composed))
      found.set(
        lang,
        composed.flatMap(c => c.review),
      )
    } catch (error) {
      if (!(error instanceof ProblemError) || error.usage) throw error
      problems.push(...error.problems)
    }
  }
  return { definition: definition!, found, problems }
}

const errorsIn = (composed: readonly Composed[]) =>
  composed.flatMap(c => c.problems).filter(p => p.severity === "error")

/** The blocks named, of all languages; a name that is no block's is wrong usage. */
function chosen(
  found: Found["found"],
  names: readonly string[] | undefined,
  problems: readonly Problem[],
): BlockReview[] {
  const all = [...found.values()].flat()
  if (names === undefined) return all
  const known = [...new Set(all.map(b => b.block))]
  const unknown = names.filter(name => !known.includes(name))
  // Where a language could not be composed, its blocks are not known either.
  if (unknown.length > 0 && problems.length === 0) {
    throw new ProblemError(
      unknown.map(name => {
        const near = nearest(name, known)
        const hint = `${near ? `did you mean "${near}"? ` : ""}The blocks to review are: ${known.join(", ") || "none"}`
        return problem(`no block "${name}" needs a review`, { hint })
      }),
      { usage: true },
    )
  }
  return all.filter(b => names.includes(b.block))
}

/**
 * Reviews of what is no block any more; of a language that was not looked at, nothing is known. Prose about another meeting, which
 * the note does not use now, keeps its reviews: an edition as of an earlier day uses it again.
 */
async function obsoleteIn(
  reviews: readonly Review[],
  { definition, found }: Pick<Found, "definition" | "found">,
  host: Host,
): Promise<Pick<Review, "language" | "file" | "block">[]> {
  const blocks = [...found.values()].flat()
  const [present, used] = [new Set(blocks.map(keyOf)), new Set(blocks.map(b => b.file))]
  const obsolete: Pick<Review, "language" | "file" | "block">[] = []
  for (const { language, file, block } of reviews) {
    const isLooked = found.has(language) || !definition.languages.includes(language)
    if (!isLooked || present.has(keyOf({ language, file, block }))) continue
    const text = used.has(file) ? undefined : await host.read(file)
    if (!text || !new TextDecoder().decode(text).includes(`inline "${block}"`))
      obsolete.push({ language, file, block })
  }
  return obsolete
}

const wrong = (what: string, hint: string) => new ProblemError([problem(what, { hint })], { usage: true })

function nameGiven(by: string): string {
  const name = by.trim()
  if (name === "" || /[\uFDD0-\uFDEF]/.test(name))
    throw wrong("nobody is named", 'say who read the text: --by "A. Person"')
  return name
}

/** The day of the review: none that is still to come. */
function dayGiven(date: string | undefined, host: Host): string {
  const today = host.now().toISOString().slice(0, 10)
  if (date === undefined) return today
  if (!day.safeParse(date).success) throw wrong(`"${date}" is no day`, "say it as YYYY-MM-DD")
  if (date > today) throw wrong(`${date} is still to come`, "say the day on which the text was read")
  return date
}

/** The reviews of a note as lines for a person. */
export function reviewLines({ note, blocks, obsolete, recorded, problems }: NoteReview): string[] {
  const waiting = blocks.filter(b => b.state !== "reviewed")
  const none = problems.length > 0 ? "its prose cannot be read until it is mended" : "no block needs a review"
  const count = `${waiting.length} of ${blocks.length} ${blocks.length === 1 ? "block waits" : "blocks wait"} for a review`
  return [
    ...recorded.flatMap(({ language, block, changed }) => [
      `recorded  ${language}  ${block}`,
      ...changed.map(c => `    ${formatChange(c)}`),
    ]),
    `${note}  ${blocks.length === 0 ? none : count}`,
    ...blocks.flatMap(blockLines),
    ...obsolete.map(
      o => `  obsolete  ${o.language}  ${o.block}  ${o.file}: the next recording drops its review`,
    ),
  ]
}

function blockLines({ language, block, file, line, state, last, rewritten, changed }: BlockReview): string[] {
  const when = last ? `reviewed ${last.reviewed} by ${last.by}` : ""
  const how = [state === "reviewed" ? "" : state.toUpperCase(), when].filter(text => text !== "").join("  ")
  return [
    `  ${language}  ${block}  ${how}  ${file}:${line}`,
    ...changed.map(c => `    ${formatChange(c)}`),
    ...(state === "stale" && rewritten ? ["    the text was changed as well"] : []),
  ]
}
