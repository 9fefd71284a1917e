import type { ToldLine } from "../model/runs.js"
import type { Schedule } from "../model/schedule.js"
import type { History } from "./history.js"
import { keyOf } from "./notices.js"

/** By each rule that still stands, the last message, where it could not be sent: so nobody hears of that note by it for now. */
export function untold({ notify }: Schedule, { told }: History): readonly ToldLine[] {
  return notify.flatMap(rule => {
    const key = keyOf(rule)
    const last = told.filter(line => line.rule === key).at(-1)
    return last && !last.sent ? [last] : []
  })
}
