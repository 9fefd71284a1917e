import { z } from "zod"
import { citation, day, id, language, schemaLink, text, texts } from "./common.js"

/** One language version of a source, as it was read. */
export const version = z.strictObject({
  language,
  file: text.describe("The name of the text layer in the folder of sources"),
  title: text.nullable().describe("The title this copy prints, in its language; null if it prints none"),
  symbol: text.nullable().describe("The symbol this copy prints; null if it prints none"),
})
export type Version = z.infer<typeof version>

/** A document: what it is, who issued it, when, in which versions. What a copy does not print stays null. */
export const source = z.strictObject({
  id,
  issuer: id.describe("The actor that issued it"),
  name: texts.describe("What the document is, in the project's words, for lists of sources"),
  symbol: text.nullable(),
  about: id.optional().describe("The mission or body whose figures the document gives"),
  date: day.nullable().describe("The date printed as the document's own; null if none is printed"),
  asOf: day.describe("The date of the information"),
  numbering: z.enum(["roman points", "arabic paragraphs"]),
  address: z.url().optional().describe("The public address, where the document has one"),
  versions: z.array(version).min(1).describe("The first is the one cited first"),
  citations: z
    .array(citation)
    .optional()
    .describe("Where the date of the information is printed, if not in the title or the opening"),
})
export type Source = z.infer<typeof source>

export const sourcesFile = z.strictObject({ ...schemaLink, sources: z.array(source) })

/** A meeting of a body, and the document that reports it. */
export const meeting = z.strictObject({
  id,
  body: id,
  date: day,
  place: texts,
  name: texts,
  source: id,
})
export type Meeting = z.infer<typeof meeting>

export const meetingsFile = z.strictObject({ ...schemaLink, meetings: z.array(meeting) })
