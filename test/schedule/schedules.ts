import { type Schedule, schedule } from "../../src/model/schedule.js"

/** A schedule as a file would give it: monthly in Bamako unless said otherwise. */
export const scheduled = (own: Readonly<Record<string, unknown>> = {}): Schedule =>
  schedule.parse({ every: "month", zone: "Africa/Bamako", ...own })
