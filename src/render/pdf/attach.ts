import { createHash } from "node:crypto"
import { deflateSync } from "node:zlib"
import type { Trace } from "../../model/trace.js"
import type { Page } from "../../note/page.js"
import { escapeXml, noSeal, type Seal, sealOf, traceSummary } from "../trace/seal.js"
import { printOf, sha256, tokensOf } from "../trace/words.js"
import { nextNumber, type PdfFile } from "./objects.js"
import { shownText } from "./shown.js"
import { pdfDate, textString } from "./strings.js"

/** The name of the trace among the attached files. */
export const traceFile = "provenance.json"

/**
 * Attaches the page's trace: listed among the attached files and associated with the document. Its relationship is
 * "Supplement" (ISO 32000-2, 7.11.3, table 43): it says more of what is printed, but what is printed was not drawn from
 * it ("Data") nor converted from it ("Source"). Gives what the metadata says of it, as lines of XMP in the namespace
 * "brief"; none for a page without a trace. The words must be final, since their print is among it.
 */
export function attachTrace(file: PdfFile, page: Page): readonly string[] {
  if (!page.trace) return []
  const json = claimByLine(page.trace)
  const embedded = nextNumber(file)
  file.objects.set(embedded, embeddedFile(Buffer.from(json, "utf8"), page.date))
  const specification = nextNumber(file)
  file.objects.set(specification, { body: fileSpecification(embedded) })
  listAttachment(file, specification)
  return traceXmp(page.trace, sealOf(json, printOf(tokensOf(shownText(file)))))
}

/** The trace as JSON, a line a claim. */
function claimByLine({ claims, ...head }: Trace): string {
  const lines = claims.map(claim => JSON.stringify(claim))
  return `${JSON.stringify(head).slice(0, -1)},"claims":[\n${lines.join(",\n")}\n]}\n`
}

function embeddedFile(content: Buffer, date: Date) {
  const stream = deflateSync(content)
  const checksum = createHash("md5").update(content).digest("hex").toUpperCase()
  const parameters = `/Params <</Size ${content.length} /CreationDate (${pdfDate(date)}) /ModDate (${pdfDate(date)}) /CheckSum <${checksum}>>>`
  const body = `<</Type /EmbeddedFile /Subtype /application#2Fjson ${parameters} /Filter /FlateDecode /Length ${stream.length}>>`
  return { body, stream }
}

function fileSpecification(embedded: number): string {
  const name = textString(traceFile)
  const about = textString("Where every number, date, symbol and quotation of this note comes from")
  return `<</Type /Filespec /F ${name} /UF ${name} /EF <</F ${embedded} 0 R /UF ${embedded} 0 R>> /AFRelationship /Supplement /Desc ${about}>>`
}

/** The catalog, or the name dictionary it points to, gets the tree of attached files; Chromium writes none of its own. */
function listAttachment(file: PdfFile, specification: number): void {
  const tree = `/EmbeddedFiles <</Names [${textString(traceFile)} ${specification} 0 R]>>`
  const catalog = file.objects.get(file.root)?.body ?? ""
  const apart = Number(/\/Names (\d+) 0 R/.exec(catalog)?.[1])
  const names = file.objects.get(apart)?.body
  if (names !== undefined) file.objects.set(apart, { body: names.replace("<<", `<<${tree} `) })
  const inside = /\/Names <</.test(catalog) ? catalog.replace("/Names <<", `/Names <<${tree} `) : catalog
  const added = names === undefined && inside === catalog ? `\n/Names <<${tree}>>` : ""
  const end = `${added}\n/AF [${specification} 0 R]>>`
  file.objects.set(file.root, { body: `${inside.replace(/>>\s*$/, "").trimEnd()}${end}` })
}

function traceXmp(trace: Trace, seal: Seal): readonly string[] {
  const named = [...new Set(trace.sources.map(({ symbol, name }) => symbol ?? name))].join("; ")
  const own = [
    ...traceSummary(trace),
    ["trace", seal.trace],
    ["words", seal.words],
    ["marks", seal.marks],
  ] as const
  return [
    ...(named ? [`<dc:source>${escapeXml(named)}</dc:source>`] : []),
    ...own.map(([name, value]) => element(name, escapeXml(value))),
    element("file", noSeal),
  ]
}

const element = (name: string, value: string) => `<brief:${name}>${value}</brief:${name}>`

/** Where the metadata, which is not compressed, has the seal of the whole file. */
const sealed = /(<brief:file\b[^<>]*>)([\da-f]{64})(?=<)/g

/** The file with its seal: SHA-256 of all its bytes, with the seal's own digits as zeros. A file without a trace has none. */
export function sealFile(bytes: Uint8Array): Uint8Array {
  const at = sealPlace(bytes)
  if (at === undefined) return bytes
  const copy = Buffer.from(bytes)
  copy.write(sha256(zeroed(bytes, at)), at, "latin1")
  return new Uint8Array(copy)
}

/** Whether every byte of a file is the one that was sealed. */
export function isSealed(bytes: Uint8Array): boolean {
  const at = sealPlace(bytes)
  if (at === undefined) return false
  const seal = Buffer.from(bytes.subarray(at, at + noSeal.length)).toString("latin1")
  return sha256(zeroed(bytes, at)) === seal
}

function sealPlace(bytes: Uint8Array): number | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")
  const found = [...text.matchAll(sealed)].at(-1)
  return found && found.index + (found[1]?.length ?? 0)
}

function zeroed(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Buffer.from(bytes)
  copy.write(noSeal, at, "latin1")
  return copy
}
