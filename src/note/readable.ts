import { parseFragment } from "parse5"

/** A text made from another, and for each of its characters the place in the other where it comes from. */
export interface Readable {
  readonly text: string
  readonly from: readonly number[]
}

const mustaches = /\{\{~?!--.*?--~?\}\}|\{\{\{?.*?\}\}\}?/gs
const inline = /^<\/?(?:a|abbr|b|bdi|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u|wbr)\b/i

/** What a reader, or whoever hears a page read, finds in a template: what a helper prints is one sign, U+FFFC. */
export function readableTemplate(source: string): Readable {
  const shown = replaced(whole(source), mustaches, m => (/^\{\{~?(?:[!#/^]|else\b)/.test(m) ? "" : "\uFFFC"))
  return readable(shown)
}

/** The same of HTML: words joined over tags that do not part them, references to characters as these, and texts of attributes. */
export const readableHtml = (html: string): Readable => readable(whole(html))

/** What a reference to a character stands for, such as `&frac12;`; itself if for none. */
export function decoded(reference: string): string {
  const known = references.get(reference)
  if (known !== undefined) return known
  const [node] = parseFragment(reference).childNodes
  const text = node && "value" in node ? node.value : reference
  references.set(reference, text)
  return text
}

const references = new Map<string, string>()

const whole = (text: string): Readable => ({ text, from: Array.from({ length: text.length }, (_, i) => i) })

function readable(source: Readable): Readable {
  const bare = replaced(source, /<!--.*?-->|<[a-z/!][^<>]*>/gis, tagText)
  return replaced(bare, /&(?:#x[\da-f]+|#\d+|\w+);?/gi, decoded)
}

/** What a tag shows or says: the texts of some attributes, the number at which a list begins. */
function tagText(tag: string): string {
  if (tag.startsWith("<!--")) return ""
  const names = `alt|title|aria-label|start|value${/\bname="description"/.test(tag) ? "|content" : ""}`
  const said = [
    ...tag.matchAll(new RegExp(`\\s(?:${names})\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "gi")),
  ]
  const texts = said.map(m => `|${m[1] ?? m[2] ?? m[3] ?? ""}`).join("")
  return texts ? `${texts}|` : inline.test(tag) ? "" : "|"
}

function replaced({ text, from }: Readable, pattern: RegExp, by: (found: string) => string): Readable {
  const parts: string[] = []
  const places: number[] = []
  let at = 0
  const copy = (end: number) => {
    parts.push(text.slice(at, end))
    for (let i = at; i < end; i++) places.push(from[i]!)
  }
  for (const { 0: found, index } of text.matchAll(pattern)) {
    copy(index)
    const put = by(found)
    parts.push(put)
    for (let i = 0; i < put.length; i++) places.push(from[index]!)
    at = index + found.length
  }
  copy(text.length)
  return { text: parts.join(""), from: places }
}
