import { z } from "zod"
import type { Host } from "../host.js"
import { forGood, type Setback } from "./attempts.js"
import type { Sending } from "./limits.js"
import { isBusy, isLoopback } from "./network.js"
import { beginning, postWeb, retryAfterMs } from "./web.js"

/** How tokens are got that stand for a password (RFC 6749): where, and what is sent there, the secrets with it. */
export interface TokenSource {
  readonly address: URL
  readonly form: Readonly<Record<string, string>>
}

/** The names of the variables beside that of a mail server: BRIEF_SMTP_URL has BRIEF_SMTP_PROXY, BRIEF_SMTP_OAUTH_TOKEN_URL and on. */
export const beside = (server: string, name: string) => `${server.replace(/_URL$/, "")}_${name}`

/** The variables by which a mail server takes tokens, apart from what stands before them. */
export const oauthNames = {
  address: "OAUTH_TOKEN_URL",
  client: "OAUTH_CLIENT_ID",
  secret: "OAUTH_CLIENT_SECRET",
  scope: "OAUTH_SCOPE",
  refresh: "OAUTH_REFRESH_TOKEN",
} as const

/**
 * Where the tokens for a mail server come from; undefined if no variable speaks of it; or what is wrong, without any value. With
 * a refresh token it is that grant, else the one of client credentials.
 */
export function tokenSource(server: string, { env }: Pick<Host, "env">): TokenSource | string | undefined {
  const variable = (name: keyof typeof oauthNames) => beside(server, oauthNames[name])
  const value = (name: keyof typeof oauthNames) => env[variable(name)]?.trim() || undefined
  const names = Object.keys(oauthNames) as (keyof typeof oauthNames)[]
  const set = names.find(value)
  if (!set) return undefined
  const [address, id, secret, scope, refresh] = names.map(value)
  const lacking = !address ? "address" : !id ? "client" : !secret && !refresh ? "secret" : undefined
  if (lacking) {
    const instead = lacking === "secret" ? ` (nor ${variable("refresh")})` : ""
    return `the variable ${variable(lacking)} is not set${instead}, but ${variable(set)} is: OAuth 2.0 needs both`
  }
  const url = URL.canParse(address!) ? new URL(address!) : undefined
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname))
  if (!url || !isSafe || url.username || url.password)
    return `the variable ${variable("address")} holds no address that begins with https://, such as https://login.example.org/token`
  const grant = refresh
    ? { grant_type: "refresh_token", refresh_token: refresh }
    : { grant_type: "client_credentials" }
  const client = { client_id: id!, ...(secret && { client_secret: secret }), ...(scope && { scope }) }
  return { address: url, form: { ...grant, ...client } }
}

/** What came of asking for a token. */
export type Asked = { readonly came: "token"; readonly token: string } | Setback

const granted = z.object({ access_token: z.string().regex(/^[\x21-\x7e]+$/) })
const refused = z.object({ error: z.string(), error_description: z.string().optional() })

/** Asks for a token. A server that is away or busy may be well later; one that knows the client, or the grant, no more will not. */
export async function askForToken({ address, form }: TokenSource, sending: Sending): Promise<Asked> {
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" }
  const body = new URLSearchParams(form).toString()
  const asked = await postWeb<Asked>({ address, headers, body }, sending, async answer => {
    const text = await beginning(answer, { ms: sending.limits.silenceMs })
    const said = asJson(text)
    const token = answer.ok && granted.safeParse(said).data?.access_token
    if (token) return { came: "token", token }
    const reason = reasonOf(answer.status, said, text)
    return { came: "back", ...reason, afterMs: retryAfterMs(answer, sending.host) }
  })
  return asked.came === "token"
    ? asked
    : { ...asked, reason: `no token from ${address.host}: ${asked.reason}` }
}

function reasonOf(status: number, said: unknown, text: string): Pick<Setback, "reason" | "passing"> {
  const { data } = refused.safeParse(said)
  if (data) {
    const passing = isBusy(status) || ["temporarily_unavailable", "server_error"].includes(data.error)
    return { reason: [data.error, data.error_description].filter(word => word).join(": "), passing }
  }
  if (status >= 300 && status < 400) return forGood(`answered ${status}: a redirect, which is not followed`)
  if (status === 200) return { reason: "answered without a token", passing: said === undefined }
  return { reason: `answered ${status}${text && `: ${text}`}`, passing: isBusy(status) }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
