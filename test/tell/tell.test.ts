import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Host } from "../../src/host.js"
import { told as toldLine } from "../../src/model/runs.js"
import type { Notification } from "../../src/model/schedule.js"
import { tell } from "../../src/tell/tell.js"
import { deadPort, mailServer, refusal, socketServer, webServer } from "./servers.js"
import { message, rule, telling } from "./telling.js"

const mail = (changes: object = {}) =>
  rule({ by: "mail", from: "notes@example.org", to: ["officer@example.org"], ...changes })
const command = (script: string) => rule({ by: "command", run: [process.execPath, "-e", script] })

describe("tell", () => {
  it("tells those whose rules have the occasion, in the order of the rules", async () => {
    const server = await webServer(answer => answer.end())
    const rules = [
      { ...command("process.exit(1)"), on: ["issued", "missed"] } as Notification,
      rule({ by: "webhook", url: server.url, on: ["missed"] }),
      rule({ by: "webhook", url: server.url, on: ["issued", "missed"] }),
    ]
    const issued = await tell(message(), rules, telling())
    expect(issued.map(t => [t.by, t.on, t.sent])).toEqual([
      ["command", "issued", false],
      ["webhook", "issued", true],
    ])
    expect(await tell(message({ on: "missed" }), rules, telling())).toHaveLength(3)
    expect(await tell(message({ on: "unchanged" }), rules, telling())).toEqual([])
    expect(server.got).toHaveLength(3)
  })

  it("gives what the ledger takes", async () => {
    const odd = command("console.error('odd \\uFDD0 word'); process.exit(1)")
    const told = await tell(message(), [odd, mail()], telling())
    const taken = toldLine.pick({ by: true, to: true, on: true, tries: true, sent: true, reason: true })
    expect(told.map(one => taken.safeParse(one).success)).toEqual([true, true])
    const mute: Host["run"] = () => Promise.reject(new Error(" "))
    const [silent] = await tell(message(), [odd], { ...telling(), run: mute })
    expect(silent).toMatchObject({ sent: false, reason: "unknown failure" })
  })

  it("tells all at once, so that one who is slow holds up nobody", async () => {
    let hangUp = () => {}
    const quickWasTold = new Promise<void>(told => {
      hangUp = told
    })
    const slow = await socketServer(socket => void quickWasTold.then(() => socket.destroy()))
    const quick = await webServer(answer => {
      answer.end()
      hangUp()
    })
    const rules = [`http://127.0.0.1:${slow.port}`, quick.url].map(url => rule({ by: "webhook", url }))
    const told = await tell(message(), rules, telling(), { limits: { tries: 1, silenceMs: 100_000 } })
    expect(told.map(t => t.sent)).toEqual([false, true])
  })

  it("says that it is a test, to programs as well", async () => {
    const server = await webServer(answer => answer.end())
    await tell(message(), [rule({ by: "webhook", url: server.url })], telling(), { test: true })
    await tell(message(), [rule({ by: "webhook", url: server.url })], telling())
    const [test, real] = server.got
    expect(JSON.parse(test!.body).data).toMatchObject({
      test: true,
      subject: expect.stringMatching(/^\[Test\]/),
    })
    expect(test!.headers["webhook-id"]).not.toBe(real!.headers["webhook-id"])
  })

  it("begins no pause that would outlast its time", async () => {
    const host = telling()
    const dead = rule({ by: "webhook", url: `http://127.0.0.1:${await deadPort()}` })
    const limits = { totalMs: 60_000, pauseMs: 60_000 }
    expect(await tell(message(), [dead], host, { limits })).toMatchObject([{ sent: false, tries: 1 }])
    expect(host.waits).toEqual([])
  })

  it("stops when it is told to, between tries and in the midst of one", async () => {
    const stop = new AbortController()
    const host = { ...telling(), wait: async () => stop.abort() }
    const dead = rule({ by: "webhook", url: `http://127.0.0.1:${await deadPort()}` })
    const [between] = await tell(message(), [dead], host, { signal: stop.signal })
    expect(between).toMatchObject({ sent: false, tries: 1 })
    const silent = await socketServer(() => soon.abort())
    const soon = new AbortController()
    const rules = [
      rule({ by: "webhook", url: `http://127.0.0.1:${silent.port}` }),
      mail(),
      command("setInterval(() => {}, 1000)"),
    ]
    const env = { BRIEF_SMTP_URL: `smtp://127.0.0.1:${silent.port}` }
    const limits = { totalMs: 10_000 }
    const told = await tell(message(), rules, telling({ env }), { signal: soon.signal, limits })
    expect(told.map(t => [t.sent, t.tries])).toEqual([
      [false, 1],
      [false, 1],
      [false, 1],
    ])
    for (const { reason } of told) expect(reason).toMatch(/^stopped before it was (sent|done)$/)
    const [after] = await tell(message(), [dead], telling(), { signal: stop.signal })
    expect(after).toMatchObject({ sent: false, tries: 1, reason: "stopped before it was sent" })
  })

  it("ends in time whatever comes", async () => {
    const silent = await socketServer(() => {})
    const env = { BRIEF_SMTP_URL: `smtp://127.0.0.1:${silent.port}` }
    const rules = [rule({ by: "webhook", url: `http://127.0.0.1:${silent.port}` }), mail()]
    const told = await tell(message(), rules, telling({ env }), { limits: { totalMs: 300 } })
    expect(told.map(t => t.sent)).toEqual([false, false])
    for (const { reason } of told) expect(reason).toBe("not done within 1 second")
  })

  it("says of a last try that was cut short what came of the one before", async () => {
    const stop = new AbortController()
    const server = await webServer((answer, before) =>
      before === 0 ? void answer.writeHead(503).end("no room") : stop.abort(),
    )
    const rules = [rule({ by: "webhook", url: server.url })]
    const [told] = await tell(message(), rules, telling(), { signal: stop.signal })
    expect(told).toMatchObject({ sent: false, tries: 2 })
    expect(told!.reason).toBe("answered 503: no room; the last try: stopped before it was done")
  })

  it("falls back to English where a catalogue is broken, and records why", async () => {
    const server = await webServer(answer => answer.end())
    const host = telling({ files: { "templates/shared/messages.fr.json": Buffer.from("{") } })
    const [told] = await tell(message(), [rule({ by: "webhook", url: server.url, language: "fr" })], host)
    expect(told).toMatchObject({ sent: true })
    expect(told!.reason).toMatch(/^told in English: templates\/shared\/messages\.fr\.json/)
    expect(JSON.parse(server.got[0]!.body).data.language).toBe("en")
  })

  it("never fails, however bad the world is", async () => {
    const bad = (): never => {
      throw new Error("the world is bad")
    }
    const host: Host = { ...telling(), read: bad, run: bad, wait: bad, list: bad }
    const rules = [command("process.exit(0)"), mail(), rule({ by: "webhook", url: "http://127.0.0.1:9" })]
    for (const one of await tell(message(), rules, host))
      expect(one).toMatchObject({ sent: false, tries: 1, reason: "the world is bad" })
    const wrongZone = await tell(message(), rules, telling(), { zone: "Nowhere/At_All" })
    expect(wrongZone.map(t => t.sent)).toEqual([false, false, false])
  })

  it("lets no text make a header or break a mail", async () => {
    const server = await mailServer({ disabledCommands: ["STARTTLS"] })
    const env = { BRIEF_SMTP_URL: server.url }
    const known = (await letters({}))[0]!.names
    async function letters(about: object) {
      server.taken.splice(0)
      const [told] = await tell(message({ files: [], ...about }), [mail()], telling({ env }))
      expect(told).toMatchObject({ sent: true, reason: null })
      return server.taken
    }
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom(
        "\r\nBcc: a@example.org\r\n",
        "\r\n.\r\n",
        "=?utf-8?B?QQ==?=",
        "\u2028",
        "{name}{edition}",
      ),
    )
    await fc.assert(
      fc.asyncProperty(text, text, fc.array(text, { maxLength: 3 }), async (name, reason, review) => {
        const [letter, ...more] = await letters({ name: { en: name }, reason, review, note: name })
        expect(more).toEqual([])
        expect(letter!.names).toEqual(known)
        expect(letter!.recipients).toEqual(["officer@example.org"])
      }),
      { numRuns: 60 },
    )
  })
})

