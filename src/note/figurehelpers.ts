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
import { type HelperState, type Options, ofFact, wrong } from "./helperstate.js"
import { fill } from "./words.js"

type FindFigure = (id: unknown, options: Options) => Observation
type Counted = Observation & { readonly value: number }
type Expecting = Gap & { readonly expected: NonNullable<Gap["expected"]> }

/**
 * The helpers that print figures: the `value` of an observation (`bare` without its qualifier), `when`,
 * `month`, `share` of a whole, `shortfall` to a ceiling; what a gap says is `expected`, and `expectedWhen`;
 * and `change`, whose direction follows the numbers: rose by, fell by, was unchanged. Arithmetic on what is not comparable
 * is a Problem at the line that asks for it.
 */
export function figureHelpers(
  state: HelperState,
  find: FindFigure,
): Record<string, Handlebars.HelperDelegate> {
  return { ...statedHelpers(state, find), ...expectedHelpers(state, find), ...computedHelpers(state, find) }
}

const settingOf = (options: Options) => (options.hash.table ? ("table" as const) : ("text" as const))

function numeric(id: unknown, options: Options, find: FindFigure): Counted {
  const o = find(id, options)
  return o.value === null || o.value === undefined ? wrong(`"${id}" has no number`, options) : (o as Counted)
}

/** What a report states: a value, and when. */
function statedHelpers(state: HelperState, find: FindFigure): Record<string, Handlebars.HelperDelegate> {
  const { words, lang, facts } = state
  return {
    value: (id: unknown, options: Options) => {
      const o = numeric(id, options, find)
      const qualifier = options.hash.bare ? "exactly" : o.qualifier
      const unit = facts.units.get(o.unit)!
      const text = formatValue({ value: o.value, qualifier }, unit, words, {
        setting: settingOf(options),
        lang,
      })
      return ofFact(text, o.id, state)
    },
    when: (id: unknown, options: Options) => {
      const { asOf, period, time, ...o } = find(id, options)
      if (asOf) return ofFact(formatDay(asOf, words), o.id, state)
      const text = period ? formatSpan(period, words) : time?.[lang]
      return text ? ofFact(text, o.id, state) : wrong(`"${id}" has no date`, options)
    },
    month: (id: unknown, options: Options) => {
      const o = find(id, options)
      const day = o.asOf ?? o.period?.to
      return day
        ? ofFact(formatMonth(day.slice(0, 7), words), o.id, state)
        : wrong(`"${id}" has no month`, options)
    },
  }
}

/** What a gap expects, and when. */
function expectedHelpers(state: HelperState, find: FindFigure): Record<string, Handlebars.HelperDelegate> {
  const { words, lang } = state
  const expecting = (id: unknown, options: Options) => {
    const gap: Partial<Gap> = find(id, options) as Partial<Gap>
    return gap.expected ? (gap as Expecting) : wrong(`"${id}" expects nothing`, options)
  }
  return {
    expected: (id: unknown, options: Options) => {
      const gap = expecting(id, options)
      return ofFact(inLanguage(gap.expected.what, lang, `what "${gap.id}" expects`), gap.id, state)
    },
    expectedWhen: (id: unknown, options: Options) => {
      const gap = expecting(id, options)
      return ofFact(formatExpected(gap.expected, { words, lang }), gap.id, state)
    },
  }
}

/** What no report prints: shares, shortfalls, changes. */
function computedHelpers(state: HelperState, find: FindFigure): Record<string, Handlebars.HelperDelegate> {
  const { words, lang, facts, ledger } = state
  const marked = (text: string, { operation, value, inputs }: Computation) => {
    const computation = { operation, value, inputs: [...inputs] }
    return ledger.mark(text, { origin: "computation", facts: inputs, computation })
  }
  const show = (value: number, o: Observation, options: Options) =>
    formatValue({ value }, facts.units.get(o.unit)!, words, { setting: settingOf(options), lang })
  return {
    share: (part: unknown, whole: unknown, options: Options) => {
      const [p, w] = [numeric(part, options, find), numeric(whole, options, find)]
      const c = placed(options, () => share(p, w))
      const value = formatNumber(Math.round(c.value), words)
      return marked(fill(words.values[settingOf(options)].share, { value }), c)
    },
    shortfall: (strength: unknown, ceiling: unknown, options: Options) => {
      const [o, most] = [numeric(strength, options, find), numeric(ceiling, options, find)]
      const c = placed(options, () => shortfall(o, most))
      return marked(show(c.value, o, options), c)
    },
    change: (before: unknown, after: unknown, options: Options) => {
      const [earlier, o] = [numeric(before, options, find), numeric(after, options, find)]
      const c = placed(options, () => difference(earlier, o))
      const { up, down, same } = words.directions
      const pattern = c.value > 0 ? up : c.value < 0 ? down : same
      return marked(fill(pattern, { size: show(Math.abs(c.value), o, options) }), c)
    },
  }
}

/** Arithmetic whose Problem stands at the line that asks for it. */
function placed<T>(options: Options, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof ProblemError) return wrong(error.problems[0]!.what, options)
    throw error
  }
}
