import type { Facts, MeetingFacts } from "../load.js"
import type { Change, Comparison } from "../model/comparison.js"
import type { Position } from "../model/positions.js"
import { movements } from "./movement.js"
import { actOf, type Pairing, pairPositions } from "./pair.js"
import { decide, versionReasons } from "./rules.js"

/**
 * What became of each position from one meeting to another. Without an earlier meeting nothing is compared: what is
 * new cannot be known. The changes stand in the order of the later source; what is no longer mentioned follows, in that of the earlier.
 */
export function comparePositions(
  before: MeetingFacts | undefined,
  after: MeetingFacts,
  facts: Facts,
): Comparison {
  const side = { meeting: after.meeting, source: after.source }
  if (!before) return { before: undefined, after: side, changes: [] }
  const earlier = before.positions
  const pairs = sortPairs(pairPositions(earlier, after.positions, facts), earlier, after.positions)
  const moves = movements(pairs, earlier, after.positions)
  const seen = new Map<string, number>()
  const changes = pairs.map((pair, i): Change => {
    const both = pair.before.length > 0 && pair.after.length > 0
    const versions = both ? versionReasons([...pair.before, ...pair.after], [before, after]) : []
    const verdict = decide(pair.before, pair.after, facts, versions)
    return { ...judged(pair, verdict), ...identity(pair, facts, seen), comparable: both, movement: moves[i]! }
  })
  return { before: { meeting: before.meeting, source: before.source }, after: side, changes }
}

/** Issue and act name a change; where a judgement parts them further, a number is added. */
function identity(pair: Pairing, facts: Facts, seen: Map<string, number>) {
  const first = pair.after[0] ?? pair.before[0]!
  const name = `${pair.issue}/${actOf(first, facts)}`
  const n = (seen.get(name) ?? 0) + 1
  seen.set(name, n)
  return { id: n === 1 ? name : `${name}/${n}`, issue: pair.issue, before: pair.before, after: pair.after }
}

/** A judgement stands over the rules where it gives a label; else it adds its reason, and its doubt, to theirs. */
function judged({ judgement }: Pairing, verdict: ReturnType<typeof decide>) {
  if (!judgement) return { ...verdict, decidedBy: "rule" as const }
  const own = { tag: "judgement" as const, text: judgement.reason, by: judgement.by, date: judgement.date }
  const given = judgement.label && judgement.label !== verdict.label
  return {
    label: judgement.label ?? verdict.label,
    decidedBy: given ? ("judgement" as const) : ("rule" as const),
    contestable: judgement.contestable || (!given && verdict.contestable),
    reasons: given ? [own] : [...verdict.reasons, own],
  }
}

function sortPairs(
  pairs: readonly Pairing[],
  before: readonly Position[],
  after: readonly Position[],
): Pairing[] {
  const place = (pair: Pairing) => {
    const index = Math.min(...pair.after.map(p => after.indexOf(p)), Number.POSITIVE_INFINITY)
    return Number.isFinite(index)
      ? index
      : after.length + Math.min(...pair.before.map(p => before.indexOf(p)))
  }
  return [...pairs].sort((a, b) => place(a) - place(b))
}
