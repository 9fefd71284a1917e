import { type DefaultTreeAdapterTypes, parse, serializeOuter } from "parse5"
import type { Chart } from "../model/chart.js"
import { escapeHtml } from "../note/format.js"
import type { Page } from "../note/page.js"
import type { Atom, Step } from "./atoms.js"
import { offsetsOf } from "./offsets.js"
import { wordsIn } from "./words.js"

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** A block of a page: one with words of its own (a paragraph, heading, cell, point of a list) or one with blocks in it. */
export interface Block {
  /** "" for words that stand beside blocks without an element of their own. */
  readonly tag: string
  readonly attributes: ReadonlyMap<string, string>
  readonly blocks: readonly Block[]
  /** The words of a block that holds no blocks. */
  readonly atoms?: readonly Atom[]
  /** The heading it stands under, of a heading its own; "" before the first. */
  readonly section: string
  /** It tells what the edition says of the one before, which no other edition says. */
  readonly ofEdition: boolean
  /** All words, blocks parted by spaces. */
  readonly text: string
  /** Equal for blocks that are the same in words and markup. */
  readonly key: string
}

const inside =
  "p h1 h2 h3 h4 h5 h6 section aside header footer div blockquote figure figcaption ul ol li table caption colgroup col thead tbody tfoot tr td th hr"
const blockTags = new Set(inside.split(" "))
const asIs = new Set(["colgroup", "hr"])
const whole = new Set(["q", "img", "br", "sup", "svg"])

/** What a note is called, by its id, so that the notes of two editions can be compared. */
export type NameNote = (id: string) => string

/** The blocks of a page's body. `nameNote` gives the same name to notes that are the same in both editions. */
export function blocksOf({ html, lang, charts = [] }: Page, nameNote: NameNote = id => id): Block {
  const root = parse(html, { sourceCodeLocationInfo: true }).childNodes.find(
    (n): n is Element => n.nodeName === "html",
  )!
  const body = root.childNodes.find((n): n is Element => n.nodeName === "body")!
  const reading: Reading = { html, lang, charts, section: "", ofEdition: false, seen: new Set(), nameNote }
  return readBlock(body, reading)
}

interface Reading {
  readonly html: string
  readonly lang: string
  readonly charts: readonly Chart[]
  section: string
  ofEdition: boolean
  /** The notes referred to so far. */
  readonly seen: Set<string>
  readonly nameNote: NameNote
}

function readBlock(element: Element, reading: Reading): Block {
  const tag = element.tagName
  const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]))
  if (asIs.has(tag)) {
    const key = serializeOuter(element)
    return { tag, attributes, blocks: [], ...placeIn(reading), text: "", key }
  }
  if (element.childNodes.some(isBlock)) return containerOf(tag, attributes, element, reading)
  const atoms = atomsOf(element.childNodes, reading)
  if (tag === "h2") reading.section = atoms.map(atom => atom.text).join("")
  return leafOf(tag, attributes, atoms, placeIn(reading))
}

const placeIn = ({ section, ofEdition }: Reading) => ({ section, ofEdition })

/** A block with words of its own. */
export function leafOf(
  tag: string,
  attributes: ReadonlyMap<string, string>,
  atoms: readonly Atom[],
  place: Pick<Block, "section" | "ofEdition">,
): Block {
  const text = atoms.map(atom => atom.text).join("")
  const key = `${openTag(tag, attributes)}${atoms.map(atom => atom.key).join("\u0001")}`
  return { tag, attributes, blocks: [], atoms, ...place, text, key }
}

function containerOf(
  tag: string,
  attributes: ReadonlyMap<string, string>,
  { childNodes }: Element,
  reading: Reading,
): Block {
  const place = placeIn(reading)
  if (tag === "section") reading.section = attributes.get("aria-label") ?? reading.section
  reading.ofEdition ||= tag === "section" && attributes.get("class") === "since"
  const blocks: Block[] = []
  let loose: Node[] = []
  const flush = () => {
    const atoms = atomsOf(loose, reading)
    if (atoms.length > 0) blocks.push(leafOf("", new Map(), atoms, placeIn(reading)))
    loose = []
  }
  for (const node of childNodes) {
    if (!isBlock(node)) loose.push(node)
    else {
      flush()
      blocks.push(readBlock(node, reading))
    }
  }
  flush()
  const text = blocks.map(block => block.text).join(" ")
  const key = `${openTag(tag, attributes)}(${blocks.map(block => block.key).join("\u0002")})`
  reading.ofEdition = place.ofEdition
  return { tag, attributes, blocks, ...place, text, key }
}

