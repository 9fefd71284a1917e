import { z } from "zod"
import { day, id, language, schemaLink, text } from "./common.js"

const short = z.string().regex(/^[0-9a-f]{16}$/, { error: "expected the first sixteen digits of a SHA-256" })

/** What of a fact can change, in the order in which its state has them. */
export const aspects = ["value", "date", "source", "own words", "substance"] as const
export type Aspect = (typeof aspects)[number]

/** What a fact says, as a hash of each of its aspects. */
export const factState = z.string().regex(/^[0-9a-f]{8}(\.[0-9a-f]{8}){4}$/, {
  error: "expected five hashes of eight digits, with points between them",
})

/** What a prose block said and rested on, so that a later change of it can be told. */
export const reviewed = z.strictObject({
  text: short.describe("The text of the block, without comments, its spaces folded"),
  facts: z.record(id, factState).describe("The facts that the block names, as they were"),
  printed: z.record(id, text).describe("What the block printed of them, where it is short"),
  computations: z.record(text, z.number()).describe("The counts and computations that it printed"),
  listed: short.exactOptional().describe("Which facts it listed without naming them"),
  lines: z
    .record(text, text)
    .exactOptional()
    .describe(
      "How the rows, issues and counts stood that it says it rests on, by the names that it gives them",
    ),
  sources: z.record(id, day).describe("What it compared: each source with the date of its information"),
})
export type Reviewed = z.infer<typeof reviewed>

/** That a person read the text of a prose block against what it rests on. */
export const review = z.strictObject({
  language,
  block: text,
  file: text.describe("The prose file that the block stands in"),
  reviewed: day,
  by: text.describe("Who read it, as given"),
  ...reviewed.shape,
})
export type Review = z.infer<typeof review>

/** The reviews of a note's prose: `data/reviews/<note>.json`. `brief review` writes it. */
export const reviewsFile = z.strictObject({ ...schemaLink, note: id, reviews: z.array(review) })
export type ReviewsFile = z.infer<typeof reviewsFile>

/** How the text of a block stands to its last review; "stale" if what it rests on changed since, whatever the text did. */
export const reviewState = z.enum(["reviewed", "stale", "text changed", "never reviewed"])
export type ReviewState = z.infer<typeof reviewState>
