import type { Missed, ToldLine } from "../model/runs.js"
import { type Attempt, type History, succeeded, timeOf } from "./history.js"

/** What a history says of a slot, an edition or a message, without reading through all of it each time. */
export interface Lookup {
  /** The attempts at a slot in its turn, or made good afterwards; as they began. */
  attemptsAt(slot: string): readonly Attempt[]
  /** The latest time for which an edition was made: planned, or out of turn begun; in milliseconds since 1970, or -Infinity. */
  madeUntil(edition: string): number
  missedAt(slot: string): readonly Missed[]
  /** Who was told, or could not be: of an attempt, or, where that is null, of a slot that was missed. */
  toldOf(attempt: string | null, slot: string): readonly ToldLine[]
  /** The kind of a rule by its key; undefined if nothing was ever told by it. */
  kindOf(rule: string): ToldLine["by"] | undefined
}

const made = new WeakMap<History, Lookup>()

/** How a history is looked up; made once for each. */
export function lookup(history: History): Lookup {
  const found = made.get(history) ?? makeLookup(history)
  made.set(history, found)
  return found
}

function makeLookup({ attempts, missed, told }: History): Lookup {
  const bySlot = grouped(
    attempts.filter(a => a.planned !== null),
    a => a.slot,
  )
  const until = new Map<string, number>()
  for (const attempt of attempts.filter(succeeded)) {
    const at = Date.parse(attempt.planned ?? timeOf(attempt))
    until.set(attempt.edition, Math.max(at, until.get(attempt.edition) ?? at))
  }
  const missing = grouped(missed, m => m.slot)
  const nameOf = (attempt: string | null, slot: string) => (attempt === null ? `missed ${slot}` : attempt)
  const telling = grouped(told, t => nameOf(t.attempt, t.slot))
  const kinds = new Map(told.toReversed().map(t => [t.rule, t.by]))
  return {
    attemptsAt: slot => bySlot.get(slot) ?? [],
    madeUntil: edition => until.get(edition) ?? Number.NEGATIVE_INFINITY,
    missedAt: slot => missing.get(slot) ?? [],
    toldOf: (attempt, slot) => telling.get(nameOf(attempt, slot)) ?? [],
    kindOf: rule => kinds.get(rule),
  }
}

function grouped<T>(all: readonly T[], nameOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const name = nameOf(one)
    const group = groups.get(name)
    if (group) group.push(one)
    else groups.set(name, [one])
  }
  return groups
}
