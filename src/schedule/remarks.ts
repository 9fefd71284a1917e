import { Temporal } from "temporal-polyfill"
import type { Schedule, Slot } from "../model/schedule.js"
import { hoursText, wallText } from "./localtext.js"
import { wallOfSlot } from "./walls.js"

/** What a reader of the calendar would stumble over: a time moved or doubled by a clock change, a day that the month has not. */
export function remarksOn(schedule: Schedule, slot: Slot): string[] {
  const meant = wallOfSlot(schedule, slot.id)
  const due = Temporal.ZonedDateTime.from(slot.local).toPlainDateTime()
  const remarks: string[] = []
  if (typeof schedule.every !== "object" && schedule.day !== "last" && schedule.day > meant.day)
    remarks.push(`the month has no day ${schedule.day}: its last`)
  const sameDay = meant.toPlainDate().equals(due.toPlainDate())
  const show = (time: Temporal.PlainDateTime) => (sameDay ? hoursText(time) : wallText(time))
  if (!meant.equals(due)) remarks.push(`clocks change: ${show(meant)} does not exist, due ${show(due)}`)
  else if (comesTwice(meant, schedule.zone))
    remarks.push(`clocks change: ${hoursText(meant)} comes twice, due the first time`)
  return remarks
}

const comesTwice = (wall: Temporal.PlainDateTime, zone: string) =>
  !wall
    .toZonedDateTime(zone, { disambiguation: "earlier" })
    .equals(wall.toZonedDateTime(zone, { disambiguation: "later" }))
