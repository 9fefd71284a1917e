/** How a chart shows its figures: columns, columns side by side, columns on top of each other, lying bars, a line. */
export type ChartForm = "bars" | "grouped" | "stacked" | "horizontal" | "line"

/** One row of figures: a value for every category, and the same value as the note prints it. */
export interface ChartRow {
  readonly name: string
  /** One for every category, in their order; null where nothing was reported, which is never drawn as 0. */
  readonly values: readonly (number | null)[]
  /** The values in the note's language, such as "13,289"; "" for a missing one. */
  readonly labels: readonly string[]
  /** The unit if it is known; a series counted in another unit than the chart's is a Problem. */
  readonly unit?: string
}

/** A row that is drawn as bars or as a line. */
export interface ChartSeries extends ChartRow {
  /** What was authorized for each of its values, where every series has ceilings of its own, such as those of its year. */
  readonly ceiling?: ChartRow
}

/** A note's chart after its figures were looked up: what the picture in the PDF and the native chart in Word are made from. */
export interface Chart {
  /** The name of its picture in the note without ".svg", such as "chart-1". */
  readonly id: string
  readonly form: ChartForm
  /** What it shows. It is not drawn: the note says it above or below the picture. Word keeps it as the chart's title for those who do not see it. */
  readonly title: string
  /** The alternative text; `altText` makes one from the figures. */
  readonly alt: string
  /** A BCP 47 tag, such as "en". */
  readonly lang: string
  readonly dir: "ltr" | "rtl"
  /** The locale of the numbers along the axis where the labels do not tell how to write them. */
  readonly locale: string
  /** What is counted: the title of the axis of values. */
  readonly unit: string
  readonly categories: readonly string[]
  /** One to four; more cannot be told apart in print. */
  readonly series: readonly ChartSeries[]
  /** What was authorized for each category as a whole, drawn as a dashed outline or line. */
  readonly ceiling?: ChartRow
}

/** The words that an alternative text is made with. */
export interface AltWords {
  /** What a chart of each form is called, such as "Bar chart". */
  readonly forms: Readonly<Record<ChartForm, string>>
  /** What is said of a missing value, such as "not reported". */
  readonly missing: string
  /** The language's marks with their spaces, such as ": ", ", ", "; " and ". ". */
  readonly marks: {
    readonly colon: string
    readonly comma: string
    readonly semicolon: string
    readonly stop: string
  }
}

/** Every figure of a chart in words: form and title, then a sentence for each series, its ceilings in brackets. */
export function altText(chart: Omit<Chart, "alt">, { forms, missing, marks }: AltWords): string {
  const value = (row: ChartRow, c: number) => row.labels[c] || missing
  const sentence = (row: ChartSeries) => {
    const items = chart.categories.map((category, c) => {
      const ceiling = row.ceiling ? ` (${row.ceiling.name}${marks.comma}${value(row.ceiling, c)})` : ""
      return `${category}${marks.comma}${value(row, c)}${ceiling}`
    })
    return `${row.name}${marks.colon}${items.join(marks.semicolon)}`
  }
  const rows: readonly ChartSeries[] = [...chart.series, ...(chart.ceiling ? [chart.ceiling] : [])]
  const head = `${forms[chart.form]}${marks.colon}${chart.title} (${chart.unit})`
  return `${[head, ...rows.map(sentence)].join(marks.stop)}${marks.stop}`.trimEnd()
}

/** The ceilings of a chart, with the series each is for; of the whole category where `series` is undefined. */
export function ceilingsOf(
  chart: Pick<Chart, "series" | "ceiling">,
): readonly { readonly series: number | undefined; readonly row: ChartRow }[] {
  const own = chart.series.flatMap(({ ceiling }, series) => (ceiling ? [{ series, row: ceiling }] : []))
  return [...own, ...(chart.ceiling ? [{ series: undefined, row: chart.ceiling }] : [])]
}

/** Every word and value that is printed in a chart, in one text: what typefaces must have glyphs for. */
export function chartText({ unit, categories, series, ceiling }: Chart): string {
  const rows = ceilingsOf({ series, ...(ceiling && { ceiling }) }).map(({ row }) => row)
  return [unit, ...categories, ...[...series, ...rows].flatMap(row => [row.name, ...row.labels])].join(" ")
}
