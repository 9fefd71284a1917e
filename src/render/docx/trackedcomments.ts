import type { Page, Tracked } from "../../note/page.js"
import { type Kind, kindOf, paragraphMark } from "./trackedends.js"
import type { Whose } from "./trackednotes.js"
import { childOf, childrenOf, type Element, elementsIn, make } from "./xml.js"

// Noncharacters of Unicode around the number of a comment.
const anyAnchor = /\uFDDE(\d+)\uFDDF/g
const anchorMark = (number: number) => `\uFDDE${number}\uFDDF`

/** A redline's HTML with an HTML comment at every place where a comment's words begin. Any other page stays as it is. */
export function noteComments({ html, tracked }: Page): string {
  const anchors = (tracked?.comments.list ?? []).flatMap((comment, number) =>
    comment.anchors.flatMap(at => (typeof at === "number" ? [{ at, number }] : [])),
  )
  anchors.sort((a, b) => b.at - a.at || b.number - a.number)
  return anchors.reduce(
    (text, { at, number }) => `${text.slice(0, at)}<!--change ${number}-->${text.slice(at)}`,
    html,
  )
}

/** The same with marks that docx carries through, of which `placeComments` makes ranges. */
export function markComments(html: string): string {
  return html.replace(/<!--change (\d+)-->/g, (_, number: string) => anchorMark(Number(number)))
}

/** The marks of the comments on a chart. */
export function chartAnchors(id: string, { comments }: Tracked): string {
  return comments.list.flatMap(({ anchors }, n) => (anchors.includes(id) ? [anchorMark(n)] : [])).join("")
}

/** A text without marks of comments. */
export const withoutAnchors = (text: string) => text.replace(anyAnchor, "")

/**
 * Makes a range of each comment's marks, in one paragraph of the body: around the changed words; for words of a footnote,
 * where Word has no comments, around the reference to it; for what stands nowhere, around the title. In a paragraph or row
 * that came or went as a whole the range is in the change, so that it comes or goes with it. While the marks are in the texts.
 */
export function placeComments(
  roots: ReadonlyMap<string, Element>,
  { comments }: Tracked,
  { first, maker }: { readonly first: number; readonly maker: Whose },
): void {
  const body = roots.get("word/document.xml")
  if (!body) return
  const found = new Map<number, Element[]>()
  const note = (holder: Element, text: string) => {
    for (const [, number] of text.matchAll(anyAnchor))
      found.set(Number(number), [...(found.get(Number(number)) ?? []), changeAround(holder)])
  }
  const all = elementsIn(body)
  for (const text of all) if (text.nodeName === "w:t") note(text, text.textContent ?? "")
  const notesRoot = roots.get("word/footnotes.xml")
  const footnotes = notesRoot ? childrenOf(notesRoot) : []
  const notes = new Map(footnotes.map(one => [one.getAttribute("w:id"), one.textContent ?? ""]))
  for (const reference of all)
    if (reference.nodeName === "w:footnoteReference")
      note(reference, notes.get(reference.getAttribute("w:id")) ?? "")
  for (const n of comments.list.keys()) {
    const anchors = inOneParagraph(found.get(n) ?? titleIn(body))
    if (anchors.length > 0) placeRange(anchors, String(first + n), maker)
  }
}

/** The change or, outside changes, the run that an element stands in. */
function changeAround(element: Element): Element {
  let run = element
  for (
    let node: Element | null = element;
    node && node.nodeName !== "w:p";
    node = node.parentNode as Element
  ) {
    if (kindOf(node)) return node
    if (node.nodeName === "w:r") run = node
  }
  return run
}

function titleIn(body: Element): Element[] {
  const runs = elementsIn(body).filter(({ nodeName }) => nodeName === "w:r")
  return runs.slice(0, 1).map(changeAround)
}

/** The anchors in the first paragraph that does not go as a whole; else those in the first. */
function inOneParagraph(anchors: readonly Element[]): readonly Element[] {
  const chosen = anchors.find(anchor => wholeKind(paragraphOf(anchor)) !== "del") ?? anchors[0]
  return anchors.filter(anchor => paragraphOf(anchor) === paragraphOf(chosen!))
}

const paragraphOf = (element: Element) => ancestor(element, "w:p")!

function ancestor(element: Element, name: string): Element | undefined {
  let node = element.parentNode
  while (node && node.nodeName !== name) node = node.parentNode
  return (node as Element | null) ?? undefined
}

/** What became of a paragraph, or of the row that it stands in, as a whole. */
function wholeKind(paragraph: Element): Kind | undefined {
  const row = ancestor(paragraph, "w:tr")
  const properties = row && childOf(row, "w:trPr")
  const marks = [paragraphMark(paragraph), ...(properties ? childrenOf(properties) : [])]
  return marks.map(mark => mark && kindOf(mark)).find(kind => kind !== undefined)
}

function placeRange(anchors: readonly Element[], id: string, maker: Whose): void {
  const document = anchors[0]!.ownerDocument!
  const [start, end] = ["w:commentRangeStart", "w:commentRangeEnd"].map(name =>
    make(document, name, { "w:id": id }),
  ) as [Element, Element]
  const whole = wholeKind(paragraphOf(anchors[0]!))
  const [first, last] = [anchors[0]!, lastOf(anchors.at(-1)!)]
  if (whole) {
    const [from, to] = [first, last].map(one => (kindOf(one) ? one : changed(one, whole, maker))) as [
      Element,
      Element,
    ]
    from.insertBefore(start, from.firstChild)
    to.appendChild(end)
    return
  }
  const paragraph = paragraphOf(first)
  paragraph.insertBefore(start, childIn(paragraph, first))
  paragraph.insertBefore(end, childIn(paragraph, last).nextSibling)
}

/** The last of the changes that follow one another from here. */
function lastOf(anchor: Element): Element {
  let last = anchor
  for (
    let next = last.nextSibling as Element | null;
    next && kindOf(next);
    next = last.nextSibling as Element
  )
    last = next
  return last
}

/** A run, put into a change of its own; the change that it stands in already if it was put there before. */
function changed(run: Element, kind: Kind, maker: Whose): Element {
  const parent = run.parentNode as Element
  if (kindOf(parent)) return parent
  const attributes = { "w:id": "0", "w:author": maker.author, "w:date": maker.date }
  const change = make(run.ownerDocument!, `w:${kind}`, attributes)
  parent.insertBefore(change, run)
  change.appendChild(run)
  return change
}

function childIn(paragraph: Element, element: Element): Element {
  let child = element
  while (child.parentNode !== paragraph) child = child.parentNode as Element
  return child
}
