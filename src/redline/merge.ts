import type { Anchors } from "./anchors.js"
import { allOf, diffAtoms, type Piece } from "./atoms.js"
import { type Block, leafOf, type NameNote, openTag } from "./blocks.js"
import { type WritePiece, writePieces } from "./inline.js"
import { headOf, matchBlocks } from "./match.js"

/** A place where the editions part: a text block, or a whole row, with the words of both sides. */
export interface Difference {
  readonly kind: "added" | "removed" | "changed" | "moved"
  readonly section: string
  /** The head of the row it stands in; "" outside tables. */
  readonly row: string
  /** The block on each side, where there is one. */
  readonly before?: Block
  readonly after?: Block
  /** The rows that the blocks stand in. */
  readonly rows?: readonly [before: Block, after: Block]
  readonly pieces: readonly Piece[]
}

/** What merging needs to know, and what it finds. */
export interface Merging {
  readonly nameNote: NameNote
  readonly write: WritePiece
  readonly anchors: Anchors
  /** What more a block's start tag says, such as the number of a note. */
  readonly extra: (block: Block, state: "kept" | "del" | "ins") => ReadonlyMap<string, string>
  /** Whether a block whose words are the same rests on other facts or passages. */
  readonly rests: (before: Block, after: Block) => boolean
  readonly differences: Difference[]
}

type Rows = readonly [before: Block, after: Block]

/** Two states of one block as one piece of HTML; what differs goes into `differences`. */
export function mergeBlocks(before: Block, after: Block, merging: Merging, rows?: Rows): string {
  const own = after.tag === "tr" ? ([before, after] as const) : rows
  if (before.atoms && after.atoms) return mergeLeaf(before, after, merging, own)
  if (after.tag === "colgroup" || after.tag === "hr") return after.key
  const [old, now] = [insideOf(before), insideOf(after)]
  const inner =
    after.tag === "tr"
      ? now.map((cell, i) => mergeBlocks(old[i]!, cell, merging, own)).join("")
      : mergeLists(old, now, merging, own)
  return wrap(after, inner, new Map([...after.attributes, ...merging.extra(after, "kept")]))
}

/** The blocks in a block; words beside blocks are a paragraph. */
function insideOf({ blocks, atoms, section, ofEdition }: Block): readonly Block[] {
  if (!atoms) return blocks
  return atoms.length > 0 ? [leafOf("p", new Map(), atoms, { section, ofEdition })] : []
}

function mergeLeaf(before: Block, after: Block, merging: Merging, rows: Rows | undefined): string {
  const pieces = diffAtoms(before.atoms!, after.atoms!)
  const changed = pieces.some(({ state }) => state !== "kept")
  const rests = !changed && merging.rests(before, after)
  if (changed || rests)
    merging.differences.push({ kind: "changed", ...sides({ before, after, rows }), pieces })
  const attributes = new Map([...after.attributes, ...merging.extra(after, "kept")])
  if (rests) attributes.set("data-redline", "basis")
  const mark = rests ? merging.anchors.mark(pieces) : ""
  return wrap(after, mark + writePieces(pieces, merging), attributes)
}

function sides({ before, after, rows }: { before?: Block; after?: Block; rows: Rows | undefined }) {
  const block = (after ?? before)!
  return {
    section: block.section,
    row: block.tag === "tr" ? headOf(block) : rows ? headFor(block, rows) : "",
    ...(before && { before }),
    ...(after && { after }),
    ...(rows && { rows }),
  }
}

/** The words that head a block in a row: the head next before its cell, where a row has several. */
function headFor(block: Block, rows: Rows): string {
  const isIn = (cell: Block): boolean => cell === block || cell.blocks.some(isIn)
  const row = rows.find(({ blocks }) => blocks.some(isIn)) ?? rows[1]
  const at = row.blocks.findIndex(isIn)
  const heads = row.blocks.filter(
    (cell, i) => cell.tag === "th" && cell.attributes.get("scope") === "row" && i <= at,
  )
  return heads.at(-1)?.text ?? headOf(row)
}

function mergeLists(
  before: readonly Block[],
  after: readonly Block[],
  merging: Merging,
  rows: Rows | undefined,
): string {
  const { to, moved } = matchBlocks(before, after, merging.nameNote)
  const from = new Map(to.flatMap((j, i) => (j < 0 ? [] : [[j, i] as const])))
  const parts: string[] = []
  let next = 0
  const remove = (end: number) => {
    for (; next < end; next++) {
      const j = to[next]!
      if (j >= 0 && !moved.has(next)) continue
      parts.push(writeWhole(before[next]!, "del", merging))
      if (j < 0) tell(before[next]!, "removed", merging, rows)
    }
  }
  after.forEach((block, j) => {
    const i = from.get(j)
    if (i !== undefined && !moved.has(i)) {
      remove(i)
      next = i + 1
      parts.push(mergeBlocks(before[i]!, block, merging, rows))
      return
    }
    // What comes in a gap stands behind what went from it.
    const kept = to.findIndex((place, k) => k >= next && place >= 0 && !moved.has(k))
    remove(kept < 0 ? before.length : kept)
    parts.push(writeWhole(block, "ins", merging))
    if (i === undefined) tell(block, "added", merging, rows)
    else tellMoved(before[i]!, block, merging, rows)
  })
  remove(before.length)
  return parts.join("\n")
}

/** Tells of a block that one side alone has: a row, or each text block in it. */
function tell(block: Block, kind: "added" | "removed", merging: Merging, rows: Rows | undefined): void {
  const side = kind === "added" ? { after: block } : { before: block }
  if (block.tag === "tr" || block.atoms) {
    const atoms = wholeAtoms(block)
    if (atoms.length === 0) return
    const pieces = allOf(atoms, kind === "added" ? "ins" : "del")
    merging.differences.push({ kind, ...sides({ ...side, rows }), pieces })
  } else for (const child of block.blocks) tell(child, kind, merging, rows)
}

function tellMoved(before: Block, after: Block, merging: Merging, rows: Rows | undefined): void {
  const pieces = diffAtoms(wholeAtoms(before), wholeAtoms(after))
  merging.differences.push({ kind: "moved", ...sides({ before, after, rows }), pieces })
}

const space = { text: " ", html: " ", path: [], key: " " }

/** The words of a block and of those in it, blocks parted by spaces. */
export function wholeAtoms(block: Block): Piece["atom"][] {
  if (block.atoms) return [...block.atoms]
  return block.blocks.flatMap((child, i) => [...(i > 0 ? [space] : []), ...wholeAtoms(child)])
}

/** Blocks whose state the renderers have to know; cells go with their rows. */
const stated = /^(p|h[1-6]|li|tr|table|ul|ol|figure|figcaption|caption|section|aside|header)$/

/** A block that one side alone has. */
export function writeWhole(block: Block, state: "del" | "ins", merging: Merging): string {
  const { tag, atoms, blocks } = block
  if (tag === "colgroup" || tag === "hr") return block.key
  const attributes = new Map([...block.attributes, ...merging.extra(block, state)])
  if (stated.test(tag)) attributes.set("data-redline", state)
  if (!atoms)
    return wrap(block, blocks.map(child => writeWhole(child, state, merging)).join("\n"), attributes)
  return wrap(block, writePieces(allOf(atoms, state), merging), attributes)
}

function wrap({ tag }: Block, inner: string, attributes: ReadonlyMap<string, string>): string {
  return tag ? `${openTag(tag, attributes)}${inner}</${tag}>` : inner
}
