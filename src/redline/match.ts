import { alignment } from "../render/trace/diff.js"
import { type Atom, likeness } from "./atoms.js"
import { type Block, type NameNote, openTag } from "./blocks.js"
import { isPicture } from "./inline.js"

/** What two lists of blocks have in common. */
export interface Matched {
  /** For each block of the first list the one of the second that it became, or -1. */
  readonly to: readonly number[]
  /** The blocks of the first list that stand elsewhere in the second. */
  readonly moved: ReadonlySet<number>
}

/** How alike two blocks without a name in common must be to be one that was changed. */
const alike = 0.5

/**
 * Pairs the blocks of two lists: those that are the same, then those of one name (the head of a row, the class of a section,
 * the opening words of a paragraph), then those that are alike, then what is alone of its kind between two pairs. Moved is
 * what falls out of the longest run of pairs in unchanged order.
 */
export function matchBlocks(before: readonly Block[], after: readonly Block[], nameNote: NameNote): Matched {
  const to = greedyPairs(before, after, nameNote)
  const paired = before.map((_, i) => i).filter(i => to[i]! >= 0)
  const places = paired.map(i => to[i]!)
  const inOrder = alignment(
    places,
    [...places].sort((a, b) => a - b),
  )
  const moved = new Set(paired.filter((_, k) => inOrder[k]! < 0))
  pairAlone(before, after, { to, moved })
  return { to, moved }
}

function greedyPairs(before: readonly Block[], after: readonly Block[], nameNote: NameNote): number[] {
  const to = new Array<number>(before.length).fill(-1)
  const taken = new Set<number>()
  const candidates = before.flatMap((a, i) =>
    after.flatMap((b, j) => {
      const score = scoreOf(a, b, nameNote)
      return score > 0 ? [{ i, j, score }] : []
    }),
  )
  const nearest = (c: { i: number; j: number }) => Math.abs(c.i - c.j)
  candidates.sort((a, b) => b.score - a.score || nearest(a) - nearest(b) || a.i - b.i)
  for (const { i, j } of candidates) {
    if (to[i]! >= 0 || taken.has(j)) continue
    to[i] = j
    taken.add(j)
  }
  return to
}

function scoreOf(a: Block, b: Block, nameNote: NameNote): number {
  if (!canBecome(a, b)) return 0
  if (a.attributes.get("role") === "doc-endnote")
    return nameNote(a.attributes.get("id") ?? "") === b.attributes.get("id") ? 3 : 0
  if (a.key === b.key) return 3
  const shared = likeness(allAtoms(a), allAtoms(b))
  const name = nameOf(a)
  if (name && name === nameOf(b)) return 1 + shared
  return shared >= alike ? shared : 0
}

/** Whether one block can be shown as a changed form of the other. */
function canBecome(a: Block, b: Block): boolean {
  if (a.tag !== b.tag) return false
  if (a.tag === "tr") return shapeOf(a) === shapeOf(b)
  if (a.tag === "table") return columnsOf(a) === columnsOf(b) && sameClass(a, b)
  if (a.atoms && b.atoms && hasPicture(a) !== hasPicture(b)) return false
  return a.tag === "li" || sameClass(a, b)
}

const sameClass = (a: Block, b: Block) => a.attributes.get("class") === b.attributes.get("class")
const columnsOf = ({ blocks }: Block) =>
  blocks.find(({ tag }) => tag === "colgroup")?.key.split("<col ").length
const shapeOf = ({ blocks }: Block) =>
  blocks.map(({ tag, attributes }) => `${tag}${attributes.get("colspan")}${attributes.get("rowspan")}`).join()
const hasPicture = ({ atoms = [] }: Block) => atoms.some(isPicture)

/** The words of a block and of those in it. */
export function allAtoms({ atoms, blocks }: Block): readonly Atom[] {
  return atoms ?? blocks.flatMap(allAtoms)
}

const once = new Set("h1 h2 ul ol caption figure figcaption colgroup table thead tbody tfoot".split(" "))

/** The name of a block among its neighbours; "" if it has none. */
export function nameOf(block: Block): string {
  const { tag, attributes, blocks } = block
  if (tag === "tr") return headOf(block) || (blocks.every(cell => cell.tag === "th") ? "head" : "")
  if (tag === "p") return leadIn(block)
  if (/^(section|aside|header|div)$/.test(tag))
    return attributes.get("class") ?? blocks.find(child => child.tag === "h2")?.text ?? ""
  return once.has(tag) ? tag : ""
}

/** The words of the cells that head a row. */
export function headOf({ blocks }: Block): string {
  return blocks
    .filter(({ tag, attributes }) => tag === "th" && attributes.get("scope") === "row")
    .map(({ text }) => text)
    .join(" · ")
}

function leadIn({ atoms = [] }: Block): string {
  const opening = atoms.filter(({ path }) => path.some(({ open }) => open.includes("lead-in")))
  return opening.map(({ text }) => text).join("")
}

/** Pairs what is the only one of its kind in a gap between pairs, on both sides. */
function pairAlone(
  before: readonly Block[],
  after: readonly Block[],
  { to, moved }: { to: number[]; moved: ReadonlySet<number> },
): void {
  const taken = new Set(to)
  const fixed = before.map((_, i) => i).filter(i => to[i]! >= 0 && !moved.has(i))
  const bounds = [-1, ...fixed, before.length]
  for (let k = 1; k < bounds.length; k++) {
    const [from, end] = [bounds[k - 1]!, bounds[k]!]
    const [start, stop] = [from < 0 ? -1 : to[from]!, end === before.length ? after.length : to[end]!]
    const gone = before.map((_, i) => i).filter(i => i > from && i < end && to[i]! < 0)
    const come = after.map((_, j) => j).filter(j => j > start && j < stop && !taken.has(j))
    for (const i of gone) {
      const kin = (block: Block) => !named.has(block.tag) && !leadIn(block) && kindOf(block)
      const kind = kin(before[i]!)
      const mine = gone.filter(other => kin(before[other]!) === kind)
      const theirs = come.filter(other => kin(after[other]!) === kind)
      const j = theirs[0]
      if (!kind || mine.length !== 1 || theirs.length !== 1 || j === undefined) continue
      if (canBecome(before[i]!, after[j]!)) to[i] = j
    }
  }
}

/** Rows and points are never paired for their place alone. */
const named = new Set(["tr", "li"])
const kindOf = ({ tag, attributes }: Block) =>
  openTag(tag || "words", new Map([["class", attributes.get("class") ?? ""]]))
