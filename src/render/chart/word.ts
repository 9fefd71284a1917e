import { ChartRun, type ChartRunOptions, type ChartSeries as WordSeries } from "docx/charts"
import type { Chart, ChartRow } from "../../model/chart.js"
import { ceilingsOf } from "../../model/chart.js"
import { markDirections } from "../direction.js"
import { sans } from "./faces.js"
import { colours, hasLegend, isLying, points, type Tone, tonesOf } from "./look.js"
import { changesOf, type LabelPlace, placeOf } from "./places.js"
import { gapOf, heightOf, pitch, scaleOf } from "./scale.js"
import { forAxis, numberFormat, rowsOf, writingOf } from "./writing.js"

/** How much the bars of a category keep apart, as Word counts it: below nought is apart. */
const overlap = -Math.round((pitch - 1) * 100)

/**
 * A chart as Word's own, `widthPx` wide, with its figures in a data sheet: what is alike in the picture is alike here. Values
 * follow the sheet when it is edited wherever a number format can write them as the labels do. Ceilings are series on a
 * second, hidden axis of the same scale, so that each stands over its bar; `finishChartPart` makes them outlines.
 */
export function chartRun(chart: Chart, widthPx: number): ChartRun {
  const shared = {
    categories: chart.categories.map(name => markDirections(name, chart.dir)),
    font: { name: sans, color: bare(colours.ink) },
    legend: hasLegend(chart) ? ({ position: "top", font: font() } as const) : false,
    chartArea: { fill: "none", border: "none" },
    transformation: { width: widthPx, height: Math.round((widthPx * heightOf(chart)) / points.width) },
    altText: { name: chart.id, title: chart.title, description: chart.alt },
    emptyValues: "gap",
    ...axes(chart),
  } as const
  return new ChartRun({ ...shared, ...ofForm(chart) } as ChartRunOptions)
}

function ofForm(chart: Chart) {
  const series = seriesOf(chart)
  const stacking = chart.form === "stacked" ? "stacked" : "none"
  if (chart.form === "line") return { type: "line", series }
  const spacing = { gapWidth: gapOf(chart), overlap: chart.form === "stacked" ? 100 : overlap }
  return isLying(chart)
    ? { type: "bar", series, ...spacing }
    : { type: "column", series, stacking, ...spacing }
}

function seriesOf(chart: Chart): readonly WordSeries[] {
  const tones = tonesOf(chart)
  const format = formatOf(chart)
  const own = chart.series.map((row, s) => ({
    name: markDirections(row.name, chart.dir),
    values: row.values,
    ...(chart.form === "line" ? strokeOf(tones[s]!) : { color: bare(tones[s]!.fill) }),
    pointLabels: row.values.map((value, c) =>
      value === null ? false : label(row, c, format, { place: placeOf(chart, s, c), tone: tones[s]! }),
    ),
  }))
  const ceilings = ceilingsOf(chart).map(({ row }) => {
    const shown = chart.form === "line" ? changesOf(row) : row.values.map((_, c) => c)
    // docx stacks a second axis's series too; `finishChartPart` puts the label of one beyond its end.
    const place = chart.form === "line" ? "above" : chart.form === "stacked" ? "center" : "outside"
    return {
      name: markDirections(row.name, chart.dir),
      values: row.values,
      ...(chart.form === "line"
        ? { ...ceilingLine, color: bare(colours.ink) }
        : { axis: "secondary" as const }),
      pointLabels: row.values.map((value, c) =>
        value === null || !shown.includes(c) ? false : label(row, c, format, { place }),
      ),
    }
  })
  return [...own, ...ceilings]
}

const ceilingLine = { markers: false, line: { width: 0.75, dash: "dash" } } as const

function strokeOf({ dashes, marker }: Tone) {
  const dash = { 0: "solid", 2: "dash", 4: "dashDot" }[dashes.length] ?? "solid"
  return {
    color: bare(colours.accent),
    line: { width: 1.5, dash: dashes[0] === 1.2 ? "shortDot" : dash } as WordSeries["line"] & object,
    markers: { shape: marker, size: 5 },
  }
}

/** The way to write numbers that all labels share; undefined if some have words of their own. */
export function formatOf(chart: Chart): string | undefined {
  const writing = writingOf(chart)
  return writing && numberFormat(writing, valuesOf(chart))
}

function valuesOf(chart: Chart): readonly number[] {
  return rowsOf(chart).flatMap(({ values }) => values.filter(value => value !== null))
}

const positions: Readonly<Record<LabelPlace, string>> = {
  outside: "outsideEnd",
  inside: "insideEnd",
  center: "center",
  beside: "center",
  above: "above",
  below: "below",
}

function label(
  row: ChartRow,
  c: number,
  format: string | undefined,
  { place, tone }: { place: LabelPlace; tone?: Tone },
) {
  const within = place === "inside" || place === "center"
  const colour = tone ? (within ? tone.ink : colours.ink) : colours.muted
  return {
    ...(format ? { value: true, numberFormat: format } : { text: row.labels[c]! }),
    position: positions[place],
    font: { ...font(), bold: tone !== undefined, color: bare(colour) },
  } as NonNullable<WordSeries["pointLabels"]>[number]
}

/** Both axes from zero. Without a ceiling Word lengthens the axis itself when the data sheet is edited. */
function axes(chart: Chart) {
  const lying = isLying(chart)
  const mirrored = chart.dir === "rtl"
  const { min, max, step } = scaleOf(chart)
  const ceilings = chart.form !== "line" && ceilingsOf(chart).length > 0
  const writing = writingOf(chart)
  const range = {
    ...(min < 0 ? { minimum: min } : { minimum: 0 }),
    ...(ceilings && { maximum: max }),
    interval: step,
  }
  return {
    categoryAxis: { reverseOrder: lying || mirrored, font: font() },
    valueAxis: {
      ...range,
      title: { text: markDirections(chart.unit, chart.dir), font: { ...font(), color: bare(colours.muted) } },
      numberFormat: writing ? numberFormat(forAxis(writing, step), [...valuesOf(chart), max]) : "#,##0",
      font: { ...font(), color: bare(colours.muted) },
      reverseOrder: lying && mirrored,
      // The first category stands on top, and the numbers stay below.
      ...(lying && { crossesAt: "maximum" }),
    },
    ...(ceilings && {
      secondaryValueAxis: { ...range, visible: false, gridlines: false, reverseOrder: lying && mirrored },
    }),
  } as const
}

function font() {
  return { name: sans, size: points.text, color: bare(colours.ink) }
}

/** A colour as Word has it, without "#". */
export function bare(colour: string): string {
  return colour.slice(1).toUpperCase()
}
