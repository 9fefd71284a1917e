import type { Chart } from "../../model/chart.js"
import { ceilingsOf } from "../../model/chart.js"

/** The colours of the house style sheet that charts use. */
export const colours = {
  accent: "#12365e",
  ink: "#151515",
  muted: "#575c64",
  rule: "#7b828c",
  faint: "#cbd0d6",
} as const

/** Sizes in points: a chart is as wide as the page's column of 170 mm. */
export const points = { width: 482, text: 8, line: 10, hairline: 0.35 } as const

/** How a series is filled or its line drawn, so that it is told from the others in black and white too. */
export interface Tone {
  readonly fill: string
  /** Lines across the fill; the fill then has an outline. */
  readonly hatched: boolean
  /** The colour of a value printed inside. */
  readonly ink: string
  /** The dashes of a line, in points. */
  readonly dashes: readonly number[]
  readonly marker: "circle" | "square" | "diamond" | "triangle"
}

const solid: Tone = { fill: colours.accent, hatched: false, ink: "#ffffff", dashes: [], marker: "circle" }
const light: Tone = { fill: "#e3eaf2", hatched: true, ink: colours.ink, dashes: [4, 2], marker: "square" }
const middle: Tone = {
  fill: "#8ea4be",
  hatched: false,
  ink: colours.ink,
  dashes: [1.2, 1.6],
  marker: "triangle",
}
const white: Tone = {
  fill: "#ffffff",
  hatched: false,
  ink: colours.ink,
  dashes: [6, 2, 1, 2],
  marker: "diamond",
}

/** The tones of the series, in their order. The last of several beside each other is the strongest: it is mostly the latest. */
export function tonesOf({ form, series }: Chart): readonly Tone[] {
  if (form === "stacked") return [solid, light, middle, white].slice(0, series.length)
  return ([[solid], [light, solid], [light, middle, solid]][series.length - 1] ?? [
    white,
    light,
    middle,
    solid,
  ]) as readonly Tone[]
}

/** Whether the bars lie. */
export const isLying = ({ form }: Chart) => form === "horizontal"

/** A legend is drawn only where there is more than one thing to tell apart. */
export const hasLegend = (chart: Chart) => chart.series.length > 1 || ceilingsOf(chart).length > 0
