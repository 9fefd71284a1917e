import { z } from "zod"
import { id, text } from "./common.js"
import { month } from "./editions.js"
import { occasion } from "./schedule.js"

/** An instant in UTC with seconds, such as 2026-11-01T06:00:00Z. */
export const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/, {
  error: "expected an instant such as 2026-11-01T06:00:00Z",
})

/** Why a run was started: it was due, asked for now, or made good afterwards. */
export const cause = z.enum(["due", "now", "backfill"])
export type Cause = z.infer<typeof cause>

/** What became of an attempt. */
export const outcome = z.enum(["issued", "revision", "unchanged", "failed"])
export type Outcome = z.infer<typeof outcome>

const which = {
  note: id,
  /** The slot's id; of an edition that was asked for out of turn, that of its edition. */
  slot: text,
  edition: month,
  /** When it was planned; null out of turn. */
  planned: instant.nullable(),
}

/** The first run that knew the schedule of a note which names no first day: editions are due from this instant on. */
export const scheduled = z.object({ event: z.literal("scheduled"), at: instant, note: id, from: instant })

/** The keys of the rules by which somebody is to be told. */
const notify = z.array(text).default([])

/** An attempt begins. Without an end it was interrupted, or is still going on. */
export const begun = z.object({
  event: z.literal("begun"),
  at: instant,
  attempt: text,
  ...which,
  cause,
  /** Who called: systemd, cron, a person. */
  trigger: text,
  /** 1 for the first try of a run. */
  try: z.int().positive(),
  /** The last issue of the edition that stood before: what stands beyond it was made by the attempt. */
  before: text.nullable().default(null),
})

/** An attempt has ended. */
export const ended = z.object({
  event: z.literal("ended"),
  at: instant,
  attempt: text,
  ...which,
  outcome,
  /** Such as 2026-11-r2; null if nothing was issued. Of "unchanged", the edition that still stands. */
  issue: text.nullable(),
  /** Why, in words: what failed, what was changed, that nothing was. */
  reason: text.nullable(),
  /** Of a failure: whether it may pass by itself, as a full disk or a browser that died may. */
  passing: z.boolean(),
  files: z.array(text),
  /** The hash of all that the note could be made from, so that bad data is tried again when it was mended, not before. */
  state: text,
  /** The blocks of prose that wait for a person, if any. */
  review: z.array(text),
  notify,
})

/** An edition that was not made within its window, and is no longer made by itself. */
export const missed = z.object({ event: z.literal("missed"), at: instant, ...which, reason: text, notify })

/** Editions of a note are no longer made by themselves, or are again. */
export const paused = z.object({
  event: z.enum(["paused", "resumed"]),
  at: instant,
  note: id,
  trigger: text,
})

/** Somebody was told, or could not be. No secret stands in it. */
export const told = z.object({
  event: z.literal("told"),
  at: instant,
  note: id,
  slot: text,
  on: occasion,
  by: z.enum(["command", "webhook", "mail"]),
  /** Whom or what: addresses, the host of a webhook, the name of a program. */
  to: text,
  tries: z.int().positive(),
  sent: z.boolean(),
  reason: text.nullable(),
  /** The attempt whose outcome it was; null of an edition that was missed. */
  attempt: text.nullable().default(null),
  /** The key of the rule. */
  rule: text.default("-"),
  /** The key of the rule that stood in its stead when there was something to tell; absent if it was the same. */
  owed: text.optional(),
})

/** A line of the run ledger. What a later version may add to a line is passed over. */
export const runLine = z.discriminatedUnion("event", [scheduled, begun, ended, missed, paused, told])
export type RunLine = z.infer<typeof runLine>
export type Begun = z.infer<typeof begun>
export type Ended = z.infer<typeof ended>
export type Missed = z.infer<typeof missed>
export type ToldLine = z.infer<typeof told>
export type Paused = z.infer<typeof paused>

/** What somebody is told of a slot. */
export interface Message {
  readonly on: z.infer<typeof occasion>
  readonly note: string
  /** The note's name by language. */
  readonly name: Readonly<Record<string, string>>
  readonly slot: string
  readonly edition: string
  /** Of several that were missed, all, the earliest first; the edition is their last. Absent otherwise. */
  readonly editions?: readonly string[]
  /** Such as 2026-11-r2; null if nothing was issued. */
  readonly issue: string | null
  readonly planned: string | null
  readonly at: string
  readonly reason: string | null
  /** The files issued, relative to the project. */
  readonly files: readonly string[]
  /** Blocks of prose that wait for a person. */
  readonly review: readonly string[]
}
