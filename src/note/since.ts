import type { Freshness, StatedFact } from "../model/since.js"
import type { Claim, Trace, TracedPassage } from "../model/trace.js"
import { numbersIn } from "../source/numbersin.js"
import { changedAspects } from "./factstate.js"
import { isOfEdition } from "./stated.js"

/** What an edition in one language says: its claims, and in short each fact that it prints. */
export interface Saying {
  readonly trace: Trace
  readonly stated: readonly StatedFact[]
}

/** What became of a fact from one edition to the next. */
export interface FactChange {
  readonly id: string
  /** "followed" if a source that came gives the figure that one which went had given. */
  readonly became: "changed" | "followed" | "added" | "dropped"
  readonly kind: StatedFact["kind"]
  /** Of what changed: whether the source reads otherwise, or we read it otherwise. */
  readonly because?: "source" | "ours"
  /** Of what followed: the fact whose place it took. */
  readonly before?: string
}

/** What changed between two editions: how many claims, which facts, and the dates of sources that came or went. */
export interface Difference {
  readonly freshness: Freshness
  /** The weightiest first: changed, followed, added, dropped; of each kind the figures before the rest. */
  readonly facts: readonly FactChange[]
  readonly sources: { readonly added: readonly string[]; readonly dropped: readonly string[] }
}

/**
 * Compares two editions in one language. Claims are matched by origin, facts and operation; one is updated that says
 * another number or date, or rests on another passage or on one that reads otherwise; and one in other words, if a fact it
 * rests on changed. Where it stands, and what the editions say of themselves, is no part of it.
 */
export function differenceOf(before: Saying, after: Saying): Difference {
  const [old, now] = [before, after].map(s => s.trace.claims.filter(c => !isOfEdition(c))) as [
    Claim[],
    Claim[],
  ]
  const states = [before, after].map(s => new Map(s.stated.map(f => [f.id, f.state])))
  const otherwise = readingOtherwise(old, now)
  const hasChanged = (id: string) => {
    const [a, b] = [states[0]!.get(id), states[1]!.get(id)]
    return a !== undefined && b !== undefined && (a !== b || otherwise.has(id))
  }
  const matching = { lang: after.trace.language, blind: unprinted(old, now), hasChanged }
  const { freshness, updated } = matchClaims(old, now, matching)
  const told = new Set(updated.flatMap(c => c.facts).filter(hasChanged))
  return {
    freshness,
    facts: factChanges(before, after, { told, reason: id => reasonOf(id, states, otherwise) }),
    sources: sourceChanges(before.trace, after.trace),
  }
}

/** Whether nothing changed, of claims or of sources. */
export const isSame = ({ freshness: { updated, added, dropped }, sources }: Difference) =>
  updated + added + dropped + sources.added.length + sources.dropped.length === 0

interface Matching {
  readonly lang: string
  /** Passages whose hash one side does not know. */
  readonly blind: ReadonlySet<string>
  readonly hasChanged: (id: string) => boolean
}

/** Claims on the same things, the same first, then in their order; what is left over came in or fell out. */
function matchClaims(
  before: readonly Claim[],
  after: readonly Claim[],
  matching: Matching,
): { freshness: Freshness; updated: readonly Claim[] } {
  const groups = [before, after].map(claims => grouped(claims, matchKey))
  const counts = { unchanged: 0, updated: 0, added: 0, dropped: 0 }
  const updated: Claim[] = []
  for (const key of new Set(groups.flatMap(g => [...g.keys()]))) {
    const [old, now] = groups.map(g => g.get(key) ?? []) as [Claim[], Claim[]]
    const left = without(now, old, matching)
    const gone = without(old, now, matching)
    const pairs = Math.min(left.length, gone.length)
    counts.unchanged += now.length - left.length
    counts.updated += pairs
    counts.added += left.length - pairs
    counts.dropped += gone.length - pairs
    updated.push(...left.slice(0, pairs))
  }
  return { freshness: counts, updated }
}

const matchKey = ({ origin, facts, computation }: Claim) =>
  [origin, computation?.operation ?? "", ...facts].join(" ")

function grouped<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return groups
}

/** The claims that have no equal among others, each of which is the equal of one. */
function without(claims: readonly Claim[], others: readonly Claim[], matching: Matching): Claim[] {
  const left = new Map([...grouped(others, c => contentOf(c, matching))].map(([k, list]) => [k, list.length]))
  return claims.filter(claim => {
    const key = contentOf(claim, matching)
    const some = left.get(key) ?? 0
    left.set(key, some - 1)
    return some <= 0
  })
}

/** What a claim says, apart from its words: equal for claims that say the same. */
function contentOf(claim: Claim, { lang, blind, hasChanged }: Matching): string {
  const { text, computation, asOf, passages, facts } = claim
  const read = passages.map(({ symbol: _, hash, ...at }) => [at, blind.has(placeOf(at)) ? null : hash])
  const numbers = numbersIn(text, lang).map(n => n.value ?? n.text)
  return JSON.stringify([computation?.value, asOf, read, numbers, facts.some(hasChanged) ? text : ""])
}

