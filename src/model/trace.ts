import { z } from "zod"
import { day, language, text } from "./common.js"

/** The passage a printed thing rests on. `hash` is that of the segment's fingerprint; null if there is no fingerprint. */
export const tracedPassage = z.strictObject({
  source: text,
  symbol: text.nullable(),
  language,
  paragraph: text,
  anchors: z.array(text),
  hash: z.string().nullable(),
})
export type TracedPassage = z.infer<typeof tracedPassage>

/** How a number was made that no report prints. */
export const tracedComputation = z.strictObject({
  operation: text,
  /** Unrounded. */
  value: z.number(),
  /** Identifiers of the facts it was made from, in their order. */
  inputs: z.array(text),
})
export type TracedComputation = z.infer<typeof tracedComputation>

/** Where a printed thing comes from. */
export const origin = z.enum(["fact", "computation", "count", "document", "edition", "given", "definition"])
export type Origin = z.infer<typeof origin>

/** One thing that a note claims: the text as printed, and all it rests on. */
export const claim = z.strictObject({
  /** Counted in the order of the text: c1, c2 ... */
  id: text,
  text,
  origin,
  /** The section of the note it stands in, by its heading; "" before the first. */
  section: z.string(),
  /** The facts named, by id; none for what is of the document or the edition. */
  facts: z.array(text),
  computation: tracedComputation.optional(),
  passages: z.array(tracedPassage),
  /** The day of the state of affairs, or the days covered as from/to; null where the source leaves it open. */
  asOf: z.string().nullable(),
})
export type Claim = z.infer<typeof claim>

/** The machine-readable provenance that travels with an issued file. */
export const trace = z.strictObject({
  kind: z.literal("briefing-notes trace"),
  version: z.literal(1),
  note: text,
  edition: text,
  language,
  title: text,
  date: day,
  asOf: day,
  sources: z.array(
    z.strictObject({
      id: text,
      name: text,
      symbol: text.nullable(),
      address: text.nullable(),
      asOf: day,
    }),
  ),
  claims: z.array(claim),
})
export type Trace = z.infer<typeof trace>
