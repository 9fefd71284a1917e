import { z } from "zod"
import { id, language, schemaLink, text, texts } from "./common.js"

/** What a note compares, by rule: this body's latest meeting with the one before, or meetings chosen by name. */
export const positionsRule = z.strictObject({
  kind: z.literal("positions"),
  body: id,
  after: z.union([z.literal("latest"), id]).default("latest"),
  before: z.union([z.literal("previous"), id]).default("previous"),
})

/** A row of a table of figures: the indicators it gathers, the telling one first, and the themes of its gaps. */
export const figureRow = z.strictObject({
  id,
  name: texts,
  indicators: z.array(id).default([]),
  gaps: z.array(id).default([]),
})

/** A bar of a chart: the indicator on one side, with its authorized ceiling where it has one. */
export const chartBar = z.strictObject({
  name: texts.optional(),
  side: z.enum(["before", "after"]),
  indicator: id,
})

/** The chart of a note, by rule: which figures, in which form. Its numbers are those of the table. */
export const chartRule = z.strictObject({
  title: texts,
  note: texts
    .optional()
    .describe("Definition and source, below the chart; {before}, {after} and {sources} are filled in"),
  form: z.enum(["bars", "grouped", "stacked", "horizontal", "line"]),
  series: texts.describe("What the bars are"),
  ceiling: texts.optional().describe("What the ceiling is; without it no ceiling is drawn"),
  bars: z.array(chartBar).min(1),
})
export type ChartRule = z.infer<typeof chartRule>

/** What a note on figures compares, by rule: the latest report on a mission with a chosen baseline. */
export const figuresRule = z.strictObject({
  kind: z.literal("figures"),
  about: id.describe("The mission or body whose figures are compared"),
  after: z.union([z.literal("latest"), id]).default("latest"),
  before: z.union([z.literal("previous"), id]).default("previous"),
  rows: z.array(figureRow).min(1),
  chart: chartRule.optional(),
})
export type FiguresRule = z.infer<typeof figuresRule>

export type PositionsRule = z.infer<typeof positionsRule>

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
  compare: z.discriminatedUnion("kind", [positionsRule, figuresRule]),
  particulars: particulars.prefault({}),
  limits: limits.prefault({}),
  keywords: z.array(text).default([]),
  digits: z
    .record(
      language,
      z
        .string()
        .regex(/^[a-z]{3,8}$/, { error: "expected a numbering system of Unicode, such as latn or arab" }),
    )
    .default({})
    .describe(
      "The digits a language's numbers are printed in; without it western ones, as the catalogue says",
    ),
})
export type NoteDefinition = z.infer<typeof noteDefinition>
