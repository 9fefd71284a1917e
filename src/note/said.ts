import { isTelling, numbersIn, westernDigits } from "../source/numbersin.js"
import { inLanguage } from "./format.js"
import type { Known } from "./known.js"

/**
 * What is wrong with words that prose puts into a report's mouth: a number in them, in digits or in words, that the fact
 * has neither in its summary nor in its anchors. Undefined if nothing is wrong.
 */
export function saidProblem(
  text: string,
  fact: Known["fact"],
  { lang }: { readonly lang: string },
): string | undefined {
  const own = inLanguage("what" in fact ? fact.what : fact.summary, lang, `the summary of "${fact.id}"`)
  const known = new Set([
    ...numbersOf(own, lang),
    ...fact.citations.flatMap(c => c.anchors.flatMap(anchor => numbersOf(anchor, c.language))),
  ])
  const numbers = numbersOf(text, lang)
  if (numbers.length === 0) return `"${text}" has no number: print it as plain words`
  const unknown = numbers.find(n => !known.has(n))
  return unknown === undefined ? undefined : `"${fact.id}" does not say ${unknown}`
}

/** The values of the numbers in a text; digits whose value cannot be told, as they stand. */
const numbersOf = (text: string, language: string): (number | string)[] =>
  numbersIn(text, language)
    .filter(isTelling)
    .map(n => n.value ?? westernDigits(n.text))
