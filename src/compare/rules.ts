import type { Facts, MeetingFacts } from "../load.js"
import type { Reason } from "../model/comparison.js"
import type { Label, Position } from "../model/positions.js"
import { actOf } from "./pair.js"

/** What the rules say of two sets of positions: the label, whether analysts could differ, and why. */
export interface Verdict {
  readonly label: Label
  readonly contestable: boolean
  readonly reasons: readonly Reason[]
}

/**
 * The label by rule. One side silent: new, or no longer mentioned. Place and stage are compared only where both sides give
 * one: to leave them out is silence, not change. Object, addressee, partner, place, stage or kind of
 * act changed: reworded, since force is compared only where the same thing is said. Else the force of the verb and its
 * intensifier decide; where nothing parts them: maintained.
 */
export function decide(
  before: readonly Position[],
  after: readonly Position[],
  facts: Facts,
  versions: readonly Reason[],
): Verdict {
  if (before.length === 0) return { label: "new", contestable: false, reasons: [{ tag: "silent before" }] }
  if (after.length === 0)
    return { label: "no longer mentioned", contestable: false, reasons: [{ tag: "silent after" }] }
  const substance = substanceReasons(before, after, facts)
  const strength = substance.some(r => r.tag === "act") ? [] : strengthReasons(before, after, facts)
  const up = strength.some(r => "direction" in r && r.direction === "up")
  const down = strength.some(r => "direction" in r && r.direction === "down")
  const reworded = substance.length > 0 || (up && down)
  const label = reworded ? "reworded" : up ? "strengthened" : down ? "softened" : "maintained"
  const act = substance.some(r => r.tag === "act")
  const contestable = (reworded && (up || down)) || act || versions.length > 0
  // Force is told only where the same thing is said; elsewhere it makes the label contestable, no more.
  const reasons = substance.length > 0 ? substance : strength
  return {
    label,
    contestable,
    reasons: [...(reasons.length > 0 ? reasons : [{ tag: "same" } as const]), ...versions],
  }
}

const union = (list: readonly Position[], of: (p: Position) => readonly string[] | undefined): string[] => [
  ...new Set(list.flatMap(p => of(p) ?? [])),
]
const without = (list: readonly string[], other: readonly string[]) => list.filter(e => !other.includes(e))

function substanceReasons(before: readonly Position[], after: readonly Position[], facts: Facts): Reason[] {
  const reasons: Reason[] = []
  for (const attribute of ["partners", "addressees", "objects"] as const) {
    const was = union(before, p => p[attribute])
    const is = union(after, p => p[attribute])
    const [removed, added] = [without(was, is), without(is, was)]
    if (removed.length + added.length > 0) reasons.push({ tag: "set", attribute, removed, added })
  }
  const places = placeReason(before, after, facts)
  const stages = [
    union(before, p => (p.stage ? [p.stage] : [])),
    union(after, p => (p.stage ? [p.stage] : [])),
  ] as const
  const given = stages[0].length > 0 && stages[1].length > 0
  const stageMoved = given && without(stages[0], stages[1]).length + without(stages[1], stages[0]).length > 0
  if (stageMoved) reasons.push({ tag: "stage", before: stages[0], after: stages[1] })
  if (places) reasons.push(places)
  const acts = [actOf(before[0]!, facts), actOf(after[0]!, facts)] as const
  if (acts[0] !== acts[1]) reasons.push({ tag: "act", before: acts[0], after: acts[1] })
  return reasons
}

function placeReason(
  before: readonly Position[],
  after: readonly Position[],
  facts: Facts,
): Reason | undefined {
  const was = union(before, p => p.places)
  const is = union(after, p => p.places)
  const [removed, added] = [without(was, is), without(is, was)]
  if (removed.length + added.length === 0 || was.length === 0 || is.length === 0) return undefined
  const inside = (inner: readonly string[], outer: readonly string[]) =>
    inner.length > 0 && inner.every(place => outer.some(o => isWithin(place, o, facts)))
  const narrower = inside(is, was)
  const wider = inside(was, is)
  return {
    tag: "places",
    relation: narrower === wider ? "other" : narrower ? "narrower" : "wider",
    removed,
    added,
  }
}

/** Whether a place is another, or lies in it. */
export function isWithin(place: string, outer: string, facts: Facts): boolean {
  for (
    let at: string | undefined = place, steps = 0;
    at && steps < 100;
    at = facts.places.get(at)?.within, steps++
  ) {
    if (at === outer) return true
  }
  return false
}

function strengthReasons(before: readonly Position[], after: readonly Position[], facts: Facts): Reason[] {
  const was = forceOf(before, facts)
  const is = forceOf(after, facts)
  const reasons: Reason[] = []
  const direction = is.min > was.max ? "up" : is.max < was.min ? "down" : undefined
  if (direction) reasons.push({ tag: "force", direction, before: was.steps, after: is.steps })
  const intensified = [intensifiersOf(before), intensifiersOf(after)] as const
  if (intensified[1].every && !intensified[0].some) {
    reasons.push({ tag: "intensifier", direction: "up", words: intensified[1].words })
  }
  if (intensified[0].every && !intensified[1].some) {
    reasons.push({ tag: "intensifier", direction: "down", words: intensified[0].words })
  }
  return reasons
}

/**
 * The force of the strongest act of a side, as an interval on the ladder: an ambiguous verb, or versions that part,
 * widen it. Two sides differ only if their intervals do not touch, so that no translation makes a difference alone.
 */
function forceOf(
  positions: readonly Position[],
  facts: Facts,
): { min: number; max: number; steps: string[] } {
  const intervals = positions.map(position => {
    const steps = position.operative.flatMap(o => facts.verbs.get(o.verb)!.steps)
    const ranks = steps.map(step => facts.steps.get(step)!.rank)
    return { min: Math.min(...ranks), max: Math.max(...ranks), steps }
  })
  return {
    min: Math.max(...intervals.map(i => i.min)),
    max: Math.max(...intervals.map(i => i.max)),
    steps: [...new Set(intervals.flatMap(i => i.steps))],
  }
}

function intensifiersOf(positions: readonly Position[]) {
  const operatives = positions.flatMap(p => p.operative)
  const words = operatives.flatMap(o =>
    o.intensifier ? [{ language: o.language, word: o.intensifier }] : [],
  )
  return { some: words.length > 0, every: operatives.length > 0 && words.length === operatives.length, words }
}

/** The differences between language versions that bear on an attribute of any of these positions. */
export function versionReasons(positions: readonly Position[], sides: readonly MeetingFacts[]): Reason[] {
  const ids = new Set(positions.map(p => p.id))
  return sides
    .flatMap(side => side.versionDifferences)
    .flatMap(d =>
      d.attribute && d.positions.some(id => ids.has(id))
        ? [{ tag: "versions" as const, attribute: d.attribute, difference: d.id }]
        : [],
    )
}
