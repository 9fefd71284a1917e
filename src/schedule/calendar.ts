import { Temporal } from "temporal-polyfill"
import { month } from "../model/editions.js"
import type { Schedule, Slot } from "../model/schedule.js"
import { wallTimes } from "./walls.js"

type Wall = Temporal.PlainDateTime

/** A time on the wall, and when it comes. */
interface Due {
  readonly wall: Wall
  readonly at: Temporal.ZonedDateTime
}

/** No clock change is longer than a day (Apia left out 30 December 2011), so what meets lies within this. */
const reach = { days: 2 }

/** The slots planned from one instant on and before another, in order. */
export function slotsBetween(
  schedule: Schedule,
  note: string,
  { from, to }: { readonly from: string; readonly to: string },
): readonly Slot[] {
  const [start, end] = [Temporal.Instant.from(from), Temporal.Instant.from(to)]
  const span = { from: wallAt(start, schedule).subtract(reach), to: wallAt(end, schedule).add(reach) }
  return dueBetween(schedule, span)
    .filter(due => compare(start, due) <= 0 && compare(end, due) > 0)
    .map(due => slotOf(schedule, note, due))
}

/** The slots that bear an edition such as 2026-11, in order: by month one, by quarter one or none, by cron any number. */
export function slotsOfEdition(schedule: Schedule, note: string, edition: string): readonly Slot[] {
  if (!month.safeParse(edition).success) return []
  const first = Temporal.PlainYearMonth.from(edition)
    .add({ months: schedule.edition === "month before" ? 1 : 0 })
    .toPlainDate({ day: 1 })
    .toPlainDateTime()
  return dueBetween(schedule, { from: first.subtract(reach), to: first.add({ months: 1 }).add(reach) })
    .map(due => slotOf(schedule, note, due))
    .filter(slot => slot.edition === edition)
}

/** The first slot planned after an instant; undefined if the cron expression never comes true again. */
export function nextSlot(schedule: Schedule, note: string, after: string): Slot | undefined {
  const instant = Temporal.Instant.from(after)
  const from = wallAt(instant, schedule).subtract(reach)
  const isNext = (due: Due) => compare(instant, due) < 0 && isWanted(schedule, due)
  for (const wall of wallTimes(schedule, from)) {
    if (!isNext(dueAt(wall, schedule))) continue
    // A later time on the wall may come earlier, if this one is skipped.
    const next = dueBetween(schedule, { from, to: wall.add(reach) }).find(isNext)
    return next && slotOf(schedule, note, next)
  }
  return undefined
}

/**
 * What is due at the times on the wall from one on and before another, by instant. Where a skipped time falls on one that
 * exists, as 02:30 on 03:30, they are one, and it is named after the one that exists: that is the later on the wall.
 */
function dueBetween(schedule: Schedule, { from, to }: { from: Wall; to: Wall }): Due[] {
  const byInstant = new Map<number, Due>()
  for (const wall of wallTimes(schedule, from)) {
    if (Temporal.PlainDateTime.compare(wall, to) >= 0) break
    const due = dueAt(wall, schedule)
    byInstant.set(due.at.epochMilliseconds, due)
  }
  return [...byInstant.values()]
    .filter(due => isWanted(schedule, due))
    .sort((a, b) => Temporal.ZonedDateTime.compare(a.at, b.at))
}

/** A time that clocks skip comes as much later as they skip; of one that comes twice, the first counts. */
const dueAt = (wall: Wall, { zone }: Schedule): Due => ({
  wall,
  at: wall.toZonedDateTime(zone, { disambiguation: "compatible" }),
})

const isWanted = ({ from }: Schedule, { at }: Due) =>
  from === undefined || Temporal.PlainDate.compare(at.toPlainDate(), from) >= 0

const wallAt = (instant: Temporal.Instant, { zone }: Schedule) =>
  instant.toZonedDateTimeISO(zone).toPlainDateTime()

/** Below zero if the instant is before what is due, zero if it is the same. */
const compare = (instant: Temporal.Instant, { at }: Due) => Temporal.Instant.compare(instant, at.toInstant())

/**
 * The edition is that of the month on the wall, so that a clock change moves none into another month. Days of `cutOff`, `grace`
 * and `catchUp` are calendar days in the zone, hours are hours.
 */
function slotOf(schedule: Schedule, note: string, { wall, at }: Due): Slot {
  const own = wall.toPlainDate().toPlainYearMonth()
  const edition = schedule.edition === "month before" ? own.subtract({ months: 1 }) : own
  return {
    note,
    id: typeof schedule.every === "object" ? wall.toString({ smallestUnit: "minute" }) : own.toString(),
    edition: edition.toString(),
    planned: instantText(at),
    local: at.toString(),
    day: at.toPlainDate().toString(),
    cutOff: at.toPlainDate().subtract(schedule.cutOff).toString(),
    missingFrom: instantText(at.add(schedule.grace)),
    closes: instantText(at.add(schedule.catchUp)),
  }
}

const instantText = (at: Temporal.ZonedDateTime) => at.toInstant().toString({ smallestUnit: "second" })
