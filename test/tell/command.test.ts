import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import type { Message } from "../../src/model/runs.js"
import type { Limits } from "../../src/tell/limits.js"
import { tell } from "../../src/tell/tell.js"
import { message, rule, telling } from "./telling.js"

const folder = mkdtempSync(join(tmpdir(), "brief-tell-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(
  args: readonly string[],
  {
    about = {},
    env = {},
    limits = {},
  }: { about?: Partial<Message>; env?: Record<string, string>; limits?: Partial<Limits> } = {},
) {
  const host = telling({ env })
  const rules = [rule({ by: "command", run: args, language: "ar" })]
  const [told] = await tell(message(about), rules, host, { limits })
  return { ...told!, waits: host.waits }
}

const node = (script: string, ...args: string[]) => [process.execPath, "-e", script, ...args]

describe("a command", () => {
  it("gets the message on its standard input, and what it is about in its environment", async () => {
    const file = join(folder, "got.json")
    const script = `require("fs").writeFileSync(process.argv[1],
      JSON.stringify([JSON.parse(require("fs").readFileSync(0, "utf8")), process.env]))`
    const told = await run(node(script, file), { about: { reason: "r\0s" }, env: { OWN: "kept" } })
    expect(told).toMatchObject({ by: "command", to: "node", sent: true, tries: 1, reason: null })
    const [got, env] = JSON.parse(readFileSync(file, "utf8"))
    expect(got).toMatchObject({ ...message({ reason: "r\0s" }), test: false, language: "ar" })
    expect(got.subject).toBe("صدور إصدار نوفمبر 2026: مواقف بشأن مالي")
    expect(env).toMatchObject({
      OWN: "kept",
      BRIEF_ON: "issued",
      BRIEF_NOTE: "oic-positions",
      BRIEF_SLOT: "2026-11",
      BRIEF_EDITION: "2026-11",
      BRIEF_ISSUE: "2026-11",
      BRIEF_REASON: "r s",
      BRIEF_FILES: message().files.join("\n"),
      BRIEF_TEST: "",
    })
  })

  it("that fails says why by its last line, without secrets", async () => {
    const script = `console.error("first"); console.error("no luck with " + process.env.API_TOKEN); process.exit(3)`
    const told = await run(node(script), { env: { API_TOKEN: "abcdef-123" } })
    expect(told).toMatchObject({ sent: false, tries: 1 })
    expect(told.reason).toBe("node ended with exit code 3: no luck with ***")
  })

  it("that asks for another try by exit code 75 gets it", async () => {
    const file = join(folder, "tries")
    const script = `const fs = require("fs"); fs.appendFileSync(process.argv[1], "x")
      process.exit(fs.readFileSync(process.argv[1], "utf8").length < 3 ? 75 : 0)`
    expect(await run(node(script, file))).toMatchObject({ sent: true, tries: 3, waits: [2000, 6000] })
  })

  it("that is not there, or cannot be run, is not tried again", async () => {
    const told = await run(["/nowhere/tell-them", "--now"])
    expect(told).toMatchObject({ to: "tell-them", sent: false, tries: 1 })
    expect(told.reason).toBe('there is no program "tell-them"')
    expect(await run(["./package.json"])).toMatchObject({ sent: false, tries: 1 })
    expect(await run(["a\0b"])).toMatchObject({ sent: false, tries: 1 })
  })

  it("that reads nothing of a long message is not hurt", async () => {
    const review = Array.from({ length: 20_000 }, (_, i) => `en block-${i}`)
    expect(await run(node("process.exit(0)"), { about: { review } })).toMatchObject({ sent: true })
  })

  it("that hangs is stopped, and told to have been", async () => {
    const told = await run(node("setInterval(() => {}, 1000)"), { limits: { totalMs: 400 } })
    expect(told).toMatchObject({ sent: false, tries: 1 })
    expect(told.reason).toMatch(/SIGKILL|not done within/)
  })

  it("whose own children outlive it does not hold up the run", async () => {
    const file = join(folder, "child")
    const script = `const child = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"],
      { stdio: "inherit" }); require("fs").writeFileSync(process.argv[1], String(child.pid)); process.exit(1)`
    const told = await run(node(script, file))
    expect(told).toMatchObject({ sent: false, tries: 1 })
    // The child would never end by itself; it is there to be ended, which fails if it is not.
    expect(process.kill(Number(readFileSync(file, "utf8")), "SIGKILL")).toBe(true)
  })
})
