import { type DefaultTreeAdapterTypes, parse } from "parse5"

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/**
 * The text blocks of a page on one side of its changes, a line each: inline markup and all, notes by what they say. The
 * blocks of a page without changes are the same on both sides. For tests.
 */
export function sideOf(html: string, side: "before" | "after"): string[] {
  const gone = side === "before" ? "ins" : "del"
  const root = parse(html).childNodes.find((n): n is Element => n.nodeName === "html")!
  const body = root.childNodes.find((n): n is Element => n.nodeName === "body")!
  const notes = new Map<string, string>()
  const isGone = (node: Node) =>
    "tagName" in node &&
    (node.tagName === gone ||
      attribute(node, "data-redline") === gone ||
      attribute(node, "class")?.startsWith("redline-"))
  const runs = (node: Node, path: string): Run[] => {
    if (node.nodeName === "#text") return [{ path, text: (node as DefaultTreeAdapterTypes.TextNode).value }]
    if (!("tagName" in node) || isGone(node)) return []
    const refers = attribute(node, "role") === "doc-noteref"
    const own = node.tagName === "ins" || node.tagName === "del" ? path : `${path}<${open(node)}>`
    const inner = node.childNodes.flatMap(child => runs(child, own))
    const note = refers ? ` ${notes.get(attribute(node, "href")!.slice(1))}` : ""
    return refers ? [...inner, { path: own, text: note }] : inner
  }
  const inline = (node: Element) => joined(node.childNodes.flatMap(child => runs(child, "")))
  const collect = (node: Node): void => {
    if (!("tagName" in node) || isGone(node)) return
    if (attribute(node, "role") === "doc-endnote") notes.set(attribute(node, "id")!, inline(node))
    node.childNodes.forEach(collect)
  }
  collect(body)
  const lines: string[] = []
  const visit = (node: Node): void => {
    if (!("tagName" in node) || isGone(node)) return
    if (node.childNodes.some(child => "tagName" in child && blocks.has(child.tagName) && !isGone(child))) {
      lines.push(`(${open(node)}`)
      node.childNodes.forEach(visit)
      lines.push(")")
    } else if (blocks.has(node.tagName)) lines.push(`${open(node)}: ${inline(node)}`)
  }
  visit(body)
  return lines
}

const blocks = new Set(
  "p h1 h2 h3 ul ol li table tbody thead tr td th section aside header figure figcaption caption".split(" "),
)
const attribute = (node: Element, name: string) => node.attrs.find(a => a.name === name)?.value
const open = (node: Element) =>
  [
    node.tagName,
    ...node.attrs
      .filter(
        ({ name, value }) =>
          !["id", "value", "data-redline"].includes(name) &&
          !value.startsWith("#") &&
          !(node.tagName === "tr" && name === "class"),
      )
      .map(({ name, value }) => `${name}=${value.replace("redline ", "")}`),
  ].join(" ")

interface Run {
  readonly path: string
  readonly text: string
}

/** Runs in one markup are one: a change may have parted them. */
function joined(runs: readonly Run[]): string {
  let last = ""
  const parts = runs.flatMap(({ path, text }) => {
    if (text === "") return []
    const part = path === last ? text : `\u00b6${path}${text}`
    last = path
    return [part]
  })
  return parts
    .join("")
    .replace(/[\n\t ]+/g, " ")
    .trim()
}
