import { spawnSync } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { nodeHost } from "../src/host.js"

const root = mkdtempSync(join(tmpdir(), "brief-host-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const host = nodeHost({ root })
const files = [
  { path: "a.txt", bytes: "a" },
  { path: "b.bin", bytes: new Uint8Array([1, 2]) },
]

describe("a folder is put in its place whole or not at all", () => {
  it("waits beside its place, then is there with all its files", async () => {
    const staged = await host.stage("new/deep/folder", files)
    expect(existsSync(join(root, "new/deep/folder"))).toBe(false)
    expect(readdirSync(join(root, "new/deep"))).toEqual([expect.stringMatching(/^\.part-/)])
    expect(await staged.place()).toBe(true)
    expect(readdirSync(join(root, "new/deep"))).toEqual(["folder"])
    expect(readFileSync(join(root, "new/deep/folder/a.txt"), "utf8")).toBe("a")
  })

  it("of two, the first stays and the second is told", async () => {
    const both = await Promise.all([
      host.stage("twice/folder", [{ path: "x", bytes: "1" }]),
      host.stage("twice/folder", [{ path: "y", bytes: "2" }]),
    ])
    expect(await Promise.all(both.map(one => one.place()))).toContain(false)
    for (const one of both) await one.discard()
    expect(readdirSync(join(root, "twice"))).toEqual(["folder"])
    expect(readdirSync(join(root, "twice/folder"))).toHaveLength(1)
  })

  it("a file in its place is not replaced", async () => {
    mkdirSync(join(root, "file"))
    writeFileSync(join(root, "file/folder"), "mine")
    const staged = await host.stage("file/folder", files)
    expect(await staged.place()).toBe(false)
    await staged.discard()
    expect(readFileSync(join(root, "file/folder"), "utf8")).toBe("mine")
  })

  it("thrown away, it leaves no folder that was made for it", async () => {
    const staged = await host.stage("gone/deep/folder", files)
    await staged.discard()
    expect(existsSync(join(root, "gone"))).toBe(false)
  })

  it("what cannot be written leaves nothing", async () => {
    const work = host.stage("never/folder", [...files, { path: "no/such/folder.txt", bytes: "" }])
    await expect(work).rejects.toMatchObject({ code: "ENOENT" })
    expect(existsSync(join(root, "never"))).toBe(false)
  })

  it.runIf(process.platform === "linux")(
    "a folder that the system keeps for itself is refused at once",
    async () => {
      await expect(host.stage("/proc/none/folder", files)).rejects.toMatchObject({ code: "ENOENT" })
      await expect(host.write([{ path: "/proc/none/a", bytes: "" }])).rejects.toMatchObject({
        code: "ENOENT",
      })
      await expect(host.probe("/proc/none/folder")).rejects.toMatchObject({ code: "ENOENT" })
    },
  )

  it("is taken away whole", async () => {
    const staged = await host.stage("away/folder", files)
    await staged.place()
    await host.remove("away/folder")
    expect(readdirSync(join(root, "away"))).toEqual([])
  })
})

describe("what stopped programs left is swept", () => {
  const at = join(root, "swept")
  const names = () => (existsSync(at) ? readdirSync(at) : [])
  const leave = (name: string) => mkdirSync(join(at, name, "inside"), { recursive: true })

  it("but not what this program is at", async () => {
    const staged = await host.stage("swept/folder", files)
    await host.sweep("swept")
    expect(names()).toHaveLength(1)
    expect(await staged.place()).toBe(true)
    await host.remove("swept/folder")
  })

  it("nor what another program that runs is at; but its leftovers, once it has ended", async () => {
    const [mine] = await namesOfParts()
    const ended = spawnSync(process.execPath, ["-e", ""])
    leave(mine!.replace(`-${process.pid}-`, `-${ended.pid}-`))
    leave(mine!.replace(`-${process.pid}-`, `-${process.ppid}-`).replace(/-\d+-(\w+)$/, "-0-$1"))
    await host.sweep("swept")
    expect(names()).toEqual([expect.stringContaining(`-${process.ppid}-0-`)])
    rmSync(at, { recursive: true })
  })

  it.runIf(process.platform === "linux")(
    "a process number that was given anew is no proof of life",
    async () => {
      const [mine] = await namesOfParts()
      leave(mine!.replace(/-\d+-(\w+)$/, "-1-$1"))
      await host.sweep("swept")
      expect(names()).toEqual([])
    },
  )

  it("what another machine or container left goes after an hour, by the folder’s own clock", async () => {
    leave(".part-0123456789ab-1-1-abc")
    leave(".part-of nobody")
    await host.sweep("swept")
    expect(names()).toHaveLength(2)
    const before = new Date(statSync(at).mtimeMs - 3_700_000)
    for (const name of names()) utimesSync(join(at, name), before, before)
    await host.sweep("swept")
    expect(names()).toEqual([])
  })

  it("and nothing else, nor is a missing folder a fault", async () => {
    leave("2026-11")
    leave(".hidden")
    await host.sweep("swept")
    await host.sweep("nowhere")
    expect(names()).toEqual([".hidden", "2026-11"])
  })

  /** The name that a folder of this process bears while it is not in its place. */
  async function namesOfParts(): Promise<string[]> {
    const staged = await host.stage("names/folder", files)
    const found = readdirSync(join(root, "names"))
    await staged.discard()
    return found
  }
})

describe("a program that the host runs", () => {
  const host = nodeHost()
  const node = (script: string, more: object = {}) =>
    host.run({ program: process.execPath, args: ["-e", script], ...more })
  it("gets the text on its standard input, and its output, errors and exit code come back", async () => {
    const script = "process.stdin.pipe(process.stdout); console.error('no'); process.exitCode = 3"
    expect(await node(script, { input: "said" })).toEqual({ status: 3, out: "said", err: "no\n" })
  })
  it("that is not there, or takes too long, is an outcome and no failure", async () => {
    expect(await host.run({ program: "no-such-program" })).toMatchObject({ status: null })
    expect(await node("setInterval(() => {}, 1000)", { timeoutMs: 300 })).toMatchObject({ status: null })
  })
  it("is over when it ends, whatever it leaves running", async () => {
    const script = `const left = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'],
      { stdio: 'inherit' }); console.log(left.pid); left.unref()`
    const { status, out } = await node(script)
    expect(status).toBe(0)
    // What was left would never end by itself; it is there to be ended, which fails if it is not.
    expect(process.kill(Number(out), "SIGKILL")).toBe(true)
  })
})
