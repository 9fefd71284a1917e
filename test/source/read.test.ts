import {
  AlignmentType,
  DeletedTextRun,
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  InsertedTextRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx"
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"
import { describe, expect, it } from "vitest"
import type { Line } from "../../src/model/reports.js"
import { readLayer } from "../../src/source/read.js"

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (name: string, content: string | Uint8Array) =>
  readLayer(name, typeof content === "string" ? bytesOf(content) : content)
const marked = (lines: readonly Line[]) => lines.map(l => (l.mark ? `${l.mark} ${l.text}` : l.text))

describe("plain text", () => {
  it("is kept line by line, in UTF-8 or marked UTF-16", async () => {
    const { format, lines } = await read("a.txt", "One\n\n  two \u0627\n")
    expect([format, lines.map(l => l.text)]).toEqual(["txt", ["One", "", "  two \u0627"]])
    const wide = new Uint8Array([0xff, 0xfe, 0x41, 0, 0x0a, 0, 0x42, 0])
    expect((await read("a.txt", wide)).lines.map(l => l.text)).toEqual(["A", "B"])
  })
})

describe("what cannot be read is a problem with a hint", () => {
  it.each([
    ["a.odt", "x", "files of the kind .odt are not read"],
    ["a.xyz", "x", "files of the kind .xyz are not read"],
    ["report", "x", "the name does not tell the kind"],
    ["a.txt", "", "the file is empty"],
    ["a.txt", " \n\n", "the file has no text"],
    ["a.html", "<p></p>", "the file has no text"],
    ["a.txt", new Uint8Array([0x41, 0xe9, 0x42]), "not written in UTF-8"],
    ["a.txt", "%PDF-1.7 and so on", "this is no plain text"],
    ["a.pdf", "no PDF at all", "this is no PDF file, or a broken one"],
    ["a.docx", "PK\u0003\u0004 broken", "this is no Word file, or a broken one"],
    ["a.docx", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), "with a password"],
    ["a.docx", zipSync({ "word/document.xml": strToU8("<w:document") }), "word/document.xml is no XML"],
    ["a.docx", zipSync({ "xl/workbook.xml": strToU8("<x/>") }), "this file holds no Word document"],
    ["a.html", new Uint8Array([0x3c, 0x70, 0x3e, 0xe9]), "not written in UTF-8"],
  ])("%s %#: %s", async (name, content, what) => {
    const error = await read(name, content).catch(e => e)
    expect(error.name).toBe("ProblemError")
    expect(error.message).toContain(what)
    expect(error.problems[0].hint).toBeTruthy()
    expect(error.problems[0].place).toEqual({ file: name })
  })
})

