/** The months of the languages of the United Nations that have names beside those of Intl. */
const further: Readonly<Record<string, readonly string[]>> = {
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

function monthNames(month: number, language: string): string[] {
  const date = new Date(Date.UTC(2000, month - 1, 15))
  const name = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(date)
  const other = further[language]?.[month - 1]
  return other ? [name, other, `${other}/${name}`, `${name}/${other}`] : [name]
}
