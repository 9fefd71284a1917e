import type { Page } from "../../note/page.js"
import { escapeXml, jsonForXml, noSeal, sealOf, traceNamespace, traceSummary } from "../trace/seal.js"
import { printOf, sha256, tokensOf } from "../trace/words.js"
import type { Parts } from "./package.js"
import { shownWords } from "./shown.js"
import { type Entry, unpack } from "./zip.js"

const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const packageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships"
const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`

/**
 * Puts the page's trace into the file as a custom XML part (ISO/IEC 29500-1, 15.2.5), which Word keeps when it saves: one
 * element of an own namespace with the trace as JSON in it and the seals as attributes. The words must be final, since
 * their print is among them. Gives the part's name, for `sealTrace`; nothing if the page has no trace.
 */
export function addTrace(parts: Parts, page: Page): string | undefined {
  if (!page.trace) return undefined
  const n = freeNumber(parts)
  const json = jsonForXml(page.trace)
  const seal = sealOf(json, printOf(tokensOf(shownWords(parts))))
  const own = [...traceSummary(page.trace), ...Object.entries(seal), ["file", noSeal] as const]
  const attributes = own.map(([name, value]) => ` ${name}="${escapeXml(value, { quotes: true })}"`).join("")
  parts.set(
    `customXml/item${n}.xml`,
    `${declaration}<trace xmlns="${traceNamespace}"${attributes}>${escapeXml(json)}</trace>`,
  )
  parts.set(`customXml/itemProps${n}.xml`, itemProperties(seal.trace))
  parts.set(`customXml/_rels/item${n}.xml.rels`, itemRelations(n))
  relate(parts, n)
  const type = `<Override PartName="/customXml/itemProps${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>`
  change(parts, "[Content_Types].xml", xml => xml.replace("</Types>", `${type}</Types>`))
  return `customXml/item${n}.xml`
}

/** A template may have custom parts of its own. */
function freeNumber(parts: Parts): number {
  const taken = [...parts.keys()].map(name =>
    Number(/^customXml\/item(?:Props)?(\d+)\.xml$/.exec(name)?.[1] ?? 0),
  )
  return Math.max(0, ...taken) + 1
}

/** The part's identifier is made from the trace, so that the same note has the same. */
function itemProperties(hash: string): string {
  const id = hash.toUpperCase().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "{$1-$2-5$3-A$4-$5}")
  const schema = `<ds:schemaRefs><ds:schemaRef ds:uri="${traceNamespace}"/></ds:schemaRefs>`
  return `${declaration}<ds:datastoreItem ds:itemID="${id}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">${schema}</ds:datastoreItem>`
}

function itemRelations(n: number): string {
  const relation = `<Relationship Id="rId1" Type="${relationships}/customXmlProps" Target="itemProps${n}.xml"/>`
  return `${declaration}<Relationships xmlns="${packageRelationships}">${relation}</Relationships>`
}

function relate(parts: Parts, n: number): void {
  change(parts, "word/_rels/document.xml.rels", xml => {
    const ids = [...xml.matchAll(/\bId="rId(\d+)"/g)].map(([, id]) => Number(id))
    const id = `rId${Math.max(0, ...ids) + 1}`
    const relation = `<Relationship Id="${id}" Type="${relationships}/customXml" Target="../customXml/item${n}.xml"/>`
    return xml.replace("</Relationships>", `${relation}</Relationships>`)
  })
}

function change(parts: Parts, name: string, edit: (xml: string) => string): void {
  parts.set(name, edit(parts.get(name) ?? ""))
}

/** Where the part of the trace has the seal of the whole file. */
const fileSeal = /(<trace\b[^>]*\bfile=")([\da-f]{64})(?=")/

/** Writes the seal of the whole file into the part of the trace, once all parts are final. */
export function sealTrace(parts: Parts, others: readonly Entry[], tracePart: string): void {
  const seal = sealOfAll([
    ...[...parts].map(([name, text]) => [name, sha256(text)] as const),
    ...hashes(others),
  ])
  change(parts, tracePart, xml => xml.replace(fileSeal, `$1${seal}`))
}

/** Whether every part of a file is the one that was sealed, however and whenever they were packed. */
export function isSealed(entries: readonly Entry[], tracePart: string): boolean {
  const xml = new TextDecoder().decode(unpack(entries.find(({ name }) => name === tracePart)!))
  const own = [tracePart, sha256(xml.replace(fileSeal, `$1${noSeal}`))] as const
  const seal = sealOfAll([...hashes(entries.filter(({ name }) => name !== tracePart)), own])
  return fileSeal.exec(xml)?.[2] === seal
}

/** SHA-256 over the names and contents of all parts in the order of their names, with the seal's own digits as zeros. */
function sealOfAll(parts: readonly (readonly [name: string, hash: string])[]): string {
  const lines = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, hash]) => `${hash} ${name}\n`)
  return sha256(lines.join(""))
}

/** The typefaces of a template go into file after file: each is unpacked and read once. */
const known = new WeakMap<Uint8Array, string>()

function hashes(entries: readonly Entry[]): (readonly [string, string])[] {
  return entries.map(entry => {
    const hash = known.get(entry.packed) ?? sha256(unpack(entry))
    known.set(entry.packed, hash)
    return [entry.name, hash] as const
  })
}
