import type { SKRSContext2D } from "@napi-rs/canvas"
import type { Chart } from "../../model/chart.js"
import { legendNames } from "./frame.js"
import { colours, hasLegend, isLying, points, type Tone, tonesOf } from "./look.js"
import { fill, outline, widthOf, writeText } from "./pen.js"

/** One thing that a legend explains: a series by its tone, or a ceiling, which has none. */
interface Entry {
  readonly name: string
  readonly tone: Tone | undefined
}

/** What stands above the plot, line by line: the unit at the start, the legend at the end. */
export interface Head {
  readonly lines: readonly (readonly Entry[])[]
  readonly height: number
}

const sample = 13
const gap = 12

/** The lines above a chart. The unit shares the first with the legend if both have room. */
export function headOf(pen: SKRSContext2D, chart: Chart): Head {
  const entries = hasLegend(chart) ? entriesOf(chart) : []
  const own = isLying(chart) ? 0 : widthOf(pen, chart.unit) + gap * 2
  const lines: Entry[][] = entries.length > 0 || own > 0 ? [[]] : []
  let used = own
  for (const entry of entries) {
    const width = entryWidth(pen, entry)
    if (used + width > points.width && used > 0) {
      lines.push([])
      used = 0
    }
    lines.at(-1)!.push(entry)
    used += width
  }
  return { lines, height: lines.length * 11 + (lines.length > 0 ? 7 : 0) }
}

/** Each series, then each ceiling, once by its name. */
function entriesOf(chart: Chart): readonly Entry[] {
  const tones = tonesOf(chart)
  const series = chart.series.map(({ name }, s) => ({ name, tone: tones[s] }))
  const ceilings = legendNames(chart).slice(series.length)
  return [...series, ...ceilings.map(name => ({ name, tone: undefined }))]
}

function entryWidth(pen: SKRSContext2D, { name }: Entry): number {
  return sample + 3.5 + widthOf(pen, name) + gap
}

/** Draws the lines above a chart, from the side on which its language starts. */
export function drawHead(pen: SKRSContext2D, chart: Chart, { lines }: Head): void {
  const mirrored = chart.dir === "rtl"
  const at = (x: number) => (mirrored ? points.width - x : x)
  const align = mirrored ? "right" : "left"
  if (!isLying(chart)) writeText(pen, chart.unit, { x: at(0), y: 6 }, { colour: colours.muted, align })
  for (const [n, line] of lines.entries()) {
    let x = points.width - line.reduce((sum, entry) => sum + entryWidth(pen, entry), 0) + gap
    const y = 6 + n * 11
    for (const entry of line) {
      drawSample(pen, chart, entry.tone, { x: mirrored ? at(x) - sample : x, y })
      writeText(pen, entry.name, { x: at(x + sample + 3.5), y }, { align })
      x += entryWidth(pen, entry)
    }
  }
}

function drawSample(
  pen: SKRSContext2D,
  { form }: Chart,
  tone: Tone | undefined,
  { x, y }: { x: number; y: number },
): void {
  const box = { x, y: y - 3.5, width: sample, height: 7 }
  if (form === "line") drawLineSample(pen, tone, { x, y })
  else if (tone) fill(pen, box, tone)
  else outline(pen, box, "none")
}

function drawLineSample(
  pen: SKRSContext2D,
  tone: Tone | undefined,
  { x, y }: { x: number; y: number },
): void {
  pen.save()
  pen.strokeStyle = tone ? colours.accent : colours.ink
  pen.lineWidth = tone ? 1.4 : 0.7
  pen.setLineDash([...(tone?.dashes ?? [2.6, 1.6])])
  pen.beginPath()
  pen.moveTo(x, y)
  pen.lineTo(x + sample, y)
  pen.stroke()
  pen.restore()
  if (tone) drawMarker(pen, tone, { x: x + sample / 2, y })
}

/** The mark of an observation on a line: its shape tells its series. */
export function drawMarker(pen: SKRSContext2D, { marker }: Tone, { x, y }: { x: number; y: number }): void {
  const r = 2.3
  pen.save()
  pen.beginPath()
  if (marker === "circle") pen.arc(x, y, r, 0, Math.PI * 2)
  else {
    const corners = {
      square: [-1, -1, 1, -1, 1, 1, -1, 1],
      diamond: [0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0],
      triangle: [0, -1.2, 1.15, 0.9, -1.15, 0.9],
    }[marker]
    for (let i = 0; i < corners.length; i += 2)
      pen[i === 0 ? "moveTo" : "lineTo"](x + corners[i]! * r, y + corners[i + 1]! * r)
    pen.closePath()
  }
  pen.fillStyle = marker === "circle" ? colours.accent : "#ffffff"
  pen.strokeStyle = colours.accent
  pen.lineWidth = 1
  pen.fill()
  pen.stroke()
  pen.restore()
}
