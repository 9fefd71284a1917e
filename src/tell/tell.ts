import { basename } from "node:path"
import type { Host } from "../host.js"
import type { Message, ToldLine } from "../model/runs.js"
import type { Notification } from "../model/schedule.js"
import type { Outcome } from "./attempts.js"
import { runCommand } from "./command.js"
import { type Limits, type Sending, usualLimits } from "./limits.js"
import { sendMail } from "./mail.js"
import { deliveryId, notice } from "./notice.js"
import { type Strike, striking, strikingOut } from "./secrets.js"
import { wayOf } from "./ways.js"
import { postWebhook, webhookAddress } from "./webhook.js"
import { messagesFor, oneLine, type WordingOptions, word } from "./wording.js"

/** Who was told what, after how many tries, and if not, why. No secret stands in it. */
export interface Told extends Pick<ToldLine, "by" | "to" | "on" | "tries" | "sent" | "reason"> {
  /** How it went, if not directly and with a password at most: through which proxy, with tokens from where. */
  readonly way?: string
}

/** How somebody is told; every field has a default. */
export interface TellOptions {
  /** Stops trying. */
  readonly signal?: AbortSignal | undefined
  /** The time zone that times are told in; UTC unless given. */
  readonly zone?: string | undefined
  /** Whether it is only a test, and says so. */
  readonly test?: boolean | undefined
  /** Other rules of the schedule: their secrets are struck out as well, since a command sees the whole environment. */
  readonly beside?: readonly Notification[] | undefined
  /** Other limits than the usual ones. */
  readonly limits?: Partial<Limits> | undefined
}

/**
 * Tells everybody whose rule has the message's occasion, all at once, and says of each what came of it. It never fails and
 * takes about two minutes at most: what hinders stands in the reasons.
 */
export async function tell(
  message: Message,
  rules: readonly Notification[],
  host: Host,
  options: TellOptions = {},
): Promise<readonly Told[]> {
  const strike = striking([...rules, ...(options.beside ?? [])], host)
  const clean = { ...message, reason: message.reason === null ? null : strike(message.reason) }
  const concerned = rules.filter(rule => rule.on.includes(message.on))
  return Promise.all(concerned.map(rule => tellOne(clean, rule, { host, strike, ...options })))
}

type Telling = TellOptions & Pick<Sending, "host" | "learn"> & { readonly strike: Strike }

async function tellOne(message: Message, rule: Notification, telling: Telling): Promise<Told> {
  const { host, strike } = telling
  const learned = new Set<string>()
  const learn = (secret: string) => void learned.add(secret)
  const { tries, sent, reason } = await send(message, rule, { ...telling, learn }).catch(failed)
  // The ledger takes no empty reason.
  const said =
    reason === null ? null : shortened(oneLine(strike(strikingOut(learned)(reason)))) || "unknown failure"
  const way = wayOf(rule, host)?.special
  const told = { by: rule.by, to: addressee(rule, host), on: message.on, tries, sent, reason: said }
  return { ...told, ...(way && { way }) }
}

/** A fault of the program or of the world that nobody foresaw is a reason like any other. */
const failed = (error: unknown): Outcome => ({
  tries: 1,
  sent: false,
  reason: error instanceof Error ? error.message : String(error),
})

const shortened = (reason: string) => (reason.length > 400 ? `${reason.slice(0, 399)}…` : reason)

async function send(message: Message, rule: Notification, telling: Telling): Promise<Outcome> {
  const { host, signal, learn, limits, test, zone } = telling
  const sending = { host, signal, learn, limits: { ...usualLimits, ...limits } }
  const { instead, ...catalogue } = await messagesFor(rule.language, host)
  const worded = (enclosed?: WordingOptions["enclosed"]) => word(message, catalogue, { zone, test, enclosed })
  const id = deliveryId(message, rule, { test })
  const outcome = await (rule.by === "mail"
    ? sendMail(rule, { ...sending, message, id, worded })
    : rule.by === "webhook"
      ? postWebhook(rule, notice(message, worded(), { test }), { ...sending, id: `msg_${id}` })
      : runCommand(rule, notice(message, worded(), { test }), sending))
  return instead ? { ...outcome, reason: [outcome.reason, instead].filter(r => r).join("; ") } : outcome
}

/** Whom or what a rule names, without anything that is secret in it. */
function addressee(rule: Notification, host: Host): string {
  if (rule.by === "mail") return oneLine([...rule.to, ...rule.cc].join(", "))
  if (rule.by === "command") return oneLine(basename(rule.run[0]!)) || "a command"
  const url = webhookAddress(rule, host)
  return url ? url.host : typeof rule.url === "string" ? "a webhook" : rule.url.env
}
