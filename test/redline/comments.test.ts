import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Claim, Trace } from "../../src/model/trace.js"
import type { Page } from "../../src/note/page.js"
import { redlineWords } from "../../src/redline/catalogue.js"
import { redlinePage } from "../../src/redline/page.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { childrenOf, type Element } from "../../src/render/docx/xml.js"
import { pack, readZip, writeZip } from "../../src/render/docx/zip.js"
import { lintDocx } from "../../src/render/lint/docx.js"
import { all, house, houseWith, names, pageOf, partIn, partsOf } from "../render/docx-tools.js"
import { pairs } from "./pairs.js"
import { acceptAll, rejectAll } from "./settle.js"

const whose = { author: "Mali desk", date: new Date("2026-12-01T00:00:00Z") }
const languages = ["en", "fr", "ar"] as const
type Lang = (typeof languages)[number]

async function redlined(before: Page, after: Page, template: Uint8Array = house) {
  const { page, changes } = redlinePage(before, after, whose)
  const { bytes } = await renderDocx(page, { template })
  const parts = partsOf(bytes)
  const told = changes.filter(({ reason }) => reason !== "edition")
  return { page, told, bytes, parts, body: partIn(parts, "word/document.xml"), said: commentsIn(parts) }
}

/** The comments of a file, a line a paragraph, without marks of direction. */
function commentsIn(parts: ReadonlyMap<string, string>): string[][] {
  return all(partIn(new Map(parts), "word/comments.xml"), "w:comment").map(comment =>
    all(comment, "w:p").map(p => (p.textContent ?? "").replace(/[\u200E\u200F]/g, "")),
  )
}

const idsOf = (root: Element, name: string) => all(root, name).map(element => element.getAttribute("w:id"))
const inDocument = (docx: Uint8Array) => partIn(partsOf(docx), "word/document.xml")

/** The words that a comment stands at, those that went in brackets. */
function wordsAt(body: Element, id: number): string {
  let open = false
  let text = ""
  for (const element of everything(body)) {
    const own = element.getAttribute("w:id") === String(id)
    if (element.nodeName === "w:commentRangeStart" && own) open = true
    if (element.nodeName === "w:commentRangeEnd" && own) open = false
    if (!open) continue
    if (element.nodeName === "w:t") text += element.textContent
    if (element.nodeName === "w:delText") text += `[${element.textContent}]`
    if (element.nodeName === "w:footnoteReference") text += "*"
    if (element.nodeName === "w:drawing") text += "chart"
  }
  return text
}

/** The ends of ranges in a paragraph, and the references right behind them. */
function rangesIn(paragraph: Element): string {
  const shown: Record<string, string> = {
    "w:commentRangeStart": "start",
    "w:commentRangeEnd": "end",
    "w:commentReference": "at",
  }
  const found = everything(paragraph).filter(({ nodeName }) => nodeName in shown)
  return found.map(element => ` ${shown[element.nodeName]}${element.getAttribute("w:id")}`).join("")
}

const everything = (root: Element): Element[] => [root, ...childrenOf(root).flatMap(everything)]

