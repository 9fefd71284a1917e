import type { Schedule } from "../model/schedule.js"
import { attempt } from "./attempt.js"
import { milliseconds } from "./lengths.js"
import { type Job, type Running, type SlotResult, untried } from "./running.js"

/** A job in hand. */
interface Task {
  readonly job: Job
  /** How many attempts were made. */
  readonly tries: number
  /** The milliseconds to wait before the next attempt. */
  readonly restMs: number
}

/** What a run asks on its way. */
export interface Questions {
  /** What became of a job meanwhile, if it is no longer to be done. */
  readonly settled: (job: Job) => Promise<SlotResult | undefined>
  /** Is called whenever there is nothing to be made for the moment. */
  readonly idle: () => Promise<void>
}

/**
 * Does jobs: those of a note in their order, and other notes' first while one rests. What may pass is tried again, after
 * pauses that grow threefold. At the signal the job in hand is ended, and the others are left for the next run.
 */
export async function work(jobs: readonly Job[], ask: Questions, running: Running): Promise<SlotResult[]> {
  const queues = [...new Set(jobs.map(job => job.note))].map(note =>
    jobs.filter(job => job.note === note).map((job): Task => ({ job, tries: 0, restMs: 0 })),
  )
  const results: SlotResult[] = []
  for (;;) {
    const heads = queues.flatMap(queue => (queue[0] ? [{ queue, task: queue[0] }] : []))
    if (heads.length === 0 || running.signal?.aborted) break
    const ready = heads.filter(({ task }) => task.restMs === 0)
    if (ready.length === 0) await rest(queues, ask, running)
    for (const { queue, task } of ready) {
      if (running.signal?.aborted) break
      const next = await step(task, ask, running)
      if ("job" in next) queue[0] = next
      else {
        queue.shift()
        results.push(next)
      }
    }
  }
  await ask.idle()
  return [...results, ...queues.flat().map(({ job, tries }) => left(job, tries))]
}

/** Waits until the first resting job may be tried again. */
async function rest(queues: Task[][], ask: Questions, { host, signal, progress }: Running): Promise<void> {
  await ask.idle()
  const ms = Math.min(...queues.flatMap(([head]) => head?.restMs ?? []))
  progress(`waiting ${Math.round(ms / 1000)} s before the next attempt`)
  await host.wait(ms, signal)
  for (const queue of queues) if (queue[0]) queue[0] = { ...queue[0], restMs: queue[0].restMs - ms }
}

/** One attempt: its result, or the same job, resting before the next. */
async function step({ job, tries }: Task, ask: Questions, running: Running): Promise<SlotResult | Task> {
  const settled = await ask.settled(job)
  if (settled) return settled
  const number = tries + 1
  const again = number < job.schedule.attempts
  running.progress(`${job.note} ${job.edition}: making it${number > 1 ? `, attempt ${number}` : ""}`)
  const { ended, problems } = await attempt(job, { number, again }, running)
  running.progress(`${job.note} ${job.edition}: ${ended.outcome}${ended.reason ? `, ${ended.reason}` : ""}`)
  if (ended.outcome === "failed" && ended.passing) {
    if (running.signal?.aborted) return left(job, number)
    if (again) return { job, tries: number, restMs: pauseMs(job.schedule, number) }
  }
  const { outcome, issue, reason, files } = ended
  return { ...untried(job, outcome, { reason, problems }), issue, files, tries: number }
}

const left = (job: Job, tries: number): SlotResult => ({
  ...untried(job, "left", { reason: "the run was stopped before it was made" }),
  tries,
})

/** The pause after an attempt, the first counted as 1. */
const pauseMs = ({ pause }: Schedule, number: number) => milliseconds(pause) * 3 ** (number - 1)
