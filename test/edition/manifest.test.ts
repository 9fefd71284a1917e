import { beforeAll, describe, expect, it } from "vitest"
import { build, loadAll } from "../../src/edition/build.js"
import { composeAll } from "../../src/edition/composed.js"
import { formatDocument, parseDocument } from "../../src/edition/document.js"
import { inputsOf, recorder, sha256, snapshot } from "../../src/edition/inputs.js"
import { editionBefore, editionPage, issuedEditions } from "../../src/edition/issued.js"
import { formatManifest, parseManifest } from "../../src/edition/manifest.js"
import { byIssue, issueId, parseIssueId } from "../../src/edition/revision.js"
import type { Manifest } from "../../src/model/editions.js"
import { dataFile, world } from "../world.js"
import { namesOfHere } from "./program.js"

const host = world()
let manifest: Manifest
const note = "minusma-gaps"
const folder = `output/${note}/2026-11`
beforeAll(async () => {
  await build({ notes: [note], languages: ["en", "fr"], formats: ["docx", "html"] }, host)
  manifest = parseManifest(host.written.get(`${folder}/manifest.json`)!)!
})

describe("the manifest", () => {
  it("says what was issued, when, and what was asked for", () => {
    expect(manifest).toMatchObject({
      note,
      edition: "2026-11",
      revision: 1,
      date: "2026-11-21",
      asked: { languages: ["en", "fr"], formats: ["docx", "html"], particulars: { for: null } },
      missing: [],
      versions: { browser: null, node: process.versions.node },
    })
    expect(manifest.asOf).toMatch(/^2017-/)
    expect(manifest.claims.en).toBeGreaterThan(20)
    expect(manifest.claims.fr).toBeGreaterThan(20)
    for (const version of Object.values(manifest.versions.libraries)) expect(version).toMatch(/^\d+\.\d+/)
    expect(manifest.versions.tool).toMatch(/^\d+\.\d+/)
  })

  it("names every file of the edition with its hash", () => {
    const files = [...host.written.keys()].map(f => f.slice(folder.length + 1)).sort()
    expect([...manifest.outputs.map(o => o.file), "manifest.json"].sort()).toEqual(files)
    for (const { file, bytes, sha256: hash } of manifest.outputs) {
      const written = host.written.get(`${folder}/${file}`)!
      expect([bytes, hash]).toEqual([written.length, sha256(written)])
    }
    expect(manifest.outputs.filter(o => o.kind === "docx").map(o => o.pages)).toEqual([2, 2])
  })

  it("names what the note was made from, sorted, and nothing else", async () => {
    const files = manifest.inputs.map(i => i.file)
    expect(files).toEqual([...files].sort())
    expect(files).toEqual(expect.arrayContaining(["data/sources.json", "data/figures/sg-2017.json"]))
    expect(files).toEqual(
      expect.arrayContaining(["data/fingerprints/sg-2017.en.json", "templates/house.docx"]),
    )
    expect(files).toEqual(
      expect.arrayContaining([`templates/${note}/prose.fr.hbs`, `templates/${note}/note.json`]),
    )
    expect(files).toContain("templates/shared/words.en.json")
    expect(files.filter(f => /oic-positions\/|\.ar\.hbs|words\.ar|coverage|drafts/.test(f))).toEqual([])
    for (const { file, sha256: hash } of manifest.inputs) expect(sha256((await host.read(file))!)).toBe(hash)
  })

  it("knows nothing of the machine, the folder or the hour", () => {
    const text = new TextDecoder().decode(host.written.get(`${folder}/manifest.json`))
    for (const own of [...namesOfHere(), "08:00"]) expect(text).not.toContain(own)
  })

  it("is read back as it was written, and only so", () => {
    const text = formatManifest(manifest)
    const read = (changed: string) => parseManifest(new TextEncoder().encode(changed))
    expect(read(text)).toEqual(manifest)
    expect(read(text.trimEnd())).toBeUndefined()
    expect(read(text.replace('"revision": 1', '"revision": 2'))).toBeUndefined()
    expect(read(JSON.stringify(manifest))).toBeUndefined()
    expect(read("")).toBeUndefined()
  })

  it("is the same whether the note was built together with others or alone", async () => {
    const file = `templates/${note}/note.json`
    const definition = { ...(await dataFile<Record<string, unknown>>(file)), languages: ["en"] }
    const manifestOf = async (notes: readonly string[]) => {
      const own = world({ [file]: definition })
      await build({ notes, formats: ["html"] }, own)
      return parseManifest(own.written.get(`${folder}/manifest.json`)!)!
    }
    expect(await manifestOf(["oic-positions", note])).toEqual(await manifestOf([note]))
  })

  it("typefaces are inputs of a PDF; an earlier edition goes by its place, wherever that is", async () => {
    const reads = new Map([["/far/away/out/x/2026-10/document.en.json", new Uint8Array()]])
    const inputs = await inputsOf(
      { note: "x", formats: ["pdf"], reads: [reads] },
      { host, out: "/far/away/out" },
    )
    expect(inputs.map(i => i.file)).toContain("output/x/2026-10/document.en.json")
    expect(inputs.filter(i => i.file.endsWith(".ttf"))).toHaveLength(8)
  })
})

