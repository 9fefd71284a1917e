import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { aside } from "../../src/host/aside.js"

const user = process.getuid?.()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "brief-aside-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe("texts of a user outside the project", () => {
  it("are kept by name, replaced, and taken away when they are empty", async () => {
    expect(await aside(folder).read("a")).toBeUndefined()
    expect(readdirSync(folder), "who only reads leaves nothing").toEqual([])
    await aside(folder).write("a", "one")
    await aside(folder).write("a", "two")
    expect(await aside(folder).read("a")).toBe("two")
    await aside(folder).write("a", "")
    expect(await aside(folder).read("a")).toBeUndefined()
    expect(readdirSync(join(folder, readdirSync(folder)[0]!))).toEqual([])
  })

  it.skipIf(user === undefined)("are open to nobody else", async () => {
    await aside(folder).write("a", "mine")
    const own = join(folder, `brief-${user}`)
    expect([own, join(own, "a")].map(path => statSync(path).mode & 0o777)).toEqual([0o700, 0o600])
  })

  it.skipIf(user === undefined)(
    "are not taken from a folder that others may write in, nor by a link",
    async () => {
      const own = join(folder, `brief-${user}`)
      mkdirSync(own)
      chmodSync(own, 0o777)
      writeFileSync(join(own, "a"), "forged")
      expect(await aside(folder).read("a")).toBeUndefined()
      await expect(aside(folder).write("a", "mine")).rejects.toThrow("is open to others")
      rmSync(own, { recursive: true })
      mkdirSync(join(folder, "elsewhere"), { mode: 0o700 })
      symlinkSync("elsewhere", own)
      await expect(aside(folder).write("a", "mine")).rejects.toThrow("is no folder")
    },
  )
})
