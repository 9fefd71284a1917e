import { createCanvas, GlobalFonts, type SKRSContext2D, SvgExportFlag } from "@napi-rs/canvas"
import {
  BarController,
  BarElement,
  CategoryScale,
  type ChartConfiguration,
  Chart as ChartJs,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from "chart.js"
import type { Chart } from "../../model/chart.js"
import { facePath } from "../fonts.js"
import { chartFaces } from "./faces.js"
import { drawHead, drawMarker, headOf } from "./legend.js"
import { colours, isLying, points, tonesOf } from "./look.js"
import { drawBars, drawCeilings, type Plot, writeLineCeiling, writeValues } from "./marks.js"
import { axisOptions, datasetsOf } from "./options.js"
import { heightOf } from "./scale.js"

ChartJs.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
)

let registered = false

function registerFaces(): void {
  if (registered) return
  for (const face of chartFaces) GlobalFonts.registerFromPath(facePath(face), face.family)
  registered = true
}

/**
 * A chart as a picture in SVG, 170 mm wide, its letters as shapes in the house faces; the same chart gives the same bytes.
 * `<metadata>` holds the chart itself as JSON. Chart.js lays out the axes and bars; tones, ceilings and values are drawn here.
 */
export function renderChart(chart: Chart): Uint8Array {
  registerFaces()
  const height = heightOf(chart)
  const canvas = createCanvas(points.width, height, SvgExportFlag.ConvertTextToPaths)
  const pen = canvas.getContext("2d")
  // Chart.js only calls what a canvas of this package has too.
  const drawn = new ChartJs(pen as unknown as CanvasRenderingContext2D, configurationOf(pen, chart))
  const svg = canvas.getContent().toString("utf8")
  drawn.destroy()
  return new TextEncoder().encode(finish(svg, chart, height))
}

function configurationOf(pen: SKRSContext2D, chart: Chart): ChartConfiguration<"bar" | "line"> {
  const head = headOf(pen, chart)
  return {
    type: chart.form === "line" ? "line" : "bar",
    data: { labels: [...chart.categories], datasets: datasetsOf(chart) },
    options: {
      indexAxis: isLying(chart) ? "y" : "x",
      responsive: false,
      animation: false,
      events: [],
      devicePixelRatio: 1,
      layout: { padding: paddingOf(chart, head.height), autoPadding: false },
      scales: axisOptions(pen, chart),
    },
    plugins: [
      {
        id: "house",
        afterDatasetsDraw: drawn => {
          const plot = plotOf(drawn as ChartJs, chart)
          if (chart.form === "line") drawLine(pen, drawn as ChartJs, chart)
          else {
            drawBars(pen, chart, plot)
            drawCeilings(pen, chart, plot)
          }
          writeValues(pen, chart, plot)
          drawHead(pen, chart, head)
        },
      },
    ],
  }
}

/** The room around the plot: above for the legend, at the end for half of the last number below lying bars. */
function paddingOf(chart: Chart, top: number) {
  const end = isLying(chart) ? 16 : 1
  return chart.dir === "rtl"
    ? { top, left: end, right: 1, bottom: 0 }
    : { top, left: 1, right: end, bottom: 0 }
}

/** The bars as Chart.js laid them out. */
function plotOf(drawn: ChartJs, chart: Chart): Plot {
  const axis = drawn.scales[isLying(chart) ? "x" : "y"]!
  const at = (value: number) => axis.getPixelForValue(value)
  return {
    at,
    bar: (s, c) => {
      const element = drawn.getDatasetMeta(s).data[c]!
      const keys = ["x", "y", "base", "width", "height"] as const
      const { x, y, base, width, height } = element.getProps([...keys] as never) as unknown as Record<
        (typeof keys)[number],
        number
      >
      if (chart.form === "line") return { x, y, width: 0, height: 0 }
      const zero = Number.isFinite(base) ? base : at(0)
      if (isLying(chart)) return between(zero, Number.isFinite(x) ? x : zero, y, height, true)
      return between(zero, Number.isFinite(y) ? y : zero, x, width, false)
    },
  }
}

function between(base: number, end: number, middle: number, thickness: number, lying: boolean) {
  const from = Math.min(base, end)
  const length = Math.abs(end - base)
  const side = middle - thickness / 2
  return lying
    ? { x: from, y: side, width: length, height: thickness }
    : { x: side, y: from, width: thickness, height: length }
}

function drawLine(pen: SKRSContext2D, drawn: ChartJs, chart: Chart): void {
  for (const [s, tone] of tonesOf(chart).entries())
    for (const [c, value] of chart.series[s]!.values.entries()) {
      const { x, y } = drawn.getDatasetMeta(s).data[c]!
      if (value !== null) drawMarker(pen, tone, { x, y })
    }
  const ceiling = drawn.getDatasetMeta(chart.series.length)
  writeLineCeiling(pen, chart, c => ceiling.data[c]!)
}

/** The picture as the note's files have it: sized in millimetres, numbers to a hundredth, with what it shows inside. */
function finish(svg: string, chart: Chart, height: number): string {
  const body = svg
    .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1)
    // Chart.js clips what never runs over, and the canvas counts the clips of all charts.
    .replace(/<clipPath\b.*?<\/clipPath>/gs, "")
    .replace(/ clip-path="[^"]*"/g, "")
    .replace(/-?\d+\.\d{3,}/g, number => String(Number(Number(number).toFixed(2))))
    .replace(/\n\t*/g, "\n")
    .trim()
  const size = `width="170mm" height="${((height * 170) / points.width).toFixed(2)}mm" viewBox="0 0 ${points.width} ${height}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" lang="${escapeXml(chart.lang)}" color="${colours.ink}">\n` +
    `<title>${escapeXml(chart.title)}</title>\n<desc>${escapeXml(chart.alt)}</desc>\n` +
    `<metadata>${escapeXml(JSON.stringify(chart))}</metadata>\n${body}\n`
  )
}

function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows none of them
  const allowed = text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
  return allowed
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
}
