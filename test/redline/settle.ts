import {
  childOf,
  childrenOf,
  type Element,
  elementsIn,
  formatXml,
  parseXml,
} from "../../src/render/docx/xml.js"
import { pack, readZip, unpack, writeZip } from "../../src/render/docx/zip.js"

/** A Word file with all its tracked changes accepted, as Word does it (ISO/IEC 29500-1, 17.13.5). For tests. */
export const acceptAll = (docx: Uint8Array) => settle(docx, "w:del")

/** A Word file with all its tracked changes rejected. */
export const rejectAll = (docx: Uint8Array) => settle(docx, "w:ins")

function settle(docx: Uint8Array, gone: "w:ins" | "w:del"): Uint8Array {
  const entries = readZip(docx).map(entry => {
    if (!/^word\/(document|footnotes|header\d*|footer\d*)\.xml$/.test(entry.name)) return entry
    const document = parseXml(new TextDecoder().decode(unpack(entry)))
    settlePart(document.documentElement!, gone)
    return pack(entry.name, new TextEncoder().encode(formatXml(document)))
  })
  return writeZip(entries)
}

const isChange = ({ nodeName }: Element) => nodeName === "w:ins" || nodeName === "w:del"
const remove = (element: Element) => element.parentNode?.removeChild(element)

function settlePart(root: Element, gone: string): void {
  for (const row of elementsIn(root).filter(({ nodeName }) => nodeName === "w:tr")) {
    const properties = childOf(row, "w:trPr")
    const mark = properties && childrenOf(properties).find(isChange)
    if (mark?.nodeName === gone) remove(row)
    else if (mark) remove(mark)
  }
  for (const table of elementsIn(root).filter(({ nodeName }) => nodeName === "w:tbl"))
    if (!childOf(table, "w:tr")) remove(table)
  for (const element of elementsIn(root)) {
    if (!isChange(element) || element.parentNode?.nodeName === "w:rPr") continue
    if (element.nodeName !== gone)
      for (const child of childrenOf(element)) element.parentNode!.insertBefore(child, element)
    remove(element)
  }
  for (const element of elementsIn(root)) {
    if (element.nodeName === "w:delText") element.parentNode!.replaceChild(renamed(element, "w:t"), element)
    if (element.nodeName === "w:delInstrText")
      element.parentNode!.replaceChild(renamed(element, "w:instrText"), element)
  }
  for (const paragraph of elementsIn(root).filter(({ nodeName }) => nodeName === "w:p"))
    settleEnd(paragraph, gone)
}

function renamed(element: Element, name: string): Element {
  const made = element.ownerDocument!.createElementNS(element.namespaceURI, name) as Element
  made.textContent = element.textContent
  return made
}

/** A paragraph whose end is gone runs on into the next, which keeps its own properties. */
function settleEnd(paragraph: Element, gone: string): void {
  const properties = childOf(paragraph, "w:pPr")
  const runs = properties && childOf(properties, "w:rPr")
  const mark = runs && childrenOf(runs).find(isChange)
  if (!mark) return
  const isGone = mark.nodeName === gone
  remove(mark)
  if (!runs.firstChild) remove(runs)
  if (!isGone) return
  const next = childrenOf(paragraph.parentNode as Element)
  const after = next[next.indexOf(paragraph) + 1]
  const content = childrenOf(paragraph).filter(({ nodeName }) => nodeName !== "w:pPr")
  if (after?.nodeName === "w:p") {
    const start = childrenOf(after).find(({ nodeName }) => nodeName !== "w:pPr") ?? null
    for (const child of content) after.insertBefore(child, start)
    remove(paragraph)
  } else if (content.length === 0) remove(paragraph)
}
