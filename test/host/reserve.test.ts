import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeEach, describe, expect, it } from "vitest"
import { keepReserve, reserve, withReserve } from "../../src/host/reserve.js"
import { nodeHost } from "../../src/host.js"

const root = mkdtempSync(join(tmpdir(), "brief-reserve-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folder: string
let path: string
let count = 0
beforeEach(() => {
  folder = join(root, String(count++))
  path = join(folder, reserve.name)
  mkdirSync(folder)
})

const ample = 10 * reserve.bytes
const size = () => statSync(path, { throwIfNoEntry: false })?.size
const failing = (code: string, times: number) => {
  let left = times
  return async () => {
    if (left-- > 0) throw Object.assign(new Error(code), { code })
    return "done"
  }
}

describe("the reserve", () => {
  it("is kept where there is room, really written, and made whole again", async () => {
    await keepReserve(folder, ample)
    expect(size()).toBe(reserve.bytes)
    expect(statSync(path).blocks * 512, "no hole in it").toBeGreaterThanOrEqual(reserve.bytes)
    truncateSync(path, 1000)
    await keepReserve(folder, 4 * reserve.bytes - 1)
    expect(size(), "the last room is left to others").toBe(1000)
    await keepReserve(folder, 4 * reserve.bytes)
    expect(size()).toBe(reserve.bytes)
    await keepReserve(folder, undefined)
    expect(size()).toBe(reserve.bytes)
  })

  it("by several at once is there, and no smaller", async () => {
    await Promise.all(Array.from({ length: 5 }, () => keepReserve(folder, ample)))
    expect(size()).toBeGreaterThanOrEqual(reserve.bytes)
  })

  it("is none where it cannot be kept: no folder, or something else in its place", async () => {
    await keepReserve(join(folder, "none"), ample)
    expect(existsSync(join(folder, "none"))).toBe(false)
    mkdirSync(path)
    await keepReserve(folder, ample)
    await expect(withReserve(folder, failing("ENOSPC", 1))).rejects.toThrow("ENOSPC")
    expect(statSync(path).isDirectory()).toBe(true)
  })

  it("is given up by pieces, as many as are needed, at last the file itself", async () => {
    await keepReserve(folder, ample)
    expect(await withReserve(folder, failing("ENOSPC", 1))).toBe("done")
    const piece = reserve.bytes - size()!
    expect(piece).toBeGreaterThan(16_000)
    expect(await withReserve(folder, failing("EDQUOT", 2))).toBe("done")
    expect(size()).toBe(reserve.bytes - 3 * piece)
    const rest = size()! / piece
    expect(await withReserve(folder, failing("ENOSPC", rest))).toBe("done")
    expect(existsSync(path)).toBe(false)
    await expect(withReserve(folder, failing("ENOSPC", 1))).rejects.toThrow("ENOSPC")
  })

  it("is no use, and stays, where a file may not grow, or nothing may be written", async () => {
    await keepReserve(folder, ample)
    for (const code of ["EFBIG", "EROFS", "EACCES"])
      await expect(withReserve(folder, failing(code, 1))).rejects.toThrow(code)
    expect(size()).toBe(reserve.bytes)
  })

  it("lies beside the file that it is for", async () => {
    const host = nodeHost({ root: folder })
    await host.reserve("out")
    expect(existsSync(join(folder, "out"))).toBe(false)
    mkdirSync(join(folder, "out"))
    await host.reserve("out")
    expect(existsSync(join(folder, "out", reserve.name))).toBe(true)
    writeFileSync(join(folder, "out/x.jsonl"), "torn")
    await host.append("out/x.jsonl", "whole")
    expect(new TextDecoder().decode(await host.read("out/x.jsonl"))).toBe("torn\nwhole\n")
  })
})
