import type { Page } from "../../note/page.js"
import type { Parts } from "./package.js"
import { childOf, childrenOf, type Element, elementsIn, formatXml, parseXml, valOf } from "./xml.js"

/** The styles, by their names in Word, whose spaces make room; what is left of them, and what if that is not enough. */
const left: Readonly<Record<string, readonly [number, number]>> = {
  "heading 1": [0.6, 0.45],
  "heading 2": [0.6, 0.45],
  "Bottom Line Heading": [0.6, 0.45],
  "Comparison Table": [0.3, 0.2],
}

/**
 * Makes room for what a note says of the edition before, where it says something, and in a page that is `tight`: narrower spaces
 * around headings and in the rows of the comparison, in the styles of this file, as the house style does it in the PDF. Type
 * is not made smaller.
 */
export function narrowSpaces(texts: Parts, { html }: Page): void {
  const name = "word/styles.xml"
  const xml = texts.get(name)
  const tight = /<body class="[^"]*\btight\b/.test(html)
  if (!xml || !(tight || html.includes('<section class="since"'))) return
  const document = parseXml(xml)
  for (const style of childrenOf(document.documentElement!)) {
    const share = left[valOf(childOf(style, "w:name")) ?? ""]?.[tight ? 1 : 0]
    if (share === undefined) continue
    for (const element of elementsIn(style)) narrow(element, share)
  }
  texts.set(name, formatXml(document))
}

function narrow(element: Element, share: number): void {
  const inMargins =
    element.parentNode?.nodeName === "w:tblCellMar" && /^w:(top|bottom)$/.test(element.nodeName)
  const attributes = inMargins ? ["w:w"] : element.nodeName === "w:spacing" ? ["w:before", "w:after"] : []
  for (const attribute of attributes) {
    const size = Number(element.getAttribute(attribute))
    if (size > 0) element.setAttribute(attribute, String(Math.round(size * share)))
  }
}
