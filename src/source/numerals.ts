import { monthWords } from "./dates.js"
import { wordsOf } from "./normalise.js"
import { numbersInWords, scaleOf } from "./numberwords.js"

/** In which language a text is, and whether the value looked for is a percentage, which `half` can be said of. */
export interface NumeralOptions {
  readonly language: string
  /** Default false. */
  readonly share?: boolean
}

/**
 * Whether a text states a value: in digits with any usual marks (`10 756`, `$53.3 million`, `35 billion`, `12,5 %` where
 * the language writes so), or in words (`dix`, `خمسة`, `three quarters`, an article for one).
 */
export function statesValue(
  value: number,
  text: string,
  { language, share = false }: NumeralOptions,
): boolean {
  const same = (stated: number) => Math.abs(stated - value) < 1e-4
  const words = withoutDates(
    wordsOf(text).flatMap(word => word.split(/(?<=[\p{L}\d])[-/](?=[\p{L}\d])/u)),
    language,
  )
  if (numbersInDigits(words, language).some(same)) return true
  const spelled = numbersInWords(words, language)
  const partly = (stated: number) => [0, 1, 2].some(n => same(Number((stated * 100).toFixed(n))))
  return spelled.some(same) || (share && spelled.some(n => n > 0 && n < 1 && partly(n)))
}

/** Days before or after the name of a month, and the year after it, are no values; a star takes their place. */
function withoutDates(words: readonly string[], language: string): string[] {
  const months = monthWords(language)
  const isDay = (word: string | undefined) => /^\d{1,2}$/.test(word ?? "")
  const isYear = (word: string | undefined) => /^(19|20)\d\d$/.test(word ?? "")
  return words.map((word, at) => {
    const [before, after] = [words[at - 1] ?? "", words[at + 1] ?? ""]
    const dated = isDay(word) && (months.has(after) || (months.has(before) && isYear(after)))
    const yeared = isYear(word) && (months.has(before) || (isDay(before) && months.has(words[at - 2] ?? "")))
    return dated || yeared ? "*" : word
  })
}

/** The numbers that words state in digits. Groups of three after a blank may belong together: each reading counts. */
function numbersInDigits(words: readonly string[], language: string): number[] {
  return words.flatMap((word, at) => {
    const numeral = numeralOf(word)
    if (numeral === undefined) return []
    const found: number[] = []
    let digits = numeral
    for (let next = at + 1; ; next++) {
      const scale = scaleOf(words[next]) ?? 1
      found.push(...readings(digits, language).map(value => value * scale))
      const group = words[next]
      if (!/^\d{1,3}( \d{3})*$/.test(digits) || !group || !/^\d{3}([.,]\d+)?$/.test(group)) return found
      digits += ` ${group}`
    }
  })
}

/** The digits of a word with their marks: `$1,077.6`, `82%` and `70ha` have some, `G5` and `12th` have none. */
function numeralOf(word: string): string | undefined {
  const match = /^[^\p{L}\d]*(?:(?:us|cfa|eur|usd)?[\p{Sc}]?)(\d(?:[\d.,'’]*\d)?)(.*)$/u.exec(word)
  if (!match || /^(st|nd|rd|th|e|er|ème|eme|º|ª)\b/u.test(match[2]!)) return undefined
  return match[1]
}

/** What digits with marks can mean in a language: English has the point for decimals, Arabic both, others the comma. */
export function readings(digits: string, language: string): number[] {
  const point = /^(\d+|\d{1,3}(?:[,' ]\d{3})+)(\.\d+)?$/
  const comma = /^(\d+|\d{1,3}(?:[.' ]\d{3})+)(,\d+)?$/
  const brief = /^(\d+)(\.\d{1,2})$/
  const marks = language === "en" ? [point] : language === "ar" ? [point, comma] : [comma, brief]
  const values = marks.flatMap(pattern => {
    const match = pattern.exec(digits)
    if (!match) return []
    return [Number(match[1]!.replace(/\D/g, "") + (match[2] ?? "").replace(",", "."))]
  })
  return [...new Set(values)]
}
