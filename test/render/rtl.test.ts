import { readFile } from "node:fs/promises"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { sidesOf } from "../../src/render/bidi.js"
import { markDirections, markHtml } from "../../src/render/direction.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { countDocxPages } from "../../src/render/docx/pages.js"
import { readDocxText } from "../../src/render/docx/text.js"
import { blocksOf, type StructureNode } from "../../src/render/lint/blocks.js"
import { lintDocx } from "../../src/render/lint/docx.js"
import { glyphsOn } from "../../src/render/lint/glyphs.js"
import { lintPdf } from "../../src/render/lint/pdf.js"
import { bracketShapes } from "../../src/render/lint/shapes.js"
import { renderPdf } from "../../src/render/pdf/pdf.js"
import { openPrinter, type Printer } from "../../src/render/pdf/printer.js"
import { arabicPage, frenchPage } from "./arabic-page.js"
import { all, bodyOf, house, names, pageOf, paragraph } from "./docx-tools.js"
import { readPdfFile } from "./pdf-text.js"

const plain = (text: string) => text.replace(/[\u200e\u200f]/g, "")

describe("sides", () => {
  const cases: readonly (readonly [string, "ltr" | "rtl", string])[] = [
    ["مالي abc مالي", "rtl", "rrrrrlllrrrrr"],
    ["مالي (abc) مالي", "rtl", "rrrrrrlllrrrrrr"],
    ["S/2017/478 (2017) مالي", "rtl", "lllllllllllllllllrrrrr"],
    ["مالي 13,289", "rtl", "rrrrrrrrrrr"],
    ["\u200e+5,009 مالي", "rtl", "lllllllrrrrr"],
    ["abc مالي, def", "ltr", "llllrrrrlllll"],
    ["abc «مالي».", "ltr", "lllllrrrrll"],
    ["مالي \u2066a, b\u2069, c", "rtl", "rrrrrrllllrrrl"],
  ]
  it.each(cases)("of %s in a paragraph %s", (text, base, sides) => {
    expect(
      sidesOf(text, base)
        .map(side => side[0])
        .join(""),
    ).toBe(sides)
  })
})

describe("marks of direction", () => {
  it("keep signs with their numbers in lines of Arabic, and leave ranges and other languages alone", () => {
    expect(markDirections("ارتفع +5,009 و82% و−3، 1–3", "rtl")).toBe(
      "ارتفع \u200e+5,009 و\u200e82% و\u200e−3، 1–3",
    )
    expect(markDirections("+5,009", "ltr")).toBe("+5,009")
  })

  it("are elements in HTML, where no attribute, entity or foreign quotation is touched", () => {
    const html = `<p title="+5">ا +5 &amp; S/2017/478 &#x2B;7 <bdi dir="ltr">+3 x</bdi> R&amp;D</p>`
    expect(markHtml(html, "rtl")).toBe(
      `<p title="+5">ا <bdi dir="ltr">+5</bdi> &amp; <bdi dir="ltr" class="latin">S/2017/478 &#x2B;7</bdi> <bdi dir="ltr">+3 x</bdi> <bdi dir="ltr" class="latin">R&amp;D</bdi></p>`,
    )
  })

  it("turn the arrow of a change the way the words run", () => {
    expect(plain(markHtml("<p>iv → vi</p>", "rtl")).replace(/<[^>]*>/g, "")).toBe("iv ← vi")
  })
})

/** Words, numbers and brackets of both scripts; letters that join to nothing, so that a glyph is a letter. */
const word = fc.constantFrom("دار", "ورد", "زاد", "abc", "Xy", "13,289", "7", "2017", "iv", "دوذ")
const bracketed = fc
  .tuple(fc.constantFrom("()", "[]", "«»"), fc.array(word, { minLength: 1, maxLength: 3 }))
  .map(([[open, close], words]) => `${open}${words.join(" ")}${close}`)
const sentence = fc
  .tuple(fc.constantFrom("زاد", "دار"), fc.array(fc.oneof(word, bracketed), { minLength: 1, maxLength: 7 }))
  .map(([first, parts]) => [first, ...parts, "ورد"].join(" "))

describe("Word", () => {
  it("keeps any mixture of scripts, digits and brackets in logical order, each run in its direction", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sentence, { minLength: 5, maxLength: 20 }),
        fc.boolean(),
        async (texts, rtl) => {
          const page = pageOf(
            texts.map(text => `<p>${text}</p>`).join(""),
            rtl ? { lang: "ar", dir: "rtl" } : {},
          )
          const { bytes } = await renderDocx(page, { template: house })
          const lines = plain(await readDocxText(bytes)).split("\n")
          expect(lines.slice(0, texts.length)).toEqual(texts)
          expect(await lintDocx(bytes, page)).toEqual([])
        },
      ),
      { numRuns: 6 },
    )
  })

  it("splits a sentence where the direction changes, numbers with the Arabic around them", async () => {
    const body = await bodyOf("<p>بلغ 13,289 في MINUSMA أي (82%).</p>", { lang: "ar", dir: "rtl" })
    expect(all(body, "w:r").map(run => [run.textContent, names(all(run, "w:rPr")[0])])).toEqual([
      ["بلغ 13,289 في ", ["w:rtl"]],
      ["MINUSMA", []],
      [" أي (", ["w:rtl"]],
      ["\u200e82%\u200e", ["w:cs"]],
      [").", ["w:rtl"]],
    ])
  })

  it("keeps the punctuation of a foreign quotation inside it for programs that know only characters", async () => {
    const body = await bodyOf(`<p>قال <bdi lang="fr" dir="ltr">(a) pris note.</bdi> ثم</p>`, {
      lang: "ar",
      dir: "rtl",
    })
    expect(paragraph(body, "قال \u200e(a) pris note.\u200e ثم")).toBeDefined()
  })

  it("counts two pages of the Arabic note, its letters joined as they are shown", async () => {
    const { bytes } = await renderDocx(arabicPage, { template: house })
    expect(await countDocxPages(bytes)).toMatchObject({ pages: 2 })
  })

  it("keeps the narrow spaces of French", async () => {
    const { bytes } = await renderDocx(frenchPage, { template: house })
    expect(await readDocxText(bytes)).toContain(
      "10\u202f919 sur 13\u202f289 en mai 2017\u202f: 82\u202f% du plafond",
    )
  })
})

