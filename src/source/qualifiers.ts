import type { Qualifier } from "../model/figures.js"
import { type Place, type Problem, problem } from "../model/problem.js"
import { bareNumbersIn } from "./backed.js"
import { wordsOf } from "./normalise.js"
import type { NumberIn } from "./numbersin.js"

type Phrases = Readonly<Record<Exclude<Qualifier, "exactly" | "approximately half">, readonly string[]>>

/** How reports say how near a number is, as words without punctuation. */
const phrases: Readonly<Record<string, Phrases>> = {
  en: {
    about: ["about", "some", "approximately", "around", "roughly", "an estimated", "estimated at"],
    "more than": ["more than", "over", "in excess of"],
    "at least": ["at least", "no fewer than", "not less than"],
    "fewer than": ["fewer than", "less than", "under"],
    "up to": ["up to", "a maximum of", "not exceeding"],
    nearly: ["nearly", "almost", "close to"],
  },
  fr: {
    about: ["environ", "quelque", "près de", "à peu près", "autour de"],
    "more than": ["plus de", "plus d'"],
    "at least": ["au moins"],
    "fewer than": ["moins de"],
    "up to": ["jusqu'à", "au maximum", "au plus"],
    nearly: ["près de", "presque"],
  },
  ar: {
    about: ["نحو", "حوالي", "قرابة", "زهاء", "ما يقارب"],
    "more than": ["أكثر من", "ما يزيد على", "ما يزيد عن"],
    "at least": ["ما لا يقل عن", "على الأقل"],
    "fewer than": ["أقل من", "ما يقل عن"],
    "up to": ["ما يصل إلى", "حتى", "أقصاه"],
    nearly: ["قرابة", "ما يقارب"],
  },
  es: {
    about: ["unos", "unas", "alrededor de", "aproximadamente", "cerca de"],
    "more than": ["más de"],
    "at least": ["al menos", "por lo menos"],
    "fewer than": ["menos de"],
    "up to": ["hasta", "un máximo de"],
    nearly: ["casi", "cerca de"],
  },
}

interface Anchor {
  readonly words: string
  readonly language: string
}

/** The first number of an anchor, dates and Roman numerals aside. */
export const leadingNumber = ({ words, language }: Anchor): NumberIn | undefined =>
  bareNumbersIn(words, language).find(n => n.kind !== "roman")

/**
 * What is wrong with how near a number claims to be: the words right before the number in its anchor do not say so, or
 * they say so and the fact does not. Languages whose words are not known are not judged.
 */
export function qualifierProblems(
  { qualifier, place }: { readonly qualifier: Qualifier; readonly place: () => Place },
  anchor: Anchor,
): Problem[] {
  const known = phrases[anchor.language]
  if (!known) return []
  const said = saidBefore(anchor, known)
  if (qualifier === "exactly" ? said.length === 0 : said.includes(qualifier)) return []
  if (qualifier === "exactly") {
    const what = `the report says “${said[0]}” of the number, the fact does not`
    return [problem(what, { place: place(), hint: "say so in the qualifier" })]
  }
  const hint = "cite the words right before the number that say so, or correct the qualifier"
  return [problem(`the anchor does not say “${qualifier}” of the number`, { place: place(), hint })]
}

/** What the words right before the first number of an anchor say of it; about a half is a qualifier of its own. */
function saidBefore(anchor: Anchor, known: Phrases): Qualifier[] {
  const first = leadingNumber(anchor)
  if (!first) return []
  const before = ` ${wordsOf(anchor.words.slice(0, first.index).replace(/\p{Sc}\s*$/u, "")).join(" ")}`
  const said = (Object.keys(known) as (keyof Phrases)[]).filter(qualifier =>
    known[qualifier].some(phrase => before.endsWith(` ${phrase}`)),
  )
  return first.value === 0.5 && said.includes("about") ? ["approximately half"] : said
}
