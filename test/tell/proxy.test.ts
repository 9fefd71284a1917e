import { createHmac } from "node:crypto"
import { describe, expect, it } from "vitest"
import type { Limits } from "../../src/tell/limits.js"
import { isExempt } from "../../src/tell/noproxy.js"
import { tell } from "../../src/tell/tell.js"
import { certificate, proxyServer } from "./proxies.js"
import { deadPort, mailServer, socketServer, webServer } from "./servers.js"
import { impatient, message, rule, telling } from "./telling.js"

async function told(given: object, env: Record<string, string>, limits: Partial<Limits> = {}) {
  const host = telling({ env })
  const [one] = await tell(message(), [rule(given)], host, { limits })
  return { ...one!, waits: host.waits }
}

const post = (url: string, env: Record<string, string>, limits?: Partial<Limits>) =>
  told({ by: "webhook", url, secret: { env: "SIGN" } }, { SIGN: "sign-with-this", ...env }, limits)

const mail = (env: Record<string, string>, limits?: Partial<Limits>) =>
  told({ by: "mail", from: "notes@example.org", to: ["officer@example.org"] }, env, limits)

/** So that a proxy sees the tunnel alone; what goes through it is unproved, and refused. */
const secure = "https://hooks.example.org/desk-path"

describe("a webhook through a proxy", () => {
  it("with http is passed on whole, signed and with its own login, and the proxy’s stays with the proxy", async () => {
    const server = await webServer(answer => answer.end())
    const proxy = await proxyServer({ login: "office:pr@xy/pass" })
    const url = `http://desk:own-pass@hooks.example.org:${server.port}/briefs?key=a`
    const env = { HTTP_PROXY: proxy.url.replace("//", "//office:pr%40xy%2Fpass@") }
    expect(await post(url, env)).toMatchObject({
      to: `hooks.example.org:${server.port}`,
      sent: true,
      tries: 1,
      way: `through the proxy ${proxy.name} (HTTP_PROXY)`,
    })
    const target = `http://hooks.example.org:${server.port}/briefs?key=a`
    expect(proxy.asked).toEqual([{ method: "POST", target, login: "office:pr@xy/pass" }])
    const [{ headers, body }] = server.got as [(typeof server.got)[0]]
    expect(headers.host).toBe(`hooks.example.org:${server.port}`)
    expect(headers.authorization).toBe(`Basic ${Buffer.from("desk:own-pass").toString("base64")}`)
    expect(headers["proxy-authorization"]).toBeUndefined()
    const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`
    const signature = createHmac("sha256", "sign-with-this").update(content).digest("base64")
    expect(headers["webhook-signature"]).toBe(`v1,${signature}`)
  })

  it("with https goes through a tunnel, of which the proxy sees only where it leads, and proves itself beyond it", async () => {
    const server = await webServer(answer => answer.end(), { tls: await certificate() })
    const proxy = await proxyServer()
    const outcome = await post(`https://hooks.example.org:${server.port}/desk-path`, {
      HTTPS_PROXY: proxy.url,
    })
    expect(outcome).toMatchObject({ sent: false, tries: 1 })
    expect(outcome.reason).toMatch(/^through the proxy 127\.0\.0\.1:\d+: .*self-signed certificate/)
    const target = `hooks.example.org:${server.port}`
    expect(proxy.asked).toEqual([{ method: "CONNECT", target, login: undefined }])
    expect(server.got).toEqual([])
  })

  it("follows no redirect", async () => {
    const server = await webServer(answer =>
      answer.writeHead(302, { location: "http://x.example.org/" }).end(),
    )
    const proxy = await proxyServer()
    const outcome = await post(`http://hooks.example.org:${server.port}/`, { HTTP_PROXY: proxy.url })
    expect(outcome.reason).toMatch(/^answered 302: a redirect/)
    expect(proxy.asked).toHaveLength(1)
  })

  it.each([
    [407, 1, "it takes no connection without a login that it knows (407)"],
    [403, 1, "it did not connect (403)"],
    [502, 5, "it did not connect (502)"],
    [503, 5, "it did not connect (503)"],
  ])("that answers %i is tried %i times", async (status, tries, reason) => {
    const proxy = await proxyServer({ status: () => status })
    const outcome = await post(secure, { HTTPS_PROXY: proxy.url })
    expect(outcome).toMatchObject({
      sent: false,
      tries,
      reason: `through the proxy ${proxy.name}: ${reason}`,
    })
    expect(proxy.asked).toHaveLength(tries)
  })

  it("that refuses what is to be passed on says so as well", async () => {
    const server = await webServer(answer => answer.end())
    const url = `http://hooks.example.org:${server.port}/`
    const locked = await proxyServer({ login: "office:proxy-pass" })
    const outcome = await post(url, { HTTP_PROXY: locked.url.replace("//", "//office:wrong-pass@") })
    expect(outcome).toMatchObject({ sent: false, tries: 1 })
    expect(outcome.reason).toMatch(/^through the proxy 127\.0\.0\.1:\d+: .*\b407\b/)
    const busy = await proxyServer({ status: before => (before === 0 ? 503 : 200) })
    expect(await post(url, { HTTP_PROXY: busy.url })).toMatchObject({ sent: true, tries: 2 })
    expect(server.got).toHaveLength(1)
  })

  it("is asked once a try, also if it hangs up", async () => {
    const proxy = await socketServer(socket => socket.once("data", () => socket.destroy()))
    const outcome = await post(secure, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
    expect(outcome).toMatchObject({ sent: false, tries: 5 })
    expect(outcome.reason).toContain(`through the proxy 127.0.0.1:${proxy.port}: `)
    expect(proxy.connections()).toBe(5)
  })

  it("that is not there, or never says a word, is given up in time", async () => {
    const port = await deadPort()
    const outcome = await post(secure, { HTTPS_PROXY: `http://127.0.0.1:${port}` })
    expect(outcome).toMatchObject({ sent: false, tries: 5, waits: [2000, 6000, 18_000, 54_000] })
    expect(outcome.reason).toMatch(/^through the proxy 127\.0\.0\.1:\d+: .*ECONNREFUSED/)
    const silent = await socketServer(() => {})
    const late = await post(secure, { HTTPS_PROXY: `http://127.0.0.1:${silent.port}` }, impatient)
    const reason = `through the proxy 127.0.0.1:${silent.port}: no answer within 1 second`
    expect(late).toMatchObject({ sent: false, tries: 2, reason })
  })
})

