import { DOMImplementation, type Document, type Element, XMLSerializer } from "@xmldom/xmldom"

/** An element: its name, what is in it, and its attributes. A text alone is its content. */
export interface Node {
  readonly name: string
  readonly content: string | readonly Node[]
  readonly attributes?: Readonly<Record<string, string>>
}

/** An element, for short. */
export const element = (
  name: string,
  content: string | readonly Node[] = [],
  attributes: Readonly<Record<string, string>> = {},
): Node => ({ name, content, attributes })

/** An element and what is in it as XML, indented; all in one namespace if one is given. No declaration. */
export function writeXml(root: Node, namespace: string | null = null): string {
  const document = new DOMImplementation().createDocument(namespace, root.name)
  fill(document.documentElement!, root, { document, namespace, indent: "\n" })
  return `${new XMLSerializer().serializeToString(document.documentElement!)}\n`
}

interface Writing {
  readonly document: Document
  readonly namespace: string | null
  readonly indent: string
}

function fill(at: Element, { content, attributes = {} }: Node, writing: Writing): void {
  const { document, namespace, indent } = writing
  for (const [key, value] of Object.entries(attributes)) at.setAttribute(key, value)
  if (typeof content === "string") {
    if (content !== "") at.appendChild(document.createTextNode(content))
    return
  }
  for (const node of content) {
    const child = document.createElementNS(namespace, node.name)
    at.appendChild(document.createTextNode(`${indent}  `))
    at.appendChild(child)
    fill(child, node, { ...writing, indent: `${indent}  ` })
  }
  if (content.length > 0) at.appendChild(document.createTextNode(indent))
}
