import type { SKRSContext2D } from "@napi-rs/canvas"
import type { ChartConfiguration, ChartDataset, ScaleOptionsByType } from "chart.js"
import type { Chart } from "../../model/chart.js"
import { ceilingsOf } from "../../model/chart.js"
import { markDirections } from "../direction.js"
import { arabic, isArabic, sans } from "./faces.js"
import { nameRoom, placeRoom } from "./frame.js"
import { colours, isLying, points, tonesOf } from "./look.js"
import { breakLines } from "./pen.js"
import { axisLabels, barsOf, pitch, scaleOf, stepsOf } from "./scale.js"

/** The series as Chart.js takes them. Bars are laid out only, and filled afterwards; lines are drawn. */
export function datasetsOf(chart: Chart): ChartDataset<"bar" | "line", (number | null)[]>[] {
  const { count, thickness, category } = barsOf(chart)
  const tones = tonesOf(chart)
  if (chart.form !== "line")
    return chart.series.map((row, s) => ({
      type: "bar",
      data: [...row.values],
      backgroundColor: "transparent",
      borderWidth: 0,
      categoryPercentage: Math.min(1, (count * thickness * pitch) / category),
      barPercentage: 1 / pitch,
      // Chart.js does not mirror the bars of a category with their axis.
      order: chart.dir === "rtl" && !isLying(chart) ? -s : s,
    }))
  const line = { type: "line", pointRadius: 0, spanGaps: false, tension: 0 } as const
  return [
    ...chart.series.map((row, s) => ({
      ...line,
      data: [...row.values],
      borderColor: colours.accent,
      borderWidth: 1.5,
      borderDash: [...tones[s]!.dashes],
    })),
    ...ceilingsOf(chart).map(({ row }) => ({
      ...line,
      data: [...row.values],
      borderColor: colours.ink,
      borderWidth: 0.7,
      borderDash: [2.6, 1.6],
    })),
  ]
}

type Scales = NonNullable<NonNullable<ChartConfiguration<"bar" | "line">["options"]>["scales"]>

/** Both axes: the categories without lines, the values from zero with hairlines; mirrored where words run from right to left. */
export function axisOptions(pen: SKRSContext2D, chart: Chart): Scales {
  const lying = isLying(chart)
  const categories = categoryAxis(pen, chart)
  const values = valueAxis(chart)
  return (lying ? { x: values, y: categories } : { x: categories, y: values }) as Scales
}

function categoryAxis(pen: SKRSContext2D, chart: Chart) {
  const lying = isLying(chart)
  const room = lying ? nameRoom : placeRoom(chart)
  const lines = chart.categories.map(name => breakLines(pen, markDirections(name, chart.dir), room))
  return {
    type: "category",
    stacked: chart.form === "stacked",
    reverse: !lying && chart.dir === "rtl",
    position: lying && chart.dir === "rtl" ? "right" : lying ? "left" : "bottom",
    offset: true,
    border: { display: false },
    grid: { display: false, drawTicks: false },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      padding: lying ? 5 : 4,
      color: colours.ink,
      callback: (_: unknown, c: number) => lines[c],
      font: ({ index }: { index: number }) => fontOf(chart.categories[index] ?? ""),
    },
  } satisfies DeepPartial<ScaleOptionsByType<"category">>
}

function valueAxis(chart: Chart) {
  const lying = isLying(chart)
  const { min, max } = scaleOf(chart)
  const labels = axisLabels(chart)
  return {
    type: "linear",
    stacked: chart.form === "stacked",
    min,
    max,
    reverse: lying && chart.dir === "rtl",
    position: lying ? "bottom" : chart.dir === "rtl" ? "right" : "left",
    border: { display: false },
    grid: {
      drawTicks: false,
      lineWidth: ({ tick }: { tick?: { value: number } }) => (tick?.value === 0 ? 0.75 : points.hairline),
      color: ({ tick }: { tick?: { value: number } }) => (tick?.value === 0 ? colours.ink : colours.faint),
    },
    title: {
      display: lying,
      text: markDirections(chart.unit, chart.dir),
      align: "center",
      color: colours.muted,
      padding: 0,
      font: fontOf(chart.unit),
    },
    // Left to itself, Chart.js moves the steps so that they end at the maximum.
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = stepsOf(chart).map(value => ({ value }))
    },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      padding: 4,
      color: colours.muted,
      font: fontOf(""),
      callback: (_: unknown, i: number) => labels[i],
    },
  } as const
}

function fontOf(text: string) {
  return isArabic(text)
    ? { family: `"${arabic.family}", "${sans}"`, size: points.text * arabic.scale, lineHeight: 1.15 }
    : { family: `"${sans}"`, size: points.text, lineHeight: 1.2 }
}

type DeepPartial<T> = T extends object ? { [key in keyof T]?: DeepPartial<T[key]> | unknown } : T
