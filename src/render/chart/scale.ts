import type { Chart } from "../../model/chart.js"
import { ceilingsOf } from "../../model/chart.js"
import { marginsOf, nameRoom, roughWidth } from "./frame.js"
import { isLying, points } from "./look.js"
import { forAxis, rowsOf, write, writingOf } from "./writing.js"

/** The bars of one category, in points along the axis of categories. */
export interface Bars {
  readonly count: number
  readonly thickness: number
  /** The place of a category, with the gap to the next. */
  readonly category: number
}

/** The distance from one bar to the next of its category, in bars. */
export const pitch = 1.12

/** How thick the bars of a chart are: at most 46 points standing, and Word allows gaps of at most five bars. */
export function barsOf(chart: Chart): Bars {
  const count = chart.form === "stacked" ? 1 : chart.series.length
  const group = count * pitch - (pitch - 1)
  if (isLying(chart)) {
    const thickness = count > 1 ? 9.5 : 12
    return { count, thickness, category: thickness * (group + 0.6) }
  }
  const category = plotLength / Math.max(1, chart.categories.length)
  const thickness = Math.max(category / (group + 5), Math.min(46, category / (group + 0.6)))
  return { count, thickness, category }
}

const plotLength = points.width - 44

/** The gap between categories as a percentage of a bar, as Word counts it: at most 500. */
export function gapOf(chart: Chart): number {
  const { count, thickness, category } = barsOf(chart)
  const group = count * pitch - (pitch - 1)
  return Math.min(500, Math.round((category / thickness - group) * 100))
}

/** The gap that makes one bar as wide as all bars of a category, for a ceiling of them all. */
export function ceilingGap(chart: Chart): number {
  const { count, thickness, category } = barsOf(chart)
  const group = thickness * (count * pitch - (pitch - 1))
  return Math.min(500, Math.round((category / group - 1) * 100))
}

/** The height of the whole chart in points: 52 mm, or what the lying bars need. */
export function heightOf(chart: Chart): number {
  if (!isLying(chart)) return 148
  const { top, bottom } = marginsOf(chart)
  return Math.round(chart.categories.length * barsOf(chart).category + top + bottom)
}

/** The axis of values, from zero unless there are values below it; `perUnit` is the length of one unit in points, about. */
export interface Scale {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly perUnit: number
}

/** The axis of values, with room for what is printed beyond the longest bar. */
export function scaleOf(chart: Chart): Scale {
  const extremes = extremesOf(chart)
  const length = lengthOf(chart)
  const room = labelLength(chart) + 3
  const ends = extremes.min < 0 ? 2 : 1
  const span = (extremes.max - extremes.min) / (1 - Math.min(0.6, (ends * room) / length)) || 1
  const step = niceStep(span / (isLying(chart) ? 5 : 3.5))
  const below = extremes.min < 0 ? extremes.min - (span * room) / length : 0
  const min = Math.floor(below / step) * step
  const max = roundUp(
    extremes.max === 0 && extremes.min < 0 ? 0 : extremes.max + (span * room) / length,
    step / 20,
  )
  return { min, max: max || step, step, perUnit: length / ((max || step) - min) }
}

/** The length of the axis of values, about. */
function lengthOf(chart: Chart): number {
  const { top, bottom } = marginsOf(chart)
  return isLying(chart) ? points.width - namesWidth(chart) - 18 : heightOf(chart) - top - bottom
}

/** The room for the names of lying bars. */
export function namesWidth(chart: Chart): number {
  return Math.min(nameRoom, Math.max(...chart.categories.map(roughWidth))) + 6
}

/** The values that the axis is marked at: every step, zero among them. */
export function stepsOf(chart: Chart): readonly number[] {
  const { min, max, step } = scaleOf(chart)
  const first = Math.round(min / step)
  const count = Math.floor(max / step + 1e-9) - first + 1
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

function extremesOf(chart: Chart): { min: number; max: number } {
  const stack = (c: number) => chart.series.reduce((sum, { values }) => sum + (values[c] ?? 0), 0)
  const stacks = chart.form === "stacked" ? chart.categories.map((_, c) => stack(c)) : []
  const values = [...rowsOf(chart).flatMap(row => row.values), ...stacks].filter(value => value !== null)
  return { min: Math.min(0, ...values), max: Math.max(0, ...values) }
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 2.5, 5, 10].find(nice => nice * power >= rough * 0.999) ?? 10
  return Number((factor * power).toPrecision(3))
}

function roundUp(value: number, to: number): number {
  return Number((Math.ceil(value / to - 1e-9) * to).toPrecision(6))
}

/** Whether values stand upright because their bars are narrower than they are. */
export function isUpright(chart: Chart): boolean {
  const { count, thickness, category } = barsOf(chart)
  const place = count > 1 ? thickness * pitch : category
  return !isLying(chart) && chart.form !== "stacked" && widest(chart) > place + 2
}

/** How far a value reaches from its bar, in points. */
export function labelLength(chart: Chart): number {
  const rows = ceilingsOf(chart).length > 0 && isLying(chart) ? 2 : 1
  return isLying(chart) || isUpright(chart) ? widest(chart) * rows + 3 * rows : points.line
}

function widest(chart: Chart): number {
  return Math.max(0, ...rowsOf(chart).flatMap(row => row.labels.map(roughWidth)))
}

/** What stands along the axis of values, written as the chart's labels are. */
export function axisLabels(chart: Chart): readonly string[] {
  const writing = writingOf(chart)
  const { step } = scaleOf(chart)
  const plain = new Intl.NumberFormat(chart.locale, { maximumFractionDigits: 3 })
  return stepsOf(chart).map(value => (writing ? write(value, forAxis(writing, step)) : plain.format(value)))
}
