import type { Facts } from "../load.js"
import type { ActKind } from "../model/lists.js"
import type { Judgement, Position } from "../model/positions.js"

/** Positions of two meetings that are to be compared with each other, before any label is given. */
export interface Pairing {
  readonly issue: string
  readonly before: readonly Position[]
  readonly after: readonly Position[]
  readonly judgement?: Judgement
}

/** The kind of act of a position's verb; every language version has the same one, which loading has checked. */
export function actOf(position: Position, facts: Facts): ActKind {
  const verb = facts.verbs.get(position.operative[0]!.verb)!
  return facts.steps.get(verb.steps[0]!)!.kind
}

/**
 * Pairs positions by substance, wherever they stand: first as analysts judged, then those on one issue whose acts are
 * of one kind, then what is left of an issue. Several positions on one side are text that was merged or split.
 */
export function pairPositions(
  before: readonly Position[],
  after: readonly Position[],
  facts: Facts,
): Pairing[] {
  const judged = facts.judgements.flatMap(j => judgedPairing(j, before, after))
  const taken = new Set(judged.flatMap(p => [...p.before, ...p.after]))
  const free = (list: readonly Position[]) => list.filter(p => !taken.has(p))
  const issues = new Set([...free(before), ...free(after)].map(p => p.issue))
  const ruled = [...issues].flatMap(issue => {
    const on = (list: readonly Position[]) => free(list).filter(p => p.issue === issue)
    return pairOnIssue(issue, on(before), on(after), facts)
  })
  return [...judged, ...ruled]
}

function judgedPairing(
  judgement: Judgement,
  before: readonly Position[],
  after: readonly Position[],
): Pairing[] {
  const pick = (ids: readonly string[], list: readonly Position[]) =>
    ids.flatMap(id => list.find(p => p.id === id) ?? [])
  const left = pick(judgement.before, before)
  const right = pick(judgement.after, after)
  const whole = left.length === judgement.before.length && right.length === judgement.after.length
  const issue = (right[0] ?? left[0])?.issue
  return whole && issue ? [{ issue, before: left, after: right, judgement }] : []
}

function pairOnIssue(
  issue: string,
  before: readonly Position[],
  after: readonly Position[],
  facts: Facts,
): Pairing[] {
  const kinds = new Set(before.map(p => actOf(p, facts)))
  const shared = new Set(after.map(p => actOf(p, facts)).filter(kind => kinds.has(kind)))
  const of = (kind: ActKind, list: readonly Position[]) => list.filter(p => actOf(p, facts) === kind)
  const left = (list: readonly Position[]) => list.filter(p => !shared.has(actOf(p, facts)))
  const pairs = [...shared].map(kind => ({ issue, before: of(kind, before), after: of(kind, after) }))
  const rest = { issue, before: left(before), after: left(after) }
  return rest.before.length + rest.after.length > 0 ? [...pairs, rest] : pairs
}
