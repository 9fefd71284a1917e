import type { Parts } from "./package.js"
import { linesOf } from "./text.js"
import { childOf, childrenOf, type Element, elementsIn, parseXml, valOf } from "./xml.js"

/**
 * The words of a Word file as its author wrote them, for the print of its words: the body, the notes in the order in which
 * they are referred to, each header and footer once, the texts and values of charts. Insertions count, deletions do not;
 * what Word works out (page numbers, numbers of notes), hidden text and comments are left out. Parts that are not
 * well-formed throw.
 */
export function shownWords(parts: Parts): string {
  const root = (name: string) => rootOf(parts.get(name))
  const body = root("word/document.xml")
  const running = partsLike(parts, /^word\/(?:header|footer)\d*\.xml$/).flatMap(xml =>
    writtenLines(rootOf(xml)),
  )
  const charts = partsLike(parts, /^word\/charts\/chart\d*\.xml$/).flatMap(chartWords)
  return [
    ...writtenLines(body),
    ...notesOf(body, root("word/footnotes.xml"), "w:footnoteReference"),
    ...notesOf(body, root("word/endnotes.xml"), "w:endnoteReference"),
    ...distinct(running.map(line => line.replace(/\s+/g, " ").trim())),
    ...distinct(charts),
  ].join("\n")
}

/** How many insertions and deletions wait to be accepted in the parts that readers see. */
export function countTracked(parts: Parts): number {
  const texts = partsLike(parts, /^word\/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml$/)
  return texts.reduce((sum, xml) => sum + (xml.match(/<w:(?:ins|del|moveFrom|moveTo)\s/g)?.length ?? 0), 0)
}

const rootOf = (xml: string | undefined) => (xml ? (parseXml(xml).documentElement ?? undefined) : undefined)
const distinct = (lines: readonly string[]) => [...new Set(lines)].filter(Boolean).sort()
const partsLike = (parts: Parts, name: RegExp) =>
  [...parts].flatMap(([n, xml]) => (name.test(n) ? [xml] : []))

function notesOf(body: Element | undefined, notes: Element | undefined, reference: string): string[] {
  if (!body || !notes) return []
  const byId = new Map(childrenOf(notes).map(note => [note.getAttribute("w:id"), note]))
  const ids = elementsIn(body).flatMap(e => (e.nodeName === reference ? [e.getAttribute("w:id")] : []))
  return [...new Set(ids)].flatMap(id => writtenLines(byId.get(id)))
}

function writtenLines(root: Element | undefined): string[] {
  if (!root) return []
  blankWorkedOut(root)
  return linesOf(root, false)
}

/** A field that Word works out by itself, whenever it likes. */
const workedOut = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|NOTEREF)\b/i

/** Takes the words out of such fields and out of hidden runs. */
function blankWorkedOut(root: Element): void {
  const open: { instruction: string; result: boolean }[] = []
  for (const element of elementsIn(root)) {
    const last = open.at(-1)
    if (element.nodeName === "w:fldChar") {
      const type = element.getAttribute("w:fldCharType")
      if (type === "begin") open.push({ instruction: "", result: false })
      else if (type === "end") open.pop()
      else if (last) last.result = true
    } else if (element.nodeName === "w:instrText" && last) last.instruction += element.textContent ?? ""
    else if (element.nodeName === "w:fldSimple") {
      if (workedOut.test(element.getAttribute("w:instr") ?? "")) blank(element)
    } else if (element.nodeName === "w:t") {
      if (open.some(field => field.result && workedOut.test(field.instruction))) element.textContent = ""
    } else if (element.nodeName === "w:r" && isHidden(element)) blank(element)
  }
}

function blank(element: Element): void {
  for (const text of elementsIn(element)) if (text.nodeName === "w:t") text.textContent = ""
}

function isHidden(run: Element): boolean {
  const properties = childOf(run, "w:rPr")
  const vanish = properties && childOf(properties, "w:vanish")
  return vanish !== undefined && !/^(?:0|false|off)$/.test(valOf(vanish) ?? "1")
}

/** Names and values: programs write a value's digits in their own way, and often twice. */
function chartWords(xml: string): string[] {
  return [...xml.matchAll(/<(c:v|a:t)>([^<]*)<\/\1>/g)].map(([, , text = ""]) => {
    const value = Number(text)
    return text.trim() === "" || Number.isNaN(value) ? text.trim() : String(Number(value.toPrecision(12)))
  })
}