describe("the proxy’s variables", () => {
  it("are those of each kind of address, in small letters first, and may lack http://", async () => {
    const server = await webServer(answer => answer.end())
    const url = `http://hooks.example.org:${server.port}/`
    const [proxy, other] = [await proxyServer(), await proxyServer()]
    const env = { HTTP_PROXY: other.url, http_proxy: ` ${proxy.name} `, HTTPS_PROXY: other.url }
    expect(await post(url, env)).toMatchObject({
      sent: true,
      way: `through the proxy ${proxy.name} (http_proxy)`,
    })
    expect(await post(url, { http_proxy: "", HTTP_PROXY: other.url })).toMatchObject({ sent: true })
    expect([proxy.asked.length, other.asked.length]).toEqual([1, 1])
  })

  it("send nothing elsewhere that NO_PROXY exempts, nor what is on this machine", async () => {
    const server = await webServer(answer => answer.end())
    const dead = `http://127.0.0.1:${await deadPort()}`
    const direct = { sent: true, tries: 1 }
    expect(await post(server.url, { HTTP_PROXY: dead })).toMatchObject(direct)
    // 0.0.0.0 leads to this machine, but by its name it could be any.
    const url = server.url.replace("127.0.0.1", "0.0.0.0")
    expect(await post(url, { HTTP_PROXY: dead, NO_PROXY: "example.org, 0.0.0.0" })).toMatchObject(direct)
    expect(await post(url, { HTTP_PROXY: dead, no_proxy: "0.0.0.0/8", NO_PROXY: "none" })).toMatchObject(
      direct,
    )
    const outcome = await post(url, { HTTP_PROXY: dead, NO_PROXY: "example.org" }, { tries: 1 })
    expect(outcome).toMatchObject({ sent: false })
    expect((await post(url, { HTTP_PROXY: dead, NO_PROXY: "*" })).way).toBeUndefined()
  })

  it.each([
    "socks5://office:proxy-pass@proxy.example.org:1080",
    "http://office:proxy-pass@",
    "http://office:proxy-pass@proxy.example.org:3128/path",
    "http://office:proxy-pass%@proxy.example.org:3128",
    "office:proxy/pass@proxy.example.org:3128",
  ])("that hold no proxy are named, without what they hold: %s", async value => {
    const outcome = await post(secure, { HTTPS_PROXY: value })
    expect(outcome).toMatchObject({ sent: false, tries: 1 })
    expect(outcome.reason).toContain(
      "the variable HTTPS_PROXY holds no address such as http://proxy.example.org:3128",
    )
    expect(outcome.reason).not.toMatch(/proxy.pass|socks/)
  })

  it("tell no password, whoever says it", async () => {
    const env = {
      HTTPS_PROXY: "http://office:pr%40xy-pass@127.0.0.1:1",
      http_proxy: "desk:other-pass@127.0.0.1:1",
    }
    const basic = Buffer.from("office:pr@xy-pass").toString("base64")
    const says = `console.error(process.env.HTTPS_PROXY, process.env.http_proxy, "pr@xy-pass", "${basic}"); process.exit(1)`
    const outcome = await told({ by: "command", run: [process.execPath, "--eval", says] }, env)
    expect(outcome.reason).not.toMatch(/xy-pass|other-pass/)
    expect(outcome.reason).not.toContain(basic)
  })

  it("without a login are told as they are", async () => {
    const says = "console.error(process.env.HTTPS_PROXY); process.exit(1)"
    const env = { HTTPS_PROXY: "http://proxy.example.org:3128" }
    const outcome = await told({ by: "command", run: [process.execPath, "--eval", says] }, env)
    expect(outcome.reason).toContain("http://proxy.example.org:3128")
  })
})

