import { type Direction, type Sides, sidesOf } from "../bidi.js"
import { wordLanguage } from "./package.js"
import {
  childOf,
  childrenOf,
  type Element,
  elementsIn,
  make,
  place,
  propertiesOf,
  runOrder,
  valOf,
} from "./xml.js"

const marks = { ltr: "\u200E", rtl: "\u200F" } as const

/** A run of a paragraph with what it shows: one character stands for anything that is no text. */
interface Piece {
  readonly run: Element
  readonly text: string
  /** The direction that docx gave it, by the elements it stands in. */
  readonly side: Direction
  /** How many marks of direction were put in before its text. */
  readonly added?: number
}

/**
 * Splits the runs of every paragraph by direction, as the Unicode bidirectional algorithm has it: Word shows a run as its
 * `w:rtl` says, and nothing in it any other way. Where a program that knows the characters alone would show another order,
 * marks of direction are put in, so that all of them agree.
 */
export function turnRuns(root: Element): void {
  for (const paragraph of elementsIn(root)) {
    if (paragraph.nodeName !== "w:p") continue
    const properties = childOf(paragraph, "w:pPr")
    const base = properties && childOf(properties, "w:bidi") ? "rtl" : "ltr"
    const pieces = runsOf(paragraph).map(run => pieceOf(run, base))
    if (base === "rtl" || pieces.some(({ text, side }) => side === "rtl" || /[\u0590-\u08FF]/.test(text)))
      turn(pieces, base)
    else for (const { run } of pieces) tagLanguage(run, "ltr")
  }
}

/** The runs of a paragraph in order, those of a text box inside it left out. */
export function runsOf(element: Element): Element[] {
  return childrenOf(element).flatMap(child => {
    if (child.nodeName === "w:r") return [child]
    return child.nodeName === "w:p" || child.nodeName === "w:pPr" ? [] : runsOf(child)
  })
}

/** What a run shows, a character for each thing that is no text; "1" for a number that Word works out. */
export function textOf(run: Element): string {
  return childrenOf(run)
    .map(child => shown[child.nodeName]?.(child.textContent ?? "") ?? "")
    .join("")
}

const shown: Readonly<Record<string, (content: string) => string>> = {
  "w:t": content => content,
  "w:delText": content => content,
  "w:tab": () => "\t",
  "w:br": () => "\n",
  "w:noBreakHyphen": () => "\u2011",
  "w:footnoteReference": () => "\uFFFC",
  "w:drawing": () => "\uFFFC",
  "w:instrText": content => (/^\s*(?:PAGE|NUMPAGES)\b/.test(content) ? "1" : ""),
}

function pieceOf(run: Element, base: Direction): Piece {
  const text = textOf(run)
  const properties = childOf(run, "w:rPr")
  const rtl = properties !== undefined && childOf(properties, "w:rtl") !== undefined
  // What has neither letters nor digits of its own goes with its paragraph.
  const own = /[\p{L}\p{N}]/u.test(text) && !isField(run)
  return { run, text, side: own ? (rtl ? "rtl" : "ltr") : base }
}

const isField = (run: Element) => childOf(run, "w:instrText") !== undefined

function turn(pieces: readonly Piece[], base: Direction): void {
  const wanted = wantedSides(pieces, base)
  const [marked = pieces] = [pieces, marksInside(pieces, base), marksAround(pieces, base)].filter(candidate =>
    agrees(candidate, wanted, base),
  )
  let at = 0
  const plain = marked.map(({ text }) => text).join("")
  const sides = marked === pieces ? wanted.flat() : sidesOf(plain, base)
  for (const piece of marked) {
    splitRun(piece, sides.slice(at, at + piece.text.length), base)
    at += piece.text.length
  }
}

/** The direction of every character of every piece, pieces of the other direction standing apart from the rest. */
function wantedSides(pieces: readonly Piece[], base: Direction): readonly Sides[] {
  const open = base === "rtl" ? "\u2066" : "\u2067"
  let text = ""
  const starts = pieces.map((piece, i) => {
    if (piece.side !== base && pieces[i - 1]?.side !== piece.side) text += open
    const start = text.length
    text += piece.text
    if (piece.side !== base && pieces[i + 1]?.side !== piece.side) text += "\u2069"
    return start
  })
  const sides = sidesOf(text, base)
  return pieces.map((piece, i) => sides.slice(starts[i]!, starts[i]! + piece.text.length))
}

/** Whether the characters alone give the wanted order, spaces and marks that were put in aside. */
function agrees(pieces: readonly Piece[], wanted: readonly Sides[], base: Direction): boolean {
  const sides = sidesOf(pieces.map(({ text }) => text).join(""), base)
  let at = 0
  return pieces.every(({ text, added = 0 }, i) => {
    const from = at + added
    at += text.length
    return wanted[i]!.every((side, k) => side === sides[from + k] || /\s/.test(text[added + k] ?? ""))
  })
}

