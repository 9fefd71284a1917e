import { networkTrouble, type Trouble } from "./network.js"
import { type ProxyServer, proxyRefusal, throughProxy } from "./proxy.js"

/** An address that a mail server did not take. */
export interface Refusal {
  readonly address: string
  readonly reason: string
  /** Whether it is refused for now only, such as by a server that lets strangers wait. */
  readonly passing: boolean
}

/** An error as the mail library has it, as far as it is looked at. */
interface SmtpError extends Error {
  readonly code?: string
  readonly originalCode?: string
  /** Such as 550. */
  readonly responseCode?: number
  readonly response?: string
  readonly recipient?: string
  readonly rejectedErrors?: readonly SmtpError[]
}

/** The addresses that an error says were refused; none if it says something else. */
export function refusals(error: unknown): readonly Refusal[] {
  const { recipient, rejectedErrors, response, message } = error as SmtpError
  if (rejectedErrors && rejectedErrors.length > 0) return rejectedErrors.flatMap(refusals)
  if (!recipient) return []
  return [{ address: recipient, reason: response ?? message, passing: smtpTrouble(error).passing }]
}

/** Why a mail server did not take a mail, and whether that may pass: answers of 400 and on may (RFC 5321), and broken lines. */
export function smtpTrouble(error: unknown, { proxy }: { proxy?: ProxyServer | undefined } = {}): Trouble {
  const { responseCode, code = "", message } = error as SmtpError
  if (responseCode) return { reason: message, passing: responseCode < 500 }
  if (code === "EPROXY") return throughProxy(proxy, tunnelTrouble(message))
  const network = networkTrouble(error)
  const lines = ["ECONNECTION", "ETIMEDOUT", "EDNS"].includes(code)
  // Of a mail that was stopped, the library tells why only as the cause.
  const words = code === "EABORT" ? network.reason : message || network.reason
  const reason = code === "ETIMEDOUT" ? `the server did not answer in time (${words.toLowerCase()})` : words
  return throughProxy(proxy, { reason, passing: lines || network.passing || isBroken(error) })
}

/** The mail library tells of what a proxy answered only the status, in its words. */
function tunnelTrouble(message: string): Trouble {
  const status = /^Invalid response from proxy: (\d+)/.exec(message)?.[1]
  return status
    ? proxyRefusal(Number(status))
    : { reason: message, passing: /closed the connection/.test(message) }
}

/** A socket that failed while it was used, such as by a reset. */
function isBroken(error: unknown): boolean {
  const { code, originalCode = "" } = error as SmtpError
  return code === "ESOCKET" && /^E(CONN|PIPE|HOST|NET|TIMEDOUT)/.test(originalCode)
}

/** Whether a server says that a mail is larger than it takes: 552, 523, or the enhanced code 5.3.4 (RFC 3463). */
export function tooLargeForServer(error: unknown): boolean {
  const { responseCode, response = "", code, message } = error as SmtpError
  if (code === "EMESSAGE" && /size larger than allowed/.test(message)) return true
  return responseCode === 552 || responseCode === 523 || /^5\d\d[ -]5\.3\.4\b/.test(response)
}
