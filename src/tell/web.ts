import type { Dispatcher, Response } from "undici"
import type { Host } from "../host.js"
import type { Setback } from "./attempts.js"
import { inSeconds, type Sending } from "./limits.js"
import { behind, networkTrouble, type Trouble } from "./network.js"
import { ProxyError, type ProxyServer, proxyRefusal, throughProxy, webProxy } from "./proxy.js"

/** Something to be posted. */
export interface WebPost {
  readonly address: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Posts to a web address, through the proxy that the environment names for it, and judges the answer. Redirects are not followed.
 * No answer in time, and what hinders on the way, is a setback; it never fails.
 */
export async function postWeb<T>(
  post: WebPost,
  sending: Sending,
  judge: (answer: Response) => Promise<T>,
): Promise<T | Setback> {
  const proxy = webProxy(post.address, sending.host.env)
  if (typeof proxy === "string") return { came: "back", reason: proxy, passing: false }
  const { limits, signal } = sending
  const silence = AbortSignal.timeout(limits.silenceMs)
  const stop = new AbortController()
  const end = () => stop.abort(signal?.aborted ? signal.reason : undefined)
  silence.addEventListener("abort", end)
  signal?.addEventListener("abort", end)
  if (signal?.aborted) end()
  const { fetch, ...undici } = await import("undici")
  const dispatcher = dispatcherOf(proxy, undici)
  try {
    const { headers, body } = post
    const init = {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: stop.signal,
      dispatcher,
    } as const
    return await judge(await fetch(bare(post.address), init))
  } catch (error) {
    if (!silence.aborted) return { came: "back", ...throughProxy(proxy, trouble(error)) }
    const reason = `no answer within ${inSeconds(limits.silenceMs)}`
    return { came: "back", ...throughProxy(proxy, { reason, passing: true }) }
  } finally {
    silence.removeEventListener("abort", end)
    signal?.removeEventListener("abort", end)
    void dispatcher.destroy().catch(() => {})
  }
}

/** fetch takes no address with a user and password in it. */
function bare(address: URL): URL {
  const url = new URL(address)
  url.username = ""
  url.password = ""
  return url
}

type Undici = Pick<typeof import("undici"), "Agent" | "Client" | "ProxyAgent">

/**
 * Addresses with https are reached through a tunnel, so that the proxy sees only where it leads; those with http as proxies
 * want it, since most of them make tunnels to port 443 alone.
 */
function dispatcherOf(proxy: ProxyServer | undefined, { Agent, Client, ProxyAgent }: Undici): Dispatcher {
  if (!proxy) return new Agent()
  const { href, login } = proxy
  const token = login && `Basic ${Buffer.from(`${login.user}:${login.pass}`).toString("base64")}`
  return new ProxyAgent({
    uri: href,
    ...(token && { token }),
    proxyTunnel: false,
    clientFactory: (origin, options) => telling(new Client(origin, options)),
  })
}

/**
 * A client of a proxy that tells why there is no tunnel. Left to itself the agent loses the proxy's status; and if the proxy
 * hangs up, it comes back hundreds of times a second for as long as it may.
 */
function telling(client: Dispatcher): Dispatcher {
  const connect = client.connect.bind(client)
  const told = async (options: Dispatcher.ConnectOptions) => {
    const answer = await connect(options).catch(error => {
      throw new ProxyError(networkTrouble(error))
    })
    if (answer.statusCode === 200) return answer
    answer.socket.on("error", () => {}).destroy()
    throw new ProxyError(proxyRefusal(answer.statusCode))
  }
  return Object.assign(client, { connect: told })
}

function trouble(error: unknown): Trouble {
  const refused = behind(error).find(e => e instanceof ProxyError)
  if (refused) return { reason: refused.reason, passing: refused.passing }
  return networkTrouble(error)
}

/** How much of an answer is read, in bytes, and for how long, in milliseconds. */
const usual = { bytes: 16_000, ms: 2_000 }

/** The beginning of an answer as text; what came, if the rest does not come in time. */
export async function beginning(
  { body }: Response,
  { ms = usual.ms }: { ms?: number } = {},
): Promise<string> {
  const reader = body?.getReader()
  if (!reader) return ""
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), ms)
  const decoder = new TextDecoder()
  let text = ""
  try {
    while (text.length < usual.bytes) {
      const { done, value } = await reader.read()
      if (done) break
      text += decoder.decode(value.subarray(0, usual.bytes), { stream: true })
    }
  } catch {
    // An answer that breaks off still has its status.
  } finally {
    clearTimeout(timer)
    await reader.cancel().catch(() => {})
  }
  return text.trim()
}

/** What Retry-After asks for in milliseconds, be it in seconds or as a date; undefined if it asks for nothing. */
export function retryAfterMs({ headers }: Response, host: Host): number | undefined {
  const after = headers.get("retry-after")?.trim()
  if (!after) return undefined
  if (/^\d{1,9}$/.test(after)) return Number(after) * 1000
  const at = Date.parse(after)
  return Number.isNaN(at) ? undefined : Math.max(0, at - host.now().getTime())
}
