import type { DataFiles } from "../files.js"
import type { JsonFile } from "../json.js"
import type { Texts } from "../model/common.js"
import { type Problem, problem } from "../model/problem.js"
import { bareNumbersIn } from "./backed.js"
import { datesIn } from "./dates.js"
import { spelledLanguages } from "./numberwords.js"
import { textsIn } from "./ownwords.js"
import { remembered } from "./remembered.js"

/** Every text of the data whose languages, as far as their number words are known here, do not have the same numbers and dates: one of them is translated wrongly. */
export function sameNumbersProblems(files: DataFiles): Problem[] {
  const all = Object.values(files).flat() as readonly (JsonFile<object> | undefined)[]
  return all.flatMap(file => {
    if (!file) return []
    return textsIn(file.value).flatMap(({ texts, path }) => {
      const differ = differing(texts)
      if (!differ) return []
      const { language, others } = differ
      const what = `the numbers of ${language} (${differ.own}) are not those of ${others} (${differ.their})`
      const hint = "one of the languages is wrong; all say the same numbers and dates"
      return [problem(what, { place: file.place(...path, language), hint })]
    })
  })
}

/**
 * What a text states. `firm` are numbers and dates, which every language has alike. `loose` are numbers that a language
 * may say with an ordinal or a name: Roman numerals, `12th`, `G5`; `optional` are those ordinals and names in words.
 */
interface Stated {
  readonly firm: readonly string[]
  readonly loose: readonly string[]
  readonly optional: readonly string[]
  /** How often one and two stand in digits, and how often at all: a language may say them with a dual or an article. */
  readonly small: Readonly<Record<"1" | "2", { readonly digits: number; readonly all: number }>>
}

function differing(texts: Texts) {
  const [first, ...others] = Object.keys(texts).filter(language => spelledLanguages.includes(language))
  if (!first) return undefined
  const base = statedIn(texts[first]!, first)
  for (const language of others) {
    const other = statedIn(texts[language]!, language)
    const tell = (list: readonly string[]) => list.join(", ") || "none"
    const [own, their] = [missingIn(base, other), missingIn(other, base)]
    if (own.length + their.length > 0) return { language, others: first, own: tell(own), their: tell(their) }
  }
  return undefined
}

/** What the second text states and the first does not. */
function missingIn(there: Stated, other: Stated): string[] {
  const left = [...there.firm, ...there.loose, ...there.optional]
  const take = (n: string) => {
    const at = left.indexOf(n)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  }
  const small = (["1", "2"] as const).filter(n => other.small[n].digits > there.small[n].all)
  return [...other.firm.filter(take), ...other.loose.filter(take), ...small]
}

const arabicOrdinals: Readonly<Record<string, string>> = {
  ثاني: "2",
  ثانية: "2",
  ثالث: "3",
  ثالثة: "3",
  رابع: "4",
  رابعة: "4",
  خامس: "5",
  خامسة: "5",
  خماسية: "5",
  سادس: "6",
  سادسة: "6",
  سابع: "7",
  سابعة: "7",
  ثامن: "8",
  ثامنة: "8",
  تاسع: "9",
  تاسعة: "9",
  عاشر: "10",
  عاشرة: "10",
}

/** Arabic ordinals below twenty, and adjectives of numbers, as digits. */
function ordinalsIn(text: string): string[] {
  const words = text.split(/[^\p{L}\p{M}]+/u).map(word => word.replace(/^[وفبك]?(?:ال|لل)/, ""))
  return words.flatMap((word, at) => {
    const value = arabicOrdinals[word]
    if (value === undefined) return []
    return /^عشرة?$/.test(words[at + 1] ?? "") ? [String(Number(value) + 10)] : [value]
  })
}

const statedIn = remembered((text, language): Stated => {
  const dates = datesIn(text, language).flatMap(({ month, days, year }) => [
    `month ${month}`,
    ...days.map(day => `day ${day}`),
    ...(year === undefined ? [] : [String(year)]),
  ])
  const fraction = (value: number | undefined) => value !== undefined && value > 0 && value < 1
  const all = bareNumbersIn(text, language).filter(n => !fraction(n.value))
  const isLoose = ({ kind, index, text: digits }: (typeof all)[number]) =>
    kind === "roman" ||
    /\p{L}$/u.test(text.slice(0, index)) ||
    /^\p{L}/u.test(text.slice(index + digits.length))
  const inOrdinal = (n: (typeof all)[number]) =>
    language === "ar" &&
    /^عشرة?$/.test(n.text) &&
    ordinalsIn(text.slice(0, n.index).trimEnd().split(/\s+/).at(-1) ?? "").length > 0
  const loose = all.filter(isLoose)
  const numbers = all.filter(n => !isLoose(n) && !inOrdinal(n))
  const print = (n: (typeof all)[number]) => String(n.value ?? n.text)
  const count = (value: number) => {
    const same = numbers.filter(n => n.value === value)
    return { digits: same.filter(n => n.kind !== "words").length, all: same.length }
  }
  return {
    firm: [...numbers.filter(n => n.value !== 1 && n.value !== 2).map(print), ...dates],
    loose: loose.map(print),
    optional: language === "ar" ? ordinalsIn(text) : [],
    small: { "1": count(1), "2": count(2) },
  }
})
