import { type Problem, problem } from "../model/problem.js"
import type { Missed } from "../model/runs.js"
import type { Schedule, Slot } from "../model/schedule.js"
import { failedForGood, type Standing, standingOf, standingsOf } from "./due.js"
import { before, type History, scheduledBy } from "./history.js"
import { localText } from "./localtext.js"
import { keysFor, keysForFailure } from "./notices.js"
import { historyNow, instantNow, type Job, type Running, type SlotResult, untried } from "./running.js"
import type { LoadedSchedule } from "./schedules.js"
import { stateOf } from "./state.js"

/** What a run is to do, and what it has to say without doing anything. */
export interface Plan {
  readonly jobs: readonly Job[]
  readonly results: readonly SlotResult[]
  /** What is to be written down as missed. */
  readonly missed: readonly Missed[]
  readonly problems: readonly Problem[]
}

type Place = Pick<Running, "host" | "out">

/** How the slots of a note stand now, the earliest first. */
export async function standingsNow(
  note: string,
  schedule: Schedule,
  { history, running }: { history: History; running: Place },
): Promise<readonly Standing[]> {
  const known = { history, now: instantNow(running), state: () => undefined }
  const seen = standingsOf(schedule, note, known)
  const doubtful = new Set(
    seen.filter(s => s.is === "open" && failedForGood(s.last)).map(s => s.slot.edition),
  )
  const states = new Map<string, string>()
  for (const edition of doubtful) states.set(edition, await stateOf({ note, edition, schedule }, running))
  return states.size === 0 ? seen : standingsOf(schedule, note, { ...known, state: e => states.get(e) })
}

/** What the schedules plan and is not made yet; what was missed since the last run; what stands still until it is mended. */
export async function planDue(loaded: readonly LoadedSchedule[], running: Running): Promise<Plan> {
  const plans = await Promise.all(
    loaded.map(async ({ note, schedule }) => (schedule ? planNote(note, schedule, running) : nothing)),
  )
  return {
    jobs: plans.flatMap(p => p.jobs).sort((a, b) => Date.parse(a.planned!) - Date.parse(b.planned!)),
    results: plans.flatMap(p => p.results),
    missed: plans.flatMap(p => p.missed),
    problems: loaded.flatMap(l => l.problems),
  }
}

const nothing: Plan = { jobs: [], results: [], missed: [], problems: [] }

async function planNote(note: string, schedule: Schedule, running: Running): Promise<Plan> {
  const history = await historyNow(note, running)
  const standings = await standingsNow(note, schedule, { history, running })
  const at = instantNow(running)
  const since = scheduledBy(history, at)?.at ?? at
  const current = lastOfEach(standings)
  const isOpen = new Set(current.map(s => s.slot.edition))
  const late = standings.filter(s => s.is === "missed" && !s.recorded && !isOpen.has(s.slot.edition))
  const isOld = ({ slot }: Standing) => !before(since, slot.closes)
  const missed = late.map(s => missedLine(s, { schedule, at, isOld: isOld(s) }))
  const isFull = await lacksRoom(running)
  const waits = (s: Standing) => isFull && isTold(s, schedule, { history, at })
  const open = current.filter(s => s.is === "open")
  return {
    jobs: open.filter(s => !waits(s)).map(s => jobOf(s.slot, schedule, "due")),
    results: [
      ...late.map((s, i) => missedResult(s.slot, missed[i]!, isOld(s))),
      ...current.filter(s => s.is === "failed").map(failedResult),
      ...open.filter(waits).map(waitingResult),
    ],
    missed,
    problems: [],
  }
}

/**
 * What may still be made, of each edition the last: where several times of one were passed over, as of a cron expression on a machine
 * that was off, an edition is made late once, and is not missed. What the earlier would have made would be made anew at once.
 */
