import { readFileSync } from "node:fs"
import type { Page } from "../../src/note/page.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { childrenOf, type Element, elementsIn, parseXml } from "../../src/render/docx/xml.js"
import { pack, readZip, unpack, writeZip } from "../../src/render/docx/zip.js"

export const house = new Uint8Array(readFileSync(new URL("../../templates/house.docx", import.meta.url)))

/** A page around some body HTML, with nothing in the running words unless given. */
export function pageOf(body: string, changes: Partial<Page> = {}): Page {
  const { lang = "en", dir = "ltr" } = changes
  return {
    html: `<!doctype html><html lang="${lang}" dir="${dir}"><head><title>T</title></head><body class="note">${body}</body></html>`,
    lang,
    dir,
    title: "T",
    subject: "",
    author: "",
    keywords: [],
    running: { handling: "", reference: "", pageOf: "Page {page} of {pages}" },
    date: new Date("2026-11-21T09:00:00Z"),
    ...changes,
  }
}

/** The Word file's parts as text. */
export function partsOf(bytes: Uint8Array): Map<string, string> {
  return new Map(readZip(bytes).map(entry => [entry.name, new TextDecoder().decode(unpack(entry))]))
}

/** The body of the Word file made of some body HTML, as a tree. */
export async function bodyOf(body: string, changes: Partial<Page> = {}): Promise<Element> {
  return partIn(await partsFor(body, changes), "word/document.xml")
}

export async function partsFor(body: string, changes: Partial<Page> = {}): Promise<Map<string, string>> {
  const { bytes } = await renderDocx(pageOf(body, changes), { template: house })
  return partsOf(bytes)
}

export function partIn(parts: Map<string, string>, name: string): Element {
  return parseXml(parts.get(name) ?? "<none/>").documentElement!
}

export function all(root: Element, name: string): Element[] {
  return elementsIn(root).filter(element => element.nodeName === name)
}

/** The names of an element's children, such as the properties of a run. */
export function names(element: Element | undefined): string[] {
  return element ? childrenOf(element).map(({ nodeName }) => nodeName) : []
}

/** The paragraph with that text. */
export function paragraph(root: Element, text: string): Element {
  const found = all(root, "w:p").filter(p => p.textContent === text)
  if (found.length !== 1) throw new Error(`${found.length} paragraphs say "${text}"`)
  return found[0]!
}

export function styleOf(p: Element): string | null | undefined {
  return all(p, "w:pStyle")[0]?.getAttribute("w:val")
}

/** The house template with one part changed. */
export function houseWith(name: string, change: (xml: string) => string): Uint8Array {
  const entries = readZip(house).map(entry =>
    entry.name === name
      ? pack(name, new TextEncoder().encode(change(new TextDecoder().decode(unpack(entry)))))
      : entry,
  )
  return writeZip(entries)
}
