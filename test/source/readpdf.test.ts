import { readFileSync } from "node:fs"
import { afterAll, expect, it } from "vitest"
import type { Page } from "../../src/note/page.js"
import { renderPdf } from "../../src/render/pdf/pdf.js"
import { openPrinter } from "../../src/render/pdf/printer.js"
import { readLayer } from "../../src/source/read.js"
import { readPdfText } from "../../src/source/readpdf.js"

const printer = openPrinter({ env: process.env })
afterAll(() => printer.close())

async function print(lang: string, dir: "ltr" | "rtl", body: string): Promise<Uint8Array> {
  const page: Page = {
    html: `<!doctype html><html lang="${lang}" dir="${dir}"><head><title>Made up</title></head><body>${body}</body></html>`,
    lang,
    dir,
    title: "Made up",
    subject: "Made up",
    author: "",
    keywords: [],
    running: { handling: "", reference: "Reference", pageOf: "{page} / {pages}" },
    date: new Date("2026-01-01"),
  }
  const css = readFileSync("templates/house.css", "utf8")
  return (await renderPdf(page, { css, printer, pageLimit: 9 })).bytes
}

it("a printed page gives its headings whole, its lines, and what runs from page to page", async () => {
  const heading = "A heading of so many words that it cannot stand on one line of the page alone "
    .repeat(2)
    .trim()
  const { lines, declared } = await readLayer(
    "a.pdf",
    await print("en", "ltr", `<h1>${heading}</h1><p>1. Then 12 came.</p>`),
  )
  expect(declared).toBe("en")
  expect(lines.find(l => l.role === "heading")).toMatchObject({ text: heading, level: 1, page: 1 })
  expect(lines.find(l => l.role === "running")?.text).toContain("Reference")
  expect(lines.filter(l => !l.role && l.text !== "").map(l => l.text)).toEqual(["1. Then 12 came."])
})

it("Arabic comes in the order of reading, with numbers, symbols and brackets in their places", async () => {
  const words = "قال المتحدث إن 53.3 مليون دولار صرفت بموجب القرار S/2017/478 (2017) في كيدال"
  const [page] = await readPdfText(await print("ar", "rtl", `<p>أولاً: ${words}.</p>`))
  expect(page).toContain(`أولاً: ${words}.`)
})

it("cells of a table that touch no other keep a space between them", async () => {
  const [page] = await readPdfText(
    await print("en", "ltr", "<table><tr><td>13,289</td><td>1,920</td></tr></table>"),
  )
  expect(page).toMatch(/13,289\s+1,920/)
})
