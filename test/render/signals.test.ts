import { spawn } from "node:child_process"
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { startBrowser } from "../../src/render/pdf/process.js"

const folder = mkdtempSync(join(tmpdir(), "brief-signals-"))
const before = process.env.TMPDIR
process.env.TMPDIR = folder
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  rmSync(folder, { recursive: true, force: true })
})

const program = join(folder, "browser")
writeFileSync(program, "#!/bin/sh\nexec sleep 60\n")
chmodSync(program, 0o755)
const compiled = (path: string) => JSON.stringify(join(process.env.BRIEF_COMPILED!, path))
const profiles = () => readdirSync(folder).filter(name => name.startsWith("briefing-notes-profile-")).length

describe.runIf(process.platform !== "win32")("a signal while a browser runs", () => {
  it("that somebody else answers leaves it running, so that a note in hand can be finished", async () => {
    const answer = () => {}
    process.on("SIGTERM", answer)
    const options = { sandbox: true }
    const browsers = [await startBrowser(program, options), await startBrowser(program, options)]
    process.emit("SIGTERM", "SIGTERM")
    expect(profiles()).toBe(2)
    process.off("SIGTERM", answer)
    for (const browser of browsers) await browser.end()
    expect(profiles()).toBe(0)
  })

  it("that nobody answers ends browsers and program, also where locks are used", async () => {
    const script = `
      import { startBrowser } from ${compiled("render/pdf/process.js")}
      import ${compiled("host/world.js")}
      const start = () => startBrowser(${JSON.stringify(program)}, { sandbox: true })
      Promise.all([start(), start()]).then(() => console.log("up"))
    `
    const file = join(folder, "two.mjs")
    writeFileSync(file, script)
    const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] })
    const ended = new Promise(done => child.on("close", (_, signal) => done(signal)))
    await new Promise(up => child.stdout.once("data", up))
    expect(profiles()).toBe(2)
    child.kill("SIGINT")
    expect(await ended).toBe("SIGINT")
    expect(profiles()).toBe(0)
  })
})
