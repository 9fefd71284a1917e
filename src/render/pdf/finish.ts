import type { Page } from "../../note/page.js"
import { traceNamespace } from "../trace/seal.js"
import { attachTrace } from "./attach.js"
import type { PdfFile } from "./objects.js"
import { nextNumber } from "./objects.js"
import { pdfDate, textString } from "./strings.js"

/**
 * Gives a printed file the note's own properties and nothing else: title, subject, keywords, an author only if given,
 * language, direction, and the note's date as every date, in the information dictionary and as XMP. The note's trace is
 * attached, with a print of the words that the file shows now.
 */
export function finishFile(file: PdfFile, page: Page): void {
  const producer =
    /\/Producer \(([^()\\]*)\)/.exec(file.objects.get(file.info)?.body ?? "")?.[1] ?? "Chromium"
  file.objects.set(file.info, { body: infoDictionary(page, producer) })
  const attached = attachTrace(file, page)
  const metadata = nextNumber(file)
  const stream = Buffer.from(xmp(page, producer, attached), "utf8")
  file.objects.set(metadata, { body: `<</Type /Metadata /Subtype /XML /Length ${stream.length}>>`, stream })
  const catalog = file.objects.get(file.root)?.body ?? ""
  file.objects.set(file.root, { body: finishCatalog(catalog, page, metadata) })
  renumberNodes(file)
}

function finishCatalog(catalog: string, page: Page, metadata: number): string {
  const bare = catalog
    .replace(/\/ViewerPreferences <<[^<>]*>>/, "")
    .replace(/\/Lang (\([^()]*\)|<[^<>]*>)/, "")
    .replace(/>>\s*$/, "")
  const direction = page.dir === "rtl" ? " /Direction /R2L" : ""
  return `${bare.trimEnd()}
/ViewerPreferences <</DisplayDocTitle true${direction}>>
/Lang ${textString(page.lang)}
/Metadata ${metadata} 0 R>>`
}

function infoDictionary(page: Page, producer: string): string {
  const date = pdfDate(page.date)
  const entries = [
    ["Title", textString(page.title)],
    ["Author", page.author && textString(page.author)],
    ["Subject", page.subject && textString(page.subject)],
    ["Keywords", page.keywords.length > 0 && textString(page.keywords.join(", "))],
    ["Producer", textString(producer)],
    ["CreationDate", `(${date})`],
    ["ModDate", `(${date})`],
  ] as const
  return `<<${entries
    .filter(([, value]) => value)
    .map(([key, value]) => `/${key} ${value}`)
    .join("\n")}>>`
}

/** Chromium counts the ids of table cells on from one document to the next: count them per document, in the same order. */
function renumberNodes({ objects }: PdfFile): void {
  const pattern = /\(node(\d{8,})\)/g
  const seen = new Set<string>()
  for (const { body } of objects.values())
    for (const found of body.matchAll(pattern)) seen.add(found[1] ?? "")
  const ordered = [...seen].sort((a, b) => Number(a) - Number(b))
  const renamed = new Map(ordered.map((old, i) => [old, String(i + 1).padStart(8, "0")]))
  for (const [number, object] of objects) {
    if (!object.body.includes("(node")) continue
    const body = object.body.replace(pattern, (_, old: string) => `(node${renamed.get(old)})`)
    objects.set(number, { ...object, body })
  }
}

/** The same properties as XMP (ISO 16684-1), which archives and checkers read. */
function xmp(page: Page, producer: string, attached: readonly string[]): string {
  const date = `${page.date.toISOString().slice(0, 19)}Z`
  const inDefault = (text: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${xml(text)}</rdf:li></rdf:Alt>`
  const bag = (items: readonly string[]) =>
    `<rdf:Bag>${items.map(item => `<rdf:li>${xml(item)}</rdf:li>`).join("")}</rdf:Bag>`
  const lines = [
    "<dc:format>application/pdf</dc:format>",
    `<dc:title>${inDefault(page.title)}</dc:title>`,
    page.author && `<dc:creator><rdf:Seq><rdf:li>${xml(page.author)}</rdf:li></rdf:Seq></dc:creator>`,
    page.subject && `<dc:description>${inDefault(page.subject)}</dc:description>`,
    page.keywords.length > 0 && `<dc:subject>${bag(page.keywords)}</dc:subject>`,
    page.keywords.length > 0 && `<pdf:Keywords>${xml(page.keywords.join(", "))}</pdf:Keywords>`,
    `<dc:language>${bag([page.lang])}</dc:language>`,
    `<pdf:Producer>${xml(producer)}</pdf:Producer>`,
    `<xmp:CreateDate>${date}</xmp:CreateDate>`,
    `<xmp:ModifyDate>${date}</xmp:ModifyDate>`,
    `<xmp:MetadataDate>${date}</xmp:MetadataDate>`,
    ...attached,
  ].filter(Boolean)
  const own = attached.length > 0 ? ` xmlns:brief="${traceNamespace}"` : ""
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/"${own}>
${lines.join("\n")}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}

/** Text as XML: the three special characters escaped, what XML cannot hold left out. */
function xml(text: string): string {
  const allowed = text
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
  return allowed.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
}
