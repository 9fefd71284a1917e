import { createHash } from "node:crypto"
import type { Message } from "../model/runs.js"
import type { Notification } from "../model/schedule.js"
import type { Worded } from "./wording.js"

/** A message as programs get it: what it is about, and the words for a person. */
export interface Notice extends Message {
  /** Whether it is only a test. */
  readonly test: boolean
  readonly language: string
  readonly subject: string
  readonly text: string
}

/** A message with its words. */
export function notice(
  message: Message,
  { language, subject, text }: Worded,
  { test = false }: { readonly test?: boolean | undefined } = {},
): Notice {
  return { ...message, test, language, subject, text }
}

/**
 * Names what is told to whom, in 32 hexadecimal digits: the same whenever the same is told again, so that a receiver can
 * drop what came twice; another one for other words, such as another failure of the same slot.
 */
export function deliveryId(
  { note, slot, on, issue, reason, review, at }: Message,
  rule: Notification,
  { test = false }: { readonly test?: boolean | undefined } = {},
): string {
  const to = rule.by === "mail" ? [rule.to, rule.cc] : rule.by === "webhook" ? rule.url : rule.run
  const about = [note, slot, on, issue, reason, review, rule.by, to, rule.language, test ? at : null]
  return createHash("sha256").update(JSON.stringify(about)).digest("hex").slice(0, 32)
}
