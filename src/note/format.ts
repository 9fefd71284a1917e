import type { Texts } from "../model/common.js"
import type { Gap, Qualifier, Unit } from "../model/figures.js"
import type { NamedDate } from "../model/positions.js"
import { fail } from "../model/problem.js"
import { leadingMarks } from "./ledger.js"
import { decoded } from "./readable.js"
import { fill, type Words } from "./words.js"

/** A day, `YYYY-MM-DD`, as the language writes it: 20 September 2017; in French the first of a month is 1er. */
export function formatDay(day: string, { locale }: Words): string {
  const text = dateFormat(locale, { day: "numeric", month: "long", year: "numeric" }).format(
    new Date(`${day}T00:00:00Z`),
  )
  return locale.startsWith("fr") ? text.replace(/^1 /, "1er ") : text
}

/** A month, `YYYY-MM`, as the language writes it: July 2017; an inferred year stands in square brackets. */
export function formatMonth(month: string, { locale }: Words, { yearInferred = false } = {}): string {
  const date = new Date(`${month}-01T00:00:00Z`)
  const parts = dateFormat(locale, { month: "long", year: "numeric" }).formatToParts(date)
  return parts.map(p => (p.type === "year" && yearInferred ? `[${p.value}]` : p.value)).join("")
}

/** The year of a day or month. */
export function formatYear(day: string): string {
  return day.slice(0, 4)
}

/** A date that a position names: a day, a month or a year. */
export function formatNamedDate(date: NamedDate, words: Words): string {
  if (date.day) return formatDay(date.day, words)
  const period = date.period ?? fail("a named date has neither a day nor a period")
  return period.length === 4
    ? period
    : formatMonth(period, words, { yearInferred: date.yearInferred ?? false })
}

/** A count in running text: in words below ten, in figures from ten on. */
export function formatCount(count: number, words: Words): string {
  return words.numbers[count] ?? new Intl.NumberFormat(words.locale).format(count)
}

/** Where a value is printed: running text says "82 per cent" and "nine", tables and charts "82%" and "9". */
export type Setting = "text" | "table"

/** A number with the language's marks, with at most `decimals` after the decimal mark; 0 unless given. */
export function formatNumber(
  value: number,
  { locale }: Words,
  { decimals = 0 }: { decimals?: number } = {},
): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(value)
}

/**
 * A value with its unit's sign and its qualifier, not its unit's name: 13,289; 82 per cent or 82%; US$ 53.3 million; about
 * 59,000. Printed decimals are kept, up to two. Money from a million on is told in millions, as reports print it.
 */
export function formatValue(
  { value, qualifier = "exactly" }: { readonly value: number; readonly qualifier?: Qualifier },
  unit: Unit,
  words: Words,
  { setting = "text", lang }: { setting?: Setting; lang: string },
): string {
  const patterns = words.values[setting]
  const sign = unit.symbol ? inLanguage(unit.symbol, lang, `the symbol of unit "${unit.id}"`) : ""
  const plain = () =>
    setting === "text" && Number.isInteger(value) && value >= 0
      ? formatCount(value, words)
      : formatNumber(value, words, { decimals: 2 })
  const shown = {
    count: plain,
    share: () => shareText(value, words, patterns.share),
    money: () => moneyText(value, sign, words, setting),
  }
  return fill(words.qualifiers[qualifier], { value: shown[unit.kind]() })
}

function shareText(value: number, words: Words, pattern: string): string {
  return fill(pattern, { value: formatNumber(value, words, { decimals: 1 }) })
}

/** Money from a million on is told in millions; in thousands of millions where one decimal holds it: 35 billion. */
function moneyText(value: number, unit: string, words: Words, setting: Setting): string {
  const patterns = words.values[setting]
  const inBillions = Math.abs(value) >= 1e9 && Number.isInteger(value / 1e8)
  const [pattern, scale] = inBillions
    ? [patterns.billion, 1e9]
    : Math.abs(value) >= 1e6
      ? [patterns.million, 1e6]
      : ["{value}", 1]
  const amount = fill(pattern, { value: formatNumber(value / scale, words, { decimals: 2 }) })
  return fill(patterns.money, { unit, value: amount })
}

/** A number with its sign, for differences: +5,009, −3, 0. */
export function formatSigned(
  value: number,
  words: Words,
  { decimals = 0 }: { decimals?: number } = {},
): string {
  const size = formatNumber(Math.abs(value), words, { decimals })
  if (Number(value.toFixed(decimals)) === 0) return size
  return fill(value > 0 ? words.values.plus : words.values.minus, { value: size })
}

/** The days a value covers: 1 to 3 February 2014; since June; a day alone. */
export function formatSpan(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  words: Words,
): string {
  if (from && from === to) return formatDay(from, words)
  if (from && to) return fill(words.dates.between, { from: formatDay(from, words), to: formatDay(to, words) })
  if (from) return fill(words.dates.since, { from: formatDay(from, words) })
  return to ? fill(words.dates.until, { to: formatDay(to, words) }) : ""
}

/** When something was expected: the day, else the time in the report's way, else the month or year; "" if it gives none. */
export function formatExpected(
  { day, period, time }: Pick<NonNullable<Gap["expected"]>, "day" | "period" | "time">,
  { words, lang }: { readonly words: Words; readonly lang: string },
): string {
  if (day) return formatDay(day, words)
  if (time) return inLanguage(time, lang, "a time")
  if (!period) return ""
  return period.length === 4 ? period : formatMonth(period, words)
}

/** A list as the language joins it: a, b and c; Arabic sets its "and" apart from digits and Latin letters. */
export function formatList(parts: readonly string[], { locale }: Words): string {
  const joined = new Intl.ListFormat(locale, { type: "conjunction" }).format(parts)
  return joined.replace(/(?<=\s)و(?=[\p{Nd}\p{Script=Latin}\uFDD0])/gu, "و\u00a0")
}

/** Items in a row; if one has an "and" or a comma of its own, with semicolons between them, so that they can be told apart. */
export function formatItems(items: readonly string[], words: Words): string {
  const joins = new Intl.ListFormat(words.locale, { type: "conjunction" })
    .formatToParts(["a", "b", "c"])
    .flatMap(p => (p.type === "literal" ? [p.value] : []))
  const isCompound = items.some(item => joins.some(join => item.includes(join)))
  return isCompound ? items.join(words.list.clause) : formatList(items, words)
}

/** What was said in a language; that it was not said there is a Problem that names it. */
export function inLanguage(texts: Texts, lang: string, what: string): string {
  return (
    texts[lang] ??
    fail(`${what} has no text in "${lang}"`, { hint: `add "${lang}" beside the other languages` })
  )
}

/** The address of a document of the United Nations, from its symbol. */
export function addressOf(symbol: string): string {
  return `https://undocs.org/${symbol.replaceAll(" ", "")}`
}

/** Text made safe for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!)
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" })
}

/** The text with a capital first letter: names and summaries are kept as they stand in mid-sentence. */
export function upperFirst(text: string, lang: string): string {
  const at = leadingMarks(text)
  return text.slice(0, at) + text.slice(at, at + 1).toLocaleUpperCase(lang) + text.slice(at + 1)
}

/** The words of a piece of HTML, without its tags and notes, on one line. */
export function plainText(html: string): string {
  const bare = html.replace(/<sup>.*?<\/sup>/g, "").replace(/<[^>]*>/g, "")
  return bare
    .replace(/&#?\w+;/g, decoded)
    .replace(/[^\S\u00a0]+/g, " ")
    .trim()
}
