import { noteMark } from "./html.js"
import type { Parts } from "./package.js"
import { childOf, type Document, type Element, elementsIn, formatXml, make, parseXml } from "./xml.js"

/**
 * Gives a note that is referred to twice one number. docx makes a copy of the note for every reference, so Word would
 * count it twice and its numbers would leave those of the PDF; here the later references become Word's own cross-references
 * to the first, and the copies go.
 */
export function joinNotes(parts: Parts): void {
  const notesXml = parts.get("word/footnotes.xml") ?? ""
  const firsts = firstCopies(notesXml)
  const isCopy = (id: string) => firsts.has(id) && firsts.get(id) !== id
  parts.set(
    "word/footnotes.xml",
    notesXml.replace(note, (whole, id: string) => (isCopy(id) ? "" : whole.replace(mark, ""))),
  )
  if (![...firsts.keys()].some(isCopy)) return
  const body = parseXml(parts.get("word/document.xml") ?? "")
  const seen = new Map<string, { reference: Element; number: number }>()
  for (const reference of elementsIn(body.documentElement!).filter(
    ({ nodeName }) => nodeName === "w:footnoteReference",
  )) {
    const id = reference.getAttribute("w:id") ?? ""
    const first = seen.get(firsts.get(id) ?? id)
    if (first) referAgain(reference, first.reference, first.number)
    else seen.set(id, { reference, number: seen.size + 1 })
  }
  parts.set("word/document.xml", formatXml(body))
}

/** For every note in the file, by its id there, the id of the first note that was made of the same one in the HTML. */
function firstCopies(notesXml: string): ReadonlyMap<string, string> {
  const first = new Map<string, string>()
  const copies = new Map<string, string>()
  for (const [whole, id = ""] of notesXml.matchAll(note)) {
    const key = mark.exec(whole)?.[1] ?? id
    if (!first.has(key)) first.set(key, id)
    copies.set(id, first.get(key)!)
  }
  return copies
}

const note = /<w:footnote w:id="(\d+)">.*?<\/w:footnote>/gs
const mark = new RegExp(`${noteMark}([^${noteMark}]*)${noteMark}`)

/** A cross-reference in place of a reference; the first reference gets the bookmark that it needs. */
function referAgain(reference: Element, first: Element, number: number): void {
  const document = reference.ownerDocument!
  const name = `_RefNote${number}`
  bookmark(first.parentNode as Element, name, number)
  const run = reference.parentNode as Element
  const field = (type: string) => make(document, "w:fldChar", { "w:fldCharType": type })
  const instruction = text(document, "w:instrText", ` NOTEREF ${name} \\f \\h `)
  const pieces = [
    field("begin"),
    instruction,
    field("separate"),
    text(document, "w:t", String(number)),
    field("end"),
  ]
  for (const piece of pieces) run.parentNode!.insertBefore(runWith(run, piece), run)
  run.parentNode!.removeChild(run)
}

function bookmark(run: Element, name: string, number: number): void {
  const before = run.previousSibling as Element | null
  if (before?.nodeName === "w:bookmarkStart" && before.getAttribute("w:name") === name) return
  const id = String(100_000 + number)
  const document = run.ownerDocument!
  run.parentNode!.insertBefore(make(document, "w:bookmarkStart", { "w:id": id, "w:name": name }), run)
  run.parentNode!.insertBefore(make(document, "w:bookmarkEnd", { "w:id": id }), run.nextSibling)
}

function text(document: Document, name: string, content: string): Element {
  const element = make(document, name)
  element.setAttribute("xml:space", "preserve")
  element.textContent = content
  return element
}

function runWith(like: Element, piece: Element): Element {
  const run = make(like.ownerDocument!, "w:r")
  const properties = childOf(like, "w:rPr")
  if (properties) run.appendChild(properties.cloneNode(true))
  run.appendChild(piece)
  return run
}
