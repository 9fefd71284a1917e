import { randomUUID } from "node:crypto"
import type { BuildResult } from "../edition/built.js"
import { distinct, formatProblem, mayPass, type Problem, ProblemError, problem } from "../model/problem.js"
import type { Ended, Outcome } from "../model/runs.js"
import { type Attempt, type History, succeeded } from "./history.js"
import { record } from "./ledger.js"
import { keysFor, keysForFailure } from "./notices.js"
import { historyNow, instantNow, type Job, lastIssue, type Running } from "./running.js"
import { stateOf } from "./state.js"
import { tellUnrecorded } from "./unrecorded.js"

/** An attempt that is over: what the ledger says of it, and the problems told on the way. */
export interface Tried {
  readonly ended: Ended
  readonly problems: readonly Problem[]
}

type Came = Pick<Ended, "outcome" | "issue" | "reason" | "passing" | "files" | "review"> & {
  readonly problems: readonly Problem[]
}

/**
 * Makes an edition once, with a line in the ledger before and after. What goes wrong is its outcome. `again` says whether
 * what may pass is tried once more in this run: then nobody is told of it yet.
 */
export async function attempt(
  job: Job,
  { number, again }: { number: number; again: boolean },
  running: Running,
): Promise<Tried> {
  const { note, slot, edition, planned, cause } = job
  const which = { attempt: randomUUID(), note, slot, edition, planned }
  const state = await stateOf(job, running)
  const at = instantNow(running)
  let before: string | null
  try {
    before = (await lastIssue(note, edition, running))?.id ?? null
    const { trigger } = running
    await record({ event: "begun", at, ...which, cause, trigger, try: number, before }, running)
  } catch (error) {
    // What cannot be written down is not begun: nobody would know that it was.
    const { problems, ...came } = failure(error)
    if (!again && !running.signal?.aborted) await tellUnrecorded(job, came.reason!, running)
    return { ended: { event: "ended", at, ...which, ...came, state, notify: [] }, problems }
  }
  const { problems, ...came } = await make(job, running)
  const known = await historyNow(note, running)
  const ended = settle({ ...which, ...came, state }, { job, before, again, known, running })
  return { ended, problems: [...problems, ...(await recordEnd(ended, known, running))] }
}

async function make(job: Job, running: Running): Promise<Came> {
  const { note, edition, day, cutOff, schedule, cause } = job
  const { languages, formats, allowMissing } = schedule
  const options = {
    ...{ notes: [note], alone: true, edition, day, formats, allowMissing, out: running.out },
    ...(languages && { languages }),
    ...(cutOff && { cutOff }),
    unchanged: cause === "backfill" ? "issue" : schedule.unchanged,
  } as const
  try {
    return cameOf(await running.works.build(options, running.host))
  } catch (error) {
    return failure(error)
  }
}

function cameOf({ editions, files, problems }: BuildResult): Came {
  const { edition: issue, status: outcome, changed, review } = editions[0]!
  const reason =
    outcome === "unchanged"
      ? `nothing has changed since ${issue}`
      : changed.length > 0
        ? `changed: ${changed.join(", ")}`
        : null
  const made = { outcome, issue, reason, passing: false, files: files.map(f => f.path), review: [...review] }
  return { ...made, problems }
}

function failure(error: unknown): Came {
  const known = error instanceof ProblemError
  const problems = known ? distinct(error.problems) : [systemProblem(error)]
  return {
    ...{ outcome: "failed", issue: null, passing: mayPass(error), files: [], review: [] },
    reason: reasonOf(problems),
    problems,
  }
}

/** The first error on one line, and how many more there are. */
function reasonOf(problems: readonly Problem[]): string {
  const [first, ...more] = problems.filter(p => p.severity === "error")
  const told = first ? formatProblem(first).replace("\n  hint: ", "; ") : "no reason was given"
  // As it will be read again: by its reason a failure is known for the same.
  const text = told
    .replace(/[\s\uFDD0-\uFDEF]+/g, " ")
    .slice(0, 600)
    .trim()
  if (more.length === 0) return text
  return `${text} (and ${more.length} more ${more.length === 1 ? "problem" : "problems"})`
}

function systemProblem(error: unknown): Problem {
  const { message = String(error) } = error as Error
  if (mayPass(error)) return problem(`the system failed: ${message}`, { passing: true })
  return problem(`a fault of the program: ${message}`, { hint: "build the note with --debug and report it" })
}

type Open = Omit<Ended, "event" | "at" | "notify">

/**
 * The end of an attempt. Two runs can be at one edition if a lock was lost, as on a machine that stood still: the rename lets one
 * make it, and whoever writes it down first tells people of it.
 */
function settle(
  open: Open,
  {
    job: { schedule, slot },
    before,
    again,
    known,
    running,
  }: { job: Job; before: string | null; again: boolean; known: History; running: Running },
): Ended {
  const line = { event: "ended", at: instantNow(running), ...open } as const
  if (open.outcome === "failed") {
    const isLast = !(open.passing && (again || running.signal?.aborted))
    const keys = () => keysForFailure(schedule, { slot, reason: open.reason }, known, line.at)
    return { ...line, notify: isLast ? keys() : [] }
  }
  const isForeign = open.outcome === "unchanged" && isOfAnother(open, { before, known })
  const made = isForeign
    ? { ...line, outcome: outcomeOfIssue(open.issue!), reason: "it was made by another run at the same time" }
    : line
  const isTold = made.outcome !== "unchanged" && known.attempts.some(a => hasIssued(a, made.issue))
  return { ...made, notify: isTold ? [] : keysFor(schedule, made) }
}

/** Whether an issue of this edition came while the attempt was going on, or by another attempt in the same turn. */
function isOfAnother(
  { issue, edition, attempt: own, slot, planned }: Open,
  { before, known }: { before: string | null; known: History },
): boolean {
  if (issue?.slice(0, 7) !== edition) return false
  const others = known.attempts.filter(a => a.attempt !== own && a.slot === slot && a.planned !== null)
  const hasMade = (a: Attempt) => (a.ended ? hasIssued(a, issue) : a.begun?.before !== issue)
  return issue !== before || (planned !== null && others.some(hasMade))
}

/** An issue as an outcome: the first of its month, or a revision. */
export const outcomeOfIssue = (issue: string): Outcome => (issue.length > 7 ? "revision" : "issued")

const hasIssued = (attempt: Attempt, issue: string | null) =>
  succeeded(attempt) && attempt.ended?.outcome !== "unchanged" && attempt.ended?.issue === issue

/** Writes the end down, unless another run did so, thinking this one dead. A ledger that cannot be written is a problem. */
async function recordEnd(ended: Ended, known: History, running: Running): Promise<readonly Problem[]> {
  if (known.attempts.some(a => a.attempt === ended.attempt && a.ended)) return []
  try {
    await record(ended, running)
    return []
  } catch (error) {
    if (error instanceof ProblemError) return error.problems
    throw error
  }
}
