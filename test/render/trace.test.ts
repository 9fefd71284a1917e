import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { zipSync } from "fflate"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Page } from "../../src/note/page.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { readIssuedDocx } from "../../src/render/docx/readtrace.js"
import { readZip, unpack } from "../../src/render/docx/zip.js"
import { renderPdf } from "../../src/render/pdf/pdf.js"
import { openPrinter, type Printer } from "../../src/render/pdf/printer.js"
import { readIssuedPdf } from "../../src/render/pdf/readtrace.js"
import { alignment } from "../../src/render/trace/diff.js"
import { markOf, marksIn, printOf, tokensOf } from "../../src/render/trace/words.js"
import { all, house, houseWith, pageOf, partIn, partsOf } from "./docx-tools.js"
import { readPdfFile } from "./pdf-text.js"
import { body, claimOf, claims, edited, hostile, traceWith } from "./trace-tools.js"

const css = await readFile("templates/house.css", "utf8")
const hostileTrace = traceWith(hostile.map((text, i) => claimOf(`c${i + 1}`, `_${text}`)))
const page = pageOf(body, { trace: traceWith(claims), keywords: ["one"] })
const word = async (p: Page = page, template = house) => (await renderDocx(p, { template })).bytes
let printer: Printer
let folder: string

beforeAll(() => {
  printer = openPrinter()
  printer.start()
  folder = mkdtempSync(join(tmpdir(), "trace-"))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await printer.close()
})
const print = async (p: Page = page) => (await renderPdf(p, { css, printer })).bytes

const textsOf = (text: string) => tokensOf(text).map(token => token.text)

describe("words", () => {
  it("are letters with digits, or one other character; what nobody sees is no word", () => {
    expect(textsOf("−12\u202f345 men’s \u200efi\ufb01 G5.\u00ad")).toEqual([
      "−",
      "12",
      "345",
      "men",
      "’",
      "s",
      "fifi",
      "G5",
      ".",
    ])
  })

  it("leave a print in which none of them can be read, the same however they are spaced", () => {
    const [one, other] = ["In 2039 12 345 men.", " In\n2039 12\u00a0345 men ."].map(t => printOf(tokensOf(t)))
    expect(one).toEqual(other)
    expect(printOf(tokensOf("In 2039 12 346 men.")).words).not.toBe(one!.words)
    expect(marksIn(one!.marks)).toEqual(tokensOf("In 2039 12 345 men.").map(markOf))
    expect(marksIn(one!.marks)).toHaveLength(6)
  })

  it("are aligned along their greatest common subsequence", () => {
    const sequence = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 14 })
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        const found = alignment(a, b)
        const kept = found.filter(at => at >= 0)
        expect(found.every((at, i) => at < 0 || a[i] === b[at])).toBe(true)
        expect(kept.every((at, i) => i === 0 || at > kept[i - 1]!)).toBe(true)
        expect(kept.length).toBe(commonLength(a, b))
      }),
      { numRuns: 2000 },
    )
  })
})

function commonLength([first, ...a]: readonly number[], b: readonly number[]): number {
  const rows = [b.map(() => 0)]
  for (const x of first === undefined ? [] : [first, ...a]) {
    const above = rows.at(-1)!
    const row: number[] = []
    for (const [j, y] of b.entries())
      row.push(x === y ? (above[j - 1] ?? 0) + 1 : Math.max(above[j] ?? 0, row[j - 1] ?? 0))
    rows.push(row)
  }
  return rows.at(-1)!.at(-1) ?? 0
}

