import type { Schedule } from "../model/schedule.js"

/** The names of the variables that the notifications of schedules take addresses and secrets from, each once, in order. */
export function variablesOf(schedules: readonly Schedule[]): readonly string[] {
  const names = schedules.flatMap(({ notify }) =>
    notify.flatMap(rule => {
      if (rule.by === "mail") return [rule.server.env]
      if (rule.by === "command") return []
      return [rule.url, rule.secret].flatMap(at => (typeof at === "object" ? [at.env] : []))
    }),
  )
  return [...new Set(names)].sort()
}
