import { z } from "zod"
import type { Host } from "../host.js"
import { readJson } from "../json.js"
import { language, plurals, schemaLink, text } from "../model/common.js"
import { qualifier } from "../model/figures.js"
import { actKind } from "../model/lists.js"
import { attribute, label } from "../model/positions.js"
import { type Problem, ProblemError } from "../model/problem.js"
import { typedInWords } from "./typedtexts.js"

const words = <const K extends readonly string[]>(keys: K) =>
  z.strictObject(Object.fromEntries(keys.map(key => [key, text])) as { [key in K[number]]: typeof text })

const comparisonClass = z.enum(["comparable", "words only", "one side only", "not reported"])

/** The catalogue of one language: every label and pattern that the toolkit prints by itself. */
export const wordsFile = z.strictObject({
  ...schemaLink,
  locale: text.describe("The locale of numbers and dates, such as en-GB"),
  dir: z.enum(["ltr", "rtl"]),
  numbers: z.array(text).length(10).describe("The words for nought to nine in running text"),
  noteKind: text,
  particulars: words([
    "for",
    "from",
    "date",
    "asOf",
    "status",
    "handling",
    "sources",
    "blank",
    "draft",
    "checkedBy",
    "missing",
  ]),
  headings: words([
    "bottomLine",
    "keyFacts",
    "comparison",
    "positions",
    "changes",
    "languages",
    "watch",
    "sources",
    "notes",
    "keyFigures",
    "figures",
    "cannot",
  ]),
  columns: words(["issue", "before", "after", "change", "capability", "class"]),
  labels: z.record(label, text),
  marks: z.record(label, text),
  flags: words(["contestable", "judgement"]),
  legend: words(["contestable", "judgement"]),
  noPositions: text,
  groupReasons: words(["new", "no longer mentioned", "maintained"]),
  reasons: words([
    "same",
    "silentBefore",
    "silentAfter",
    "changed",
    "dropped",
    "added",
    "narrower",
    "narrowerDropped",
    "wider",
    "widerAdded",
    "stage",
    "act",
    "forceUp",
    "forceDown",
    "intensifierUp",
    "intensifierDown",
    "versions",
    "none",
  ]),
  attributes: z.record(attribute, text),
  acts: z.record(actKind, text),
  languages: z.record(language, text),
  list: z.strictObject({
    separator: z.string(),
    reasons: z.string(),
    clause: z.string(),
    citations: z.string(),
    colon: z.string(),
  }),
  quotes: z.tuple([z.string(), z.string()]),
  citation: z.strictObject({
    paragraph: text,
    "arabic paragraphs": plurals,
    "roman points": plurals,
  }),
  ordinals: z
    .array(text)
    .optional()
    .describe("First, second and on, where reports in the language number their points in words"),
  noSymbol: text,
  assessment: text,
  running: words(["reference", "pageOf"]),
  review: words(["figures", "positions", "text", "some", "among", "except", "title", "label"]),
  since: z.strictObject({
    heading: text,
    text,
    textPassed: text,
    unread: text,
    nothing: plurals,
    nothingSaid: text,
    unchanged: text,
    unchangedBrief: text,
    noneUnchanged: text,
    updated: plurals,
    added: plurals,
    dropped: plurals,
    sourceAdded: text,
    sourceDropped: text,
    itemsCorrectedBySource: text,
    itemsCorrectedByUs: text,
    itemsChanged: text,
    itemsFollowed: text,
    itemsAdded: text,
    itemsDropped: text,
    valued: text,
    became: text,
    relabelled: text,
    several: text,
    more: plurals,
    unnamed: plurals,
    brief: text,
  }),
  classes: z.record(comparisonClass, text),
  classMarks: z.record(comparisonClass, text),
  classReasons: words([
    "sameBasis",
    "otherBasis",
    "otherUnit",
    "noNumber",
    "noNumberEither",
    "otherThings",
    "silent",
    "silentBoth",
  ]),
  caveats: words(["ceilingMoved", "countsDiffer"]),
  computed: words(["mark", "difference", "share", "printedShare", "points"]),
  values: z.strictObject({
    text: words(["share", "money", "million", "billion"]),
    table: words(["share", "money", "million", "billion"]),
    points: text,
    ofCeiling: text,
    plus: text,
    minus: text,
  }),
  qualifiers: z.record(qualifier, text),
  directions: words(["up", "down", "same"]),
  dates: words(["asAt", "between", "since", "until"]),
  chart: words(["alt", "point", "pointCeiling"]),
  notReported: text,
  paragraphsOf: words(["arabic paragraphs", "roman points"]),
})
export type Words = z.infer<typeof wordsFile>

/**
 * The catalogue of a language, from `templates/shared/words.<lang>.json`. What is missing in it is a Problem, and so is a
 * number or date in its texts: what a catalogue prints knows no fact.
 */
export async function loadWords(lang: string, host: Host): Promise<Words> {
  const problems: Problem[] = []
  const file = await readJson(`templates/shared/words.${lang}.json`, wordsFile, { host, problems })
  if (file) problems.push(...typedInWords(file, lang))
  if (!file || problems.length > 0) throw new ProblemError(problems)
  return file.value
}

/** A pattern with its `{names}` replaced. A name that is not given stays, so that it is seen. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** The form of a word that goes with a number in the catalogue's language. */
export function pluralOf(
  forms: z.infer<typeof plurals>,
  n: number,
  { locale }: Pick<Words, "locale">,
): string {
  return forms[new Intl.PluralRules(locale).select(n)] ?? forms.other
}
