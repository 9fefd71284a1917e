import type { SKRSContext2D } from "@napi-rs/canvas"
import { markDirections } from "../direction.js"
import { arabic, isArabic, sans } from "./faces.js"
import { colours, points, type Tone } from "./look.js"

/** A rectangle in points, from its top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How a text is set: its colour, its weight, its side on a point, and what stands behind it. */
export interface TextStyle {
  readonly colour?: string
  readonly weight?: 400 | 600
  readonly align?: "left" | "center" | "right"
  /** "halo": white around the letters; "box": a white field behind them. */
  readonly ground?: "none" | "halo" | "box"
  /** Stands upright, read from below. */
  readonly upright?: boolean
}

/** The font of a text as a canvas wants it: Arabic words in the Arabic face, larger. */
export function fontFor(text: string, weight: 400 | 600 = 400): string {
  return isArabic(text)
    ? `${weight === 600 ? 700 : 400} ${points.text * arabic.scale}px "${arabic.family}", "${sans}"`
    : `${weight} ${points.text}px "${sans}"`
}

/** How wide a text is, in points. */
export function widthOf(pen: SKRSContext2D, text: string, weight: 400 | 600 = 400): number {
  pen.font = fontFor(text, weight)
  return pen.measureText(text).width
}

/** Writes a text with its middle line on `y`. */
export function writeText(
  pen: SKRSContext2D,
  text: string,
  { x, y }: { x: number; y: number },
  { colour = colours.ink, weight = 400, align = "center", ground = "none", upright = false }: TextStyle = {},
): void {
  const shown = markDirections(text, isArabic(text) ? "rtl" : "ltr")
  const width = widthOf(pen, text, weight)
  const left = { left: 0, center: -width / 2, right: -width }[align]
  pen.save()
  pen.translate(x, y)
  if (upright) pen.rotate(-Math.PI / 2)
  pen.direction = isArabic(text) ? "rtl" : "ltr"
  pen.textAlign = "left"
  pen.textBaseline = "alphabetic"
  const baseline = points.text * 0.33
  if (ground === "box") {
    pen.fillStyle = "#ffffff"
    pen.fillRect(left - 1.5, -points.line / 2 + 0.5, width + 3, points.line - 1)
  }
  if (ground === "halo") {
    pen.strokeStyle = "#ffffff"
    pen.lineWidth = 2.2
    pen.lineJoin = "round"
    pen.strokeText(shown, left, baseline)
  }
  pen.fillStyle = colour
  pen.fillText(shown, left, baseline)
  pen.restore()
}

/** Breaks a text into lines of at most `width` points, between words. */
export function breakLines(pen: SKRSContext2D, text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(pen, `${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Hairlines at 45 degrees across a rectangle, cut at its edges by reckoning, so that the picture needs no clipping. */
export function hatch(pen: SKRSContext2D, { x, y, width, height }: Box): void {
  const apart = 3.6
  pen.save()
  pen.strokeStyle = colours.accent
  pen.lineWidth = 0.5
  pen.beginPath()
  // Every line is x + y = sum: all bars share one grid, so that neighbours match.
  for (let sum = Math.ceil((x + y) / apart) * apart; sum < x + y + width + height; sum += apart) {
    const from = Math.max(x, sum - (y + height))
    const to = Math.min(x + width, sum - y)
    if (to <= from) continue
    pen.moveTo(from, sum - from)
    pen.lineTo(to, sum - to)
  }
  pen.stroke()
  pen.restore()
}

/** The dashed outline of what was authorized, on white where it runs over a bar; `open` is the side along the axis. */
export function outline(pen: SKRSContext2D, box: Box, open: "none" | "bottom" | "left" | "right"): void {
  pen.save()
  pen.lineJoin = "miter"
  for (const [colour, width, dashes] of [
    ["#ffffff", 1.6, []],
    [colours.ink, 0.7, [2.6, 1.6]],
  ] as const) {
    pen.strokeStyle = colour
    pen.lineWidth = width
    pen.setLineDash([...dashes])
    pen.beginPath()
    trace(pen, box, open)
    pen.stroke()
  }
  pen.restore()
}

function trace(pen: SKRSContext2D, { x, y, width, height }: Box, open: string): void {
  const [right, bottom] = [x + width, y + height]
  const corners = [
    [x, bottom],
    [x, y],
    [right, y],
    [right, bottom],
  ] as const
  const first = { none: 0, bottom: 0, left: 1, right: 3 }[open] ?? 0
  for (let i = 0; i < 4; i++) {
    const [cx, cy] = corners[(first + i) % 4]!
    if (i === 0) pen.moveTo(cx, cy)
    else pen.lineTo(cx, cy)
  }
  if (open === "none") pen.closePath()
}

/** A filled rectangle in a tone, as bars and the legend show it. */
export function fill(pen: SKRSContext2D, box: Box, tone: Tone): void {
  pen.save()
  pen.fillStyle = tone.fill
  pen.fillRect(box.x, box.y, box.width, box.height)
  pen.restore()
  if (tone.hatched) hatch(pen, box)
  if (!isEdged(tone)) return
  pen.save()
  pen.strokeStyle = colours.accent
  pen.lineWidth = 0.6
  pen.strokeRect(box.x + 0.3, box.y + 0.3, box.width - 0.6, box.height - 0.6)
  pen.restore()
}

/** Whether a tone is so light that it needs an outline on white paper. */
export const isEdged = ({ hatched, fill }: Tone) => hatched || fill === "#ffffff"
