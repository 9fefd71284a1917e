import { near, type Placement } from "./placements.js"

/** For each row the placements that stand in some combination that meets the totals, by their number. */
export interface Combined {
  /** How many combinations meet the totals; undefined if there was too much to count, so that `left` is too wide. */
  readonly count: number | undefined
  readonly left: readonly ReadonlySet<number>[]
  /** The same for the combinations that the blanks speak against least. */
  readonly best: readonly ReadonlySet<number>[]
  readonly strain: number
}

type Vector = readonly number[]
interface Option {
  readonly at: number
  readonly values: Vector
  readonly strain: number
}

/**
 * Every combination of one placement a row whose columns add up to `totals`; columns of null are not counted. First rows
 * are narrowed by what the others can give at most and at least, then the rest is counted from row to row by what is
 * still missing. If that would be more than `limit` states, the first step stands alone: what it took away is impossible.
 */
export function combine(
  rows: readonly (readonly Placement[])[],
  totals: readonly (number | null)[],
  { limit = 200_000 }: { limit?: number } = {},
): Combined {
  const counted = totals.flatMap((t, i) => (t === null ? [] : [i]))
  const goal = counted.map(i => totals[i]!)
  const options = narrow(
    rows.map(placements =>
      placements.map((p, at) => ({ at, values: counted.map(i => p.cells[i] ?? 0), strain: p.strain })),
    ),
    goal,
  )
  if (!options) return { count: 0, left: [], best: [], strain: 0 }
  const order = options.map((_, i) => i).sort((a, b) => reach(options[b]!) - reach(options[a]!))
  const found = walk(
    order.map(i => options[i]!),
    goal,
    limit,
  )
  if (!found) {
    const left = options.map(list => new Set(list.map(o => o.at)))
    return { count: undefined, left, best: left, strain: 0 }
  }
  const back = (sets: readonly ReadonlySet<number>[]) =>
    options.map((_, i) => sets[order.indexOf(i)] ?? new Set<number>())
  return { count: found.count, strain: found.strain, left: back(found.left), best: back(found.best) }
}

const sum = (values: Vector) => values.reduce((a, b) => a + b, 0)
const reach = (options: readonly Option[]) =>
  options.length < 2 ? -1 : Math.max(...options.map(o => sum(o.values)))
const bound = (options: readonly Option[], c: number, of: (...values: number[]) => number) =>
  of(...options.map(o => o.values[c]!))

/** Takes away placements that no choice in the other rows could make good, until nothing changes; undefined if a row has none. */
function narrow(
  rows: readonly (readonly Option[])[],
  goal: Vector,
): readonly (readonly Option[])[] | undefined {
  let left = rows
  for (;;) {
    if (left.some(options => options.length === 0)) return undefined
    const least = goal.map((_, c) => sum(left.map(o => bound(o, c, Math.min))))
    const most = goal.map((_, c) => sum(left.map(o => bound(o, c, Math.max))))
    const next = left.map(options =>
      options.filter(o =>
        goal.every((g, c) => {
          const rest = g - o.values[c]!
          const low = least[c]! - bound(options, c, Math.min)
          const high = most[c]! - bound(options, c, Math.max)
          return rest > low - 1e-6 && rest < high + 1e-6
        }),
      ),
    )
    if (next.every((options, i) => options.length === left[i]!.length)) return next
    left = next
  }
}

interface State {
  readonly missing: Vector
  readonly count: number
  readonly strain: number
}

/** Forwards: what can still be missing after each row, in how many ways. Backwards: which placements come to nothing missing. */
function walk(
  rows: readonly (readonly Option[])[],
  goal: Vector,
  limit: number,
): { count: number; strain: number; left: Set<number>[]; best: Set<number>[] } | undefined {
  const later = bounds(rows, goal.length)
  const layers: Map<string, State>[] = [new Map([[key(goal), { missing: goal, count: 1, strain: 0 }]])]
  let states = 0
  for (const [i, options] of rows.entries()) {
    const layer = forward(layers[i]!, options, later[i + 1]!)
    states += layer.size
    if (states > limit) return undefined
    layers.push(layer)
  }
  const end = [...layers[rows.length]!.entries()].filter(([, s]) => s.missing.every(m => near(m, 0)))
  const count = sum(end.map(([, s]) => s.count))
  const strain = Math.min(...end.map(([, s]) => s.strain))
  return { count, strain, ...backward(rows, layers, new Map(end.map(([k]) => [k, 0])), strain) }
}

function bounds(
  rows: readonly (readonly Option[])[],
  width: number,
): readonly { low: Vector; high: Vector }[] {
  const zero = new Array<number>(width).fill(0)
  const found = [{ low: zero, high: zero }]
  for (const options of rows.toReversed()) {
    const { low, high } = found[0]!
    found.unshift({
      low: low.map((v, c) => v + bound(options, c, Math.min)),
      high: high.map((v, c) => v + bound(options, c, Math.max)),
    })
  }
  return found
}

const key = (missing: Vector) => missing.map(m => Math.round(m * 1e6)).join(" ")
const minus = (a: Vector, b: Vector) => a.map((v, c) => v - b[c]!)

function forward(
  states: ReadonlyMap<string, State>,
  options: readonly Option[],
  { low, high }: { low: Vector; high: Vector },
): Map<string, State> {
  const next = new Map<string, State>()
  for (const state of states.values()) {
    for (const option of options) {
      const missing = minus(state.missing, option.values)
      if (!missing.every((m, c) => m > low[c]! - 1e-6 && m < high[c]! + 1e-6)) continue
      const name = key(missing)
      const there = next.get(name)
      const strain = Math.min(state.strain + option.strain, there?.strain ?? Number.POSITIVE_INFINITY)
      next.set(name, { missing, count: state.count + (there?.count ?? 0), strain })
    }
  }
  return next
}

function backward(
  rows: readonly (readonly Option[])[],
  layers: readonly ReadonlyMap<string, State>[],
  end: ReadonlyMap<string, number>,
  least: number,
): { left: Set<number>[]; best: Set<number>[] } {
  const left = rows.map(() => new Set<number>())
  const best = rows.map(() => new Set<number>())
  let alive = end
  for (let i = rows.length - 1; i >= 0; i--) {
    const before = new Map<string, number>()
    for (const [name, state] of layers[i]!) {
      for (const option of rows[i]!) {
        const rest = alive.get(key(minus(state.missing, option.values)))
        if (rest === undefined) continue
        left[i]!.add(option.at)
        if (near(state.strain + option.strain + rest, least)) best[i]!.add(option.at)
        before.set(name, Math.min(before.get(name) ?? Number.POSITIVE_INFINITY, rest + option.strain))
      }
    }
    alive = before
  }
  return { left, best }
}
