import type { Element } from "@xmldom/xmldom"
import { fail } from "../model/problem.js"
import type { IngestDoubt, Line, TextLayer } from "../model/reports.js"
import { type Numberer, numbererOf } from "./wordnumbers.js"
import { attribute, child, children, isOn, nameOf, openParts, parsePart } from "./wordparts.js"
import { numberingOf, outlineOf, type WordStyle, wordStyles } from "./wordstyles.js"
import { wordsIn } from "./wordtext.js"

/** What reading a document needs, and what it gathers in the order of the text. */
interface Reading {
  readonly number: Numberer
  readonly styleOf: (id: string | undefined) => WordStyle
  readonly lines: Line[]
  readonly doubts: IngestDoubt[]
}

/**
 * A Word file as a text layer: paragraphs with the numbers that Word would print before them, headings, rows of tables
 * with their cells, notes at the end. Headers and footers are left out. Other or broken files are a ProblemError.
 */
export function readDocxLayer(name: string, bytes: Uint8Array): TextLayer {
  const parts = openParts(name, bytes)
  const main = mainPart(name, parts)
  const folder = main.slice(0, main.lastIndexOf("/") + 1)
  const part = (file: string) => parsePart(name, parts, folder + file)
  const body = child(parsePart(name, parts, main), "body")
  if (!body) {
    const hint = "is it another kind of file under the name of a Word file?"
    fail("this file holds no Word document", { place: { file: name }, hint })
  }
  const styles = part("styles.xml")
  const number = numbererOf(part("numbering.xml"))
  const reading: Reading = { number, styleOf: wordStyles(styles), lines: [], doubts: [] }
  readBlocks(body, reading)
  for (const kind of ["footnote", "endnote"] as const) readNotes(part(`${kind}s.xml`), kind, body, reading)
  const declared = languageOf(styles, body)
  const { lines, doubts } = reading
  return { format: "docx", ...(declared && { declared }), lines, ...(doubts.length > 0 && { doubts }) }
}

function mainPart(name: string, parts: ReadonlyMap<string, Uint8Array>): string {
  const relations = children(parsePart(name, parts, "_rels/.rels"), "Relationship")
  const main = relations.find(r => attribute(r, "Type")?.endsWith("/officeDocument"))
  return attribute(main, "Target")?.replace(/^\//, "") ?? "word/document.xml"
}

/** The language of the styles: that of right-to-left text if most paragraphs run so. */
function languageOf(styles: Element | undefined, body: Element): string | undefined {
  const paragraphs = children(body, "p")
  const turned = paragraphs.filter(p => isOn(child(p, "pPr"), "bidi")).length
  const lang = child(styles, "docDefaults", "rPrDefault", "rPr", "lang")
  const tag = attribute(lang, turned > paragraphs.length / 2 ? "bidi" : "val")
  return tag?.match(/^[a-z]{2,3}(?=-|$)/)?.[0]
}

const wrappers = new Set([
  "sdt",
  "sdtContent",
  "ins",
  "moveTo",
  "customXml",
  "smartTag",
  "AlternateContent",
  "Choice",
])

function readBlocks(parent: Element, reading: Reading): void {
  for (const block of children(parent)) {
    const name = nameOf(block)
    if (name === "p") readParagraph(block, reading)
    else if (name === "tbl") readTable(block, reading)
    else if (wrappers.has(name)) readBlocks(block, reading)
  }
}

function readParagraph(paragraph: Element, reading: Reading): void {
  const { text, boxes, tracked, hidden } = wordsIn(paragraph)
  const { mark, level, heading } = placeOf(paragraph, reading)
  const hints: Partial<Line> = heading
    ? { role: "heading", level: heading }
    : mark !== undefined
      ? { role: "list item", level: level ?? 1 }
      : {}
  const [first = "", ...more] = text.split("\n")
  reading.lines.push({ text: first, ...hints, ...(mark && { mark }) })
  const at = reading.lines.length
  // What follows a break that the writer set belongs to the same heading, but is no list item of its own.
  for (const line of more) reading.lines.push({ text: line, ...(heading && hints) })
  if (tracked) doubt("tracked changes: insertions were read as text, deletions left out", at, reading)
  if (hidden) doubt("hidden words were left out", at, reading)
  for (const box of boxes) readBlocks(box, reading)
}

function doubt(what: string, line: number, { doubts }: Reading): void {
  doubts.push({ line, what })
}

/** The mark that Word would print before a paragraph, its depth in the list, and its depth as a heading. */
function placeOf(paragraph: Element, { number, styleOf }: Reading) {
  const properties = child(paragraph, "pPr")
  const style = attribute(child(properties, "pStyle"), "val")
  const { heading, numId, level } = {
    ...styleOf(style),
    ...outlineOf(properties),
    ...numberingOf(properties),
  }
  const numbered = numId === undefined || numId === "0" ? undefined : number(numId, level, style)
  return { heading, ...numbered }
}

function readTable(table: Element, reading: Reading): void {
  const rows = children(table, "tr").concat(
    children(table, "sdt").flatMap(s => children(child(s, "sdtContent"), "tr")),
  )
  const cells = rows.map(row => cellsOf(row))
  // A table of one cell is a frame around text, and is read as text.
  const [only] = cells.length === 1 && cells[0]!.length === 1 ? cells[0]! : []
  if (only) {
    readBlocks(only, reading)
    return
  }
  for (const row of cells) {
    const marks: string[] = []
    const texts = row.flatMap((cell, i) => {
      const spanned = Number(attribute(child(cell, "tcPr", "gridSpan"), "val") ?? 1)
      return [cellText(cell, reading, i === 0 ? marks : []), ...new Array<string>(spanned - 1).fill("")]
    })
    const mark = marks[0]
    reading.lines.push({ text: texts.join("\t"), role: "table row", cells: texts, ...(mark && { mark }) })
  }
}

function cellsOf(row: Element): Element[] {
  return children(row).flatMap(c =>
    nameOf(c) === "tc" ? [c] : nameOf(c) === "sdt" ? children(child(c, "sdtContent"), "tc") : [],
  )
}

/** The text of a cell. The first number of a row's first cell becomes the row's mark; others stand before their words. */
function cellText(cell: Element, reading: Reading, marks: string[]): string {
  const inner: Reading = { ...reading, lines: [], doubts: [] }
  readBlocks(cell, inner)
  for (const { what } of inner.doubts) doubt(what, reading.lines.length + 1, reading)
  const texts = inner.lines.map(({ text, mark }, i) => {
    if (!mark || mark === "•") return text
    if (i > 0 || marks.length > 0) return `${mark} ${text}`
    marks.push(mark)
    return text
  })
  return texts.join(" ").replace(/\s+/g, " ").trim()
}

/** Notes as lines, in the order and with the numbers of their references, counted from 1. */
function readNotes(
  notes: Element | undefined,
  kind: "footnote" | "endnote",
  body: Element,
  reading: Reading,
): void {
  const byId = new Map(children(notes, kind).map(note => [attribute(note, "id"), note]))
  const references = [...body.getElementsByTagName("*")].filter(e => nameOf(e) === `${kind}Reference`)
  references.forEach((reference, i) => {
    const note = byId.get(attribute(reference, "id"))
    if (!note) return
    const inner: Reading = { ...reading, lines: [] }
    readBlocks(note, inner)
    const lines = inner.lines.filter(l => l.text.trim() !== "")
    lines.forEach(({ text }, j) => {
      reading.lines.push({ text: text.trimStart(), role: "note", ...(j === 0 && { mark: String(i + 1) }) })
    })
  })
}
