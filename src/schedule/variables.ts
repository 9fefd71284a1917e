import type { Host } from "../host.js"
import type { Schedule } from "../model/schedule.js"
import { heededVariables } from "../tell/ways.js"

/**
 * The names of the variables that the notifications of schedules take addresses and secrets from, each once, in order: those that
 * the rules name, and those of tokens and proxies that are set here, since whatever calls has to know them as well.
 */
export function variablesOf(schedules: readonly Schedule[], host: Pick<Host, "env">): readonly string[] {
  const names = schedules.flatMap(({ notify }) =>
    notify.flatMap(rule => {
      const heeded = heededVariables(rule, host)
      if (rule.by === "mail") return [rule.server.env, ...heeded]
      if (rule.by === "command") return []
      return [...[rule.url, rule.secret].flatMap(at => (typeof at === "object" ? [at.env] : [])), ...heeded]
    }),
  )
  return [...new Set(names)].sort()
}
