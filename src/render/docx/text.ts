import { childOf, childrenOf, type Element, elementsIn, parseXml, valOf } from "./xml.js"
import { readZip, unpack } from "./zip.js"

/**
 * The words of a Word file that a reader sees, a line a paragraph: the header, the body, the notes in the order in which
 * they are referred to, the footer. Deleted text and fields that Word fills in by itself are left out. With `marks` (the
 * default) the numbers of notes stand where Word shows them. Fails with a plain Error if the bytes are no Word file.
 */
export async function readDocxText(
  bytes: Uint8Array,
  { marks = true }: { marks?: boolean } = {},
): Promise<string> {
  const entries = new Map(readZip(bytes).map(entry => [entry.name, entry]))
  const rootOf = (name: string): Element | undefined => {
    const entry = entries.get(name)
    return entry && (parseXml(new TextDecoder().decode(unpack(entry))).documentElement ?? undefined)
  }
  const body = rootOf("word/document.xml")
  if (!body) throw new Error("not a Word file: it has no word/document.xml")
  const running = (kind: string) =>
    [...entries.keys()]
      .filter(name => new RegExp(`^word/${kind}\\d*\\.xml$`).test(name))
      .sort()
      .flatMap(name => linesOf(rootOf(name)!, marks))
  const notes = notesOf(body, rootOf("word/footnotes.xml"), marks)
  return [...running("header"), ...linesOf(body, marks), ...notes, ...running("footer")]
    .filter(line => line.trim())
    .join("\n")
}

/** The notes in the order of their references, each with its number if marks are wanted. */
function notesOf(body: Element, notesRoot: Element | undefined, marks: boolean): string[] {
  const notes = new Map(
    (notesRoot ? childrenOf(notesRoot) : []).map(note => [note.getAttribute("w:id") ?? "", note]),
  )
  return referencesIn(body).flatMap((id, index) => {
    const lines = notes.has(id) ? linesOf(notes.get(id)!, marks) : []
    return lines.map((line, i) => (marks && i === 0 ? `${index + 1} ${line.trim()}` : line))
  })
}

function referencesIn(root: Element): string[] {
  return elementsIn(root)
    .filter(({ nodeName }) => nodeName === "w:footnoteReference")
    .map(reference => reference.getAttribute("w:id") ?? "")
}

/** What a part shows, a line a paragraph: its words with insertions and without deletions, and with `marks` notes' numbers. */
export function linesOf(root: Element, marks: boolean): string[] {
  const numbers = new Map(referencesIn(root).map((id, index) => [id, index + 1]))
  const show = (run: Element) => (isMark(run) ? (marks ? markIn(run, numbers) : "") : wordsOf(run, show))
  const paragraphs = elementsIn(root).filter(({ nodeName }) => nodeName === "w:p")
  return paragraphs.map(paragraph => wordsOf(paragraph, show))
}

/** Whether a run shows a note's number: as a reference, or as a cross-reference to one. */
function isMark(run: Element): boolean {
  const properties = childOf(run, "w:rPr")
  return (
    valOf(properties && childOf(properties, "w:rStyle")) === "FootnoteReference" ||
    referencesIn(run).length > 0
  )
}

function markIn(run: Element, numbers: ReadonlyMap<string, number>): string {
  const [id] = referencesIn(run)
  return id === undefined ? (childOf(run, "w:t")?.textContent ?? "") : String(numbers.get(id))
}

/** What an element shows; a paragraph inside a paragraph, as in a text box, has a line of its own. */
function wordsOf(element: Element, show: (run: Element) => string): string {
  return childrenOf(element)
    .map(child =>
      child.nodeName === "w:r" ? show(child) : (shown[child.nodeName]?.(child) ?? wordsOf(child, show)),
    )
    .join("")
}

const nothing = () => ""
const shown: Readonly<Record<string, (element: Element) => string>> = {
  "w:t": element => element.textContent ?? "",
  "w:tab": () => "\t",
  "w:br": () => "\n",
  "w:cr": () => "\n",
  "w:noBreakHyphen": () => "\u2011",
  "w:p": nothing,
  "w:pPr": nothing,
  "w:rPr": nothing,
  "w:instrText": nothing,
  "w:del": nothing,
  "w:moveFrom": nothing,
}
