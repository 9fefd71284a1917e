import type { Chart } from "../../model/chart.js"
import { ceilingsOf } from "../../model/chart.js"
import { hasLegend, isLying, points } from "./look.js"

/** About how wide a text of 8 points is, for what has to be known before anything is drawn. */
export function roughWidth(text: string): number {
  return text.length * 4.15
}

/** The most room that the names of lying bars take. */
export const nameRoom = 150

/** The room of one name below standing bars. */
export const placeRoom = ({ categories }: Chart) => (points.width - 44) / Math.max(1, categories.length) - 5

/** How many lines stand above the plot: the unit, if it stands there, and the legend. */
export function headLines(chart: Chart): number {
  const names = hasLegend(chart) ? legendNames(chart) : []
  const unit = isLying(chart) ? 0 : roughWidth(chart.unit) + 24
  const width = legendWidth(names) + unit
  return Math.ceil(width / (points.width + 24))
}

/** What a legend explains: each series, then each ceiling, once by its name. */
export function legendNames(chart: Chart): readonly string[] {
  return [...chart.series.map(({ name }) => name), ...new Set(ceilingsOf(chart).map(({ row }) => row.name))]
}

/** About how wide a legend of one line is. */
export function legendWidth(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + roughWidth(name) + 28.5, 0)
}

/** The room above and below the plot, in points; the plot has the rest of the height. */
export function marginsOf(chart: Chart): { readonly top: number; readonly bottom: number } {
  const lines = headLines(chart)
  const top = lines * 11 + (lines > 0 ? 7 : 1)
  if (isLying(chart)) return { top, bottom: 27 }
  const names = chart.categories.map(name => roughLines(name, placeRoom(chart)))
  return { top, bottom: 6 + 10 * Math.max(1, ...names) }
}

function roughLines(text: string, room: number): number {
  let [lines, used] = [1, 0]
  for (const word of text.split(/\s+/)) {
    const width = roughWidth(word)
    if (used > 0 && used + 4 + width > room) [lines, used] = [lines + 1, width]
    else used += (used > 0 ? 4 : 0) + width
  }
  return lines
}
