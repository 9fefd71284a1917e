import type { Host } from "../host.js"
import { distinct, fail, type Problem, ProblemError, problem } from "../model/problem.js"
import type { RunLine } from "../model/runs.js"
import { planBackfill, planNow } from "./asked.js"
import { firstInstant } from "./due.js"
import { type History, historiesOf, pauseAhead, scheduledBy } from "./history.js"
import { readLedger, recordAll } from "./ledger.js"
import { settlePending } from "./pending.js"
import { planDue, standingNow } from "./plan.js"
import { recover } from "./recover.js"
import { historyNow, instantNow, type Running, type SlotResult, untried, type Works } from "./running.js"
import { loadSchedules } from "./schedules.js"
import { tellOwed } from "./telling.js"
import { isDiskFault, tellUnrecorded } from "./unrecorded.js"
import { work } from "./work.js"

/** What a run shall make. One of `due`, `now` and `backfill` is to be given. */
export interface RunOptions {
  /** What the schedules plan and is not made yet. */
  readonly due?: boolean
  /** The present edition of this note, whatever its schedule says. */
  readonly now?: string
  /** The editions of these months, YYYY-MM, that were never made: of one note, or of all with a schedule. */
  readonly backfill?: { readonly from: string; readonly to: string; readonly note?: string | undefined }
  /** The folder of the editions and of the ledger; "output" unless given. */
  readonly out?: string
  /** Who calls, for the record: BRIEF_TRIGGER, else "a person", unless given. */
  readonly trigger?: string
  /** How long to wait for another run to end: five minutes unless given. */
  readonly waitMs?: number
  /** Only say what would be made. */
  readonly dryRun?: boolean
  /** Hears of each step, in a line for a person. */
  readonly progress?: (line: string) => void
}

/** What a run came to. */
export interface RunResult {
  /** Whether another run was at it all the time, so that this one did nothing. */
  readonly busy: boolean
  /** Every edition that was made, tried or missed; in the order in which it was done with. */
  readonly slots: readonly SlotResult[]
  /** What is wrong with schedules, and with writing the ledger; lines of it that say nothing are told by others, not at each run. */
  readonly problems: readonly Problem[]
}

/**
 * Makes what is due, once, however often it is called. One run at a time is at the editions of a folder; but it is the rename of an
 * edition into its place, not the lock, that keeps it from being made twice. At the signal the edition in hand is ended.
 */
export async function run(options: RunOptions, host: Host, signal?: AbortSignal): Promise<RunResult> {
  return runWith(usual, options, host, signal)
}

/** Most calls find nothing due: what makes editions is loaded when there is one to be made. */
const usual: Works = {
  build: async (...args) => (await import("../edition/build.js")).build(...args),
  tell: async (...args) => (await import("../tell/tell.js")).tell(...args),
}

/** The same with other means to make editions and to tell people. */
export async function runWith(
  works: Works,
  options: RunOptions,
  host: Host,
  signal?: AbortSignal,
): Promise<RunResult> {
  const { out = "output", waitMs = 300_000, dryRun = false, progress = () => {} } = options
  const trigger = options.trigger ?? (host.env.BRIEF_TRIGGER || "a person")
  const running: Running = { host, out, trigger, works, signal, progress }
  if (dryRun) return rehearse(options, running)
  const release = await takeLock(running, waitMs, options)
  if (!release) return { busy: !signal?.aborted, slots: [], problems: [] }
  try {
    return await locked(options, running)
  } finally {
    await release()
  }
}

async function takeLock(running: Running, waitMs: number, { due }: RunOptions) {
  const { host, out, signal } = running
  try {
    return await host.lock(`${out}/.run`, { waitMs, ...(signal && { signal }) })
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException
    const lock = `${out}/.run.lock`
    if (syscall === "rmdir")
      fail("something that no run has left stands in the place of its lock", {
        place: { file: lock },
        hint: `look what it is and take it away: rm -r ${lock}`,
      })
    const what = `the folder cannot be locked (${code ?? message})`
    if (due && isDiskFault(code)) await tellDue(what, running)
    return fail(what, {
      place: { file: out },
      hint: "make room on the disk, or mend the rights of the folder; `brief doctor` tests it",
      passing: true,
    })
  }
}

/** Where nothing can be begun, people are told of each edition that is due. */
async function tellDue(what: string, running: Running): Promise<void> {
  const schedules = await loadSchedules(running.host)
  const plan = await planDue([...schedules.values()], running).catch(() => undefined)
  for (const job of plan?.jobs ?? []) await tellUnrecorded(job, what, running)
}

