import type { Chart, ChartRow, ChartSeries } from "../../model/chart.js"
import { roughWidth } from "./frame.js"
import { isLying, points } from "./look.js"
import { isUpright, scaleOf } from "./scale.js"

/** Where a value is printed: beyond its bar, in its end, in its middle, beside it where the middle is too thin. */
export type LabelPlace = "outside" | "inside" | "center" | "beside" | "above" | "below"

/** Where the value of a series in a category is printed; nothing is printed where it is missing. */
export function placeOf(chart: Chart, s: number, c: number): LabelPlace {
  const value = chart.series[s]?.values[c] ?? 0
  if (chart.form === "line") return isHighest(chart, s, c) ? "above" : "below"
  const { perUnit } = scaleOf(chart)
  const length = Math.abs(value) * perUnit
  if (chart.form === "stacked") return length >= points.line ? "center" : "beside"
  const fits =
    length >= lengthOfLabel(chart, s, c) + 2 && value <= (ceilingOver(chart, s)?.values[c] ?? value)
  return isSqueezed(chart, s, c) && fits ? "inside" : "outside"
}

/** Whether a value is printed beyond its ceiling, and the ceiling's own label beyond that: its bar is too short to hold it. */
export function isPushed(chart: Chart, s: number, c: number): boolean {
  return isSqueezed(chart, s, c) && placeOf(chart, s, c) === "outside"
}

/** The value at whose place the label of a bar begins: the bar's own or, if it is pushed, its ceiling's if that is higher. */
export function reachOf(chart: Chart, s: number, c: number): number {
  const value = chart.series[s]?.values[c] ?? 0
  return isPushed(chart, s, c) ? Math.max(value, ceilingOver(chart, s)?.values[c] ?? value) : value
}

/** How far the labels beside the thin parts of a stack are moved up, in points, so that none stands on another. */
export function liftOf(chart: Chart, s: number, c: number): number {
  const { perUnit } = scaleOf(chart)
  let [below, free, lift] = [0, Number.NEGATIVE_INFINITY, 0]
  for (let i = 0; i <= s; i++) {
    const length = (chart.series[i]?.values[c] ?? 0) * perUnit
    const middle = below + length / 2
    below += length
    if (chart.series[i]?.values[c] == null || placeOf(chart, i, c) !== "beside") continue
    lift = Math.max(0, free - middle)
    free = middle + lift + points.text + 0.5
  }
  return lift
}

function lengthOfLabel(chart: Chart, s: number, c: number): number {
  const label = chart.series[s]?.labels[c] ?? ""
  return isLying(chart) || isUpright(chart) ? roughWidth(label) + 4 : points.line
}

/** Whether a bar ends so close below its ceiling that its value has no room between them, or beyond it. */
function isSqueezed(chart: Chart, s: number, c: number): boolean {
  const value = chart.series[s]?.values[c] ?? null
  const ceiling = ceilingOver(chart, s)?.values[c] ?? null
  if (chart.form === "stacked" || chart.form === "line" || value === null || ceiling === null) return false
  return (ceiling - value) * scaleOf(chart).perUnit < lengthOfLabel(chart, s, c)
}

/** The categories in which a row begins or is another than before; a ceiling along a line is printed only there. */
export function changesOf({ values, labels }: ChartRow): readonly number[] {
  return values.flatMap((value, c) => (value !== null && labels[c] !== labels[c - 1] ? [c] : []))
}

/** The ceilings that a series is seen against: its own or those of the categories. */
export function ceilingOver(chart: Chart, s: number): ChartRow | undefined {
  return chart.series[s]?.ceiling ?? chart.ceiling
}

function isHighest(chart: Chart, s: number, c: number): boolean {
  const height = (row: ChartSeries) => row.values[c] ?? Number.NEGATIVE_INFINITY
  const own = chart.series[s]
  return (
    own !== undefined &&
    chart.series.every((row, i) => height(row) < height(own) || (height(row) === height(own) && i >= s))
  )
}
