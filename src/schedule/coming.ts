import type { Host } from "../host.js"
import type { Problem } from "../model/problem.js"
import type { Schedule, Slot } from "../model/schedule.js"
import { nextSlot } from "./calendar.js"
import { localText } from "./localtext.js"
import { loadSchedules } from "./schedules.js"
import { standsOf } from "./stands.js"

/** When the editions of a note are due, as `brief list` shows it. */
export interface Coming extends Pick<Schedule, "every" | "zone"> {
  /** Whether it is paused, so that nothing is made by itself. */
  readonly paused: boolean
  /** What is planned, not made, and still to be made; the earliest first. */
  readonly open: readonly Slot[]
  /** The first that is planned after now; null if none is any more. */
  readonly next: Slot | null
}

/** What is due of each note, by note: null where its schedule has problems, nothing where it has no schedule. */
export type AllComing = ReadonlyMap<string, Coming | null>

/** What is due of each note that has a schedule; and what is wrong with schedules and with the run ledger under `out`. */
export async function comingEditions(
  host: Host,
  { out = "output" }: { out?: string } = {},
): Promise<{ coming: AllComing; problems: readonly Problem[] }> {
  const loaded = [...(await loadSchedules(host)).values()]
  const stands = await standsOf(loaded, { out, host })
  const now = host.now().toISOString()
  const coming = new Map<string, Coming | null>()
  for (const { note, schedule, problems } of loaded) {
    if (schedule) {
      const { every, zone } = schedule
      const open = (stands.of.get(note) ?? []).filter(s => s.is === "open" || s.is === "failed")
      const next = nextSlot(schedule, note, now) ?? null
      const paused = stands.paused.has(note)
      coming.set(note, { every, zone, paused, open: open.map(s => s.slot), next })
    } else if (problems.length > 0) coming.set(note, null)
  }
  return { coming, problems: [...loaded.flatMap(l => l.problems), ...stands.problems] }
}

/** What is due of a note, as lines for a person. */
export function comingLines(coming: Coming | null | undefined): string[] {
  if (coming === undefined) return ["  no schedule: made by hand"]
  if (coming === null) return ["  NOTHING IS DUE: its schedule has problems"]
  const { open, next, zone, paused } = coming
  const at = (instant: string) => `${localText(instant, zone)} (${zone})`
  return [
    ...(paused ? ["  PAUSED: nothing is made by itself until `brief run --resume`"] : []),
    ...open.map(slot => `  DUE NOW  ${slot.edition}, since ${at(slot.planned)}, until ${at(slot.closes)}`),
    next
      ? `  due ${at(next.planned)}, information to ${next.cutOff}`
      : "  its schedule plans no further edition",
  ]
}