describe("PDF", () => {
  let printer: Printer
  let css: string
  beforeAll(async () => {
    printer = openPrinter()
    css = await readFile("templates/house.css", "utf8")
  })
  afterAll(() => printer.close())

  it("shows any mixture of scripts, digits and brackets in the order of the bidirectional algorithm", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sentence, { minLength: 10, maxLength: 25 }), async texts => {
        const page = pageOf(texts.map(text => `<p>${text}</p>`).join(""), { lang: "ar", dir: "rtl" })
        const { bytes } = await renderPdf(page, { css: `${css} p { white-space: nowrap }`, printer })
        expect(await visualLines(bytes)).toEqual(texts.map(visual))
        expect(await lintPdf(bytes, page)).toEqual([])
      }),
      { numRuns: 3 },
    )
  })

  it("has Arabic words whole and searchable, symbols and signed numbers as they are written", async () => {
    const { bytes, problems, pages } = await renderPdf(arabicPage, { css, printer })
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([])
    expect(pages).toBe(2)
    const text = (await readPdfFile(bytes)).pages.join("\n")
    for (const found of ["عسكريا", "بالطريقة", "الفريق", "السريع", "S/2017/478", "+5,009", "82%", "13,289"])
      expect(text).toContain(found)
    expect(text).toContain("الصفحة 1 من 2")
  })

  it("names the language of every quotation in its structure", async () => {
    const { bytes } = await renderPdf(frenchPage, { css, printer })
    expect(await languages(bytes)).toEqual(["ar", "en", "fr"])
  })
})

const mirror: Readonly<Record<string, string>> = {
  "(": ")",
  ")": "(",
  "[": "]",
  "]": "[",
  "«": "»",
  "»": "«",
}

/** What a line of Arabic looks like from left to right: numbers and Latin stretches kept, brackets turned; without spaces. */
function visual(words: string): string {
  const text = markHtml(words, "rtl")
    .replace(/<bdi[^>]*>/g, "\u2066")
    .replaceAll("</bdi>", "\u2069")
  const sides = sidesOf(text, "rtl")
  const numbers = new Set(
    [...text.matchAll(/\d+(?:,\d+)*/g)].flatMap(m => [...m[0]].map((_, i) => m.index + i)),
  )
  const pieces: string[] = []
  let wasForward = false
  for (const [i, char] of [...text].entries()) {
    const forward = sides[i] === "ltr" || numbers.has(i)
    if (forward && wasForward) pieces[0] += char
    else pieces.unshift(forward ? char : (mirror[char] ?? char))
    wasForward = forward
  }
  return pieces.join("").replace(/[\s\u2066\u2069]/g, "")
}

async function opened<T>(
  bytes: Uint8Array,
  work: (
    page: Parameters<typeof glyphsOn>[0],
    library: Parameters<typeof glyphsOn>[1],
  ) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const library = await import("pdfjs-dist/legacy/build/pdf.mjs")
  const task = library.getDocument({ data: new Uint8Array(bytes), useSystemFonts: false })
  const document = await task.promise
  const found: T[] = []
  for (let n = 1; n <= document.numPages; n++) found.push(...(await work(await document.getPage(n), library)))
  await task.destroy()
  return found
}

/** The paragraphs as they look, from left to right, without spaces; brackets by their shapes. */
function visualLines(bytes: Uint8Array): Promise<readonly string[]> {
  return opened(bytes, async (page, library) => {
    const glyphs = await glyphsOn(page, library)
    const tree = (await page.getStructTree()) as StructureNode | null
    const faces = [...new Set(glyphs.map(({ face }) => face))]
    const shapes = new Map(
      await Promise.all(faces.map(async face => [face, await bracketShapes(face)] as const)),
    )
    return blocksOf(tree, glyphs)
      .filter(({ role, lines }) => role === "P" && lines.length > 0)
      .map(({ lines }) =>
        lines
          .flat()
          .map(({ face, code, text }) => shapes.get(face)?.get(code) ?? text)
          .join("")
          .replace(/\s/g, ""),
      )
  })
}

async function languages(bytes: Uint8Array): Promise<readonly string[]> {
  const { languagesIn } = await import("../../src/render/lint/blocks.js")
  const found = await opened(bytes, async page =>
    languagesIn((await page.getStructTree()) as StructureNode | null),
  )
  return [...new Set(found)].sort()
}
