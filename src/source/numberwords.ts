import { toCardinal as arabic } from "n2words/ar-SA"
import { toCardinal as british } from "n2words/en-GB"
import { toCardinal as american } from "n2words/en-US"
import { toCardinal as spanish } from "n2words/es-ES"
import { toCardinal as belgian } from "n2words/fr-BE"
import { toCardinal as french } from "n2words/fr-FR"

/** How a language writes numbers in words; a further language is a further entry of `languages`. */
interface Spelling {
  /** All ways of writing a whole number below a thousand. */
  readonly cardinals: (value: number) => readonly string[]
  /** Words that may stand for one. */
  readonly articles: readonly string[]
  /** Names of parts; those in `alone` need no number before them. */
  readonly parts: Readonly<Record<string, number>>
  readonly alone: readonly string[]
}

const languages: Readonly<Record<string, Spelling>> = {
  en: {
    cardinals: n => [british(n), american(n), british(n).replace(/^one hundred/, "a hundred")],
    articles: ["a", "an"],
    parts: { half: 1 / 2, halves: 1 / 2, third: 1 / 3, thirds: 1 / 3, quarter: 1 / 4, quarters: 1 / 4 },
    alone: ["half"],
  },
  fr: {
    cardinals: n => [french(n), belgian(n), ...(n % 10 === 1 ? [french(n).replace(/un$/, "une")] : [])],
    articles: ["un", "une"],
    parts: { moitié: 1 / 2, tiers: 1 / 3, quart: 1 / 4, quarts: 1 / 4 },
    alone: ["moitié"],
  },
  es: {
    cardinals: n => [spanish(n), spanish(n).replace(/uno$/, "un"), spanish(n).replace(/uno$/, "una")],
    articles: ["un", "una"],
    parts: { mitad: 1 / 2, tercio: 1 / 3, tercios: 1 / 3, cuarto: 1 / 4, cuartos: 1 / 4 },
    alone: ["mitad"],
  },
  ar: {
    cardinals: n => arabicForms([arabic(n), arabic(n, { gender: "feminine" })]),
    articles: [],
    parts: { نصف: 1 / 2, ثلث: 1 / 3, ثلثا: 2 / 3, ثلثي: 2 / 3, ثلثين: 2 / 3, ربع: 1 / 4, أرباع: 1 / 4 },
    alone: ["نصف", "ثلث", "ثلثا", "ثلثي", "ثلثين", "ربع"],
  },
}

/** The languages whose words for numbers are known. */
export const spelledLanguages: readonly string[] = Object.keys(languages)

interface Tongue {
  readonly language: string
  readonly spelling: Spelling
}

/** A number and how many words it takes. */
interface Group {
  readonly value: number
  readonly count: number
}

/** Words by which the number before them is multiplied, in the languages above. */
const scales: ReadonlyMap<string, number> = new Map([
  ...["thousand", "thousands", "mille", "milliers", "mil", "ألف", "آلاف", "ألفا"].map(w => [w, 1e3] as const),
  ...["million", "millions", "millón", "millones", "مليون", "ملايين", "مليونا"].map(w => [w, 1e6] as const),
  ...["billion", "billions", "milliard", "milliards", "مليار", "مليارات", "مليارا", "بليون", "بلايين"].map(
    w => [w, 1e9] as const,
  ),
])

/** What a word multiplies the number before it by, in any language known; undefined if it is no such word. */
export const scaleOf = (word: string | undefined): number | undefined =>
  word === undefined ? undefined : scales.get(word)

/** The case after a preposition, and the other spelling of a hundred. */
function arabicForms(forms: readonly string[]): string[] {
  const oblique = forms.map(form =>
    form
      .replace(/ون(?= |$)/g, "ين")
      .replace(/ان(?= |$)/g, "ين")
      .replace(/^اثنا /, "اثني ")
      .replace(/^اثنتا /, "اثنتي "),
  )
  return [...forms, ...oblique].flatMap(form => [form, form.replace("مائة", "مئة")])
}

/** Numbers below a thousand by their words, and the words that one can begin with. */
interface Cardinals {
  readonly values: ReadonlyMap<string, number>
  readonly first: ReadonlySet<string>
}

const tables = new Map<string, Cardinals>()