describe.each(languages)("comments on tracked changes in %s", lang => {
  it("are one for each change, with its reason, at places that accepting and rejecting keep sound", async () => {
    await fc.assert(
      fc.asyncProperty(pairs(lang), async ({ before, after }) => {
        const { told, bytes, body, parts, said } = await redlined(before, after)
        const reasons = redlineWords(lang).reasons
        expect(said.map(lines => lines.at(-1))).toEqual(told.map(({ reason }) => reasons[reason]))
        expect(new Set(idsOf(body, "w:commentReference")).size).toBe(told.length)
        for (const name of ["w:commentRangeStart", "w:commentRangeEnd"])
          expect(idsOf(body, name).sort()).toEqual(idsOf(body, "w:commentReference").sort())
        for (const paragraph of all(body, "w:p"))
          expect(rangesIn(paragraph)).toMatch(/^( start(\d+)| end(\d+) at\3)*$/)
        for (const [name, xml] of parts)
          if (/(header|footer|footnotes)\d*\.xml$/.test(name)) expect(xml).not.toMatch(/<w:comment[A-Z]/)
        for (const settled of [acceptAll(bytes), rejectAll(bytes)].map(inDocument)) {
          const left = idsOf(settled, "w:commentReference").sort()
          expect(idsOf(settled, "w:commentRangeStart").sort()).toEqual(left)
          expect(idsOf(settled, "w:commentRangeEnd").sort()).toEqual(left)
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 10), endOnFailure: true },
    )
  })
})

/** A page that claims things: each with its text and the source it is from. */
function page(
  lang: Lang,
  body: string,
  said: readonly { text: string; fact: string; source: string }[],
): Page {
  const claims = said.map(
    ({ text, fact, source }, i): Claim => ({
      id: `c${i + 1}`,
      text,
      origin: "fact",
      section: "Part",
      facts: [fact],
      passages: [
        {
          source,
          symbol: symbolOf(source),
          language: "en",
          paragraph: "1",
          anchors: ["an anchor"],
          hash: text,
        },
      ],
      asOf: null,
    }),
  )
  const sources = [...new Set(said.map(({ source }) => source))]
  const trace: Trace = {
    kind: "briefing-notes trace",
    version: 1,
    note: "n",
    edition: "2026-11",
    language: lang,
    title: "T",
    date: "2026-11-21",
    asOf: "2026-11-21",
    sources: sources.map(id => ({ id, name: id, symbol: symbolOf(id), address: null, asOf: "2026-11-21" })),
    claims,
  }
  const dir = lang === "ar" ? "rtl" : "ltr"
  return { ...pageOf(`<section><h2>Part</h2>${body}</section>`, { lang, dir }), trace }
}

const symbolOf = (source: string) => (source.startsWith("S/") ? source : null)
const troops = { text: "12", fact: "a", source: "S/2017/478" }

describe("what a comment says", () => {
  it.each([
    ["en", "New source: S/2018/9999"],
    ["fr", "Nouvelle source\u00A0: S/2018/9999"],
    ["ar", "مصدر جديد: S/2018/9999"],
  ] as const)("the new source by its symbol, in %s", async (lang, line) => {
    const before = page(lang, "<p>of 12 (12) men</p>", [troops])
    const now = { text: "13", fact: "b", source: "S/2018/9999" }
    const { said, told } = await redlined(before, page(lang, "<p>of 13 (12) men</p>", [now, troops]))
    expect(said).toEqual([[line]])
    expect(told).toMatchObject([{ reason: "new source", sources: ["S/2018/9999"] }])
  })
  it("a source without a symbol by its name, a new figure with its source, a correction of ours with none", async () => {
    const cars = { ...troops, text: "7", fact: "b" }
    const stating = (...said: (typeof troops)[]) =>
      page("en", `<p>of ${said[0]!.text} men</p><p>of 7 cars</p>`, [...said, cars])
    const comments = async (said: typeof troops) => (await redlined(stating(troops), stating(said))).said
    const named = { text: "13", fact: "c", source: "The Mission’s report" }
    expect(await comments(named)).toEqual([["New source: The Mission’s report"]])
    expect(await comments({ ...troops, text: "13", fact: "c" })).toEqual([
      ["New fact from the sources: S/2017/478"],
    ])
    expect(await comments({ ...troops, fact: "b" })).toEqual([
      ["Same words, other basis", "Correction of ours"],
    ])
  })
  it("the source that came, also where only words of one that went are gone", async () => {
    const old = { text: "7", fact: "o", source: "S/2014/1" }
    const now = { text: "13", fact: "b", source: "S/2018/9999" }
    const before = page("en", "<p>of 12 men</p><p>of 7 cars</p>", [troops, old])
    const { said } = await redlined(before, page("en", "<p>of 13 men</p>", [now]))
    expect(said).toEqual([["New source: S/2018/9999"], ["New source: S/2018/9999"]])
  })
  it("what cannot be seen: that a row moved, that the same words rest on something else", async () => {
    const row = (name: string, text: string) => `<tr><th scope="row">${name}</th><td>${text}</td></tr>`
    const table = (...rows: string[]) => pageOf(`<table><tbody>${rows.join("")}</tbody></table><p>End.</p>`)
    const [a, b, c] = [row("A", "first words here"), row("B", "second words there"), row("C", "third")]
    const moved = await redlined(table(a, b, c), table(b, c, a))
    expect(moved.said).toEqual([["Moved", "Wording"]])
    expect(wordsAt(moved.body, 0)).toBe("A")
    const basis = await redlined(
      page("en", "<p>of 12 men</p>", [troops]),
      page("en", "<p>of 12 men</p>", [{ ...troops, source: "S/2018/9999" }]),
    )
    expect(basis.said).toEqual([["Same words, other basis", "New source: S/2018/9999"]])
    expect(wordsAt(basis.body, 0)).toBe("of 12 men")
  })
})

describe("where a comment stands", () => {
  const cells: Record<string, string> = { A: "words enough", B: "nothing", C: "another matter" }
  const row = (name: string) => `<tr><th scope="row">${name}</th><td>${cells[name]} of ${name}</td></tr>`
  const table = (...rows: string[]) => `<table><tbody>${rows.map(row).join("")}</tbody></table><p>End.</p>`
  it.each([
    ["at the changed words alone", "<p>of 12 men in May</p>", "<p>of 13 men in May</p>", ["[12]13"]],
    ["over all stretches of one reason", "<p>a 1 b c d 2 e</p>", "<p>a 3 b c d 4 e</p>", ["[1]3 b c d [2]4"]],
    ["at a new paragraph", "<p>One.</p>", "<p>One.</p><p>Two <em>men</em>.</p>", ["Two men."]],
    ["at one that went", "<p>One.</p><p>Two.</p><p>Three.</p>", "<p>One.</p><p>Three.</p>", ["[Two.]"]],
    ["in the first cell of rows", table("A", "B"), table("B", "C"), ["[A]", "C"]],
    [
      "at a link",
      '<p>See <a href="https://a.test/">old</a>.</p>',
      '<p>See <a href="https://a.test/">new</a>.</p>',
      ["[old]new"],
    ],
  ])("%s", async (_, before, after, at) => {
    const { body, said } = await redlined(pageOf(before), pageOf(after))
    expect(said.map((_, id) => wordsAt(body, id))).toEqual(at)
  })
  const ref = `<sup><a href="#fn1" role="doc-noteref" id="fnref1">1</a></sup>`
  const noted = (text: string) =>
    `<p>Title</p><p>One.${ref}</p><section role="doc-endnotes"><ol><li id="fn1" role="doc-endnote"><p>${text}</p></li></ol></section>`
  it("at the reference to a note whose words changed", async () => {
    const { body, said } = await redlined(pageOf(noted("of 12 men")), pageOf(noted("of 13 men")))
    expect(said.map((_, id) => wordsAt(body, id))).toEqual(["*"])
  })
  it("goes with a paragraph or row that goes, and comes back with it", async () => {
    const { bytes } = await redlined(pageOf(`<p>Gone.</p>${table("A", "B")}`), pageOf(table("B", "C")))
    const at = [acceptAll(bytes), rejectAll(bytes)]
      .map(inDocument)
      .map(body => idsOf(body, "w:commentReference").map(id => wordsAt(body, Number(id))))
    expect(at).toEqual([["C"], ["Gone.", "A"]])
  })
  it("not for what belongs to the edition itself, and then there is no part for comments", async () => {
    const running = (reference: string) =>
      pageOf("<p>One.</p>", { running: { handling: "", reference, pageOf: "{page}" } })
    const { parts, said } = await redlined(running("May"), running("June"))
    expect(said).toEqual([])
    expect([...parts.keys()].filter(name => name.includes("comments"))).toEqual([])
    for (const xml of parts.values()) expect(xml).not.toContain("relationships/comments")
  })
})

describe("the part with comments", () => {
  const change = [pageOf("<p>of 12 men</p>"), pageOf("<p>of 13 men</p>")] as const
  it("is known to the package, and each comment says whose it is and when", async () => {
    const { parts, body, bytes } = await redlined(...change)
    const root = partIn(parts, "word/comments.xml")
    const [comment] = all(root, "w:comment")
    const own = ["id", "author", "date", "initials"].map(name => comment!.getAttribute(`w:${name}`))
    expect(own).toEqual(["0", "Mali desk", "2026-12-01T00:00:00Z", "MD"])
    expect(names(all(root, "w:p")[0])).toEqual(["w:r", "w:r"])
    expect(all(root, "w:annotationRef")).toHaveLength(1)
    expect(parts.get("[Content_Types].xml")).toContain(
      '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>',
    )
    expect(parts.get("word/_rels/document.xml.rels")).toMatch(
      /<Relationship Id="rId\d+" Type="[^"]*\/relationships\/comments" Target="comments.xml"\/>/,
    )
    expect(names(all(body, "w:p")[0]).slice(-8)).toEqual([
      "w:r",
      "w:commentRangeStart",
      "w:del",
      "w:ins",
      "w:commentRangeEnd",
      "w:r",
      "w:r",
    ])
    expect((await redlined(...change)).bytes).toEqual(bytes)
  })
  it("keeps the comments that the template has", async () => {
    const own = `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="4" w:author="A"><w:p/></w:comment></w:comments>`
    const entries = [...readZip(house), pack("word/comments.xml", new TextEncoder().encode(own))]
    const { parts, body } = await redlined(...change, writeZip(entries))
    expect(idsOf(partIn(parts, "word/comments.xml"), "w:comment")).toEqual(["4", "5"])
    expect(idsOf(body, "w:commentReference")).toEqual(["5"])
  })
  it("has Word's own styles where the template has them", async () => {
    const styles = `<w:style w:type="character" w:styleId="Kommentarzeichen"><w:name w:val="annotation reference"/></w:style><w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/></w:style>`
    const template = houseWith("word/styles.xml", xml => xml.replace("</w:styles>", `${styles}</w:styles>`))
    const { parts, body } = await redlined(...change, template)
    const reference = all(body, "w:commentReference")[0]!.parentNode as Element
    expect(all(reference, "w:rStyle")[0]?.getAttribute("w:val")).toBe("Kommentarzeichen")
    const root = partIn(parts, "word/comments.xml")
    expect(all(root, "w:pStyle")[0]?.getAttribute("w:val")).toBe("CommentText")
    expect(all(partIn((await redlined(...change)).parts, "word/comments.xml"), "w:rStyle")).toEqual([])
  })
  it("in Arabic runs from right to left, symbols in it from left to right", async () => {
    const now = { text: "13", fact: "b", source: "S/2018/9999" }
    const [before, after] = [
      page("ar", "<p>من 12 (12) رجلا</p>", [troops]),
      page("ar", "<p>من 13 (12) رجلا</p>", [now, troops]),
    ]
    const { parts, bytes, page: shown } = await redlined(before, after)
    const root = partIn(parts, "word/comments.xml")
    expect(all(root, "w:bidi")).toHaveLength(all(root, "w:p").length)
    const runs = all(root, "w:t").map(text => {
      const run = text.parentNode as Element
      const lang = all(run, "w:lang")[0]?.getAttribute("w:bidi") ?? null
      return [text.textContent, all(run, "w:rtl").length, lang]
    })
    expect(runs).toEqual([
      ["مصدر جديد: ", 1, "ar-SA"],
      ["S/2018/9999", 0, null],
    ])
    expect(await lintDocx(bytes, shown)).toEqual([])
  })
})