describe("the documents of an edition", () => {
  it("are the pages that the note was composed as", async () => {
    const { facts, definitions } = await loadAll(host)
    const [composed] = await composeAll(
      definitions.filter(d => d.id === note),
      { options: { languages: ["en"] }, facts, edition: { id: "2026-11", day: "2026-11-21" }, host },
    )
    const [edition] = await issuedEditions(note, { host, out: "output" })
    expect(await editionPage(edition!, "en", { host })).toEqual(composed!.page)
    expect(await editionPage(edition!, "ar", { host })).toBeUndefined()
    const text = formatDocument(composed!.page)
    expect(parseDocument(new TextEncoder().encode(text), "x")).toEqual(composed!.page)
    expect(() => parseDocument(new TextEncoder().encode(text.replace('"dir"', '"dirs"')), "x.json")).toThrow(
      /x\.json {2}this is no document of an edition/,
    )
  })

  it("the edition before a revision is the one it revises; before a month, the last of an earlier one", async () => {
    await build(
      { notes: [note], languages: ["en"], formats: ["html"], particulars: { for: "Somebody" } },
      host,
    )
    const before = async (month: string, revision: number) =>
      (await editionBefore(note, { month, revision }, { host, out: "output" }))?.id
    expect(await before("2026-11", 1)).toBeUndefined()
    expect(await before("2026-11", 2)).toBe("2026-11")
    expect(await before("2026-12", 1)).toBe("2026-11-r2")
  })
})

describe("a build sees one state of every file", () => {
  it("that was read once, and writes down what it read", async () => {
    let n = 0
    const changing = { ...host, read: async () => new Uint8Array([n++]) }
    const { host: seen, reads } = recorder(snapshot(changing))
    expect(await seen.read("a")).toEqual(await seen.read("a"))
    expect(await seen.read("b")).toEqual(new Uint8Array([1]))
    expect([...reads.keys()]).toEqual(["a", "b"])
  })
})

describe("issues", () => {
  it("have names that are read back, and follow one another by month and number", () => {
    const issues = [1, 2, 9, 10].map(revision => ({ month: "2026-11", revision }))
    for (const issue of issues) expect(parseIssueId(issueId(issue))).toEqual(issue)
    expect(issues.map(issueId)).toEqual(["2026-11", "2026-11-r2", "2026-11-r9", "2026-11-r10"])
    expect([...issues].reverse().sort(byIssue)).toEqual(issues)
    for (const none of [
      "2026-13",
      "2026-11-r1",
      "2026-11-r02",
      "2026-11-r",
      "x2026-11",
      ".part-1",
      "2026-11 ",
    ])
      expect(parseIssueId(none), none).toBeUndefined()
  })
})
