import { DOMParser, type Element, type Node } from "@xmldom/xmldom"
import { unzipSync } from "fflate"
import { fail } from "../model/problem.js"

/** More than any report needs; an archive that promises to unpack to more is refused unread. */
const mostBytes = 200 * 1024 * 1024

/** The XML parts of a Word file by their names. What is no such file, or a protected one, is a ProblemError. */
export function openParts(name: string, bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const place = { file: name }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    const hint = "open it in Word, and save it as .docx without a password"
    fail("this is a Word file with a password, or of the old kind (.doc)", { place, hint })
  }
  try {
    return unzipParts(bytes)
  } catch {
    fail("this is no Word file, or a broken one", { place, hint: "fetch it again, or open and save it anew" })
  }
}

function unzipParts(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let left = mostBytes
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/\.(xml|rels)$/.test(name)) return false
      left -= originalSize
      if (left < 0) throw new Error("too large")
      return true
    },
  })
  return new Map(Object.entries(parts))
}

/** The root of an XML part; undefined if there is no such part. XML that does not parse is a ProblemError. */
export function parsePart(
  file: string,
  parts: ReadonlyMap<string, Uint8Array>,
  part: string,
): Element | undefined {
  const bytes = parts.get(part)
  if (!bytes) return undefined
  try {
    const parser = new DOMParser({ onError: refuse })
    return parser.parseFromString(new TextDecoder().decode(bytes), "text/xml").documentElement ?? undefined
  } catch {
    const hint = "open and save it anew in Word"
    fail(`the Word file is broken: ${part} is no XML`, { place: { file }, hint })
  }
}

function refuse(level: string, what: string): void {
  if (level !== "warning") throw new Error(what)
}

/** The name of an element without its prefix; "" for what is no element. */
export const nameOf = (node: Node): string => (isElement(node) ? (node.localName ?? "") : "")

const isElement = (node: Node): node is Element => node.nodeType === 1

/** The elements directly inside an element, of the name given if one is. */
export function children(parent: Element | undefined, name?: string): Element[] {
  if (!parent) return []
  return [...parent.childNodes].filter(
    (node): node is Element => isElement(node) && (name === undefined || nameOf(node) === name),
  )
}

/** The first element reached by a path of names; undefined where the path breaks off. */
export function child(parent: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, name) => children(at, name)[0], parent)
}

/** An attribute by its name without prefix; undefined if it is not there. */
export function attribute(element: Element | undefined, name: string): string | undefined {
  if (!element) return undefined
  return [...element.attributes].find(a => a.localName === name)?.value
}

/** Whether a switch such as `<w:b/>` stands in properties and is not turned off. */
export function isOn(properties: Element | undefined, name: string): boolean {
  const found = child(properties, name)
  return found !== undefined && !["0", "false", "off", "none"].includes(attribute(found, "val") ?? "")
}
