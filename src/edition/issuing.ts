import type { DataFiles } from "../files.js"
import type { Host } from "../host.js"
import type { Facts } from "../load.js"
import type { Manifest } from "../model/editions.js"
import type { NoteDefinition } from "../model/notes.js"
import { distinct, failOnErrors, type Problem, ProblemError, problem } from "../model/problem.js"
import type { Printer } from "../render/pdf/printer.js"
import type { BuildOptions, BuildResult } from "./built.js"
import { changedSince } from "./changed.js"
import type { Edition } from "./composed.js"
import { concerns } from "./concern.js"
import { type Draft, draftNote, type Plan, planNote } from "./draft.js"
import { finishEdition } from "./finished.js"
import { renderFitting } from "./fitting.js"
import type { Reads } from "./inputs.js"
import { editionBefore, type Place } from "./issued.js"
import { publish } from "./publish.js"
import { type Format, renderAll } from "./rendered.js"
import { lapsedReviews, reviewWarnings } from "./reviewed.js"
import { issueId } from "./revision.js"
import { citationErrors } from "./sound.js"
import { verifyEdition } from "./verify.js"

/** All that the notes of a build have in common. */
export interface Shop {
  readonly options: BuildOptions
  readonly formats: readonly Format[]
  readonly edition: Edition
  readonly facts: Facts
  readonly files: DataFiles
  /** What was read in loading the facts and definitions. */
  readonly reads: Reads
  /** Files that notes are made from, each as it was when it was first read. */
  readonly host: Host
  /** Where the editions are. */
  readonly place: Place
  readonly printer: () => Promise<Printer>
  /** What is wrong with what the one note that is built cannot use. */
  readonly aside: readonly Problem[]
  /** Up to which day sources are taken, and which were left out for that; null if all are. */
  readonly cutOff: Manifest["cutOff"]
}

const mostRounds = 100

/**
 * Builds the editions of notes. A note whose place was taken by another program meanwhile is looked at again, after what
 * that program issued.
 */
export async function buildAll(notes: readonly NoteDefinition[], shop: Shop): Promise<BuildResult> {
  for (const { id } of notes) await shop.place.host.sweep(`${shop.place.out}/${id}`)
  const found = new Map<string, BuildResult>()
  let waiting = notes
  for (let round = 0; waiting.length > 0 && round < mostRounds; round++) {
    for (const [note, result] of await buildRound(waiting, shop)) found.set(note, result)
    waiting = waiting.filter(({ id }) => !found.has(id))
  }
  if (waiting.length > 0) {
    const hint = "look whether another program keeps on building the same notes, then build again"
    throw new ProblemError(
      waiting.map(({ id }) => problem(`the note "${id}" finds its place taken each time`, { hint })),
    )
  }
  const results = notes.flatMap(({ id }) => found.get(id)!)
  return {
    files: results.flatMap(r => r.files),
    editions: results.flatMap(r => r.editions),
    problems: distinct([...results.flatMap(r => r.problems), ...shop.aside]),
  }
}

async function buildRound(notes: readonly NoteDefinition[], shop: Shop): Promise<Map<string, BuildResult>> {
  const decided = await everyOne(notes, note => decide(note, shop))
  const composed = decided.flatMap(({ draft }) => draft.composed)
  failOnErrors([
    ...composed.flatMap(c => c.problems),
    ...(await citationErrors(shop.files, composed, shop.host)).filter(p => touchesOne(p, notes, shop)),
  ])
  const standing = decided.filter(d => d.changed?.length === 0).map(({ draft }) => unchanged(draft, shop))
  const fresh = decided.filter(d => d.changed?.length !== 0)
  const made = await renderFresh(
    fresh.map(f => f.draft),
    shop,
  )
  const placed = await publish(made, shop.place)
  const issued = made.flatMap(({ result }, i) => (placed[i] ? [revised(result, fresh[i]!.changed)] : []))
  return new Map([...standing, ...issued].map(result => [result.editions[0]!.note, result]))
}

/** Whether a problem of the data can touch what is built: any can, unless one note is built alone. */
function touchesOne(p: Problem, notes: readonly NoteDefinition[], { options, facts }: Shop): boolean {
  return !options.alone || notes.some(note => concerns(p, note, facts))
}

