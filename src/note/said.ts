import { inLanguage } from "./format.js"
import type { Known } from "./known.js"
import type { Words } from "./words.js"

/**
 * What is wrong with words that prose puts into a report's mouth: a number in them, in digits or in words, that the fact
 * has neither in its summary nor in its anchors. Undefined if nothing is wrong.
 */
export function saidProblem(
  text: string,
  fact: Known["fact"],
  { words, lang }: { readonly words: Words; readonly lang: string },
): string | undefined {
  const own = inLanguage("what" in fact ? fact.what : fact.summary, lang, `the summary of "${fact.id}"`)
  const known = new Set([own, ...fact.citations.flatMap(c => c.anchors)].flatMap(t => numbersIn(t, words)))
  const numbers = numbersIn(text, words)
  if (numbers.length === 0) return `"${text}" has no number: print it as plain words`
  const unknown = numbers.find(n => !known.has(n))
  return unknown === undefined ? undefined : `"${fact.id}" does not say ${unknown}`
}

/** The numbers in a text: digits as they stand, and the catalogue's words for two to nine as digits ("un" and "one" are more often articles). */
function numbersIn(text: string, { numbers, locale }: Words): string[] {
  const found =
    text.toLocaleLowerCase(locale).match(/\p{Nd}+(?:[.,\u202f\u00a0]\p{Nd}+)*|[\p{L}\p{M}]+/gu) ?? []
  return found.flatMap(word => {
    if (/^\p{Nd}/u.test(word)) return [word.replace(/\P{Nd}/gu, "")]
    const value = numbers.indexOf(word)
    return value > 1 ? [String(value)] : []
  })
}
