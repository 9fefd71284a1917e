import { DOMParser, type Document, type Element, type Node, XMLSerializer } from "@xmldom/xmldom"

export type { Document, Element } from "@xmldom/xmldom"

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`

/** A part of a Word file as a tree. Throws if the text is not well-formed XML. */
export function parseXml(text: string): Document {
  return new DOMParser({ onError: stop }).parseFromString(text.replace(/^\uFEFF/, ""), "text/xml")
}

function stop(level: string, message: string): void {
  if (level !== "warning") throw new Error(message)
}

/** A tree as the text of a part, with the one declaration that all parts have. */
export function formatXml(document: Document): string {
  return declaration + new XMLSerializer().serializeToString(document.documentElement!)
}

/** Every element in and under a node, in document order, as it is now. */
export function elementsIn(node: Node, found: Element[] = []): Element[] {
  if (node.nodeType === 1) found.push(node as Element)
  for (let child = node.firstChild; child; child = child.nextSibling) elementsIn(child, found)
  return found
}

/** The first child of that name, such as "w:pPr". */
export function childOf(element: Element, name: string): Element | undefined {
  return childrenOf(element).find(child => child.nodeName === name)
}

/** The child elements, in order. */
export function childrenOf(element: Element): Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === 1)
}

/** A new element with attributes, all of them in Word's namespace: `w("w:lang", { "w:val": "fr-FR" })`. */
export function make(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Element {
  const element = document.createElementNS(W, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttributeNS(W, key, value)
  return element
}

/** The value of `w:val`, or undefined. */
export function valOf(element: Element | undefined): string | undefined {
  return element?.getAttribute("w:val") ?? undefined
}

/** Puts a child where the schema wants it, in place of one of the same name. Word repairs or refuses a wrong order. */
export function place(parent: Element, child: Element, order: readonly string[]): void {
  const old = childOf(parent, child.nodeName)
  if (old) parent.removeChild(old)
  const rank = order.indexOf(child.nodeName)
  const after = childrenOf(parent).find(other => order.indexOf(other.nodeName) > rank)
  parent.insertBefore(child, after ?? null)
}

/** The properties of a paragraph, run or section, made as its first child if it has none. */
export function propertiesOf(element: Element, name: string): Element {
  const existing = childOf(element, name)
  if (existing) return existing
  const made = make(element.ownerDocument!, name)
  element.insertBefore(made, element.firstChild)
  return made
}

/** The orders of the schema (ISO/IEC 29500-1, Annex A) for what is put in by hand. */
export const paragraphOrder =
  "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:numPr w:suppressLineNumbers w:pBdr w:shd w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:topLinePunct w:autoSpaceDE w:autoSpaceDN w:bidi w:adjustRightInd w:snapToGrid w:spacing w:ind w:contextualSpacing w:mirrorIndents w:suppressOverlap w:jc w:textDirection w:textAlignment w:textboxTightWrap w:outlineLvl w:divId w:cnfStyle w:rPr w:sectPr w:pPrChange".split(
    " ",
  )
export const runOrder =
  "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:smallCaps w:strike w:dstrike w:outline w:shadow w:emboss w:imprint w:noProof w:snapToGrid w:vanish w:webHidden w:color w:spacing w:w w:kern w:position w:sz w:szCs w:highlight w:u w:effect w:bdr w:shd w:fitText w:vertAlign w:rtl w:cs w:em w:lang w:eastAsianLayout w:specVanish w:oMath w:rPrChange".split(
    " ",
  )
export const tableOrder =
  "w:tblStyle w:tblpPr w:tblOverlap w:bidiVisual w:tblStyleRowBandSize w:tblStyleColBandSize w:tblW w:jc w:tblCellSpacing w:tblInd w:tblBorders w:shd w:tblLayout w:tblCellMar w:tblLook w:tblCaption w:tblDescription w:tblPrChange".split(
    " ",
  )
export const sectionOrder =
  "w:headerReference w:footerReference w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc w:pgBorders w:lnNumType w:pgNumType w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter w:docGrid w:printerSettings w:sectPrChange".split(
    " ",
  )
