import type { StatedFact } from "../model/since.js"
import type { Claim, Trace } from "../model/trace.js"
import { readsOtherwise } from "../note/since.js"

/** Why two editions differ at a place, as far as their traces tell. `edition` is what belongs to the edition itself: its date, names. */
export const reasons = [
  "new source",
  "new figure",
  "correction of the source",
  "correction of ours",
  "judgement",
  "wording",
  "edition",
] as const
export type Reason = (typeof reasons)[number]

/** The claims that changed words touch, and what is said of their row. */
export interface Touched {
  readonly before: readonly Claim[]
  readonly after: readonly Claim[]
  /** The words of the row changed a label, or the reason for one. */
  readonly label: boolean
  /** The label is marked as resting on an analyst's judgement, on either side. */
  readonly judged: boolean
  /** A row or block that came, went or moved as a whole. */
  readonly whole: boolean
  /** Pictures or references to notes changed alone: they show what stands elsewhere. */
  readonly echo: boolean
  /** What the edition says of the one before. */
  readonly ofEdition: boolean
}

/** What both editions know. */
export interface Known {
  readonly before: Trace | undefined
  readonly after: Trace | undefined
  /** The facts that say what they said, under another label; and those of them that a judgement labels, on either side. */
  readonly relabelled: ReadonlySet<string>
  /** The facts that say something else than they did. */
  readonly restated: ReadonlySet<string>
  readonly judged: ReadonlySet<string>
}

/** The facts of two editions that say what they said, and bear another label. */
export function relabelledFacts(before: readonly StatedFact[], after: readonly StatedFact[]): Set<string> {
  const old = new Map(before.map(({ id, state }) => [id, state.split(" ")]))
  const isRelabelled = ({ id, state }: StatedFact) => {
    const [said, label] = state.split(" ")
    const [was, labelled] = old.get(id) ?? []
    return was === said && label !== labelled
  }
  return new Set(after.filter(isRelabelled).map(f => f.id))
}

/** The facts of two editions that say something else than they did, whatever their label. */
export function restatedFacts(before: readonly StatedFact[], after: readonly StatedFact[]): Set<string> {
  const old = new Map(before.map(({ id, state }) => [id, state.split(" ")[0]]))
  const isRestated = ({ id, state }: StatedFact) => old.has(id) && old.get(id) !== state.split(" ")[0]
  return new Set(after.filter(isRestated).map(f => f.id))
}

/**
 * Why words changed: another source, other facts, a fact with another value (whose passage reads otherwise than before, or
 * does not), a judgement, or words alone. Undefined where only what changed elsewhere can tell, as for a count.
 */
export function reasonFor(touched: Touched, known: Known): Reason | undefined {
  const { before, after, echo, ofEdition } = touched
  if (ofEdition) return "edition"
  if (echo) return undefined
  const all = [...before, ...after]
  if (all.length > 0 && all.every(({ origin }) => origin === "edition" || origin === "given"))
    return "edition"
  if (hasNewSource(touched, known)) return "new source"
  const corrected = correction(before, after)
  if (corrected) return corrected
  const changed = changeOfFacts(touched, known)
  if (changed) return changed
  const relabelled = all.flatMap(({ facts }) => facts).filter(id => known.relabelled.has(id))
  if (relabelled.some(id => known.judged.has(id))) return "judgement"
  if (relabelled.length > 0 && !touched.whole) return "correction of ours"
  const isRestated = all.some(({ facts }) => facts.some(id => known.restated.has(id)))
  if (touched.judged && touched.label) return isRestated ? "correction of ours" : "judgement"
  if (touched.label) return "correction of ours"
  if (touched.whole && all.length > 0) return undefined
  if (all.some(({ computation, facts }) => computation && facts.length === 0)) return undefined
  return "wording"
}

const sourcesOf = (trace: Trace | undefined) => new Set((trace?.sources ?? []).map(({ id }) => id))

/** Whether the words rest on a source that only one edition has. */
function hasNewSource({ before, after }: Touched, known: Known): boolean {
  const [old, now] = [sourcesOf(known.before), sourcesOf(known.after)]
  const lacks = (claims: readonly Claim[], sources: ReadonlySet<string>) =>
    claims.some(({ passages }) => passages.some(({ source }) => !sources.has(source)))
  if (!known.before || !known.after) return false
  if (lacks(after, old) || lacks(before, now)) return true
  const named = [...before, ...after].some(({ origin, text }) => origin === "document" && /\p{N}/u.test(text))
  return named && [...now].some(id => !old.has(id))
}

/** A fact that both sides name and print otherwise: corrected by its source if the passage reads otherwise, else by us. */
function correction(before: readonly Claim[], after: readonly Claim[]): Reason | undefined {
  let found: Reason | undefined
  for (const old of before) {
    for (const now of after) {
      if (!old.facts.some(id => now.facts.includes(id)) || !saysOtherwise(old, now)) continue
      if (readsOtherwise(old.passages, now.passages)) return "correction of the source"
      found = "correction of ours"
    }
  }
  return found
}

/** Whether two claims on the same facts differ in more than their words. */
function saysOtherwise(old: Claim, now: Claim): boolean {
  const numbers = ({ text }: Claim) => (text.match(/\p{Nd}+/gu) ?? []).join()
  const passages = (claim: Claim) =>
    JSON.stringify(claim.passages.map(({ hash, symbol, ...passage }) => passage))
  const sameFacts = old.facts.join() === now.facts.join()
  return (
    (sameFacts && (passages(old) !== passages(now) || readsOtherwise(old.passages, now.passages))) ||
    (old.origin === now.origin && (numbers(old) !== numbers(now) || old.asOf !== now.asOf)) ||
    (sameFacts && old.computation?.value !== now.computation?.value)
  )
}

/**
 * A fact that came in, and was named nowhere before, is a new one; one that went, and is named nowhere any more, was taken
 * back. What stands elsewhere in the other edition was only put here or taken from here.
 */
function changeOfFacts({ before, after }: Touched, known: Known): Reason | undefined {
  const named = (claims: readonly Claim[]) => new Set(claims.flatMap(({ facts }) => facts))
  const [old, now] = [named(before), named(after)]
  const [then, still] = [named(known.before?.claims ?? []), named(known.after?.claims ?? [])]
  if ([...now].some(id => !then.has(id))) return "new figure"
  return [...old].some(id => !still.has(id)) ? "correction of ours" : undefined
}

/** Of the reasons found elsewhere the first in the order of `reasons`: a count follows from what changed elsewhere. */
export function reasonElsewhere(found: readonly (Reason | undefined)[]): Reason | undefined {
  return reasons.find(reason => reason !== "edition" && reason !== "wording" && found.includes(reason))
}
