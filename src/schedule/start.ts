import type { Host } from "../host.js"
import { fail, formatProblem, type Problem, ProblemError } from "../model/problem.js"
import type { Slot } from "../model/schedule.js"
import { nextSlot } from "./calendar.js"
import { loadSchedules } from "./schedules.js"

/** What a call came to: lines for a person, none if nothing was due, and the same as JSON. */
export interface Called {
  readonly lines: readonly string[]
  /** Whether anything was tried. If not, the same lines are not told again. */
  readonly tried: boolean
  /** Such as a schedule that cannot be read; told again only when they change. */
  readonly problems?: readonly Problem[]
  readonly json?: unknown
}

/** What `brief schedule start` tells: one line for a person each, or one JSON document. */
export type StartEvent =
  | { readonly event: "started" | "stopped"; readonly at: string }
  | ({ readonly event: "ran"; readonly at: string } & Pick<Called, "lines" | "json">)
  | { readonly event: "problems"; readonly at: string; readonly problems: readonly Problem[] }
  | { readonly event: "failed"; readonly at: string; readonly reason: string }
  | { readonly event: "waiting"; readonly at: string; readonly next: Slot | null }

/** How the clock is watched, and what is done when it is time. */
export interface StartOptions {
  /** Makes what is due, however often it is called. When the signal is given it ends what it is at, and begins nothing more. */
  readonly call: (signal: AbortSignal) => Promise<Called>
  readonly tell: (event: StartEvent) => void
  /** The clock is looked at this often, in seconds: 60 unless given. */
  readonly everySeconds?: number
}

/** So often something is called even if nothing is planned: what failed may pass, data may have been mended, a pause ended. */
const calledEveryMs = 900_000

/** What is known between two looks at the clock. */
interface Watch {
  /** When the last call began, in milliseconds since 1970; undefined before the first. */
  readonly called: number | undefined
  /** What was told last: the planned time, the problems, what calls came to. */
  readonly told: string | null | undefined
  readonly problems: string
  readonly lines: string
}

/**
 * Calls at once, then whenever an edition is planned, and each quarter of an hour, until the signal is given. It looks at the
 * clock and at the schedules again and again instead of sleeping until a time: so a machine that was suspended, a clock that was
 * set and a schedule that was changed are noticed at the next look. A call that fails ends nothing.
 */
export async function start(options: StartOptions, host: Host, signal: AbortSignal): Promise<void> {
  const { tell, everySeconds = 60 } = options
  if (host.env.SOURCE_DATE_EPOCH)
    fail("SOURCE_DATE_EPOCH is set, so the clock stands and nothing would ever be due", { hint: "unset it" })
  let watch: Watch = { called: undefined, told: null, problems: "", lines: "" }
  tell({ event: "started", at: instant(host.now()) })
  while (!signal.aborted) {
    watch = await look(watch, options, host, signal)
    if (signal.aborted) break
    const next = await nextPlanned(host, watch.called ?? host.now().getTime())
    if (next?.planned !== watch.told) tell({ event: "waiting", at: instant(host.now()), next: next ?? null })
    watch = { ...watch, told: next?.planned }
    await host.wait(sleepMs(next, host.now(), everySeconds), signal)
  }
  tell({ event: "stopped", at: instant(host.now()) })
}

async function look(
  watch: Watch,
  { call, tell }: StartOptions,
  host: Host,
  signal: AbortSignal,
): Promise<Watch> {
  const now = host.now().getTime()
  if (!(await isTime(watch, now, host))) return watch
  try {
    const { problems = [], tried, ...called } = await call(signal)
    const told = { problems: problems.map(formatProblem).join("\n"), lines: called.lines.join("\n") }
    const at = instant(host.now())
    if (told.lines !== "" && (tried || told.lines !== watch.lines)) tell({ event: "ran", at, ...called })
    if (told.problems !== watch.problems) tell({ event: "problems", at, problems })
    return { ...watch, ...told, called: now }
  } catch (error) {
    tell({ event: "failed", at: instant(host.now()), reason: reasonOf(error) })
    return { ...watch, called: now }
  }
}

/** Whether to call: nothing was called yet, the clock was put back, a quarter of an hour passed, or an edition came due since. */
async function isTime({ called }: Watch, now: number, host: Host): Promise<boolean> {
  if (called === undefined || now < called || now - called >= calledEveryMs) return true
  const next = await nextPlanned(host, called)
  return next !== undefined && Date.parse(next.planned) <= now
}

/** The first edition planned after a time; undefined if there is none, or the schedules cannot be read now. */
async function nextPlanned(host: Host, afterMs: number): Promise<Slot | undefined> {
  const after = instant(new Date(afterMs))
  const loaded = await loadSchedules(host).catch(() => new Map())
  return [...loaded.values()]
    .flatMap(({ note, schedule }) => (schedule ? (nextSlot(schedule, note, after) ?? []) : []))
    .sort((a, b) => Date.parse(a.planned) - Date.parse(b.planned))[0]
}

/** Never long, so that the clock is looked at; never nothing, since timers may end a moment early. */
function sleepMs(next: Slot | undefined, now: Date, everySeconds: number): number {
  const until = next ? Date.parse(next.planned) - now.getTime() : Number.POSITIVE_INFINITY
  return Math.max(10, Math.min(everySeconds * 1000, until))
}

const instant = (at: Date) => at.toISOString()

const reasonOf = (error: unknown) =>
  error instanceof ProblemError
    ? error.problems.map(formatProblem).join("\n")
    : String((error as Error).message)

/** An event in one line for a person. */
export function startLine(event: StartEvent): string {
  const at = event.at.replace(/\.\d+Z$/, "Z")
  if (event.event === "ran") return `${at}  ${event.lines.join("\n  ")}`
  if (event.event === "problems")
    return `${at}  ${event.problems.map(formatProblem).join("\n") || "the problems told before are gone"}`
  if (event.event === "failed") return `${at}  this call failed, the next will try again: ${event.reason}`
  if (event.event !== "waiting") return `${at}  ${event.event}`
  if (!event.next) return `${at}  no schedule plans an edition; schedules are read again each time`
  const { note, edition, local } = event.next
  return `${at}  next: ${note} ${edition}, ${local}`
}
