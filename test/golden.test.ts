// Each case keeps every stage, so that the first file that differs names the stage at fault.
// `npm run accept` writes the stages anew; nothing else does.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { editionOf, loadAll } from "../src/edition/build.js"
import { compareNote } from "../src/edition/compare.js"
import { composeAll } from "../src/edition/composed.js"
import { readDocxText } from "../src/render/docx/text.js"
import { openPrinter } from "../src/render/pdf/printer.js"
import { cases, noteOf } from "./cases.js"
import { partsOf } from "./render/docx-tools.js"
import { readPdfFile } from "./render/pdf-text.js"
import { world } from "./world.js"

const accept = process.env.ACCEPT === "1" && !process.env.CI
const printer = openPrinter()
afterAll(() => printer.close())

function stage(name: string, file: string, content: string) {
  const path = join("test", "golden", name, file)
  if (accept) {
    mkdirSync(join("test", "golden", name), { recursive: true })
    writeFileSync(path, content)
  }
  expect(existsSync(path), `${path} is missing: npm run accept`).toBe(true)
  expect(content, `${path} differs; if that is meant: npm run accept`).toBe(readFileSync(path, "utf8"))
}

const pretty = (xml: string) => `${xml.replaceAll("><", ">\n<")}\n`

/** The words and numbers of a document, letter case aside; Arabic without the marks that a typeface may join to letters. */
const wordsOf = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? []
const counted = (words: readonly string[]) => {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** The real notes come in every language they are written in; what is invented is English. */
const staged = Object.keys(cases).flatMap(name =>
  (name === noteOf(name) ? ["en", "fr", "ar"] : ["en"]).map(lang => [name, lang] as const),
)

describe.each(staged)("%s in %s", (source, lang) => {
  const name = lang === "en" ? source : `${source}.${lang}`
  it("comes out of every stage as it is kept", async () => {
    const host = world(await cases[source]!())
    stage(
      name,
      "comparison.json",
      `${JSON.stringify(await compareNote(noteOf(source), { lang }, host), null, 2)}\n`,
    )
    const { facts, definitions } = await loadAll(host)
    const chosen = definitions.filter(d => d.id === noteOf(source))
    const [composed] = await composeAll(chosen, {
      options: { languages: [lang] },
      facts,
      edition: editionOf(undefined, host),
      host,
    })
    const { page } = composed!
    stage(name, "note.html", page.html)

    const template = (await host.read("templates/house.docx"))!
    const { renderDocx } = await import("../src/render/docx/docx.js")
    const docx = await renderDocx(page, { template })
    const parts = partsOf(docx.bytes)
    const shown = [...parts.keys()]
      .filter(p => /^word\/(document|footnotes|header\d*|footer\d*)\.xml$/.test(p))
      .sort()
    stage(name, "note.docx.xml", shown.map(p => `<!-- ${p} -->\n${pretty(parts.get(p)!)}`).join("\n"))

    const { renderPdf } = await import("../src/render/pdf/pdf.js")
    const css = new TextDecoder().decode((await host.read("templates/house.css"))!)
    const pdf = await renderPdf(page, { css, printer, pageLimit: 99 })
    const read = await readPdfFile(pdf.bytes)
    const pages = read.pages.map((text, i) => `-- page ${i + 1}\n${text}\n`)
    stage(name, "note.pdf.txt", `${pages.join("\n")}\n-- outline\n${read.outline.join("\n")}\n`)
    if (source === "hostile") return // its control characters and emoji have tests of their own in both renderers
    const word = counted(wordsOf(await readDocxText(docx.bytes)))
    const print = counted(wordsOf(read.pages.join(" ")))
    // What a page repeats: running lines, the heads of a table that goes on, numbers of notes; Word needs no heading for them.
    const { reference, pageOf } = page.running
    const heads = /<thead>.*?<\/thead>/s.exec(page.html)?.[0].replace(/<[^>]*>/g, " ") ?? ""
    const running = counted(
      wordsOf(
        `${reference} ${pageOf} ${heads} ${page.html.includes("doc-endnotes") ? "Notes" : ""} 0 1 2 3 4`,
      ),
    )
    const all = [...new Set([...word.keys(), ...print.keys()])].filter(w => !running.has(w))
    expect(all.length).toBeGreaterThan(40)
    const other = all.filter(w => word.get(w) !== print.get(w))
    const arabic = other.filter(w => /\p{Script=Arabic}/u.test(w))
    expect(
      other.filter(w => !arabic.includes(w)),
      "PDF and Word carry the same words",
    ).toEqual([])
    // The PDF says what a glyph joined from several letters stands for as ActualText, which pdf.js does not read.
    expect(arabic.length / all.length, arabic.join(" ")).toBeLessThan(0.03)
  })
})
