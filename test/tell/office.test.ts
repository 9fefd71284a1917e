import { spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Told } from "../../src/tell/tell.js"
import { certificate, proxyServer } from "./proxies.js"
import { mailServer, webServer } from "./servers.js"

const folder = mkdtempSync(join(tmpdir(), "office-"))
const trusted = join(folder, "office.pem")
let tls: Awaited<ReturnType<typeof certificate>>
beforeAll(async () => {
  tls = await certificate()
  writeFileSync(trusted, tls.cert)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Tells by the rules in a process that trusts the certificate of the office’s own authority. */
async function tellFrom(env: Record<string, string>, rules: readonly object[]): Promise<readonly Told[]> {
  const child = spawn(process.execPath, ["--import", "tsx", "test/tell/sender.ts"], {
    env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: trusted, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  })
  child.stdin.end(JSON.stringify(rules))
  const parts: string[] = []
  child.stdout.setEncoding("utf8").on("data", part => parts.push(part))
  await new Promise(done => child.on("close", done))
  return JSON.parse(parts.join(""))
}

describe("an office in which everything goes through one proxy that", () => {
  it.each([
    ["in the open", false],
    ["over TLS", true],
  ])(
    "reached %s tells by webhook, and by mail with a token, over TLS that is proved to the end",
    async (_, isSecure) => {
      const hook = await webServer(answer => answer.end(), { tls })
      const tokens = await webServer(
        answer => answer.end('{"access_token":"ey.office","token_type":"Bearer"}'),
        {
          tls,
        },
      )
      const logins: unknown[] = []
      const server = await mailServer({
        ...tls,
        authOptional: false,
        authMethods: ["XOAUTH2"],
        onAuth({ username, accessToken }, { secure }, done) {
          logins.push([username, accessToken, secure])
          done(null, { user: username! })
        },
      })
      const proxy = await proxyServer({ login: "office:proxy-pass", ...(isSecure && { tls }) })
      const through = proxy.url.replace("//", "//office:proxy-pass@")
      const env = {
        HTTPS_PROXY: through,
        BRIEF_SMTP_URL: `smtp://notes%40example.org@mail.example.org:${server.port}`,
        BRIEF_SMTP_PROXY: through,
        BRIEF_SMTP_OAUTH_TOKEN_URL: `https://login.example.org:${tokens.port}/token`,
        BRIEF_SMTP_OAUTH_CLIENT_ID: "desk",
        BRIEF_SMTP_OAUTH_CLIENT_SECRET: "desk~secret",
      }
      const told = await tellFrom(env, [
        { by: "webhook", url: `https://hooks.example.org:${hook.port}/briefs` },
        { by: "mail", from: "notes@example.org", to: ["officer@example.org"] },
      ])
      const way = `through the proxy ${proxy.name}`
      expect(told).toMatchObject([
        { sent: true, tries: 1, reason: null, way: `${way} (HTTPS_PROXY)` },
        {
          sent: true,
          tries: 1,
          reason: null,
          way: `${way} (BRIEF_SMTP_PROXY) as notes@example.org with tokens from login.example.org:${tokens.port} ${way} (HTTPS_PROXY)`,
        },
      ])
      expect(hook.got).toMatchObject([{ method: "POST", path: "/briefs" }])
      expect(logins).toEqual([["notes@example.org", "ey.office", true]])
      expect(server.taken[0]!.recipients).toEqual(["officer@example.org"])
      const places = { hooks: hook.port, login: tokens.port, mail: server.port }
      const targets = Object.entries(places).map(([name, port]) => `CONNECT ${name}.example.org:${port}`)
      expect(proxy.asked.map(a => `${a.method} ${a.target}`).sort()).toEqual(targets.sort())
      expect(JSON.stringify(told)).not.toMatch(/proxy-pass|desk~secret|ey\.office/)
    },
  )
})
