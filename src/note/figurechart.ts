import type { Chart } from "../model/chart.js"
import type { Texts } from "../model/common.js"
import type { Observation } from "../model/figures.js"
import type { ChartRule } from "../model/notes.js"
import { fail } from "../model/problem.js"
import { citeText } from "./cite.js"
import type { FiguresInput } from "./figuresview.js"
import { formatNumber, formatValue, inLanguage } from "./format.js"
import { withoutMarks } from "./ledger.js"
import { markDocument, markFact } from "./subject.js"
import { fill } from "./words.js"

type Bar = ChartRule["bars"][number]

/**
 * A note's chart with its figures looked up. The table's rows and the chart share one set of observations. `alt` is what
 * the document says of the chart, with the marks of the ledger; in the chart itself there are none.
 */
export function chartOf(
  rule: ChartRule,
  input: FiguresInput,
): { readonly chart: Chart; readonly alt: string } {
  const { lang, words, facts } = input
  const found = rule.bars.map(bar => observationOf(bar, input))
  const unit = facts.units.get(oneUnit(found, input))!
  const text = (texts: Texts, what: string) => inLanguage(texts, lang, what)
  const ceilings = found.map(o => ceilingOf(o, input))
  const label = (value: number | null) =>
    value === null ? "" : formatValue({ value }, unit, words, { setting: "table", lang })
  const names = rule.bars.map((bar, i) => nameOfBar(bar, found[i]!, input))
  const values = found.map(o => o.value)
  const limit = rule.ceiling ? text(rule.ceiling, "the ceiling of the chart") : ""
  const title = fill(text(rule.title, "the title of the chart"), yearsOf(input))
  const points = found.map((o, i) => {
    const point = { name: names[i]!, value: markFact(label(o.value), o, input) }
    const ceiling = ceilings[i]
    if (!limit || !ceiling) return fill(words.chart.point, point)
    const most = markFact(formatNumber(ceiling.value!, words), ceiling, input)
    return fill(words.chart.pointCeiling, { ...point, ceiling: limit, limit: most })
  })
  const limits = ceilings.map(c => c?.value ?? null)
  const alt = fill(words.chart.alt, { title, data: points.join(words.list.clause) })
  const chart: Chart = {
    id: "chart-1",
    form: rule.form,
    title: withoutMarks(title),
    alt: withoutMarks(alt),
    lang,
    dir: words.dir,
    locale: words.locale,
    unit: text(unit.name, `the name of unit "${unit.id}"`),
    categories: names.map(withoutMarks),
    series: [{ name: text(rule.series, "the series of the chart"), values, labels: values.map(label) }],
    ...(limit && { ceiling: { name: limit, values: limits, labels: limits.map(label) } }),
  }
  return { chart, alt }
}

/** The unit of all bars; that there are several is a Problem. */
function oneUnit(found: readonly Observation[], { definition }: FiguresInput): string {
  const [{ unit }] = found as [Observation]
  const other = found.find(o => o.unit !== unit)
  if (!other) return unit
  return fail(`the chart mixes units: "${unit}" and "${other.unit}"`, {
    place: { file: `templates/${definition.id}/note.json`, path: "compare.chart" },
    hint: "one axis has one unit; leave one of them out",
  })
}

/** What the sources are called, as far as the chart's texts ask for it. */
const yearsOf = ({ labels, comparison: { before, after }, ledger }: FiguresInput) => ({
  before: markDocument(labels.get(before.id)!, { ledger }),
  after: markDocument(labels.get(after.id)!, { ledger }),
})

/** What stands below a chart: the definition's words, with `{before}`, `{after}` and `{sources}` filled in; null if none. */
export function chartNote({ note, bars }: ChartRule, input: FiguresInput): string | null {
  if (!note) return null
  const { comparison } = input
  const cited = bars.map(bar => ({ fact: observationOf(bar, input), source: comparison[bar.side] }))
  const sources = citeText(cited, input)
  return fill(inLanguage(note, input.lang, "the note of the chart"), { ...yearsOf(input), sources })
}

function observationOf(
  { side, indicator }: Bar,
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

/** The ceiling of a figure, if it has one with a number. */
function ceilingOf({ ceiling }: Observation, { facts }: FiguresInput): Observation | undefined {
  return facts.reports.flatMap(r => r.observations).find(o => o.id === ceiling && o.value !== null)
}

function nameOfBar({ name, side }: Bar, observation: Observation, input: FiguresInput): string {
  if (name) return fill(inLanguage(name, input.lang, "a bar of the chart"), yearsOf(input))
  const { id, name: own } = input.facts.indicators.get(observation.indicator)!
  const told = inLanguage(own, input.lang, `the name of indicator "${id}"`)
  return `${markFact(told, observation, input)}, ${yearsOf(input)[side]}`
}
