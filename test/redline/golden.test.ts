// One invented pair keeps what a redline is made of. `ACCEPT=1 npx vitest run test/redline/golden.test.ts` writes it anew.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import type { Page } from "../../src/note/page.js"
import { redlinePage } from "../../src/redline/page.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { readDocxText } from "../../src/render/docx/text.js"
import { renderPdf } from "../../src/render/pdf/pdf.js"
import { openPrinter } from "../../src/render/pdf/printer.js"
import { arabicPage } from "../render/arabic-page.js"
import { house, partsOf } from "../render/docx-tools.js"
import { readPdfFile } from "../render/pdf-text.js"
import { acceptAll, rejectAll } from "./settle.js"

const folder = join("test", "golden", "redline")
const accept = process.env.ACCEPT === "1" && !process.env.CI
const whose = { author: "Desk", date: new Date("2026-12-01T00:00:00Z") }
const printer = openPrinter()
afterAll(() => printer.close())

/** The invented Arabic note a month later: a figure corrected, a row put in, one moved, a note taken out, points changed. */
function later(page: Page): Page {
  const rows =
    /(<tr class="class-comparable">.*?<\/tr>)\n(.*?)\n(<tr class="class-one-side-only">.*?<\/tr>)/s.exec(
      page.html,
    )!
  const added = `<tr class="class-words-only"><th scope="row">الاستطلاع</th><td><p class="silent">غير وارد</p></td><td><p><strong class="value">1</strong> سرية استطلاع مطلوبة <span class="point">(42)</span></p></td><td><p><span class="label"><span class="mark">◆</span> بالكلمات فقط</span> بلا رقم.</p></td></tr>`
  const html = page.html
    .replace(rows[0], [rows[3], rows[1], added, rows[2]].join("\n"))
    .replaceAll("10,919", "10,920")
    .replaceAll("+5,009", "+5,010")
    .replace('<sup><a href="#fn1" role="doc-noteref" id="fnref1">1</a></sup>', "")
    .replace(/<li id="fn1".*?<\/li>\n/s, "")
    .replaceAll("fn2", "fn1")
    .replace('id="fnref2">2<', 'id="fnref1">1<')
    .replace("<li>قوة الرد السريع", "<li>قوة الرد السريع الجديدة")
    .replace(/<li>مؤتمر التخطيط.*?<\/li>\n/, "")
  return {
    ...page,
    html,
    running: { ...page.running, reference: page.running.reference.replace("2026", "2027") },
  }
}

function keep(file: string, content: string) {
  const path = join(folder, file)
  if (accept) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, content)
  }
  expect(existsSync(path), `${path} is missing`).toBe(true)
  expect(content, `${path} differs`).toBe(readFileSync(path, "utf8"))
}

it("an invented pair in Arabic comes out as it is kept", async () => {
  const [before, after] = [arabicPage, later(arabicPage)]
  const { page, changes } = redlinePage(before, after, whose)
  keep("changes.json", `${JSON.stringify(changes, null, 2)}\n`)
  keep("redline.html", page.html)
  const [redline, old, now] = await Promise.all(
    [page, before, after].map(async p => (await renderDocx(p, { template: house })).bytes),
  )
  const parts = partsOf(redline!)
  keep("redline.docx.xml", `${parts.get("word/document.xml")!.replaceAll("><", ">\n<")}\n`)
  keep("redline.comments.xml", `${parts.get("word/comments.xml")!.replaceAll("><", ">\n<")}\n`)
  const plain = (text: string) => text.replace(/[\u200E\u200F]/g, "")
  expect(plain(await readDocxText(acceptAll(redline!)))).toBe(plain(await readDocxText(now!)))
  expect(plain(await readDocxText(rejectAll(redline!)))).toBe(plain(await readDocxText(old!)))
  expect((await renderDocx(page, { template: house })).bytes).toEqual(redline)

  const css = ["house", "redline"]
    .map(name => readFileSync(join("templates", `${name}.css`), "utf8"))
    .join("\n")
  const pdf = await renderPdf(page, { css, printer, pageLimit: 20 })
  expect(pdf.problems.filter(({ severity }) => severity === "error")).toEqual([])
  const read = await readPdfFile(pdf.bytes)
  keep("redline.pdf.txt", `${read.pages.join("\n\f\n")}\n`)
  if (process.env.KEEP_FILES) {
    writeFileSync(join(process.env.KEEP_FILES, "ar.pdf"), pdf.bytes)
    writeFileSync(join(process.env.KEEP_FILES, "ar.docx"), redline!)
    writeFileSync(join(process.env.KEEP_FILES, "ar-old.docx"), old!)
    writeFileSync(join(process.env.KEEP_FILES, "ar-new.docx"), now!)
  }
})