function marksInside(pieces: readonly Piece[], base: Direction): readonly Piece[] {
  return withMarks(pieces, base, (side, text) => [
    isStrong(text.slice(0, 1), side) ? "" : marks[side],
    isStrong(text.slice(-1), side) || /\p{N}$/u.test(text) ? "" : marks[side],
  ])
}

/** Whether a letter tells its direction itself. */
const isStrong = (char: string, side: Direction) =>
  /\p{L}/u.test(char) && sidesOf(char, side === "ltr" ? "rtl" : "ltr")[0] === side

function marksAround(pieces: readonly Piece[], base: Direction): readonly Piece[] {
  return withMarks(pieces, base, side => [marks[base] + marks[side], marks[side] + marks[base]])
}

function withMarks(
  pieces: readonly Piece[],
  base: Direction,
  around: (side: Direction, text: string) => readonly [string, string],
): readonly Piece[] {
  return pieces.map((piece, i) => {
    if (piece.side === base || !canSplit(piece.run)) return piece
    const [before, after] = around(piece.side, piece.text)
    const start = pieces[i - 1]?.side === piece.side ? "" : before
    const end = pieces[i + 1]?.side === piece.side ? "" : after
    return { ...piece, text: start + piece.text + end, added: start.length }
  })
}

const canSplit = (run: Element) => {
  const contents = childrenOf(run).filter(({ nodeName }) => nodeName !== "w:rPr")
  return contents.length === 1 && contents[0]!.nodeName === "w:t"
}

function splitRun({ run, text }: Piece, sides: Sides, base: Direction): void {
  if (!canSplit(run)) {
    setSide(run, sides[0] ?? base, base)
    return
  }
  for (const part of partsOf(text, sides)) {
    const copy = run.cloneNode(true) as Element
    const content = childOf(copy, "w:t")!
    content.textContent = part.text
    if (/^\s|\s$/.test(part.text)) content.setAttribute("xml:space", "preserve")
    setSide(copy, part.side, base)
    run.parentNode!.insertBefore(copy, run)
  }
  run.parentNode!.removeChild(run)
}

/** Signs that Arabic faces do not have: each is a run of its own in the paragraph's Latin face. */
export const latinOnly = /[→←▲▼◆●○]/

function partsOf(text: string, sides: Sides): { text: string; side: Direction }[] {
  const parts: { text: string; side: Direction; sign: boolean }[] = []
  for (const [i, unit] of text.split("").entries()) {
    const sign = latinOnly.test(unit)
    const side = sign ? "ltr" : sides[i]!
    const last = parts.at(-1)
    if (last && last.side === side && last.sign === sign) last.text += unit
    else parts.push({ text: unit, side, sign })
  }
  return parts
}

function setSide(run: Element, side: Direction, base: Direction): void {
  const document = run.ownerDocument!
  if (side === "rtl") {
    place(propertiesOf(run, "w:rPr"), make(document, "w:rtl"), runOrder)
    addTwins(propertiesOf(run, "w:rPr"))
  } else remove(run, "w:rtl")
  const text = textOf(run)
  // A number that stands from left to right in Arabic text keeps the Arabic text's typeface and size.
  if (base === "rtl" && side === "ltr" && /\p{N}/u.test(text) && !/\p{L}/u.test(text))
    place(propertiesOf(run, "w:rPr"), make(document, "w:cs"), runOrder)
  tagLanguage(run, side)
}

/** What is said of Latin letters alone is said of Arabic ones too; Arabic has no italic. */
function addTwins(properties: Element): void {
  for (const [name, twin] of Object.entries(twins)) {
    const own = childOf(properties, name)
    if (!own || childOf(properties, twin)) continue
    const value = name === "w:i" ? "0" : valOf(own)
    const attributes = value === undefined ? {} : { "w:val": value }
    place(properties, make(properties.ownerDocument!, twin, attributes), runOrder)
  }
}

/** The properties of letters, and what Word calls each of them for Arabic. */
export const twins: Readonly<Record<string, string>> = { "w:b": "w:bCs", "w:i": "w:iCs", "w:sz": "w:szCs" }

/** Word keeps the language of right-to-left words in an attribute of its own, and neither is for the other's words. */
function tagLanguage(run: Element, side: Direction): void {
  const properties = childOf(run, "w:rPr")
  const language = properties && childOf(properties, "w:lang")
  const tag = valOf(language) ?? ""
  if (language && (side === "rtl") !== /^(ar|fa|he|ur)\b/.test(tag)) remove(run, "w:lang")
  else if (language) {
    language.removeAttribute("w:val")
    language.setAttribute(side === "rtl" ? "w:bidi" : "w:val", wordLanguage(tag))
  }
  if (properties?.parentNode && !properties.firstChild) run.removeChild(properties)
}

function remove(run: Element, name: string): void {
  const properties = childOf(run, "w:rPr")
  const child = properties && childOf(properties, name)
  if (child) properties.removeChild(child)
  if (properties && !properties.firstChild) run.removeChild(properties)
}