describe("NO_PROXY", () => {
  const cases: readonly (readonly [list: string, host: string, isExempt: boolean])[] = [
    ["", "a.example.org", false],
    ["*", "a.example.org", true],
    ["example.org", "example.org", true],
    ["example.org", "a.EXAMPLE.org.", true],
    ["example.org", "myexample.org", false],
    [".example.org", "a.example.org", true],
    ["*.example.org", "a.b.example.org", true],
    ["localhost,  .un.org\texample.org", "a.example.org", true],
    ["a.example.org", "example.org", false],
    ["example.org:443", "a.example.org", true],
    ["example.org:8443", "a.example.org", false],
    ["10.1.2.3", "10.1.2.3", true],
    ["10.0.0.0/8", "10.1.2.3", true],
    ["10.0.0.0/8", "11.1.2.3", false],
    ["10.0.0.0/33, 10.0.0.0/x, 10./8, /8, .", "10.1.2.3", false],
    ["fd00::/8", "fd12::1", true],
    ["[fd12::1]:443", "fd12::1", true],
    ["[fd12::1]:80", "fd12::1", false],
    ["2.3", "10.1.2.3", false],
    ["::ffff:0:0/96", "a.example.org", false],
  ]
  it.each(cases)("%j: %s is exempt? %s", (list, host, expected) => {
    expect(isExempt({ host, port: 443 }, list)).toBe(expected)
  })
})