/** All numbers below a thousand by their words, hyphens as spaces; made at the first question, for each language once. */
function cardinalsOf(language: string, spelling: Spelling): Cardinals {
  const known = tables.get(language)
  if (known) return known
  const values = new Map<string, number>()
  for (let n = 0; n < 1000; n++) {
    for (const form of spelling.cardinals(n)) {
      if (!spelling.articles.includes(form)) values.set(form.replaceAll("-", " "), n)
    }
  }
  const table = { values, first: new Set([...values.keys()].map(words => words.split(" ")[0]!)) }
  tables.set(language, table)
  return table
}

/** The longest number below a thousand that begins at a word, and how many words it takes. */
function cardinalAt(words: readonly string[], at: number, { language, spelling }: Tongue): Group | undefined {
  const { values, first } = cardinalsOf(language, spelling)
  const word = words[at]
  if (word === undefined) return undefined
  if (!first.has(word) && !(language === "ar" && first.has(withoutPrefix(word)))) return undefined
  for (let count = Math.min(7, words.length - at); count > 0; count--) {
    const run = words.slice(at, at + count).join(" ")
    const value = values.get(run) ?? (language === "ar" ? values.get(withoutPrefix(run)) : undefined)
    if (value !== undefined) return { value, count }
  }
  return undefined
}

/** An Arabic word without and, with, for, as, and the article, which are written as one with it. */
const withoutPrefix = (run: string) => run.replace(/^[وف]?(?:لل|[بكل]?(?:ال)?)/, "")

/**
 * The numbers that words state, in their order: `two thousand one hundred` is one number, `three quarters` is 0.75, an
 * article is one where nothing else is a number. Languages: en, fr, es, ar; none in others. Words are in small letters.
 */
export function numbersInWords(words: readonly string[], language: string): number[] {
  const spelling = languages[language]
  if (!spelling) return []
  const found: number[] = []
  for (let at = 0; at < words.length; ) {
    const { value, count } = numberAt(words, at, { language, spelling })
    if (value !== undefined) found.push(value)
    at += count
  }
  if (found.length > 0 || words.some(word => /\d/.test(word))) return found
  return words.some(word => spelling.articles.includes(word)) ? [1] : []
}

function numberAt(words: readonly string[], at: number, tongue: Tongue) {
  const { spelling } = tongue
  const word = words[at]!
  const part = Object.hasOwn(spelling.parts, word) ? spelling.parts[word] : undefined
  if (part !== undefined) return { value: spelling.alone.includes(word) ? part : undefined, count: 1 }
  const first = cardinalAt(words, at, tongue)
  const lead = first ?? articleAt(words, at, spelling)
  if (!lead) return { value: /\d/.test(words[at - 1] ?? "") ? undefined : scaleOf(word), count: 1 }
  const next = words[at + lead.count]
  if (next !== undefined && Object.hasOwn(spelling.parts, next))
    return { value: lead.value * spelling.parts[next]!, count: lead.count + 1 }
  return grouped(words, at, tongue, lead)
}

/** An article is one before a part or a scale: a third, un million. */
function articleAt(words: readonly string[], at: number, { articles, parts }: Spelling): Group | undefined {
  const next = words[at + 1] ?? ""
  const measured = scaleOf(next) !== undefined || Object.hasOwn(parts, next)
  return measured && articles.includes(words[at]!) ? { value: 1, count: 1 } : undefined
}

/** A number with its thousands and millions: group by group, each smaller than the one before. */
function grouped(words: readonly string[], at: number, tongue: Tongue, lead: Group): Group {
  let { count } = lead
  let scale = scaleOf(words[at + count])
  if (scale === undefined) return lead
  let value = lead.value * scale
  count++
  for (;;) {
    const skip = ["and", "et", "y"].includes(words[at + count] ?? "") ? 1 : 0
    const group = cardinalAt(words, at + count + skip, tongue)
    if (!group) return { value, count }
    const next = scaleOf(words[at + count + skip + group.count])
    if ((next ?? 1) >= scale) return { value, count }
    value += group.value * (next ?? 1)
    count += skip + group.count + (next ? 1 : 0)
    if (!next) return { value, count }
    scale = next
  }
}

/** The number that words state from a place on, and how many of them it takes; none if no number begins there. */
export function numberInWordsAt(
  words: readonly string[],
  at: number,
  language: string,
): { readonly value?: number | undefined; readonly count: number } {
  const spelling = languages[language]
  return spelling ? numberAt(words, at, { language, spelling }) : { count: 1 }
}
