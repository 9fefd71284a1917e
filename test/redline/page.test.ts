import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { redlineWords } from "../../src/redline/catalogue.js"
import { redlinePage } from "../../src/redline/page.js"
import { pageOf } from "../render/docx-tools.js"
import { pairs } from "./pairs.js"
import { sideOf } from "./project.js"

const whose = { author: "Desk", date: new Date("2026-12-01T00:00:00Z") }
const runs = { numRuns: 50 }
const bodyOf = (html: string) => html.replace(/<(p|section) class="redline-.*?<\/\1>/gs, "")
const lettersOf = (texts: readonly string[]) =>
  [...texts.join("")]
    .filter(c => /[\p{L}\p{N}]/u.test(c))
    .sort()
    .join("")
const markedIn = (html: string, tag: "ins" | "del") =>
  [...bodyOf(html).matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))].map(([, inner = ""]) =>
    inner.replace(/<sup>.*?<\/sup>/gs, "").replace(/<[^>]*>|&nbsp;/g, ""),
  )

describe.each(["en", "fr", "ar"] as const)("a redline in %s", lang => {
  it("is the later edition without what went, the earlier without what came", () => {
    fc.assert(
      fc.property(pairs(lang), ({ before, after }) => {
        const { html } = redlinePage(before, after, whose).page
        expect(sideOf(html, "after")).toEqual(sideOf(after.html, "after"))
        expect(sideOf(html, "before")).toEqual(sideOf(before.html, "before"))
      }),
      runs,
    )
  })
  it("tells of every word that came or went, and of nothing where nothing did", () => {
    fc.assert(
      fc.property(pairs(lang), ({ before, after }) => {
        const { page, changes, equal } = redlinePage(before, after, whose)
        const same =
          JSON.stringify([before.html, before.running]) === JSON.stringify([after.html, after.running])
        expect(changes.length === 0).toBe(same)
        if (same) expect(equal).toBe(true)
        const html = page.html.replace(/<a [^>]*noteref[^>]*>.*?<\/a>/gs, "")
        const inNote = changes.filter(({ section }) => section !== redlineWords(lang).running)
        const bare = (text: string) => text.replace(/[⁰¹²³⁴-⁹]/g, "")
        const said = { del: inNote.map(c => bare(c.before)), ins: inNote.map(c => bare(c.after)) }
        for (const tag of ["ins", "del"] as const)
          expect(lettersOf(said[tag])).toBe(lettersOf(markedIn(html, tag)))
      }),
      runs,
    )
  })
  it("never parts a number, and never marks what is the same on both sides", () => {
    fc.assert(
      fc.property(pairs(lang), ({ before, after }) => {
        const html = bodyOf(redlinePage(before, after, whose).page.html).replace(/<sup>.*?<\/sup>/gs, "†")
        expect(html).not.toMatch(/[\p{Nd}.,]<(ins|del)>[.,]?\p{Nd}/u)
        expect(html).not.toMatch(/\p{Nd}<\/(ins|del)>[.,]?\p{Nd}/u)
        expect(html).not.toMatch(/<(ins|del)>([^<>†]*)<\/\1><(?!\1)(ins|del)>\2<\/\3>/)
      }),
      runs,
    )
  })
  it("is the same for the same editions, and equal for an edition and itself", () => {
    fc.assert(
      fc.property(pairs(lang), ({ before, after }) => {
        expect(redlinePage(before, after, whose)).toEqual(redlinePage(before, after, whose))
        const { page, changes, equal } = redlinePage(after, after, whose)
        expect(changes).toEqual([])
        expect(equal).toBe(true)
        expect(page.html).toContain(redlineWords(lang).equal)
        expect(page.html).not.toMatch(/<ins>|<del>|data-redline="/)
      }),
      { numRuns: 15 },
    )
  })
})

const between = (before: string, after: string) => redlinePage(pageOf(before), pageOf(after), whose)
const shown = (before: string, after: string) =>
  /<body[^>]*>\s*(?:<p class="redline-notice.*?<\/p>\s*)(.*?)\s*(?:<section class="redline-changes|<\/body>)/s.exec(
    between(before, after).page.html,
  )![1]

describe("what a redline shows", () => {
  it.each([
    [
      "a number whole",
      "<p>of 13,289 troops</p>",
      "<p>of 13,290 troops</p>",
      "<p>of <del>13,289</del><ins>13,290</ins> troops</p>",
    ],
    [
      "a word inside its markup",
      "<p><strong>Two units</strong> left</p>",
      "<p><strong>Three units</strong> left</p>",
      "<p><strong><del>Two</del><ins>Three</ins> units</strong> left</p>",
    ],
    [
      "new markup around a word",
      "<p>a note</p>",
      "<p>a <em>note</em></p>",
      "<p>a <del>note</del><ins><em>note</em></ins></p>",
    ],
    [
      "a quotation as a whole",
      '<p>“<q lang="fr">a pris note</q>”</p>',
      '<p>“<q lang="fr">a noté</q>”</p>',
      '<p>“<del><q lang="fr">a pris note</q></del><ins><q lang="fr">a noté</q></ins>”</p>',
    ],
    [
      "a new point",
      "<ul><li>one</li></ul>",
      "<ul><li>one</li><li>two more</li></ul>",
      '<ul><li>one</li>\n<li data-redline="ins"><ins>two more</ins></li></ul>',
    ],
    [
      "words that came for words beside blocks",
      "<ul><li>one</li></ul>",
      "<ul><li><p>one</p></li></ul>",
      "<ul><li><p>one</p></li></ul>",
    ],
    [
      "a link that leads elsewhere",
      '<p><a href="https://a.test/">S/1</a></p>',
      '<p><a href="https://b.test/">S/1</a></p>',
      '<p><del><a href="https://a.test/">S/1</a></del><ins><a href="https://b.test/">S/1</a></ins></p>',
    ],
  ])("%s", (_, before, after, html) => {
    expect(shown(before, after)).toBe(html)
  })
  it("a row that moved, at both its places, told once", () => {
    const row = (name: string, text: string) => `<tr><th scope="row">${name}</th><td>${text}</td></tr>`
    const table = (...rows: string[]) =>
      `<section><h2>Compared</h2><table><tbody>${rows.join("")}</tbody></table></section>`
    const [a, b, c] = [row("A", "first words here"), row("B", "second words there"), row("C", "third")]
    const { page, changes } = between(table(a, b, c), table(b, c, a))
    expect(changes.map(({ kind, row, section }) => ({ kind, row, section }))).toEqual([
      { kind: "moved", row: "A", section: "Compared" },
    ])
    expect(page.html.match(/<tr data-redline="(ins|del)">/g)).toEqual([
      '<tr data-redline="del">',
      '<tr data-redline="ins">',
    ])
  })
  it("a note that moved up is counted anew, its text unmarked", () => {
    const ref = (n: number) => `<sup><a href="#fn${n}" role="doc-noteref" id="fnref${n}">${n}</a></sup>`
    const notes = (...texts: string[]) =>
      `<section class="notes" role="doc-endnotes"><h2>Notes</h2><ol>${texts.map((t, i) => `<li id="fn${i + 1}" role="doc-endnote"><p>${t}</p></li>`).join("")}</ol></section>`
    const { page } = between(
      `<p>One thing${ref(1)} here.</p><p>Other matter${ref(2)} there.</p>${notes("first of all", "second of them")}`,
      `<p>One thing here.</p><p>Other matter${ref(1)} there.</p>${notes("second of them")}`,
    )
    expect(page.html).toContain(
      '<del><sup><a href="#fn1-before" role="doc-noteref" id="fnref1-before">1</a></sup></del>',
    )
    expect(page.html).toContain('<a href="#fn1" role="doc-noteref" id="fnref1"><del>2</del><ins>1</ins></a>')
    expect(page.html).toContain('<li id="fn1-before" role="doc-endnote" value="1" data-redline="del">')
    expect(page.html).toContain('<li id="fn1" role="doc-endnote" value="1"><p>second of them</p></li>')
  })
  it("editions of two languages are no pair", () => {
    expect(() => redlinePage(pageOf("<p>a</p>"), pageOf("<p>a</p>", { lang: "fr" }), whose)).toThrow(
      /one edition is in "en"/,
    )
  })
})

describe("a paragraph that was written anew", () => {
  const page = (words: string) => pageOf(`<p>${words}</p>`)
  const shown = (before: string, after: string) =>
    bodyOf(redlinePage(page(before), page(after), whose).page.html)
  const old =
    "The mission counted its soldiers in the spring and found that of the many it was promised few had come"
  const anew =
    "Nobody in the capital could say of the winter roads whether the convoys had passed or turned back again"
  it("is shown as one text that went and one that came, whatever small words both have", () => {
    expect(shown(old, anew).match(/<(ins|del)>/g)).toEqual(["<del>", "<ins>"])
  })
  it("keeps a longer stretch that both have", () => {
    const stretch = "as at the end of the month of May"
    const html = shown(`${old} ${stretch}`, `${anew} ${stretch}`)
    expect(html).toContain(`${stretch}</p>`)
  })
  it("is not what a text is of which half is kept", () => {
    expect(shown(old, `${old}, ${anew}`)).not.toContain("<del>")
  })
})
