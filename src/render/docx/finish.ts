import type { Page } from "../../note/page.js"
import { joinCaptions } from "./charts.js"
import { turnRuns } from "./direction.js"
import type { StyleFinder } from "./stylefinder.js"
import {
  childOf,
  childrenOf,
  type Document,
  type Element,
  elementsIn,
  formatXml,
  make,
  paragraphOrder,
  parseXml,
  place,
  propertiesOf,
  sectionOrder,
  tableOrder,
  valOf,
} from "./xml.js"

/**
 * What docx leaves to be done in a part with text (the body, the notes, a header or a footer): direct formatting that a
 * style has already, empty runs, languages as Word writes them, left-to-right words in right-to-left runs, tables' looks.
 */
export function finishPart(xml: string, page: Page, styles: StyleFinder): string {
  const document = parseXml(xml)
  const root = document.documentElement!
  for (const element of elementsIn(root)) finishElement(element, page)
  turnRuns(root)
  for (const element of elementsIn(root))
    if (/^w:(p|r|tbl)Style$/.test(element.nodeName)) useStyle(element, styles)
  joinCaptions(root, () => styles("Caption"))
  return formatXml(document)
}

function finishElement(element: Element, page: Page): void {
  switch (element.nodeName) {
    case "w:p":
      finishParagraph(element, page)
      break
    case "w:r":
      finishRun(element)
      break
    case "w:tbl":
      finishTable(element, page)
      break
    case "w:sectPr":
      if (page.dir === "rtl") place(element, make(element.ownerDocument!, "w:bidi"), sectionOrder)
  }
}

/** Points to the template's style of that name, or to its nearest; a style that is nowhere is left out. */
function useStyle(element: Element, styles: StyleFinder): void {
  const id = styles(valOf(element) ?? "")
  if (id) element.setAttribute("w:val", id)
  else element.parentNode?.removeChild(element)
}

/** The list styles number their paragraphs themselves, and captions keep to their tables themselves. */
const ownNumbers = /^List(Bullet|Number)/

function finishParagraph(paragraph: Element, page: Page): void {
  const properties = childOf(paragraph, "w:pPr")
  const style = valOf(properties && childOf(properties, "w:pStyle")) ?? ""
  if (properties && /^ListBullet/.test(style)) drop(properties, "w:numPr")
  if (properties && ownNumbers.test(style)) drop(properties, "w:ind")
  if (properties && style === "Caption") drop(properties, "w:keepNext")
  if (page.dir === "rtl" && !(properties && childOf(properties, "w:bidi"))) {
    place(propertiesOf(paragraph, "w:pPr"), make(paragraph.ownerDocument!, "w:bidi"), paragraphOrder)
  }
  if (properties && !properties.firstChild) paragraph.removeChild(properties)
}

function drop(parent: Element, name: string): void {
  const child = childOf(parent, name)
  if (child) parent.removeChild(child)
}

function finishRun(run: Element): void {
  const properties = childOf(run, "w:rPr")
  for (const text of childrenOf(run)) if (text.nodeName === "w:t" && !text.textContent) run.removeChild(text)
  if (childrenOf(run).every(child => child === properties)) run.parentNode?.removeChild(run)
}

/** A table as wide as its columns, in the look of its style, with its caption as its title for those who do not see it. */
function finishTable(table: Element, page: Page): void {
  const document = table.ownerDocument!
  const properties = propertiesOf(table, "w:tblPr")
  const columns = childrenOf(childOf(table, "w:tblGrid")!)
  const width = columns.reduce((sum, column) => sum + Number(column.getAttribute("w:w")), 0)
  place(properties, make(document, "w:tblW", { "w:w": String(width), "w:type": "dxa" }), tableOrder)
  place(properties, look(document, hasHeader(table)), tableOrder)
  const caption = captionOf(table)
  if (caption) place(properties, make(document, "w:tblCaption", { "w:val": caption }), tableOrder)
  if (page.dir === "rtl") place(properties, make(document, "w:bidiVisual"), tableOrder)
}

function look(document: Document, header: boolean): Element {
  return make(document, "w:tblLook", {
    "w:val": header ? "0620" : "0600",
    "w:firstRow": header ? "1" : "0",
    "w:lastRow": "0",
    "w:firstColumn": "0",
    "w:lastColumn": "0",
    "w:noHBand": "1",
    "w:noVBand": "1",
  })
}

function hasHeader(table: Element): boolean {
  const row = childrenOf(table).find(child => child.nodeName === "w:tr")
  const properties = row && childOf(row, "w:trPr")
  return properties !== undefined && childOf(properties, "w:tblHeader") !== undefined
}

/** The words of the caption or heading right above. */
function captionOf(table: Element): string {
  let above = table.previousSibling
  while (above && above.nodeType !== 1) above = above.previousSibling
  return above?.nodeName === "w:p" ? (above.textContent ?? "").trim() : ""
}
