import { Cron } from "croner"
import { Temporal } from "temporal-polyfill"
import type { Schedule } from "../model/schedule.js"

type Wall = Temporal.PlainDateTime

const lastYear = 9999

/**
 * The times that a clock on the wall shows when editions are due, in order, from one on: without end but for the end of the
 * year 9999, or of a cron expression that never comes true. They know nothing of clock changes: a time may not exist, or twice.
 */
export function* wallTimes(schedule: Schedule, from: Wall): Generator<Wall> {
  if (typeof schedule.every === "object") yield* cronTimes(schedule.every.cron, from)
  else yield* monthlyTimes(schedule, from)
}

function* monthlyTimes(schedule: Schedule, from: Wall): Generator<Wall> {
  let month = from.toPlainDate().toPlainYearMonth()
  for (; month.year <= lastYear; month = month.add({ months: 1 })) {
    if (schedule.every === "quarter" && month.month % 3 !== 1) continue
    const wall = wallOfMonth(schedule, month)
    if (Temporal.PlainDateTime.compare(wall, from) >= 0) yield wall
  }
}

/** Where the month has no such day, its last is meant. */
function wallOfMonth({ day, time }: Schedule, month: Temporal.PlainYearMonth): Wall {
  const date = month.toPlainDate({ day: day === "last" ? month.daysInMonth : day })
  return date.toPlainDateTime(Temporal.PlainTime.from(time))
}

/** Croner reckons as if the wall were in UTC, where no clock changes: so each local minute comes once, and zones are ours. */
function* cronTimes(expression: string, from: Wall): Generator<Wall> {
  const before = from.toZonedDateTime("UTC").epochMilliseconds - 1000
  for (const date of parseCron(expression).enumerate(new Date(before))) {
    const wall = Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO("UTC")
    if (wall.year > lastYear) return
    yield wall.toPlainDateTime()
  }
}

/** A cron expression of five fields; throws, in croner's words, if it is none. */
export function parseCron(expression: string): Cron {
  return new Cron(expression, { timezone: "UTC", mode: "5-part" })
}

/** The local time that a slot was meant for, by its id: not that at which it is due if clocks skip it. */
export function wallOfSlot(schedule: Schedule, id: string): Temporal.PlainDateTime {
  if (id.includes("T")) return Temporal.PlainDateTime.from(id)
  return wallOfMonth(schedule, Temporal.PlainYearMonth.from(id))
}
