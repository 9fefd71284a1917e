import { describe, expect, it } from "vitest"
import { schedule } from "../../src/model/schedule.js"
import { tryOut } from "../../src/tell/trial.js"
import { mailServer, webServer } from "./servers.js"
import { telling } from "./telling.js"

const plan = (notify: readonly object[]) => schedule.parse({ every: "month", zone: "Asia/Kathmandu", notify })

describe("trying out the notifications of a note", () => {
  it("sends a test by every rule, whatever its occasions", async () => {
    const post = await mailServer()
    const web = await webServer(answer => answer.end())
    const { notify, zone } = plan([
      { by: "mail", from: "notes@example.org", to: ["officer@example.org"], language: "fr" },
      { by: "webhook", url: web.url, on: ["missed", "failed"] },
    ])
    const host = telling({ env: { BRIEF_SMTP_URL: post.url } })
    const told = await tryOut("oic-positions", { notify, zone }, host)
    expect(told.map(t => [t.by, t.on, t.sent, t.reason])).toEqual([
      ["mail", "issued", true, null],
      ["webhook", "missed", true, null],
    ])
    const [letter] = post.taken
    expect(letter!.headers.subject).toMatch(/^\[Essai\] Édition publiée, novembre 2026/)
    expect(letter!.parts[0]!.bytes.toString()).toContain("21 novembre 2026 à 13:45 (Asia/Kathmandu)")
    const { type, data } = JSON.parse(web.got[0]!.body)
    expect(type).toBe("edition.missed")
    expect(data).toMatchObject({
      test: true,
      note: "oic-positions",
      edition: "2026-11",
      issue: null,
      files: [],
    })
    expect(data.name.ar).toMatch(/مالي/)
  })

  it("says no secret of another rule, as a command may that sees them all", async () => {
    const says = "console.error(process.env.SIGN); process.exit(1)"
    const { notify, zone } = plan([
      { by: "command", run: [process.execPath, "--eval", says] },
      { by: "webhook", url: "http://127.0.0.1:1", secret: { env: "SIGN" }, on: ["missed"] },
    ])
    const host = telling({ env: { SIGN: "sign-with-this" } })
    const told = await tryOut("oic-positions", { notify, zone }, host, { limits: { tries: 1 } })
    expect(told[0]!.reason).toMatch(/exit code 1: \*\*\*$/)
  })

  it("does so for a note whose definition is broken as well", async () => {
    const web = await webServer(answer => answer.end())
    const files = { "templates/oic-positions/note.json": Buffer.from("{") }
    const told = await tryOut("oic-positions", plan([{ by: "webhook", url: web.url }]), telling({ files }))
    expect(told).toMatchObject([{ sent: true }])
    expect(JSON.parse(web.got[0]!.body).data.subject).toContain("oic-positions")
  })
})
