import type { Stretch } from "./draftanchor.js"
import { anyOf, type DraftLanguage } from "./draftlanguages.js"

/** A date found in a text. Days are YYYY-MM-DD, a period is a month YYYY-MM or a year. */
export interface FoundDate extends Stretch {
  readonly words: string
  readonly day?: string
  readonly period?: string
  readonly span?: { readonly from?: string; readonly to?: string }
  readonly year: "printed" | "inferred" | "missing"
}

/** What reading dates needs besides the words: the text's language, and the day that years are inferred from. */
export interface DateOptions {
  readonly language: string
  readonly words: DraftLanguage
  /** YYYY-MM-DD; without it a year that is not printed is missing. */
  readonly asOf?: string | undefined
}

/**
 * The dates in a text: days, lists of days, days from one to another, months, years. A year that is not printed is the
 * one that brings the date nearest to `asOf`. Days that no calendar has are no dates.
 */
export function datesIn(text: string, options: DateOptions): FoundDate[] {
  const { words, language } = options
  const months = monthsOf(language, words)
  const month = `(${anyOf([...months.keys()])})(?!\\p{L})`
  const day = "([\\d٠-٩]{1,2})(?:er|st|nd|rd|th)?"
  const year = "(?:,?\\s+((?:19|20)\\d\\d|[١٢][٠-٩]{3})(?![\\d٠-٩]))?"
  const to = `\\s*(${anyOf([...words.to, ...words.and, "au"])})\\s*(?:le\\s+)?`
  const start = "(?<![\\p{L}\\p{N}/.,])"
  const context = { ...options, months }
  const lone = (leads: readonly string[]) => `(?<=${start}(?:${anyOf(leads)})[\\s-]*)`
  const patterns: readonly (readonly [string, (m: RegExpMatchArray) => Reading[]])[] = [
    [`${start}${day}\\s+${month}${year}${to}${day}\\s+${month}${year}`, m => spanOf(m.slice(1), context)],
    [
      `${start}${day}${to}${day}\\s+${month}${year}`,
      m => spanOf([m[1], m[4], m[5], m[2], m[3], m[4], m[5]], context),
    ],
    [`${start}${day}\\s+${month}${year}`, m => dayOf(m[1], m[2], m[3], context)],
    [`${start}${month}\\s+${day}(?!\\d)${year}`, m => dayOf(m[2], m[1], m[3], context)],
    [`${start}${month}${year.slice(0, -1)}`, m => monthOf(m[1], m[2], context)],
    [`${lone(words.beforeMonth)}${month}`, m => monthOf(m[1], undefined, context)],
    [
      `${lone(words.beforeYear)}((?:19|20)\\d\\d|[١٢][٠-٩]{3})(?![\\p{N}/-]|,\\d)`,
      m => [{ period: western(m[1]!), year: "printed" }],
    ],
  ]
  return apart(patterns.flatMap(([pattern, make]) => matches(text, pattern, make, words)))
}

type Reading = Pick<FoundDate, "day" | "period" | "span" | "year">
type Context = DateOptions & { readonly months: ReadonlyMap<string, number> }

function matches(
  text: string,
  pattern: string,
  make: (match: RegExpMatchArray) => Reading[],
  words: DraftLanguage,
): FoundDate[] {
  return [...text.matchAll(new RegExp(pattern, "giu"))].flatMap(match => {
    const stretch = { start: match.index, end: match.index + match[0].trimEnd().length }
    const said = match[0].trim().replace(/\s+/g, " ")
    return between(make(match), text.slice(0, match.index), words).map(reading => ({
      ...opened(reading, text.slice(0, match.index), words),
      ...stretch,
      words: said,
    }))
  })
}

/** Two days after a word such as between are the ends of a span. */
function between(
  readings: readonly Reading[],
  before: string,
  { between: pairs }: DraftLanguage,
): readonly Reading[] {
  const [first, last] = readings
  const opens = new RegExp(`(?<!\\p{L})(?:${anyOf(pairs.map(([open]) => open))})\\s+(?:le\\s+)?$`, "iu")
  if (!first?.day || !last?.day || !opens.test(before)) return readings
  return [{ span: { from: first.day, to: last.day }, year: last.year }]
}

