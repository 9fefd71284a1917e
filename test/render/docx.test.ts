import { describe, expect, it } from "vitest"
import { ProblemError } from "../../src/model/problem.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { readDocxText } from "../../src/render/docx/text.js"
import { paragraphOrder, runOrder, sectionOrder, tableOrder } from "../../src/render/docx/xml.js"
import {
  all,
  bodyOf,
  house,
  names,
  pageOf,
  paragraph,
  partIn,
  partsFor,
  partsOf,
  styleOf,
} from "./docx-tools.js"

const table = `<table class="comparison"><caption>Cap</caption><colgroup><col style="width: 25%"><col style="width: 75%"></colgroup>
<thead><tr><th scope="col">Issue</th><th scope="col">2017</th></tr></thead>
<tbody><tr><th scope="row">Force</th><td><p class="silent">Not mentioned</p></td></tr><tr><th scope="row">Fund</th><td>Set up</td></tr></tbody></table>`
const note = (n: number, text = `Note ${n}.`) => `<li id="fn${n}" role="doc-endnote"><p>${text}</p></li>`
const refer = (n: number) => `<sup><a href="#fn${n}" role="doc-noteref">${n}</a></sup>`
const notes = (...items: string[]) =>
  `<section class="notes" role="doc-endnotes"><h2>Notes</h2><ol>${items.join("")}</ol></section>`

describe("structure", () => {
  it("makes headings Word's own, which its navigation pane shows", async () => {
    const body = await bodyOf("<h1>One</h1><h2>Two</h2><h3>Three</h3>")
    expect(["One", "Two", "Three"].map(text => styleOf(paragraph(body, text)))).toEqual([
      "Heading1",
      "Heading2",
      "Heading3",
    ])
  })

  it("repeats the header row and splits no row", async () => {
    const rows = all(await bodyOf(table), "w:tr")
    expect(rows.map(row => all(row, "w:tblHeader").length)).toEqual([1, 0, 0])
    expect(rows.map(row => all(row, "w:cantSplit").length)).toEqual([1, 1, 1])
  })

  it("gives columns their share of the text's width", async () => {
    const body = await bodyOf(table)
    expect(all(body, "w:gridCol").map(column => Number(column.getAttribute("w:w")))).toEqual([2410, 7228])
    expect(all(body, "w:tblLayout")[0]?.getAttribute("w:type")).toBe("fixed")
  })

  it("leaves the look of cells to styles: nothing bold or centred by hand", async () => {
    const body = await bodyOf(table)
    expect(all(body, "w:pStyle").map(style => style.getAttribute("w:val"))).toEqual([
      "Caption",
      "TableHeading",
      "TableHeading",
      "TableRowHeading",
      "TableSilent",
      "TableRowHeading",
      "TableText",
    ])
    for (const direct of ["w:b", "w:bCs", "w:jc", "w:tblBorders", "w:rFonts", "w:sz", "w:keepNext"])
      expect(all(body, direct)).toEqual([])
  })

  it("keeps the caption with its table and names the table by it for those who do not see it", async () => {
    const parts = await partsFor(table)
    const style = all(partIn(parts, "word/styles.xml"), "w:style").find(
      s => s.getAttribute("w:styleId") === "Caption",
    )!
    expect(all(style, "w:keepNext")).toHaveLength(1)
    expect(all(partIn(parts, "word/document.xml"), "w:tblCaption")[0]?.getAttribute("w:val")).toBe("Cap")
  })

  it("numbers and marks lists by their style alone", async () => {
    const parts = await partsFor("<ul><li>A</li><li>B</li></ul>")
    const body = partIn(parts, "word/document.xml")
    expect(styleOf(paragraph(body, "A"))).toBe("ListBullet")
    expect(all(body, "w:numPr")).toEqual([])
    expect(all(partIn(parts, "word/numbering.xml"), "w:num")).toHaveLength(2)
  })

  it("leaves no empty paragraph and no empty run", async () => {
    const body = await bodyOf(`<p>A</p>${table}${notes()}`)
    expect(all(body, "w:p").filter(p => !p.textContent)).toEqual([])
    expect(all(body, "w:r").filter(r => !r.textContent)).toEqual([])
  })

  it("writes properties in the order that Word's schema demands", async () => {
    const arabic = await bodyOf(
      `<h1>عنوان NATO</h1>${table}<ul><li>أ</li></ul><p>ب ${refer(1)}</p>${notes(note(1))}`,
      { lang: "ar", dir: "rtl" },
    )
    const orders = {
      "w:pPr": paragraphOrder,
      "w:rPr": runOrder,
      "w:tblPr": tableOrder,
      "w:sectPr": sectionOrder,
    }
    for (const root of [arabic, await bodyOf(`<p><em>a</em></p>${table}`)])
      for (const [name, order] of Object.entries(orders))
        for (const element of all(root, name)) {
          const ranks = names(element).map(child => order.indexOf(child))
          expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
          expect(ranks).not.toContain(-1)
        }
  })
})

