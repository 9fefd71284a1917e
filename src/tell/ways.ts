import type { Finding } from "../edition/doctor.js"
import type { Host } from "../host.js"
import type { Notification } from "../model/schedule.js"
import { mailServer } from "./mailserver.js"
import { beside, oauthNames } from "./oauth.js"
import { type ProxyServer, webProxy } from "./proxy.js"
import { noAddress, webhookAddress } from "./webhook.js"

/** How a rule reaches a server: where it is, and what is special about the way; no login stands in it. */
export interface Way {
  readonly to: string
  /** Such as: through the proxy proxy.example.org:3128 (HTTPS_PROXY). Absent if it is reached directly, with a password at most. */
  readonly special?: string
  /** Why there is no way: a variable that holds what cannot be used. */
  readonly wrong?: string
}

/** How a rule reaches its server; undefined if it runs a command, or no variable names the server. */
export function wayOf(rule: Notification, host: Pick<Host, "env">): Way | undefined {
  if (rule.by === "command") return undefined
  return rule.by === "mail" ? wayOfMail(rule.server.env, host) : wayOfWebhook(rule, host)
}

function wayOfMail(variable: string, host: Pick<Host, "env">): Way | undefined {
  if (!host.env[variable]?.trim()) return undefined
  const server = mailServer(variable, host)
  if (typeof server === "string") return { to: variable, wrong: server }
  const to = `${server.host}:${server.port}`
  const { login, proxy } = server
  if (!login || "pass" in login) return way(to, [through(proxy)])
  const { address } = login.tokens
  const tokens = webProxy(address, host.env)
  if (typeof tokens === "string") return { to, wrong: tokens }
  return way(to, [through(proxy), `as ${login.user} with tokens from ${address.host}`, through(tokens)])
}

function wayOfWebhook(
  rule: Extract<Notification, { by: "webhook" }>,
  host: Pick<Host, "env">,
): Way | undefined {
  const address = webhookAddress(rule, host)
  if (!address) {
    const variable = typeof rule.url === "object" ? rule.url.env : ""
    return host.env[variable]?.trim() ? { to: variable, wrong: noAddress(rule) } : undefined
  }
  const proxy = webProxy(address, host.env)
  if (typeof proxy === "string") return { to: address.host, wrong: proxy }
  return way(address.host, [through(proxy)])
}

const through = (proxy: ProxyServer | undefined) =>
  proxy && `through the proxy ${proxy.name} (${proxy.variable})`

function way(to: string, parts: readonly (string | undefined)[]): Way {
  const special = parts.filter(part => part).join(" ")
  return { to, ...(special && { special }) }
}

/** What the doctor says of the ways to all servers that rules name: each once, with its proxy. Nothing if there are none. */
export function examineWays(rules: readonly Notification[], host: Pick<Host, "env">): readonly Finding[] {
  const ways = rules.flatMap(rule => wayOf(rule, host) ?? [])
  if (ways.length === 0) return []
  const what = "connections"
  const once = (lines: readonly string[]) => [...new Set(lines)].join("; ")
  const found = once(
    ways.map(({ to, special, wrong }) => `${to} ${wrong ? "unreachable" : (special ?? "directly")}`),
  )
  const wrong = once(ways.flatMap(one => one.wrong ?? []))
  if (wrong === "") return [{ what, ok: true, found }]
  return [{ what, ok: false, found, hint: `${wrong}; docs/unattended.md has examples` }]
}

/**
 * The variables that a rule heeds besides those that it names, as far as they are set: a trigger has to know them too. Those of
 * tokens and the proxy of its mail server, and those of proxies for the web.
 */
export function heededVariables(rule: Notification, { env }: Pick<Host, "env">): readonly string[] {
  if (rule.by === "command") return []
  const isSet = (name: string) => env[name]?.trim()
  const web = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"].flatMap(
    name => [name.toLowerCase(), name].find(isSet) ?? [],
  )
  if (rule.by === "webhook") return web
  const named = (names: readonly string[]) => names.map(name => beside(rule.server.env, name)).filter(isSet)
  const tokens = named(Object.values(oauthNames))
  return [...named(["PROXY"]), ...tokens, ...(tokens.length > 0 ? web : [])]
}