async function locked(options: RunOptions, running: Running): Promise<RunResult> {
  await running.host.reserve(running.out)
  await settlePending(running)
  const schedules = await loadSchedules(running.host)
  const ledger = await readLedger(running)
  const histories = historiesOf(ledger.lines)
  const lost = await recoverAll(histories, schedules, running)
  const untold = [...(await recordAll(pausesAnew([...histories.values()], instantNow(running)), running))]
  if (options.due) untold.push(...(await rememberSchedules(schedules, running)))
  const plan = await planOf(options, schedules, running)
  untold.push(...(await recordAll(plan.missed, running)))
  const told = new Set<string>()
  const idle = async () => {
    for (const { note, schedule } of schedules.values())
      if (schedule) untold.push(...(await tellOwed(note, schedule, { told, running })))
  }
  const made = await work(plan.jobs, { settled: job => standingNow(job, running), idle }, running)
  const problems = [...lost, ...plan.problems, ...untold]
  return { busy: false, slots: [...plan.results, ...made], problems: distinct(problems) }
}

/** A note whose folder cannot be read holds back no other. */
async function recoverAll(
  histories: ReadonlyMap<string, History>,
  schedules: Schedules,
  running: Running,
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  for (const [note, history] of histories) {
    try {
      await recover(history, schedules.get(note)?.schedule, running)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      problems.push(...error.problems)
    }
  }
  return problems
}

/** Pauses that a clock which was ahead has dated, as of now: or else nobody could tell later since when they hold. */
function pausesAnew(histories: readonly History[], now: string): readonly RunLine[] {
  return histories.flatMap(history => {
    const pause = pauseAhead(history, now)
    return pause ? [{ ...pause, at: now }] : []
  })
}

/** At the first run with a note's schedule the ledger learns from when on its editions are due. */
async function rememberSchedules(schedules: Schedules, running: Running): Promise<readonly Problem[]> {
  const lines: RunLine[] = []
  for (const { note, schedule } of schedules.values()) {
    const history = schedule && (await historyNow(note, running))
    const at = instantNow(running)
    if (!history || scheduledBy(history, at)) continue
    lines.push({ event: "scheduled", at, note, from: firstInstant(schedule, history, at) })
  }
  return recordAll(lines, running)
}

type Schedules = Awaited<ReturnType<typeof loadSchedules>>

async function planOf({ due, now, backfill }: RunOptions, schedules: Schedules, running: Running) {
  if (now !== undefined) return planNow(now, schedules, running)
  if (backfill) return planBackfill(backfill, schedules, running)
  if (due) return planDue([...schedules.values()], running)
  throw new ProblemError([problem("nothing is asked for", { hint: "say --due, --now NOTE or --backfill" })], {
    usage: true,
  })
}

/** What would be made, without a lock and without a trace. */
async function rehearse(options: RunOptions, running: Running): Promise<RunResult> {
  const schedules = await loadSchedules(running.host)
  const plan = await planOf(options, schedules, running)
  const slots = [...plan.results, ...plan.jobs.map(job => untried(job, "due"))]
  return { busy: false, slots, problems: distinct(plan.problems) }
}

/** What a run came to in lines for a person; none if it had nothing to do. */
export function runLines({ busy, slots }: RunResult): string[] {
  if (busy) return ["another run is at the editions of this folder; nothing was done"]
  return slots.flatMap(slot => [slotLine(slot), ...slot.files.map(file => `  ${file}`)])
}

function slotLine({ note, slot, edition, planned, outcome, issue, reason, tries }: SlotResult): string {
  const which = slot === edition ? edition : `${edition} (${slot})`
  const became = outcome === "due" ? `would be made, planned ${planned ?? "now"}` : outcome
  const more = [
    ...(issue && issue !== edition && outcome !== "unchanged" ? [issue] : []),
    ...(tries > 1 ? [`after ${tries} attempts`] : []),
    ...(reason ? [reason] : []),
  ]
  return `${note}  ${which}  ${became}${more.length > 0 ? `: ${more.join("; ")}` : ""}`
}

/**
 * What went wrong in a run, for its exit code; what is an error of one note is not told once more as the warning of another. Being
 * kept out by another run is wrong only if something was asked for.
 */
export function runProblems(
  { busy, slots, problems }: RunResult,
  { isAsked }: { isAsked: boolean },
): readonly Problem[] {
  const hint = "try again when it has ended, or wait longer with --wait"
  const kept = busy && isAsked ? [problem("another run was at it all the time", { hint })] : []
  const all = distinct([...problems, ...slots.flatMap(slot => slot.problems), ...kept])
  const same = (p: Problem) => JSON.stringify([p.place, p.what])
  const errors = new Set(all.filter(p => p.severity === "error").map(same))
  return all.filter(p => p.severity === "error" || !errors.has(same(p)))
}
