import { Cron } from "croner"
import { Temporal } from "temporal-polyfill"
import type { Schedule } from "../model/schedule.js"

type Wall = Temporal.PlainDateTime

const lastYear = 9999
const dayMs = 86_400_000
const end = Date.UTC(lastYear + 1, 0, 1)

/**
 * The times that a clock on the wall shows when editions are due, in order, from one on: without end but for the end of the
 * year 9999, or of a cron expression that never comes true. They know nothing of clock changes: a time may not exist, or twice.
 */
export function* wallTimes(schedule: Schedule, from: Wall): Generator<Wall> {
  for (const wall of wallsFrom(schedule, inMs(from))) yield fromMs(wall)
}

/** The same in milliseconds since 1970, as if the wall were in UTC. */
export function wallsFrom(schedule: Schedule, from: number): Generator<number> {
  return typeof schedule.every === "object"
    ? cronTimes(schedule.every.cron, from)
    : monthlyTimes(schedule, from)
}

const inMs = (wall: Wall) => wall.toZonedDateTime("UTC").epochMilliseconds
const fromMs = (ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO("UTC").toPlainDateTime()

function* monthlyTimes(schedule: Schedule, from: number): Generator<number> {
  let month = fromMs(from).toPlainDate().toPlainYearMonth()
  for (; month.year <= lastYear; month = month.add({ months: 1 })) {
    if (schedule.every === "quarter" && month.month % 3 !== 1) continue
    const wall = inMs(wallOfMonth(schedule, month))
    if (wall >= from) yield wall
  }
}

/** Where the month has no such day, its last is meant. */
function wallOfMonth({ day, time }: Schedule, month: Temporal.PlainYearMonth): Wall {
  const date = month.toPlainDate({ day: day === "last" ? month.daysInMonth : day })
  return date.toPlainDateTime(Temporal.PlainTime.from(time))
}

/**
 * Croner reckons as if the wall were in UTC, where no clock changes: so each local minute comes once, and zones are ours. It is asked
 * for the days, and once for the times of a day, which are the same on each: asked for each minute of a year it takes many seconds.
 */
function* cronTimes(expression: string, from: number): Generator<number> {
  const [minute, hour, ...day] = expression.split(/\s+/)
  const times = timesOfDay(`${minute} ${hour} * * *`)
  const firstDay = Math.floor(from / dayMs) * dayMs
  for (const date of parseCron(`0 0 ${day.join(" ")}`).enumerate(new Date(firstDay - 1000)))
    for (const time of times) {
      const wall = date.getTime() + time
      if (wall >= end) return
      if (wall >= from) yield wall
    }
}

/** The times of a day at which an expression that holds for each day comes true. */
function timesOfDay(expression: string): readonly number[] {
  const times: number[] = []
  for (const date of parseCron(expression).enumerate(new Date(-1000))) {
    if (date.getTime() >= dayMs) break
    times.push(date.getTime())
  }
  return times
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
