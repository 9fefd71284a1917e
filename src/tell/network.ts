/** What hinders on the way to a server and may pass: it is down, restarts, or the network is away for a while. */
const passing =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)(UNREACH|DOWN)|EAI_AGAIN|ENOTFOUND|EMFILE|ENFILE|ENOBUFS|UND_ERR_(SOCKET|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT)|HPE_INVALID_EOF_STATE)$/

/** Why something did not come about, and whether that may pass by itself. */
export interface Trouble {
  readonly reason: string
  readonly passing: boolean
}

/** Why a connection failed, from an error and what lies behind it, and whether that may pass by itself. */
export function networkTrouble(error: unknown): Trouble {
  const chain = behind(error)
  const codes = chain.map(e => e.code).filter(code => typeof code === "string")
  const words = chain.map(e => e.message).filter(message => message !== "")
  const reason = words.at(-1) ?? codes.at(-1) ?? "unknown failure"
  return { reason, passing: codes.some(code => passing.test(code)) }
}

type Failure = Error & { readonly code?: unknown; readonly errors?: readonly unknown[] }

/** The error, its cause, the cause of that; of a host with several addresses, what the first of them said. */
export function behind(error: unknown): readonly Failure[] {
  if (!(error instanceof Error)) return []
  const failure = error as Failure
  return [failure, ...behind(failure.errors?.[0] ?? failure.cause)]
}

/** What may be well later, by its status in HTTP: a server that is busy, late or down. */
export const isBusy = (status: number) => [408, 425, 429].includes(status) || status >= 500

/** Whether a host is this machine, so that nothing travels. A number of IPv6 may stand in brackets. */
export const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host)
