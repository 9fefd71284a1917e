import type { build } from "../edition/build.js"
import { issuedEditions } from "../edition/issued.js"
import type { Host } from "../host.js"
import type { Problem } from "../model/problem.js"
import type { Cause, Outcome } from "../model/runs.js"
import type { Schedule, Slot } from "../model/schedule.js"
import type { tell } from "../tell/tell.js"
import { type History, historyOf } from "./history.js"
import { readLedger } from "./ledger.js"

/** What a run works with: it makes editions by the one, and tells people by the other. */
export interface Works {
  readonly build: typeof build
  readonly tell: typeof tell
}

/** A run that is going on. */
export interface Running {
  readonly host: Host
  readonly out: string
  /** Who called: systemd, cron, a person. */
  readonly trigger: string
  readonly works: Works
  readonly signal: AbortSignal | undefined
  /** Hears of each step, in a line for a person. */
  readonly progress: (line: string) => void
}

/** An edition to be made. */
export interface Job {
  readonly note: string
  /** The slot's id; out of turn, that of the edition. */
  readonly slot: string
  readonly edition: string
  /** Null out of turn. */
  readonly planned: string | null
  readonly cause: Cause
  readonly day: string
  /** Sources of a later day are left out; none are unless given. */
  readonly cutOff?: string
  readonly schedule: Schedule
  /** The slot itself; null out of turn. */
  readonly calendar: Slot | null
}

/**
 * What became of a slot in a run. Besides the outcomes of attempts: "failed before" is not tried again until what it is made from
 * changes; "missed" is too late; "left" is for the next run; "made before" and "to come" need nothing; "due" would be made.
 */
export interface SlotResult extends Pick<Job, "note" | "slot" | "edition" | "planned" | "cause"> {
  readonly outcome: Outcome | "failed before" | "missed" | "left" | "made before" | "to come" | "due"
  /** Such as 2026-11-r2; null if none was issued. */
  readonly issue: string | null
  readonly reason: string | null
  readonly files: readonly string[]
  /** How many attempts this run made. */
  readonly tries: number
  readonly problems: readonly Problem[]
}

/** A result of a slot at which no attempt was made. */
export function untried(
  { note, slot, edition, planned, cause }: Pick<Job, "note" | "slot" | "edition" | "planned" | "cause">,
  outcome: SlotResult["outcome"],
  { reason = null, problems = [] }: { reason?: string | null; problems?: readonly Problem[] } = {},
): SlotResult {
  const nothing = { issue: null, files: [], tries: 0 }
  return { ...{ note, slot, edition, planned, cause, outcome, reason, problems }, ...nothing }
}

/** The present instant, as the ledger writes it. */
export const instantNow = ({ host }: Pick<Running, "host">) => host.now().toISOString()

/** What the ledger says of a note at this moment. */
export async function historyNow(note: string, running: Pick<Running, "host" | "out">): Promise<History> {
  return historyOf((await readLedger(running)).lines, note)
}

/** The last issue of a month's edition of a note, as it stands in the folder; undefined if there is none. */
export async function lastIssue(note: string, edition: string, { host, out }: Pick<Running, "host" | "out">) {
  const issues = await issuedEditions(note, { host, out, month: edition })
  return issues.flatMap(issue => (issue.manifest ? [{ ...issue, manifest: issue.manifest }] : [])).at(-1)
}
