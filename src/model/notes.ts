import { z } from "zod"
import { id, language, schemaLink, text, texts } from "./common.js"

/** What a note compares, by rule: this body's latest meeting with the one before, or meetings chosen by name. */
export const positionsRule = z.strictObject({
  kind: z.literal("positions"),
  body: id,
  after: z.union([z.literal("latest"), id]).default("latest"),
  before: z.union([z.literal("previous"), id]).default("previous"),
})

/** The limits a note keeps. What exceeds one is a Problem. */
export const limits = z.strictObject({
  pages: z.int().positive().default(2),
  bottomLineWords: z.int().positive().default(80),
  keyFacts: z.tuple([z.int(), z.int()]).default([4, 6]),
  tableRows: z.int().positive().default(20),
  watchPoints: z.int().positive().default(5),
})

/** What the header block says as given; null stays visibly blank, and a handling line is never invented. */
export const particulars = z.strictObject({
  for: text.nullable().default(null),
  from: text.nullable().default(null),
  handling: text.nullable().default(null),
  checkedBy: text.nullable().default(null),
})
export type Particulars = z.infer<typeof particulars>

/** The definition of a note: `templates/<id>/note.json`. */
export const noteDefinition = z.strictObject({
  ...schemaLink,
  id,
  name: texts.describe("What the note is, for lists"),
  languages: z.array(language).min(1),
  compare: positionsRule,
  particulars: particulars.prefault({}),
  limits: limits.prefault({}),
  keywords: z.array(text).default([]),
})
export type NoteDefinition = z.infer<typeof noteDefinition>
