import type { Qualifier } from "../model/figures.js"
import { furtherMonths } from "./dates.js"

/** What drafting must know of a language; a further language is a further entry, and its verbs stand on the ladder. */
export interface DraftLanguage {
  /** Words just before a number that qualify it; the longer first. */
  readonly qualifiers: readonly (readonly [string, Qualifier])[]
  readonly percent: readonly string[]
  /** Money by the words after a number, as the unit's id. */
  readonly money: readonly (readonly [string, string])[]
  /** Words and marks between the two ends of a range, and before the first. */
  readonly to: readonly string[]
  readonly between: readonly (readonly [string, string])[]
  /** Words before a number that make it a label: paragraph 12, level 2. */
  readonly labels: readonly string[]
  /** Words before a month without a day, and before a year alone. */
  readonly beforeMonth: readonly string[]
  readonly beforeYear: readonly string[]
  /** The last of a list of days: 2, 5 and 7 May. */
  readonly and: readonly string[]
  readonly since: readonly string[]
  readonly until: readonly string[]
  readonly resolution: readonly string[]
  /** Words that end the name of what is counted: 14 patrols in Kidal. */
  readonly small: readonly string[]
  /** Words after which a number is part of an ordinal: الثانية عشرة. */
  readonly ordinals?: RegExp
  /** Months by names that Intl does not give, from January. */
  readonly months?: readonly string[]
}

const en: DraftLanguage = {
  qualifiers: [
    ["not more than", "up to"],
    ["more than", "more than"],
    ["fewer than", "fewer than"],
    ["less than", "fewer than"],
    ["at least", "at least"],
    ["as many as", "up to"],
    ["up to", "up to"],
    ["a maximum of", "up to"],
    ["approximately", "about"],
    ["an estimated", "about"],
    ["estimated", "about"],
    ["around", "about"],
    ["about", "about"],
    ["some", "about"],
    ["nearly", "nearly"],
    ["almost", "nearly"],
    ["over", "more than"],
  ],
  percent: ["per cent", "percent", "%"],
  money: [
    ["United States dollars", "us-dollars"],
    ["US dollars", "us-dollars"],
    ["dollars", "us-dollars"],
    ["euros", "euros"],
    ["CFA francs", "cfa-francs"],
  ],
  to: ["to", "-", "–"],
  between: [["between", "and"]],
  labels: [
    "paragraph",
    "paragraphs",
    "para.",
    "annex",
    "article",
    "chapter",
    "section",
    "level",
    "no.",
    "phase",
  ],
  beforeMonth: [
    "in",
    "of",
    "since",
    "by",
    "until",
    "till",
    "early",
    "late",
    "mid",
    "end",
    "during",
    "and",
    "to",
  ],
  beforeYear: ["in", "of", "since", "by", "until", "during", "for", "early", "late", "year", "from"],
  and: ["and"],
  since: ["since", "starting"],
  until: ["until", "till", "by", "through"],
  resolution: ["resolution", "resolutions"],
  small: "a an and as at been by during for from in inside into of on or that the to was were who with".split(
    " ",
  ),
}

const fr: DraftLanguage = {
  qualifiers: [
    ["pas plus de", "up to"],
    ["plus de", "more than"],
    ["plus d’", "more than"],
    ["moins de", "fewer than"],
    ["au moins", "at least"],
    ["un maximum de", "up to"],
    ["jusqu’à", "up to"],
    ["environ", "about"],
    ["quelque", "about"],
    ["près de", "nearly"],
    ["presque", "nearly"],
  ],
  percent: ["pour cent", "%"],
  money: [
    ["dollars des États-Unis", "us-dollars"],
    ["de dollars", "us-dollars"],
    ["dollars", "us-dollars"],
    ["d’euros", "euros"],
    ["euros", "euros"],
    ["de francs CFA", "cfa-francs"],
    ["francs CFA", "cfa-francs"],
  ],
  to: ["à", "-", "–"],
  between: [["entre", "et"]],
  labels: [
    "paragraphe",
    "paragraphes",
    "par.",
    "annexe",
    "article",
    "chapitre",
    "section",
    "niveau",
    "no",
    "phase",
  ],
  beforeMonth: ["en", "de", "d’", "depuis", "fin", "début", "mi", "et", "courant"],
  beforeYear: ["en", "de", "depuis", "année", "l’année"],
  and: ["et"],
  since: ["depuis le", "depuis", "à compter du", "à partir du"],
  until: ["jusqu’au", "avant le", "d’ici au"],
  resolution: ["résolution", "résolutions"],
  small: "a au aux contre dans de des du en et la le les ont par pendant pour qui sur".split(" "),
}

const ar: DraftLanguage = {
  qualifiers: [
    ["ما لا يقل عن", "at least"],
    ["لا يقل عن", "at least"],
    ["ما لا يزيد على", "up to"],
    ["أكثر من", "more than"],
    ["أقل من", "fewer than"],
    ["ما يقرب من", "nearly"],
    ["ما يقارب", "nearly"],
    ["قرابة", "nearly"],
    ["زهاء", "about"],
    ["نحو", "about"],
    ["حوالي", "about"],
  ],
  percent: ["في المائة", "في المئة", "بالمائة", "بالمئة", "%", "٪"],
  money: [
    ["دولار", "us-dollars"],
    ["دولارات", "us-dollars"],
    ["دولاراً", "us-dollars"],
    ["يورو", "euros"],
    ["فرنك", "cfa-francs"],
  ],
  to: ["إلى", "-", "–"],
  between: [["بين", "و"]],
  labels: ["الفقرة", "فقرة", "الفقرات", "المرفق", "المادة", "المستوى", "رقم", "المرحلة"],
  beforeMonth: ["في", "شهر", "منذ", "بحلول", "أوائل", "أواخر", "منتصف", "خلال", "حتى"],
  beforeYear: ["عام", "سنة", "العام", "لعام", "لسنة"],
  and: ["و"],
  since: ["منذ", "اعتباراً من"],
  until: ["حتى", "بحلول"],
  resolution: ["القرار", "قرار", "للقرار", "بالقرار", "القرارين", "القرارات", "قراره", "قراري"],
  small: ["في", "من", "على", "إلى", "عن", "خلال", "التي", "الذين"],
  ordinals: /^(?:ال)?(?:حادي|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع)[ةه]?$/u,
  months: furtherMonths.ar!,
}

const languages: Readonly<Record<string, DraftLanguage>> = { en, fr, ar }

/** What drafting knows of a language; undefined for languages it does not know. */
export const draftLanguage = (language: string): DraftLanguage | undefined =>
  Object.hasOwn(languages, language) ? languages[language] : undefined

/** The languages that facts can be drafted in. */
export const draftLanguages: readonly string[] = Object.keys(languages)

/** Words as a pattern: any of them, the longest first, with any space between their parts and either apostrophe. */
export function anyOf(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map(loosely)
    .join("|")
}

/** One wording as a pattern: small or large, any space, either apostrophe, Arabic with or without its vowel signs. */
export function loosely(words: string): string {
  return [...words.normalize("NFC").replace(/[\u064b-\u0652\u0640]/g, "")].map(patternOf).join("")
}

function patternOf(sign: string): string {
  if (/\s/.test(sign)) return "\\s+"
  if (/['’]/.test(sign)) return "['’]\\s?"
  if (/[أإآا]/.test(sign)) return "[أإآا][\\u064b-\\u0652\\u0640]*"
  if (/\p{Script=Arabic}/u.test(sign)) return `${sign}[\\u064b-\\u0652\\u0640]*`
  return sign.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}
