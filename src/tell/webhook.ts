import { createHmac } from "node:crypto"
import type { Response } from "undici"
import type { Host } from "../host.js"
import type { Notification } from "../model/schedule.js"
import { type Attempt, attempts, forGood, type Outcome } from "./attempts.js"
import type { Sending } from "./limits.js"
import { isBusy } from "./network.js"
import type { Notice } from "./notice.js"
import { beginning, postWeb, retryAfterMs } from "./web.js"

type WebhookRule = Extract<Notification, { by: "webhook" }>

/**
 * The signature of a message as Standard Webhooks has it (standardwebhooks.com): `v1,` and the base64 of the HMAC with
 * SHA-256 over id, seconds and body, joined by points. A secret that begins with `whsec_` is base64, another one plain text.
 */
export function signWebhook(
  { id, seconds, body }: { readonly id: string; readonly seconds: number; readonly body: string },
  secret: string,
): string {
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret)
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`
}

/** The address of a webhook, from the rule or the environment; undefined if there is none, or it is no web address. */
export function webhookAddress({ url }: WebhookRule, { env }: Pick<Host, "env">): URL | undefined {
  const address = typeof url === "string" ? url : (env[url.env] ?? "")
  return /^https?:\/\//i.test(address.trim()) && URL.canParse(address) ? new URL(address) : undefined
}

/** Posts a message as signed JSON; each try bears the same `webhook-id`, so that a receiver can drop what came twice. */
export async function postWebhook(
  rule: WebhookRule,
  notice: Notice,
  { id, ...sending }: Sending & { readonly id: string },
): Promise<Outcome> {
  const failed = (reason: string): Outcome => ({ tries: 1, sent: false, reason })
  const { host } = sending
  const address = webhookAddress(rule, host)
  if (!address) return failed(noAddress(rule))
  if (!isReadable(address)) return failed(`${nameOf(rule)} has a login with a stray %: write it as %25`)
  const secret = rule.secret && host.env[rule.secret.env]
  if (rule.secret && !secret) return failed(`the variable ${rule.secret.env}, for the secret, is not set`)
  if (secret && /^whsec_(?![A-Za-z0-9+/]+={0,2}$)/.test(secret))
    return failed(`the variable ${rule.secret?.env} begins with whsec_, but base64 does not follow`)
  const type = `edition.${notice.on.replace(" ", "_")}`
  const body = JSON.stringify({
    type,
    timestamp: notice.at,
    text: `${notice.subject}\n\n${notice.text}`,
    data: notice,
  })
  return attempts(
    signal => post({ address, id, body, event: notice.on, secret }, { ...sending, signal }),
    sending,
  )
}

/** Why a rule has no web address, without what stands there instead. */
export const noAddress = (rule: WebhookRule) =>
  `${nameOf(rule)} holds no address that begins with http:// or https://`

function isReadable({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(`${username}:${password}`) !== undefined
  } catch {
    return false
  }
}

const nameOf = ({ url }: WebhookRule) => (typeof url === "string" ? "the url" : `the variable ${url.env}`)

interface Delivery {
  readonly address: URL
  readonly id: string
  readonly body: string
  readonly event: string
  readonly secret: string | undefined
}

async function post(delivery: Delivery, sending: Sending): Promise<Attempt> {
  const { host } = sending
  const { address, body } = delivery
  const headers = headersOf(delivery, Math.floor(host.now().getTime() / 1000))
  return postWeb({ address, headers, body }, sending, answer => judged(answer, host))
}

function headersOf({ address, id, body, event, secret }: Delivery, seconds: number): Record<string, string> {
  const login = [address.username, address.password].map(decodeURIComponent).join(":")
  return {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "briefing-notes",
    "brief-event": event,
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    ...(secret && { "webhook-signature": signWebhook({ id, seconds, body }, secret) }),
    ...(address.username && { authorization: `Basic ${Buffer.from(login).toString("base64")}` }),
  }
}

async function judged(answer: Response, host: Host): Promise<Attempt> {
  const { status } = answer
  if (answer.ok) {
    await answer.body?.cancel().catch(() => {})
    return { came: "through" }
  }
  const said = await beginning(answer)
  if (status >= 300 && status < 400)
    return forGood(`answered ${status}: a redirect, which is not followed; give the address that it leads to`)
  const reason = `answered ${status}${said ? `: ${said}` : ""}`
  return { came: "back", reason, passing: isBusy(status), afterMs: retryAfterMs(answer, host) }
}
