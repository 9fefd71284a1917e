import { Temporal } from "temporal-polyfill"
import type { Schedule } from "../../model/schedule.js"
import { wallTimes } from "../walls.js"

/** When a scheduler has to call, so that no edition waits for the hourly call. */
export interface FiringTimes {
  /** For systemd: the planned times in their zones, such as "*-*-01 06:00:00 Africa/Bamako". */
  readonly calendar: readonly string[]
  /** For schedulers that reckon in UTC: the minutes of the hour at which editions are due, such as 0 and 15. */
  readonly minutes: readonly number[]
}

/** As far ahead as is looked for changes of clocks. */
const span = { years: 2 }
const fewTimes = 12

/** The times of schedules from an instant on; without schedules, none, and the full hour. */
export function firingTimes(schedules: readonly Schedule[], from: string): FiringTimes {
  const start = Temporal.Instant.from(from)
  const timed = schedules.map(schedule => {
    const at = start.toZonedDateTimeISO(schedule.zone)
    return { schedule, at, times: timesOfDay(schedule, at.toPlainDateTime()) }
  })
  const minutes = timed.flatMap(({ at, times }) => minutesInUtc(times, offsetsFrom(at)))
  return {
    calendar: distinct(timed.flatMap(({ schedule, times }) => calendarOf(schedule, times))).sort(),
    minutes: minutes.length === 0 ? [0] : distinct(minutes).sort((a, b) => a - b),
  }
}

/** The times on the wall, such as 06:00. Those of a cron expression are the same on every day that it comes true. */
function timesOfDay(schedule: Schedule, from: Temporal.PlainDateTime): readonly string[] {
  if (typeof schedule.every !== "object") return [schedule.time]
  const times: string[] = []
  let first: Temporal.PlainDate | undefined
  for (const wall of wallTimes(schedule, from.withPlainTime())) {
    first ??= wall.toPlainDate()
    if (!wall.toPlainDate().equals(first)) break
    times.push(wall.toPlainTime().toString({ smallestUnit: "minute" }))
  }
  return times
}

/** The minutes by which a zone differs from UTC, now and after each change of its clocks. */
function offsetsFrom(at: Temporal.ZonedDateTime): readonly number[] {
  const offsets: number[] = []
  const end = at.add(span)
  let here: Temporal.ZonedDateTime | null = at
  while (here && Temporal.ZonedDateTime.compare(here, end) < 0) {
    offsets.push(here.offsetNanoseconds / 60e9)
    here = here.getTimeZoneTransition("next")
  }
  return distinct(offsets)
}

const minutesInUtc = (times: readonly string[], offsets: readonly number[]) =>
  times.flatMap(time => offsets.map(offset => (((Number(time.slice(3)) - offset) % 60) + 60) % 60))

/** Of a cron expression, its times on each day: the call decides what is due. Of many times, their minutes in each hour. */
function calendarOf(schedule: Schedule, times: readonly string[]): readonly string[] {
  const { every, zone } = schedule
  if (typeof every !== "object") return datesOf(schedule).map(date => `${date} ${times[0]}:00 ${zone}`)
  if (times.length <= fewTimes) return times.map(time => `*-*-* ${time}:00 ${zone}`)
  return [`*-*-* *:${distinct(times.map(time => time.slice(3))).sort()}:00 ${zone}`]
}

/** The dates in systemd's words: "~01" counts from the month's end. */
function datesOf({ every, day }: Schedule): readonly string[] {
  const months = every === "quarter" ? "01,04,07,10" : "*"
  if (day === "last" || day === 31) return [`*-${months}~01`]
  const date = `*-${months}-${String(day).padStart(2, "0")}`
  return day > 28 && every === "month" ? [date, "*-02~01"] : [date]
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]
