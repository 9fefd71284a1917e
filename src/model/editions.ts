import { z } from "zod"
import type { Chart } from "./chart.js"
import { day, id, language, text } from "./common.js"
import { particulars } from "./notes.js"
import { reviewState } from "./reviews.js"
import { editionSince, past, statedFact } from "./since.js"
import { trace } from "./trace.js"

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: "expected a SHA-256 in small letters" })

/** A month as the identifier of an edition, such as 2026-11. */
export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: "expected a month such as 2026-11" })

/** What a file of an edition is: a print of the note, or the document that redlines are made from. */
export const outputKind = z.enum(["pdf", "docx", "html", "document"])

/** A file of the project, or a typeface by the name of its package, that a note was made from. */
export const editionInput = z.strictObject({ file: text, sha256 })
export type EditionInput = z.infer<typeof editionInput>

/** A file of an edition; `pages` where they are known. */
export const editionOutput = z.strictObject({
  file: text,
  language,
  kind: outputKind,
  bytes: z.int().nonnegative(),
  sha256,
  pages: z.int().positive().exactOptional(),
})
export type EditionOutput = z.infer<typeof editionOutput>

/** What was asked for: languages and formats in the order of the note and of the toolkit, and the header block. */
export const editionRequest = z.strictObject({
  languages: z.array(language).min(1),
  formats: z.array(outputKind.exclude(["document"])).min(1),
  particulars,
})
export type EditionRequest = z.infer<typeof editionRequest>

/** The versions of all that decides the bytes besides the inputs; `browser` is null if nothing was printed as PDF. */
export const editionVersions = z.strictObject({
  tool: text,
  node: text,
  browser: text.nullable(),
  libraries: z.record(z.string(), text),
})
export type EditionVersions = z.infer<typeof editionVersions>

/** A warning that did not keep the edition from being issued. */
export const editionWarning = z.strictObject({
  place: z
    .strictObject({
      file: z.string(),
      line: z.int().exactOptional(),
      column: z.int().exactOptional(),
      path: z.string().exactOptional(),
    })
    .exactOptional(),
  what: z.string(),
  hint: z.string().exactOptional(),
})
export type EditionWarning = z.infer<typeof editionWarning>

/** How a block of prose stood to its last review; `facts` changed since: facts, sources, computations, rows, issues, counts. */
export const editionReview = z.strictObject({
  language,
  block: text,
  state: reviewState,
  reviewed: day.exactOptional(),
  by: text.exactOptional(),
  facts: z.array(text),
})
export type EditionReview = z.infer<typeof editionReview>

/**
 * What `manifest.json` in the folder of an edition says: what was asked for, what the note was made from, with what, and
 * what came of it. Nothing in it depends on the machine, the folder or the hour.
 */
export const manifest = z.strictObject({
  kind: z.literal("briefing-notes edition"),
  version: z.literal(1),
  note: id,
  edition: month,
  /** 1 as first issued; 2 and more for revisions within the month. */
  revision: z.int().positive(),
  /** The date that the note bears. */
  date: day,
  /** The date of the latest information in it; null if it has none. */
  asOf: day.nullable(),
  asked: editionRequest,
  /** Up to which day sources were taken, and which were left out for that; null if all were. */
  cutOff: z.strictObject({ day, leftOut: z.array(id) }).nullable(),
  /** The languages that were left out because they lag behind. */
  missing: z.array(language),
  /** How many claims the note makes, by language. */
  claims: z.record(language, z.int().nonnegative()),
  /** By name. */
  inputs: z.array(editionInput),
  /** By name. */
  outputs: z.array(editionOutput).min(1),
  versions: editionVersions,
  warnings: z.array(editionWarning),
  /** The blocks of prose that a person has to review. Editions of old do not have it. */
  review: z.array(editionReview).exactOptional(),
  /** What its block says of the edition before; null if there was none. */
  since: editionSince.nullable(),
  /** All that this block says, in every language, so that it can be said again without that edition. Editions of old do not have it. */
  past: past.exactOptional(),
  /** SHA-256 of all the above. It tells a change that nobody hides; it is no signature. */
  seal: sha256,
})
export type Manifest = z.infer<typeof manifest>

const chartRow = z.strictObject({
  name: z.string(),
  values: z.array(z.number().nullable()),
  labels: z.array(z.string()),
  unit: z.string().exactOptional(),
})

const chart = z.strictObject({
  id: text,
  form: z.enum(["bars", "grouped", "stacked", "horizontal", "line"]),
  title: z.string(),
  alt: z.string(),
  lang: text,
  dir: z.enum(["ltr", "rtl"]),
  locale: text,
  unit: z.string(),
  categories: z.array(z.string()),
  series: z.array(z.strictObject({ ...chartRow.shape, ceiling: chartRow.exactOptional() })),
  ceiling: chartRow.exactOptional(),
}) satisfies z.ZodType<Chart>

/** What `document.<language>.json` keeps of a note: the composed page that all its prints were made from. */
export const editionDocument = z.strictObject({
  kind: z.literal("briefing-notes document"),
  version: z.literal(1),
  lang: text,
  dir: z.enum(["ltr", "rtl"]),
  title: z.string(),
  subject: z.string(),
  author: z.string(),
  keywords: z.array(z.string()),
  date: day,
  running: z.strictObject({ handling: z.string(), reference: z.string(), pageOf: z.string() }),
  html: z.string(),
  charts: z.array(chart).exactOptional(),
  trace: trace.exactOptional(),
  /** Where in the HTML each claim of the trace stands: from, to. Editions of old do not know it. */
  places: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])).exactOptional(),
  stated: z.array(statedFact).exactOptional(),
})
export type EditionDocument = z.infer<typeof editionDocument>
