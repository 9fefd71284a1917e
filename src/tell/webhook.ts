import { createHmac } from "node:crypto"
import type { Host } from "../host.js"
import type { Notification } from "../model/schedule.js"
import { type Attempt, attempts, forGood, type Outcome } from "./attempts.js"
import { inSeconds, type Sending } from "./limits.js"
import { networkTrouble } from "./network.js"
import type { Notice } from "./notice.js"

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
  if (!address) return failed(`${nameOf(rule)} holds no address that begins with http:// or https://`)
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

const nameOf = ({ url }: WebhookRule) => (typeof url === "string" ? "the url" : `the variable ${url.env}`)

interface Delivery {
  readonly address: URL
  readonly id: string
  readonly body: string
  readonly event: string
  readonly secret: string | undefined
}

async function post(delivery: Delivery, { host, limits, signal }: Sending): Promise<Attempt> {
  const silence = AbortSignal.timeout(limits.silenceMs)
  const stop = new AbortController()
  const end = () => stop.abort()
  silence.addEventListener("abort", end)
  signal?.addEventListener("abort", end)
  try {
    const answer = await fetch(bare(delivery.address), {
      method: "POST",
      headers: headersOf(delivery, Math.floor(host.now().getTime() / 1000)),
      body: delivery.body,
      redirect: "manual",
      signal: stop.signal,
    })
    return await judged(answer, host)
  } catch (error) {
    if (silence.aborted)
      return { came: "back", reason: `no answer within ${inSeconds(limits.silenceMs)}`, passing: true }
    return { came: "back", ...networkTrouble(error) }
  } finally {
    silence.removeEventListener("abort", end)
    signal?.removeEventListener("abort", end)
  }
}

/** fetch takes no address with a user and password in it. */
function bare(address: URL): URL {
  const url = new URL(address)
  url.username = ""
  url.password = ""
  return url
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

/** What may be well later: a server that is busy, late or down. */
const busy = (status: number) => [408, 425, 429].includes(status) || status >= 500

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
  return { came: "back", reason, passing: busy(status), afterMs: retryAfterMs(answer, host) }
}

/** How much of an answer is read, in bytes, and for how long, in milliseconds: it only serves to say what was wrong. */
const read = { bytes: 16_000, ms: 2_000 }

async function beginning({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  if (!reader) return ""
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), read.ms)
  const decoder = new TextDecoder()
  let text = ""
  try {
    while (text.length < read.bytes) {
      const { done, value } = await reader.read()
      if (done) break
      text += decoder.decode(value.subarray(0, read.bytes), { stream: true })
    }
  } catch {
    // An answer that breaks off still has its status.
  } finally {
    clearTimeout(timer)
    await reader.cancel().catch(() => {})
  }
  return text.trim()
}

/** What Retry-After says, in seconds or as a date. */
function retryAfterMs({ headers }: Response, host: Host): number | undefined {
  const after = headers.get("retry-after")?.trim()
  if (!after) return undefined
  if (/^\d{1,9}$/.test(after)) return Number(after) * 1000
  const at = Date.parse(after)
  return Number.isNaN(at) ? undefined : Math.max(0, at - host.now().getTime())
}
