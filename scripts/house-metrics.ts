/** The height of a line of Arabic above and below its base, in thousandths of the letters' size. */
const line = { above: 1030, below: 430 }

/**
 * A TrueType font with another line height: Amiri asks for room for verse with all its marks, 1.76 of its size, which modern
 * prose does not need; less leading in the styles instead would cut off the tops of letters in Word. The license (SIL Open
 * Font License, without a reserved name) allows it.
 */
export function withLineHeight(font: Uint8Array): Uint8Array {
  const copy = new Uint8Array(font)
  const view = new DataView(copy.buffer)
  const tables = tablesIn(view)
  const [head, hhea, os2] = ["head", "hhea", "OS/2"].map(tag => tables.get(tag)!.at) as [
    number,
    number,
    number,
  ]
  const unit = view.getUint16(head + 18) / 1000
  const [above, below] = [Math.round(line.above * unit), Math.round(line.below * unit)]
  for (const at of [hhea + 4, os2 + 68]) {
    view.setInt16(at, above)
    view.setInt16(at + 2, -below)
    view.setInt16(at + 4, 0)
  }
  view.setUint16(os2 + 74, above)
  view.setUint16(os2 + 76, below)
  view.setUint32(head + 8, 0)
  for (const { entry, at, length } of tables.values()) view.setUint32(entry + 4, checksum(view, at, length))
  view.setUint32(head + 8, (0xb1b0afba - checksum(view, 0, copy.length)) >>> 0)
  return copy
}

function tablesIn(view: DataView): Map<string, { entry: number; at: number; length: number }> {
  const tables = new Map<string, { entry: number; at: number; length: number }>()
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + i * 16
    const tag = String.fromCharCode(...[0, 1, 2, 3].map(n => view.getUint8(entry + n)))
    tables.set(tag, { entry, at: view.getUint32(entry + 8), length: view.getUint32(entry + 12) })
  }
  return tables
}

/** The sum of a table's 32-bit words, the last one filled up with zeros (OpenType, "Calculating checksums"). */
function checksum(view: DataView, at: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i += 4) {
    const bytes = [0, 1, 2, 3].map(n => (i + n < length ? view.getUint8(at + i + n) : 0))
    sum = (sum + ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!)) >>> 0
  }
  return sum
}
