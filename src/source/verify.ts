import { type Place, type Problem, problem } from "../model/problem.js"
import { nearest } from "../references.js"
import type { CitedFact, CitedPassage, CitedWords } from "./cited.js"
import { dateForms } from "./dates.js"
import { isUnder } from "./fingerprint.js"
import { wordsOf } from "./normalise.js"
import { statesValue } from "./numerals.js"
import type { Passages } from "./passages.js"
import { leadingNumber, qualifierProblems } from "./qualifiers.js"

/** What checking the citations of facts came to. */
export interface Verification {
  readonly problems: readonly Problem[]
  /** How many facts, anchors and values were checked; how many facts cite a version that is not at hand. */
  readonly facts: number
  readonly anchors: number
  readonly values: number
  readonly unchecked: number
}

/**
 * Checks that all a fact says of a report stands there: each anchor in the paragraph it cites, in the version it names;
 * operative words and printed numbers in the anchors; dates and resolutions in the paragraph. The answer is the same
 * whether a text or its fingerprint is asked. Facts of versions that are not among `passages` are only counted.
 */
export function verify(facts: readonly CitedFact[], passages: readonly Passages[]): Verification {
  const versions = new Map(passages.map(p => [`${p.source} ${p.language}`, p]))
  const problems: Problem[] = []
  const count = { facts: 0, anchors: 0, values: 0, unchecked: 0 }
  const unlined = facts.filter(({ line, source, passages: [cited] }) => {
    const text = cited && versions.get(`${source} ${cited.language}`)
    return line && text && text.line("", cited.paragraph) === undefined
  })
  if (unlined[0]) problems.push(blanksUnchecked(unlined[0], unlined.length))
  for (const fact of facts) {
    const version = (language: string) => versions.get(`${fact.source} ${language}`)
    if (!fact.passages.every(p => version(p.language))) {
      count.unchecked++
      continue
    }
    count.facts++
    count.anchors += fact.passages.flatMap(p => p.anchors).length
    if (fact.value) count.values++
    // Operative words of a version that is not at hand are left out, as facts are.
    const operative = fact.operative.filter(o => version(o.language))
    problems.push(...factProblems({ ...fact, operative }, language => version(language)!))
  }
  return { problems, ...count }
}

function blanksUnchecked({ source, line }: CitedFact, rows: number): Problem {
  const what = `the blanks of ${rows} rows are not checked: no table of ${source} is at hand with its lines`
  const hint = "make the fingerprint again, or name the folder of the text with --sources"
  return problem(what, { severity: "warning", place: line!.place(), hint })
}

type Version = (language: string) => Passages

function factProblems(fact: CitedFact, version: Version): Problem[] {
  return [
    ...fact.passages.flatMap(p => passageProblems(p, version(p.language))),
    ...fact.operative.flatMap(o => operativeProblems(o, fact, version)),
    ...valueProblems(fact),
    ...fact.dates.flatMap(d => dateProblems(d, fact, version)),
    ...fact.resolutions.flatMap(r => resolutionProblems(r, fact, version)),
    ...lineProblems(fact, version),
  ]
}

function passageProblems({ paragraph, anchors, place }: CitedPassage, text: Passages): Problem[] {
  if (!text.has(paragraph)) {
    const near = nearest(paragraph, text.labels)
    const hint = near ? `did you mean "${near}"?` : "`brief ingest` lists the paragraphs of a report"
    return [problem(`${nameOf(text)} has no paragraph "${paragraph}"`, { place: place(), hint })]
  }
  return anchors.flatMap(anchor => anchorProblems(anchor, paragraph, text))
}

const nameOf = ({ source, language }: Passages) => `${source} (${language})`

function anchorProblems({ words, place }: CitedWords, paragraph: string, text: Passages): Problem[] {
  if (wordsOf(words).length < 3) {
    const hint = "take three words or more, ten at most, around what carries the fact"
    return [problem(`"${words}" is too short to be found again`, { place: place(), hint })]
  }
  if (!text.stands(words, paragraph)) return [misplaced({ words, place }, paragraph, text)]
  const [narrow, ...more] = text.where(words).filter(label => isUnder(label, paragraph))
  if (!narrow || more.length > 0 || !isSubparagraph(narrow, paragraph)) return []
  const what = `"${words}" stands in ${narrow} of ${nameOf(text)}, which is narrower than ${paragraph}`
  return [problem(what, { place: place(), hint: `cite ${narrow}` })]
}

/** Whether a label is a numbered part of another; a table or an opening is cited by the name of what it belongs to. */
const isSubparagraph = (label: string, paragraph: string): boolean =>
  label !== paragraph && !/(?:^|[. ])(?:table|opening|note)(?: \d+)?$/.test(label)

/** Words that do not stand where they should, with the place where they do, or what comes nearest to them. */
function misplaced({ words, place }: CitedWords, paragraph: string, text: Passages): Problem {
  const elsewhere = text.where(words)
  const what = `"${words}" does not stand in ${paragraph} of ${nameOf(text)}`
  if (elsewhere.length > 0) {
    const hint = `it stands in ${elsewhere.join(", ")}: cite that, or take words of ${paragraph}`
    return problem(what, { place: place(), hint })
  }
  const near = text.near(words, paragraph)
  const hint = near
    ? `what comes nearest there: "${near}"`
    : "copy the words from the report, exactly as they stand there"
  return problem(`${what}, nor elsewhere in it`, { place: place(), hint })
}

