import { romanValue } from "./labels.js"
import { numberInWordsAt, scaleOf } from "./numberwords.js"
import { readings } from "./numerals.js"
import { remembered } from "./remembered.js"

/** A number in a text: as it stands there, from which place, and its value if it has one that can be told. */
export interface NumberIn {
  readonly text: string
  readonly value?: number
  readonly index: number
  /** A sign is a fraction, a raised digit, a number in a circle, or a Chinese numeral. */
  readonly kind: "digits" | "sign" | "roman" | "words"
}

/** Words that state a number besides those that count: what they are worth, also after a number ("two dozen"). */
const further: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  en: { hundred: 100, hundreds: 100, dozen: 12, dozens: 12, halves: 0.5, twice: 2, thrice: 3 },
  fr: {
    cents: 100,
    centaine: 100,
    centaines: 100,
    dizaine: 10,
    dizaines: 10,
    douzaine: 12,
    douzaines: 12,
    quinzaine: 15,
    vingtaine: 20,
    trentaine: 30,
    quarantaine: 40,
    cinquantaine: 50,
    soixantaine: 60,
    demi: 0.5,
    demie: 0.5,
  },
  es: { cien: 100, centenar: 100, centenares: 100, decena: 10, decenas: 10, docena: 12, docenas: 12 },
  ar: {
    ألفان: 2e3,
    ألفين: 2e3,
    مليونان: 2e6,
    مليونين: 2e6,
    عشرات: 10,
    مئات: 100,
    ملياران: 2e9,
    مليارين: 2e9,
  },
}

/** A hundred that only tells the unit, by the word before it. */
const perHundred = /^(?:pour cents?|por ciento|في (?:المائة|المئة))$/u

const numeric =
  /(?<!\p{Nd})\p{Nd}{1,3}(?: \p{Nd}{3})+(?![\p{Nd}])|\p{Nd}+(?:[.,'’٫٬]\p{Nd}+|[\u00a0\u202f]\p{Nd}{3}(?!\p{Nd}))*|[\p{No}\p{Nl}]+|[〇一二三四五六七八九十百千万萬億]+/gu
const run = /[\p{L}\p{M}]+(?:[\s\u00a0\u202f]*[-‐‑][\s]*[\p{L}\p{M}]+|[\s\u00a0\u202f]+[\p{L}\p{M}]+)*/gu
const romanNumeral = /(?<![\p{L}\p{N}])(?:[IVXLC]{2,}|[ivx]{2,})(?![\p{L}\p{N}])/gu

/**
 * Every number that a text states, in the order of the text: in digits of any script, `13,289` and `$53.3 million` as one
 * each; in signs such as ½, ² and Ⅳ; in Roman numerals of two letters and more; and in words, where the language is en,
 * fr, es or ar. Articles and ordinals in words are none, and "per cent" is none.
 */
export const numbersIn = remembered((text, language): readonly NumberIn[] => {
  const [own = ""] = language.split("-")
  const signs = [...text.matchAll(numeric)].map(match => inSigns(match, text, own))
  const romans = [...text.matchAll(romanNumeral)].flatMap(({ 0: found, index }) => {
    const value = romanValue(found.toLowerCase())
    return value === undefined ? [] : [{ text: found, value, index, kind: "roman" as const }]
  })
  const taken = [...signs, ...romans]
  const free = (n: NumberIn) =>
    !taken.some(t => n.index < t.index + t.text.length && t.index < n.index + n.text.length)
  const words = [...text.matchAll(run)].flatMap(match => inWords(match, own)).filter(free)
  return [...taken, ...words].sort((a, b) => a.index - b.index)
})

/** Whether a number found is one that nobody takes for an article or for "none": not nought or one in words. */
export const isTelling = ({ kind, value }: NumberIn): boolean =>
  kind !== "words" || (value !== 0 && value !== 1)

/** Digits of any script as those of the Latin one; all else stays. In Unicode they stand in blocks of ten, nought first. */
export function westernDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, digit => {
    const code = digit.codePointAt(0)!
    if (code < 0x80) return digit
    const mathematical = code >= 0x1d7ce && code <= 0x1d7ff
    if (mathematical) return String((code - 0x1d7ce) % 10)
    let zero = code
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--
    return String(code - zero)
  })
}

function inSigns({ 0: found, index }: RegExpExecArray, text: string, language: string): NumberIn {
  if (!/^\p{Nd}/u.test(found)) {
    const plain = found.normalize("NFKC")
    const roman = romanValue(plain)
    const [, over, under] = /^(\d+)⁄(\d+)$/.exec(plain) ?? []
    const value = roman ?? (under ? Number(over) / Number(under) : Number(plain))
    return { text: found, index, kind: "sign", ...(Number.isNaN(value) ? {} : { value }) }
  }
  const after = /^[\s\u00a0\u202f]+([\p{L}\p{M}]+)/u.exec(text.slice(index + found.length))
  const scale = scaleOf(after?.[1]?.toLowerCase().replace(/[\u0640\u064b-\u065f\u0670]/g, ""))
  const whole = scale === undefined ? found : found + after![0]
  const plain = westernDigits(found)
    .replace(/[\u00a0\u202f٬’]/g, " ")
    .replaceAll("٫", ".")
  const [value] = readings(plain, language)
  return {
    text: whole,
    index,
    kind: "digits",
    ...(value !== undefined && { value: value * (scale ?? 1) }),
  }
}

/** The numbers in words that follow each other without punctuation between them. */
function inWords(match: RegExpExecArray, language: string): NumberIn[] {
  const places = [...match[0].matchAll(/[\p{L}\p{M}]+/gu)]
  const words = places.map(({ 0: word }) => word.toLowerCase().replace(/[\u0640\u064b-\u065f\u0670]/g, ""))
  const found: NumberIn[] = []
  for (let at = 0; at < words.length; ) {
    const { value, count } = wordsAt(words, at, language)
    if (value !== undefined) {
      const [first, last] = [places[at]!, places[at + count - 1]!]
      const text = match[0].slice(first.index, last.index + last[0].length)
      found.push({ text, value, index: match.index + first.index, kind: "words" })
    }
    at += count
  }
  return found
}

function wordsAt(words: readonly string[], at: number, language: string) {
  if (perHundred.test(words.slice(at, at + 2).join(" "))) return { value: undefined, count: 2 }
  const own = furtherOf(words[at], language)
  if (own !== undefined) return { value: own, count: 1 }
  const { value, count } = numberInWordsAt(words, at, language)
  const times = value === undefined ? undefined : furtherOf(words[at + count], language)
  return times === undefined || times < 10 ? { value, count } : { value: value! * times, count: count + 1 }
}

function furtherOf(word = "", language: string): number | undefined {
  const table = further[language] ?? {}
  const bare = language === "ar" ? word.replace(/^[وف]?(?:لل|[بكل]?(?:ال)?)/, "") : word
  if (Object.hasOwn(table, word)) return table[word]
  if (Object.hasOwn(table, bare)) return table[bare]
  return language === "ar" && bare !== word ? scaleOf(bare) : undefined
}
