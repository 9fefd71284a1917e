import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readTrace } from "../src/edition/trace.js"
import { traceLines } from "../src/edition/tracelines.js"
import { ProblemError } from "../src/model/problem.js"
import type { Page } from "../src/note/page.js"
import { renderDocx } from "../src/render/docx/docx.js"
import { finishFile } from "../src/render/pdf/finish.js"
import { nextNumber, type PdfFile, readPdf, referenceIn, writePdf } from "../src/render/pdf/objects.js"
import { renderPdf, withStyle } from "../src/render/pdf/pdf.js"
import { openPrinter, type Printer } from "../src/render/pdf/printer.js"
import { cases } from "./render/chart-cases.js"
import { house, pageOf } from "./render/docx-tools.js"
import { body, claimOf, claims, edited, hostile, traceWith } from "./render/trace-tools.js"
import { world } from "./world.js"

const page = pageOf(body, { trace: traceWith(claims) })
const css = await readFile("templates/house.css", "utf8")
const folder = mkdtempSync(join(tmpdir(), "brief-trace-"))
let printer: Printer
let pdf: Uint8Array
let docx: Uint8Array

beforeAll(async () => {
  printer = openPrinter()
  pdf = (await renderPdf(page, { css, printer })).bytes
  docx = (await renderDocx(page, { template: house })).bytes
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await printer.close()
})

/** What is read from a file with those bytes. */
function read(
  bytes: Uint8Array | undefined,
  options: { claim?: string; facts?: string } = {},
  name = "a file",
) {
  const host = { ...world(), read: async () => bytes }
  return readTrace(name, options, host)
}
const problemsOf = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error("it was read")
    },
    (error: ProblemError) => {
      expect(error).toBeInstanceOf(ProblemError)
      for (const { hint } of error.problems) expect(hint).toBeTruthy()
      return error.problems.map(({ what }) => what).join("; ")
    },
  )
const inBody = (from: string | RegExp, to: string) =>
  read(edited(docx, "word/document.xml", xml => xml.replace(from, to)))

/** The PDF of a page whose words were changed after it had been issued: other contents, the metadata as they were. */
async function changedPdf(from: string, to: string, issued = page, annotation = ""): Promise<Uint8Array> {
  const finished = async (p: Page) => {
    const file = readPdf((await printer.print(withStyle(p, css))).bytes)
    finishFile(file, p)
    const metadata = referenceIn(file.objects.get(file.root)!.body, "Metadata")
    return { file, metadata }
  }
  const before = await finished(issued)
  const after = await finished({ ...issued, html: issued.html.replace(from, to) })
  after.file.objects.set(after.metadata, before.file.objects.get(before.metadata)!)
  if (annotation) annotate(after.file, annotation)
  return writePdf(after.file)
}

