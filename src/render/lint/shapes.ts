import { faceBytes, houseFaces } from "../fonts.js"

/** Characters that turn round in text from right to left. */
const mirrored = "()[]{}«»‹›"

const read = new Map<string, Promise<ReadonlyMap<number, string>>>()

/**
 * Which bracket a glyph of a house face looks like, by its number: in Arabic text the bracket that opens looks like the one
 * that closes in English, and what the file says it stands for does not tell. Empty for another face.
 */
export function bracketShapes(postScript: string): Promise<ReadonlyMap<number, string>> {
  const known = read.get(postScript)
  if (known) return known
  const face = houseFaces.find(own => own.postScript === postScript)
  const shapes = face
    ? faceBytes(face).then(bytes => {
        const glyphOf = readGlyphs(bytes)
        return new Map([...mirrored].map(char => [glyphOf(char.codePointAt(0)!), char] as const))
      })
    : Promise.resolve(new Map<number, string>())
  read.set(postScript, shapes)
  return shapes
}

/** Reads format 4 of a font's `cmap` table, which every font has for the characters of the basic plane. */
function readGlyphs(bytes: Uint8Array): (code: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const cmap = tableAt(view, "cmap")
  const tables = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, i) => cmap + view.getUint32(cmap + 8 + i * 8),
  )
  const table = tables.find(at => view.getUint16(at) === 4)
  if (table === undefined) return () => 0
  const double = view.getUint16(table + 6)
  return code => {
    for (let i = 0; i < double; i += 2) {
      const first = view.getUint16(table + 16 + double + i)
      if (code > view.getUint16(table + 14 + i)) continue
      if (code < first) return 0
      const delta = view.getUint16(table + 16 + double * 2 + i)
      const rangeAt = table + 16 + double * 3 + i
      const range = view.getUint16(rangeAt)
      const glyph = range === 0 ? code : view.getUint16(rangeAt + range + (code - first) * 2)
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
    return 0
  }
}

function tableAt(view: DataView, tag: string): number {
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16
    if (String.fromCharCode(...[0, 1, 2, 3].map(n => view.getUint8(at + n))) === tag)
      return view.getUint32(at + 8)
  }
  throw new Error(`a font without a ${tag} table`)
}
