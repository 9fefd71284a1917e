import { month } from "../model/editions.js"
import type { Schedule, Slot } from "../model/schedule.js"
import { type Length, lengthOf } from "./lengths.js"
import { wallsFrom } from "./walls.js"
import { type Zone, zoneOf } from "./zones.js"

/** A time on the wall, and the instant at which it comes; both in milliseconds since 1970, the wall as if it were in UTC. */
interface Due {
  readonly wall: number
  readonly at: number
}

/** No clock change is longer than a day (Apia left out 30 December 2011), so what meets lies within two. */
const reachMs = 2 * 86_400_000

/** The slots planned from one instant on and before another, in order. */
export function slotsBetween(
  schedule: Schedule,
  note: string,
  { from, to }: { readonly from: string; readonly to: string },
): readonly Slot[] {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const zone = zoneOf(schedule.zone)
  const span = { from: zone.wall(start) - reachMs, to: zone.wall(end) + reachMs }
  return dueBetween(schedule, span)
    .filter(({ at }) => start <= at && at < end)
    .map(slotsOf(schedule, note))
}

/** The slots that bear an edition such as 2026-11, in order: by month one, by quarter one or none, by cron any number. */
export function slotsOfEdition(schedule: Schedule, note: string, edition: string): readonly Slot[] {
  if (!month.safeParse(edition).success) return []
  const own = schedule.edition === "month before" ? monthAfter(edition, 1) : edition
  const [first, end] = [`${own}-01`, `${monthAfter(own, 1)}-01`].map(day => Date.parse(day)) as [
    number,
    number,
  ]
  return dueBetween(schedule, { from: first - reachMs, to: end + reachMs })
    .map(slotsOf(schedule, note))
    .filter(slot => slot.edition === edition)
}

/** The first slot planned after an instant; undefined if the cron expression never comes true again. */
export function nextSlot(schedule: Schedule, note: string, after: string): Slot | undefined {
  const instant = Date.parse(after)
  const zone = zoneOf(schedule.zone)
  const from = zone.wall(instant) - reachMs
  const isNext = (due: Due) => instant < due.at && isWanted(schedule, due, zone)
  for (const wall of wallsFrom(schedule, from)) {
    if (!isNext({ wall, at: zone.instant(wall) })) continue
    // A later time on the wall may come earlier, if this one is skipped.
    const next = dueBetween(schedule, { from, to: wall + reachMs }).find(isNext)
    return next && slotsOf(schedule, note)(next)
  }
  return undefined
}

/**
 * What is due at the times on the wall from one on and before another, by instant. Where a skipped time falls on one that
 * exists, as 02:30 on 03:30, they are one, and it is named after the one that exists: that is the later on the wall.
 */
function dueBetween(schedule: Schedule, { from, to }: { from: number; to: number }): Due[] {
  const byInstant = new Map<number, Due>()
  const zone = zoneOf(schedule.zone)
  for (const wall of wallsFrom(schedule, from)) {
    if (wall >= to) break
    const at = zone.instant(wall)
    byInstant.set(at, { wall, at })
  }
  return [...byInstant.values()].filter(due => isWanted(schedule, due, zone)).sort((a, b) => a.at - b.at)
}

const isWanted = ({ from }: Schedule, { at }: Due, zone: Zone) =>
  from === undefined || zone.wall(at) >= Date.parse(from)

/**
 * The edition is that of the month on the wall, so that a clock change moves none into another month. Days of `cutOff`, `grace`
 * and `catchUp` are calendar days in the zone, hours are hours.
 */
function slotsOf(schedule: Schedule, note: string): (due: Due) => Slot {
  const { offset, wall: wallAt, instant, id } = zoneOf(schedule.zone)
  const isCron = typeof schedule.every === "object"
  const lengths = {
    cutOff: lengthOf(schedule.cutOff),
    grace: lengthOf(schedule.grace),
    catchUp: lengthOf(schedule.catchUp),
  }
  return ({ wall, at }) => {
    const [meant, local] = [isoText(wall), wallAt(at)]
    const own = meant.slice(0, 7)
    const after = ({ days, ms }: Length) => instantText((days === 0 ? at : instant(local + days)) + ms)
    return {
      note,
      id: isCron ? meant.slice(0, 16) : own,
      edition: schedule.edition === "month before" ? monthAfter(own, -1) : own,
      planned: instantText(at),
      local: `${isoText(local)}${offsetText(offset(at))}[${id}]`,
      day: isoText(local).slice(0, 10),
      cutOff: isoText(local - lengths.cutOff.days).slice(0, 10),
      missingFrom: after(lengths.grace),
      closes: after(lengths.catchUp),
    }
  }
}

/** A month so many months after another, YYYY-MM. */
function monthAfter(month: string, by: number): string {
  return isoText(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by)).slice(0, 7)
}

const isoText = (ms: number) => new Date(ms).toISOString().slice(0, 19)
const instantText = (ms: number) => `${isoText(ms)}Z`

/** Rounded to minutes: some zones once differed by seconds more. */
function offsetText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const two = (number: number) => String(number).padStart(2, "0")
  return `${ms < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
