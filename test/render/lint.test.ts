import { readFile } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { formatProblem } from "../../src/model/problem.js"
import type { Page } from "../../src/note/page.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { pack, readZip, unpack, writeZip } from "../../src/render/docx/zip.js"
import { lintDocx } from "../../src/render/lint/docx.js"
import { lintPdf } from "../../src/render/lint/pdf.js"
import { renderPdf } from "../../src/render/pdf/pdf.js"
import { openPrinter, type Printer } from "../../src/render/pdf/printer.js"
import { arabicPage, frenchPage } from "./arabic-page.js"
import { house, pageOf } from "./docx-tools.js"

const english = pageOf(
  `<h1>Two texts</h1><p>The Arabic says “<bdi class="quote" lang="ar" dir="rtl">مواصلة العمل (مالي)</bdi>” (point iv), +5,009 and 82%.</p>
<table class="comparison"><tbody><tr><th scope="row">Issue</th><td><q lang="ar" dir="rtl">حكومة مالي</q></td></tr></tbody></table>`,
)
const pages: readonly (readonly [string, Page])[] = [
  ["Arabic", arabicPage],
  ["French", frenchPage],
  ["English with Arabic inside", english],
]

describe("a Word file", () => {
  test.each(pages)("in %s has nothing to be said of", async (_, page) => {
    const { bytes } = await renderDocx(page, { template: house })
    expect((await lintDocx(bytes, page)).map(formatProblem)).toEqual([])
  })

  /** The file with a part damaged: the first match of a pattern replaced. */
  async function damaged(page: Page, part: string, pattern: RegExp, by: string): Promise<readonly string[]> {
    const { bytes } = await renderDocx(page, { template: house })
    const entries = readZip(bytes).map(entry => {
      if (entry.name !== part) return entry
      const before = new TextDecoder().decode(unpack(entry))
      const after = before.replace(pattern, by)
      expect(after, `${pattern} is not in ${part}`).not.toBe(before)
      return pack(part, new TextEncoder().encode(after))
    })
    return (await lintDocx(writeZip(entries), page)).map(formatProblem)
  }

  const body = "word/document.xml"
  const chart = "word/charts/chart1.xml"
  const faults: readonly (readonly [string, Page, string, RegExp, string, RegExp])[] = [
    [
      "a section that is not mirrored",
      arabicPage,
      body,
      /(<w:sectPr\b.*?)<w:bidi\/>/s,
      "$1",
      /the section runs/,
    ],
    ["a table that is not", arabicPage, body, /<w:bidiVisual\/>/, "", /the table runs from left to right/],
    [
      "a paragraph that is not",
      arabicPage,
      body,
      /(<w:pStyle w:val="ListBullet"\/>)<w:bidi\/>/,
      "$1",
      /paragraph “كتيبة .*the paragraph runs/,
    ],
    [
      "a footer that is not",
      arabicPage,
      "word/footer1.xml",
      /<w:bidi\/>/,
      "",
      /footer1\.xml.*the paragraph runs/,
    ],
    ["Arabic from left to right", arabicPage, body, /<w:rtl\/>/, "", /run “مذكرة.*Arabic letters in a run/],
    [
      "Latin from right to left",
      arabicPage,
      body,
      /<w:r>(<w:t[^>]*>MINUSMA)/,
      "<w:r><w:rPr><w:rtl/></w:rPr>$1",
      /run “MINUSMA”: Latin letters/,
    ],
    [
      "brackets from left to right",
      arabicPage,
      body,
      /<w:rtl\/>(<\/w:rPr><w:t[^>]*>\(17\))/,
      "$1",
      /“\(” stands on the wrong side/,
    ],
    [
      "a sign on the wrong side",
      arabicPage,
      body,
      /<w:cs\/>(<\/w:rPr><w:t[^>]*>\u200e\+5,009)/,
      "<w:rtl/>$1",
      /“\+” stands|“5” stands/,
    ],
    ["bold for Latin alone", arabicPage, "word/styles.xml", /<w:bCs\/>/g, "", /has no w:bCs/],
    ["italic for Latin alone", arabicPage, "word/styles.xml", /<w:iCs [^>]*>/g, "", /has no w:iCs/],
    ["a size for Latin alone", arabicPage, "word/styles.xml", /<w:szCs [^>]*>/g, "", /has no w:szCs/],
    [
      "a face for Latin alone",
      arabicPage,
      "word/styles.xml",
      / w:cs="[^"]*"/g,
      "",
      /has no w:cs of w:rFonts/,
    ],
    [
      "no language for Arabic",
      arabicPage,
      "word/styles.xml",
      / w:bidi="ar-SA"/,
      "",
      /right-to-left language is none/,
    ],
    [
      "a character without a glyph",
      arabicPage,
      body,
      />مذكرة إحاطة</,
      ">مذكرة ۞<",
      /the embedded typeface Amiri has no glyph for ۞/,
    ],
    [
      "a Latin one without a glyph",
      frenchPage,
      body,
      />Ce qui a changé</,
      ">Ce qui a Ω<",
      /the embedded typeface Source Sans 3 has no glyph for Ω/,
    ],
    [
      "a chart whose words are not turned",
      arabicPage,
      chart,
      / rtl="1"/g,
      "",
      /chart.*the words of the legend/,
    ],
    ["a chart whose axis is not", arabicPage, chart, /maxMin/g, "minMax", /the axis along the page/],
    ["a chart without a face for Arabic", arabicPage, chart, /<a:cs [^>]*>/g, "", /none for Arabic/],
    ["Arabic from left to right in English", english, body, /<w:rtl\/>/, "", /Arabic letters in a run/],
    [
      "English that is turned",
      english,
      body,
      /(<w:pStyle w:val="Heading1"\/>)/,
      "$1<w:bidi/>",
      /runs from right to left and has no Arabic/,
    ],
  ]
  test.each(faults)("with %s is refused", async (_, page, part, pattern, by, told) => {
    expect((await damaged(page, part, pattern, by)).join("\n")).toMatch(told)
  })
})