describe("notes", () => {
  it("become Word's footnotes, without a heading of their own", async () => {
    const parts = await partsFor(`<p>A${refer(1)}</p>${notes(note(1))}`)
    expect(all(partIn(parts, "word/document.xml"), "w:footnoteReference")).toHaveLength(1)
    const footnotes = partIn(parts, "word/footnotes.xml")
    expect(styleOf(paragraph(footnotes, " Note 1."))).toBe("FootnoteText")
    expect(parts.get("word/document.xml")).not.toContain("Notes")
  })

  it("are counted in the order in which they are referred to", async () => {
    const { bytes } = await renderDocx(pageOf(`<p>A${refer(2)} B${refer(1)}</p>${notes(note(1), note(2))}`), {
      template: house,
    })
    expect((await readDocxText(bytes)).split("\n").slice(0, 3)).toEqual(["A1 B2", "1 Note 2.", "2 Note 1."])
  })

  it("have one number, however often they are referred to", async () => {
    const page = pageOf(
      `<p>A${refer(1)} B${refer(2)} C${refer(1)} D${refer(3)}</p>${notes(note(1), note(2), note(3, "Note 1."))}`,
    )
    const { bytes } = await renderDocx(page, { template: house })
    expect((await readDocxText(bytes)).split("\n").slice(0, 4)).toEqual([
      "A1 B2 C1 D3",
      "1 Note 1.",
      "2 Note 2.",
      "3 Note 1.",
    ])
    expect(partsOf(bytes).get("word/document.xml")).toContain("NOTEREF _RefNote1")
  })
})

describe("languages", () => {
  it("tags only words in another language than the page's, with a region as Word wants it", async () => {
    const body = await bodyOf(`<p>A <q lang="fr">pris note</q></p>`)
    expect(all(body, "w:lang").map(lang => lang.getAttribute("w:val"))).toEqual(["fr-FR"])
  })

  it("sets Arabic words in an English sentence from right to left, with the sentence's quotation marks", async () => {
    const body = await bodyOf(`<p>A <q lang="ar" dir="rtl">مالي</q></p>`)
    const run = all(body, "w:r").find(r => r.textContent === "مالي")!
    expect(all(run, "w:rtl")).toHaveLength(1)
    expect(all(run, "w:lang")[0]?.getAttribute("w:bidi")).toBe("ar-SA")
    expect(paragraph(body, "A “مالي”")).toBeDefined()
  })

  it("turns an Arabic page round: section, paragraphs, tables, runs, header and footer", async () => {
    const running = { handling: "سري", reference: "مالي", pageOf: "{page} من {pages}" }
    const parts = await partsFor(`<p>نص</p>${table}`, { lang: "ar", dir: "rtl", running })
    const body = partIn(parts, "word/document.xml")
    expect(names(all(body, "w:sectPr")[0])).toContain("w:bidi")
    expect(all(body, "w:bidiVisual")).toHaveLength(1)
    for (const root of [body, partIn(parts, "word/header1.xml"), partIn(parts, "word/footer1.xml")])
      for (const p of all(root, "w:p")) expect(all(p, "w:bidi")).toHaveLength(1)
    expect(names(all(all(body, "w:p")[0]!, "w:rPr")[0])).toEqual(["w:rtl"])
  })

  it("keeps left-to-right words out of right-to-left runs", async () => {
    const body = await bodyOf("<p>تقرير S/2017/478 (2017) و2295 (2016).</p>", { lang: "ar", dir: "rtl" })
    const runs = all(body, "w:r").map(run => [run.textContent, all(run, "w:rtl").length])
    expect(runs).toEqual([
      ["تقرير ", 1],
      ["S/2017/478 (2017)", 0],
      [" و2295 (2016).", 1],
    ])
  })

  it.each([
    ["fr", "ltr", `w:val="fr-FR"`],
    ["ar", "rtl", `w:bidi="ar-SA"`],
  ] as const)("makes %s the language of the document", async (lang, dir, attribute) => {
    const parts = await partsFor("<p>A</p>", { lang, dir })
    expect(/<w:docDefaults>.*<\/w:docDefaults>/.exec(parts.get("word/styles.xml")!)?.[0]).toMatch(
      new RegExp(`<w:lang [^>]*${attribute}`),
    )
    expect(parts.get("word/settings.xml")).toMatch(new RegExp(`<w:themeFontLang [^>]*${attribute}`))
  })
})