describe("HTML", () => {
  const lines = async (html: string) => (await read("a.html", html)).lines

  it("has headings, paragraphs with one space for many, and breaks", async () => {
    expect(
      await lines("<title>no</title><h2>Part  <b>one</b></h2><p>A\n b<br>c</p>tail<script>x</script>"),
    ).toEqual([
      { text: "Part one", role: "heading", level: 2 },
      { text: "A b" },
      { text: "c" },
      { text: "tail" },
    ])
  })

  it.each([
    ["<ol><li>a<li>b</ol>", ["1. a", "2. b"]],
    ['<ol type="i" start="4"><li>a<li>b</ol>', ["iv. a", "v. b"]],
    ['<ol type="A"><li value="27">a<li>b</ol>', ["AA. a", "AB. b"]],
    ["<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]],
    ['<ol style="list-style-type: arabic-indic"><li>a</ol>', ["١. a"]],
    ['<ol style="list-style: upper-roman inside"><li>a</ol>', ["I. a"]],
    ["<ul><li>a<li>b</ul>", ["• a", "• b"]],
    ["<ol><li><p>a</p><p>more</p><li>b</ol>", ["1. a", "more", "2. b"]],
    [
      '<ol start="7"><li>a<ol type="a"><li>x<li>y</ol>rest<li>b</ol>',
      ["7. a", "a. x", "b. y", "rest", "8. b"],
    ],
  ])("numbers lists as a browser does: %s", async (html, expected) => {
    expect(marked(await lines(html))).toEqual(expected)
  })

  it("has rows of tables with their cells in their columns", async () => {
    const html =
      "<table><caption>Troops<thead><tr><th>Of<th colspan=2>All<tbody><tr><td rowspan=2>A<td>1<td>2<tr><td><td>4</table>"
    expect(await lines(html)).toEqual([
      { text: "Troops" },
      { text: "Of\tAll\t", role: "table row", cells: ["Of", "All", ""] },
      { text: "A\t1\t2", role: "table row", cells: ["A", "1", "2"] },
      { text: "\t\t4", role: "table row", cells: ["", "", "4"] },
    ])
  })

  it("keeps notes apart from the words, and leaves out what is not shown", async () => {
    const html =
      '<html lang="fr-FR"><p>Text<sup><a role="doc-noteref" href="#n">1</a></sup>.</p><p hidden>no</p><p style="display:none">no</p>' +
      '<section role="doc-endnotes"><ol><li role="doc-endnote" id="n"><p>The note.</p></li></ol></section>'
    const layer = await read("a.html", html)
    expect(layer.declared).toBe("fr")
    expect(layer.lines).toEqual([{ text: "Text." }, { text: "The note.", role: "note", mark: "1" }])
  })

  it("is read in the writing that it declares", async () => {
    const page = new Uint8Array([...bytesOf('<meta charset="windows-1252"><p>'), 0xe9])
    expect((await read("a.htm", page)).lines[0]?.text).toBe("é")
  })
})

const level = (
  at: number,
  format: (typeof LevelFormat)[keyof typeof LevelFormat],
  text: string,
  start = 1,
) => ({
  level: at,
  format,
  text,
  start,
  alignment: AlignmentType.START,
})

async function wordFile(children: ConstructorParameters<typeof Document>[0]["sections"][number]["children"]) {
  const document = new Document({
    numbering: {
      config: [
        {
          reference: "paragraphs",
          levels: [
            level(0, LevelFormat.DECIMAL, "%1."),
            level(1, LevelFormat.LOWER_LETTER, "(%2)"),
            level(2, LevelFormat.LOWER_ROMAN, "(%3)"),
          ],
        },
        { reference: "points", levels: [level(0, LevelFormat.LOWER_ROMAN, "%1.", 3)] },
        {
          reference: "parts",
          levels: [level(0, LevelFormat.UPPER_ROMAN, "%1."), level(1, LevelFormat.DECIMAL, "%1.%2")],
        },
        { reference: "letters", levels: [level(0, LevelFormat.UPPER_LETTER, "%1.", 26)] },
        { reference: "hindi", levels: [level(0, LevelFormat.HINDI_NUMBERS, "%1-", 9)] },
        { reference: "abjad", levels: [level(0, LevelFormat.ARABIC_ABJAD, "%1)")] },
        { reference: "bullets", levels: [level(0, LevelFormat.BULLET, "\uf0b7")] },
      ],
    },
    footnotes: {
      1: { children: [new Paragraph("First note.")] },
      2: { children: [new Paragraph("Second note.")] },
    },
    sections: [{ children }],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

const item = (text: string, reference: string, level = 0, instance = 0) =>
  new Paragraph({ text, numbering: { reference, level, instance } })
const wordLines = async (...children: Parameters<typeof wordFile>[0][number][]) =>
  (await read("a.docx", await wordFile(children))).lines

describe("Word", () => {
  it("has the automatic numbers that Word prints: deeper levels begin again", async () => {
    const lines = await wordLines(
      item("one", "paragraphs"),
      item("a", "paragraphs", 1),
      item("b", "paragraphs", 1),
      item("deep", "paragraphs", 2),
      item("two", "paragraphs"),
      new Paragraph("between"),
      item("a again", "paragraphs", 1),
      item("three", "paragraphs"),
    )
    expect(marked(lines)).toEqual([
      "1. one",
      "(a) a",
      "(b) b",
      "(i) deep",
      "2. two",
      "between",
      "(a) a again",
      "3. three",
    ])
    expect(lines[3]).toMatchObject({ role: "list item", level: 3, mark: "(i)" })
  })

  it.each([
    ["points", ["iii. x", "iv. y"]],
    ["letters", ["Z. x", "AA. y"]],
    ["hindi", ["٩- x", "١٠- y"]],
    ["abjad", ["أ) x", "ب) y"]],
    ["bullets", ["• x", "• y"]],
  ])("writes %s", async (reference, expected) => {
    expect(marked(await wordLines(item("x", reference), item("y", reference)))).toEqual(expected)
  })

  it("writes the numbers of upper levels, also where they are roman", async () => {
    const lines = await wordLines(
      item("x", "parts"),
      item("y", "parts", 1),
      item("z", "parts"),
      item("w", "parts", 1),
    )
    expect(marked(lines)).toEqual(["I. x", "I.1 y", "II. z", "II.1 w"])
  })

  it("begins again with another instance of a list that says so", async () => {
    const lines = await wordLines(
      item("x", "paragraphs"),
      item("y", "paragraphs"),
      item("z", "paragraphs", 0, 1),
      item("w", "paragraphs", 0, 1),
    )
    expect(marked(lines)).toEqual(["1. x", "2. y", "1. z", "2. w"])
  })

  it("has headings, tabs and breaks; a numbered heading keeps its number", async () => {
    const lines = await wordLines(
      new Paragraph({ text: "Title", heading: HeadingLevel.TITLE }),
      new Paragraph({
        text: "Part",
        heading: HeadingLevel.HEADING_2,
        numbering: { reference: "parts", level: 0 },
      }),
      new Paragraph({ children: [new TextRun("a\tb"), new TextRun({ text: "c", break: 1 })] }),
    )
    expect(lines).toEqual([
      { text: "Title", role: "heading", level: 1 },
      { text: "Part", role: "heading", level: 2, mark: "I." },
      { text: "a\tb" },
      { text: "c" },
    ])
  })

  it("has rows of tables with their cells; spanned cells leave their columns empty", async () => {
    const cell = (text: string, columnSpan = 1) =>
      new TableCell({ children: [new Paragraph(text)], columnSpan })
    const rows = [
      new TableRow({ children: [cell("Of", 2), cell("All")] }),
      new TableRow({ children: [cell("A"), cell(""), cell("1 507")] }),
      new TableRow({
        children: [new TableCell({ children: [item("numbered", "paragraphs")] }), cell("2"), cell("3")],
      }),
    ]
    expect((await wordLines(new Table({ rows }))).filter(l => l.cells)).toEqual([
      { text: "Of\t\tAll", role: "table row", cells: ["Of", "", "All"] },
      { text: "A\t\t1 507", role: "table row", cells: ["A", "", "1 507"] },
      { text: "numbered\t2\t3", role: "table row", cells: ["numbered", "2", "3"], mark: "1." },
    ])
  })

  it("reads a table of one cell as the text in it", async () => {
    const cell = new TableCell({ children: [item("framed", "paragraphs"), new Paragraph("on")] })
    expect(marked(await wordLines(new Table({ rows: [new TableRow({ children: [cell] })] })))).toEqual([
      "1. framed",
      "on",
    ])
  })

  it("puts notes at the end, numbered by their references, and not into the words", async () => {
    const lines = await wordLines(
      new Paragraph({ children: [new TextRun("later"), new FootnoteReferenceRun(2), new TextRun(" on")] }),
      new Paragraph({ children: [new TextRun("x"), new FootnoteReferenceRun(1)] }),
    )
    expect(lines).toEqual([
      { text: "later on" },
      { text: "x" },
      { text: "Second note.", role: "note", mark: "1" },
      { text: "First note.", role: "note", mark: "2" },
    ])
  })

  it("reads insertions, not deletions, and says so", async () => {
    const by = { id: 1, author: "A", date: "2020-01-01T00:00:00Z" }
    const children = [
      new Paragraph({
        children: [
          new TextRun("with "),
          new InsertedTextRun({ ...by, text: "nine" }),
          new DeletedTextRun({ ...by, text: "ten" }),
          new TextRun({ text: " secret", vanish: true }),
        ],
      }),
    ]
    const { lines, doubts } = await read("a.docx", await wordFile(children))
    expect(lines).toEqual([{ text: "with nine" }])
    expect(doubts?.map(d => d.what)).toEqual([
      expect.stringContaining("tracked changes"),
      "hidden words were left out",
    ])
  })

  it("takes the number from the style of a paragraph, and finds the level that the style belongs to", async () => {
    const parts = unzipSync(await wordFile([item("x", "paragraphs")]))
    const text = (part: string) => strFromU8(parts[part]!)
    const edit = (part: string, from: RegExp | string, to: string) => {
      expect(text(part)).toMatch(from)
      parts[part] = strToU8(text(part).replace(from, to))
    }
    const numId = /<w:numId w:val="(\d+)"/.exec(text("word/document.xml"))![1]!
    const style = (name: string, more: string) =>
      `<w:style w:type="paragraph" w:styleId="${name}"><w:name w:val="${name}"/>${more}</w:style>`
    edit(
      "word/styles.xml",
      "</w:styles>",
      `${style("Para", `<w:pPr><w:numPr><w:numId w:val="${numId}"/></w:numPr></w:pPr>`)}${style("Child", '<w:basedOn w:val="Para"/>')}</w:styles>`,
    )
    const p = (name: string, words: string, more = "") =>
      `<w:p><w:pPr><w:pStyle w:val="${name}"/>${more}</w:pPr><w:r><w:t>${words}</w:t></w:r></w:p>`
    edit(
      "word/document.xml",
      /<w:body>.*<\/w:body>/s,
      `<w:body>${p("Para", "a")}${p("Child", "b")}${p("Para", "none", '<w:numPr><w:numId w:val="0"/></w:numPr>')}${p("Para", "c")}</w:body>`,
    )
    expect(marked((await read("a.docx", zipSync(parts))).lines)).toEqual(["1. a", "2. b", "none", "3. c"])
  })
})

/** A PDF file of pages with the lines given, made by hand; a page without lines holds a drawing alone. */
function pdfFile(pages: readonly (readonly string[])[]): Uint8Array {
  const content = pages.map(lines =>
    lines.length === 0
      ? "0 0 10 10 re f"
      : `BT /F 12 Tf 72 720 Td ${lines.map(l => (l === "" ? "0 -14 Td" : `(${l}) Tj 0 -14 Td`)).join(" ")} ET`,
  )
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(" ")}]>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ...content.flatMap((c, i) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents ${5 + 2 * i} 0 R>>`,
      `<</Length ${c.length}>>stream\n${c}\nendstream`,
    ]),
  ]
  const body = objects.map((o, i) => `${i + 1} 0 obj\n${o}\nendobj\n`)
  const trailer = `trailer<</Root 1 0 R/Size ${objects.length + 1}>>\nstartxref\n0\n%%EOF`
  return bytesOf(`%PDF-1.4\n${body.join("")}${trailer}`)
}

describe("PDF", () => {
  it("has lines with their pages, an empty line for a gap, and a doubt about a page without text", async () => {
    const layer = await read(
      "a.pdf",
      pdfFile([["1. One line", "and two", "", "", "2. Far below", "x", "y"], [], ["Third"]]),
    )
    expect(layer.lines).toEqual([
      { text: "1. One line", page: 1 },
      { text: "and two", page: 1 },
      { text: "", page: 1 },
      { text: "2. Far below", page: 1 },
      { text: "x", page: 1 },
      { text: "y", page: 1 },
      { text: "Third", page: 3 },
    ])
    expect(layer.doubts).toEqual([{ line: 6, what: "page 2 has no text: it may be a picture" }])
  })

  it("is a problem without any text, as a scan is", async () => {
    const error = await read("a.pdf", pdfFile([[]])).catch(e => e)
    expect(error.problems[0]).toMatchObject({
      what: "this PDF file has no text",
      hint: expect.stringContaining("scan"),
    })
  })

  it("is a problem where it asks for a password", async () => {
    const hex = "<".concat("00".repeat(32), ">")
    const locked = new TextDecoder()
      .decode(pdfFile([["x"]]))
      .replace(
        "trailer<<",
        `trailer<</ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O ${hex}/U ${hex}>>`,
      )
    expect((await read("a.pdf", bytesOf(locked)).catch(e => e)).message).toContain("asks for a password")
  })
})
