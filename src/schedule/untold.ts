import type { Host } from "../host.js"
import type { ToldLine } from "../model/runs.js"
import type { Schedule } from "../model/schedule.js"
import type { History } from "./history.js"
import { record } from "./ledger.js"
import { keyOf } from "./notices.js"
import { historyNow } from "./running.js"

/** By each rule that still stands, the last message, where it could not be sent: so nobody hears of that note by it for now. */
export function untold({ notify }: Schedule, { told }: History): readonly ToldLine[] {
  return notify.flatMap(rule => {
    const key = keyOf(rule)
    const last = told.filter(line => line.rule === key).at(-1)
    return last && !last.sent ? [last] : []
  })
}

/**
 * Writes down that a test has reached those whom the last message of a note did not, so that they no longer count as untold. `sent`
 * says of each rule, in their order, whether its test came through.
 */
export async function reachedByTest(
  note: string,
  { schedule, sent }: { schedule: Schedule; sent: readonly boolean[] },
  place: { out: string; host: Host },
): Promise<void> {
  const reached = schedule.notify.filter((_, i) => sent[i]).map(keyOf)
  const at = place.host.now().toISOString()
  for (const line of untold(schedule, await historyNow(note, place)))
    if (reached.includes(line.rule))
      await record({ ...line, at, tries: 1, sent: true, reason: null, attempt: "test" }, place)
}
