import { Temporal } from "temporal-polyfill"
import type { Host } from "../host.js"
import { day as aDay } from "../model/common.js"
import { type Problem, ProblemError, problem } from "../model/problem.js"
import type { Schedule, Slot } from "../model/schedule.js"
import { nearest } from "../references.js"
import { slotsBetween } from "./calendar.js"
import type { Stand, Standing } from "./due.js"
import { localText } from "./localtext.js"
import { remarksOn } from "./remarks.js"
import { type LoadedSchedule, loadSchedules } from "./schedules.js"
import { standsOf, standText } from "./stands.js"
import { wallTimes } from "./walls.js"

/** An edition that is planned, and what is unusual about its time. */
export interface PlannedEdition extends Slot {
  readonly zone: string
  /** How it stands; null of one that lies before the first run of its schedule. */
  readonly stands: Stand | null
  /** The same in words, such as "issued 2026-11-r2"; empty if there is nothing to say. */
  readonly became: string
  /** Such as "clocks change: 02:30 does not exist, due 03:30"; mostly none. */
  readonly remarks: readonly string[]
}

/** The editions planned in a span, the earliest first; of which notes none is planned; and what is wrong with schedules. */
export interface Preview {
  readonly from: string
  readonly to: string
  readonly editions: readonly PlannedEdition[]
  /** The notes without a schedule, whose editions are made by hand. */
  readonly byHand: readonly string[]
  /** The notes whose schedule has problems, so that nothing is planned by it. */
  readonly broken: readonly string[]
  readonly problems: readonly Problem[]
}

/** What a preview is of. */
export interface PreviewOptions {
  /** The first day, YYYY-MM-DD, in the zone of each schedule; today (in UTC) unless given. */
  readonly from?: string
  /** The last day, which counts; a year after the first unless given. */
  readonly to?: string
  /** All notes unless given. */
  readonly note?: string
  /** The folder of the editions and their ledger; "output" unless given. */
  readonly out?: string
}

const most = 5000

/** The editions that the schedules plan in a span of days. Days and notes that are none are wrong usage. */
export async function previewSchedules(options: PreviewOptions, host: Host): Promise<Preview> {
  const { from = host.now().toISOString().slice(0, 10), note, out = "output" } = options
  checkDay(from, "--from")
  const to = options.to ?? Temporal.PlainDate.from(from).add({ years: 1 }).toString()
  checkDay(to, "--to")
  if (from > to) wrong(`${from} is after ${to}`, "name the earlier day with --from, the later with --to")
  const loaded = [...(await chosen(note, host))]
  const planned = loaded.flatMap(l => (l.schedule ? plannedIn({ from, to }, l.note, l.schedule) : []))
  const stands = await standsOf(loaded, { out, host })
  const standings = new Map(
    [...stands.of].map(([name, all]) => [name, new Map(all.map(one => [one.slot.id, one]))]),
  )
  const editions = planned.map(edition => ({
    ...edition,
    ...standOf(edition, standings.get(edition.note)?.get(edition.id), host),
  }))
  return {
    from,
    to,
    editions: editions.sort((a, b) => order(a.planned, b.planned) || order(a.note, b.note)),
    byHand: loaded.filter(l => !l.schedule && l.problems.length === 0).map(l => l.note),
    broken: loaded.filter(l => l.problems.length > 0).map(l => l.note),
    problems: [...loaded.flatMap(l => l.problems), ...stands.problems],
  }
}

type Planned = Omit<PlannedEdition, "stands" | "became">

function standOf({ planned, zone }: Planned, standing: Standing | undefined, host: Host) {
  if (standing) return { stands: standing.is, became: standText(standing, zone) }
  const isToCome = Date.parse(planned) > host.now().getTime()
  return { stands: isToCome ? ("to come" as const) : null, became: "" }
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function checkDay(text: string, option: string): void {
  if (!aDay.safeParse(text).success)
    wrong(`${option}: "${text}" is no day`, "write it as YYYY-MM-DD, such as 2026-12-01")
}

function wrong(what: string, hint: string): never {
  throw new ProblemError([problem(what, { hint })], { usage: true })
}

async function chosen(note: string | undefined, host: Host): Promise<Iterable<LoadedSchedule>> {
  const all = await loadSchedules(host)
  if (note === undefined) return all.values()
  const one = all.get(note)
  if (one) return [one]
  const near = nearest(note, all.keys())
  const hint = `${near ? `did you mean "${near}"? ` : ""}The notes are: ${[...all.keys()].join(", ") || "none"}`
  return wrong(`there is no note "${note}"`, hint)
}

function plannedIn({ from, to }: { from: string; to: string }, note: string, schedule: Schedule): Planned[] {
  const { zone } = schedule
  const [first, end] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to).add({ days: 1 })]
  let count = 0
  for (const wall of wallTimes(schedule, first.toPlainDateTime())) {
    if (Temporal.PlainDateTime.compare(wall, end.toPlainDateTime()) >= 0) break
    if (++count > most)
      wrong(`"${note}" has more than ${most} editions between ${from} and ${to}`, "shorten the span")
  }
  const instant = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).toInstant().toString()
  return slotsBetween(schedule, note, { from: instant(first), to: instant(end) }).map(slot => ({
    ...slot,
    zone,
    remarks: remarksOn(schedule, slot),
  }))
}

/** A preview as columns for a person; what there is to say besides stands below. */
export function previewLines({ from, to, editions, byHand, broken }: Preview): string[] {
  const head = ["note", "edition", "due", "UTC", "information to", "missing from", "made until", "", ""]
  const rows = editions.map(e => [
    e.note,
    e.edition,
    `${localText(e.planned, e.zone)} ${Temporal.ZonedDateTime.from(e.local).offset} ${e.zone}`,
    e.planned,
    e.cutOff,
    localText(e.missingFrom, e.zone),
    localText(e.closes, e.zone),
    e.became,
    e.remarks.join("; "),
  ])
  const table =
    rows.length > 0 ? columns([head, ...rows]) : [`no edition is planned between ${from} and ${to}`]
  return [
    ...broken.map(note => `${note}: NOTHING IS PLANNED, its schedule has problems`),
    ...table,
    ...byHand.map(note => `${note} has no schedule: its editions are made by hand`),
  ]
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => row[i]!.length)))
  return rows.map(row =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ")
      .trimEnd(),
  )
}
