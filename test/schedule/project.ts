import { readFileSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { historyOf } from "../../src/schedule/history.js"
import { parseLedger } from "../../src/schedule/ledger.js"

/** A fixed clock for the programs of a project. */
export const clock = (instant: string) => ({ SOURCE_DATE_EPOCH: String(Date.parse(instant) / 1000) })

/** A schedule by which editions are quick to make: in English, as HTML, and tried once. */
export const quick = {
  ...{ every: "month", zone: "Africa/Bamako", catchUp: "P20D", languages: ["en"], formats: ["html"] },
  ...{ attempts: 1, unchanged: "issue" },
}

/** Puts a note's schedule into a project. */
export function plan(project: string, note: string, schedule: unknown): void {
  writeFileSync(join(project, "templates", note, "schedule.json"), JSON.stringify(schedule))
}

/** The run ledger of a project, which must be whole but for lines that a kill has torn. */
export function ledgerIn(project: string, out = "output") {
  const { lines, problems } = parseLedger(readFileSync(join(project, out, "runs.jsonl")), "runs.jsonl")
  return { lines, problems, historyOf: (note: string) => historyOf(lines, note) }
}

/** Lets the lock that a killed program has left grow old, so that nobody needs to wait for that. */
export function ageLock(project: string, out = "output"): void {
  try {
    utimesSync(join(project, out, ".run.lock"), 1, 1)
  } catch {}
}
