import type { Parts } from "../docx/package.js"
import { type Entry, unpack } from "../docx/zip.js"
import { readCoverage } from "../fonts.js"

/** Whether a typeface that a Word file embeds has a glyph; undefined for a typeface that the file does not embed. */
export type Covers = (face: string, code: number) => boolean | undefined

/** The typefaces inside a Word file, read when first asked for. Only the upright regular cut is looked at. */
export function embeddedFaces(parts: Parts, entries: ReadonlyMap<string, Entry>): Covers {
  const relations = new Map(
    [...(parts.get("word/_rels/fontTable.xml.rels") ?? "").matchAll(/<Relationship\b[^>]*>/g)].map(
      ([tag]) => [attribute(tag, "Id"), `word/${attribute(tag, "Target")}`],
    ),
  )
  const faces = new Map<string, () => (code: number) => boolean>()
  const table = parts.get("word/fontTable.xml") ?? ""
  for (const [, name = "", inside = ""] of table.matchAll(/<w:font w:name="([^"]*)">(.*?)<\/w:font>/gs)) {
    const regular = /<w:embedRegular\b[^>]*>/.exec(inside)?.[0]
    const entry = regular && entries.get(relations.get(attribute(regular, "r:id")) ?? "")
    if (entry) faces.set(name, () => coverageOf(entry, attribute(regular, "w:fontKey")))
  }
  return (face, code) => faces.get(face)?.()(code)
}

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ""

const read = new Map<string, (code: number) => boolean>()

/** Undoes Word's mixing of an embedded font with its key (ISO/IEC 29500-4, 17.8.1); the same font is read once. */
function coverageOf(entry: Entry, key: string): (code: number) => boolean {
  const id = `${key} ${entry.checksum} ${entry.size}`
  const known = read.get(id)
  if (known) return known
  const mask = Buffer.from(key.replace(/[^\dA-Fa-f]/g, ""), "hex").reverse()
  const font = unpack(entry).map((byte, i) => (i < 32 ? byte ^ mask[i % 16]! : byte))
  const covers = readCoverage(font)
  read.set(id, covers)
  return covers
}
