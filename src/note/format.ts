import type { Texts } from "../model/common.js"
import type { NamedDate } from "../model/positions.js"
import { fail } from "../model/problem.js"
import type { Words } from "./words.js"

/** A day, `YYYY-MM-DD`, as the language writes it: 20 September 2017. */
export function formatDay(day: string, { locale }: Words): string {
  return dateFormat(locale, { day: "numeric", month: "long", year: "numeric" }).format(
    new Date(`${day}T00:00:00Z`),
  )
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

/** A list as the language joins it: a, b and c. */
export function formatList(parts: readonly string[], { locale }: Words): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(parts)
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
  return text.slice(0, 1).toLocaleUpperCase(lang) + text.slice(1)
}
