import type { Chart } from "../../model/chart.js"
import { legendNames, legendWidth, marginsOf, roughWidth } from "../chart/frame.js"
import { hasLegend, isLying, points } from "../chart/look.js"
import { axisLabels, heightOf, namesWidth } from "../chart/scale.js"

interface Area {
  readonly x: number
  readonly y: number
  readonly width?: number
  readonly height?: number
}

/**
 * Puts the plot, the legend and the unit where the picture has them: the unit above the axis and not along it, the legend at
 * the end of the line. Left to itself Word gives a low chart a third of its height for them.
 */
export function layOut(xml: string, chart: Chart): string {
  const plot = xml.replace(
    /<c:plotArea><c:layout\/?>(?:<\/c:layout>)?/,
    `<c:plotArea>${layout(plotOf(chart), chart, true)}`,
  )
  const unit = plot.replace(
    /(<c:title>.*?<\/c:tx>)(?:<c:layout\/>)?(.*?<\/c:title>)/s,
    (title, tx: string, rest: string) =>
      isLying(chart) ? title : upright(tx) + layout(unitOf(chart), chart) + upright(rest),
  )
  if (!hasLegend(chart)) return unit
  return unit.replace(
    /(<\/c:legendEntry>|<c:legendPos val="\w+"\/>)(?:<c:layout\/>)?(?=<c:overlay)/,
    `$1${layout(legendOf(chart), chart)}`,
  )
}

const upright = (xml: string) => xml.replaceAll('rot="-5400000"', 'rot="0"')

function plotOf(chart: Chart): Required<Area> {
  const { top, bottom } = marginsOf(chart)
  const side = isLying(chart) ? namesWidth(chart) : Math.max(...axisLabels(chart).map(roughWidth)) + 8
  const end = isLying(chart) ? 14 : 2
  const x = chart.dir === "rtl" ? end : side
  return { x, y: top, width: points.width - side - end, height: heightOf(chart) - top - bottom }
}

function unitOf(chart: Chart): Area {
  return { x: chart.dir === "rtl" ? points.width - roughWidth(chart.unit) - 8 : 0, y: 0 }
}

function legendOf(chart: Chart): Required<Area> {
  const room = points.width - (isLying(chart) ? 0 : roughWidth(chart.unit) + 16)
  const names = legendNames(chart)
  const samples = chart.form === "line" ? names.length * 26 : 0
  const width = Math.min(room, legendWidth(names) * 1.1 + samples)
  const { top } = marginsOf(chart)
  return { x: chart.dir === "rtl" ? 0 : points.width - width, y: 0, width, height: top - 2 }
}

function layout({ x, y, width, height }: Area, chart: Chart, inner = false): string {
  const share = (name: string, length: number | undefined, whole: number) =>
    length === undefined ? "" : `<c:${name} val="${Number((length / whole).toFixed(4))}"/>`
  const tall = heightOf(chart)
  return (
    `<c:layout><c:manualLayout>${inner ? '<c:layoutTarget val="inner"/>' : ""}<c:xMode val="edge"/><c:yMode val="edge"/>` +
    share("x", x, points.width) +
    share("y", y, tall) +
    share("w", width, points.width) +
    share("h", height, tall) +
    "</c:manualLayout></c:layout>"
  )
}
