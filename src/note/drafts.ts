import type { Facts } from "../load.js"
import { type Place, type Problem, problem } from "../model/problem.js"

const known = new WeakMap<Facts, ReadonlySet<string>>()

/** The identifiers of all that waits to be curated: drafts, and facts that bear the mark `draft`. */
export function waitingDrafts(facts: Facts): ReadonlySet<string> {
  const found =
    known.get(facts) ?? new Set([...facts.drafts.flatMap(f => f.drafts), ...marked(facts)].map(d => d.id))
  known.set(facts, found)
  return found
}

const marked = ({ meetings, reports }: Facts) =>
  [...meetings.flatMap(m => m.positions), ...reports.flatMap(r => [...r.observations, ...r.gaps])].filter(
    f => f.draft,
  )

/** That something names a draft, which nothing may print; how to curate it is the hint. */
export function draftProblem(id: string, place?: Place): Problem {
  const hint =
    'check it against the text, complete it as a fact of data/positions or data/figures, and remove its "draft"'
  return problem(`"${id}" is a draft, and no draft is printed`, { ...(place && { place }), hint })
}

/** The drafts that anything to be printed names, however deep: a comparison, a trace. None if `facts` has no drafts. */
export function draftProblems(printed: unknown, facts: Facts, place: Place): Problem[] {
  const waiting = waitingDrafts(facts)
  const named = new Set<string>()
  if (waiting.size > 0) gather(printed, { waiting, named, seen: new Set() })
  return [...named].sort().map(id => draftProblem(id, place))
}

function gather(
  value: unknown,
  search: { readonly waiting: ReadonlySet<string>; readonly named: Set<string>; readonly seen: Set<unknown> },
): void {
  if (typeof value === "string" && search.waiting.has(value)) search.named.add(value)
  if (typeof value !== "object" || value === null || search.seen.has(value)) return
  search.seen.add(value)
  const inner = value instanceof Map ? [...value.values()] : Object.values(value)
  for (const one of inner) gather(one, search)
}
