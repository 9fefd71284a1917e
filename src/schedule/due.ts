import { Temporal } from "temporal-polyfill"
import type { Schedule, Slot } from "../model/schedule.js"
import { slotsBetween } from "./calendar.js"
import {
  type Attempt,
  before,
  type History,
  isAhead,
  isPausedAt,
  scheduledBy,
  succeeded,
  timeOf,
} from "./history.js"
import { lookup } from "./lookup.js"

/**
 * How an edition stands. "open": it is to be made now. "failed": as it did, and what it is made from has not changed since, so
 * that it is not tried again by itself. "missed": it was not made in its window. "skipped": the note was paused when its window closed.
 */
export type Stand = "made" | "open" | "failed" | "paused" | "missed" | "skipped" | "to come"

/** A slot and how it stands. */
export interface Standing {
  readonly slot: Slot
  readonly is: Stand
  /** Whether it is not made though its grace is over. */
  readonly late: boolean
  /** The last attempt at it; absent if there was none. */
  readonly last?: Attempt
  /** Of a missed one: whether the ledger says so already. */
  readonly recorded: boolean
}

/** What decides how slots stand: what happened, the time, and for each edition what it would be made from now. */
export interface Knowledge {
  readonly history: History
  /** The present instant. */
  readonly now: string
  /** The state of what an edition is made from; asked only of one that failed for good. */
  readonly state: (edition: string) => string | undefined
}

/**
 * How a slot stands: from the calendar, the ledger and the time alone. What a clock that was ahead has made stays made; what it has
 * missed, or failed to make, is not.
 */
export function standingOf(slot: Slot, { history, now, state }: Knowledge): Standing {
  const { attemptsAt, missedAt } = lookup(history)
  const isPast = (a: Attempt) => succeeded(a) || !isAhead(timeOf(a), now)
  const last = attemptsAt(slot.id).findLast(isPast)
  const recorded = missedAt(slot.id).some(m => !isAhead(m.at, now))
  const is = standOf(slot, last, { history, now, state })
  const late = (is === "open" || is === "failed") && !before(now, slot.missingFrom)
  return { slot, is, late, recorded, ...(last && { last }) }
}

function standOf(slot: Slot, last: Attempt | undefined, { history, now, state }: Knowledge): Stand {
  if (before(now, slot.planned)) return "to come"
  if (isMade(slot, history)) return "made"
  if (!before(now, slot.closes)) return isPausedAt(history, slot.closes, now) ? "skipped" : "missed"
  if (isPausedAt(history, now, now)) return "paused"
  return failedForGood(last) && state(slot.edition) === last?.ended?.state ? "failed" : "open"
}

/**
 * A slot is made by its own attempt; and by any of the same edition, under whatever name, that was planned no earlier or, out
 * of turn, begun no earlier. So neither another time or rule in the schedule nor an edition asked for at once makes it twice.
 */
function isMade({ id, edition, planned }: Slot, history: History): boolean {
  const { attemptsAt, madeUntil } = lookup(history)
  return attemptsAt(id).some(succeeded) || madeUntil(edition) >= Date.parse(planned)
}

/** Whether an attempt failed in a way that will not pass by itself. */
export const failedForGood = (attempt: Attempt | undefined) =>
  attempt?.ended?.outcome === "failed" && !attempt.ended.passing

/**
 * From when on the editions of a note are looked at: the schedule's first day, else when its first run said, else, at the
 * first run, as far back as an edition may still be made.
 */
export function firstInstant({ from, zone, catchUp }: Schedule, history: History, now: string): string {
  if (from) return instantText(Temporal.PlainDate.from(from).toZonedDateTime(zone))
  const scheduled = scheduledBy(history, now)
  if (scheduled) return scheduled.from
  return instantText(Temporal.Instant.from(now).toZonedDateTimeISO(zone).subtract(catchUp))
}

const instantText = (at: Temporal.ZonedDateTime) => at.toInstant().toString({ smallestUnit: "second" })

/**
 * How every slot stands that was planned until now, the earliest first. Without a first day in the schedule, what could no longer
 * be made when the schedule was first run is none of its editions.
 */
export function standingsOf(schedule: Schedule, note: string, known: Knowledge): readonly Standing[] {
  const { history, now } = known
  const from = firstInstant(schedule, history, now)
  // The end of a span is outside of it, and what is planned for this very second is due.
  const to = Temporal.Instant.from(now).add({ milliseconds: 1 }).toString()
  const first = schedule.from ? undefined : (scheduledBy(history, now)?.at ?? now)
  if (!before(from, to)) return []
  return slotsBetween(schedule, note, { from, to })
    .filter(slot => !first || before(first, slot.closes))
    .map(slot => standingOf(slot, known))
}
