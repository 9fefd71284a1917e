import type { Chart, ChartRow } from "./chart.js"
import { ceilingsOf } from "./chart.js"
import { type Place, type Problem, problem } from "./problem.js"

type Found = readonly [path: string, what: string, hint: string, severity?: "warning"]

/**
 * What is wrong with a chart's description, every Problem with the field it is about; none if it may be drawn. `place` is
 * where the description stands, if known.
 */
export function chartProblems(chart: Chart, { place }: { place?: Place } = {}): readonly Problem[] {
  const found = [...frame(chart), ...rows(chart), ...form(chart), ...ceilings(chart)]
  const crowding = found.length > 0 ? [] : crowded(chart)
  return [...found, ...crowding].map(([path, what, hint, severity]) => {
    const full = [place?.path, path].filter(Boolean).join(".")
    return problem(`${chart.id}: ${what}`, {
      ...(severity && { severity }),
      hint,
      place: { file: "", ...place, path: full },
    })
  })
}

function frame({ id, title, alt, unit, categories, series }: Chart): readonly Found[] {
  const twice = categories.find((name, i) => categories.indexOf(name) < i)
  return [
    ...when(!/^[a-z][a-z0-9-]*$/.test(id), "id", `"${id}" cannot name a picture`, "name it chart-1"),
    ...when(!title.trim(), "title", "no title", "say what the chart shows, where and when"),
    ...when(!alt.trim(), "alt", "no alternative text", "make it from the figures with altText"),
    ...when(!unit.trim(), "unit", "no unit", "say what is counted, such as personnel"),
    ...when(categories.length === 0, "categories", "no category", "name what the values are of"),
    ...when(
      twice !== undefined,
      "categories",
      `two categories are named "${twice}"`,
      "tell them apart by name",
    ),
    ...when(series.length === 0, "series", "no series", "give at least one row of values"),
    ...when(
      series.length > 4,
      "series",
      `${series.length} series cannot be told apart in print`,
      "keep at most four, or use a table",
    ),
  ]
}

const when = (wrong: boolean, ...found: Found): readonly Found[] => (wrong ? [found] : [])

function rows(chart: Chart): readonly Found[] {
  const all = chart.series.flatMap((row, s) => [
    ...checkRow(chart, row, `series[${s}]`),
    ...(row.ceiling ? checkRow(chart, row.ceiling, `series[${s}].ceiling`) : []),
  ])
  return [...all, ...(chart.ceiling ? checkRow(chart, chart.ceiling, "ceiling") : [])]
}

function checkRow(chart: Chart, row: ChartRow, path: string): readonly Found[] {
  const { name, values, labels } = row
  const sized = values.length === chart.categories.length && labels.length === values.length
  return [
    ...when(!name.trim(), `${path}.name`, "a row without a name", "the legend and the data sheet need one"),
    ...when(values.length === 0, `${path}.values`, `"${name}" is empty`, "give its values or leave it out"),
    ...when(
      values.length > 0 && !sized,
      `${path}.values`,
      `"${name}" has ${values.length} values and ${labels.length} labels for ${chart.categories.length} categories`,
      "give one of each for every category, null and an empty label where nothing was reported",
    ),
    ...when(
      row.unit !== undefined && row.unit !== chart.unit,
      `${path}.unit`,
      `"${name}" is counted in ${row.unit}, the axis in ${chart.unit}`,
      "one axis has one unit: make two charts or a table",
    ),
    ...checkValues(row, path),
    ...(sized ? checkLabels(row, path) : []),
  ]
}

function checkValues({ name, values }: ChartRow, path: string): readonly Found[] {
  return [
    ...when(
      values.length > 0 && values.every(value => value === null),
      `${path}.values`,
      `all values of "${name}" are missing`,
      "leave the row out and say in the text that nothing was reported",
    ),
    ...when(
      values.some(value => value !== null && !Number.isFinite(value)),
      `${path}.values`,
      `"${name}" has a value that is no number`,
      "null stands for a missing value",
    ),
  ]
}

