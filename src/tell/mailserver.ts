import type { Host } from "../host.js"

/** A mail server as an address names it: smtp://user:password@host:587, or smtps:// for TLS from the start. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly login?: { readonly user: string; readonly pass: string }
  /** Whether it is this machine, so that nothing travels. */
  readonly loopback: boolean
}

/**
 * The server that an environment variable names, or why it names none; the reason never has the value in it. Without a
 * port, 465 for smtps and 587 for smtp.
 */
export function mailServer(variable: string, { env }: Pick<Host, "env">): MailServer | string {
  const address = env[variable]?.trim()
  if (!address) return `the variable ${variable}, for the mail server, is not set`
  const url = URL.canParse(address) ? new URL(address) : undefined
  const wrong = `the variable ${variable} holds no address such as smtp://user:password@host:587; in user and password, write @ : / ? # % as %40 %3A %2F %3F %23 %25`
  if (!url || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "") return wrong
  if (url.search || url.hash || !["", "/"].includes(url.pathname)) return wrong
  const secure = url.protocol === "smtps:"
  const host = url.hostname.replace(/^\[|\]$/g, "")
  try {
    const user = decodeURIComponent(url.username)
    const pass = decodeURIComponent(url.password)
    return {
      host,
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      ...((user || pass) && { login: { user, pass } }),
      loopback: /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host),
    }
  } catch {
    return wrong
  }
}
