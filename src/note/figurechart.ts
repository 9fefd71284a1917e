import type { Chart } from "../model/chart.js"
import type { Observation } from "../model/figures.js"
import type { ChartRule } from "../model/notes.js"
import { fail } from "../model/problem.js"
import { citeText } from "./cite.js"
import type { FiguresInput } from "./figuresview.js"
import { formatNumber, formatValue, inLanguage } from "./format.js"
import { fill } from "./words.js"

/** A note's chart with its figures looked up. The table's rows and the chart share one set of observations. */
export function chartOf(rule: ChartRule, input: FiguresInput): Chart {
  const { lang, words, facts } = input
  const place = { file: `templates/${input.definition.id}/note.json`, path: "compare.chart" }
  const found = rule.bars.map(bar => observationOf(bar, input))
  const unitId = found[0]!.unit
  const other = found.find(o => o.unit !== unitId)
  if (other)
    fail(`the chart mixes units: "${unitId}" and "${other.unit}"`, {
      place,
      hint: "one axis has one unit; leave one of them out",
    })
  const unit = facts.units.get(unitId)!
  const ceilings = found.map(o => ceilingOf(o, input))
  const text = (texts: Parameters<typeof inLanguage>[0], what: string) => inLanguage(texts, lang, what)
  const label = (value: number | null) =>
    value === null ? "" : formatValue({ value }, unit, words, { setting: "table", lang })
  const categories = rule.bars.map((bar, i) =>
    bar.name
      ? fill(text(bar.name, "a bar of the chart"), yearsOf(input))
      : categoryOf(bar.side, found[i]!, input),
  )
  const values = found.map(o => o.value)
  const limit = rule.ceiling ? text(rule.ceiling, "the ceiling of the chart") : ""
  const points = categories.map((name, i) =>
    limit && ceilings[i] !== null
      ? fill(words.chart.pointCeiling, {
          name,
          value: label(values[i]!),
          ceiling: limit,
          limit: formatNumber(ceilings[i]!, words),
        })
      : fill(words.chart.point, { name, value: label(values[i]!) }),
  )
  const title = fill(text(rule.title, "the title of the chart"), yearsOf(input))
  return {
    id: "chart-1",
    form: rule.form,
    title,
    alt: fill(words.chart.alt, { title, data: points.join(words.list.clause) }),
    lang,
    dir: words.dir,
    locale: words.locale,
    unit: text(unit.name, `the name of unit "${unit.id}"`),
    categories,
    series: [{ name: text(rule.series, "the series of the chart"), values, labels: values.map(label) }],
    ...(limit && { ceiling: { name: limit, values: ceilings, labels: ceilings.map(label) } }),
  }
}

const yearsOf = ({ labels, comparison: { before, after } }: FiguresInput) => ({
  before: labels.get(before.id)!,
  after: labels.get(after.id)!,
})

/** What stands below a chart: the definition's words, with `{before}`, `{after}` and `{sources}` filled in; null if none. */
export function chartNote({ note, bars }: ChartRule, input: FiguresInput): string | null {
  if (!note) return null
  const { ledger, comparison } = input
  const mark = (label: string) => ledger.mark(label, { origin: "document", facts: [] })
  const { before, after } = yearsOf(input)
  const cited = bars.map(bar => ({ fact: observationOf(bar, input), source: comparison[bar.side] }))
  return fill(inLanguage(note, input.lang, "the note of the chart"), {
    before: mark(before),
    after: mark(after),
    sources: citeText(cited, input),
  })
}

function observationOf(
  { side, indicator }: ChartRule["bars"][number],
  { comparison, facts, definition }: FiguresInput,
): Observation {
  const report = facts.reports.find(r => r.source.id === comparison[side].id)!
  const shown = new Set(comparison.rows.flatMap(r => r[side].observations.map(o => o.id)))
  const found = report.observations.find(
    o => o.indicator === indicator && o.value !== null && shown.has(o.id),
  )
  if (found) return found
  return fail(`the chart asks for "${indicator}" of ${comparison[side].id}, which the table does not show`, {
    place: { file: `templates/${definition.id}/note.json`, path: "compare.chart.bars" },
    hint: "a chart has the numbers of the table: add the indicator to a row, or take the bar away",
  })
}

function ceilingOf({ ceiling }: Observation, { facts }: FiguresInput): number | null {
  return facts.reports.flatMap(r => r.observations).find(o => o.id === ceiling)?.value ?? null
}

function categoryOf(
  side: "before" | "after",
  { indicator }: Observation,
  { facts, lang, labels, comparison }: FiguresInput,
): string {
  const name = inLanguage(facts.indicators.get(indicator)!.name, lang, `the name of indicator "${indicator}"`)
  return `${name}, ${labels.get(comparison[side].id)}`
}
