/** Readers of PDF files take a wider gap than a tenth of the letters' size for a space. In thousandths; two may add up. */
const widestGap = 38

/**
 * A font whose kerning parts no letters of one word so far that a reader of a PDF file finds two words there: Amiri keeps ر
 * and ي apart by an eighth of their size. Only positive pair adjustments are made smaller (OpenType, "GPOS — Glyph
 * Positioning Table", lookup type 2); a font that has none too wide comes back as it is.
 */
export function withoutGaps(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes)
  const view = new DataView(copy.buffer)
  const [head, gpos] = [tableAt(view, "head"), tableAt(view, "GPOS")]
  if (head === undefined || gpos === undefined) return bytes
  const most = Math.floor((widestGap * view.getUint16(head + 18)) / 1000)
  for (const at of pairTables(view, gpos)) narrow(view, at, most)
  return copy
}

function tableAt(view: DataView, tag: string): number | undefined {
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16
    const found = String.fromCharCode(...[0, 1, 2, 3].map(n => view.getUint8(at + n)))
    if (found === tag) return view.getUint32(at + 8)
  }
  return undefined
}

/** Where the pair adjustment subtables stand, those that an extension points to among them. */
function* pairTables(view: DataView, gpos: number): Generator<number> {
  const list = gpos + view.getUint16(gpos + 8)
  for (let i = 0; i < view.getUint16(list); i++) {
    const lookup = list + view.getUint16(list + 2 + i * 2)
    const type = view.getUint16(lookup)
    for (let k = 0; k < view.getUint16(lookup + 4); k++) {
      const table = lookup + view.getUint16(lookup + 6 + k * 2)
      if (type === 2) yield table
      else if (type === 9 && view.getUint16(table + 2) === 2) yield table + view.getUint32(table + 4)
    }
  }
}

const bits = (format: number) => format.toString(2).replaceAll("0", "").length

/** Pairs by classes, or by their first glyph: the first value record of each, place (bit 1) and advance (bit 3) across. */
function narrow(view: DataView, table: number, most: number): void {
  const [first, second] = [view.getUint16(table + 4), view.getUint16(table + 6)]
  const size = (bits(first) + bits(second)) * 2
  const records: number[] = []
  if (view.getUint16(table) === 2) {
    const count = view.getUint16(table + 12) * view.getUint16(table + 14)
    for (let i = 0; i < count; i++) records.push(table + 16 + i * size)
  } else
    for (let i = 0; i < view.getUint16(table + 8); i++) {
      const set = table + view.getUint16(table + 10 + i * 2)
      for (let k = 0; k < view.getUint16(set); k++) records.push(set + 2 + k * (size + 2) + 2)
    }
  for (const record of records)
    for (const bit of [1, 4]) {
      if (!(first & bit)) continue
      const at = record + bits(first & (bit - 1)) * 2
      if (view.getInt16(at) > most) view.setInt16(at, most)
    }
}
