import { Temporal } from "temporal-polyfill"

/** An instant as the clocks of a zone show it, such as 2026-12-01 06:00. */
export function localText(instant: string, zone: string): string {
  return wallText(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime())
}

/** A time on the wall, such as 2026-12-01 06:00. */
export function wallText(wall: Temporal.PlainDateTime): string {
  return `${wall.toPlainDate()} ${hoursText(wall)}`
}

/** The time of the day, such as 06:00. */
export function hoursText(wall: Temporal.PlainDateTime): string {
  return wall.toPlainTime().toString({ smallestUnit: "minute" })
}