describe("the file", () => {
  it("names nobody if nobody was given, and takes its dates from the page", async () => {
    const core = (await partsFor("<p>A</p>", { title: "T & T", keywords: ["OIC", "Mali"] })).get(
      "docProps/core.xml",
    )!
    expect(core).toContain("<dc:creator></dc:creator>")
    expect(core).not.toContain("Un-named")
    expect(core).toContain("<dc:title>T &amp; T</dc:title>")
    expect(core).toContain("<cp:keywords>OIC, Mali</cp:keywords>")
    expect(core.match(/2026-11-21T09:00:00Z/g)).toHaveLength(2)
  })

  it("has the running words and the page number as Word's own fields", async () => {
    const running = {
      handling: "Restricted",
      reference: "T, 21 November 2026",
      pageOf: "Page {page} of {pages}",
    }
    const parts = await partsFor("<p>A</p>", { running })
    expect(parts.get("word/header1.xml")).toContain(">Restricted<")
    const footer = partIn(parts, "word/footer1.xml")
    expect(footer.textContent).toBe("T, 21 November 2026Page PAGE of NUMPAGES")
    expect(all(footer, "w:instrText").map(field => field.textContent)).toEqual(["PAGE", "NUMPAGES"])
  })

  it("keeps the running words of a redline in one line: those that both editions begin with are no change", async () => {
    const running = (reference: string) => ({ handling: "", reference, pageOf: "Page {page}" })
    const comments = { lang: "en", dir: "ltr", list: [] } as const
    const tracked = { author: "Desk", date: new Date(0), charts: {}, comments }
    const footerOf = async (before: string, after: string) => {
      const page = { running: running(after), tracked: { ...tracked, running: running(before) } }
      const footer = partIn(await partsFor("<p>A</p>", page), "word/footer1.xml")
      return ["w:t", "w:delText"].map(name => all(footer, name).map(text => text.textContent))
    }
    expect(await footerOf("The note · 21 May 2026", "The note · 22 May 2026")).toEqual([
      ["The note · ", "22 May 2026", "Page "],
      ["21 May 2026"],
    ])
    expect(await footerOf("Note 1", "Note 12")).toEqual([["Note ", "12", "Page "], ["1"]])
    expect(await footerOf("", "Note")).toEqual([["Note", "Page "], []])
  })

  it("is the same twice, with links, lists and notes in it", async () => {
    const page = pageOf(
      `<p id="p"><a href="https://undocs.org/S/2017/478">S</a> <a href="#p">p</a>${refer(1)}</p><ol><li>A</li></ol>${table}${notes(note(1))}`,
    )
    const first = await renderDocx(page, { template: house })
    await renderDocx(pageOf("<ol><li>other</li></ol>"), { template: house })
    const second = await renderDocx(page, { template: house.slice() })
    expect(partsOf(second.bytes)).toEqual(partsOf(first.bytes))
    expect(Buffer.compare(second.bytes, first.bytes)).toBe(0)
    expect(partsOf(first.bytes).get("word/_rels/document.xml.rels")).not.toMatch(/Id="(?!rId\d+")/)
  })

  it("carries its fonts and opens without Word's compatibility mode", async () => {
    const parts = await partsFor("<p>A</p>")
    expect([...parts.keys()].filter(name => name.endsWith(".odttf"))).toHaveLength(10)
    expect(parts.get("word/settings.xml")).toMatch(/compatibilityMode"[^>]*w:val="15"/)
  })

  it.each([
    "<b>bold</b> & {{body}} {{handling}}",
    "\u202Eright to left",
    "👩🏽‍💻 𐍈",
    "x".repeat(10_000),
    "a\u0000b\uD800c\uFDD0d",
  ])("keeps hostile text as it is: %.40s", async text => {
    const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    const running = { handling: text, reference: text, pageOf: "" }
    const { bytes } = await renderDocx(pageOf(`<p>${escaped}</p>`, { title: text, running }), {
      template: house,
    })
    // XML has no place for three of these characters; every other one is kept.
    const kept = text.replace(
      /[\0\uFDD0]|(?<![\uD800-\uDBFF])[\uD800-\uDFFF](?![\uDC00-\uDFFF])|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/g,
      "",
    )
    const words = (await readDocxText(bytes)).split("\n")
    expect(words[1]).toBe(kept)
  })

  it("fails, and says why, if Word cannot hold something of the note", async () => {
    const rendering = renderDocx(pageOf("<p>A</p><video></video><iframe></iframe>"), { template: house })
    const error: unknown = await rendering.catch(e => e)
    expect(error).toBeInstanceOf(ProblemError)
    expect((error as ProblemError).problems.map(({ severity }) => severity)).toEqual(["error", "error"])
  })
})
