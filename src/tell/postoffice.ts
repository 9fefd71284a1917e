import type { SendMailOptions } from "nodemailer"
import type { Setback } from "./attempts.js"
import type { Sending } from "./limits.js"
import type { MailServer } from "./mailserver.js"
import { askForToken } from "./oauth.js"
import { type Refusal, refusals } from "./smtp.js"

/** Hands a mail to a server, and gives the addresses that it refused. A setback if no token was to be had; else it fails. */
export type Deliver = (mail: SendMailOptions, signal: AbortSignal) => Promise<readonly Refusal[] | Setback>

/**
 * How mails are handed to a server. A password or a token travels only over TLS. On this machine nothing travels, so that
 * there TLS is used if it is offered, whatever the certificate. A token is asked for before each mail, since it is soon stale.
 */
export async function postOffice(server: MailServer, sending: Sending): Promise<Deliver> {
  const { createTransport } = await import("nodemailer")
  return async (mail, signal) => {
    const entered = await enter(server, { ...sending, signal })
    if (entered.came === "back") return entered
    const transport = createTransport({ ...connection(server, sending), ...entered.options })
    const { rejectedErrors = [] } = await transport.sendMail({ ...mail, signal })
    return rejectedErrors.flatMap(refusals)
  }
}

function connection({ host, port, secure, login, loopback, proxy }: MailServer, { limits }: Sending) {
  return {
    host,
    port,
    secure,
    requireTLS: login !== undefined && !loopback && !secure,
    ...(loopback && { tls: { rejectUnauthorized: false } }),
    ...(proxy && { proxy: withLogin(proxy) }),
    connectionTimeout: limits.connectMs,
    dnsTimeout: limits.connectMs,
    greetingTimeout: limits.silenceMs,
    socketTimeout: limits.silenceMs,
    socketCloseTimeout: 1_000,
  }
}

function withLogin({ href, login }: NonNullable<MailServer["proxy"]>): string {
  if (!login) return href
  const [user, pass] = [login.user, login.pass].map(encodeURIComponent)
  return href.replace("//", `//${user}:${pass}@`)
}

type Entered = { readonly came: "in"; readonly options: { readonly auth?: object } } | Setback

async function enter({ login }: MailServer, sending: Sending): Promise<Entered> {
  if (!login) return { came: "in", options: {} }
  if ("pass" in login) return { came: "in", options: { auth: login } }
  const { user, tokens } = login
  const asked = await askForToken(tokens, sending)
  if (asked.came === "back") return asked
  const { token } = asked
  sending.learn?.(token)
  sending.learn?.(`user=${user}\x01auth=Bearer ${token}\x01\x01`)
  return { came: "in", options: { auth: { type: "OAuth2", user, accessToken: token } } }
}
