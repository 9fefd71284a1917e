import type { RunLine } from "../model/runs.js"
import { historyOf, isPausedAt, scheduledBy } from "./history.js"
import type { LoadedSchedule } from "./schedules.js"

/**
 * The notes that were scheduled once, have no schedule any more, and are not paused: a schedule.json, or the folder of a note, that
 * was lost tells nobody by itself. Whoever has given one up says so by a pause.
 */
export function lostSchedules(
  loaded: ReadonlyMap<string, LoadedSchedule>,
  lines: readonly RunLine[],
  now: string,
): readonly string[] {
  const notes = [...new Set(lines.flatMap(line => (line.event === "scheduled" ? [line.note] : [])))]
  return notes
    .filter(note => {
      const { schedule, problems = [] } = loaded.get(note) ?? {}
      const history = historyOf(lines, note)
      const isGone = !schedule && problems.length === 0 && scheduledBy(history, now) !== undefined
      return isGone && !isPausedAt(history, now, now)
    })
    .sort()
}