function lastOfEach(standings: readonly Standing[]): readonly Standing[] {
  const open = standings.filter(s => s.is === "open" || s.is === "failed")
  return [...new Map(open.map(s => [s.slot.edition, s])).values()]
}

/** No edition is smaller. */
const leastBytes = 65_536

const lacksRoom = async ({ host, out }: Running) =>
  ((await host.freeBytes(out).catch(() => undefined)) ?? leastBytes) < leastBytes

/** Whether the last attempt failed for want of room, and all who are to be told of that were, or will be. */
function isTold(
  { slot, last }: Standing,
  schedule: Schedule,
  { history, at }: { history: History; at: string },
) {
  const ended = last?.ended
  if (ended?.outcome !== "failed" || !/\b(ENOSPC|EDQUOT)\b/.test(ended.reason ?? "")) return false
  return keysForFailure(schedule, { slot: slot.id, reason: ended.reason }, history, at).length === 0
}

/** On a full disk the room that is kept for the record is not spent on attempts that must fail as the last one did. */
function waitingResult({ slot, last }: Standing): SlotResult {
  const { note, edition } = slot
  const reason = last!.ended!.reason
  const told = problem(`${note} ${edition} failed, and there is still no room on the disk: ${reason}`, {
    hint: "make room on the disk: it is made at the next run after that",
    passing: true,
  })
  return untried({ ...slot, slot: slot.id, cause: "due" }, "failed before", { reason, problems: [told] })
}

/** A slot as an edition to be made. */
export function jobOf(slot: Slot, schedule: Schedule, cause: Job["cause"]): Job {
  const { note, id, edition, planned, day, cutOff } = slot
  return { note, slot: id, edition, planned, cause, day, cutOff, schedule, calendar: slot }
}

/** Nobody is told of what was missed before the schedule was first run: whoever set it up sees it. */
function missedLine(
  { slot, last }: Standing,
  { schedule, at, isOld }: { schedule: Schedule; at: string; isOld: boolean },
): Missed {
  const { note, id, edition, planned } = slot
  const why = !last
    ? "no run came in time"
    : last.ended
      ? `the last attempt failed: ${last.ended.reason}`
      : "the last attempt was interrupted"
  const reason = `it was not made until ${localText(slot.closes, schedule.zone)} (${schedule.zone}): ${why}`
  const notify = isOld ? [] : keysFor(schedule, { outcome: "missed", review: [] })
  return { event: "missed", at, note, slot: id, edition, planned, reason, notify }
}

function missedResult(slot: Slot, { reason }: Missed, isOld: boolean): SlotResult {
  const { note, edition } = slot
  const told = problem(`${note} ${edition} was missed: ${reason}`, {
    severity: isOld ? "warning" : "error",
    hint: `make it good with \`brief run --backfill ${edition} ${note}\``,
  })
  return untried({ ...slot, slot: slot.id, cause: "due" }, "missed", { reason, problems: [told] })
}

function failedResult({ slot, last }: Standing): SlotResult {
  const { note, edition } = slot
  const reason = last?.ended?.reason ?? null
  const told = problem(`${note} ${edition} failed before, and is not tried again as it is: ${reason}`, {
    hint: "mend what it is made from: it is made at the next run after that",
  })
  return untried({ ...slot, slot: slot.id, cause: "due" }, "failed before", { reason, problems: [told] })
}

/** What has become of a planned job since it was planned, if it is no longer to be done: the ledger is asked once more. */
export async function standingNow(job: Job, running: Running): Promise<SlotResult | undefined> {
  const { note, calendar } = job
  if (!calendar || job.cause !== "due") return undefined
  const history = await historyNow(note, running)
  const { is } = standingOf(calendar, { history, now: instantNow(running), state: () => undefined })
  if (is === "open") return undefined
  if (is === "made") return untried(job, "made before", { reason: "another run has made it" })
  return untried(job, "left", { reason: is === "paused" ? "the note was paused" : "its window has closed" })
}
