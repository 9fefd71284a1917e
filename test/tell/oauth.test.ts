import type { SMTPServerOptions } from "smtp-server"
import { describe, expect, it } from "vitest"
import type { Limits } from "../../src/tell/limits.js"
import { tell } from "../../src/tell/tell.js"
import { deadPort, type Got, mailServer, refusal, socketServer, webServer } from "./servers.js"
import { impatient, message, rule, telling } from "./telling.js"

const client = { BRIEF_SMTP_OAUTH_CLIENT_ID: "desk-client", BRIEF_SMTP_OAUTH_CLIENT_SECRET: "desk~secret" }
const about = message({ on: "failed", files: [], reason: "no" })
const given = { by: "mail", from: "notes@example.org", to: ["officer@example.org"] }

async function send(env: Record<string, string>, limits: Partial<Limits> = {}) {
  const host = telling({ env })
  const [told] = await tell(about, [rule(given)], host, { limits })
  return { ...told!, waits: host.waits }
}

/** A place that gives tokens, each another. */
const tokenServer = (changes: object = {}) =>
  webServer((answer, before) =>
    json(answer, 200, {
      token_type: "Bearer",
      expires_in: 3599,
      access_token: `ey.token.${before}`,
      ...changes,
    }),
  )

type Answer = Parameters<Parameters<typeof webServer>[0]>[0]
const json = (answer: Answer, status: number, body: object, headers: Record<string, string> = {}) =>
  answer.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body))

type Login = Parameters<NonNullable<SMTPServerOptions["onAuth"]>>[0]

/** A mail server that takes tokens alone, as the answer to each says. */
async function post(answer: (login: Login, before: number) => Error | null = () => null) {
  const logins: (Login & { secure: boolean })[] = []
  const server = await mailServer({
    authOptional: false,
    authMethods: ["XOAUTH2"],
    onAuth(login, { secure }, done) {
      const error = answer(login, logins.length)
      logins.push({ ...login, secure })
      done(error, error ? undefined : { user: login.username! })
    },
  })
  return { ...server, logins, url: server.url.replace("//", "//notes%40example.org@") }
}

const formOf = ({ body }: Got) => Object.fromEntries(new URLSearchParams(body))

