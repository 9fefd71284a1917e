import type { Glyph } from "./glyphs.js"

/** A node of a page's structure tree, as pdf.js gives it. */
export interface StructureNode {
  readonly role?: string
  readonly lang?: string
  readonly id?: string
  readonly children?: readonly StructureNode[]
}

/** A paragraph, heading, list item or cell on a page: its glyphs line by line, each line from left to right. */
export interface Block {
  readonly role: string
  /** The language of the whole block, if it is told. */
  readonly lang: string | undefined
  readonly lines: readonly (readonly Glyph[])[]
}

const blocks = /^(P|H[1-6]?|LI|LBody|Lbl|TD|TH|Caption|Title|Div|Sect|Document)$/

/** Groups the glyphs of a page by the blocks of its structure. What stands in none, such as running lines, is left out. */
export function blocksOf(tree: StructureNode | null, glyphs: readonly Glyph[]): readonly Block[] {
  const byMark = new Map<number, Glyph[]>()
  for (const glyph of glyphs) {
    if (glyph.mark === undefined) continue
    const own = byMark.get(glyph.mark)
    if (own) own.push(glyph)
    else byMark.set(glyph.mark, [glyph])
  }
  const found: { role: string; lang: string | undefined; glyphs: Glyph[] }[] = []
  walk(tree ?? {}, undefined)
  return found.map(({ role, lang, glyphs: own }) => ({ role, lang, lines: linesOf(own) }))

  function walk(node: StructureNode, block: (typeof found)[number] | undefined): void {
    let own = block
    if (node.role && blocks.test(node.role)) {
      own = { role: node.role, lang: node.lang, glyphs: [] }
      found.push(own)
    }
    const mark = /_mc(\d+)$/.exec(node.id ?? "")?.[1]
    if (mark) own?.glyphs.push(...(byMark.get(Number(mark)) ?? []))
    for (const child of node.children ?? []) walk(child, own)
  }
}

/** Glyphs as lines from the top, raised numbers of notes left out. */
export function linesOf(glyphs: readonly Glyph[]): readonly (readonly Glyph[])[] {
  const lines: { y: number; glyphs: Glyph[] }[] = []
  for (const glyph of glyphs) {
    const line = lines.findLast(({ y }) => Math.abs(y - glyph.y) < 2)
    if (line) line.glyphs.push(glyph)
    else lines.push({ y: glyph.y, glyphs: [glyph] })
  }
  return lines.sort((a, b) => b.y - a.y).map(line => line.glyphs.sort((a, b) => a.x - b.x))
}

/** What a line says, as a reader of the file gets it: in visual order, from left to right. */
export const wordsOf = (line: readonly Glyph[]) => line.map(({ text }) => text).join("")

/** Every language that the structure names. */
export function languagesIn(node: StructureNode | null): readonly string[] {
  if (!node) return []
  return [...(node.lang ? [node.lang] : []), ...(node.children ?? []).flatMap(languagesIn)]
}

/** The rows of tables: the glyphs' middles of each cell that has any, in reading order. */
export function rowsOf(tree: StructureNode | null, glyphs: readonly Glyph[]): readonly (readonly number[])[] {
  const edges = new Map<number, readonly [from: number, to: number]>()
  for (const { mark, x, width } of glyphs) {
    if (mark === undefined) continue
    const [from, to] = edges.get(mark) ?? [x, x]
    edges.set(mark, [Math.min(from, x), Math.max(to, x + width)])
  }
  const middle = (cell: StructureNode): readonly number[] => {
    const own = marksIn(cell).flatMap(mark => edges.get(mark) ?? [])
    return own.length > 0 ? [(Math.min(...own) + Math.max(...own)) / 2] : []
  }
  return nodesIn(tree ?? {})
    .filter(({ role }) => role === "TR")
    .map(({ children = [] }) => children.filter(({ role }) => role === "TH" || role === "TD").flatMap(middle))
}

function nodesIn(node: StructureNode): readonly StructureNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesIn)]
}

function marksIn(node: StructureNode): readonly number[] {
  return nodesIn(node).flatMap(({ id }) => {
    const mark = /_mc(\d+)$/.exec(id ?? "")?.[1]
    return mark ? [Number(mark)] : []
  })
}
