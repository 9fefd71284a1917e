import { z } from "zod"
import { anchor, citation, day, draftMark, id, language, period, schemaLink, text, texts } from "./common.js"

/** The operative words of a position in one language version, as they stand there. */
export const operative = z.strictObject({
  language,
  words: anchor.describe("The operative words, copied exactly"),
  verb: z.string().describe("The verb's entry on the ladder, such as fr:exhorter"),
  intensifier: text.optional().describe("The word that heightens the act, copied exactly, such as strongly"),
})
export type Operative = z.infer<typeof operative>

/** A date a position names: a day, or a month or year; `yearInferred` where the source leaves the year out. */
export const namedDate = z.strictObject({
  day: day.optional(),
  period: period.optional(),
  yearInferred: z.boolean().optional(),
  what: texts.describe("What is dated"),
})
export type NamedDate = z.infer<typeof namedDate>

/** A resolution a position names; its symbol gives its public address at the United Nations. */
export const resolution = z.strictObject({
  number: text.describe("Number and year as printed, such as 2374 (2017)"),
  symbol: text.optional().describe("The United Nations symbol, such as S/RES/2374(2017), where it is known"),
})

/** What a body said on one issue at one meeting, in one operative act. */
export const position = z.strictObject({
  id,
  issue: id,
  operative: z.array(operative).min(1).describe("One entry for each language version of the source"),
  objects: z.array(id).describe("What the act is about"),
  addressees: z.array(id).describe("Who is asked, called on, warned or tasked"),
  partners: z.array(id).optional().describe("With whom the act is to be carried out"),
  places: z.array(id),
  stage: id.optional().describe("How far the thing had come at the time"),
  resolutions: z.array(resolution).optional(),
  bodies: z.array(id).optional().describe("Further bodies and persons named"),
  dates: z.array(namedDate).optional(),
  summary: texts.describe(
    "Own words, beginning with the verb and a small letter, short enough for a table cell",
  ),
  citations: z.array(citation).min(1),
  draft: draftMark,
})
export type Position = z.infer<typeof position>

/** An attribute of a position that the rules of comparison look at. */
export const attribute = z.enum(["objects", "addressees", "partners", "places", "stage", "force"])
export type Attribute = z.infer<typeof attribute>

/** A difference of substance between two language versions of one document. */
export const versionDifference = z.strictObject({
  id,
  positions: z
    .array(id)
    .describe("The positions that the difference touches; none where it is outside the points"),
  attribute: attribute.optional().describe("The attribute in which the versions part; none if no attribute"),
  what: texts.describe("The difference, in own words"),
  citations: z.array(citation).min(2),
})
export type VersionDifference = z.infer<typeof versionDifference>

/** Damaged or doubtful text of a source: recorded as it stands, never repaired. */
export const doubt = z.strictObject({
  id,
  language,
  paragraph: text,
  printed: anchor.optional().describe("The doubtful words as printed; absent where something is missing"),
  what: texts,
  positions: z.array(id).optional(),
})
export type Doubt = z.infer<typeof doubt>

export const positionsFile = z.strictObject({
  ...schemaLink,
  meeting: id,
  positions: z.array(position),
  versionDifferences: z.array(versionDifference).optional(),
  doubts: z.array(doubt).optional(),
})
export type PositionsFile = z.infer<typeof positionsFile>

/** The six things that can have become of a position. */
export const label = z.enum([
  "strengthened",
  "softened",
  "reworded",
  "new",
  "no longer mentioned",
  "maintained",
])
export type Label = z.infer<typeof label>

/** An analyst's judgement where the rules cannot decide, or decide too coarsely: shown as a judgement, with its reason. */
export const judgement = z.strictObject({
  before: z.array(id).describe("Positions of the earlier meeting; none for what is new"),
  after: z.array(id).describe("Positions of the later meeting; none for what is no longer mentioned"),
  label: label.optional().describe("The label given; without it the rules decide on this pairing"),
  contestable: z.boolean().describe("Whether analysts could differ"),
  reason: texts,
  by: text.describe("Whose judgement it is"),
  date: day,
})
export type Judgement = z.infer<typeof judgement>

export const judgementsFile = z.strictObject({ ...schemaLink, judgements: z.array(judgement) })