describe("a mail with a token", () => {
  it("asks for it with the credentials of a client, and shows it to the mail server over TLS", async () => {
    const tokens = await tokenServer()
    const server = await post()
    const outcome = await send({
      ...client,
      BRIEF_SMTP_URL: server.url,
      BRIEF_SMTP_OAUTH_TOKEN_URL: `${tokens.url}/tenant/oauth2/v2.0/token`,
      BRIEF_SMTP_OAUTH_SCOPE: "https://outlook.office365.com/.default",
    })
    const way = `as notes@example.org with tokens from 127.0.0.1:${tokens.port}`
    expect(outcome).toMatchObject({ sent: true, tries: 1, reason: null, way })
    const [got] = tokens.got
    expect([got!.method, got!.path]).toEqual(["POST", "/tenant/oauth2/v2.0/token"])
    expect(got!.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded/)
    expect(formOf(got!)).toEqual({
      grant_type: "client_credentials",
      client_id: "desk-client",
      client_secret: "desk~secret",
      scope: "https://outlook.office365.com/.default",
    })
    expect(server.logins).toMatchObject([
      { method: "XOAUTH2", username: "notes@example.org", accessToken: "ey.token.0", secure: true },
    ])
    expect(server.taken).toHaveLength(1)
  })

  it("asks for it with a refresh token, also without a secret", async () => {
    const tokens = await tokenServer()
    const server = await post()
    const env = {
      BRIEF_SMTP_URL: server.url,
      BRIEF_SMTP_OAUTH_TOKEN_URL: tokens.url,
      BRIEF_SMTP_OAUTH_CLIENT_ID: "desk-client",
      BRIEF_SMTP_OAUTH_REFRESH_TOKEN: "1//refresh",
    }
    expect(await send(env)).toMatchObject({ sent: true })
    expect(await send({ ...env, ...client })).toMatchObject({ sent: true })
    const grant = { grant_type: "refresh_token", refresh_token: "1//refresh", client_id: "desk-client" }
    expect(tokens.got.map(formOf)).toEqual([grant, { ...grant, client_secret: "desk~secret" }])
  })

  it("takes its settings from beside the variable of its server", async () => {
    const [tokens, server] = [await tokenServer(), await post()]
    const env = { MAIL: server.url, MAIL_OAUTH_TOKEN_URL: tokens.url, MAIL_OAUTH_CLIENT_ID: "a" }
    const host = telling({ env: { ...env, MAIL_OAUTH_CLIENT_SECRET: "b" } })
    const [told] = await tell(about, [rule({ ...given, server: { env: "MAIL" } })], host)
    expect(told).toMatchObject({ sent: true })
  })

  it("has a new one at every try, since one may be stale by then", async () => {
    const tokens = await tokenServer()
    const isFirst = ({ accessToken }: Login) => accessToken === "ey.token.0"
    const server = await post(login => (isFirst(login) ? refusal(454, "4.7.0 try again") : null))
    const env = { ...client, BRIEF_SMTP_URL: server.url, BRIEF_SMTP_OAUTH_TOKEN_URL: tokens.url }
    expect(await send(env)).toMatchObject({ sent: true, tries: 2, waits: [2000] })
    expect(server.logins.map(l => l.accessToken)).toEqual(["ey.token.0", "ey.token.1"])
  })

  it("that the mail server does not take, being wrong or expired, is not sent again, nor is the token told", async () => {
    const tokens = await tokenServer()
    const server = await post(({ accessToken }) => {
      const shown = `user=notes@example.org\x01auth=Bearer ${accessToken}\x01\x01`
      return refusal(535, `5.7.3 ${accessToken} expired ${Buffer.from(shown).toString("base64")}`)
    })
    const env = { ...client, BRIEF_SMTP_URL: server.url, BRIEF_SMTP_OAUTH_TOKEN_URL: tokens.url }
    const outcome = await send(env)
    expect(outcome).toMatchObject({ sent: false, tries: 1 })
    expect(outcome.reason).toMatch(/535 5\.7\.3 \*\*\* expired \*\*\*$/)
  })

  it("that has another secret in it is struck out as a whole", async () => {
    const tokens = await tokenServer({ access_token: "ey.desk~secret.rest-of-it" })
    const server = await post(({ accessToken }) => refusal(535, `5.7.3 ${accessToken} expired`))
    const env = { ...client, BRIEF_SMTP_URL: server.url, BRIEF_SMTP_OAUTH_TOKEN_URL: tokens.url }
    expect((await send(env)).reason).toMatch(/535 5\.7\.3 \*\*\* expired$/)
  })

  it("that the mail server refuses as Gmail does, with a challenge, is not sent again either", async () => {
    const tokens = await tokenServer()
    const server = await mailServer({
      authOptional: false,
      authMethods: ["XOAUTH2"],
      onAuth: (_, __, done) => done(null, { data: { status: "400", schemes: "Bearer" } } as never),
    })
    const url = server.url.replace("//", "//notes%40example.org@")
    const env = { ...client, BRIEF_SMTP_URL: url, BRIEF_SMTP_OAUTH_TOKEN_URL: tokens.url }
    const outcome = await send(env)
    expect(outcome).toMatchObject({ sent: false, tries: 1 })
    expect(outcome.reason).toMatch(/^Invalid login: 535/)
  })

  it("goes elsewhere over TLS alone", async () => {
    const tokens = await tokenServer()
    const logins: unknown[] = []
    const server = await mailServer({
      authMethods: ["XOAUTH2"],
      onAuth(login, _, done) {
        logins.push(login)
        done(null, { user: "notes" })
      },
      hideSTARTTLS: true,
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
    })
    // 0.0.0.0 leads to this machine, but by its name it could be any.
    const url = `smtp://notes%40example.org@0.0.0.0:${server.port}`
    const outcome = await send({ ...client, BRIEF_SMTP_URL: url, BRIEF_SMTP_OAUTH_TOKEN_URL: tokens.url })
    expect(outcome).toMatchObject({ sent: false, tries: 1 })
    expect(logins).toEqual([])
  })
})

