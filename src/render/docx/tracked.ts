import type { Page } from "../../note/page.js"
import { addComments, firstComment } from "./comments.js"
import { hasWords, type Parts } from "./package.js"
import { chartAnchors, markComments, placeComments, withoutAnchors } from "./trackedcomments.js"
import { type Kind, kindOf, paragraphMark, settleEnds } from "./trackedends.js"
import { countReferences, type Whose } from "./trackednotes.js"
import {
  childOf,
  childrenOf,
  type Element,
  elementsIn,
  formatXml,
  make,
  paragraphOrder,
  parseXml,
  place,
  propertiesOf,
} from "./xml.js"

// Noncharacters of Unicode, as those of `html.ts`: they carry through docx what it does not read from HTML.
const blockMarks = { ins: "\uFDD8", del: "\uFDD9" } as const
const rowMarks = { ins: "\uFDDA", del: "\uFDDB" } as const
const referenceMark = "\uFDDC"
const spaceMark = "\uFDDD"
const anyMark = /[\uFDD8-\uFDDC]/g
const kinds = ["ins", "del"] as const

/** What docx reads as tracked changes: whose, and when; nothing for a page that is no redline. */
export function trackedOptions({ tracked }: Page) {
  if (!tracked) return {}
  return { trackChanges: { author: tracked.author, date: dateOf(tracked.date) } }
}

const dateOf = (date: Date) => `${date.toISOString().slice(0, 19)}Z`

/**
 * A redline's HTML with marks for what docx does not take over: which paragraphs and rows came or went as a whole, references
 * to notes inside changes, spaces at their ends. What is for print alone is left out. Any other page stays as it is.
 */
export function markTracked(html: string, { tracked }: Page): string {
  if (!tracked) return html
  const printed = /<(p|section)\b[^>]*\bdata-redline-print=""[^>]*>.*?<\/\1>/gs
  const row = /(<tr\b[^>]*\bdata-redline="(ins|del)"[^>]*>\s*<t[hd]\b[^>]*>\s*(?:<p\b[^>]*>)?)/g
  const block =
    /(<(?:p|h[1-6]|caption|figcaption|li(?=[^>]*>(?!\s*<(?:p|ul|ol|table)\b)))\b[^>]*\bdata-redline="(ins|del)"[^>]*>)/g
  const charts = Object.entries(tracked.charts)
  const marked = markComments(html)
    .replace(printed, "")
    .replace(row, (all, _, kind: Kind) => all + rowMarks[kind])
    .replace(block, (all, _, kind: Kind) => all + blockMarks[kind])
    .replace(
      /<(ins|del)>(.*?)<\/\1>/gs,
      (_, kind: Kind, inner: string) => `<${kind}>${guard(inner)}</${kind}>`,
    )
  return charts.reduce(
    (text, [id, kind]) =>
      text.replace(`<p>{{${id}}}</p>`, `<p>${blockMarks[kind]}${chartAnchors(id, tracked)}{{${id}}}</p>`),
    marked,
  )
}

function guard(inner: string): string {
  return inner
    .replace(/<[^>]*>|[ \n]/g, piece => (piece.startsWith("<") ? piece : spaceMark))
    .replace(/<sup\b[^>]*>(?=\s*<a\b[^>]*\brole="doc-noteref")/g, sup => referenceMark + sup)
}

/** What docx made of the marks becomes Word's own marks of change, on paragraphs and rows too. Before all other finishing. */
export function openTracked(parts: Parts, page: Page): void {
  if (!page.tracked) return
  const maker = { author: page.tracked.author, date: dateOf(page.tracked.date) }
  const documents = [...parts].flatMap(([name, xml]) =>
    hasWords(name) ? [[name, parseXml(xml)] as const] : [],
  )
  const roots = new Map(documents.map(([name, document]) => [name, document.documentElement!]))
  for (const root of roots.values()) openPart(root, maker)
  placeComments(roots, page.tracked, { first: firstComment(parts), maker })
  for (const [name, document] of documents) {
    takeMarks(document.documentElement!)
    settleEnds(document.documentElement!)
    parts.set(name, formatXml(document))
  }
}

function openPart(root: Element, maker: Whose): void {
  for (const element of elementsIn(root)) if (element.nodeName === "w:delText") rename(element, "w:t")
  const all = elementsIn(root)
  for (const change of all) if (kindOf(change)) takeReference(change)
  for (const row of all) if (row.nodeName === "w:tr") openRow(row, maker)
  for (const paragraph of all) if (paragraph.nodeName === "w:p") openParagraph(paragraph, maker)
}

