import { Temporal } from "temporal-polyfill"
import { z } from "zod"
import { day, language, schemaLink, text } from "./common.js"

/** A length of time as ISO 8601 writes it, in days and hours: P10D, PT2H, P1DT12H. Never years or months, whose length varies. */
export const duration = z
  .string()
  .regex(/^P(?!$)(?:\d{1,4}W|(?:\d{1,4}D)?(?:T(?=\d)(?:\d{1,4}H)?(?:\d{1,4}M)?)?)$/, {
    error: "expected a length of time such as P10D, PT2H or P1DT12H",
  })

/** A time zone of the IANA database, such as Africa/Bamako. */
export const zone = text.refine(isZone, {
  error: "expected a time zone such as Africa/Bamako or Europe/Paris",
})

function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}

/** Whole days, as a length of time: P1D, P2W. */
const days = z.string().regex(/^P\d{1,4}[DW]$/, { error: "expected a number of days or weeks, such as P1D" })

const noDay = { error: 'expected a day of the month from 1 to 31, or "last"' }

/** What somebody is told of. */
export const occasion = z.enum(["issued", "unchanged", "failed", "missed", "needs review"])
export type Occasion = z.infer<typeof occasion>

/** The name of a variable of the environment; secrets stand nowhere else. */
const variable = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, {
  error: "expected the name of an environment variable, such as BRIEF_SMTP_URL",
})

// Who hears nothing for months cannot tell that from a dead machine: so also of what is unchanged.
const on = z
  .array(occasion)
  .min(1)
  .default([...occasion.options])
const messageLanguage = language.default("en").describe("The language of the message")

/** Whom to tell of what, and how. */
export const notification = z.discriminatedUnion(
  "by",
  [
    z.strictObject({
      by: z.literal("command"),
      on,
      run: z
        .array(text)
        .min(1)
        .describe("The program and its arguments; the message comes as JSON on standard input"),
      language: messageLanguage,
    }),
    z.strictObject({
      by: z.literal("webhook"),
      on,
      url: z.union([
        z.url({ protocol: /^https?$/, error: "expected a web address that begins with https:// or http://" }),
        z.strictObject({ env: variable }),
      ]),
      secret: z.strictObject({ env: variable }).optional().describe("Signs the body: HMAC with SHA-256"),
      language: messageLanguage,
    }),
    z.strictObject({
      by: z.literal("mail"),
      on,
      from: text,
      to: z.array(text).min(1, { error: "expected at least one address" }),
      cc: z.array(text).default([]),
      server: z
        .strictObject({ env: variable })
        .default({ env: "BRIEF_SMTP_URL" })
        .describe("smtp://user:password@host:587"),
      attach: z.array(z.enum(["pdf", "docx"])).default(["pdf", "docx"]),
      languages: z
        .array(language)
        .optional()
        .describe("The languages whose files are attached; all unless given"),
      language: messageLanguage,
    }),
  ],
  { error: 'expected "command", "webhook" or "mail"' },
)
export type Notification = z.infer<typeof notification>

/**
 * When the editions of a note are due: `templates/<note>/schedule.json`. It stands apart from the note's definition since
 * nothing that a note says depends on it.
 */
export const schedule = z.strictObject({
  ...schemaLink,
  every: z
    .union([z.enum(["month", "quarter"]), z.strictObject({ cron: text })], {
      error: 'expected "month", "quarter" or {"cron": "0 6 1 * *"}',
    })
    .describe("month, quarter (January, April, July, October), or a cron expression of five fields"),
  day: z
    .union([z.int(noDay).min(1, noDay).max(31, noDay), z.literal("last")], noDay)
    .default(1)
    .describe("Of the month; in a month that has no such day, its last. Not with cron"),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "expected a time such as 06:00" })
    .default("06:00")
    .describe(
      "Where clocks skip it, as much later as they skip; where it comes twice, the first. Not with cron",
    ),
  zone,
  from: day
    .optional()
    .describe("The first day that editions are due; without it, from when the schedule is first run"),
  edition: z
    .enum(["same month", "month before"])
    .default("same month")
    .describe("The month that an edition bears: that of its day, or the one before"),
  cutOff: days.default("P0D").describe("How many days before its day the information of an edition ends"),
  catchUp: duration.default("P14D").describe("How late an edition may still be made"),
  grace: duration.default("PT2H").describe("How late an edition may be before it counts as missing"),
  unchanged: z
    .enum(["record", "issue"])
    .default("record")
    .describe("If nothing changed since the last edition: record that, or issue an edition that says so"),
  languages: z.array(language).min(1).optional(),
  formats: z
    .array(z.enum(["pdf", "docx", "html"]))
    .min(1)
    .default(["pdf", "docx"]),
  allowMissing: z
    .array(language)
    .default([])
    .describe("Languages that may be left out where they lag behind"),
  attempts: z.int().min(1).max(10).default(4).describe("How often what may pass is tried in one run"),
  pause: duration
    .default("PT1M")
    .describe("The pause before the second attempt; each further one is three times as long"),
  notify: z.array(notification).default([]),
})
export type Schedule = z.infer<typeof schedule>

/** An edition as the calendar knows it: which, due when, from what information, until when it may be made. */
export interface Slot {
  readonly note: string
  /** Names the slot for ever, whatever becomes of the time or zone: 2026-11 by month and quarter, else the local minute, 2026-11-09T06:00. */
  readonly id: string
  /** The edition that is made in it, such as 2026-11. */
  readonly edition: string
  /** When it is due, as an instant: 2026-11-01T06:00:00Z. */
  readonly planned: string
  /** The same in its zone: 2026-11-01T06:00:00+00:00[Africa/Bamako]. */
  readonly local: string
  /** The day in its zone, YYYY-MM-DD: the date that the note bears. */
  readonly day: string
  /** The last day of the information, YYYY-MM-DD. */
  readonly cutOff: string
  /** From this instant on it counts as missing if it was not made. */
  readonly missingFrom: string
  /** From this instant on it is no longer made by itself. */
  readonly closes: string
}
