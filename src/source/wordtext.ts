import type { Element } from "@xmldom/xmldom"
import { attribute, child, children, isOn, nameOf } from "./wordparts.js"

/** The words of a paragraph, with what stands in boxes anchored in it, and what of it a person should know. */
export interface Words {
  /** Line breaks that the writer set are kept. */
  readonly text: string
  readonly boxes: readonly Element[]
  /** Tracked changes stand in it: insertions are read, deletions are not. */
  readonly tracked: boolean
  /** Words that are hidden in Word were left out. */
  readonly hidden: boolean
}

interface Found {
  text: string
  boxes: Element[]
  tracked: boolean
  hidden: boolean
}

/** The words of a paragraph or of any other piece of a Word document, as a reader of the finished page sees them. */
export function wordsIn(element: Element): Words {
  const found: Found = { text: "", boxes: [], tracked: false, hidden: false }
  gather(element, found)
  return found
}

const marks: Readonly<Record<string, string>> = {
  tab: "\t",
  ptab: "\t",
  br: "\n",
  cr: "\n",
  noBreakHyphen: "\u2011",
}

/** Left out: what was deleted, properties, codes of fields, and the numbers of notes, which Word counts itself. */
const silent = new Set(["del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "Fallback"])

function gather(element: Element, found: Found): void {
  for (const node of children(element)) {
    const name = nameOf(node)
    if (name === "ins" || name === "del" || name === "moveFrom" || name === "moveTo") found.tracked = true
    if (silent.has(name)) continue
    if (name === "t") found.text += node.textContent ?? ""
    else if (
      name === "br" &&
      attribute(node, "type") !== undefined &&
      attribute(node, "type") !== "textWrapping"
    )
      continue
    else if (Object.hasOwn(marks, name)) found.text += marks[name]
    else if (name === "sym") found.text += symbolOf(attribute(node, "char"))
    else if (name === "txbxContent") found.boxes.push(node)
    else if (name === "r" && isOn(child(node, "rPr"), "vanish"))
      found.hidden ||= (node.textContent ?? "").trim() !== ""
    else gather(node, found)
  }
}

/** A sign of a symbol font: its own letter where it is of Unicode, else a bullet. */
function symbolOf(code: string | undefined): string {
  const value = Number.parseInt(code ?? "", 16)
  return value >= 0xf000 || Number.isNaN(value) ? "•" : String.fromCodePoint(value)
}
