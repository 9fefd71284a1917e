import { createHash } from "node:crypto"
import { deflateSync } from "node:zlib"

/** One object of a PDF file: its dictionary or value as text, and its stream if it has one, as it stands in the file. */
export interface PdfObject {
  readonly body: string
  readonly stream?: Uint8Array
}

/** The objects of a PDF file by number, and the two that everything hangs on. */
export interface PdfFile {
  readonly objects: Map<number, PdfObject>
  readonly root: number
  readonly info: number
}

const latin = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")

/**
 * Takes apart a PDF file as Chromium writes it: one section, a plain cross-reference table, no object streams
 * (ISO 32000-1, 7.5). Another kind of file throws.
 */
export function readPdf(bytes: Uint8Array): PdfFile {
  const text = latin(bytes)
  const tableAt = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN)
  const trailerAt = text.indexOf("trailer", tableAt)
  if (!text.startsWith("xref", tableAt) || trailerAt < 0)
    throw new Error("not a PDF file as Chromium writes it")
  const trailer = text.slice(trailerAt)
  const offsets = [...text.slice(tableAt, trailerAt).matchAll(/(\d{10}) \d{5} n/g)].map(found =>
    Number(found[1]),
  )
  const ordered = [...offsets, tableAt].sort((a, b) => a - b)
  const objects = new Map<number, PdfObject>()
  for (const [i, offset] of ordered.slice(0, -1).entries()) {
    const end = ordered[i + 1] ?? tableAt
    objects.set(Number.parseInt(text.slice(offset, offset + 10), 10), readObject(text, bytes, offset, end))
  }
  return { objects, root: referenceIn(trailer, "Root"), info: referenceIn(trailer, "Info") }
}

function readObject(text: string, bytes: Uint8Array, from: number, to: number): PdfObject {
  const start = text.indexOf("obj", from) + 4
  const stop = text.lastIndexOf("endobj", to)
  const stream = />>\s*stream\r?\n/g
  stream.lastIndex = start
  const found = text.startsWith("<<", start) ? stream.exec(text.slice(0, stop)) : null
  if (!found) return { body: text.slice(start, stop).trimEnd() }
  const body = text.slice(start, found.index + 2)
  const length = Number(/\/Length (\d+)(?! \d+ R)/.exec(body)?.[1] ?? Number.NaN)
  if (Number.isNaN(length)) throw new Error("a PDF stream without a plain length")
  const at = found.index + found[0].length
  return { body, stream: bytes.subarray(at, at + length) }
}

/** The number of the object that `/key n 0 R` names; throws if there is none. */
export function referenceIn(body: string, key: string): number {
  const found = new RegExp(`/${key} (\\d+) 0 R`).exec(body)
  if (!found) throw new Error(`a PDF file without /${key}`)
  return Number(found[1])
}

/** The next free object number. */
export function nextNumber({ objects }: PdfFile): number {
  return Math.max(...objects.keys()) + 1
}

const perObjectStream = 200

/**
 * Puts a PDF file together with its small objects packed (object streams, a cross-reference stream: PDF 1.7), which
 * halves a tagged file. The same objects give the same bytes; the file's identifier is made from them.
 */
export function writePdf(file: PdfFile): Uint8Array {
  const plain = [...file.objects].filter(([, object]) => !object.stream)
  const packs = packObjects(plain, nextNumber(file))
  const whole = [...file.objects].filter(([, object]) => object.stream)
  const chunks: Uint8Array[] = [Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1")]
  const places = new Map<number, Place>(packs.flatMap(pack => pack.places))
  let offset = chunks[0]?.length ?? 0
  for (const [number, object] of [...whole, ...packs.map(pack => pack.entry)].sort((a, b) => a[0] - b[0])) {
    const chunk = formatObject(number, object)
    places.set(number, { kind: 1, at: offset, index: 0 })
    offset += chunk.length
    chunks.push(chunk)
  }
  chunks.push(crossReferences(file, places, offset, identifier(chunks)))
  return new Uint8Array(Buffer.concat(chunks))
}

/** Where an object stands: at an offset (kind 1), or in an object stream at an index (kind 2). */
interface Place {
  readonly kind: 1 | 2
  readonly at: number
  readonly index: number
}

interface Pack {
  readonly entry: readonly [number, PdfObject]
  readonly places: readonly (readonly [number, Place])[]
}

function packObjects(plain: readonly (readonly [number, PdfObject])[], firstNumber: number): readonly Pack[] {
  const packs: Pack[] = []
  for (let from = 0; from < plain.length; from += perObjectStream) {
    const number = firstNumber + packs.length
    const part = plain.slice(from, from + perObjectStream)
    let at = 0
    const header = part.map(([n, { body }]) => {
      const pair = `${n} ${at}`
      at += body.length + 1
      return pair
    })
    const head = `${header.join(" ")}\n`
    const content = Buffer.from(head + part.map(([, { body }]) => `${body}\n`).join(""), "latin1")
    const stream = deflateSync(content)
    const body = `<</Type /ObjStm /N ${part.length} /First ${head.length} /Filter /FlateDecode /Length ${stream.length}>>`
    const places = part.map(([n], index) => [n, { kind: 2, at: number, index }] as const)
    packs.push({ entry: [number, { body, stream }], places })
  }
  return packs
}

function formatObject(number: number, { body, stream }: PdfObject): Uint8Array {
  const head = Buffer.from(`${number} 0 obj\n${body}${stream ? "\nstream\n" : "\n"}`, "latin1")
  const tail = Buffer.from(stream ? "\nendstream\nendobj\n" : "endobj\n", "latin1")
  return Buffer.concat(stream ? [head, stream, tail] : [head, tail])
}

function identifier(chunks: readonly Uint8Array[]): string {
  const hash = createHash("sha256")
  for (const chunk of chunks) hash.update(chunk)
  return hash.digest("hex").slice(0, 32).toUpperCase()
}

function crossReferences(
  { root, info }: PdfFile,
  places: ReadonlyMap<number, Place>,
  offset: number,
  id: string,
): Uint8Array {
  const number = Math.max(...places.keys()) + 1
  const rows = Buffer.alloc((number + 1) * 7)
  rows.writeUInt16BE(0xffff, 5)
  for (const [n, { kind, at, index }] of [...places, [number, { kind: 1, at: offset, index: 0 }] as const]) {
    rows.writeUInt8(kind, n * 7)
    rows.writeUInt32BE(at, n * 7 + 1)
    rows.writeUInt16BE(index, n * 7 + 5)
  }
  const stream = deflateSync(rows)
  const body = `<</Type /XRef /Size ${number + 1} /W [1 4 2] /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] \
/Filter /FlateDecode /Length ${stream.length}>>`
  const end = Buffer.from(`startxref\n${offset}\n%%EOF\n`, "latin1")
  return Buffer.concat([formatObject(number, { body, stream }), end])
}
