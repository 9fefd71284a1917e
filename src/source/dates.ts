import { westernDigits } from "./labels.js"
import { remembered } from "./remembered.js"

/** The months of the languages of the United Nations that have names beside those of Intl. */
export const furtherMonths: Readonly<Record<string, readonly string[]>> = {
  ar: [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
  ],
}

/**
 * The ways in which a report of a language can write a day (YYYY-MM-DD), a month (YYYY-MM) or a year (YYYY), as words
 * without punctuation. `bareYear` false leaves the year out, for dates that a report prints without it.
 */
export function dateForms(
  date: string,
  language: string,
  { bareYear = true }: { bareYear?: boolean } = {},
): string[] {
  const [year, month, day] = date.split("-")
  const end = bareYear ? ` ${year}` : ""
  if (!month) return [year!]
  const names = monthNames(Number(month), language)
  if (!day) return names.map(name => `${name}${end}`)
  const numeral = String(Number(day))
  const days = language === "fr" && numeral === "1" ? ["1er", "1"] : [numeral]
  return names.flatMap(name => days.flatMap(d => [`${d} ${name}${end}`, `${name} ${d}${end}`]))
}

const wordsByLanguage = new Map<string, ReadonlySet<string>>()

/** The words that names of months consist of in a language, in small letters. */
export function monthWords(language: string): ReadonlySet<string> {
  const known = wordsByLanguage.get(language)
  if (known) return known
  const names = Array.from({ length: 12 }, (_, month) => monthNames(month + 1, language)).flat()
  const words = new Set(names.flatMap(name => name.toLowerCase().split(/[ /]/)))
  wordsByLanguage.set(language, words)
  return words
}

/** None in a language that Intl does not know: it would give those of the machine's own. */
function monthNames(month: number, language: string): string[] {
  if (Intl.DateTimeFormat.supportedLocalesOf([language]).length === 0) return []
  const date = new Date(Date.UTC(2000, month - 1, 15))
  const name = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(date)
  const other = furtherMonths[language]?.[month - 1]
  return other ? [name, other, `${other}/${name}`, `${name}/${other}`] : [name]
}

/** A date in a text: a month, with the days and the year that stand by it, and from where to where it stands. */
export interface DateIn {
  readonly month: number
  readonly days: readonly number[]
  readonly year?: number
  readonly index: number
  readonly end: number
}

const blank = String.raw`[\s\u00a0\u202f]`
const link = `(?:${blank}*[-–]${blank}*|${blank}+(?:and|et|au|to|y|al|إلى|و)${blank}*)`
const daysBefore = new RegExp(
  String.raw`(?<!\p{Nd})((?:\p{Nd}{1,2}(?:er)?${link})?\p{Nd}{1,2}(?:er)?)${blank}+(?:de${blank}+|of${blank}+)?$`,
  "u",
)
const yearAfter = new RegExp(String.raw`^(?:,|${blank}+de)?${blank}+[[(]?(\p{Nd}{4})(?!\p{Nd})[\])]?`, "u")
const patterns = new Map<string, readonly RegExp[]>()

/** For each month what finds its names in a language; an English month begins with a capital, as may and march do not. */
function monthPatterns(language: string): readonly RegExp[] {
  const known = patterns.get(language)
  if (known) return known
  const arabic = language === "ar" ? "[وفبل]{0,2}" : ""
  const made = Array.from({ length: 12 }, (_, at) => {
    const names = monthNames(at + 1, language).sort((a, b) => b.length - a.length)
    if (names.length === 0) return /(?!)/gu // nothing
    const all = language === "en" ? names.flatMap(name => [name, name.toUpperCase()]) : names
    const flags = language === "en" ? "gu" : "giu"
    return new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}])${arabic}(?:${all.join("|")})(?![\p{L}\p{M}])`, flags)
  })
  patterns.set(language, made)
  return made
}

/** The dates that a text names, a month at least, in the order of the text: `1-3 February 2014` is one with two days. */
export const datesIn = remembered((text, language): readonly DateIn[] => {
  return monthPatterns(language)
    .flatMap((pattern, at) => [...text.matchAll(pattern)].map(match => dateAt(text, match, at + 1)))
    .sort((a, b) => a.index - b.index)
})

function dateAt(text: string, { 0: name, index }: RegExpExecArray, month: number): DateIn {
  const before = daysBefore.exec(text.slice(0, index))
  const after = yearAfter.exec(text.slice(index + name.length))
  const digits = (words: string) => [...words.matchAll(/\d+/g)].map(d => Number(d[0]))
  return {
    month,
    days: before ? digits(westernDigits(before[1]!)) : [],
    ...(after && { year: Number(westernDigits(after[1]!)) }),
    index: index - (before?.[0].length ?? 0),
    end: index + name.length + (after?.[0].length ?? 0),
  }
}

/** Whether a date in a text is the day, month or year given as YYYY-MM-DD or shorter; without its year only in `year`. */
export function isDate(found: DateIn, date: string, year?: number): boolean {
  const [y, m, d] = date.split("-").map(Number)
  const sameYear = found.year === undefined ? y === year : y === found.year
  return sameYear && (m === undefined || m === found.month) && (d === undefined || found.days.includes(d))
}

const ordinals: Readonly<Record<string, readonly string[]>> = {
  en: ["first", "second", "third", "fourth"],
  fr: ["premier", "deuxième", "troisième", "quatrième"],
}
const partNames: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  en: [
    ["quarter of", 3],
    ["half of", 6],
    ["semester of", 6],
  ],
  fr: [
    ["trimestre", 3],
    ["semestre", 6],
  ],
}

/** The first and last days of the quarters and halves of years that a text names, in English and French. */
export function partsOfYear(text: string, language: string): string[] {
  return (partNames[language] ?? []).flatMap(([name, months]) =>
    (ordinals[language] ?? []).slice(0, 12 / months).flatMap((ordinal, at) => {
      const found = new RegExp(`${ordinal}\\s+${name}\\s+(?:de\\s+)?(\\d{4})`, "iu").exec(text)
      if (!found) return []
      const day = (month: number, day: number) =>
        new Date(Date.UTC(Number(found[1]), month, day)).toISOString().slice(0, 10)
      return [day(at * months, 1), day((at + 1) * months, 0)]
    }),
  )
}
