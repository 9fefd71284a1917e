import { z } from "zod"
import { id, text } from "./common.js"

/** What a note says of a fact, in short and in the words of its language, so that the next edition can say what changed. */
export const statedFact = z.strictObject({
  id,
  kind: z.enum(["figure", "statement"]),
  /** What the note calls it: the name of the indicator, the issue or the capability. */
  name: text,
  /** The number as tables print it, or the label of a position; null if it has neither. */
  value: text.nullable(),
  /** What a number counts, and in what: figures of one measure from two sources can be told as before and after. */
  measure: text.exactOptional(),
  /** What the fact says, as hashes that know no language, with its label or class. */
  state: text,
})
export type StatedFact = z.infer<typeof statedFact>

const count = z.int().nonnegative()

/** How many claims are as they were in the edition before, say another thing, came in; and how many fell out. */
export const freshness = z.strictObject({ unchanged: count, updated: count, added: count, dropped: count })
export type Freshness = z.infer<typeof freshness>

/** The edition that an edition was compared with, its freshness, and how many changes its block may name. */
export const editionSince = z.strictObject({ edition: text, ...freshness.shape, named: count })
export type EditionSince = z.infer<typeof editionSince>
