import type { Host } from "../host.js"
import type { Notification } from "../model/schedule.js"
import { beside, oauthNames } from "./oauth.js"

/** What is shorter, such as a user "u", would be struck out of the middle of words, and be told by the gaps. */
const shortest = 3

/** Takes every secret out of a text. */
export type Strike = (text: string) => string

/** What stands in the place of a secret. */
export const struckOut = "***"

/** Strikes out some secrets, each also as it is encoded on the way. */
export function strikingOut(secrets: Iterable<string>): Strike {
  const longestFirst = [...new Set(secrets)]
    .flatMap(encodings)
    .filter(secret => secret.length >= shortest)
    .sort((a, b) => b.length - a.length)
  return text => longestFirst.reduce((words, secret) => words.replaceAll(secret, struckOut), text)
}

/**
 * Strikes out the values of the variables that the rules name, what is secret in addresses (user, password, path and query
 * of a webhook), and the values of variables whose names say that they are secret; each also as it is encoded on the way.
 */
export function striking(rules: readonly Notification[], { env }: Pick<Host, "env">): Strike {
  return strikingOut([...rules.flatMap(rule => secretsOf(rule, env)), ...evident(env)])
}

function secretsOf(rule: Notification, env: Host["env"]): string[] {
  if (rule.by === "command") return []
  if (rule.by === "mail")
    return [...secretsOfAddress(env[rule.server.env] ?? ""), ...tokenSecrets(rule.server.env, env)]
  const secret = rule.secret ? (env[rule.secret.env] ?? "") : ""
  const url = typeof rule.url === "string" ? rule.url : (env[rule.url.env] ?? "")
  return [secret, secret.replace(/^whsec_/, ""), ...secretsOfAddress(url), ...pathOf(url)]
}

const tokenSecrets = (server: string, env: Host["env"]) =>
  [oauthNames.secret, oauthNames.refresh].map(name => env[beside(server, name)]?.trim() ?? "")

/** By hand, since an address that cannot be parsed has its secrets as well. */
function secretsOfAddress(address: string): string[] {
  const userinfo = /^[^:/]*:\/\/(.*)@/s.exec(address)?.[1] ?? ""
  const colon = userinfo.indexOf(":")
  const [user, password] = colon < 0 ? [userinfo, ""] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)]
  const plain = [user, password].map(decoded)
  // A token often stands as the user alone: as a header has it, it ends in a colon, and looks otherwise in base64.
  const login = userinfo === "" ? [] : [`\0${plain.join("\0")}`, plain.join(":")]
  return [address, userinfo, user, password, ...plain, ...login]
}

/** A part of a path that is as long is no word: it is what the address is kept secret for. */
const longPart = 16

function pathOf(address: string): string[] {
  const rest = /^[^:/]*:\/\/[^/?#]*([^#]*)/s.exec(address)?.[1] ?? ""
  const [path = "", ...query] = rest.split("?")
  const values = query
    .join("?")
    .split("&")
    .map(pair => pair.slice(pair.indexOf("=") + 1))
  const parts = path.split("/").filter(part => part.length >= longPart)
  return [rest, path, ...parts, ...values].filter(part => part.length > 1)
}

/** What a person has to be told to mend the login of a mail server, and is no secret. */
const told = /_OAUTH_(TOKEN_URL|SCOPE|CLIENT_ID)$/

/** Secrets that no rule names: by the name of the variable, and addresses with a password, or of the toolkit’s own variables. */
function evident(env: Host["env"]): string[] {
  const names = /SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PASS$|CREDENTIAL|(API|PRIVATE|ACCESS)_?KEY/i
  return Object.entries(env).flatMap(([name, value = ""]) => {
    if (/_PROXY$/i.test(name)) return secretsOfProxy(value)
    if (told.test(name)) return value.includes("@") ? secretsOfAddress(value) : []
    if (name.startsWith("BRIEF_") && /^https?:\/\//i.test(value))
      return [...secretsOfAddress(value), ...pathOf(value)]
    if (/^[a-z][a-z0-9+.-]*:\/\/[^\s/]*@/i.test(value)) return secretsOfAddress(value)
    return value.length >= 6 && names.test(name) ? [value] : []
  })
}

/** An address without a login has none; it may lack what stands before it. */
function secretsOfProxy(value: string): string[] {
  if (!value.includes("@")) return []
  return secretsOfAddress(value.includes("://") ? value : `http://${value}`)
}

const encodings = (secret: string) => [
  secret,
  decoded(secret),
  encodeURIComponent(secret.toWellFormed()),
  // A form writes some characters otherwise, such as the ~ that many secrets have.
  new URLSearchParams([["", secret]]).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
  ...(secret.length < 4 ? [] : [Buffer.from(secret).toString("base64")]),
]

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
