import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import type { BuildOptions } from "../../src/edition/built.js"
import { issuedEditions } from "../../src/edition/issued.js"
import { publish } from "../../src/edition/publish.js"
import { verify } from "../../src/edition/verify.js"
import { nodeHost } from "../../src/host.js"
import { dataFile, world } from "../world.js"
import { brief, projectAt } from "./program.js"

const root = mkdtempSync(join(tmpdir(), "brief-publish-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const html: BuildOptions = { notes: ["oic-positions"], languages: ["en"], formats: ["html"] }
const issues = "data/issues.json"

describe("an issued edition is never overwritten", () => {
  it("from the same, on another day of the month, it is unchanged and nothing is touched", async () => {
    const host = world({}, { now: "2026-11-03T08:00:00Z" })
    const first = await build(html, host)
    expect(first.editions).toMatchObject([{ edition: "2026-11", status: "issued", date: "2026-11-03" }])
    const before = new Map(host.written)
    const again = await build(html, { ...host, now: () => new Date("2026-11-24T08:00:00Z") })
    expect(again.editions).toMatchObject([
      { edition: "2026-11", status: "unchanged", date: "2026-11-03", changed: [] },
    ])
    expect(again.files).toEqual(first.files)
    expect(host.written).toEqual(before)
    for (const [file, bytes] of before) expect(host.written.get(file), file).toBe(bytes)
  })

  it("from other data it is revised, with the day of the revision; the next month is a new edition", async () => {
    const host = world({}, { now: "2026-11-03T08:00:00Z" })
    await build(html, host)
    const before = new Map(host.written)
    const later = { ...host, now: () => new Date("2026-11-24T08:00:00Z") }
    const data = { ...(await dataFile<Record<string, unknown>>(issues)) }
    const changed = { ...later, read: async (p: string) => (p === issues ? json(data) : later.read(p)) }
    expect((await build(html, changed)).editions).toMatchObject([
      { edition: "2026-11-r2", status: "revision", date: "2026-11-24", changed: [issues] },
    ])
    expect((await build(html, changed)).editions).toMatchObject([
      { edition: "2026-11-r2", status: "unchanged" },
    ])
    expect((await build(html, later)).editions).toMatchObject([
      { edition: "2026-11-r3", status: "revision", changed: [issues] },
    ])
    expect((await build({ ...html, edition: "2026-12" }, later)).editions).toMatchObject([
      { edition: "2026-12", status: "issued", date: "2026-12-31" },
    ])
    for (const [file, bytes] of before) expect(host.written.get(file)).toBe(bytes)
    expect((await verify({}, host)).map(e => [e.edition, e.whole])).toEqual([
      ["2026-11", true],
      ["2026-11-r2", true],
      ["2026-11-r3", true],
      ["2026-12", true],
    ])
  })

  it("a part of it stands or falls with the whole; more than it has is a revision with all of it", async () => {
    const host = world()
    await build({ ...html, languages: ["en", "fr"], formats: ["html", "docx"] }, host)
    const part = await build(html, host)
    expect(part.editions[0]!.status).toBe("unchanged")
    expect(part.files.map(f => f.path)).toEqual(["output/oic-positions/2026-11/oic-positions.en.html"])
    const more = await build({ ...html, languages: ["ar"] }, host)
    expect(more.editions[0]).toMatchObject({ status: "revision", changed: ["language ar added"] })
    expect(more.files.map(f => `${f.language} ${f.format}`).sort()).toEqual(
      ["ar", "en", "fr"].flatMap(lang => [`${lang} docx`, `${lang} html`]),
    )
    const other = await build({ ...html, particulars: { for: "Somebody" } }, host)
    expect(other.editions[0]).toMatchObject({ edition: "2026-11-r3", changed: ["header block"] })
  })

  it("drafts and what was read of a report are no inputs, nor is another note", async () => {
    const host = world()
    await build(html, host)
    const other = ["data/coverage/x.json", "templates/minusma-gaps/prose.en.hbs"]
    const read = async (path: string) => {
      const bytes = await host.read(path)
      return other.includes(path) && bytes ? new Uint8Array([...bytes, 10]) : bytes
    }
    expect((await build(html, { ...host, read })).editions[0]!.status).toBe("unchanged")
  })

  it("one that is not as it was issued is a problem, and so is a folder in its place that is none", async () => {
    const host = world()
    await build(html, host)
    const file = "output/oic-positions/2026-11/oic-positions.en.html"
    host.written.set(file, new Uint8Array())
    await expect(build(html, host)).rejects.toThrow(
      /2026-11\/oic-positions.en.html {2}the file is not as it was issued/,
    )
    host.written.delete("output/oic-positions/2026-11/manifest.json")
    await expect(build(html, host)).rejects.toThrow("this is no edition: it has no manifest")
    expect(host.written.get(file)).toEqual(new Uint8Array())
  })
})

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

describe("builds at once do not mix", () => {
  const real = nodeHost({ root: "." })
  // Named, since the real clock may pass from one month to the next meanwhile.
  const edition = "2026-11"
  const at = async (out: string) =>
    (await issuedEditions("oic-positions", { host: real, out })).map(e => [
      e.id,
      e.manifest?.asked.particulars.for,
    ])

  it.each([2, 5])("%i from different wishes are numbered one after the other", async n => {
    const out = join(root, `different-${n}`)
    const names = Array.from({ length: n }, (_, i) => `Reader ${i}`)
    const made = await Promise.all(
      names.map(name => build({ ...html, edition, out, particulars: { for: name } }, real)),
    )
    const ids = ["", "-r2", "-r3", "-r4", "-r5"].slice(0, n)
    const found = await at(out)
    expect(found.map(([id]) => id!.slice(7))).toEqual(ids)
    expect(found.map(([, name]) => name).sort()).toEqual(names)
    for (const [i, { editions, files }] of made.entries()) {
      expect(found).toContainEqual([editions[0]!.edition, names[i]])
      expect(readFileSync(files[0]!.path, "utf8")).toContain(names[i])
    }
    expect((await verify({ out }, real)).every(e => e.whole)).toBe(true)
    expect(readdirSync(join(out, "oic-positions")).filter(name => name.startsWith("."))).toEqual([])
  })

  it("five from the same issue one edition", async () => {
    const out = join(root, "same")
    const made = await Promise.all(Array.from({ length: 5 }, () => build({ ...html, edition, out }, real)))
    const states = made.map(m => m.editions[0]!.status).sort()
    expect(states).toEqual(["issued", ...Array(4).fill("unchanged")])
    expect(await at(out)).toHaveLength(1)
  })

  it("two programs at once", async () => {
    const project = projectAt(join(root, "project"))
    const args = ["build", "oic-positions", "--edition", edition, "--lang", "en", "--format", "html", "--for"]
    const runs = await Promise.all([brief(project, [...args, "A"]), brief(project, [...args, "B"])])
    expect(runs.map(r => r.status)).toEqual([0, 0])
    const out = join(project, "output")
    expect((await at(out)).map(([, name]) => name).sort()).toEqual(["A", "B"])
    expect((await verify({ out }, real)).every(e => e.whole)).toBe(true)
  })
})

describe("what cannot be written is a problem, and nothing is left", () => {
  const files = [{ path: "a", bytes: "a" }]

  it("a disk that is full at the second of two notes", async () => {
    const out = join(root, "full")
    const host = nodeHost({ root: "." })
    const stage: typeof host.stage = (folder, list) =>
      folder.includes("second")
        ? Promise.reject(Object.assign(new Error("no space"), { code: "ENOSPC" }))
        : host.stage(folder, list)
    const ready = ["first", "second"].map(note => ({ folder: `${out}/${note}/2026-11`, files }))
    await expect(publish(ready, { out, host: { ...host, stage } })).rejects.toThrow(
      /the files cannot be written \(ENOSPC\)\n {2}hint: make room on the disk/,
    )
    expect(() => readdirSync(out)).toThrow("ENOENT")
  })

  it("a file in the way of the folder", async () => {
    const out = join(root, "blocked")
    writeFileSync(out, "a file")
    await expect(build({ ...html, out }, nodeHost({ root: "." }))).rejects.toThrow(
      /cannot be written \((ENOTDIR|EEXIST)\)/,
    )
    expect(readFileSync(out, "utf8")).toBe("a file")
  })

  it.runIf(process.platform === "linux")("a folder that the system keeps for itself", async () => {
    await expect(build({ ...html, out: "/proc/notes" }, nodeHost({ root: "." }))).rejects.toThrow(
      /cannot be written/,
    )
  })
})
