import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { AlignmentType, Document, LevelFormat, Packer, Paragraph } from "docx"
import { describe, expect, it } from "vitest"
import { check } from "../src/edition/check.js"
import { type Ingested, ingest, ingestLines } from "../src/edition/ingest.js"
import { listFacts } from "../src/edition/list.js"
import { draftsFile } from "../src/model/drafts.js"
import { fingerprintFile } from "../src/model/fingerprints.js"
import { dataFile, world } from "./world.js"

const text = `Report on the made-up mission

1. The mission had 1,234 soldiers on 3 May 2017.

2. It welcomed resolution 2295 (2016) and urged the parties to go on.
`
const changes = { "in/sg-2017.en.txt": text, "in/other.txt": text }

describe("ingest", () => {
  it("reads a file into segments, and says of which source it is by its name", async () => {
    const host = world(changes)
    const found = await ingest("in/sg-2017.en.txt", {}, host)
    expect(found).toMatchObject({
      source: "sg-2017",
      format: "txt",
      language: "en",
      dir: "ltr",
      numbering: "arabic paragraphs",
      written: [],
    })
    expect(found.segments.map(s => [s.label, s.kind, s.number, s.lines, s.words])).toEqual([
      ["title", "title", null, [1, 1], 5],
      ["1", "paragraph", 1, [3, 3], 9],
      ["2", "paragraph", 2, [5, 5], 12],
    ])
    expect(host.written.size).toBe(0)
  })

  it("tells a person the same", async () => {
    const lines = ingestLines(await ingest("in/other.txt", {}, world(changes)))
    expect(lines[0]).toBe("other.txt: txt, en, left to right, arabic paragraphs; of no source in the data")
    expect(lines).toContain(
      `1      ${"paragraph".padEnd(13)}  ${"line 3".padEnd(15)}     9 words  The mission had 1,234 soldiers on …`,
    )
  })

  it("writes drafts and a fingerprint that fit their schemas and can be loaded again", async () => {
    const sources = await dataFile<{ sources: { id: string }[] }>("data/sources.json")
    const like = sources.sources.find(s => s.id === "sg-2017")!
    const listed = { sources: [...sources.sources, { ...like, id: "sg-2031", symbol: null }] }
    const host = world({ ...changes, "data/sources.json": listed })
    const found = await ingest("in/other.txt", { source: "sg-2031", draft: true, fingerprint: true }, host)
    expect(found.written).toEqual(["data/fingerprints/sg-2031.en.json", "data/drafts/sg-2031.en.json"])
    const json = (path: string) => JSON.parse(new TextDecoder().decode(host.written.get(path)))
    expect(fingerprintFile.parse(json(found.written[0]!)).segments.map(s => s.label)).toEqual([
      "title",
      "1",
      "2",
    ])
    const { drafts } = draftsFile.parse(json(found.written[1]!))
    expect(drafts.map(d => d.id)).toEqual([
      "sg-2031.en.1.figure-1",
      "sg-2031.en.1.date-1",
      "sg-2031.en.2.act-1",
      "sg-2031.en.2.resolution-1",
      "sg-2031.en.2.act-2",
    ])
    expect(ingestLines(found)).toContain("written: data/drafts/sg-2031.en.json with 5 drafts, to be curated")
    const again = world({
      "data/sources.json": listed,
      "data/drafts/sg-2031.en.json": json("data/drafts/sg-2031.en.json"),
    })
    const facts = await listFacts({ source: "sg-2031" }, again)
    expect(facts.find(f => f.id === "sg-2031.en.1.figure-1")).toMatchObject({
      kind: "draft",
      draft: true,
      paragraph: "1",
      value: 1234,
      summary: { en: "figure: 1234" },
    })
    const { checked } = await check({ notes: ["minusma-gaps"], pages: false }, again)
    expect(checked).toContain("drafts: 5 wait to be curated; no note prints them")
  })

  it("takes no other text for a version whose facts are curated", async () => {
    const host = world({ ...changes, "in/hello.txt": "Hello, world." })
    const asked = { source: "sg-2017", fingerprint: true }
    await expect(ingest("in/other.txt", asked, host)).rejects.toThrow(
      /not the text that the facts of sg-2017 \(en\) were taken from: \d+ citations do not stand in it/,
    )
    await expect(ingest("in/hello.txt", { ...asked, language: "fr" }, host)).rejects.toThrow(
      'the source "sg-2017" has no version in "fr"\n  hint: name the language with --language; its versions: en',
    )
    expect(host.written.size).toBe(0)
  })

  it("doubts what is no report, and a language that the words do not show", async () => {
    const strange = { "in/hello.txt": "Hello, world.", ...changes }
    const doubts = async (file: string, language?: string) =>
      (await ingest(file, language ? { language } : {}, world(strange))).doubts.map(d => d.what)
    expect(await doubts("in/hello.txt")).toContain("no numbered paragraph was found: is this a report?")
    expect(await doubts("in/other.txt", "fr")).toEqual(['it is read as "fr", but its words look like "en"'])
    expect(await doubts("in/other.txt")).toEqual([])
  })

  it("numbers points as the source does, and takes a language that is named", async () => {
    const points = [
      "أولاً: رحب الاجتماع بما تم إنجازه.",
      "ثانياً: دعا الاجتماع الأطراف إلى العمل.",
      "ثالثاً: حث الجميع.",
    ]
    const html = ["اجتمع الفريق في المدينة يوم الأحد، واتفق على ما يلي:", ...points].map(p => `<p>${p}</p>`)
    const arabic = { "in/oic-2017.ar.html": html.join("") }
    const found = await ingest("in/oic-2017.ar.html", {}, world(arabic))
    expect(found.segments.map(s => s.label)).toEqual(expect.arrayContaining(["i", "ii", "iii"]))
    expect((await ingest("in/other.txt", { language: "fr" }, world(changes))).language).toBe("fr")
  })

  it.each([
    ["in/none.txt", {}, "there is no such file", true],
    [
      "in/other.txt",
      { source: "sg-2071" },
      'there is no source "sg-2071"\n  hint: did you mean "sg-2017"?',
      true,
    ],
    ["in/other.txt", { language: "English" }, '"English" is no language', true],
    ["in/other.txt", { draft: true }, "the file is of no source in the data", false],
    [
      "in/other.txt",
      { source: "sg-2017", language: "de", draft: true },
      'no drafts can be made of a report in "de"',
      false,
    ],
    ["package.json", {}, "files of the kind .json are not read", false],
  ])("%s %j: %s", async (file, options, what, usage) => {
    const host = world(changes)
    const error = await ingest(file, options, host).catch(e => e)
    expect(error.message).toContain(what)
    expect(error.usage).toBe(usage)
    expect(host.written.size).toBe(0)
  })
})

