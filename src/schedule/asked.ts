import { Temporal } from "temporal-polyfill"
import { month } from "../model/editions.js"
import { ProblemError, problem } from "../model/problem.js"
import { type Schedule, schedule as scheduleSchema } from "../model/schedule.js"
import { nearest } from "../references.js"
import { slotsOfEdition } from "./calendar.js"
import { standingOf } from "./due.js"
import { before } from "./history.js"
import { jobOf, type Plan } from "./plan.js"
import {
  historyNow,
  instantNow,
  type Job,
  lastIssue,
  type Running,
  type SlotResult,
  untried,
} from "./running.js"
import type { LoadedSchedule } from "./schedules.js"

type Schedules = ReadonlyMap<string, LoadedSchedule>

/** The present edition of a note, as of today in its zone, with all that is known today. One without a schedule has usual wishes. */
export function planNow(name: string, schedules: Schedules, running: Running): Plan {
  const { note, problems, ...found } = noteNamed(name, schedules)
  if (problems.length > 0) return { jobs: [], results: [], missed: [], problems }
  const schedule = found.schedule ?? unplanned
  const today = Temporal.Instant.from(instantNow(running)).toZonedDateTimeISO(schedule.zone).toPlainDate()
  const own = today.toPlainYearMonth()
  const edition = (schedule.edition === "month before" ? own.subtract({ months: 1 }) : own).toString()
  const job: Job = {
    ...{ note, slot: edition, edition, planned: null, cause: "now", day: today.toString() },
    ...{ schedule, calendar: null },
  }
  return { jobs: [job], results: [], missed: [], problems: [] }
}

/** How an edition is made of a note that has no schedule: as `brief build` would. */
const unplanned: Schedule = scheduleSchema.parse({
  every: "month",
  zone: "UTC",
  unchanged: "issue",
  attempts: 1,
})

/** The editions of some months that were never made, each as of its own day and with what was known then, however late. */
export async function planBackfill(
  { from, to, note }: { from: string; to: string; note?: string | undefined },
  schedules: Schedules,
  running: Running,
): Promise<Plan> {
  const months = monthsOf(from, to)
  const chosen = note === undefined ? [...schedules.values()] : [noteNamed(note, schedules)]
  if (note !== undefined && !chosen[0]!.schedule && chosen[0]!.problems.length === 0) hasNoSchedule(note)
  const found: (Job | SlotResult)[] = []
  for (const { note: name, schedule } of chosen)
    if (schedule)
      for (const edition of months) found.push(...(await backfillOf(name, edition, schedule, running)))
  return {
    jobs: found.flatMap(one => ("schedule" in one ? [one] : [])),
    results: found.flatMap(one => ("schedule" in one ? [] : [one])),
    missed: [],
    problems: chosen.flatMap(c => c.problems),
  }
}

/** The slots of an edition, also of one before the schedule's first day: as jobs, or with why nothing is to be done. */
async function backfillOf(
  note: string,
  edition: string,
  schedule: Schedule,
  running: Running,
): Promise<(Job | SlotResult)[]> {
  const { from: _, ...always } = schedule
  const history = await historyNow(note, running)
  const now = instantNow(running)
  const issued = await lastIssue(note, edition, running)
  return slotsOfEdition(always, note, edition).map(slot => {
    const job = jobOf(slot, schedule, "backfill")
    const { is } = standingOf(slot, { history, now, state: () => undefined })
    if (before(now, slot.planned)) return untried(job, "to come", { reason: `it is due ${slot.planned}` })
    if (issued) return untried(job, "made before", { reason: `there is ${issued.id}` })
    return is === "made" ? untried(job, "made before", { reason: "the last edition stood unchanged" }) : job
  })
}

/** The months from one to another, both counted; anything else is wrong usage. */
function monthsOf(from: string, to: string): string[] {
  for (const one of [from, to])
    if (!month.safeParse(one).success) wrong(`"${one}" is no month`, "write the months as 2026-03..2026-06")
  if (from > to) wrong(`${from} is after ${to}`, "name the earlier month first")
  const months: string[] = []
  const end = Temporal.PlainYearMonth.from(to)
  let one = Temporal.PlainYearMonth.from(from)
  for (; Temporal.PlainYearMonth.compare(one, end) <= 0; one = one.add({ months: 1 }))
    months.push(one.toString())
  return months
}

/** What the folder of a note says of its editions; a name that is no note's is wrong usage. */
export function noteNamed(note: string, schedules: Schedules): LoadedSchedule {
  const found = schedules.get(note)
  if (found) return found
  const near = nearest(note, schedules.keys())
  const hint = `${near ? `did you mean "${near}"? ` : ""}The notes are: ${[...schedules.keys()].join(", ") || "none"}`
  return wrong(`there is no note "${note}"`, hint)
}

/** Ends with wrong usage: what was asked for needs a schedule. */
export function hasNoSchedule(note: string): never {
  wrong(`the note "${note}" has no schedule`, `write templates/${note}/schedule.json, or use \`brief build\``)
}

function wrong(what: string, hint: string): never {
  throw new ProblemError([problem(what, { hint })], { usage: true })
}
