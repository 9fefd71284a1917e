import { issuedEditions } from "../edition/issued.js"
import type { Host } from "../host.js"
import { type Problem, problem } from "../model/problem.js"
import type { ToldLine } from "../model/runs.js"
import type { Slot } from "../model/schedule.js"
import { nextSlot } from "./calendar.js"
import type { Stand, Standing } from "./due.js"
import { type History, historiesOf, historyOf, pausedSince, timeOf } from "./history.js"
import { readLedger } from "./ledger.js"
import { localText } from "./localtext.js"
import { lostSchedules } from "./lost.js"
import { standingsNow } from "./plan.js"
import { goingOn } from "./runs.js"
import { type LoadedSchedule, loadSchedules } from "./schedules.js"
import { untold } from "./untold.js"

/** An edition that is not as it should be, or not yet. */
export interface OpenEdition extends Pick<Slot, "edition" | "planned" | "missingFrom" | "closes"> {
  readonly slot: string
  readonly is: Stand
  readonly late: boolean
  /** Whether an attempt is at it now. */
  readonly goingOn: boolean
  /** Whether the last attempt failed. */
  readonly failed: boolean
  /** Since when it is as it is. */
  readonly since: string
  /** Why the last attempt failed, or that it was interrupted; null if there was none. */
  readonly reason: string | null
}

/** How a note stands: as the worst of its editions. */
export interface NoteStatus {
  readonly note: string
  readonly is:
    | "fine"
    | "due"
    | "late"
    | "failed"
    | "missed"
    | "paused"
    | "by hand"
    | "bad schedule"
    | "no schedule any more"
  /** Since when; null where nothing began. */
  readonly since: string | null
  /** The last edition that stands in the folder, and its date. */
  readonly lastEdition: { readonly id: string; readonly date: string } | null
  /** Null if none is planned any more, or the note has no schedule. */
  readonly next: Slot | null
  readonly zone: string | null
  /** Every edition that is not made, the earliest first; of those missed or skipped, the ones since the last that was made. */
  readonly open: readonly OpenEdition[]
  /** The last message by each rule of the schedule, where it reached nobody. */
  readonly untold: readonly ToldLine[]
}

/**
 * How every note stands. What is late after its grace, failed, or was missed though it was the latest planned, is a problem; so is a
 * schedule that cannot be read or is gone, and a message that reached nobody. Nothing is changed, and no browser or data is needed.
 */
export async function status(
  host: Host,
  { out = "output" }: { out?: string } = {},
): Promise<{ readonly notes: readonly NoteStatus[]; readonly problems: readonly Problem[] }> {
  const { lines, problems } = await readLedger({ out, host })
  const schedules = await loadSchedules(host)
  const lost = lostSchedules(schedules, lines, host.now().toISOString())
  const folderless = lost.filter(note => !schedules.has(note)).map(note => ({ note, problems: [] }))
  const loaded: LoadedSchedule[] = [...schedules.values(), ...folderless]
  const running = await goingOn([...historiesOf(lines).values()], { out, host })
  const looking = { out, host, running, lost }
  const look = (one: LoadedSchedule) => statusOf(one, historyOf(lines, one.note), looking)
  const notes = await Promise.all(loaded.map(look))
  return { notes, problems: [...problems, ...loaded.flatMap(l => l.problems), ...notes.flatMap(alarm)] }
}

interface Looking {
  readonly out: string
  readonly host: Host
  readonly running: string | undefined
  /** The notes whose schedule is gone. */
  readonly lost: readonly string[]
}

async function statusOf(
  { note, schedule, problems }: LoadedSchedule,
  history: History,
  { out, host, running, lost }: Looking,
): Promise<NoteStatus> {
  const issued = (await issuedEditions(note, { host, out })).flatMap(e => (e.manifest ? [e] : [])).at(-1)
  const lastEdition = issued ? { id: issued.id, date: issued.manifest!.date } : null
  if (!schedule) {
    const without = lost.includes(note) ? "no schedule any more" : "by hand"
    const is = problems.length > 0 ? "bad schedule" : without
    return { note, is, since: null, lastEdition, next: null, zone: null, open: [], untold: [] }
  }
  const standings = await standingsNow(note, schedule, { history, running: { out, host } })
  const now = host.now().toISOString()
  const made = standings.findLastIndex(s => s.is === "made")
  const open = standings
    .filter((s, i) => s.is !== "made" && (i > made || !["missed", "skipped"].includes(s.is)))
    .map(s => openEdition(s, running))
  const next = nextSlot(schedule, note, now) ?? null
  const known = { lastEdition, next, zone: schedule.zone, open, untold: untold(schedule, history) }
  return { note, ...worst(open, pausedSince(history, now)), ...known }
}

