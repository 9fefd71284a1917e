import type { Ended } from "../model/runs.js"
import type { Schedule } from "../model/schedule.js"
import { outcomeOfIssue } from "./attempt.js"
import type { Attempt, History } from "./history.js"
import { record } from "./ledger.js"
import { keysFor } from "./notices.js"
import { instantNow, lastIssue, type Running } from "./running.js"
import { stateOf } from "./state.js"

/**
 * Writes down what interrupted attempts at a note have made: a program can be stopped after its edition is in its place and before
 * the ledger says so. Only the last attempt at an edition can be such a one; others are tried again. The run lock must be held.
 */
export async function recover(
  { attempts }: History,
  schedule: Schedule | undefined,
  running: Running,
): Promise<void> {
  const last = new Map(attempts.map(attempt => [attempt.edition, attempt]))
  for (const attempt of last.values()) {
    const found = attempt.ended ? undefined : await madeBy(attempt, schedule, running)
    if (found) await record(found, running)
  }
}

async function madeBy(
  { attempt, note, slot, edition, planned, begun }: Attempt,
  schedule: Schedule | undefined,
  running: Running,
): Promise<Ended | undefined> {
  const issue = await lastIssue(note, edition, running)
  if (!issue || issue.id === begun!.before) return undefined
  const { folder, id, manifest } = issue
  const files = manifest.outputs.filter(o => o.kind !== "document").map(o => `${folder}/${o.file}`)
  const { lapsedReviews } = await import("../edition/reviewed.js")
  const made = {
    ...{ outcome: outcomeOfIssue(id), issue: id, passing: false, files },
    reason: "it was found made by an attempt that was interrupted",
    review: [...lapsedReviews(manifest.review ?? [])],
  }
  return {
    ...{ event: "ended", at: instantNow(running), attempt, note, slot, edition, planned, ...made },
    state: schedule ? await stateOf({ note, edition, schedule }, running) : "unknown",
    notify: schedule ? keysFor(schedule, made) : [],
  }
}
