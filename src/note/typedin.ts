import { monthWords } from "../source/dates.js"
import { isTelling, numbersIn } from "../source/numbersin.js"

/** A number or date that somebody typed, and where in the text it stands. */
export interface Typed {
  readonly what: "number" | "month" | "day"
  readonly word: string
  readonly index: number
  /** Of a number, if it can be told. */
  readonly value?: number | undefined
}

/**
 * What may not be typed by hand: numbers of every kind from two on, in digits even one, and the names of months and days
 * as the language writes them within a sentence; "may" is no month, "May" is. Ordinals in words may be typed.
 */
export function typedIn(text: string, { lang, locale }: { lang: string; locale: string }): Typed[] {
  const dated = dateWords(lang, locale)
  const numbers = numbersIn(text, lang)
    .filter(isTelling)
    .map(({ text: word, index, value }) => ({ what: "number" as const, word, index, value }))
  const dates = [...text.matchAll(/[\p{L}\p{M}]+\.?/gu)].flatMap(({ 0: word, index }) => {
    const bare = word.replace(/\.$/, "")
    const [what, short] = [dated.get(bare), dated.get(word)]
    return what ? [{ what, word: bare, index }] : short ? [{ what: short, word, index }] : []
  })
  return [...numbers, ...dates].sort((a, b) => a.index - b.index)
}

const known = new Map<string, ReadonlyMap<string, "month" | "day">>()

/** Long and short names; a short day that is a word of the language (`mer.`, `jeu.`) is left out. */
function dateWords(lang: string, locale: string): ReadonlyMap<string, "month" | "day"> {
  const key = `${lang} ${locale}`
  const found = known.get(key)
  if (found) return found
  const further = lang === "ar" ? [...monthWords(lang)].filter(w => !w.startsWith("ال")) : []
  const words = new Map<string, "month" | "day">([
    ...further.map(w => [w, "month"] as const),
    ...(["long", "short"] as const).flatMap(form => [
      ...names(locale, "month", form).map(w => [w, "month"] as const),
      ...names(locale, "weekday", form)
        .filter(w => !w.endsWith("."))
        .map(w => [w, "day"] as const),
    ]),
  ])
  known.set(key, words)
  return words
}

function names(locale: string, part: "month" | "weekday", form: "long" | "short"): string[] {
  const format = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: form,
    weekday: form,
    timeZone: "UTC",
  })
  return Array.from({ length: 12 }, (_, i) => {
    const date = new Date(part === "month" ? Date.UTC(2001, i, 1) : Date.UTC(2001, 0, 1 + i))
    const found = format.formatToParts(date).filter(p => p.type === part)
    return found.map(p => p.value).join("")
  })
}
