import { type DefaultTreeAdapterTypes, parse } from "parse5"
import { fail } from "../model/problem.js"
import type { Line, TextLayer } from "../model/reports.js"
import { markOf, stepsOf } from "./htmllists.js"
import { attributeOf, type Element, isHidden, type Node, wordsOfNode } from "./htmlnodes.js"
import { rowsOfTable } from "./htmltables.js"

/** What reading a page gathers: its lines, and the line that is being written. */
interface Reading {
  readonly lines: Line[]
  words: string
  hints: Partial<Line>
}

const blocks = new Set(
  "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form header hgroup hr html main nav p pre search section summary".split(
    " ",
  ),
)

/**
 * An HTML page as a text layer: a line for each block of text and each break, headings, list items with the numbers that
 * a browser shows, rows of tables with their cells, notes. What a browser does not show is left out.
 */
export function readHtmlLayer(name: string, bytes: Uint8Array): TextLayer {
  const page = parse(decode(name, bytes))
  const root = page.childNodes.find((n): n is Element => n.nodeName === "html")
  const body = root?.childNodes.find((n): n is Element => n.nodeName === "body")
  const reading: Reading = { lines: [], words: "", hints: {} }
  if (body) readInside(body, reading)
  flush(reading)
  const lang = root && attributeOf(root, "lang")
  const declared = lang?.toLowerCase().match(/^[a-z]{2,3}(?=-|$)/)?.[0]
  return { format: "html", ...(declared && { declared }), lines: reading.lines }
}

/** Text by the mark at its beginning, else as the page declares, else UTF-8. */
function decode(name: string, bytes: Uint8Array): string {
  const [a, b] = bytes
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2048))
  const marked = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : undefined
  const declared = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]
  try {
    return new TextDecoder(marked ?? declared ?? "utf-8", { fatal: true }).decode(bytes)
  } catch {
    const place = { file: name }
    const hint = "save the page as UTF-8"
    fail(`this page is not written in ${declared ?? "UTF-8"}, as it should be`, { place, hint })
  }
}

/** Ends the line that is being written; spaces are one, as a browser shows them. A mark waits for words unless `bare`. */
function flush(reading: Reading, { bare = false } = {}): void {
  const text = reading.words.replace(/[ \t\n\r\f]+/g, " ").trim()
  reading.words = ""
  if (text === "" && !(bare && reading.hints.mark)) return
  reading.lines.push({ text, ...reading.hints })
  const { mark: _, ...rest } = reading.hints
  reading.hints = rest
}

function readInside(parent: DefaultTreeAdapterTypes.ParentNode, reading: Reading): void {
  for (const node of parent.childNodes) readNode(node, reading)
}

function readNode(node: Node, reading: Reading): void {
  if (node.nodeName === "#text") reading.words += (node as DefaultTreeAdapterTypes.TextNode).value
  if (!("tagName" in node) || isHidden(node)) return
  const heading = /^h([1-6])$/.exec(node.tagName)?.[1]
  const role = attributeOf(node, "role")
  if (role === "doc-noteref") return
  if (heading) readBlock(node, reading, { role: "heading", level: Number(heading) })
  else if (role === "doc-footnote" || role === "doc-endnote") readNote(node, reading)
  else if (node.tagName === "br") flush(reading)
  else if (node.tagName === "pre") readLines(node, reading)
  else if (node.tagName === "table") readTable(node, reading)
  else if (["ol", "ul", "menu", "dir"].includes(node.tagName)) readList(node, reading)
  else if (node.tagName === "nav") readBlock(node, reading, { role: "running" })
  else if (blocks.has(node.tagName)) readBlock(node, reading, reading.hints)
  else readInside(node, reading)
}

function readBlock(element: Element, reading: Reading, hints: Partial<Line>): void {
  flush(reading)
  const { hints: outer } = reading
  reading.hints = hints
  readInside(element, reading)
  flush(reading, { bare: hints.mark !== outer.mark })
  // A mark that was printed with the first words of a block is not printed again after it.
  const { mark, ...rest } = outer
  reading.hints = mark === hints.mark && mark !== reading.hints.mark ? rest : outer
}

function readLines(element: Element, reading: Reading): void {
  flush(reading)
  for (const text of wordsOfNode(element).replace(/\n$/, "").split(/\r?\n/)) reading.lines.push({ text })
}

function readList(list: Element, reading: Reading): void {
  flush(reading, { bare: true })
  const depth = (reading.hints.role === "list item" ? (reading.hints.level ?? 1) : 0) + 1
  for (const { item, value } of stepsOf(list)) {
    if (isHidden(item)) continue
    const role = attributeOf(item, "role")
    if (role === "doc-endnote" || role === "doc-footnote") readNote(item, reading, String(value ?? ""))
    else if (item.tagName !== "li") readNode(item, reading)
    else readBlock(item, reading, { role: "list item", level: depth, mark: markOf(list, item, value) })
  }
}

function readNote(note: Element, reading: Reading, mark = ""): void {
  readBlock(note, reading, { role: "note", ...(mark !== "" && { mark }) })
}

function readTable(table: Element, reading: Reading): void {
  flush(reading)
  const rows = rowsOfTable(table)
  // A table of one cell is a frame around text, and is read as text.
  const [only] = rows.length === 1 && rows[0]!.cells.length === 1 ? rows[0]!.elements : []
  if (only) {
    readBlock(only, reading, {})
    return
  }
  for (const { cells, heading } of rows) {
    if (heading) reading.lines.push({ text: cells.join(" ") })
    else if (cells.some(c => c !== ""))
      reading.lines.push({ text: cells.join("\t"), role: "table row", cells })
  }
}