function takeMarks(root: Element): void {
  for (const text of elementsIn(root)) {
    if (!text.textContent || text.nodeName !== "w:t") continue
    const plain = withoutAnchors(text.textContent).replace(anyMark, "").replaceAll(spaceMark, " ")
    if (plain !== text.textContent) text.textContent = plain
    if (/^\s|\s$/.test(plain)) text.setAttribute("xml:space", "preserve")
  }
}

function rename(element: Element, name: string): void {
  const renamed = make(element.ownerDocument!, name)
  renamed.setAttribute("xml:space", "preserve")
  renamed.textContent = element.textContent
  element.parentNode!.replaceChild(renamed, element)
}

/** A reference to a note, which docx leaves outside its change, goes into it. */
function takeReference(change: Element): void {
  if (!change.textContent?.includes(referenceMark)) return
  for (let next = change.nextSibling; next; next = next.nextSibling) {
    const refers = elementsIn(next).some(({ nodeName }) => nodeName === "w:footnoteReference")
    if (!refers) continue
    change.appendChild(next)
    return
  }
}

const markIn = (element: Element, marks: Readonly<Record<Kind, string>>) =>
  kinds.find(kind => element.textContent?.includes(marks[kind]))

function openRow(row: Element, maker: Whose): void {
  const kind = markIn(row, rowMarks)
  if (!kind) return
  const properties = propertiesOf(row, "w:trPr")
  properties.appendChild(change(row, kind, maker))
  for (const paragraph of elementsIn(row)) {
    if (paragraph.nodeName !== "w:p") continue
    wrapCharts(paragraph, kind, maker)
    markParagraph(paragraph, kind, maker)
  }
}

function openParagraph(paragraph: Element, maker: Whose): void {
  const kind = markIn(paragraph, blockMarks)
  if (!kind || paragraphMark(paragraph)) return
  wrapCharts(paragraph, kind, maker)
  markParagraph(paragraph, kind, maker)
}

function change(near: Element, kind: Kind, maker: Whose): Element {
  const attributes = { "w:id": "0", "w:author": maker.author, "w:date": maker.date }
  return make(near.ownerDocument!, `w:${kind}`, attributes)
}

/** Charts, which docx puts into no change. */
function wrapCharts(paragraph: Element, kind: Kind, maker: Whose): void {
  for (const run of childrenOf(paragraph)) {
    if (run.nodeName !== "w:r" || !elementsIn(run).some(({ nodeName }) => nodeName === "w:drawing")) continue
    const around = change(run, kind, maker)
    paragraph.insertBefore(around, run)
    around.appendChild(run)
  }
}

function markParagraph(paragraph: Element, kind: Kind, maker: Whose): void {
  if (paragraphMark(paragraph)) return
  const properties = propertiesOf(paragraph, "w:pPr")
  const runs = childOf(properties, "w:rPr") ?? make(paragraph.ownerDocument!, "w:rPr")
  runs.insertBefore(change(paragraph, kind, maker), runs.firstChild)
  place(properties, runs, paragraphOrder)
}

/** The last touches after all other finishing: deleted words under the names that Word has for them, numbers of notes. */
export function closeTracked(parts: Parts, { tracked }: Page): void {
  if (!tracked) return
  let id = 1
  for (const [name, xml] of parts) {
    if (!hasWords(name)) continue
    const document = parseXml(xml)
    const root = document.documentElement!
    countReferences(root, { author: tracked.author, date: dateOf(tracked.date) })
    for (const element of elementsIn(root)) {
      if (kindOf(element)) element.setAttribute("w:id", String(id++))
      if (kindOf(element) === undefined || element.parentNode?.nodeName === "w:rPr") continue
      if (element.parentNode?.nodeName === "w:trPr") continue
      if (!element.firstChild) element.parentNode!.removeChild(element)
      else if (element.nodeName === "w:del") renameDeleted(element)
    }
    parts.set(name, formatXml(document))
  }
  addComments(parts, tracked, { author: tracked.author, date: dateOf(tracked.date) })
}

function renameDeleted(deletion: Element): void {
  for (const element of elementsIn(deletion)) {
    if (element.nodeName === "w:t") rename(element, "w:delText")
    if (element.nodeName === "w:instrText") rename(element, "w:delInstrText")
  }
}
