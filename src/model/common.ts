import { z } from "zod"

/** An identifier in a data file: small letters, digits, dots and hyphens. */
export const id = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, {
  error: "expected an identifier of small letters, digits, dots and hyphens",
})

/** A language as a BCP 47 tag of two or three letters, such as "fr". */
export const language = z
  .string()
  .regex(/^[a-z]{2,3}$/, { error: "expected a language tag such as en, fr or ar" })

/** Text that is there, without the noncharacters of Unicode, which no text that is exchanged may have. */
export const text = z
  .string()
  .trim()
  .min(1, { error: "expected some text, found none" })
  .refine(words => !/[\uFDD0-\uFDEF]/.test(words), {
    error: "has a character that Unicode keeps for programs; take it out",
  })

/** The same thing said in several languages. A language that a note needs and that is absent is a Problem there. */
export const texts = z.record(language, text)
export type Texts = z.infer<typeof texts>

/** A word by the plural categories of Unicode (CLDR) that the language has; `other` stands for those not given. */
export const plurals = z.strictObject({
  zero: text.optional(),
  one: text.optional(),
  two: text.optional(),
  few: text.optional(),
  many: text.optional(),
  other: text,
})

/** A calendar day as YYYY-MM-DD. */
export const day = z.iso.date({ error: "expected a day as YYYY-MM-DD" })

/** A month as YYYY-MM, or a year as YYYY, where a source gives no day. */
export const period = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/, { error: "expected a month as YYYY-MM or a year" })

/** A few words of a source, copied as they stand, by which a passage can be found again: ten words at most. */
export const anchor = text.refine(words => words.split(/\s+/).length <= 10, {
  error: "an anchor has ten words at most; take the words that carry the fact",
})

/** Where a fact stands: the language version read, the paragraph's label, and anchors in the version's own words. */
export const citation = z.strictObject({
  language: language.describe("Which language version of the source the anchors are from"),
  paragraph: text.describe("The paragraph's label, in the source's main numbering: viii, 41, annex II"),
  anchors: z.array(anchor).min(1).describe("At most ten words each, copied exactly, line breaks aside"),
})
export type Citation = z.infer<typeof citation>

/** The mark of a fact that stands in the data and was not yet checked against the text: nothing that has it is printed. */
export const draftMark = z
  .boolean()
  .optional()
  .describe("Not yet checked against the text: no note may print it. Remove it once the fact is curated")

/** The head that every data file may carry, by which an editor finds its schema. */
export const schemaLink = { $schema: z.string().optional() }
