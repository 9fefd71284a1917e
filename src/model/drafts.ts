import { z } from "zod"
import { citation, day, id, language, period, schemaLink, text } from "./common.js"
import { qualifier, span } from "./figures.js"

const head = {
  id: id.describe("A suggestion, by place in the text; a curated fact gets a telling one"),
  status: z.literal("draft"),
  citation,
}

/** A number that a report states. `to` is the upper end of a range. */
export const figureDraft = z.strictObject({
  ...head,
  kind: z.literal("figure"),
  value: z.number(),
  to: z.number().optional(),
  unit: id.optional().describe("The unit in data/indicators.json, where the words tell it"),
  qualifier,
  counted: text.optional().describe("The words after the number, as far as they may say what is counted"),
  inWords: z.boolean().optional().describe("The report writes the number in words"),
})

/** An operative verb of the ladder, with every step it can stand for. */
export const actDraft = z.strictObject({
  ...head,
  kind: z.literal("act"),
  verb: text,
  steps: z.array(id).min(1),
  words: text.describe("The operative words as they stand"),
})

/** A day, a month, a year or the days from one to another. */
export const dateDraft = z.strictObject({
  ...head,
  kind: z.literal("date"),
  day: day.optional(),
  period: period.optional(),
  span: span.optional(),
  year: z
    .enum(["printed", "inferred", "missing"])
    .describe("inferred: the year that brings it nearest to the date of the report; missing: none could be"),
  words: text,
})

/** A resolution or a document by its symbol, as printed; `symbol` is the public one where the form tells it. */
export const documentDraft = z.strictObject({
  ...head,
  kind: z.enum(["resolution", "document"]),
  words: text,
  symbol: text.optional(),
})

/** Something in a report that may be worth a fact, for a person to complete and check. Nothing prints it. */
export const draft = z.discriminatedUnion("kind", [figureDraft, actDraft, dateDraft, documentDraft])
export type Draft = z.infer<typeof draft>

/** The drafts of one language version of a source: `data/drafts/<source>.<language>.json`. */
export const draftsFile = z.strictObject({ ...schemaLink, source: id, language, drafts: z.array(draft) })
export type DraftsFile = z.infer<typeof draftsFile>