describe("a PDF file", () => {
  it("gives back the trace that was put into it, and is as issued", async () => {
    const issued = await readIssuedPdf(await print(), "a.pdf")
    expect(JSON.parse(issued.trace!)).toEqual(page.trace)
    expect(issued).toMatchObject({ kind: "pdf", intact: true, trackedChanges: 0 })
  })

  it("holds any text in its trace", async () => {
    const issued = await readIssuedPdf(await print({ ...page, trace: hostileTrace }), "a.pdf")
    expect(JSON.parse(issued.trace!)).toEqual(hostileTrace)
    expect(issued.intact).toBe(true)
  })

  it("names it in its properties", async () => {
    const { xmp } = await readPdfFile(await print())
    expect(xmp).toContain("<dc:source>S/2040/12</dc:source>")
    expect(xmp).toContain("<brief:edition>2040-02</brief:edition>")
    expect(xmp).toContain("<brief:asOf>2040-01-31</brief:asOf>")
  })

  it("is the same bytes for the same page, shows the same, and has nothing of it without a trace", async () => {
    const { trace: _, ...bare } = page
    const [one, other, without] = [await print(), await print(), await print(bare)]
    expect(Buffer.compare(one, other)).toBe(0)
    expect((await readPdfFile(one)).pages).toEqual((await readPdfFile(without)).pages)
    expect(Buffer.from(without).toString("latin1")).not.toMatch(/brief:|EmbeddedFile/)
    expect(one.length - without.length).toBeLessThan(4000)
  })

  it("has the print of the words that a reader of the file finds, right-to-left words too", async () => {
    const arabic = `<p>and <bdi lang="ar" dir="rtl">مكافحة الإرهاب 2039 والجماعات</bdi> ’ † ‡ → ﬁ office</p><h2>العربية</h2>`
    for (const p of [
      page,
      pageOf(body + arabic, { trace: page.trace! }),
      pageOf(arabic, { trace: page.trace!, lang: "ar", dir: "rtl" }),
    ]) {
      const { tokens, seal } = await readIssuedPdf(await print(p), "a.pdf")
      expect(printOf(tokens)).toEqual({ words: seal!.words, marks: seal!.marks })
    }
  })

  it("passes qpdf, and is saved again by it with its words unchanged", async context => {
    const [from, to] = [join(folder, "a.pdf"), join(folder, "b.pdf")]
    writeFileSync(from, await print())
    const check = spawnSync("qpdf", ["--check", from], { encoding: "utf8" })
    if (check.error) return context.skip("qpdf is not on this machine")
    expect(check.stdout).toContain("No syntax or stream encoding errors")
    expect(check.status).toBe(0)
    spawnSync("qpdf", ["--linearize", "--object-streams=disable", from, to])
    const { intact, seal, tokens, trace } = await readIssuedPdf(await readFile(to), "b.pdf")
    expect(intact).toBe(false)
    expect(printOf(tokens).words).toBe(seal!.words)
    expect(JSON.parse(trace!)).toEqual(page.trace)
  })

  it("is not as issued with one bit changed, or something behind its end", async () => {
    const bytes = await print()
    const flipped = Uint8Array.from(bytes, (byte, i) => (i === 12 ? byte ^ 1 : byte))
    expect((await readIssuedPdf(flipped, "a.pdf")).intact).toBe(false)
    expect((await readIssuedPdf(Buffer.concat([bytes, Buffer.from("\n")]), "a.pdf")).intact).toBe(false)
  })

  it("has its links inside its tags, also those in notes", async () => {
    const { links, roles } = await readPdfFile(await print())
    expect(links).toContain("https://undocs.org/S/2040/12")
    expect(roles).toContain("Link")
  })
})