function openEdition({ slot, is, late, last }: Standing, running: string | undefined): OpenEdition {
  const { id, edition, planned, missingFrom, closes } = slot
  const isAtIt = last !== undefined && last.attempt === running
  const interrupted = last && !last.ended && !isAtIt
  const failed = last?.ended?.outcome === "failed" ? last : undefined
  return {
    ...{ slot: id, edition, planned, missingFrom, closes, is, late, goingOn: isAtIt },
    failed: failed !== undefined,
    since: is === "missed" || is === "skipped" ? closes : failed ? timeOf(failed) : planned,
    reason: failed?.ended?.reason ?? (interrupted ? "the last attempt was interrupted" : null),
  }
}

/** The worst comes first: what failed, what is late, a latest edition that was missed, what is due, a pause. */
function worst(open: readonly OpenEdition[], paused: string | undefined): Pick<NoteStatus, "is" | "since"> {
  const failed = open.find(hasFailed)
  if (failed) return { is: "failed", since: failed.since }
  const late = open.find(o => o.late)
  if (late) return { is: "late", since: late.planned }
  const last = open.at(-1)
  if (last?.is === "missed") return { is: "missed", since: last.since }
  const due = open.find(o => o.is === "open")
  if (due) return { is: "due", since: due.planned }
  return paused ? { is: "paused", since: paused } : { is: "fine", since: null }
}

/** Whether the last attempt failed, for good or not, and the edition may still be made. */
const hasFailed = ({ is, failed }: OpenEdition) => failed && (is === "failed" || is === "open")

function alarm(status: NoteStatus): Problem[] {
  return [...alarmOfEditions(status), ...status.untold.map(line => untoldAlarm(line, status))]
}

function alarmOfEditions({ note, is, since, zone, open }: NoteStatus): Problem[] {
  if (is === "no schedule any more") return [lostAlarm(note)]
  if (is !== "failed" && is !== "late" && is !== "missed") return []
  const about = is === "missed" ? open.at(-1)! : open.find(is === "failed" ? hasFailed : o => o.late)!
  const hints = {
    failed: "mend what the reason names; the next `brief run --due` tries again",
    late: "see that something calls `brief run --due`; `brief doctor` tells what does",
    missed: `make it good with \`brief run --backfill ${about.edition} ${note}\``,
  }
  const why = about.reason ? `: ${about.reason}` : ""
  return [
    problem(`${note} ${about.edition} ${words[is]} ${timeIn(zone!, since!)}${why}`, { hint: hints[is] }),
  ]
}

const timeIn = (zone: string, instant: string) => `${localText(instant, zone)} (${zone})`

function lostAlarm(note: string): Problem {
  const hint = `put it back; or, if it was given up, say so with \`brief run --pause ${note}\``
  const place = { file: `templates/${note}/schedule.json` }
  return problem(`${note} was made by itself, and its schedule is gone: nothing is made any more`, {
    ...{ place, hint },
  })
}

function untoldAlarm({ note, by, to, at, reason }: ToldLine, { zone }: NoteStatus): Problem {
  const which = `the last message by ${by} to ${to} reached nobody, at ${timeIn(zone!, at)}`
  return problem(`${note}: ${which}${reason ? `: ${reason}` : ""}`, {
    hint: `mend what is said, and try it: brief notify ${note} --test`,
  })
}

const words = {
  failed: "has been failing since",
  late: "is late: it has been due since",
  missed: "was missed: its window closed at",
} as const

/** A note's status in one line, the state first. */
export function statusLine(status: NoteStatus): string {
  const { note, is, since, lastEdition, next, zone, open, untold: lost } = status
  const loud = ["failed", "late", "missed", "bad schedule", "no schedule any more"].includes(is)
  const at = (instant: string) => (zone ? localText(instant, zone) : instant)
  const shown = open.filter(o => o.is !== "skipped").map(openText)
  const parts = [
    ...(since ? [`since ${at(since)}`] : []),
    ...shown,
    ...(lost.length > 0 ? ["THE LAST MESSAGE REACHED NOBODY"] : []),
    `last edition ${lastEdition ? `${lastEdition.id}, dated ${lastEdition.date}` : "none"}`,
    ...(next ? [`next ${next.edition} at ${at(next.planned)} (${zone})`] : []),
  ]
  return `${(loud ? is.toUpperCase() : is).padEnd(8)}  ${note}  ${parts.join("; ")}`
}

function openText({ edition, is, late, goingOn: isAtIt, reason }: OpenEdition): string {
  const state = isAtIt ? "being made" : is === "open" ? (late ? "late" : "due") : is
  return `${edition} ${state}${reason && is !== "missed" ? ` (${reason})` : ""}`
}