/** One or two operative words stand in any text somewhere, so they must stand in an anchor of their language. */
function operativeProblems(
  operative: CitedFact["operative"][number],
  fact: CitedFact,
  version: Version,
): Problem[] {
  const { language, words, place, intensifier } = operative
  const passages = fact.passages.filter(p => p.language === language)
  const problems: Problem[] = []
  const alone = wordsOf(words).length >= 3
  const stands = alone
    ? passages.some(p => version(language).stands(words, p.paragraph))
    : holds(anchorsOf(passages), words)
  if (!stands) problems.push(strayOperative({ words, place }, alone, passages, version(language)))
  if (intensifier && !holds([words, ...anchorsOf(passages)], intensifier.words)) {
    const what = `the intensifier "${intensifier.words}" stands neither in the operative words nor in an anchor`
    const hint = "copy it as it stands in the report"
    problems.push(problem(what, { place: intensifier.place(), hint }))
  }
  return problems
}

function strayOperative(
  words: CitedWords,
  alone: boolean,
  passages: readonly CitedPassage[],
  text: Passages,
): Problem {
  if (alone && passages[0]) return misplaced(words, passages[0].paragraph, text)
  const what = `the operative words "${words.words}" stand in no anchor of ${nameOf(text)}`
  const hint = "cite an anchor of three words or more that holds them"
  return problem(what, { place: words.place(), hint })
}

const anchorsOf = (passages: readonly CitedPassage[]) => passages.flatMap(p => p.anchors.map(a => a.words))

/** Whether one of the texts has the words, in a row. */
function holds(texts: readonly string[], words: string): boolean {
  const wanted = ` ${wordsOf(words).join(" ")} `
  return texts.some(text => ` ${wordsOf(text).join(" ")} `.includes(wanted))
}

/**
 * The first number of the anchors, dates and Roman numerals aside, is the value: so no other number of the same words can
 * stand for it. Where the anchors have no number, an article may say one.
 */
function valueProblems({ value, passages, qualifier }: CitedFact): Problem[] {
  if (!value) return []
  const all = passages.flatMap(({ language, anchors }) => anchors.map(a => ({ words: a.words, language })))
  const stating = all.filter(a => statesValue(value.value, a.words, { ...a, share: value.share }))
  if (stating.length === 0) {
    const hint = "cite an anchor that has the number, in digits or in words, or correct the value"
    return [problem(`the value ${value.value} stands in none of the anchors`, { place: value.place(), hint })]
  }
  if (value.fromTable) return []
  const lead = all.find(a => leadingNumber(a))
  if (lead ? isFirst(value, lead) : value.value === 1)
    return qualifier ? qualifierProblems(qualifier, lead ?? stating[0]!) : []
  const what = `the value ${value.value} is not the first number of the anchors`
  const hint = "let the first anchor with a number begin so that the value comes first"
  return [problem(what, { place: value.place(), hint })]
}

/** Whether the first number of an anchor is the value; of a share, a part in words is meant in per cent. */
function isFirst(
  { value, share }: NonNullable<CitedFact["value"]>,
  anchor: { readonly words: string; readonly language: string },
): boolean {
  const { text, kind, value: stated = Number.NaN } = leadingNumber(anchor)!
  if (share && kind === "words" && stated < 1) return Math.abs(stated * 100 - value) < 0.5
  return statesValue(value, text, { language: anchor.language, share })
}

/** A day stands in every version; a month, or a day without its year, in the anchors of one at least. */
function dateProblems(
  { day, period, yearInferred, place }: CitedFact["dates"][number],
  { passages }: CitedFact,
  version: Version,
): Problem[] {
  const date = day ?? period
  if (!date) return []
  const stands = ({ language, paragraph, anchors }: CitedPassage) =>
    dateForms(date, language, { bareYear: !yearInferred }).some(
      form =>
        holds(
          anchors.map(a => a.words),
          form,
        ) ||
        (wordsOf(form).length >= 3 && version(language).stands(form, paragraph)),
    )
  const languages = [...new Set(passages.map(p => p.language))]
  const inVersion = (language: string) => passages.some(p => p.language === language && stands(p))
  const whole = day !== undefined && !yearInferred
  if (whole ? languages.every(inVersion) : languages.some(inVersion)) return []
  return [notCited(`the date ${date}`, place())]
}

/** The blanks of a table's row, which may decide its columns, are those of its line; not judged where no line is at hand. */
function lineProblems({ line, passages: [cited] }: CitedFact, version: Version): Problem[] {
  if (!line || !cited) return []
  const text = version(cited.language)
  if (text.line("", cited.paragraph) === undefined) return []
  if (line.lines.some(one => text.line(one, cited.paragraph))) return []
  const what = `no line of ${cited.paragraph} of ${nameOf(text)} has this row with these blanks`
  const hint = "count the blanks before each number in the text layer"
  return [problem(what, { place: line.place(), hint })]
}

const resolutionWords: Readonly<Record<string, readonly string[]>> = {
  en: ["resolution", "resolutions"],
  fr: ["résolution", "résolutions"],
  es: ["resolución", "resoluciones"],
  ar: ["القرار", "للقرار", "قرار", "بالقرار", "قراره", "لقرار"],
}

function resolutionProblems(
  { words, place }: CitedWords,
  { passages }: CitedFact,
  version: Version,
): Problem[] {
  const stands = ({ language, paragraph, anchors }: CitedPassage) =>
    holds(
      anchors.map(a => a.words),
      words,
    ) ||
    (resolutionWords[language] ?? []).some(name => version(language).stands(`${name} ${words}`, paragraph))
  const languages = [...new Set(passages.map(p => p.language))]
  const everywhere = languages.every(l => passages.some(p => p.language === l && stands(p)))
  return everywhere ? [] : [notCited(`the resolution ${words}`, place())]
}

const notCited = (what: string, place: Place): Problem =>
  problem(`${what} does not stand in the paragraphs cited`, {
    place,
    hint: "correct it, or cite an anchor that has it",
  })
