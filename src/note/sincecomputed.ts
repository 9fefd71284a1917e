import type { Freshness } from "../model/since.js"
import type { Claim } from "../model/trace.js"

/**
 * What became of the numbers that a note computes or counts, each once. A computation is known by its operation and inputs,
 * where a figure that followed another counts as the same, and is updated by it; a count by what it counts, whatever that
 * holds now.
 */
export function computedFreshness(
  before: readonly Claim[],
  after: readonly Claim[],
  follows: ReadonlyMap<string, string>,
): Freshness {
  const [old, now] = [computedIn(before, follows), computedIn(after, new Map())]
  const both = [...now].filter(([key]) => old.has(key))
  const unchanged = both.filter(([key, says]) => old.get(key) === says).length
  return {
    unchanged,
    updated: both.length - unchanged,
    added: now.size - both.length,
    dropped: old.size - both.length,
  }
}

/** What is computed, and what it says: the values, and that it is of other facts now. */
function computedIn(claims: readonly Claim[], follows: ReadonlyMap<string, string>): Map<string, string> {
  const found = new Map<string, Set<string>>()
  for (const { origin, computation } of claims) {
    if (!computation) continue
    const { operation, value, inputs } = computation
    const isOfOthers = inputs.some(id => follows.has(id))
    const of = origin === "count" ? [] : inputs.map(id => follows.get(id) ?? id)
    const key = [origin, operation, ...of].join(" ")
    const says = `${value} ${isOfOthers && origin !== "count"}`
    found.set(key, (found.get(key) ?? new Set()).add(says))
  }
  return new Map([...found].map(([key, all]) => [key, [...all].sort().join()]))
}
