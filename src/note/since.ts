import type { Freshness, NewsItem, StatedFact } from "../model/since.js"
import type { Claim, Trace, TracedPassage } from "../model/trace.js"
import { changedAspects } from "./factstate.js"
import { computedFreshness } from "./sincecomputed.js"
import { isOfEdition } from "./stated.js"

/** What an edition in one language says: its claims, and in short each fact that it prints. */
export interface Saying {
  readonly trace: Trace
  readonly stated: readonly StatedFact[]
}

/** What became of a fact from one edition to the next. */
export interface FactChange extends Pick<NewsItem, "became" | "because" | "kind"> {
  readonly id: string
  /** Of what followed: the fact whose place it took. */
  readonly before?: string
}

type TracedSource = Trace["sources"][number]

/** What changed between two editions: how much of what they claim, which facts, and the sources that came or went. */
export interface Difference {
  readonly freshness: Freshness
  /** The weightiest first: changed, followed, added, dropped; of each kind the figures before the rest. */
  readonly facts: readonly FactChange[]
  readonly sources: { readonly added: readonly TracedSource[]; readonly dropped: readonly TracedSource[] }
}

/**
 * Compares two editions in one language. What counts is what they claim, each once: facts, and what is computed of them. A
 * fact is updated if it, its label or its passage says another thing and something printed of it shows that; and if a source
 * that came gives the figure that one which went had given. A fact in other words is unchanged.
 */
export function differenceOf(before: Saying, after: Saying): Difference {
  const [old, now] = [before, after].map(s => s.trace.claims.filter(c => !isOfEdition(c))) as [
    Claim[],
    Claim[],
  ]
  const changed = changedFacts(before, after, { old, now })
  const followed = followers(before.stated, after.stated)
  const facts = [...changed, ...followed, ...cameAndWent(before.stated, after.stated, followed)]
  const became = (name: FactChange["became"]) => facts.filter(f => f.became === name).length
  const updated = became("changed") + became("followed")
  const [added, dropped] = [became("added"), became("dropped")]
  const follows = new Map(followed.map(f => [f.before!, f.id]))
  const computed = computedFreshness(old, now, follows)
  return {
    freshness: {
      unchanged: after.stated.length - updated - added + computed.unchanged,
      updated: updated + computed.updated,
      added: added + computed.added,
      dropped: dropped + computed.dropped,
    },
    facts,
    sources: sourceChanges(before.trace, after.trace),
  }
}

/** Whether nothing changed, of claims or of sources. */
export const isSame = ({ freshness: { updated, added, dropped }, sources }: Difference) =>
  updated + added + dropped + sources.added.length + sources.dropped.length === 0

/**
 * The facts of both editions that are read otherwise now, or labelled otherwise beside the same other facts, where something
 * printed of them shows it. A label that only follows from what another source says now is no change of the fact.
 */
function changedFacts(
  before: Saying,
  after: Saying,
  { old, now }: { old: readonly Claim[]; now: readonly Claim[] },
): FactChange[] {
  const was = new Map(before.stated.map(f => [f.id, f.state]))
  const otherwise = readingOtherwise(old, now)
  const blind = unprinted(old, now)
  const printsOf = (...sides: (readonly Claim[])[]) => {
    const [then, today] = sides.map(claims => printsByFact(claims, blind))
    return (id: string) => then!.get(id) !== today!.get(id)
  }
  const [isPrintedOtherwise, isLabelledOtherwise] = [printsOf(old, now), printsOf(...sharedRows(old, now))]
  const changes = figuresFirst(after.stated).map(({ id, kind, state }): FactChange | undefined => {
    const stood = was.get(id)
    if (stood === undefined) return undefined
    const isOther = isOurs(stood, state)
    // A figure that is what it was is not corrected by a paragraph that says something else otherwise.
    const isRead = otherwise.has(id) && (isOther || kind === "statement")
    if (stood === state && !isRead) return undefined
    const because = isRead ? "source" : isOther ? "ours" : undefined
    const isShown = because ? isPrintedOtherwise(id) : isLabelledOtherwise(id)
    return isShown ? { id, kind, became: "changed", ...(because && { because }) } : undefined
  })
  return changes.filter(change => change !== undefined)
}

/** Whether a fact itself is read otherwise, not its label alone. */
const isOurs = (before: string, after: string) =>
  changedAspects(before.split(" ")[0]!, after.split(" ")[0]!).length > 0

const figuresFirst = (stated: readonly StatedFact[]) => [
  ...stated.filter(f => f.kind === "figure"),
  ...stated.filter(f => f.kind !== "figure"),
]

/** What both sides say of the same facts together, as the label of a row does and its reason. */
function sharedRows(...sides: readonly [readonly Claim[], readonly Claim[]]) {
  const keys = sides.map(claims => new Set(claims.map(aboutOf)))
  return sides.map(claims => claims.filter(c => c.facts.length > 1 && keys.every(k => k.has(aboutOf(c)))))
}

/** All that is printed of each fact, in words and with what it rests on, whatever its order and however often. */
function printsByFact(claims: readonly Claim[], blind: ReadonlySet<string>): ReadonlyMap<string, string> {
  const prints = new Map<string, Set<string>>()
  for (const claim of claims)
    for (const id of claim.facts)
      prints.set(id, (prints.get(id) ?? new Set()).add(aboutOf(claim) + contentOf(claim, blind)))
  return new Map([...prints].map(([id, all]) => [id, [...all].sort().join()]))
}

const aboutOf = ({ origin, facts, computation }: Claim) =>
  [origin, computation?.operation ?? "", ...facts].join(" ")

function contentOf({ text, computation, asOf, passages }: Claim, blind: ReadonlySet<string>): string {
  const read = passages.map(({ symbol: _, hash, ...at }) => [at, blind.has(placeOf(at)) ? null : hash])
  return JSON.stringify([text, computation?.value, asOf, read])
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

function grouped<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return groups
}

/** The facts that only one of the editions has, but for those that followed one another. */
function cameAndWent(
  before: readonly StatedFact[],
  after: readonly StatedFact[],
  followed: readonly FactChange[],
): FactChange[] {
  const paired = new Set(followed.flatMap(f => [f.id, f.before!]))
  const only = (a: readonly StatedFact[], b: readonly StatedFact[], became: "added" | "dropped") => {
    const ids = new Set(b.map(f => f.id))
    const found = figuresFirst(a.filter(f => !ids.has(f.id) && !paired.has(f.id)))
    return found.map(({ id, kind }) => ({ id, kind, became }))
  }
  return [...only(after, before, "added"), ...only(before, after, "dropped")]
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

/** The sources that only one side has. */
function sourceChanges(before: Trace, after: Trace): Difference["sources"] {
  const only = (a: Trace, b: Trace) => a.sources.filter(s => !b.sources.some(o => o.id === s.id))
  return { added: only(after, before), dropped: only(before, after) }
}
