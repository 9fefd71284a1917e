import type { Host } from "../host.js"
import { hasNoSchedule, noteNamed } from "./asked.js"
import { isPausedAt, scheduledBy } from "./history.js"
import { record } from "./ledger.js"
import { historyNow } from "./running.js"
import { loadSchedules } from "./schedules.js"

/** Whether a note is paused now, and whether that was so before. */
export interface Paused {
  readonly note: string
  readonly paused: boolean
  readonly changed: boolean
}

/**
 * Pauses a note, so that its editions are no longer made by themselves and none counts as missing; or lets it go on: then what is
 * still in its window is made at the next run. A note that never had a schedule is wrong usage; one that has none any more is
 * paused to say that it was given up.
 */
export async function pause(
  note: string,
  paused: boolean,
  { host, out = "output", trigger }: { host: Host; out?: string; trigger?: string | undefined },
): Promise<Paused> {
  const schedules = await loadSchedules(host)
  const at = host.now().toISOString()
  const history = await historyNow(note, { host, out })
  if (!scheduledBy(history, at)) {
    const { schedule, problems } = noteNamed(note, schedules)
    if (paused && !schedule && problems.length === 0) hasNoSchedule(note)
  }
  const was = isPausedAt(history, at, at)
  const by = trigger ?? (host.env.BRIEF_TRIGGER || "a person")
  if (was !== paused)
    await record({ event: paused ? "paused" : "resumed", at, note, trigger: by }, { out, host })
  return { note, paused, changed: was !== paused }
}

/** The same in a line for a person. */
export function pauseLine({ note, paused, changed }: Paused): string {
  const state = paused
    ? "is paused: no edition is made by itself, and none counts as missing"
    : "goes on: what is due is made at the next run"
  return `${note}  ${state}${changed ? "" : " (as before)"}`
}