const placeOf = ({ source, language, paragraph }: Pick<TracedPassage, "source" | "language" | "paragraph">) =>
  `${source} ${language} ${paragraph}`

/** The places that a claim of either side rests on without knowing what the paragraph reads. */
function unprinted(...sides: readonly (readonly Claim[])[]): ReadonlySet<string> {
  const passages = sides.flatMap(claims => claims.flatMap(c => c.passages))
  return new Set(passages.filter(p => p.hash === null).map(placeOf))
}

/** The facts with a passage that reads otherwise than before. */
function readingOtherwise(before: readonly Claim[], after: readonly Claim[]): ReadonlySet<string> {
  const now = grouped(after.filter(hasOneFact), c => c.facts[0]!)
  const changed = before
    .filter(hasOneFact)
    .filter(old => (now.get(old.facts[0]!) ?? []).some(c => readsOtherwise(old.passages, c.passages)))
  return new Set(changed.flatMap(c => c.facts))
}

const hasOneFact = ({ facts }: Claim) => facts.length === 1

/** Whether a passage of one source, language and paragraph reads otherwise than before. */
export function readsOtherwise(before: readonly TracedPassage[], after: readonly TracedPassage[]): boolean {
  const hashes = new Map(before.map(passage => [placeOf(passage), passage.hash]))
  return after.some(passage => {
    const old = hashes.get(placeOf(passage))
    return old !== undefined && old !== null && passage.hash !== null && old !== passage.hash
  })
}

type States = readonly ReadonlyMap<string, string>[]

/** Why a fact changed; undefined where only its label did, which follows from others. */
function reasonOf(id: string, states: States, otherwise: ReadonlySet<string>): FactChange["because"] {
  if (otherwise.has(id)) return "source"
  const [old, now] = states.map(s => s.get(id)!.split(" ")[0]!)
  return changedAspects(old!, now!).length > 0 ? "ours" : undefined
}

function factChanges(
  before: Saying,
  after: Saying,
  { told, reason }: { told: ReadonlySet<string>; reason: (id: string) => FactChange["because"] },
): FactChange[] {
  const [old, now] = [before, after].map(s => new Set(s.stated.map(f => f.id))) as [Set<string>, Set<string>]
  const of = (
    stated: readonly StatedFact[],
    became: FactChange["became"],
    which: (id: string) => boolean,
  ) => {
    const found = stated.filter(f => which(f.id)).map(({ id, kind }) => ({ id, kind, became }))
    return [...found.filter(f => f.kind === "figure"), ...found.filter(f => f.kind !== "figure")]
  }
  const changed = of(after.stated, "changed", id => told.has(id)).map(change => {
    const because = reason(change.id)
    return because ? { ...change, because } : change
  })
  const followed = followers(before.stated, after.stated)
  const gone = new Set(followed.map(f => f.before))
  const came = new Set(followed.map(f => f.id))
  return [
    ...changed,
    ...followed,
    ...of(after.stated, "added", id => !old.has(id) && !came.has(id)),
    ...of(before.stated, "dropped", id => !now.has(id) && !gone.has(id)),
  ]
}

/** Figures that came in where just one of the same measure fell out; those that say another number first. */
function followers(before: readonly StatedFact[], after: readonly StatedFact[]): FactChange[] {
  const only = (a: readonly StatedFact[], b: readonly StatedFact[]) => {
    const ids = new Set(b.map(f => f.id))
    return grouped(
      a.filter(f => f.measure !== undefined && !ids.has(f.id)),
      f => f.measure!,
    )
  }
  const came = only(after, before)
  const pairs = [...only(before, after)].flatMap(([measure, [old, ...more]]) => {
    const [fresh, ...others] = came.get(measure) ?? []
    return old && fresh && more.length + others.length === 0 ? [{ old, fresh }] : []
  })
  const order = after.map(f => f.id)
  pairs.sort((a, b) => order.indexOf(a.fresh.id) - order.indexOf(b.fresh.id))
  const moved = pairs.filter(({ old, fresh }) => old.value !== fresh.value)
  return [...moved, ...pairs.filter(pair => !moved.includes(pair))].map(({ old, fresh }) => ({
    ...{ id: fresh.id, kind: fresh.kind, became: "followed", before: old.id },
  }))
}

/** The dates of the latest information in sources that only one side has. */
function sourceChanges(before: Trace, after: Trace): Difference["sources"] {
  const only = (a: Trace, b: Trace) =>
    a.sources.filter(s => !b.sources.some(o => o.id === s.id)).map(s => s.asOf)
  return { added: only(after, before), dropped: only(before, after) }
}
