import { z } from "zod"
import { anchor, citation, day, draftMark, id, period, schemaLink, text, texts } from "./common.js"

/** A theme that figures and gaps are gathered under, such as air assets. */
export const area = z.strictObject({ id, name: texts })
export type Area = z.infer<typeof area>

/** A unit of measure: how a value with it is printed. Percentages are compared in percentage points. */
export const unit = z.strictObject({
  id,
  kind: z.enum(["count", "share", "money"]),
  name: texts.describe("As it stands after a number: troops, per cent, United States dollars"),
  symbol: texts.optional().describe("As it stands in tables and charts, such as %"),
})
export type Unit = z.infer<typeof unit>

/** A measured thing. Observations of one indicator are comparable only if they also count by one basis. */
export const indicator = z.strictObject({ id, area: id, name: texts, unit: id, definition: texts })
export type Indicator = z.infer<typeof indicator>

export const indicatorsFile = z.strictObject({
  ...schemaLink,
  areas: z.array(area),
  units: z.array(unit),
  indicators: z.array(indicator),
})

/** Who said what a report passes on, and in which capacity. */
export const speaker = z.strictObject({ who: texts, capacity: texts.optional() })
export type Speaker = z.infer<typeof speaker>

/** The days a value covers, both included; either end may be missing where the source leaves it open. */
export const span = z.strictObject({ from: day.optional(), to: day.optional() })

/** How near a printed number claims to be. */
export const qualifier = z.enum([
  "exactly",
  "about",
  "more than",
  "at least",
  "fewer than",
  "up to",
  "nearly",
  "approximately half",
])

export type Qualifier = z.infer<typeof qualifier>

/** How a printed number follows from others, in the order given: a part of a whole, a change from one to the other, and so on. */
export const recompute = z.strictObject({
  operation: z
    .enum(["share", "change", "decrease", "sum", "difference", "remainder"])
    .describe(
      "share: the first in per cent of the second; change: from the first to the second in per cent, decrease the same " +
        "downwards; sum: of all; difference: the first less the second; remainder: the first less all others",
    ),
  inputs: z.array(id).min(2).describe("Observations of this report"),
  rounding: z
    .number()
    .positive()
    .optional()
    .describe("The step that the report rounds to, such as 0.1; without it the last printed place"),
  note: texts
    .optional()
    .describe("Why inputs of another date or composition stand for those that are not printed"),
})
export type Recompute = z.infer<typeof recompute>

/** A number that a report prints wrongly: both numbers, the reason, and which of them is the value that a note uses. */
export const misprint = z.strictObject({
  printed: z.number(),
  corrected: z.number(),
  reason: texts,
  uses: z.enum(["printed", "corrected"]),
})
export type Misprint = z.infer<typeof misprint>

/** The cell of a curated table that an observation repeats. */
export const tableCell = z.strictObject({ table: id, row: id.describe("A row, or total"), column: id })

const beside = z
  .array(id)
  .optional()
  .describe("Further observations of this report that the own words speak of, whose numbers they may print")

/** A value of an indicator at a date or over a period, as a report gives it. */
export const observation = z.strictObject({
  id,
  indicator: id,
  value: z.number().nullable().describe("As printed; null where the report speaks of it without a number"),
  unit: id,
  qualifier: qualifier.default("exactly"),
  basis: id.describe(
    "What is counted, as a key: values are subtracted only where it is the same on both sides",
  ),
  counts: texts.describe("What exactly is counted, in own words"),
  of: id.optional().describe("The observation that is the whole of this share or part"),
  ceiling: id.optional().describe("The observation that authorizes this strength"),
  part: z.boolean().optional().describe("One of parts that add up to the whole named in `of`"),
  place: texts.optional(),
  asOf: day.optional().describe("The day of the state of affairs"),
  period: span.optional().describe("The days covered, for what happens over a time"),
  time: texts.optional().describe("The time as the report puts it, where it gives no date"),
  status: z.enum(["reported", "computed by the source", "expected", "authorized", "required"]),
  speaker: speaker.optional(),
  summary: texts,
  citations: z.array(citation).min(1),
  disagreement: texts
    .optional()
    .describe("How paragraphs of the report disagree, or a printed number does not fit its parts"),
  recompute: recompute.optional().describe("How the value follows from others that the report prints"),
  partsPrinted: z
    .literal(false)
    .optional()
    .describe("A share or change whose parts the report does not print, so that nothing can be recomputed"),
  misprint: misprint.optional(),
  fromTable: tableCell.optional().describe("The cell of a curated table that the value repeats"),
  beside,
  draft: draftMark,
})
export type Observation = z.infer<typeof observation>

/** A capability that a report says is lacking: what is required, what there is, the effect, and what was expected. */
export const gap = z.strictObject({
  id,
  area: id,
  capability: texts,
  required: texts.optional(),
  available: texts.optional(),
  shortfall: texts.optional(),
  effect: texts.optional(),
  expected: z
    .strictObject({ what: texts, day: day.optional(), period: period.optional(), time: texts.optional() })
    .optional(),
  figures: z.array(id).describe("The observations that belong to it"),
  beside,
  place: texts.optional(),
  speaker: speaker.optional(),
  summary: texts,
  citations: z.array(citation).min(1),
  draft: draftMark,
})
export type Gap = z.infer<typeof gap>

/** What a report does not say although a reader would look for it. Not reported is never zero. */
export const silence = z.strictObject({ indicator: id, note: texts })
export type Silence = z.infer<typeof silence>

/** A damaged or doubtful passage of a report, or a place where a careless reader goes wrong. */
export const trap = z.strictObject({ id, paragraph: text, printed: anchor.optional(), what: texts })
export type Trap = z.infer<typeof trap>

export const figuresFile = z.strictObject({
  ...schemaLink,
  source: id,
  observations: z.array(observation),
  gaps: z.array(gap),
  notReported: z.array(silence).optional(),
  doubts: z.array(trap).optional(),
})
export type FiguresFile = z.infer<typeof figuresFile>
