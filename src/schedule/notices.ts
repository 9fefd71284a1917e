import { sha256 } from "../edition/inputs.js"
import type { Ended, Missed, Outcome } from "../model/runs.js"
import type { Notification, Occasion, Schedule } from "../model/schedule.js"
import { before, type History, isAhead } from "./history.js"
import { milliseconds } from "./lengths.js"
import { lookup } from "./lookup.js"

const keys = new WeakMap<Notification, string>()

/** The name by which the ledger knows a rule: the same rule has the same, and nothing of it can be read there. */
export function keyOf(rule: Notification): string {
  const key = keys.get(rule) ?? sha256(JSON.stringify(rule)).slice(0, 12)
  keys.set(rule, key)
  return key
}

/** What a rule tells of an outcome; undefined if it does not ask for that. An edition is told of once, also if its text waits. */
export function occasionFor(
  { on }: Notification,
  { outcome, review }: { outcome: Outcome | "missed"; review: readonly string[] },
): Occasion | undefined {
  if (outcome === "failed" || outcome === "missed" || outcome === "unchanged")
    return on.find(o => o === outcome)
  return on.find(o => o === "issued") ?? (review.length > 0 ? on.find(o => o === "needs review") : undefined)
}

/** The keys of the rules by which somebody is to be told of an outcome. */
export function keysFor(
  { notify }: Schedule,
  outcome: { outcome: Outcome | "missed"; review: readonly string[] },
): string[] {
  return [...new Set(notify.filter(rule => occasionFor(rule, outcome)).map(keyOf))]
}

/** The keys of those who are to be told that an edition failed: none who were told the same of it before, or still will be. */
export function keysForFailure(
  schedule: Schedule,
  { slot, reason }: { slot: string; reason: string | null },
  history: History,
  now: string,
): string[] {
  const isSame = (line: Ended) =>
    line.slot === slot && line.outcome === "failed" && line.reason === reason && !isAhead(line.at, now)
  const told = history.attempts
    .flatMap(({ ended }) => (ended && isSame(ended) ? debtsOf(ended, schedule, history) : []))
    .filter(({ key, owed, attempt }) => {
      const lines = lookup(history).toldOf(attempt, slot)
      const paidBy = lines.find(t => t.sent && (t.owed ?? t.rule) === owed)?.rule
      return paidBy === undefined || paidBy === key
    })
    .map(({ key }) => key)
  return keysFor(schedule, { outcome: "failed", review: [] }).filter(key => !told.includes(key))
}

/** Somebody who is to be told, of what, and where the ledger is to say that. */
export interface Notice {
  readonly rule: Notification
  readonly key: string
  /** The key by which the ledger owes it: another one if the rule was changed since. */
  readonly owed: string
  /** Null of an edition that was missed. */
  readonly attempt: string | null
  readonly line: Ended | Missed
}

/**
 * Who is still to be told: whom no line of the ledger says that they were, for as long as an edition may be late. Each
 * failure doubles the time until it is tried again, up to a day. So neither a crash nor a dead mail server loses a message, nor a
 * rule that was wrong and is mended: a changed rule is told what the one in its stead was not.
 */
export function owedNotices(schedule: Schedule, history: History, now: string): Notice[] {
  // What a clock that was ahead has missed is missed no more.
  const missed = history.missed.filter(line => !isAhead(line.at, now))
  return [...history.attempts.flatMap(({ ended }) => ended ?? []), ...missed]
    .filter(line => isRecent(line.at, schedule, now))
    .flatMap(line => debtsOf(line, schedule, history))
    .filter(notice => isOwed(notice, history, now))
}

/** By which rules a line is to be told now: those that it names, and those that stand in the stead of others that it names. */
function debtsOf(line: Ended | Missed, schedule: Schedule, history: History): Notice[] {
  if (line.notify.length === 0) return []
  const attempt = line.event === "ended" ? line.attempt : null
  const present = new Map(schedule.notify.map(rule => [keyOf(rule), rule]))
  const heirs = heirsOf(line, schedule, history)
  return line.notify.flatMap(owed => {
    const those = present.has(owed) ? [owed] : (heirs.get(owed) ?? [])
    return those.map(key => ({ rule: present.get(key)!, key, owed, attempt, line }))
  })
}

/**
 * Which rules stand in the stead of each that is gone, by their keys: of rules that the line does not name, the one at the same place
 * if as many were changed as are gone; else those of the same kind, where the ledger tells of what kind the other was; else all. Of
 * several it cannot be known which was meant: better one too many hears of it than nobody.
 */
function heirsOf(
  line: Ended | Missed,
  schedule: Schedule,
  history: History,
): ReadonlyMap<string, readonly string[]> {
  const outcome = line.event === "ended" ? line : { outcome: "missed" as const, review: [] }
  const present = schedule.notify.map(keyOf)
  const gone = line.notify.filter(key => !present.includes(key))
  const fresh = keysFor(schedule, outcome).filter(key => !line.notify.includes(key))
  if (gone.length === fresh.length) return new Map(gone.map((key, i) => [key, [fresh[i]!]]))
  const kindOf = (key: string) =>
    lookup(history).kindOf(key) ?? schedule.notify.find(rule => keyOf(rule) === key)?.by
  const alike = (key: string) => fresh.filter(other => kindOf(other) === kindOf(key))
  return new Map(gone.map(key => [key, alike(key).length > 0 ? alike(key) : fresh]))
}

const longestPauseMs = 86_400_000

/** An attempt is one for ever, and who was told of it was. Slots come again after a clock that was ahead is put back. */
function isOwed({ key, owed, attempt, line }: Notice, history: History, now: string): boolean {
  const tries = lookup(history)
    .toldOf(attempt, line.slot)
    .filter(t => (t.owed ?? t.rule) === owed && (attempt !== null || !isAhead(t.at, now)))
  if (tries.some(t => t.sent)) return false
  const own = tries.filter(t => t.rule === key && !isAhead(t.at, now)).map(t => Date.parse(t.at))
  const last = own.at(-1)
  if (last === undefined) return true
  const since = Math.min(Date.parse(line.at), own[0]!)
  return Date.parse(now) - last >= Math.min(last - since, longestPauseMs)
}

const isRecent = (at: string, { catchUp }: Schedule, now: string) =>
  before(now, new Date(Date.parse(at) + milliseconds(catchUp)).toISOString())