describe("a PDF file", () => {
  let printer: Printer
  let css: string
  beforeAll(async () => {
    printer = openPrinter()
    css = await readFile("templates/house.css", "utf8")
  })
  afterAll(() => printer.close())
  const print = async (page: Page, more = "") =>
    (await renderPdf(page, { css: `${css}\n${more}`, printer })).bytes
  const lint = async (page: Page, more = "") =>
    (await lintPdf(await print(page, more), page)).map(formatProblem)

  test.each(pages)("in %s has nothing to be said of", async (_, page) => {
    expect(await lint(page)).toEqual([])
  })

  test("brackets are not looked for where an ellipsis stands for them, as in an excerpt of a redline", async () => {
    const fr = (text: string) => pageOf(`<section><p>${text}</p></section>`, { lang: "fr", dir: "ltr" })
    expect(await lint(fr("… iii ; iii) ; Progrès de la mise en œuvre (v ; iv …"))).toEqual([])
    expect(await lint(fr("iii ; iii) ; Progrès de la mise en œuvre (v ; iv"))).toEqual([
      expect.stringMatching(/the brackets \( \) stand away/),
    ])
  })

  const ar = (inside: string) => pageOf(`<section>${inside}</section>`, { lang: "ar", dir: "rtl" })
  const faults: readonly (readonly [string, Page, string, RegExp])[] = [
    [
      "columns from left to right",
      arabicPage,
      "table { direction: ltr }",
      /the columns of a table do not stand from right to left/,
    ],
    ["sentences from left to right", arabicPage, "p { direction: ltr }", /stands at the beginning of a line/],
    [
      "signs behind their numbers",
      arabicPage,
      "bdi { unicode-bidi: normal; direction: inherit }",
      /“\+” stands on the wrong side of its number/,
    ],
    [
      "brackets away from their words",
      ar(`<p>قال <bdo dir="ltr">(</bdo>مالي<bdo dir="ltr">)</bdo> ذلك</p>`),
      "",
      /the brackets \( \) stand away/,
    ],
    [
      "Latin letters turned round",
      ar("<p>قال MINUSMA ذلك</p>"),
      ".latin { direction: rtl; unicode-bidi: bidi-override }",
      /is read from right to left/,
    ],
    ["a box for a letter", ar("<p>قال \u0378 ذلك</p>"), "", /has no glyph for/],
    [
      "a quotation whose language is lost",
      ar(`<p>قال <span role="none" lang="fr">a pris note</span> ذلك</p>`),
      "",
      /the note quotes in “fr”/,
    ],
    ["English from right to left", english, "p { direction: rtl }", /stands at the beginning of a line/],
  ]
  test.each(faults)("with %s is refused", async (_, page, more, told) => {
    expect((await lint(page, more)).join("\n")).toMatch(told)
  })

  test("of another language and direction than the note is refused", async () => {
    const problems = (await lintPdf(await print(frenchPage), arabicPage)).map(({ what }) => what)
    expect(problems).toContain("the file’s language is fr, not ar")
    expect(problems).toContain("the file is read from the wrong side: its direction is not told")
  })
})
