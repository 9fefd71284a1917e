import type { Movement } from "../model/comparison.js"
import type { Position } from "../model/positions.js"

interface Pair {
  readonly before: readonly Position[]
  readonly after: readonly Position[]
}

/** The paragraphs that positions stand in, in the order given, each once. */
export function paragraphsOf(positions: readonly Position[]): string[] {
  return [...new Set(positions.map(p => p.citations[0]!.paragraph))]
}

/**
 * Where the text of each pair came from and went. Moved is what falls out of the longest run of pairs that kept their
 * order; numbers alone say nothing, since a point put in shifts all that follow.
 */
export function movements(
  pairs: readonly Pair[],
  before: readonly Position[],
  after: readonly Position[],
): readonly Movement[] {
  const both = pairs
    .filter(p => p.before.length > 0 && p.after.length > 0)
    .map(pair => ({ pair, from: before.indexOf(pair.before[0]!), to: after.indexOf(pair.after[0]!) }))
    .sort((a, b) => a.from - b.from)
  const kept = new Set(longestRun(both.map(b => b.to)).map(i => both[i]!.pair))
  const joined = new Map<string, Set<string>>()
  for (const { pair } of both) {
    for (const to of paragraphsOf(pair.after)) {
      const from = joined.get(to) ?? new Set()
      for (const paragraph of paragraphsOf(pair.before)) from.add(paragraph)
      joined.set(to, from)
    }
  }
  return pairs.map(pair => {
    const [from, to] = [paragraphsOf(pair.before), paragraphsOf(pair.after)]
    const paired = from.length > 0 && to.length > 0
    return {
      from,
      to,
      moved: paired && !kept.has(pair),
      merged: paired && to.some(p => (joined.get(p)?.size ?? 0) > 1),
      split: paired && to.length > 1 && to.length > from.length,
    }
  })
}

/** The places of a longest rising run in a list of numbers. */
function longestRun(numbers: readonly number[]): number[] {
  const best: number[][] = []
  numbers.forEach((n, i) => {
    const candidates = best.filter(run => numbers[run.at(-1)!]! <= n)
    const longest = candidates.reduce<number[]>((a, b) => (b.length > a.length ? b : a), [])
    best.push([...longest, i])
  })
  return best.reduce<number[]>((a, b) => (b.length > a.length ? b : a), [])
}
