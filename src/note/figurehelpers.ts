import type Handlebars from "handlebars"
import { difference, share, shortfall } from "../compare/figures.js"
import type { Observation } from "../model/figures.js"
import { ProblemError } from "../model/problem.js"
import { formatDay, formatNumber, formatSpan, formatValue } from "./format.js"
import type { HelperState, Options } from "./helpers.js"
import { fill } from "./words.js"

/**
 * The helpers that print figures: the `value` of an observation (`bare` without its qualifier), its `paragraph`, `when`, `share` of a whole, `shortfall` to a ceiling,
 * and `change`, whose direction follows the numbers: rose by, fell by, was unchanged. Arithmetic on what is not comparable
 * is a Problem at the line that asks for it.
 */
export function figureHelpers(
  { words, lang, facts }: HelperState,
  find: (id: unknown, options: Options) => Observation,
  wrong: (what: string, options: Options) => never,
): Record<string, Handlebars.HelperDelegate> {
  const numeric = (id: unknown, options: Options) => {
    const o = find(id, options)
    return o.value === null || o.value === undefined
      ? wrong(`"${id}" has no number`, options)
      : (o as Observation & { value: number })
  }
  const unitOf = (o: Observation) => facts.units.get(o.unit)!
  const setting = (options: Options) => (options.hash.table ? ("table" as const) : ("text" as const))
  const show = (value: number, o: Observation, options: Options) =>
    formatValue({ value }, unitOf(o), words, { setting: setting(options), lang })
  const placed = <T>(options: Options, work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (error instanceof ProblemError) return wrong(error.problems[0]!.what, options)
      throw error
    }
  }
  return {
    value: (id: unknown, options: Options) => {
      const o = numeric(id, options)
      const qualifier = options.hash.bare ? "exactly" : o.qualifier
      return formatValue({ value: o.value, qualifier }, unitOf(o), words, {
        setting: setting(options),
        lang,
      })
    },
    paragraph: (id: unknown, options: Options) => find(id, options).citations[0]!.paragraph,
    when: (id: unknown, options: Options) => {
      const { asOf, period, time } = find(id, options)
      if (asOf) return formatDay(asOf, words)
      return period ? formatSpan(period, words) : (time?.[lang] ?? wrong(`"${id}" has no date`, options))
    },
    share: (part: unknown, whole: unknown, options: Options) => {
      const { value } = placed(options, () => share(numeric(part, options), numeric(whole, options)))
      return fill(words.values[setting(options)].share, { value: formatNumber(Math.round(value), words) })
    },
    shortfall: (strength: unknown, ceiling: unknown, options: Options) => {
      const o = numeric(strength, options)
      return show(placed(options, () => shortfall(o, numeric(ceiling, options))).value, o, options)
    },
    change: (before: unknown, after: unknown, options: Options) => {
      const o = numeric(after, options)
      const { value } = placed(options, () => difference(numeric(before, options), o))
      const pattern =
        value > 0 ? words.directions.up : value < 0 ? words.directions.down : words.directions.same
      return fill(pattern, { size: show(Math.abs(value), o, options) })
    },
  }
}