const isBlock = (node: Node): node is Element => "tagName" in node && blockTags.has(node.tagName)

/** The atoms of inline nodes, spaces as a browser shows them. */
function atomsOf(nodes: readonly Node[], reading: Reading): Atom[] {
  const found = nodes.flatMap(node => inlineAtoms(node, [], reading))
  const spaced = found.filter((atom, i) => atom.text !== " " || (i > 0 && found[i - 1]!.text !== " "))
  return spaced.at(-1)?.text === " " ? spaced.slice(0, -1) : spaced
}

function inlineAtoms(node: Node, path: readonly Step[], reading: Reading): Atom[] {
  if (node.nodeName === "#text") return textAtoms(node as DefaultTreeAdapterTypes.TextNode, path, reading)
  if (!("tagName" in node)) return []
  if (whole.has(node.tagName)) return [wholeAtom(node, path, reading)]
  const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]))
  const step = { tag: node.tagName, open: openTag(node.tagName, attributes) }
  return node.childNodes.flatMap(child => inlineAtoms(child, [...path, step], reading))
}

function textAtoms(
  { value, sourceCodeLocation: place }: DefaultTreeAdapterTypes.TextNode,
  path: readonly Step[],
  { html, lang }: Reading,
): Atom[] {
  const words = splitSpaces(wordsIn(value.replace(/[ \t\n\r\f]+/g, " "), lang))
  const written = place ? html.slice(place.startOffset, place.endOffset) : ""
  const offsets = offsetsOf(written, place?.startOffset ?? 0)
  let next = 0
  return words.map(word => {
    const [from, to] = [offsets[next], offsets[next + word.length]]
    next += word.length
    const at = from !== undefined && to !== undefined ? { at: [from, to] as const } : {}
    return { ...atomOf({ text: word, html: escapeHtml(word), path, own: word }), ...at }
  })
}

/** A space is an atom of its own, also where a segment has more than it. */
const splitSpaces = (words: readonly string[]) =>
  words.flatMap(word => (word.length > 1 && word.includes(" ") ? word.split(/( )/).filter(Boolean) : [word]))

function atomOf({ text, html, path, own }: Omit<Atom, "key" | "note" | "at"> & { own: string }): Atom {
  return { text, html, path, key: `${path.map(step => step.open).join("")}${own}` }
}

/** An element that changes as a whole: a quotation, a picture, a reference to a note. */
function wholeAtom(element: Element, path: readonly Step[], { charts, seen, nameNote }: Reading): Atom {
  const html = serializeOuter(element)
  const note = /\brole="doc-noteref"/.test(html) ? /\bhref="#([^"]+)"/.exec(html)?.[1] : undefined
  if (note !== undefined) {
    const first = !seen.has(note)
    seen.add(note)
    return {
      ...atomOf({ text: "", html, path, own: `note ${first ? "first" : "again"} ${nameNote(note)}` }),
      note,
    }
  }
  const chart = charts.find(({ id }) => element.attrs.some(a => a.name === "src" && a.value === `${id}.svg`))
  const own = html + (chart ? JSON.stringify(chart) : "")
  const place = element.sourceCodeLocation
  const at = place ? { at: [place.startOffset, place.endOffset] as const } : {}
  return { ...atomOf({ text: element.tagName === "br" ? "\n" : wordsOf(element), html, path, own }), ...at }
}

function wordsOf(node: Node): string {
  if (node.nodeName === "#text") return (node as DefaultTreeAdapterTypes.TextNode).value
  return "childNodes" in node ? node.childNodes.map(wordsOf).join("") : ""
}

/** A start tag as this layer writes it; "" for words without an element. */
export function openTag(tag: string, attributes: ReadonlyMap<string, string>): string {
  const written = [...attributes].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
  return tag && `<${tag}${written.join("")}>`
}
