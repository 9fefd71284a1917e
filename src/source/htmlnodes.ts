import type { DefaultTreeAdapterTypes } from "parse5"

export type Node = DefaultTreeAdapterTypes.ChildNode
export type Element = DefaultTreeAdapterTypes.Element

/** The value of an attribute; undefined if it is not there. */
export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find(a => a.name === name)?.value
}

/** The elements directly inside an element, of the names given if any are. */
export function elementsOf(parent: Element, ...names: readonly string[]): Element[] {
  return parent.childNodes.filter(
    (node): node is Element => "tagName" in node && (names.length === 0 || names.includes(node.tagName)),
  )
}

const unseen = new Set([
  "head",
  "script",
  "style",
  "template",
  "noscript",
  "svg",
  "math",
  "object",
  "iframe",
  "select",
])

/** Whether a browser shows nothing of an element. */
export function isHidden(element: Element): boolean {
  if (unseen.has(element.tagName) || attributeOf(element, "hidden") !== undefined) return true
  return /display\s*:\s*none/i.test(attributeOf(element, "style") ?? "")
}

/** All words in a node as they stand, breaks as line ends; what is not shown, and the marks of notes, left out. */
export function wordsOfNode(node: Node): string {
  if (node.nodeName === "#text") return (node as DefaultTreeAdapterTypes.TextNode).value
  if (!("tagName" in node) || isHidden(node) || attributeOf(node, "role") === "doc-noteref") return ""
  if (node.tagName === "br") return "\n"
  const inside = node.childNodes.map(wordsOfNode).join("")
  return ["p", "div", "li", "tr", "td", "th"].includes(node.tagName) ? ` ${inside} ` : inside
}