function checkLabels({ values, labels }: ChartRow, path: string): readonly Found[] {
  const bare = values.findIndex((value, c) => value !== null && !labels[c])
  const ghost = values.findIndex((value, c) => value === null && labels[c])
  return [
    ...when(bare >= 0, `${path}.labels[${bare}]`, "a value without a label", "print every value"),
    ...when(
      ghost >= 0,
      `${path}.labels[${ghost}]`,
      `a missing value has the label "${labels[ghost]}"`,
      "leave it empty and say below the chart what a gap means",
    ),
  ]
}

function form({ form, series, categories }: Chart): readonly Found[] {
  const seen = (row: ChartRow) => row.values.filter(value => value !== null).length
  const short = series.findIndex(row => row.values.length > 0 && seen(row) < 3)
  const negative = series.findIndex(row => row.values.some(value => value !== null && value < 0))
  return [
    ...when(
      form === "line" && short >= 0 && categories.length > 0,
      `series[${short}].values`,
      `a line through ${seen(series[short] ?? { name: "", values: [], labels: [] })} observations`,
      "two dates make no trend: use bars",
    ),
    ...when(
      form === "stacked" && negative >= 0,
      `series[${negative}].values`,
      "a negative value in a stack",
      "use grouped bars: parts of a whole are not below zero",
    ),
    ...when(form === "bars" && series.length > 1, "form", `"bars" has one series`, "use grouped or stacked"),
  ]
}

function ceilings(chart: Chart): readonly Found[] {
  const own = chart.series.filter(({ ceiling }) => ceiling).length
  const below = ceilingsOf(chart).some(({ row }) => row.values.some(value => value !== null && value < 0))
  const low = chart.categories.findIndex((_, c) => {
    const ceiling = chart.ceiling?.values[c] ?? Number.POSITIVE_INFINITY
    const sum = chart.series.reduce((total, { values }) => total + (values[c] ?? 0), 0)
    return chart.form === "stacked" && sum > ceiling * (1 + Number.EPSILON * 8)
  })
  return [
    ...when(
      own > 0 && chart.ceiling !== undefined,
      "ceiling",
      "ceilings of the series and of the chart",
      "keep one",
    ),
    ...when(
      own > 0 && own < chart.series.length,
      "series",
      "some series have ceilings, some have none",
      "give every series its ceilings, null where none was set",
    ),
    ...when(
      own > 0 && (chart.form === "stacked" || chart.form === "line"),
      "series",
      `a ${chart.form} chart has series with ceilings of their own`,
      "give the chart one ceiling for every category",
    ),
    ...when(below, "ceiling", "a ceiling below zero", "check the figure"),
    ...when(
      low >= 0,
      `ceiling.values[${low}]`,
      `the ceiling of "${chart.categories[low]}" is below its stack`,
      "check the figures, or use grouped bars if more was present than authorized",
    ),
  ]
}

/** The width between axis and margin, and that of an average letter of the house sans at 8 points. */
const plotPt = 438
const letterPt = 3.9

/** Names and values that have no room beside each other. Lying bars have room for any. */
function crowded({ form, categories, series }: Chart): readonly Found[] {
  if (form === "horizontal") return []
  const place = plotPt / categories.length
  const tight = categories.findIndex(
    name =>
      name.length * letterPt > place * 2.6 || name.split(/\s/).some(word => word.length * letterPt > place),
  )
  const bars = form === "grouped" ? series.length : 1
  const label = Math.max(...series.flatMap(({ labels }) => labels.map(text => text.length))) * letterPt
  const hint = "use horizontal bars, or fewer categories"
  return [
    ...when(
      tight >= 0,
      `categories[${tight}]`,
      `"${categories[tight]}" is too long for its place`,
      hint,
      "warning",
    ),
    ...when(
      label > place / bars,
      "series",
      "the values have no room beside each other and stand upright",
      hint,
      "warning",
    ),
  ]
}