describe("a place that gives tokens", () => {
  const asking = async (tokenUrl: string, limits?: Partial<Limits>) => {
    const server = await socketServer(() => {})
    const url = `smtp://notes%40example.org@127.0.0.1:${server.port}`
    const env = { ...client, BRIEF_SMTP_URL: url, BRIEF_SMTP_OAUTH_TOKEN_URL: tokenUrl }
    const outcome = await send(env, limits)
    // Whoever has no token does not come to the mail server.
    expect(server.connections()).toBe(0)
    return outcome
  }

  it("that is not there may be there later", async () => {
    const port = await deadPort()
    const outcome = await asking(`http://127.0.0.1:${port}/token`)
    expect(outcome).toMatchObject({ sent: false, tries: 5, waits: [2000, 6000, 18_000, 54_000] })
    expect(outcome.reason).toMatch(/^no token from 127\.0\.0\.1:\d+: .*ECONNREFUSED/)
  })

  it("that never answers is given up in time", async () => {
    const silent = await socketServer(() => {})
    const outcome = await asking(`http://127.0.0.1:${silent.port}`, impatient)
    expect(outcome).toMatchObject({ sent: false, tries: 2 })
    expect(outcome.reason).toMatch(/^no token from .*: no answer within 1 second$/)
  })

  it.each([
    ["invalid_client", 401],
    ["invalid_grant", 400],
    ["unauthorized_client", 400],
    ["invalid_scope", 400],
  ])("that says %s will say so again; its words are told, without the secret", async (error, status) => {
    const words = "AADSTS7000215: Invalid client secret provided: desk~secret desk%7Esecret (desk-client)"
    const server = await webServer(answer =>
      json(answer, status, { error, error_description: words }, { "www-authenticate": 'Basic realm="x"' }),
    )
    const outcome = await asking(server.url)
    expect(outcome).toMatchObject({ sent: false, tries: 1 })
    const told = "AADSTS7000215: Invalid client secret provided: *** *** (desk-client)"
    expect(outcome.reason).toBe(`no token from 127.0.0.1:${server.port}: ${error}: ${told}`)
  })

  it("that is busy is asked again, when it says so", async () => {
    const [tokens, server] = [{ access_token: "ey.at.last", token_type: "Bearer" }, await post()]
    const busy = await webServer((answer, before) => {
      if (before === 0) return json(answer, 400, { error: "temporarily_unavailable" })
      if (before === 1) return json(answer, 429, { error: "throttled" }, { "retry-after": "31" })
      if (before === 2) return answer.writeHead(502).end("<h1>Bad gateway</h1>")
      return json(answer, 200, tokens)
    })
    const env = { ...client, BRIEF_SMTP_URL: server.url, BRIEF_SMTP_OAUTH_TOKEN_URL: busy.url }
    const outcome = await send(env, { totalMs: 1_000_000 })
    expect(outcome).toMatchObject({ sent: true, tries: 4, waits: [2000, 31_000, 18_000] })
  })

  it.each([
    ["another page, as networks do before a login,", "<title>Welcome to the network</title>", 5],
    ["no token", '{"token_type":"Bearer"}', 1],
    ["a token that is none", '{"access_token":"a\\u0001b"}', 1],
  ])("that answers with %s is said to", async (_, body, tries) => {
    const server = await webServer(answer => answer.end(body))
    const reason = `no token from 127.0.0.1:${server.port}: answered without a token`
    expect(await asking(server.url)).toMatchObject({ sent: false, tries, reason })
  })

  it("that leads elsewhere is not followed, since the secret would go there", async () => {
    const other = await tokenServer()
    const server = await webServer(answer => answer.writeHead(307, { location: other.url }).end())
    const outcome = await asking(server.url)
    expect(outcome).toMatchObject({ sent: false, tries: 1 })
    expect(outcome.reason).toMatch(/answered 307: a redirect/)
    expect(other.got).toEqual([])
  })

  it("that answers without end is heard no longer than need be", async () => {
    const server = await webServer(answer => {
      answer.writeHead(200)
      const more = () => void (answer.destroyed || answer.write("x".repeat(50_000), () => setImmediate(more)))
      more()
    })
    expect(await asking(server.url, { tries: 1 })).toMatchObject({ sent: false })
  })
})

describe("settings for tokens that cannot be used", () => {
  const url = "smtp://notes%40example.org@mail.example.org"
  const whole = {
    ...client,
    BRIEF_SMTP_URL: url,
    BRIEF_SMTP_OAUTH_TOKEN_URL: "https://login.example.org/token",
  }
  it.each([
    [
      "no address",
      { BRIEF_SMTP_OAUTH_TOKEN_URL: "" },
      "the variable BRIEF_SMTP_OAUTH_TOKEN_URL is not set, but",
    ],
    [
      "no client",
      { BRIEF_SMTP_OAUTH_CLIENT_ID: " " },
      "the variable BRIEF_SMTP_OAUTH_CLIENT_ID is not set, but",
    ],
    [
      "no secret",
      { BRIEF_SMTP_OAUTH_CLIENT_SECRET: "" },
      "the variable BRIEF_SMTP_OAUTH_CLIENT_SECRET is not set (nor BRIEF_SMTP_OAUTH_REFRESH_TOKEN), but",
    ],
    [
      "an address without TLS",
      { BRIEF_SMTP_OAUTH_TOKEN_URL: "http://login.example.org/token" },
      "the variable BRIEF_SMTP_OAUTH_TOKEN_URL holds no address that begins with https://",
    ],
    [
      "an address that is none",
      { BRIEF_SMTP_OAUTH_TOKEN_URL: "login.example.org" },
      "the variable BRIEF_SMTP_OAUTH_TOKEN_URL holds no address that begins with https://",
    ],
    [
      "no user",
      { BRIEF_SMTP_URL: "smtp://mail.example.org" },
      "the variable BRIEF_SMTP_URL names no user for OAuth 2.0: write smtp://notes%40example.org@",
    ],
    [
      "a password as well",
      { BRIEF_SMTP_URL: "smtp://notes%40example.org:old-pass@mail.example.org" },
      "the variable BRIEF_SMTP_URL holds a password, but OAuth 2.0 is set up as well",
    ],
  ])("%s", async (_, changes, reason) => {
    const outcome = await send({ ...whole, ...changes })
    expect(outcome).toMatchObject({ sent: false, tries: 1, waits: [] })
    expect(outcome.reason).toContain(reason)
    expect(outcome.reason).not.toMatch(/desk~secret|old-pass/)
  })
})
