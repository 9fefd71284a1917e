import type { Host } from "../host.js"
import type { Problem } from "../model/problem.js"
import type { Standing } from "./due.js"
import { historyOf, isPausedAt } from "./history.js"
import { readLedger } from "./ledger.js"
import { localText } from "./localtext.js"
import { standingsNow } from "./plan.js"
import type { LoadedSchedule } from "./schedules.js"

/** How the slots of notes stand that were planned until now, the earliest first, by note; and what is wrong with the ledger. */
export interface Stands {
  readonly of: ReadonlyMap<string, readonly Standing[]>
  /** The notes that are paused now. */
  readonly paused: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

/** How the slots of schedules stand, as a run would find them now. */
export async function standsOf(
  schedules: readonly LoadedSchedule[],
  running: { readonly out: string; readonly host: Host },
): Promise<Stands> {
  const { lines, problems } = await readLedger(running)
  const of = new Map<string, readonly Standing[]>()
  const paused = new Set<string>()
  const now = running.host.now().toISOString()
  for (const { note, schedule } of schedules) {
    if (!schedule) continue
    const history = historyOf(lines, note)
    if (isPausedAt(history, now, now)) paused.add(note)
    of.set(note, await standingsNow(note, schedule, { history, running }))
  }
  return { of, paused, problems }
}

/** How a slot stands, in a few words for a person; none of one that is still to come. */
export function standText({ is, late, last, slot }: Standing, zone: string): string {
  const ended = last?.ended
  if (is === "to come") return ""
  if (is === "open") return `${late ? "LATE" : "due now"}, until ${localText(slot.closes, zone)}`
  if (is === "failed") return `FAILED${ended?.reason ? `: ${ended.reason}` : ""}`
  if (is === "missed") return "MISSED"
  if (is === "skipped") return "passed over, for the note was paused"
  if (is === "paused") return "not made, for the note is paused"
  if (ended?.outcome === "unchanged") return `unchanged${ended.issue ? `, ${ended.issue} stands` : ""}`
  return ended?.issue ? `issued ${ended.issue}` : "made"
}
