/** Marks of direction, soft hyphens, joiners: there for the eye or the machine, never part of a word. */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
/** Arabic vowel signs, and the stroke that lengthens a word. */
const arabicMarks = /[\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/gu
const hyphens = /[\u2010-\u2013\u2212\ufe58\ufe63\uff0d]/gu
const longDashes = /[\u2014\u2015\u2e3a\u2e3b]/gu
const apostrophes = /[\u2018\u2019\u201a\u201b\u02bc\u2032`]/gu
const loose = /^[\p{P}\p{S}]$/u
const kept = /^[\p{Sc}%‰§+<>=±×÷≤≥]$/u
const bare = /^[\p{L}\p{N}](.*[\p{L}\p{N}])?$/u
const telling = /[\p{L}\p{N}\p{Sc}%]/u

/**
 * A text as the words that count when two prints of it are compared. Unicode NFKC; letters small; apostrophes, hyphens,
 * œ and æ in one form each; Arabic vowel signs, the lengthening stroke and marks of direction gone; `**` and long
 * dashes part words; punctuation and markup at the edges of a word gone. Digits, decimal marks, whatever stands inside
 * a word, signs of money, per cent and reckoning stay: one digit or one letter changed is another word.
 */
export function wordsOf(text: string): string[] {
  return text
    .replace(invisible, "")
    .normalize("NFKC")
    .replace(arabicMarks, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replace(apostrophes, "'")
    .replace(hyphens, "-")
    .replace(longDashes, " ")
    .replaceAll("**", " ")
    .replace(/[٠-٩]/g, digit => String(digit.charCodeAt(0) - 0x660))
    .split(/\s+/)
    .map(withoutEdges)
    .filter(word => telling.test(word))
}

/** A word without the punctuation at its edges; a minus or a decimal mark before a digit is no punctuation. */
function withoutEdges(word: string): string {
  if (bare.test(word)) return word
  const signs = [...word]
  const isLoose = (sign: string | undefined) => sign !== undefined && loose.test(sign) && !kept.test(sign)
  const leads = (at: number) => /^[-.,]$/.test(signs[at]!) && /[\d\p{Sc}]/u.test(signs[at + 1] ?? "")
  let start = 0
  while (isLoose(signs[start]) && !leads(start)) start++
  let end = signs.length
  while (end > start && isLoose(signs[end - 1])) end--
  return signs.slice(start, end).join("")
}

/**
 * The sequences by which words are found again: every three words that follow each other. Fewer than three words are
 * one sequence by themselves, which is found only where a whole segment is no longer than that.
 */
export function sequencesOf(words: readonly string[]): string[] {
  if (words.length === 0) return []
  if (words.length < 3) return [words.join(" ")]
  return words.slice(2).map((_, i) => words.slice(i, i + 3).join(" "))
}
