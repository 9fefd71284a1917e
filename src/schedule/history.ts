import type { Begun, Cause, Ended, Missed, Outcome, Paused, RunLine, ToldLine } from "../model/runs.js"

/** One try to make an edition, put together from its lines in the ledger. */
export interface Attempt {
  readonly attempt: string
  readonly note: string
  readonly slot: string
  readonly edition: string
  readonly planned: string | null
  /** Null where the line that it began was lost. */
  readonly begun: Begun | null
  /** Null if it was interrupted, or is still going on. */
  readonly ended: Ended | null
}

/** What the ledger says of one note. */
export interface History {
  readonly note: string
  /** As they began. */
  readonly attempts: readonly Attempt[]
  readonly missed: readonly Missed[]
  readonly told: readonly ToldLine[]
  /** When it was paused and resumed, in turn. */
  readonly pauses: readonly Paused[]
  /** From when on editions are due, where the schedule does not say, and when a run first knew that. */
  readonly scheduled: { readonly at: string; readonly from: string } | undefined
}

/** What the ledger says of each note that it tells of. */
export function historiesOf(lines: readonly RunLine[]): ReadonlyMap<string, History> {
  const notes = [...new Set(lines.map(line => line.note))]
  return new Map(notes.map(note => [note, historyOf(lines, note)]))
}

/** What the ledger says of a note; nothing where it is silent. */
export function historyOf(lines: readonly RunLine[], note: string): History {
  const own = lines.filter(line => line.note === note)
  const [scheduled] = own
    .filter(line => line.event === "scheduled")
    .sort((a, b) => (before(a.at, b.at) ? -1 : 1))
  return {
    note,
    attempts: attemptsOf(own),
    missed: own.filter(line => line.event === "missed"),
    told: own.filter(line => line.event === "told"),
    pauses: own.flatMap(line => (line.event === "paused" || line.event === "resumed" ? [line] : [])),
    scheduled: scheduled && { at: scheduled.at, from: scheduled.from },
  }
}

function attemptsOf(lines: readonly RunLine[]): Attempt[] {
  const found = new Map<string, Attempt>()
  for (const line of lines) {
    if (line.event !== "begun" && line.event !== "ended") continue
    const { attempt, note, slot, edition, planned } = line
    const known = found.get(attempt) ?? { attempt, note, slot, edition, planned, begun: null, ended: null }
    found.set(attempt, { ...known, [line.event]: line })
  }
  return [...found.values()]
}

/** What became of an attempt; "interrupted" if its end is not told. */
export const outcomeOf = ({ ended }: Attempt): Outcome | "interrupted" => ended?.outcome ?? "interrupted"

/** Whether an attempt left its edition made, or found that the last one still stands. */
export const succeeded = (attempt: Attempt) => attempt.ended !== null && attempt.ended.outcome !== "failed"

/** Why an attempt was started; one whose beginning was lost counts as due. */
export const causeOf = ({ begun }: Attempt): Cause => begun?.cause ?? "due"

/** When an attempt began, or, where that was lost, ended. */
export const timeOf = ({ begun, ended }: Attempt) => (begun ?? ended)!.at

/** Whether editions of a note were not to be made by themselves at an instant, as far as is known now. */
export function isPausedAt(history: History, instant: string, now: string): boolean {
  return pausesBy(history, now).findLast(p => !before(instant, p.at))?.event === "paused"
}

/** Since when a note is paused; undefined if it is not. */
export function pausedSince(history: History, now: string): string | undefined {
  const last = pausesBy(history, now).at(-1)
  return last?.event === "paused" ? last.at : undefined
}

/**
 * Pauses are meant at once: one that a clock which was ahead has dated counts from the next that is known to have been written after
 * it, else from now, not from a day to come.
 */
function pausesBy({ pauses }: History, now: string): readonly Paused[] {
  let next = now
  const dated = pauses.toReversed().map(pause => {
    if (!before(now, pause.at)) next = pause.at
    return { ...pause, at: before(now, pause.at) ? next : pause.at }
  })
  return dated.reverse()
}

/** The pause or its end that is in force and dated ahead, so that it is to be written down anew. */
export function pauseAhead({ pauses }: History, now: string): Paused | undefined {
  const last = pauses.at(-1)
  return last && isAhead(last.at, now) ? last : undefined
}

/** Clocks are set back by a little now and then. */
const setBackMs = 5_000

/** Whether an instant lies after the present one: it was written while the clock was ahead, and tells nothing of its time. */
export const isAhead = (at: string, now: string) => Date.parse(at) > Date.parse(now) + setBackMs

/** From when on editions are due, as the ledger says; undefined if only a clock that was ahead has said so. */
export const scheduledBy = ({ scheduled }: History, now: string) =>
  scheduled && !isAhead(scheduled.at, now) ? scheduled : undefined

/** Whether an instant is before another, however many decimals they have. */
export const before = (a: string, b: string) => Date.parse(a) < Date.parse(b)
