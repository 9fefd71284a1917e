import { childOf, childrenOf, type Element, elementsIn, propertiesOf } from "./xml.js"

/** What becomes of words if the changes are accepted: `ins` stays, `del` goes. */
export type Kind = "ins" | "del"

/** Whether an element says that what is in it, or what it belongs to, came or went. */
export function kindOf({ nodeName }: Element): Kind | undefined {
  return nodeName === "w:ins" ? "ins" : nodeName === "w:del" ? "del" : undefined
}

/** The mark of change on the end of a paragraph, if it has one. */
export function paragraphMark(paragraph: Element): Element | undefined {
  const properties = childOf(paragraph, "w:pPr")
  const runs = properties && childOf(properties, "w:rPr")
  return runs && childrenOf(runs).find(child => kindOf(child) !== undefined)
}

const containers = /^w:(body|tc|footnote|endnote)$/

/**
 * The end of a cell, a note or the document has no mark of change: it can neither come nor go. So where the last paragraphs
 * came or went, the change begins at the end of the paragraph before them; and where some came and others went, the last of
 * each share one paragraph. Accepting or rejecting then leaves no empty paragraph.
 */
export function settleEnds(root: Element): void {
  for (const container of elementsIn(root)) {
    if (containers.test(container.nodeName) && !isWhollyChanged(container)) settleEnd(container)
  }
}

const isWhollyChanged = (cell: Element) => {
  const row = cell.nodeName === "w:tc" ? (cell.parentNode as Element) : undefined
  const properties = row && childrenOf(row).find(({ nodeName }) => nodeName === "w:trPr")
  return properties !== undefined && childrenOf(properties).some(child => kindOf(child) !== undefined)
}

function settleEnd(container: Element): void {
  const blocks = childrenOf(container).filter(({ nodeName }) => nodeName === "w:p" || nodeName === "w:tbl")
  let first = blocks.length
  while (first > 0 && blocks[first - 1]!.nodeName === "w:p" && paragraphMark(blocks[first - 1]!)) first--
  const group = blocks.slice(first)
  const last = group.at(-1)
  if (!last) return
  const kind = markedAs(last)
  const other = group.findLast(paragraph => markedAs(paragraph) !== kind)
  if (other) joinInto(other, last)
  else if (blocks[first - 1]?.nodeName === "w:p") moveMark(last, blocks[first - 1]!)
  else takeMark(last)
}

const markedAs = (paragraph: Element) => kindOf(paragraphMark(paragraph)!)

function takeMark(paragraph: Element): Element {
  const mark = paragraphMark(paragraph)!
  const runs = mark.parentNode as Element
  runs.removeChild(mark)
  if (!runs.firstChild) runs.parentNode!.removeChild(runs)
  return mark
}

function moveMark(from: Element, to: Element): void {
  const mark = takeMark(from)
  const runs = propertiesOf(propertiesOf(to, "w:pPr"), "w:rPr")
  runs.insertBefore(mark, runs.firstChild)
  // The properties of the paragraph's mark stand last among the paragraph's.
  runs.parentNode!.appendChild(runs)
}

/** One paragraph in place of two, of which each side has one. */
function joinInto(paragraph: Element, last: Element): void {
  takeMark(last)
  const start = childrenOf(last).find(({ nodeName }) => nodeName !== "w:pPr") ?? null
  for (const child of childrenOf(paragraph)) if (child.nodeName !== "w:pPr") last.insertBefore(child, start)
  paragraph.parentNode!.removeChild(paragraph)
}