const sources = process.env.BRIEF_SOURCES ?? join("..", "shared", "sources")
const withReports = existsSync(sources) ? it : it.skip // the reports stay outside the project
if (!existsSync(sources)) console.warn(`skipped: the reports are not at ${sources}; set BRIEF_SOURCES`)

describe("brief ingest on the reports", () => {
  withReports.each([
    ["oic-2016.fr.txt", "oic-2016", "fr", "xiii"],
    ["oic-2017.en.txt", "oic-2017", "en", "xiv"],
    ["oic-2017.ar.txt", "oic-2017", "ar", "xiv"],
    ["sc-mission-2014.en.txt", "sc-mission-2014", "en", "23"],
    ["sg-2017.en.txt", "sg-2017", "en", "74"],
  ])("%s", (name, source, language, last) => {
    const file = join(sources, name)
    const before = readFileSync(file)
    const args = [join(process.env.BRIEF_COMPILED!, "cli.js"), "ingest", file, "--json"]
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1e8 })
    expect(status).toBe(0)
    const found = JSON.parse(stdout) as Ingested
    expect(found).toMatchObject({ source, language, dir: language === "ar" ? "rtl" : "ltr", format: "txt" })
    expect(found.segments.filter(s => s.part === "body" && s.kind === "paragraph").at(-1)?.label).toBe(last)
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})

/** The same invented report in each format: numbers typed, or counted by Word and by the browser. */
async function inFormats() {
  const points = [
    "The forum met in the town and heard reports.",
    "It welcomed the work that was done since.",
    "It urged all to pay.",
  ]
  const romans = ["i.", "ii.", "iii."]
  const opening = "The forum met on 3 May 2017 and agreed on what follows:"
  const levels = [{ level: 0, format: LevelFormat.LOWER_ROMAN, text: "%1.", alignment: AlignmentType.START }]
  const word = new Document({
    numbering: { config: [{ reference: "points", levels }] },
    sections: [
      {
        children: [
          new Paragraph(opening),
          ...points.map(text => new Paragraph({ text, numbering: { reference: "points", level: 0 } })),
        ],
      },
    ],
  })
  return {
    "in/a.txt": [opening, ...points.map((p, i) => `${romans[i]} ${p}`)].join("\n\n"),
    "in/a.html": `<p>${opening}</p><ol type="i">${points.map(p => `<li>${p}</li>`).join("")}</ol>`,
    "in/a.docx": new Uint8Array(await Packer.toBuffer(word)),
  }
}

it("every format of a report gives the same points", async () => {
  const files = await inFormats()
  const host = world()
  const read = async (path: string) => {
    const content = files[path as keyof typeof files]
    return content === undefined
      ? host.read(path)
      : typeof content === "string"
        ? Buffer.from(content)
        : content
  }
  const all = await Promise.all(Object.keys(files).map(file => ingest(file, {}, { ...host, read })))
  for (const found of all) {
    expect(found.numbering).toBe("roman points")
    expect(found.segments.map(s => [s.label, s.text])).toEqual(all[0]!.segments.map(s => [s.label, s.text]))
  }
  expect(all[0]!.segments.slice(1).map(s => s.label)).toEqual(["i", "ii", "iii"])
})
