import type { Claim } from "../model/trace.js"
import type { Known, Reason } from "./reasons.js"

type Traces = Pick<Known, "before" | "after">

/**
 * The sources that a reason speaks of, by id: for a new source those that came, with the words themselves or else with the
 * edition; for a new figure or a correction of the source those of the passages; none for any other reason.
 */
export function sourcesBehind(
  reason: Reason,
  claims: { readonly before: readonly Claim[]; readonly after: readonly Claim[] },
  { before, after }: Traces,
): readonly string[] {
  const [old, now] = [before, after].map(trace => (trace?.sources ?? []).map(({ id }) => id))
  const named = (side: readonly Claim[]) =>
    distinct(side.flatMap(({ passages }) => passages.map(({ source }) => source)))
  const without = (some: readonly string[], others: readonly string[] = []) =>
    some.filter(id => !others.includes(id))
  if (reason === "new source") return firstOf(without(named(claims.after), old), without(now ?? [], old))
  if (reason === "new figure" || reason === "correction of the source")
    return firstOf(named(claims.after), named(claims.before))
  return []
}

/** What a source is called: its symbol, else its name. */
export function sourceName(id: string, { before, after }: Traces): string {
  const all = [...(after?.sources ?? []), ...(before?.sources ?? [])]
  const source = all.find(one => one.id === id)
  return source?.symbol ?? source?.name ?? id
}

const distinct = (ids: readonly string[]) => [...new Set(ids)]
const firstOf = (...lists: readonly (readonly string[])[]) =>
  distinct(lists.find(list => list.length > 0) ?? [])
