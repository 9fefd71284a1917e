import type { Host } from "../host.js"
import type { Facts } from "../load.js"
import type { EditionInput, EditionRequest, Manifest } from "../model/editions.js"
import type { NoteDefinition } from "../model/notes.js"
import { particulars } from "../model/notes.js"
import { ProblemError } from "../model/problem.js"
import type { NewsRoom } from "../note/news.js"
import { type Before, editionToCompare, keptPast } from "./before.js"
import { type Composed, type ComposeOptions, composeAll } from "./composed.js"
import { documentName, formatDocument } from "./document.js"
import { inputsOf, isOfEditions, type Reads, recorder } from "./inputs.js"
import { type IssuedEdition, issuedEditions, type Place } from "./issued.js"
import type { EditionFile } from "./manifest.js"
import { formats as allFormats, type Format } from "./rendered.js"
import { type Issue, issueId } from "./revision.js"
import { verifyEdition } from "./verify.js"

/** What a note shall be: what was asked for, after the last edition of the month, if there is one. */
export interface Plan {
  readonly definition: NoteDefinition
  readonly asked: EditionRequest
  readonly allowMissing: readonly string[]
  readonly last?: IssuedEdition & { readonly manifest: Manifest }
}

/** A note composed as an issue, with all that it was made from, before anything is rendered. */
export interface Draft {
  readonly plan: Plan
  readonly issue: Issue
  readonly date: string
  readonly composed: readonly Composed[]
  readonly documents: readonly EditionFile[]
  readonly inputs: readonly EditionInput[]
  /** Up to which day sources were taken, and which were left out for that; null if all were. */
  readonly cutOff: Manifest["cutOff"]
}

/**
 * Plans a note for a month. A revision takes the place of what it revises, so it has at least its languages and formats:
 * asking for a part of an edition asks whether the whole still stands. The last edition must be as it was issued.
 */
export async function planNote(
  definition: NoteDefinition,
  {
    month,
    formats,
    options,
    place,
  }: { month: string; formats: readonly Format[]; options: ComposeOptions; place: Place },
): Promise<Plan> {
  const last = (await issuedEditions(definition.id, { ...place, month })).at(-1)
  if (last) {
    const { problems } = await verifyEdition(last, place.host)
    if (problems.length > 0) throw new ProblemError(problems)
  }
  const { asked: before, missing = [] } = last?.manifest ?? {}
  const wanted = options.languages ?? definition.languages
  const kept = before?.languages.filter(lang => definition.languages.includes(lang)) ?? []
  const asked = {
    languages: inOrder([...wanted, ...kept], definition.languages),
    formats: inOrder([...formats, ...(before?.formats ?? [])], allFormats),
    particulars: particulars.parse({ ...definition.particulars, ...options.particulars }),
  }
  const lagging = missing.filter(lang => !wanted.includes(lang))
  const allowMissing = [...(options.allowMissing ?? []), ...lagging]
  return {
    definition,
    asked,
    allowMissing,
    ...(last?.manifest && { last: { ...last, manifest: last.manifest } }),
  }
}

const roomOf = ({ since, past }: Manifest): Partial<NewsRoom> => ({
  ...(since && { named: since.named }),
  ...(past?.news?.brief && { brief: true }),
})

const isLast = (plan: Plan, issue: Issue): plan is Plan & Required<Pick<Plan, "last">> =>
  plan.last !== undefined && plan.last.id === issueId(issue)

/** Each once, in the order of `order`; what is unknown there comes last, to be complained of. */
function inOrder<T>(wanted: readonly T[], order: readonly T[]): T[] {
  const known = order.filter(one => wanted.includes(one))
  return [...known, ...new Set(wanted.filter(one => !order.includes(one)))]
}

/**
 * Composes a plan as an issue of a date, and gathers what it was made from. As the last edition it says of the editions
 * before what the last edition said, whether these are still there or not. `room` is what its pages have room for of what
 * changed since then.
 */
export async function draftNote(
  plan: Plan,
  { issue, date, room }: { issue: Issue; date: string; room?: NewsRoom },
  {
    facts,
    reads,
    host,
    out,
    cutOff,
  }: { facts: Facts; reads: Reads; host: Host; out: string; cutOff: Manifest["cutOff"] },
): Promise<Draft> {
  const { definition, asked, allowMissing } = plan
  const recorded = recorder(host)
  const last = isLast(plan, issue) ? plan.last.manifest : undefined
  const pinned = last ? { pinned: last.since?.edition ?? null } : {}
  const looking = { ...(room ?? (last && roomOf(last))), ...pinned }
  const place = { host, out }
  let kept: Before | undefined
  const composed = await composeAll([definition], {
    options: { languages: asked.languages, particulars: asked.particulars, allowMissing },
    facts,
    edition: { id: issueId(issue), day: date },
    host: recorded.host,
    before: async (note, languages) => {
      kept = last && keptPast(last, languages)
      const reading = recorded.host
      return kept ?? (await editionToCompare(note, { issue, languages }, { place, reading }, looking))
    },
  })
  const read = { note: definition.id, formats: asked.formats, reads: [reads, recorded.reads] }
  const inputs = await inputsOf(read, place, kept && last ? last.inputs.filter(isOfEditions) : [])
  const documents = composed.map(({ page }) => ({
    file: documentName(page.lang),
    language: page.lang,
    kind: "document" as const,
    content: formatDocument(page),
  }))
  return { plan, issue, date, composed, documents, inputs, cutOff }
}
