import type { Host } from "../host.js"
import { isBusy, isLoopback, type Trouble } from "./network.js"
import { isExempt } from "./noproxy.js"

/** A server that connections go through. */
export interface ProxyServer {
  /** The variable that names it. */
  readonly variable: string
  /** Host and port, for people; no login stands in it. */
  readonly name: string
  /** The address without its login. */
  readonly href: string
  readonly login?: { readonly user: string; readonly pass: string }
}

type Env = Host["env"]

/** What a proxy did not do for us. */
export class ProxyError extends Error implements Trouble {
  readonly reason: string
  readonly passing: boolean
  constructor({ reason, passing }: Trouble) {
    super(reason)
    this.reason = reason
    this.passing = passing
  }
}

/**
 * The proxy for a web address, as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say, in small letters first; undefined if it is reached
 * directly, as this machine always is; or why the variable names none, without its value.
 */
export function webProxy({ protocol, hostname, port }: URL, env: Env): ProxyServer | string | undefined {
  const name = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY"
  const variable = [name.toLowerCase(), name].find(one => env[one]?.trim())
  if (variable === undefined || isLoopback(hostname)) return undefined
  const host = hostname.replace(/^\[|\]$/g, "")
  const place = { host, port: Number(port) || (protocol === "https:" ? 443 : 80) }
  if (isExempt(place, env.no_proxy?.trim() || env.NO_PROXY || "")) return undefined
  return proxyNamed(variable, env)
}

/** The proxy that a variable names; undefined if it is not set; or why it names none, without its value. */
export function proxyNamed(variable: string, env: Env): ProxyServer | string | undefined {
  const value = env[variable]?.trim()
  if (!value) return undefined
  const address = value.includes("://") ? value : `http://${value}`
  const wrong = `the variable ${variable} holds no address such as http://proxy.example.org:3128 or http://user:password@proxy.example.org:3128`
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !["http:", "https:"].includes(url.protocol)) return wrong
  if (url.search || url.hash || url.pathname !== "/") return wrong
  try {
    const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
    const port = url.port || (url.protocol === "https:" ? "443" : "80")
    const name = `${url.hostname}:${port}`
    return {
      variable,
      name,
      href: `${url.protocol}//${name}`,
      ...((user || pass) && { login: { user, pass } }),
    }
  } catch {
    return wrong
  }
}

/** A trouble on the way through a proxy, which is then named. */
export function throughProxy<T extends Trouble>(proxy: ProxyServer | undefined, trouble: T): T {
  return proxy ? { ...trouble, reason: `through the proxy ${proxy.name}: ${trouble.reason}` } : trouble
}

/** What a proxy means by another status than 200 when it is asked to connect. */
export function proxyRefusal(status: number): Trouble {
  if (status === 407)
    return { reason: "it takes no connection without a login that it knows (407)", passing: false }
  return { reason: `it did not connect (${status})`, passing: isBusy(status) }
}
