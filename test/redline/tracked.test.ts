import { describe, expect, it } from "vitest"
import { redlinePage } from "../../src/redline/page.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { childOf, type Element } from "../../src/render/docx/xml.js"
import { all, house, names, pageOf, partIn, partsOf } from "../render/docx-tools.js"

const whose = { author: "Desk", date: new Date("2026-12-01T00:00:00Z") }
const partsFor = async (before: string, after: string, changes = {}) => {
  const { page } = redlinePage(pageOf(before, changes), pageOf(after, changes), whose)
  return partsOf((await renderDocx(page, { template: house })).bytes)
}
const bodyOf = async (before: string, after: string) =>
  partIn(await partsFor(before, after), "word/document.xml")
const markOf = (paragraph: Element) => {
  const properties = childOf(paragraph, "w:pPr")
  return names(properties && childOf(properties, "w:rPr")).find(name => /^w:(ins|del)$/.test(name))
}
const saying = (root: Element, text: string) => all(root, "w:p").find(p => p.textContent?.includes(text))!

describe("tracked changes in Word", () => {
  it("say whose they are and when, each with an id of its own", async () => {
    const body = await bodyOf("<p>of 12 troops</p><p>Gone.</p><p>End.</p>", "<p>of 13 troops</p><p>End.</p>")
    const changes = [...all(body, "w:ins"), ...all(body, "w:del")]
    expect(new Set(changes.map(c => c.getAttribute("w:author")))).toEqual(new Set(["Desk"]))
    expect(new Set(changes.map(c => c.getAttribute("w:date")))).toEqual(new Set(["2026-12-01T00:00:00Z"]))
    expect(new Set(changes.map(c => c.getAttribute("w:id"))).size).toBe(changes.length)
    expect(all(body, "w:delText").map(t => t.textContent)).toEqual(["12", "Gone."])
  })
  it("a paragraph that went takes its end with it, the last one that of the paragraph before", async () => {
    const inside = await bodyOf("<p>One.</p><p>Two.</p><p>Three.</p>", "<p>One.</p><p>Three.</p>")
    expect(["One.", "Two.", "Three."].map(text => markOf(saying(inside, text)))).toEqual([
      undefined,
      "w:del",
      undefined,
    ])
    const last = await bodyOf("<p>One.</p><p>Two.</p><p>Three.</p>", "<p>One.</p><p>Two.</p>")
    expect(["One.", "Two.", "Three."].map(text => markOf(saying(last, text)))).toEqual([
      undefined,
      "w:del",
      undefined,
    ])
  })
  it("where the last paragraph went and another came, they share one", async () => {
    const body = await bodyOf(
      "<p>One.</p><ul><li>Alpha beta</li></ul>",
      "<p>One.</p><ul><li>Gamma delta</li></ul>",
    )
    expect(all(body, "w:p").filter(p => p.textContent?.includes("Alpha"))).toHaveLength(1)
    expect(saying(body, "Alpha").textContent).toContain("Gamma delta")
    expect(markOf(saying(body, "Alpha"))).toBeUndefined()
  })
  it("rows came or went as rows", async () => {
    const row = (name: string) => `<tr><th scope="row">${name}</th><td>cell of ${name}</td></tr>`
    const table = (...rows: string[]) => `<table><tbody>${rows.map(row).join("")}</tbody></table><p>End.</p>`
    const body = await bodyOf(table("A", "B"), table("B", "C"))
    const marks = all(body, "w:tr").map(tr => {
      const properties = childOf(tr, "w:trPr")
      return names(properties)
        .filter(name => /^w:(ins|del)$/.test(name))
        .join()
    })
    expect(marks).toEqual(["w:del", "", "w:ins"])
  })
  it("references to notes stand inside their change, and so do the words of notes that came or went", async () => {
    const ref = `<sup><a href="#fn1" role="doc-noteref" id="fnref1">1</a></sup>`
    const notes = (text: string) =>
      `<section role="doc-endnotes"><ol><li id="fn1" role="doc-endnote"><p>${text}</p></li></ol></section>`
    const parts = await partsFor(
      `<p>One.</p><p>Two.${ref}</p>${notes("Old words")}`,
      `<p>One.${ref}</p><p>Two.</p>${notes("Other matter")}`,
    )
    const references = all(partIn(parts, "word/document.xml"), "w:footnoteReference")
    expect(references.map(r => r.parentNode?.parentNode?.nodeName)).toEqual(["w:ins", "w:del"])
    const written = partIn(parts, "word/footnotes.xml")
    expect(all(written, "w:del").map(d => d.textContent)).toEqual(["Old words"])
    expect(all(written, "w:ins").map(d => d.textContent)).toEqual(["Other matter"])
  })
  it("a changed link keeps its changes inside it", async () => {
    const link = (text: string) => `<p>See <a href="https://undocs.org/S/2017/478">${text}</a>.</p>`
    const body = await bodyOf(link("the old report"), link("the new report"))
    expect(all(body, "w:hyperlink")).toHaveLength(1)
    expect(names(all(body, "w:hyperlink")[0])).toEqual(["w:r", "w:del", "w:ins", "w:r"])
  })
  it("no mark of ours is left in any part, and a page that is no redline is as it was", async () => {
    const parts = await partsFor("<p>a <ins>b</ins></p><ul><li>x y</li></ul>", "<p>c d</p>", {
      lang: "ar",
      dir: "rtl",
    })
    for (const xml of parts.values()) expect(xml).not.toMatch(/[\uFDD0-\uFDEF]/)
    const { bytes } = await renderDocx(pageOf("<p>plain</p>"), { template: house })
    expect(partsOf(bytes).get("word/document.xml")).not.toMatch(/<w:(ins|del)\b/)
  })
})
