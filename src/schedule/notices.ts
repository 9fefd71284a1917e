import { sha256 } from "../edition/inputs.js"
import type { Host } from "../host.js"
import type { Ended, Message, Missed, Outcome } from "../model/runs.js"
import type { Notification, Occasion, Schedule } from "../model/schedule.js"
import { noteName } from "../tell/name.js"
import { before, type History } from "./history.js"

/** The name by which the ledger knows a rule: the same rule has the same, and nothing of it can be read there. */
export const keyOf = (rule: Notification) => sha256(JSON.stringify(rule)).slice(0, 12)

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

/** The keys of those who are to be told that an edition failed: none who were told the same of it before. */
export function keysForFailure(
  schedule: Schedule,
  { slot, reason }: { slot: string; reason: string | null },
  { attempts }: History,
): string[] {
  const told = attempts.flatMap(({ ended }) =>
    ended?.slot === slot && ended.outcome === "failed" && ended.reason === reason ? ended.notify : [],
  )
  return keysFor(schedule, { outcome: "failed", review: [] }).filter(key => !told.includes(key))
}

/** Somebody who is to be told, of what, and where the ledger is to say that. */
export interface Notice {
  readonly rule: Notification
  readonly key: string
  /** Null of an edition that was missed. */
  readonly attempt: string | null
  readonly line: Ended | Missed
}

/**
 * Who is still to be told: whom no line of the ledger says that they were, for as long as an edition may be late. Each
 * failure doubles the time until it is tried again, up to a day. So neither a crash nor a dead mail server loses a message.
 */
export function owedNotices(schedule: Schedule, history: History, now: string): Notice[] {
  const lines = [...history.attempts.flatMap(({ ended }) => ended ?? []), ...history.missed]
  return lines
    .filter(line => line.notify.length > 0 && isRecent(line.at, schedule, now))
    .flatMap(line => {
      const attempt = line.event === "ended" ? line.attempt : null
      return schedule.notify
        .map(rule => ({ rule, key: keyOf(rule), attempt, line }))
        .filter(notice => line.notify.includes(notice.key) && isOwed(notice, history, now))
    })
}

const longestPauseMs = 86_400_000

function isOwed({ key, attempt, line }: Notice, { told }: History, now: string): boolean {
  const tries = told.filter(
    t => t.rule === key && t.attempt === attempt && (attempt !== null || t.slot === line.slot),
  )
  const last = tries.at(-1)
  if (tries.some(t => t.sent)) return false
  if (!last) return true
  const pause = Math.min(Date.parse(last.at) - Date.parse(line.at), longestPauseMs)
  return Date.parse(now) - Date.parse(last.at) >= pause
}

const isRecent = (at: string, { catchUp }: Schedule, now: string) =>
  before(now, new Date(Date.parse(at) + milliseconds(catchUp)).toISOString())

/** A length of time of the schedule, in milliseconds; a day as 24 hours. */
export function milliseconds(duration: string): number {
  const [, weeks = 0, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? []
  const all = ((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 60 + Number(minutes)
  return all * 60_000
}

/** What is told by a notice. */
export async function messageOf({ rule, line }: Notice, host: Host): Promise<Message> {
  const isEnd = line.event === "ended"
  const { note, slot, edition, planned, at, reason } = line
  const [outcome, review, files] = isEnd
    ? [line.outcome, line.review, line.files]
    : (["missed", [], []] as const)
  const on = occasionFor(rule, { outcome, review })!
  const issue = isEnd ? line.issue : null
  return {
    on,
    note,
    name: await noteName(note, host),
    slot,
    edition,
    issue,
    planned,
    at,
    reason,
    files,
    review,
  }
}
