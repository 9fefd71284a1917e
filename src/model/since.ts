import { z } from "zod"
import { day, id, language, text } from "./common.js"

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

/**
 * How many of the things that a note claims (positions, figures, gaps, and what is computed of them; each once, however
 * often it is printed) are as they were in the edition before, say another thing, came in; and how many fell out.
 * In manifests of old each printing counted.
 */
export const freshness = z.strictObject({ unchanged: count, updated: count, added: count, dropped: count })
export type Freshness = z.infer<typeof freshness>

/** The edition that an edition was compared with, its freshness, and how many changes its block may name. */
export const editionSince = z.strictObject({ edition: text, ...freshness.shape, named: count })
export type EditionSince = z.infer<typeof editionSince>

/** A source that came or went: as the note cites it, by its symbol or else its name; and the date of its information. */
export const newsSource = z.strictObject({
  id,
  symbol: text.nullable(),
  names: z.record(language, text),
  asOf: day,
})
export type NewsSource = z.infer<typeof newsSource>

/** A change in one language. What was before is null in all languages where one of them does not know it. */
export const newsText = z.strictObject({
  name: text,
  before: text.nullable(),
  /** The value, of what fell out the one it had. */
  after: text.nullable(),
})
export type NewsText = z.infer<typeof newsText>

/** A change, as each language tells it; several facts are one where they are told alike. */
export const newsItem = z.strictObject({
  kind: statedFact.shape.kind,
  /** "followed" if a source that came gives the figure that one which went had given. */
  became: z.enum(["changed", "followed", "added", "dropped"]),
  /** Of what changed: whether the source reads otherwise, or we read it otherwise. */
  because: z.enum(["source", "ours"]).exactOptional(),
  facts: z.array(id),
  texts: z.record(language, newsText),
})
export type NewsItem = z.infer<typeof newsItem>

/** What changed since the edition before: the same in all languages of a note. */
export const news = z.strictObject({
  /** Such as 2026-11-r2. */
  edition: text,
  date: day,
  /** How many changes may be named at most. */
  named: count,
  /** Told in counts alone, where the pages have no room for more. */
  brief: z.literal(true).exactOptional(),
  freshness,
  /** Whether nothing changed, of claims or of sources. */
  same: z.boolean(),
  sources: z.strictObject({ added: z.array(newsSource), dropped: z.array(newsSource) }),
  /** What can be named in every language, the weightiest first. */
  items: z.array(newsItem),
  /** Facts that changed and have no name in one of the languages. */
  nameless: z.array(id),
})
export type News = z.infer<typeof news>

/**
 * What a note knows of the editions before it: what changed since the last that can be compared, if there is one, and which
 * later ones were passed over since they are not as they were issued.
 */
export const past = z.strictObject({ passed: z.array(text), news: news.exactOptional() })
export type Past = z.infer<typeof past>