describe("secrets", () => {
  const smtp = "smtp-p@ss/word"
  const env = {
    HOOK: "https://desk:hook-password@127.0.0.1:1/services/T00/hook-path?key=hook-query",
    HOOK_KEY: "whsec_aG9vay1zZWNyZXQtaG9vaw==",
    DEPLOY_TOKEN: "deploy-token-1",
  }
  /** What must stand nowhere, in any dress. */
  const secrets = [
    smtp,
    encodeURIComponent(smtp),
    Buffer.from(smtp).toString("base64"),
    Buffer.from(`\0desk\0${smtp}`).toString("base64"),
    "hook-password",
    "hook-path",
    "hook-query",
    env.HOOK_KEY.slice(6),
    "deploy-token-1",
  ]
  const clean = (recorded: unknown) => {
    const text = JSON.stringify(recorded)
    for (const secret of secrets) expect(text).not.toContain(secret)
  }

  it("stand in nothing that is recorded, whoever says them", async () => {
    const server = await mailServer({
      onAuth: (_, __, done) =>
        done(refusal(454, `4.7.0 ${smtp} ${Buffer.from(`\0desk\0${smtp}`).toString("base64")}`)),
    })
    const web = await webServer((answer, _, { path, headers }) =>
      answer.writeHead(400).end(`${path} ${headers.authorization} ${env.HOOK_KEY.slice(6)} ${smtp}`),
    )
    const all = {
      ...env,
      HOOK: env.HOOK.replace(
        "https://desk:hook-password@127.0.0.1:1",
        web.url.replace("//", "//desk:hook-password@"),
      ),
      BRIEF_SMTP_URL: server.url.replace("//", `//desk:${encodeURIComponent(smtp)}@`),
    }
    const rules: Notification[] = [
      mail(),
      rule({ by: "webhook", url: { env: "HOOK" }, secret: { env: "HOOK_KEY" } }),
      command("console.error(Object.values(process.env).join(' ')); process.exit(1)"),
      rule({ by: "webhook", url: "https://desk:hook-password@127.0.0.1:1/hook-path?key=hook-query" }),
    ]
    const host = telling({ env: all })
    const told = await tell(message(), rules, host)
    expect(told.map(t => t.sent)).toEqual([false, false, false, false])
    clean(told)
    for (const one of rules) clean(await tell(message(), [one], host))
  })

  it("of the rules beside are struck out too, since a command sees all variables", async () => {
    const all = {
      ODD: "https://hooks.example.org/services/T00/odd-path",
      SIGN: "sign-with-this",
      MAIL_PASS: "mail-pass-1",
    }
    const says = command(
      "console.error(process.env.ODD, process.env.SIGN, process.env.MAIL_PASS); process.exit(1)",
    )
    const beside = [rule({ by: "webhook", url: { env: "ODD" }, secret: { env: "SIGN" } })]
    const [told] = await tell(message(), [says], telling({ env: all }), { beside })
    expect(told!.reason).toMatch(/ended with exit code 1: \*\*\* \*\*\* \*\*\*$/)
  })

  it("that stand as the user alone are struck out of headers too", async () => {
    const web = await webServer((answer, _, { headers }) =>
      answer.writeHead(400).end(`known: ${headers.authorization}`),
    )
    // In base64 the colon behind a user changes the last letters, unless its length is divided by three.
    for (const user of ["hook-token-10", "hook-token-010", "hook-token-0010"]) {
      const url = web.url.replace("//", `//${user}@`)
      const [told] = await tell(message(), [rule({ by: "webhook", url })], telling())
      expect(told!.reason).toMatch(/^answered 400: known: Basic \*\*\*/)
      expect(told!.reason).not.toContain(Buffer.from(user).toString("base64").slice(0, 8))
    }
  })

  it("that are the last part of a path are struck out by themselves too", async () => {
    const web = await webServer((answer, _, { path }) =>
      answer.writeHead(404).end(`no hook ${path!.split("/").at(-1)} in services`),
    )
    const url = `${web.url}/services/T00000000/XyZ0123456789abcdef`
    const [told] = await tell(message(), [rule({ by: "webhook", url })], telling())
    expect(told!.reason).toBe("answered 404: no hook *** in services")
  })

  it("of one or two letters leave words whole", async () => {
    const env = { BRIEF_SMTP_URL: "smtp://u:pw@127.0.0.1:1" }
    const says = command("console.error('unsure'); process.exit(1)")
    const [told] = await tell(message(), [says], telling({ env }), { beside: [mail()] })
    expect(told!.reason).toMatch(/: unsure$/)
  })

  it("stand in no message, even if a reason has them", async () => {
    const server = await webServer(answer => answer.end())
    const post = await mailServer()
    const all = { ...env, BRIEF_SMTP_URL: `${post.url}`, HOOK: `${server.url}/hook-path?key=hook-query` }
    const rules = [rule({ by: "webhook", url: { env: "HOOK" }, secret: { env: "HOOK_KEY" } }), mail()]
    const reason = `${all.HOOK} ${env.HOOK_KEY} ${env.DEPLOY_TOKEN} failed`
    const about = message({ on: "failed", files: [], reason })
    expect((await tell(about, rules, telling({ env: all }))).map(t => t.sent)).toEqual([true, true])
    clean([server.got.map(g => g.body), post.taken.map(l => l.parts.map(p => p.bytes.toString()))])
    expect(JSON.parse(server.got[0]!.body).data.reason).toBe("*** *** *** failed")
  })

  it("that cannot be read as an address are secrets all the same", async () => {
    const all = {
      BRIEF_SMTP_URL: `smtp://desk:${smtp}@mail.example.org`,
      HOOK: "https://desk:hook-password@:x/hook-path",
    }
    const rules = [mail(), rule({ by: "webhook", url: { env: "HOOK" } })]
    const told = await tell(message({ reason: smtp }), rules, telling({ env: all }))
    expect(told.map(t => [t.sent, t.to])).toEqual([
      [false, "officer@example.org"],
      [false, "HOOK"],
    ])
    clean(told)
  })
})
