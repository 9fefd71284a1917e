import { deflateSync, inflateSync } from "fflate"

/** One file of a zip archive, as it stands there: compressed, with the checksum of what it holds. */
export interface Entry {
  readonly name: string
  /** 0 for stored, 8 for deflated; nothing else occurs in Word files. */
  readonly method: number
  readonly checksum: number
  readonly size: number
  readonly packed: Uint8Array
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** The first day a zip archive can name: 1 January 1980, so that no clock gets into a file. */
const FIRST_DAY = 0x0021

const checksums = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** The files of a zip archive without unpacking them. Throws a plain Error if the bytes are not such an archive. */
export function readZip(bytes: Uint8Array): readonly Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw new Error("not a zip archive")
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== CENTRAL) throw new Error("a broken zip archive")
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (!name.endsWith("/")) entries.push(readEntry(bytes, view, at, name))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, name: string): Entry {
  const local = view.getUint32(at + 42, true)
  if (view.getUint32(local, true) !== LOCAL) throw new Error("a broken zip archive")
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  return {
    name,
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    size: view.getUint32(at + 24, true),
    packed: bytes.subarray(start, start + view.getUint32(at + 20, true)),
  }
}

/** What an entry holds. */
export function unpack({ method, packed, size }: Entry): Uint8Array {
  if (method === 0) return packed
  if (method !== 8) throw new Error(`a zip archive with an unknown method of compression (${method})`)
  return inflateSync(packed, { out: new Uint8Array(size) })
}

/** A file ready for an archive. The same content gives the same bytes on every machine. */
export function pack(name: string, content: Uint8Array): Entry {
  const packed = deflateSync(content, { level: 6 })
  const smaller = packed.length < content.length
  return {
    name,
    method: smaller ? 8 : 0,
    checksum: checksumOf(content),
    size: content.length,
    packed: smaller ? packed : content,
  }
}

/** An archive of the entries in their order, dated 1 January 1980. */
export function writeZip(entries: readonly Entry[]): Uint8Array {
  const names = entries.map(({ name }) => new TextEncoder().encode(name))
  const body = entries.reduce((sum, { packed }, i) => sum + 30 + names[i]!.length + packed.length, 0)
  const directory = names.reduce((sum, name) => sum + 46 + name.length, 0)
  const bytes = new Uint8Array(body + directory + 22)
  const view = new DataView(bytes.buffer)
  let at = 0
  let central = body
  for (const [i, entry] of entries.entries()) {
    const name = names[i]!
    writeCentral(view, central, entry, name.length, at)
    bytes.set(name, central + 46)
    central += 46 + name.length
    view.setUint32(at, LOCAL, true)
    writeCommon(view, at + 4, entry, name.length)
    bytes.set(name, at + 30)
    bytes.set(entry.packed, at + 30 + name.length)
    at += 30 + name.length + entry.packed.length
  }
  view.setUint32(central, END, true)
  view.setUint16(central + 8, entries.length, true)
  view.setUint16(central + 10, entries.length, true)
  view.setUint32(central + 12, directory, true)
  view.setUint32(central + 16, body, true)
  return bytes
}

function writeCentral(view: DataView, at: number, entry: Entry, nameLength: number, local: number): void {
  view.setUint32(at, CENTRAL, true)
  view.setUint16(at + 4, 20, true)
  writeCommon(view, at + 6, entry, nameLength)
  view.setUint32(at + 42, local, true)
}

/** The fields that a file's own header and its line in the directory share. */
function writeCommon(view: DataView, at: number, entry: Entry, nameLength: number): void {
  view.setUint16(at, 20, true)
  view.setUint16(at + 2, 0x0800, true)
  view.setUint16(at + 4, entry.method, true)
  view.setUint16(at + 8, FIRST_DAY, true)
  view.setUint32(at + 10, entry.checksum, true)
  view.setUint32(at + 14, entry.packed.length, true)
  view.setUint32(at + 18, entry.size, true)
  view.setUint16(at + 22, nameLength, true)
}

function checksumOf(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = checksums[(c ^ byte) & 0xff]! ^ (c >>> 8)
  return ~c >>> 0
}
