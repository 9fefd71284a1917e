import type Handlebars from "handlebars"
import { difference, share, shortfall } from "../compare/figures.js"
import type { Computation } from "../model/figurecomparison.js"
import type { Gap, Observation } from "../model/figures.js"
import { ProblemError } from "../model/problem.js"
import {
  formatDay,
  formatExpected,
  formatMonth,
  formatNumber,
  formatSpan,
  formatValue,
  inLanguage,
} from "./format.js"
import { type HelperState, type Options, wrong } from "./helperstate.js"
import { fill } from "./words.js"

/**
 * The helpers that print figures: the `value` of an observation (`bare` without its qualifier), `when`,
 * `month`, `share` of a whole, `shortfall` to a ceiling; what a gap says is `expected`, and `expectedWhen`;
 * and `change`, whose direction follows the numbers: rose by, fell by, was unchanged. Arithmetic on what is not comparable
 * is a Problem at the line that asks for it.
 */
export function figureHelpers(
  { words, lang, facts, ledger }: HelperState,
  find: (id: unknown, options: Options) => Observation,
): Record<string, Handlebars.HelperDelegate> {
  const numeric = (id: unknown, options: Options) => {
    const o = find(id, options)
    return o.value === null || o.value === undefined
      ? wrong(`"${id}" has no number`, options)
      : (o as Observation & { value: number })
  }
  const ofFact = (text: string, { id }: { readonly id: string }) =>
    ledger.mark(text, { origin: "fact", facts: [id] })
  const expecting = (id: unknown, options: Options) => {
    const gap = find(id, options) as Partial<Gap>
    return gap.expected
      ? (gap as Gap & { expected: NonNullable<Gap["expected"]> })
      : wrong(`"${id}" expects nothing`, options)
  }
  const ofComputation = (text: string, { operation, value, inputs }: Computation) =>
    ledger.mark(text, {
      origin: "computation",
      facts: inputs,
      computation: { operation, value, inputs: [...inputs] },
    })
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
      const text = formatValue({ value: o.value, qualifier }, unitOf(o), words, {
        setting: setting(options),
        lang,
      })
      return ofFact(text, o)
    },
    when: (id: unknown, options: Options) => {
      const o = find(id, options)
      const { asOf, period, time } = o
      if (asOf) return ofFact(formatDay(asOf, words), o)
      const text = period ? formatSpan(period, words) : time?.[lang]
      return text ? ofFact(text, o) : wrong(`"${id}" has no date`, options)
    },
    month: (id: unknown, options: Options) => {
      const o = find(id, options)
      const day = o.asOf ?? o.period?.to
      return day ? ofFact(formatMonth(day.slice(0, 7), words), o) : wrong(`"${id}" has no month`, options)
    },
    expected: (id: unknown, options: Options) => {
      const gap = expecting(id, options)
      return ofFact(inLanguage(gap.expected.what, lang, `what "${gap.id}" expects`), gap)
    },
    expectedWhen: (id: unknown, options: Options) => {
      const gap = expecting(id, options)
      return ofFact(formatExpected(gap.expected, { words, lang }), gap)
    },
    share: (part: unknown, whole: unknown, options: Options) => {
      const c = placed(options, () => share(numeric(part, options), numeric(whole, options)))
      const value = formatNumber(Math.round(c.value), words)
      return ofComputation(fill(words.values[setting(options)].share, { value }), c)
    },
    shortfall: (strength: unknown, ceiling: unknown, options: Options) => {
      const o = numeric(strength, options)
      const c = placed(options, () => shortfall(o, numeric(ceiling, options)))
      return ofComputation(show(c.value, o, options), c)
    },
    change: (before: unknown, after: unknown, options: Options) => {
      const o = numeric(after, options)
      const c = placed(options, () => difference(numeric(before, options), o))
      const { up, down, same } = words.directions
      const pattern = c.value > 0 ? up : c.value < 0 ? down : same
      return ofComputation(fill(pattern, { size: show(Math.abs(c.value), o, options) }), c)
    },
  }
}