describe("a mail through a proxy", () => {
  const plain = { disabledCommands: ["STARTTLS"] }

  it("goes where BRIEF_SMTP_PROXY says, and nowhere that the web’s proxies say", async () => {
    const server = await mailServer(plain)
    const proxy = await proxyServer({ login: "office:pr@xy/pass" })
    const env = {
      BRIEF_SMTP_URL: `smtp://mail.example.org:${server.port}`,
      BRIEF_SMTP_PROXY: proxy.url.replace("//", "//office:pr%40xy%2Fpass@"),
      HTTPS_PROXY: "http://127.0.0.1:1",
    }
    const way = `through the proxy ${proxy.name} (BRIEF_SMTP_PROXY)`
    expect(await mail(env)).toMatchObject({ sent: true, tries: 1, reason: expect.anything(), way })
    const target = `mail.example.org:${server.port}`
    expect(proxy.asked).toEqual([{ method: "CONNECT", target, login: "office:pr@xy/pass" }])
    expect(server.taken).toHaveLength(1)
    const direct = {
      BRIEF_SMTP_URL: server.url,
      HTTPS_PROXY: "http://127.0.0.1:1",
      BRIEF_SMTP_PROXY: "http://127.0.0.1:1",
    }
    expect(await mail(direct)).toMatchObject({ sent: true })
    expect(server.taken).toHaveLength(2)
  })

  it("finds its proxy beside the variable of its server", async () => {
    const server = await mailServer(plain)
    const proxy = await proxyServer()
    const env = { DESK_MAIL: `smtp://mail.example.org:${server.port}`, DESK_MAIL_PROXY: proxy.url }
    const given = { by: "mail", from: "a@example.org", to: ["b@example.org"], server: { env: "DESK_MAIL" } }
    expect(await told(given, env)).toMatchObject({ sent: true })
    expect(proxy.asked).toHaveLength(1)
  })

  it.each([
    [407, 1, "it takes no connection without a login that it knows (407)"],
    [502, 5, "it did not connect (502)"],
  ])("that answers %i is tried %i times", async (status, tries, reason) => {
    const proxy = await proxyServer({ status: () => status })
    const env = { BRIEF_SMTP_URL: "smtp://mail.example.org", BRIEF_SMTP_PROXY: proxy.url }
    expect(await mail(env)).toMatchObject({
      sent: false,
      tries,
      reason: `through the proxy ${proxy.name}: ${reason}`,
    })
    expect(proxy.asked.map(a => a.target)).toEqual(Array(tries).fill("mail.example.org:587"))
  })

  it("that hangs up or is not there is tried again; what the mail server says stands by itself", async () => {
    const proxy = await socketServer(socket => socket.once("data", () => socket.destroy()))
    const at = (port: number) => ({
      BRIEF_SMTP_URL: "smtp://mail.example.org",
      BRIEF_SMTP_PROXY: `http://office:pr%40xy-pass@127.0.0.1:${port}`,
    })
    const hung = await mail(at(proxy.port))
    expect(hung).toMatchObject({ sent: false, tries: 5 })
    expect(hung.reason).toMatch(/^through the proxy 127\.0\.0\.1:\d+: /)
    expect(proxy.connections()).toBe(5)
    const gone = await mail(at(await deadPort()))
    expect(gone).toMatchObject({ sent: false, tries: 5 })
    expect(gone.reason).toMatch(/^through the proxy 127\.0\.0\.1:\d+: .*ECONNREFUSED/)
    const server = await mailServer({
      ...plain,
      onMailFrom: (_, __, done) => done(Object.assign(new Error("5.7.1 not yours"), { responseCode: 553 })),
    })
    const well = await proxyServer()
    const url = `smtp://mail.example.org:${server.port}`
    const refused = await mail({ BRIEF_SMTP_URL: url, BRIEF_SMTP_PROXY: well.url })
    expect(refused).toMatchObject({ sent: false, tries: 1 })
    expect(refused.reason).toMatch(/^Mail command failed: 553/)
  })

  it("that holds no proxy is named", async () => {
    const env = {
      BRIEF_SMTP_URL: "smtp://mail.example.org",
      BRIEF_SMTP_PROXY: "socks5://office:proxy-pass@x:1",
    }
    const outcome = await mail(env)
    expect(outcome).toMatchObject({ sent: false, tries: 1 })
    expect(outcome.reason).toMatch(/^the variable BRIEF_SMTP_PROXY holds no address/)
  })
})
