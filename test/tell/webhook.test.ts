import { createHmac } from "node:crypto"
import { describe, expect, it } from "vitest"
import type { Message } from "../../src/model/runs.js"
import type { Limits } from "../../src/tell/limits.js"
import { tell } from "../../src/tell/tell.js"
import { signWebhook } from "../../src/tell/webhook.js"
import { deadPort, type Got, socketServer, webServer } from "./servers.js"
import { impatient, message, rule, telling } from "./telling.js"

interface Sent {
  readonly changes?: object
  readonly about?: Partial<Message>
  readonly env?: Record<string, string>
  readonly limits?: Partial<Limits>
}

async function post(url: string, { changes = {}, about = {}, env = {}, limits = {} }: Sent = {}) {
  const host = telling({ env })
  const rules = [rule({ by: "webhook", url, ...changes })]
  const [told] = await tell(message(about), rules, host, { limits })
  return { ...told!, waits: host.waits }
}

/** As the specification has it, by hand. */
const signed = ({ headers, body }: Got, key: Buffer) => {
  const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`
  return `v1,${createHmac("sha256", key).update(content).digest("base64")}`
}

describe("a webhook", () => {
  it("posts what happened as JSON, and the words for it in the language of the rule", async () => {
    const server = await webServer(answer => answer.end("ok"))
    const told = await post(`${server.url}/briefs`, { changes: { language: "fr" } })
    expect(told).toEqual({
      by: "webhook",
      to: `127.0.0.1:${server.port}`,
      on: "issued",
      tries: 1,
      sent: true,
      reason: null,
      waits: [],
    })
    const [got] = server.got
    expect(got).toMatchObject({ method: "POST", path: "/briefs" })
    expect(got!.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "brief-event": "issued",
      "webhook-timestamp": "1795248000",
    })
    expect(got!.headers["webhook-id"]).toMatch(/^msg_[0-9a-f]{32}$/)
    expect(got!.headers["webhook-signature"]).toBeUndefined()
    const { type, timestamp, text, data } = JSON.parse(got!.body)
    expect([type, timestamp]).toEqual(["edition.issued", "2026-11-01T06:00:41Z"])
    expect(text).toContain("a été publiée")
    expect(data).toMatchObject({ ...message(), test: false, language: "fr" })
    expect(data.subject).toBe("Édition publiée, novembre 2026\u00a0: Positions sur le Mali")
  })

  it("is signed as Standard Webhooks says", async () => {
    const known = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1614265330, body: '{"test": 2432232314}' }
    expect(signWebhook(known, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).toBe(
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    )
    const server = await webServer(answer => answer.end())
    const changes = { secret: { env: "HOOK_SECRET" }, on: ["needs review"] }
    const about = { on: "needs review", review: ["en bottom-line"] } as const
    for (const secret of ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "plain secret ß"])
      expect(await post(server.url, { changes, about, env: { HOOK_SECRET: secret } })).toMatchObject({
        sent: true,
      })
    const keys = [Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64"), Buffer.from("plain secret ß")]
    for (const [i, key] of keys.entries())
      expect(server.got[i]!.headers["webhook-signature"]).toBe(signed(server.got[i]!, key))
    expect(JSON.parse(server.got[0]!.body).type).toBe("edition.needs_review")
  })

  it("takes its address, with user and password, from the environment", async () => {
    const server = await webServer(answer => answer.end())
    const url = server.url.replace("//", "//desk:p%40ss@")
    const told = await post("", { changes: { url: { env: "HOOK" } }, env: { HOOK: `${url}/a?key=b` } })
    expect(told).toMatchObject({ sent: true, to: `127.0.0.1:${server.port}` })
    const [got] = server.got
    expect(got!.path).toBe("/a?key=b")
    expect(got!.headers.authorization).toBe(`Basic ${Buffer.from("desk:p@ss").toString("base64")}`)
  })

  it("whose login cannot be read is named, with what to do", async () => {
    const told = await post("", {
      changes: { url: { env: "HOOK" } },
      env: { HOOK: "http://desk:1%@[::1]:9" },
    })
    expect(told).toMatchObject({ sent: false, tries: 1 })
    expect(told.reason).toBe("the variable HOOK has a login with a stray %: write it as %25")
  })

  it("bears one id at every try, and the same when it is told again", async () => {
    const server = await webServer((answer, before) => answer.writeHead(before < 2 ? 503 : 200).end())
    expect(await post(server.url)).toMatchObject({ sent: true, tries: 3, reason: null, waits: [2000, 6000] })
    await post(server.url)
    expect(new Set(server.got.map(g => g.headers["webhook-id"])).size).toBe(1)
    await post(server.url, { about: { on: "failed", reason: "one" } })
    await post(server.url, { about: { on: "failed", reason: "two" } })
    expect(new Set(server.got.map(g => g.headers["webhook-id"])).size).toBe(3)
  })
})

describe("a web server", () => {
  it.each([408, 425, 429, 500, 502, 503, 504])("that answers %i is tried again", async status => {
    const server = await webServer((answer, before) => answer.writeHead(before === 0 ? status : 204).end())
    expect(await post(server.url)).toMatchObject({ sent: true, tries: 2 })
  })

  it.each([400, 401, 403, 404, 410, 413, 422])("that answers %i is not", async status => {
    const server = await webServer(answer => answer.writeHead(status).end("no\nmore of it"))
    const told = await post(server.url)
    expect(told).toMatchObject({ sent: false, tries: 1, reason: `answered ${status}: no more of it` })
    expect(server.got).toHaveLength(1)
  })

  it("is given the time that it asks for, in seconds or until a date, but not for ever", async () => {
    const after = ["7", "Sat, 21 Nov 2026 08:00:31 GMT", "1"]
    const server = await webServer((answer, before) =>
      answer.writeHead(before < 3 ? 429 : 200, { "retry-after": after[before] ?? "" }).end(),
    )
    expect(await post(server.url)).toMatchObject({ sent: true, waits: [7000, 31_000, 18_000] })
    const tomorrow = await webServer(answer => answer.writeHead(503, { "retry-after": "86400" }).end())
    const told = await post(tomorrow.url)
    expect(told).toMatchObject({ sent: false, tries: 1, waits: [] })
    expect(told.reason).toBe("answered 503; it asks to wait for 86400 seconds")
  })

  it("that redirects is not followed, and that is said", async () => {
    const other = await webServer(answer => answer.end())
    const server = await webServer(answer => answer.writeHead(302, { location: `${other.url}/token` }).end())
    const told = await post(server.url)
    expect(told).toMatchObject({ sent: false, tries: 1 })
    expect(told.reason).toMatch(/^answered 302: a redirect, which is not followed/)
    expect(other.got).toEqual([])
  })

  it("that is not there is tried with growing pauses, and then given up", async () => {
    const told = await post(`http://127.0.0.1:${await deadPort()}`)
    expect(told).toMatchObject({ sent: false, tries: 5, waits: [2000, 6000, 18_000, 54_000] })
    expect(told.reason).toMatch(/ECONNREFUSED/)
  })

  it("that never answers, or too late, is given up in time", async () => {
    const silent = await socketServer(() => {})
    const told = await post(`http://127.0.0.1:${silent.port}`, { limits: impatient })
    expect(told).toMatchObject({ sent: false, tries: 2, reason: "no answer within 1 second" })
    const late = await webServer(answer => void setTimeout(() => answer.end("at last"), 400))
    expect(await post(late.url, { limits: impatient })).toMatchObject({ sent: false, tries: 2 })
  })

  it("that hangs up before it answers is tried again; one that answered has answered", async () => {
    const server = await webServer((answer, before) =>
      before === 0 ? void answer.destroy() : void answer.end("ok"),
    )
    expect(await post(server.url)).toMatchObject({ sent: true, tries: 2 })
    const half = await socketServer((socket, before) =>
      socket.once("data", () => {
        if (before === 0) socket.end("HTTP/1.1 20")
        else socket.end("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf")
      }),
    )
    expect(await post(`http://127.0.0.1:${half.port}`)).toMatchObject({ sent: true, tries: 2 })
    const refusing = await socketServer(socket =>
      socket.once("data", () => socket.end("HTTP/1.1 403 No\r\ncontent-length: 1000\r\n\r\nhalf")),
    )
    const told = await post(`http://127.0.0.1:${refusing.port}`)
    expect(told).toMatchObject({ sent: false, tries: 1 })
    expect(told.reason).toMatch(/^answered 403/)
  })

  it("that answers without end is heard no longer than need be", async () => {
    const endless = (status: number) =>
      webServer(answer => {
        answer.writeHead(status)
        const more = () =>
          void (answer.destroyed || answer.write("x".repeat(50_000), () => setImmediate(more)))
        more()
      })
    const well = await endless(200)
    expect(await post(well.url)).toMatchObject({ sent: true, tries: 1 })
    const wrong = await endless(400)
    const told = await post(wrong.url)
    expect(told).toMatchObject({ sent: false, tries: 1 })
    expect(told.reason!.length).toBeLessThanOrEqual(400)
  })
})

describe("a webhook that cannot even be tried", () => {
  it.each([
    ["no variable", { url: { env: "HOOK" } }, {}, "the variable HOOK holds no address that begins with http"],
    ["no address", { url: { env: "HOOK" } }, { HOOK: "example.org/x" }, "the variable HOOK holds no address"],
    [
      "a file",
      { url: { env: "HOOK" } },
      { HOOK: "file:///etc/passwd" },
      "the variable HOOK holds no address",
    ],
    ["no secret", { secret: { env: "KEY" } }, {}, "the variable KEY, for the secret, is not set"],
    [
      "a secret that is none",
      { secret: { env: "KEY" } },
      { KEY: "whsec_*" },
      "begins with whsec_, but base64 does",
    ],
  ])("%s", async (_, changes, env, reason) => {
    const told = await post("http://127.0.0.1:9/", { changes, env })
    expect(told).toMatchObject({ sent: false, tries: 1, waits: [] })
    expect(told.reason).toContain(reason)
  })
})