describe("a Word file", () => {
  it("gives back the trace that was put into it, and is as issued", async () => {
    const issued = readIssuedDocx(await word(), "a.docx")
    expect(JSON.parse(issued.trace!)).toEqual(page.trace)
    expect(issued).toMatchObject({ kind: "docx", intact: true, trackedChanges: 0 })
    expect(printOf(issued.tokens).words).toBe(issued.seal!.words)
  })

  it("holds any text in its trace", async () => {
    const issued = readIssuedDocx(await word({ ...page, trace: hostileTrace }), "a.docx")
    expect(JSON.parse(issued.trace!)).toEqual(hostileTrace)
    expect(issued.intact).toBe(true)
  })

  it("has it in a custom part with everything that Word asks of one", async () => {
    const parts = partsOf(await word())
    expect(parts.get("customXml/itemProps1.xml")).toMatch(
      /ds:itemID="\{[\dA-F]{8}-[\dA-F]{4}-5[\dA-F]{3}-A[\dA-F]{3}-[\dA-F]{12}\}"/,
    )
    expect(parts.get("customXml/_rels/item1.xml.rels")).toContain('Target="itemProps1.xml"')
    expect(parts.get("word/_rels/document.xml.rels")).toContain('Target="../customXml/item1.xml"')
    expect(parts.get("[Content_Types].xml")).toContain('PartName="/customXml/itemProps1.xml"')
    const ids = [...parts.get("word/_rels/document.xml.rels")!.matchAll(/ Id="([^"]+)"/g)].map(m => m[1])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it("is the same bytes for the same page, and has nothing of it without a trace", async () => {
    const { trace: _, ...bare } = page
    expect(Buffer.compare(await word(), await word())).toBe(0)
    expect([...partsOf(await word(bare)).keys()].filter(name => name.startsWith("customXml"))).toEqual([])
  })

  it("leaves custom parts of the template alone", async () => {
    const own = houseWith("word/_rels/document.xml.rels", xml =>
      xml.replace(
        "</Relationships>",
        '<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" Target="../customXml/item1.xml"/></Relationships>',
      ),
    )
    const files = Object.fromEntries(readZip(own).map(entry => [entry.name, unpack(entry)]))
    const template = zipSync({ ...files, "customXml/item1.xml": new TextEncoder().encode("<own/>") })
    const bytes = await word(page, template)
    expect(partsOf(bytes).get("customXml/item1.xml")).toContain("<own/>")
    expect(JSON.parse(readIssuedDocx(bytes, "a.docx").trace!)).toEqual(page.trace)
  })

  it("is as issued when it is only packed anew, at another time and in another order", async () => {
    const entries = [...readZip(await word())].reverse()
    const files = Object.fromEntries(entries.map(entry => [entry.name, unpack(entry)]))
    const again = zipSync(files, { mtime: new Date("2041-05-06T07:08:09"), level: 1 })
    expect(readIssuedDocx(again, "a.docx").intact).toBe(true)
  })

  it("is not as issued with a part changed, one added, or its trace altered", async () => {
    const bytes = await word()
    const files = Object.fromEntries(readZip(bytes).map(entry => [entry.name, unpack(entry)]))
    const more = zipSync({ ...files, "word/more.xml": new Uint8Array() })
    const styled = edited(bytes, "word/styles.xml", xml => `${xml} `)
    const altered = edited(bytes, "customXml/item1.xml", xml => xml.replace("anchor of c2", "anchor of c9"))
    for (const file of [more, styled, altered]) expect(readIssuedDocx(file, "a.docx").intact).toBe(false)
  })

  it("has the same words whatever Word works out, hides or splits", async () => {
    const bytes = await word()
    const { seal } = readIssuedDocx(bytes, "a.docx")
    const filled = edited(bytes, "word/footer1.xml", xml =>
      xml.replaceAll(
        'w:fldCharType="separate"/></w:r>',
        'w:fldCharType="separate"/></w:r><w:r><w:t>9</w:t></w:r>',
      ),
    )
    const split = edited(bytes, "word/document.xml", xml =>
      xml.replace(
        "share of",
        'sh</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">are of',
      ),
    )
    const hidden = edited(bytes, "word/document.xml", xml =>
      xml.replace("<w:sectPr", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r></w:p><w:sectPr"),
    )
    for (const file of [filled, split, hidden]) {
      const read = readIssuedDocx(file, "a.docx")
      expect(read.intact).toBe(false)
      expect(printOf(read.tokens).words).toBe(seal!.words)
    }
  })

  it("has links in its notes that lead somewhere", async () => {
    const parts = partsOf(await word())
    const [link] = all(partIn(parts, "word/footnotes.xml"), "w:hyperlink")
    const relations = parts.get("word/_rels/footnotes.xml.rels")!
    expect(relations).toMatch(
      new RegExp(`Id="${link?.getAttribute("r:id")}"[^>]*Target="https://undocs.org/S/2040/12"`),
    )
    expect(link?.textContent).toBe("S/2040/12")
  })

  it("keeps its trace and its words through LibreOffice", async context => {
    writeFileSync(join(folder, "a.docx"), await word())
    const profile = `-env:UserInstallation=file://${join(folder, "profile")}`
    const args = [
      profile,
      "--headless",
      "--convert-to",
      "docx:MS Word 2007 XML",
      "--outdir",
      join(folder, "again"),
    ]
    const { error } = spawnSync("soffice", [...args, join(folder, "a.docx")], { timeout: 250_000 })
    if (error && "code" in error && error.code === "ENOENT")
      return context.skip("LibreOffice is not on this machine")
    const { trace, seal, tokens, intact } = readIssuedDocx(
      await readFile(join(folder, "again", "a.docx")),
      "a.docx",
    )
    expect(intact).toBe(false)
    expect(JSON.parse(trace!)).toEqual(page.trace)
    expect(printOf(tokens).words).toBe(seal!.words)
  })
})
