import type { Host } from "../host.js"
import { isLoopback } from "./network.js"
import { beside, type TokenSource, tokenSource } from "./oauth.js"
import { type ProxyServer, proxyNamed } from "./proxy.js"

/** A mail server as an address names it: smtp://user:password@host:587, or smtps:// for TLS from the start. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  /** Who sends, with a password, or with tokens in its stead. */
  readonly login?:
    | { readonly user: string; readonly pass: string }
    | { readonly user: string; readonly tokens: TokenSource }
  /** What the connection goes through, where it does not go directly. */
  readonly proxy?: ProxyServer
  /** Whether it is this machine, so that nothing travels. */
  readonly loopback: boolean
}

/**
 * The server that an environment variable names, with what the variables beside it say of tokens and a proxy, or why it names
 * none; the reason never has a value in it. Without a port, 465 for smtps and 587 for smtp.
 */
export function mailServer(variable: string, host: Pick<Host, "env">): MailServer | string {
  const named = serverNamed(variable, host)
  if (typeof named === "string") return named
  const { pass, user, ...server } = named
  const tokens = tokenSource(variable, host)
  if (typeof tokens === "string") return tokens
  const proxy = server.loopback ? undefined : proxyNamed(beside(variable, "PROXY"), host.env)
  if (typeof proxy === "string") return proxy
  if (tokens && pass)
    return `the variable ${variable} holds a password, but OAuth 2.0 is set up as well: take one of them away`
  if (tokens && !user)
    return `the variable ${variable} names no user for OAuth 2.0: write smtp://notes%40example.org@host:587`
  const login = tokens ? { user, tokens } : user || pass ? { user, pass } : undefined
  return { ...server, ...(login && { login }), ...(proxy && { proxy }) }
}

type Named = Pick<MailServer, "host" | "port" | "secure" | "loopback"> & { user: string; pass: string }

function serverNamed(variable: string, { env }: Pick<Host, "env">): Named | string {
  const address = env[variable]?.trim()
  if (!address) return `the variable ${variable}, for the mail server, is not set`
  const url = URL.canParse(address) ? new URL(address) : undefined
  const wrong = `the variable ${variable} holds no address such as smtp://user:password@host:587; in user and password, write @ : / ? # % as %40 %3A %2F %3F %23 %25`
  if (!url || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "") return wrong
  if (url.search || url.hash || !["", "/"].includes(url.pathname)) return wrong
  const secure = url.protocol === "smtps:"
  const host = url.hostname.replace(/^\[|\]$/g, "")
  try {
    const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
    const port = Number(url.port) || (secure ? 465 : 587)
    return { host, port, secure, user, pass, loopback: isLoopback(host) }
  } catch {
    return wrong
  }
}
