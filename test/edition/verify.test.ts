import { beforeAll, describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { listLines, listNotes } from "../../src/edition/list.js"
import { verify } from "../../src/edition/verify.js"
import { world } from "../world.js"
import { chance } from "./program.js"

const host = world()
const folder = "output/oic-positions/2026-11"
beforeAll(async () => {
  await build({ notes: ["oic-positions"], languages: ["en"], formats: ["docx", "html"] }, host)
})

const problems = async () => (await verify({}, host)).flatMap(e => e.problems)
const told = async () => (await problems()).map(p => [p.place?.file.slice(folder.length + 1), p.what])

/** The editions with some files as given, or without them; put back afterwards. */
async function spoiled<T>(
  changes: Record<string, Uint8Array | undefined>,
  work: () => Promise<T>,
): Promise<T> {
  const before = new Map(host.written)
  for (const [file, bytes] of Object.entries(changes)) {
    if (bytes) host.written.set(file, bytes)
    else host.written.delete(file)
  }
  try {
    return await work()
  } finally {
    host.written.clear()
    for (const [file, bytes] of before) host.written.set(file, bytes)
  }
}

describe("verify", () => {
  it("finds an edition whole as it was issued", async () => {
    expect(await verify({ note: "oic-positions" }, host)).toEqual([
      { note: "oic-positions", edition: "2026-11", folder, whole: true, files: 4, problems: [] },
    ])
  })

  it("catches a flipped byte in every file, wherever it is", async () => {
    const random = chance(7)
    const files = [...host.written.keys()]
    expect(files.map(f => f.slice(folder.length + 1)).sort()).toEqual([
      "document.en.json",
      "manifest.json",
      "oic-positions.en.docx",
      "oic-positions.en.html",
    ])
    for (const file of files) {
      const good = host.written.get(file)!
      const tries = file.endsWith("manifest.json") ? 250 : 12
      const places = [
        0,
        good.length - 1,
        ...Array.from({ length: tries }, () => Math.floor(random() * good.length)),
      ]
      for (const at of places) {
        const bad = new Uint8Array(good)
        bad[at]! ^= 1 << Math.floor(random() * 8)
        const found = await spoiled({ [file]: bad }, problems)
        expect(
          found.map(p => p.place?.file),
          `${file}, byte ${at}`,
        ).toEqual([file])
      }
    }
  })

  it("tells missing and foreign files", async () => {
    const found = await spoiled(
      { [`${folder}/document.en.json`]: undefined, [`${folder}/mine.txt`]: new Uint8Array() },
      told,
    )
    expect(found).toEqual([
      ["document.en.json", "the file is missing"],
      ["mine.txt", "the file does not belong to the edition"],
    ])
  })

  it("an edition without its manifest, or with that of another, is none", async () => {
    expect(await spoiled({ [`${folder}/manifest.json`]: undefined }, told)).toEqual([
      ["manifest.json", "this is no edition: it has no manifest"],
    ])
    const copied = Object.fromEntries(
      [...host.written].map(([file, bytes]) => [file.replace("2026-11", "2026-12"), bytes]),
    )
    expect(
      await spoiled(copied, async () => (await verify({}, host)).map(e => [e.edition, e.whole])),
    ).toEqual([
      ["2026-11", true],
      ["2026-12", false],
    ])
  })

  it("a note that has no editions is wrong usage; a folder that has none is not", async () => {
    await expect(verify({ note: "oic-position" }, host)).rejects.toMatchObject({ usage: true })
    await expect(verify({ note: "oic-position" }, host)).rejects.toThrow('did you mean "oic-positions"?')
    expect(await verify({ out: "elsewhere" }, host)).toEqual([])
  })

  it("list shows the editions and whether they are whole", async () => {
    const shown = async () => (await listNotes(host)).flatMap(listLines)
    expect(await shown()).toContain("  2026-11  2026-11-21  en  docx,html  whole")
    const bad = { [`${folder}/oic-positions.en.html`]: new Uint8Array() }
    expect(await spoiled(bad, shown)).toContain("  2026-11  2026-11-21  en  docx,html  NOT AS ISSUED")
    const none = { [`${folder}/manifest.json`]: new Uint8Array() }
    expect(await spoiled(none, shown)).toContainEqual(expect.stringContaining("2026-11  NO EDITION"))
  })
})
