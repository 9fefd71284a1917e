import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { nodeHost } from "../../src/host.js"

const root = mkdtempSync(join(tmpdir(), "brief-world-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const host = nodeHost({ root })
const run = (code: string) => host.run({ program: process.execPath, args: ["--eval", code] })
const later = (days: number) => new Date(Date.now() + days * 86_400_000)
const touch = (lock: string, at: Date) => utimesSync(join(root, lock), at, at)

describe("a lock", () => {
  it("that was left before the clock was put back is taken over, as soon as nobody is seen to renew it", async () => {
    mkdirSync(join(root, "left.lock"))
    touch("left.lock", later(365))
    const release = await host.lock("left", { staleMs: 2000, waitMs: 30_000 })
    expect(release).toBeDefined()
    await release!()
    expect(existsSync(join(root, "left.lock"))).toBe(false)
  })

  it("that somebody renews is left alone, whatever the clock says", async () => {
    mkdirSync(join(root, "held.lock"))
    let days = 365
    const renew = setInterval(() => touch("held.lock", later(++days)), 200)
    touch("held.lock", later(days))
    expect(await host.lock("held", { staleMs: 2000, waitMs: 3500 })).toBeUndefined()
    clearInterval(renew)
    expect(existsSync(join(root, "held.lock"))).toBe(true)
  })
})

describe("the output of a program", () => {
  it("is kept whole, as long as it is that of a machine with many services", async () => {
    const { out } = await run("for (let i = 0; i < 1000; i++) console.log(i, '.'.repeat(400))")
    expect(out).toMatch(/^0 \.{400}\n1 /)
    expect(out.trim().split("\n")).toHaveLength(1000)
  })

  it("is cut at its beginning where it has no end", async () => {
    const { out } = await run("for (let i = 0; i < 20; i++) console.log('.'.repeat(1e5)); console.log('end')")
    expect(out).toHaveLength(1_000_000)
    expect(out).toMatch(/end\n$/)
  })
})