/** A note as its last edition if that still stands; else as a new one, with what has changed. */
async function decide(
  note: NoteDefinition,
  shop: Shop,
): Promise<{ draft: Draft; changed?: readonly string[] }> {
  const { facts, reads, host, formats, options, edition, place, cutOff } = shop
  const from = { facts, reads, host, out: place.out, cutOff }
  const plan = await planNote(note, { month: edition.id, formats, options, place })
  const { last } = plan
  if (!last)
    return (
      (await standing(plan, { edition, place, from, options })) ?? {
        draft: await draftNote(plan, { issue: { month: edition.id, revision: 1 }, date: edition.day }, from),
      }
    )
  const before = await draftNote(plan, { issue: last, date: last.manifest.date }, from)
  const changed = changedSince(last.manifest, before)
  if (changed.length === 0) return { draft: before, changed }
  const issue = { month: edition.id, revision: last.revision + 1 }
  const date = options.day ? later(options.day, last.manifest.date) : revisedOn(edition, place.host)
  return { draft: await draftNote(plan, { issue, date }, from), changed }
}

/** The last edition of an earlier month, if a new one is wanted only for what changed, and nothing has. */
async function standing(
  plan: Plan,
  {
    edition,
    place,
    from,
    options,
  }: {
    edition: Edition
    place: Place
    from: Parameters<typeof draftNote>[2]
    options: BuildOptions
  },
): Promise<{ draft: Draft; changed: readonly string[] } | undefined> {
  if (options.unchanged !== "record") return undefined
  const last = await editionBefore(plan.definition.id, { month: edition.id, revision: 1 }, place)
  if (!last?.manifest || !(await verifyEdition(last, place.host)).whole) return undefined
  const before = { ...plan, last: { ...last, manifest: last.manifest } }
  const draft = await draftNote(before, { issue: last, date: last.manifest.date }, from)
  return changedSince(last.manifest, draft).length === 0 ? { draft, changed: [] } : undefined
}

/** A revision bears the day of its making; one of a month to come, that month's last day. */
function revisedOn({ id, day }: Edition, host: Host): string {
  const today = host.now().toISOString().slice(0, 10)
  return id > today.slice(0, 7) ? day : today
}

const later = (a: string, b: string) => (a > b ? a : b)

async function renderFresh(wanted: readonly Draft[], { host, place, printer, ...shop }: Shop) {
  const jobOf = ({ plan, issue, composed }: Draft) => ({
    note: plan.definition.id,
    composed,
    formats: plan.asked.formats,
    folder: `${place.out}/${plan.definition.id}/${issueId(issue)}`,
  })
  const browser = wanted.some(d => d.plan.asked.formats.includes("pdf")) ? await printer() : undefined
  const from = { ...shop, host, out: place.out }
  const { drafts, files } = await renderFitting(wanted, {
    render: some => renderAll(some.map(jobOf), { printer: browser, host }),
    shorten: (draft, room) => draftNote(draft.plan, { ...draft, room }, from),
  })
  failOnErrors([
    ...drafts.flatMap(d => d.composed.flatMap(c => c.problems)),
    ...files.flatMap(f => f.rendered.problems),
  ])
  return Promise.all(
    drafts.map(draft => {
      const { note, folder } = jobOf(draft)
      const own = files.filter(f => f.note === note)
      return finishEdition(draft, own, { folder, host: place.host, browser: browser?.version() ?? null })
    }),
  )
}

const revised = (result: BuildResult, changed: readonly string[] | undefined): BuildResult =>
  changed
    ? { ...result, editions: result.editions.map(e => ({ ...e, status: "revision", changed })) }
    : result

/** The edition as it was issued: the files that were asked for, and the warnings of then; how its text stands now. */
function unchanged({ plan, composed }: Draft, { formats, options }: Shop): BuildResult {
  const { definition, last } = plan
  const { folder, id, manifest } = last!
  const asked = (language: string) => (options.languages ?? definition.languages).includes(language)
  const files = manifest.asked.languages.filter(asked).flatMap(language =>
    formats.flatMap(format =>
      manifest.outputs
        .filter(o => o.language === language && o.kind === format)
        .map(({ file, bytes, pages }) => ({
          ...{ note: definition.id, language, format, path: `${folder}/${file}`, bytes },
          ...(pages !== undefined && { pages }),
        })),
    ),
  )
  const review = composed.flatMap(c => c.review)
  const edition = {
    note: definition.id,
    edition: id,
    status: "unchanged",
    folder,
    date: manifest.date,
  } as const
  return {
    files,
    editions: [{ ...edition, changed: [], review: lapsedReviews(review), since: manifest.since }],
    problems: [
      ...manifest.warnings.map(({ what, ...more }) => problem(what, { severity: "warning", ...more })),
      ...reviewWarnings(definition.id, review),
    ],
  }
}

/** Does something with every note, one after the other; the problems of all are gathered before failing. */
async function everyOne<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  const failures: ProblemError[] = []
  for (const one of list) {
    try {
      done.push(await work(one))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      failures.push(error)
    }
  }
  if (failures.length === 0) return done
  throw new ProblemError(distinct(failures.flatMap(f => f.problems)), { usage: failures.some(f => f.usage) })
}