function annotate(file: PdfFile, annotation: string): void {
  const number = nextNumber(file)
  file.objects.set(number, { body: annotation })
  for (const [n, { body }] of file.objects)
    if (/\/Type \/Page\b/.test(body))
      file.objects.set(n, { body: body.replace(/\/Annots \[/, `/Annots [${number} 0 R `) })
}

describe("the state of a file", () => {
  it("is as issued, and nothing is said against it", async () => {
    for (const bytes of [pdf, docx]) {
      const traced = await read(bytes)
      expect(traced).toMatchObject({
        state: "as issued",
        missing: [],
        unknownNumbers: [],
        added: [],
        problems: [],
      })
      expect(traced.trace).toEqual(page.trace)
    }
  })

  it("is saved again where something but the words is another", async () => {
    const files = [
      Buffer.concat([pdf, Buffer.from("\n")]),
      edited(docx, "word/styles.xml", xml => xml.replace("<w:style ", '<w:style w:customStyle="1" ')),
      edited(docx, "word/document.xml", xml => xml.replace("<w:body>", "<w:body><w:p/>")),
    ]
    for (const file of files)
      expect(await read(file)).toMatchObject({
        state: "saved again",
        missing: [],
        unknownNumbers: [],
        problems: [],
      })
  })

  it("tells a trace that was altered", async () => {
    const file = edited(docx, "customXml/item1.xml", xml => xml.replace("anchor of c2", "anchor of c9"))
    const { state, problems } = await read(file)
    expect(state).toBe("trace altered")
    expect(problems.map(p => p.what)).toEqual([expect.stringContaining("altered")])
  })

  it("tells a trace that was cut off", async () => {
    const cutOff = edited(docx, "customXml/item1.xml", xml => xml.slice(0, xml.length / 2))
    expect(await problemsOf(read(cutOff))).toBe("the trace in this file is damaged: it is no XML")
  })

  it("is unknown where the seal was lost, and then only what is nowhere is missing", async () => {
    const unsealed = edited(docx, "customXml/item1.xml", xml =>
      xml.replace(/ (words|marks|file)="[^"]*"/g, ""),
    )
    const traced = await read(edited(unsealed, "word/document.xml", xml => xml.replace("62.5", "63.5")))
    expect(traced).toMatchObject({ state: "unknown", missing: ["c3"], unknownNumbers: ["63.5"] })
    expect(traced.problems).toHaveLength(1)
  })
})

describe("changed words", () => {
  it("a word that no claim has", async () => {
    const traced = await inBody("There were", "There stood")
    expect(traced).toMatchObject({ state: "words changed", missing: [], unknownNumbers: [] })
    expect(traced.added).toEqual(["There [stood] 12"])
    expect(traced.problems.map(p => p.severity)).toEqual(["error"])
  })

  it("a quoted word", async () => {
    expect((await inBody("ceasefire", "truce")).missing).toEqual(["c4"])
  })

  it("a number: the claim at its place, not another that says the same", async () => {
    const traced = await inBody(/(Again 12.)345/, "$1346")
    expect(traced).toMatchObject({ state: "words changed", missing: ["c5"], unknownNumbers: ["12 346"] })
  })

  it("a number that is there twice, taken away at one place", async () => {
    expect((await inBody("By 2039, a", "A")).missing).toEqual([])
    expect((await inBody("in 2039 alone", "alone")).missing).toEqual(["c2"])
  })

  it("a number that grew", async () => {
    const traced = await inBody("62.5", "62.57")
    expect(traced).toMatchObject({ missing: ["c3"], unknownNumbers: ["62.57"] })
    expect(await inBody("2039 alone", "2039.4 alone")).toMatchObject({
      missing: ["c2"],
      unknownNumbers: ["2039.4"],
    })
  })

  it("a number put in that no claim has, and one that a claim has", async () => {
    expect((await inBody("Again", "Again, of 9,876,543,")).unknownNumbers).toEqual(["9,876,543"])
    const known = await inBody("Again", "Again in 2039")
    expect(known).toMatchObject({ state: "words changed", missing: [], unknownNumbers: [] })
  })

  it("a sentence taken out", async () => {
    const traced = await inBody("By 2039, a share of 62.5 per cent; the “ceasefire” holds", "")
    expect(traced).toMatchObject({ missing: ["c3", "c4"], unknownNumbers: [], added: [] })
  })

  it("in a note, in the footer", async () => {
    const note = await read(
      edited(docx, "word/footnotes.xml", xml => xml.replace("paragraph 17", "paragraph 18")),
    )
    expect(note).toMatchObject({ missing: ["c7"], unknownNumbers: ["18"] })
    const footer = edited(docx, "word/footer1.xml", xml => xml.replace("Page ", "Sheet "))
    expect((await read(footer)).state).toBe("words changed")
  })

  it("a value or a name in a chart, but not the digits it is written with", async () => {
    const chart = cases.bars!
    const html = page.html.replace("<h1>", `<figure><img src="${chart.id}.svg" alt="A chart"></figure><h1>`)
    const { bytes } = await renderDocx({ ...page, html, charts: [chart] }, { template: house })
    const value = chart.series[0]?.values.find(v => v !== null)
    const inChart = (from: string, to: string) =>
      read(edited(bytes, "word/charts/chart1.xml", xml => xml.replaceAll(from, to)))
    expect(await inChart(`<c:v>${value}</c:v>`, "<c:v>98765</c:v>")).toMatchObject({
      state: "words changed",
      unknownNumbers: ["98765"],
    })
    expect((await inChart(`<c:v>${value}</c:v>`, `<c:v>${value}.0</c:v>`)).state).toBe("saved again")
  })

  it("a paragraph moved: what it claims no longer stands where it was issued", async () => {
    const moved = await inBody(
      /(<w:p>(?:(?!<\/w:p>).)*2039 alone.*?<\/w:p>)(.*?)(?=<w:p>(?:(?!<\/w:p>).)*Again)/s,
      "$2$1",
    )
    expect(moved.state).toBe("words changed")
    expect(moved.unknownNumbers).toEqual([])
  })

  it("tracked changes count as accepted and are told; accepted they are the same words", async () => {
    const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
    const tracked = (xml: string) =>
      xml.replace(
        /<w:r>(?:(?!<\/w:r>).)*<w:t[^>]*>([^<]*)62\.5([^<]*)<\/w:t><\/w:r>/s,
        (_, a: string, b: string) =>
          [
            run(a),
            `<w:del w:id="900" w:author="A" w:date="2040-03-01T00:00:00Z"><w:r><w:delText>62.5</w:delText></w:r></w:del>`,
            `<w:ins w:id="901" w:author="A" w:date="2040-03-01T00:00:00Z">${run("71.5")}</w:ins>`,
            run(b),
          ].join(""),
      )
    const draft = edited(docx, "word/document.xml", tracked)
    const accepted = edited(draft, "word/document.xml", xml =>
      xml.replace(/<w:del .*?<\/w:del>/s, "").replace(/<\/?w:ins\b[^>]*>/g, ""),
    )
    const [one, other] = [await read(draft), await read(accepted)]
    expect(one).toMatchObject({ trackedChanges: 2, missing: ["c3"], unknownNumbers: ["71.5"] })
    expect(other).toMatchObject({ trackedChanges: 0, missing: ["c3"], unknownNumbers: ["71.5"] })
    expect(traceLines(one).join("\n")).toContain("2 tracked changes in it, read as if accepted")
  })

  it("words that were laid over a PDF file", async () => {
    const written = `<</Type /Annot /Subtype /FreeText /Rect [100 100 200 120] /DA (/Helv 12 Tf) /Contents (71 per cent)>>`
    const file = await read(await changedPdf("There were", "There were", page, written))
    expect(file).toMatchObject({ state: "words changed", missing: [], unknownNumbers: ["71"] })
  })

  it("in a PDF file", async () => {
    expect(await read(await changedPdf("There were", "There were"))).toMatchObject({ state: "saved again" })
    const traced = await read(await changedPdf("62.5 per cent", "64 per cent"))
    expect(traced).toMatchObject({
      kind: "pdf",
      state: "words changed",
      missing: ["c3"],
      unknownNumbers: ["64"],
    })
    expect((await read(await changedPdf("<p>Again 12\u202f345 men.</p>", ""))).missing).toEqual(["c5"])
  })
})

describe("a quotation in Arabic", () => {
  const quotation = "“مواصلة العمل النشط مع حكومة مالي”"
  const quoting = (words: string) =>
    pageOf(`<h1>One</h1><p>It says “<bdi lang="ar" dir="rtl">${words}</bdi>” there, and 7.</p>`, {
      trace: traceWith([claimOf("c1", quotation), claimOf("c2", "7")]),
    })
  const whole = quoting("مواصلة العمل النشط مع حكومة مالي")

  it.each([
    ["whole", "It says", "It said", []],
    ["changed", "النشط", "البطيء", ["c1"]],
  ])("that is %s, in both files", async (_, from, to, missing) => {
    const { bytes } = await renderDocx(whole, { template: house })
    const word = await read(edited(bytes, "word/document.xml", xml => xml.replace(from, to)))
    expect(word).toMatchObject({ state: "words changed", missing })
    expect(await read(await changedPdf(from, to, whole))).toMatchObject({ state: "words changed", missing })
  })
})

describe("a file that cannot be traced", () => {
  it.each([
    ["nothing", undefined, "there is no such file"],
    ["text", Buffer.from("Some text"), "neither a PDF nor a Word file"],
    ["an empty file", new Uint8Array(), "neither a PDF nor a Word file"],
    ["a Word file with a password", Buffer.from("d0cf11e0a1b11ae1", "hex"), "password"],
    ["a broken PDF file", Buffer.from("%PDF-1.7\nnothing"), "cannot be read"],
    ["a broken zip archive", Buffer.from("PK\u0003\u0004 and nothing"), "cannot be read"],
  ])("%s is a problem with a hint", async (_, bytes, what) => {
    expect(await problemsOf(read(bytes))).toContain(what)
  })

  it("an encrypted PDF file", async context => {
    const [from, to] = [join(folder, "open.pdf"), join(folder, "shut.pdf")]
    writeFileSync(from, pdf)
    const { error } = spawnSync("qpdf", ["--encrypt", "secret", "secret", "256", "--", from, to])
    if (error) return context.skip("qpdf is not on this machine")
    expect(await problemsOf(read(await readFile(to)))).toContain("encrypted")
  })

  it("has no trace, or a damaged one", async () => {
    const { trace: _, ...bare } = page
    expect(await problemsOf(read((await renderDocx(bare, { template: house })).bytes))).toContain("no trace")
    expect(await problemsOf(read((await renderPdf(bare, { css, printer })).bytes))).toContain("no trace")
    const spoilt = (from: string, to: string) =>
      edited(docx, "customXml/item1.xml", xml => xml.replace(from, to))
    expect(await problemsOf(read(spoilt('{"kind"', '{"kind')))).toContain("no JSON")
    expect(await problemsOf(read(spoilt('"version":1', '"version":7')))).toContain("damaged")
  })
})

describe("asking for part of a trace", () => {
  it("gives one claim, or those that rest on a fact, also by way of a computation", async () => {
    expect((await read(docx, { claim: "c4" })).trace.claims.map(c => c.id)).toEqual(["c4"])
    expect((await read(docx, { facts: "invented.c1" })).trace.claims.map(c => c.id)).toEqual(["c1", "c3"])
  })

  it("is wrong usage where there is none", async () => {
    const error = (await read(docx, { claim: "c44" }).catch(e => e)) as ProblemError
    expect(error.usage).toBe(true)
    expect(await problemsOf(read(docx, { facts: "elsewhere" }))).toContain("no claim rests on")
  })
})

describe("the table", () => {
  it("tells every claim's text, origin, source, paragraph, anchor, date and computation", async () => {
    const lines = traceLines(await read(docx))
    expect(lines).toContain("Word file: as issued")
    expect(lines.some(l => /^c1 +12 345 +fact +S\/2040\/12 \(en\), 41 +2040-01-31$/.test(l))).toBe(true)
    expect(lines.some(l => l.includes("“anchor of c1”"))).toBe(true)
    expect(lines.some(l => l.includes("62.49876: share of invented.c1, invented.c2"))).toBe(true)
  })

  it("is never wider than 110 columns, its heading aside, and JSON is never cut", async () => {
    const many = hostile.map((text, i) =>
      claimOf(`c${i + 1}`, `_${text}`, { facts: [`f${"y".repeat(200)}`] }),
    )
    const trace = traceWith(many, { title: "t".repeat(200) })
    const traced = await read((await renderDocx({ ...page, trace }, { template: house })).bytes)
    const lines = traceLines(traced)
    for (const line of lines.slice(lines.findIndex(l => l.startsWith("claim"))))
      expect(line.length).toBeLessThanOrEqual(110)
    expect(traced.trace).toEqual(trace)
  })
})

describe("brief trace", () => {
  const brief = (...args: string[]) =>
    spawnSync(process.execPath, [resolve("dist/cli.js"), "trace", ...args], { cwd: folder, encoding: "utf8" })

  it("works on the file alone, and its exit says whether it can be relied on", async () => {
    writeFileSync(join(folder, "a.docx"), docx)
    writeFileSync(join(folder, "a.pdf"), pdf)
    const changed = edited(docx, "word/document.xml", xml => xml.replace("62.5", "63.5"))
    writeFileSync(join(folder, "b.docx"), changed)
    for (const name of ["a.docx", "a.pdf"]) {
      const { status, stdout, stderr } = brief(name, "--json")
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
      expect(JSON.parse(stdout)).toMatchObject({ file: name, state: "as issued", trace: page.trace })
    }
    const { status, stdout, stderr } = brief("b.docx")
    expect(status).toBe(1)
    expect(stdout).toMatch(/claims that no longer stand: c3\n.*does not know: 63\.5/)
    expect(stderr).toContain("hint: ")
    expect(brief("a.pdf", "--claim", "c99").status).toBe(2)
    expect(brief().status).toBe(2)
    expect(brief("none.pdf").status).toBe(1)
    expect(brief("--help").stdout).toContain("Example:\n  $ brief trace")
  })
})
