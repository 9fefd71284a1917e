import type { Chart, ChartRow } from "../../model/chart.js"
import { ceilingsOf } from "../../model/chart.js"

/** How a chart's labels write a number, so that the axis and Word can write another one in the same way. */
export interface Writing {
  /** Between thousands. */
  readonly group: string
  readonly mark: string
  readonly decimals: number
  readonly minus: string
  readonly before: string
  readonly after: string
}

const groups = ["", ",", "\u202f", "\u00a0", " ", ".", "’", "٬"]

/** Every row of a chart, ceilings included. */
export function rowsOf(chart: Chart): readonly ChartRow[] {
  return [...chart.series, ...ceilingsOf(chart).map(({ row }) => row)]
}

/** The one way in which all labels of a chart are written; undefined if they differ by more than the number. */
export function writingOf(chart: Chart): Writing | undefined {
  const pairs = rowsOf(chart).flatMap(({ values, labels }) =>
    values.flatMap((value, c) => (value === null ? [] : [{ value, label: labels[c] ?? "" }])),
  )
  return candidates(pairs[0]?.label ?? "").find(writing =>
    pairs.every(({ value, label }) => write(value, writing) === label),
  )
}

function candidates(label: string): readonly Writing[] {
  const [, before = "", minus = "-", digits = "", after = ""] =
    /^([^\d−-]*)([−-]?)(\d(?:.*\d)?)(\D*)$/su.exec(label) ?? []
  const minuses = minus ? [minus] : ["-", "−"]
  const marks = [".", ","]
  const decimalsOf = (mark: string) => [0, digits.split(mark)[1]?.length ?? 0]
  return groups.flatMap(group =>
    marks
      .filter(mark => mark !== group)
      .flatMap(mark =>
        [...new Set(decimalsOf(mark))].flatMap(decimals =>
          minuses.map(minus => ({ group, mark, decimals, minus, before, after })),
        ),
      ),
  )
}

/** A number in a given writing. */
export function write(value: number, { group, mark, decimals, minus, before, after }: Writing): string {
  const [whole = "", fraction] = Math.abs(value).toFixed(decimals).split(".")
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group)
  return `${before}${value < 0 ? minus : ""}${grouped}${fraction ? mark + fraction : ""}${after}`
}

/** The same writing for an axis whose step is given: with as many decimals as the step needs, with signs but no words. */
export function forAxis(writing: Writing, step: number): Writing {
  const decimals = Math.min(3, String(step).split(".")[1]?.length ?? 0)
  const sign = (text: string) => (/\p{L}/u.test(text) ? "" : text)
  return { ...writing, decimals, before: sign(writing.before), after: sign(writing.after) }
}

/**
 * The writing as a number format of Word's. The mark between thousands is written out, since Word takes its own from the
 * reader's computer; beyond what such a format can hold (below zero, from 1,000 million on) it is Word's own after all.
 */
export function numberFormat(writing: Writing, values: readonly number[]): string {
  const { group, decimals, minus } = writing
  const fraction = decimals > 0 ? `.${"0".repeat(decimals)}` : ""
  const between = (digits: string) => `${quote(writing.before)}${digits}${fraction}${quote(writing.after)}`
  const size = Math.max(0, ...values.map(Math.abs))
  const negative = values.some(value => value < 0)
  const own = between(group ? "#,##0" : "0")
  if (negative) return `${own};${quote(minus)}${own}`
  if (!group || size >= 1e9) return own
  const thousand = `0${quote(group)}000`
  return `[>=1000000]${between(`0${quote(group)}000${quote(group)}000`)};[>=1000]${between(thousand)};${between("0")}`
}

function quote(text: string): string {
  return text ? `"${text.replaceAll('"', "")}"` : ""
}
