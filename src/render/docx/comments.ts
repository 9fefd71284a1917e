import type { Tracked, TrackedComment } from "../../note/page.js"
import { markDirections } from "../direction.js"
import { turnRuns } from "./direction.js"
import type { Parts } from "./package.js"
import type { Whose } from "./trackednotes.js"
import { childrenOf, type Document, type Element, elementsIn, formatXml, make, parseXml } from "./xml.js"

const part = "word/comments.xml"
const namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
const relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
const contentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

/** The first id that no comment of the template has. */
export function firstComment(parts: Parts): number {
  return Math.max(-1, ...childrenOf(rootOf(parts)).map(idOf)) + 1
}

function rootOf(parts: Parts): Element {
  return parseXml(parts.get(part) ?? `<w:comments xmlns:w="${namespace}"/>`).documentElement!
}

const idOf = (element: Element) => Number(element.getAttribute("w:id"))

/** The part with the comments whose ranges stand in the body, and the references to them. After all other finishing. */
export function addComments(parts: Parts, { comments }: Tracked, maker: Whose): void {
  const body = parseXml(parts.get("word/document.xml") ?? "")
  const first = firstComment(parts)
  const styles = parts.get("word/styles.xml") ?? ""
  const ends = elementsIn(body.documentElement!).filter(
    end => end.nodeName === "w:commentRangeEnd" && idOf(end) >= first,
  )
  if (ends.length === 0) return
  for (const end of ends) {
    const reference = make(body, "w:commentReference", { "w:id": String(idOf(end)) })
    end.parentNode!.insertBefore(runWith(reference, styles), end.nextSibling)
  }
  parts.set("word/document.xml", formatXml(body))
  const root = rootOf(parts)
  for (const id of ends.map(idOf).sort((a, b) => a - b)) {
    const comment = commentOf(comments.list[id - first]!, {
      ...comments,
      styles,
      document: root.ownerDocument!,
    })
    const own = { id: String(id), author: maker.author, date: maker.date, initials: initialsOf(maker.author) }
    for (const [name, value] of Object.entries(own)) comment.setAttributeNS(namespace, `w:${name}`, value)
    turnRuns(root.appendChild(comment) as Element)
  }
  relate(parts)
  parts.set(part, formatXml(root.ownerDocument!))
}

interface Manner {
  readonly lang: string
  readonly dir: "ltr" | "rtl"
  readonly styles: string
  readonly document: Document
}

function commentOf({ lines }: TrackedComment, manner: Manner): Element {
  const { document, styles, dir } = manner
  const comment = make(document, "w:comment")
  for (const [i, line] of lines.entries()) {
    const paragraph = comment.appendChild(make(document, "w:p"))
    const properties = make(document, "w:pPr")
    const style = styleId(styles, "CommentText", "annotation text")
    if (style) properties.appendChild(make(document, "w:pStyle", { "w:val": style }))
    if (dir === "rtl") properties.appendChild(make(document, "w:bidi"))
    if (properties.firstChild) paragraph.appendChild(properties)
    // By this mark Word joins a comment's words to the reference.
    if (i === 0) paragraph.appendChild(runWith(make(document, "w:annotationRef"), styles))
    paragraph.appendChild(wordsOf(line, manner))
  }
  return comment
}

function wordsOf(line: string, { document, lang, dir }: Manner): Element {
  const run = make(document, "w:r")
  const properties = run.appendChild(make(document, "w:rPr"))
  if (dir === "rtl") properties.appendChild(make(document, "w:rtl"))
  properties.appendChild(make(document, "w:lang", { "w:val": lang }))
  const text = make(document, "w:t")
  run.appendChild(text)
  text.setAttribute("xml:space", "preserve")
  text.textContent = markDirections(line, dir)
  return run
}

/** A run in Word's own style for references to comments, if the template has it. */
function runWith(content: Element, styles: string): Element {
  const document = content.ownerDocument!
  const run = make(document, "w:r")
  const style = styleId(styles, "CommentReference", "annotation reference")
  if (style)
    run.appendChild(make(document, "w:rPr")).appendChild(make(document, "w:rStyle", { "w:val": style }))
  run.appendChild(content)
  return run
}

/** A letterhead from another Word has its styles under other ids, but never under another name. */
function styleId(styles: string, id: string, name: string): string | undefined {
  if (styles.includes(`w:styleId="${id}"`)) return id
  return new RegExp(`\\bw:styleId="([^"]+)"[^>]*>\\s*<w:name\\b[^>]*w:val="${name}"`).exec(styles)?.[1]
}

/** The first letters of a name: "Mali Desk" is "MD". */
function initialsOf(author: string): string {
  const initials = [...author.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map(([letter]) => letter)
  return initials.slice(0, 3).join("").toUpperCase()
}

/** Tells the package of the part, unless the template's has it already. The relation gets its number with all others. */
function relate(parts: Parts): void {
  if (parts.has(part)) return
  const relation = `<Relationship Id="comments" Type="${relationship}" Target="comments.xml"/>`
  const type = `<Override PartName="/${part}" ContentType="${contentType}"/>`
  const put = (name: string, end: string, added: string) =>
    parts.set(name, (parts.get(name) ?? "").replace(end, added + end))
  put("word/_rels/document.xml.rels", "</Relationships>", relation)
  put("[Content_Types].xml", "</Types>", type)
}
