import { spawn } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { proxyServer } from "../tell/proxies.js"
import { deadPort, mailServer, webServer } from "../tell/servers.js"

const folder = mkdtempSync(join(tmpdir(), "brief-notify-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A project whose note tells those named. */
function project(name: string, notify: readonly object[]): string {
  const root = join(folder, name)
  mkdirSync(join(root, "templates/monthly"), { recursive: true })
  cpSync("templates/shared", join(root, "templates/shared"), { recursive: true })
  symlinkSync(resolve("node_modules"), join(root, "node_modules"))
  const definition = { id: "monthly", name: { en: "Monthly note" }, languages: ["en"] }
  writeFileSync(join(root, "templates/monthly/note.json"), JSON.stringify(definition))
  const schedule = { every: "month", zone: "Africa/Bamako", notify }
  writeFileSync(join(root, "templates/monthly/schedule.json"), JSON.stringify(schedule))
  return root
}

function brief(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  const program = [join(process.env.BRIEF_COMPILED!, "cli.js"), ...args]
  const child = spawn(process.execPath, program, { cwd, env: { ...process.env, NO_COLOR: "1", ...env } })
  const said = { stdout: "", stderr: "" }
  child.stdout.setEncoding("utf8").on("data", text => {
    said.stdout += text
  })
  child.stderr.setEncoding("utf8").on("data", text => {
    said.stderr += text
  })
  return new Promise<{ status: number | null; stdout: string; stderr: string }>(done => {
    child.on("close", status => done({ status, ...said }))
  })
}

const mail = { by: "mail", from: "notes@example.org", to: ["officer@example.org"] }

describe("brief notify", () => {
  it("sends a test by every rule and says what came of each", async () => {
    const post = await mailServer()
    const web = await webServer(answer => answer.end())
    const root = project("well", [mail, { by: "webhook", url: web.url }])
    const { status, stdout, stderr } = await brief(root, ["notify", "monthly", "--test"], {
      BRIEF_SMTP_URL: post.url,
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
    expect(stdout).toBe(
      `sent    mail  officer@example.org  1 try\nsent    webhook  127.0.0.1:${web.port}  1 try\n`,
    )
    expect(post.taken[0]!.headers.subject).toMatch(/^\[Test\] Issued, .*: Monthly note$/)
    expect(web.got).toHaveLength(1)
  })

  it("fails if one was not reached, and says why and where that is set, as JSON too", async () => {
    const web = await webServer(answer => answer.writeHead(404).end())
    const env = { BRIEF_SMTP_URL: `smtp://desk:se/cret@127.0.0.1:${await deadPort()}` }
    const root = project("ill", [mail, { by: "webhook", url: web.url }])
    const { status, stdout, stderr } = await brief(root, ["notify", "monthly", "--test", "--json"], env)
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject([
      { by: "mail", sent: false },
      { by: "webhook", sent: false, reason: "answered 404" },
    ])
    expect(stderr).toMatch(/templates\/monthly\/schedule\.json {2}notify\[1\]: webhook to .*: answered 404/)
    expect(stdout + stderr).not.toContain("se/cret")
  })

  it("says through which proxy, without its password", async () => {
    const web = await webServer(answer => answer.end())
    const proxy = await proxyServer()
    const url = `http://hooks.example.org:${web.port}`
    const root = project("office", [{ by: "webhook", url }])
    const { stdout } = await brief(root, ["notify", "monthly", "--test"], {
      HTTP_PROXY: proxy.url.replace("//", "//office:proxy-pass@"),
      ...{ http_proxy: "", NO_PROXY: "", no_proxy: "" },
    })
    const way = `through the proxy ${proxy.name} (HTTP_PROXY)`
    expect(stdout).toBe(`sent    webhook  hooks.example.org:${web.port}  1 try, ${way}\n`)
  })

  it("is called rightly: a note that there is, with somebody to tell, and a test", async () => {
    const root = project("none", [])
    const [nobody, unknown, real] = await Promise.all([
      brief(root, ["notify", "monthly", "--test"]),
      brief(root, ["notify", "weekly", "--test"]),
      brief(root, ["notify", "monthly"]),
    ])
    expect(nobody).toMatchObject({ status: 1 })
    expect(nobody.stderr).toMatch(/nobody is told of the editions of this note\n {2}hint: /)
    expect(unknown).toMatchObject({ status: 2 })
    expect(unknown.stderr).toContain("The notes are: monthly")
    expect(real).toMatchObject({ status: 2 })
  })
})
