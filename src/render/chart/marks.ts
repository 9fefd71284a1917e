import type { SKRSContext2D } from "@napi-rs/canvas"
import type { Chart, ChartRow } from "../../model/chart.js"
import { ceilingsOf } from "../../model/chart.js"
import { colours, isLying, points, tonesOf } from "./look.js"
import { type Box, fill, outline, type TextStyle, widthOf, writeText } from "./pen.js"
import { changesOf, isPushed, type LabelPlace, liftOf, placeOf, reachOf } from "./places.js"
import { isUpright } from "./scale.js"

/** Where things stand once the axes are laid out. */
export interface Plot {
  /** The bar of a series in a category, of no length where its value is missing; of no size on a line. */
  readonly bar: (s: number, c: number) => Box
  /** The pixel of a value on its axis. */
  readonly at: (value: number) => number
}

interface Spot {
  readonly x: number
  readonly y: number
}

/** Fills the bars, as Chart.js laid them out, with tones that can be told apart in black and white. */
export function drawBars(pen: SKRSContext2D, chart: Chart, plot: Plot): void {
  for (const [s, tone] of tonesOf(chart).entries())
    for (const [c, value] of chart.series[s]!.values.entries()) if (value) fill(pen, plot.bar(s, c), tone)
}

/** Draws every ceiling as a dashed outline, with its label beyond it. */
export function drawCeilings(pen: SKRSContext2D, chart: Chart, plot: Plot): void {
  for (const { series, row } of ceilingsOf(chart))
    for (const [c, value] of row.values.entries()) {
      if (value === null) continue
      const members = series === undefined ? chart.series.map((_, s) => s) : [series]
      const boxes = members.map(s => plot.bar(s, c))
      const box = frame(chart, boxes, plot, value)
      outline(pen, box, !isLying(chart) ? "bottom" : chart.dir === "rtl" ? "right" : "left")
      const pushing = members.filter(s => isPushed(chart, s, c))
      const end = plot.at(Math.max(value, ...pushing.map(s => reachOf(chart, s, c))))
      const push = pushing.length > 0 ? pushBy(pen, chart, pushing, c) : 0
      writeBeyond(pen, chart, row, c, { box, end, push, colour: colours.muted })
    }
}

/** From the axis to the ceiling, a little wider than the bars it holds. */
function frame(chart: Chart, boxes: readonly Box[], plot: Plot, value: number): Box {
  const [axis, end] = [plot.at(0), plot.at(value)]
  const from = Math.min(axis, end)
  const length = Math.abs(end - axis)
  if (isLying(chart)) {
    const y = Math.min(...boxes.map(box => box.y)) - 0.8
    const bottom = Math.max(...boxes.map(box => box.y + box.height)) + 0.8
    return { x: from, y, width: length, height: bottom - y }
  }
  const x = Math.min(...boxes.map(box => box.x)) - 0.8
  const right = Math.max(...boxes.map(box => box.x + box.width)) + 0.8
  return { x, y: from, width: right - x, height: length }
}

function pushBy(pen: SKRSContext2D, chart: Chart, members: readonly number[], c: number): number {
  if (!isLying(chart) && !isUpright(chart)) return points.line - 1
  return Math.max(...members.map(s => widthOf(pen, chart.series[s]?.labels[c] ?? "", 600))) + 4
}

/** Prints the ceilings along a line where they begin and change. */
export function writeLineCeiling(pen: SKRSContext2D, { ceiling }: Chart, spotOf: (c: number) => Spot): void {
  if (!ceiling) return
  for (const c of changesOf(ceiling)) {
    const { x, y } = spotOf(c)
    writeText(pen, ceiling.labels[c]!, { x, y: y - 6 }, { colour: colours.muted, ground: "halo" })
  }
}

/** Prints every value where `placeOf` says. */
export function writeValues(pen: SKRSContext2D, chart: Chart, plot: Plot): void {
  const tones = tonesOf(chart)
  for (const [s, row] of chart.series.entries())
    for (const [c, value] of row.values.entries()) {
      if (value === null) continue
      const box = plot.bar(s, c)
      const place = placeOf(chart, s, c)
      const tone = tones[s]!
      if (place === "outside")
        writeBeyond(pen, chart, row, c, {
          box,
          end: plot.at(reachOf(chart, s, c)),
          weight: 600,
        })
      else {
        const within = place === "inside" || place === "center"
        const ground = within ? (tone.hatched ? "box" : "none") : "halo"
        const style = { weight: 600, colour: within ? tone.ink : colours.ink, ground } as const
        const lifted = place === "beside" ? { ...box, y: box.y - liftOf(chart, s, c) } : box
        writeText(pen, row.labels[c] ?? "", ...spot(pen, chart, lifted, place, row.labels[c] ?? "", style))
      }
    }
}

interface Beyond {
  readonly box: Box
  /** The pixel of the end that the label stands beyond. */
  readonly end: number
  readonly push?: number
  readonly colour?: string
  readonly weight?: 400 | 600
}

function writeBeyond(
  pen: SKRSContext2D,
  chart: Chart,
  row: ChartRow,
  c: number,
  { box, end, push = 0, colour = colours.ink, weight = 400 }: Beyond,
): void {
  const text = row.labels[c] ?? ""
  const negative = (row.values[c] ?? 0) < 0
  const style = { colour, weight, ground: "halo" } as const
  const away = (distance: number) => (negative ? end + distance : end - distance)
  const x = box.x + box.width / 2
  if (isLying(chart)) {
    const left = (chart.dir === "rtl") !== negative
    const y = box.y + box.height / 2
    const at = left ? end - 3 - push : end + 3 + push
    writeText(pen, text, { x: at, y }, { ...style, align: left ? "right" : "left" })
  } else if (isUpright(chart)) {
    const align = negative ? "right" : "left"
    writeText(pen, text, { x, y: away(2.5 + push) }, { ...style, upright: true, align })
  } else writeText(pen, text, { x, y: away(5.5 + push) }, style)
}

/** The point and the way of a label in, or beside, its bar, or at its point on a line. */
function spot(
  pen: SKRSContext2D,
  chart: Chart,
  box: Box,
  place: LabelPlace,
  text: string,
  style: TextStyle,
): [Spot, TextStyle] {
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  const mirrored = chart.dir === "rtl"
  if (place === "above") return [{ x, y: y - 8 }, style]
  if (place === "below") return [{ x, y: y + 8 }, style]
  if (place === "center") return [{ x, y }, style]
  if (place === "beside") {
    const away = box.width / 2 + 3
    return [
      { x: mirrored ? x - away : x + away, y },
      { ...style, align: mirrored ? "right" : "left" },
    ]
  }
  if (isLying(chart)) {
    const half = widthOf(pen, text, 600) / 2 + 3
    return [{ x: mirrored ? box.x + half : box.x + box.width - half, y }, style]
  }
  if (!isUpright(chart)) return [{ x, y: box.y + 5.8 }, style]
  return [
    { x, y: box.y + 3 },
    { ...style, upright: true, align: "right" },
  ]
}
