// One page of each note, language and format as a small picture, compared with tolerance: what looks otherwise is seen.
// `npm run accept` takes the pictures anew. A Word file becomes a picture through LibreOffice, where that is installed.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createCanvas, type Image, loadImage } from "@napi-rs/canvas"
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"
import pixelmatch from "pixelmatch"
import { afterAll, describe, expect, it } from "vitest"
import { editionOf, loadAll } from "../src/edition/build.js"
import { composeAll } from "../src/edition/composed.js"
import { openPrinter } from "../src/render/pdf/printer.js"
import { world } from "./world.js"

const accept = process.env.ACCEPT === "1" && !process.env.CI
const printer = openPrinter()
afterAll(() => printer.close())

/** Whether LibreOffice can be called: no new machine has it, and nothing but these pictures needs it. */
const office = (() => {
  try {
    execFileSync("soffice", ["--version"], { stdio: "ignore" })
    return true
  } catch {
    console.warn("skipped: no LibreOffice here, so the pictures of the Word files are not compared")
    return false
  }
})()

/** The first page of a PDF file as a picture of about 36 dots an inch. */
async function picture(pdf: Uint8Array): Promise<Buffer> {
  const task = getDocument({ data: new Uint8Array(pdf), disableFontFace: true, useSystemFonts: false })
  const page = await (await task.promise).getPage(1)
  const viewport = page.getViewport({ scale: 0.5 })
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  const canvasContext = canvas.getContext("2d") as unknown as CanvasRenderingContext2D
  await page.render({ canvas: null, canvasContext, viewport, background: "white" }).promise
  await task.destroy()
  return canvas.toBuffer("image/png")
}

function pixelsOf(image: Image): Uint8ClampedArray {
  const context = createCanvas(image.width, image.height).getContext("2d")
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, image.width, image.height).data
}

/** The share of points that differ from the picture that is kept; sizes must agree. */
async function differs(name: string, png: Buffer): Promise<number> {
  const path = join("test", "visual", `${name}.png`)
  if (accept) {
    mkdirSync(join("test", "visual"), { recursive: true })
    writeFileSync(path, png)
  }
  expect(existsSync(path), `${path} is missing: npm run accept`).toBe(true)
  const [kept, now] = await Promise.all([loadImage(readFileSync(path)), loadImage(png)])
  expect([now.width, now.height]).toEqual([kept.width, kept.height])
  const points = kept.width * kept.height
  return (
    pixelmatch(pixelsOf(kept), pixelsOf(now), undefined, kept.width, kept.height, { threshold: 0.2 }) / points
  )
}

const { facts, definitions } = await loadAll(world())
const notes = definitions.flatMap(d => d.languages.map(lang => [d.id, lang] as const))

async function pageOf(note: string, lang: string) {
  const host = world()
  const chosen = definitions.filter(d => d.id === note)
  const edition = editionOf("2026-11", host)
  const [composed] = await composeAll(chosen, { options: { languages: [lang] }, facts, edition, host })
  return composed!.page
}

describe.each(notes)("%s in %s", (note, lang) => {
  it("looks as it did in the PDF", async () => {
    const { renderPdf } = await import("../src/render/pdf/pdf.js")
    const css = new TextDecoder().decode((await world().read("templates/house.css"))!)
    const { bytes } = await renderPdf(await pageOf(note, lang), { css, printer, pageLimit: 2 })
    expect(await differs(`${note}.${lang}.pdf`, await picture(bytes))).toBeLessThan(0.02)
  })
  it.runIf(office)("looks as it did in Word, as LibreOffice shows it", async () => {
    const { renderDocx } = await import("../src/render/docx/docx.js")
    const template = (await world().read("templates/house.docx"))!
    const { bytes } = await renderDocx(await pageOf(note, lang), { template })
    const folder = mkdtempSync(join(tmpdir(), "visual-"))
    try {
      const file = join(folder, "note.docx")
      writeFileSync(file, bytes)
      const profile = `-env:UserInstallation=file://${folder}/profile`
      const args = [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, file]
      execFileSync("soffice", args, { stdio: "ignore" })
      expect(
        await differs(`${note}.${lang}.docx`, await picture(readFileSync(join(folder, "note.pdf")))),
      ).toBeLessThan(0.06)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
