const scripts: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Cyrillic}/gu, "ru"],
  [/\p{Script=Han}/gu, "zh"],
  [/\p{Script=Hebrew}/gu, "he"],
]

// The commonest short words that the others do not share.
const common: Readonly<Record<string, readonly string[]>> = {
  en: ["the", "of", "and", "to", "in", "that", "for", "with", "was", "by", "on", "is"],
  fr: ["le", "la", "les", "des", "et", "du", "une", "dans", "pour", "aux", "qui", "au"],
  es: ["el", "los", "las", "del", "y", "una", "para", "por", "con", "que", "se", "su"],
  pt: ["o", "os", "da", "do", "dos", "das", "uma", "para", "com", "em", "não", "ao"],
  de: ["der", "die", "das", "und", "den", "von", "mit", "für", "ist", "im", "zu", "auf"],
}

/** The language of a text by its script and its commonest words, as a two-letter code; "und" if it has no words. */
export function languageOf(text: string): string {
  const sample = text.slice(0, 60_000)
  const letters = count(sample, /\p{L}/gu)
  if (letters === 0) return "und"
  if (count(sample, /\p{Script=Arabic}/gu) > letters / 3)
    return /[پچژگ]/.test(sample) && count(sample, /[پچژگ]/g) > letters / 100 ? "fa" : "ar"
  for (const [script, language] of scripts) if (count(sample, script) > letters / 3) return language
  return byWords(sample)
}

function byWords(sample: string): string {
  const seen = new Map<string, number>()
  for (const word of sample.toLowerCase().match(/\p{L}+/gu) ?? []) seen.set(word, (seen.get(word) ?? 0) + 1)
  const points = Object.entries(common).map(
    ([language, words]) => [language, words.reduce((sum, w) => sum + (seen.get(w) ?? 0), 0)] as const,
  )
  const [best] = points.sort((a, b) => b[1] - a[1])
  return best && best[1] > 0 ? best[0] : "und"
}

/** The direction that a language is written in. */
export function dirOf(language: string): "ltr" | "rtl" {
  return /^(?:ar|fa|he|ur|ps)\b/.test(language) ? "rtl" : "ltr"
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0