/** A day after since or until is one end of a span. */
function opened(reading: Reading, before: string, { since, until }: DraftLanguage): Reading {
  const follows = (list: readonly string[]) =>
    new RegExp(`(?<!\\p{L})(?:${anyOf(list)})\\s+(?:the\\s+)?$`, "iu").test(before)
  if (!reading.day) return reading
  const { day, ...rest } = reading
  if (follows(since)) return { ...rest, span: { from: day } }
  return follows(until) ? { ...rest, span: { to: day } } : reading
}

/** Where readings overlap, those of the earlier pattern stand. */
function apart(found: readonly FoundDate[]): FoundDate[] {
  const kept: FoundDate[] = []
  for (const date of found) {
    const same = (k: FoundDate) => k.start === date.start && k.end === date.end
    const taken = kept.some(k => date.start < k.end && k.start < date.end && !same(k))
    if (!taken) kept.push(date)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** The months of a language by their names: those of Intl, and those the language has besides. */
function monthsOf(language: string, { months: others = [] }: DraftLanguage): ReadonlyMap<string, number> {
  const { format } = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" })
  const usual = Array.from({ length: 12 }, (_, i) => [format(Date.UTC(2000, i, 15)), i + 1] as const)
  const further = others.map((name, i) => [name, i + 1] as const)
  const both = others.flatMap((name, i) => [
    [`${name}/${usual[i]![0]}`, i + 1] as const,
    [`${usual[i]![0]} (${name})`, i + 1] as const,
  ])
  return new Map([...usual, ...further, ...both].map(([name, i]) => [bare(name), i]))
}

const bare = (name: string) =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\u064b-\u0652\u0640]/g, "")
    .replace(/[أإآ]/g, "ا")
    .replace(/\s+/g, " ")

const western = (digits: string) => digits.replace(/[٠-٩]/g, d => String(d.charCodeAt(0) - 0x660))

function isoDay(
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
  { months, asOf }: Context,
) {
  const number = months.get(bare(month ?? ""))
  const of = (y: number) => {
    const date = new Date(Date.UTC(y, (number ?? 1) - 1, Number(western(day ?? "1"))))
    return date.getUTCMonth() + 1 === number ? date.toISOString().slice(0, 10) : undefined
  }
  if (year) return { iso: of(Number(western(year))), year: "printed" as const }
  if (!asOf) return { iso: of(2000), year: "missing" as const }
  const near = [-1, 0, 1].map(step => of(Number(asOf.slice(0, 4)) + step)).filter(d => d !== undefined)
  const distance = (iso: string) => Math.abs(Date.parse(iso) - Date.parse(asOf))
  return { iso: near.sort((a, b) => distance(a) - distance(b))[0], year: "inferred" as const }
}

function dayOf(
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
  context: Context,
): Reading[] {
  const { iso, year: how } = isoDay(day, month, year, context)
  if (!iso) return []
  return [{ ...(how !== "missing" && { day: iso }), year: how }]
}

function monthOf(month: string | undefined, year: string | undefined, context: Context): Reading[] {
  const { iso, year: how } = isoDay("1", month, year, context)
  if (!iso) return []
  return [{ ...(how !== "missing" && { period: iso.slice(0, 7) }), year: how }]
}

/** Two days, joined by the word between them; the year of the second holds for the first unless that has its own. */
function spanOf(parts: readonly (string | undefined)[], context: Context): Reading[] {
  const [firstDay, firstMonth, firstYear, joint = "", lastDay, lastMonth, lastYear] = parts
  const last = isoDay(lastDay, lastMonth, lastYear, context)
  const implied = last.year === "missing" ? undefined : last.iso?.slice(0, 4)
  const first = isoDay(firstDay, firstMonth, firstYear ?? implied, context)
  if (!first.iso || !last.iso || first.iso > last.iso) return []
  const { year } = last
  if (!context.words.and.includes(joint.trim().toLowerCase())) {
    return [{ ...(year !== "missing" && { span: { from: first.iso, to: last.iso } }), year }]
  }
  return [first.iso, last.iso].map(day => ({ ...(year !== "missing" && { day }), year }))
}
