import type { Host } from "../host.js"
import type { Problem } from "../model/problem.js"
import type { Cause, Outcome, ToldLine } from "../model/runs.js"
import { noteNamed } from "./asked.js"
import { type Attempt, type History, historiesOf, outcomeOf, timeOf } from "./history.js"
import { readLedger } from "./ledger.js"
import { lookup } from "./lookup.js"
import { loadSchedules } from "./schedules.js"

/** An attempt as `brief runs` shows it; or an edition that was missed. */
export interface ListedRun {
  readonly note: string
  readonly edition: string
  /** The slot's id; out of turn, that of the edition. */
  readonly slot: string
  /** Null out of turn. */
  readonly planned: string | null
  /** Null where the ledger does not tell. */
  readonly began: string | null
  readonly ended: string | null
  readonly seconds: number | null
  readonly outcome: Outcome | "interrupted" | "going on" | "missed"
  readonly issue: string | null
  readonly reason: string | null
  readonly files: readonly string[]
  readonly review: readonly string[]
  readonly cause: Cause | null
  readonly trigger: string | null
  /** Which try it was in its run. */
  readonly try: number | null
  readonly told: readonly Pick<ToldLine, "on" | "by" | "to" | "sent" | "tries" | "reason" | "at">[]
}

/**
 * What was run, the newest last, and lines of the ledger that were passed over. `last` bounds how many. A name that is neither a
 * note's nor in the ledger is wrong usage.
 */
export async function listRuns(
  { note, last, out = "output" }: { note?: string | undefined; last?: number | undefined; out?: string },
  host: Host,
): Promise<{ readonly runs: readonly ListedRun[]; readonly problems: readonly Problem[] }> {
  const { lines, problems } = await readLedger({ out, host })
  const histories = historiesOf(lines)
  if (note !== undefined && !histories.has(note)) noteNamed(note, await loadSchedules(host))
  const chosen = [...histories.values()].filter(history => note === undefined || history.note === note)
  const running = await goingOn([...histories.values()], { out, host })
  const runs = chosen
    .flatMap(history => [
      ...history.attempts.map(attempt => listed(attempt, history, running)),
      ...missedRuns(history),
    ])
    .sort((a, b) => Date.parse(orderOf(a)) - Date.parse(orderOf(b)))
  return { runs: last === undefined ? runs : runs.slice(-last), problems }
}

const orderOf = ({ began, ended }: ListedRun) => (began ?? ended)!

/** The attempt that is going on: the last one begun, if it has no end and a run holds the lock; undefined if none is. */
export async function goingOn(
  histories: readonly History[],
  { out, host }: { out: string; host: Host },
): Promise<string | undefined> {
  const attempts = histories.flatMap(history => history.attempts.slice(-1))
  const last = attempts.sort((a, b) => Date.parse(timeOf(a)) - Date.parse(timeOf(b))).at(-1)
  if (!last || last.ended) return undefined
  // Who may only read cannot ask for the lock, and takes the attempt for an interrupted one.
  const release = await host.lock(`${out}/.run`).catch(() => async () => {})
  await release?.()
  return release ? undefined : last.attempt
}

function listed(attempt: Attempt, history: History, running: string | undefined): ListedRun {
  const { note, edition, slot, planned, begun, ended } = attempt
  const { issue = null, reason = null, files = [], review = [] } = ended ?? {}
  const [from, to] = [begun?.at ?? null, ended?.at ?? null]
  return {
    ...{ note, edition, slot, planned, began: from, ended: to, issue, reason, files, review },
    seconds: from && to ? Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 100) / 10) : null,
    outcome: attempt.attempt === running ? "going on" : outcomeOf(attempt),
    ...{ cause: begun?.cause ?? null, trigger: begun?.trigger ?? null, try: begun?.try ?? null },
    told: lookup(history).toldOf(attempt.attempt, slot).map(toldOf),
  }
}

const toldOf = ({ on, by, to, sent, tries, reason, at }: ToldLine) => ({
  on,
  by,
  to,
  sent,
  tries,
  reason,
  at,
})

function missedRuns(history: History): ListedRun[] {
  const toldAt = (slot: string) => lookup(history).toldOf(null, slot)
  return history.missed.map(({ note, edition, slot, planned, at, reason }) => ({
    ...{
      note,
      edition,
      slot,
      planned,
      began: null,
      ended: at,
      seconds: null,
      outcome: "missed",
      issue: null,
    },
    ...{ reason, files: [], review: [], cause: null, trigger: null, try: null },
    told: toldAt(slot)
      .filter(t => t.on === "missed")
      .map(toldOf),
  }))
}

/** A run in lines for a person: when, what, what came of it; then its reason, its files, and who was told. */
export function listedLines(run: ListedRun): string[] {
  const { note, edition, slot, planned, began, ended, seconds, outcome, issue, cause, trigger } = run
  const which = slot === edition ? edition : `${edition} (${slot})`
  const took = seconds === null ? "" : ` in ${seconds} s`
  const made = issue && outcome !== "unchanged" ? ` as ${issue}` : ""
  const by = trigger ? `, ${cause === "due" ? "" : `${cause}, `}by ${trigger}` : ""
  const tries = run.try && run.try > 1 ? `, attempt ${run.try}` : ""
  const due = planned ? `, planned ${short(planned)}` : ""
  return [
    `${short(began ?? ended)}  ${note}  ${which}  ${outcome}${made}${took}${tries}${due}${by}`,
    ...(run.reason ? [`  ${run.reason}`] : []),
    ...run.files.map(file => `  ${file}`),
    ...run.told.map(
      t => `  ${t.sent ? "told" : "could not tell"} ${t.to} (${t.by})${t.reason ? `: ${t.reason}` : ""}`,
    ),
  ]
}

/** An instant without what nobody reads: 2026-11-01 06:00:07Z. */
const short = (instant: string | null) => (instant ?? "").replace("T", " ").replace(/\.\d+Z$/, "Z")
