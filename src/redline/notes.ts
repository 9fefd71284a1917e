import type { Page } from "../note/page.js"
import { type Atom, likeness, type Piece } from "./atoms.js"
import { type Block, blocksOf } from "./blocks.js"
import { allAtoms } from "./match.js"

/** The notes of two editions that are the same note: the later id by the earlier. */
export type SameNotes = ReadonlyMap<string, string>

/** Notes with more words in common than this may be the same one, changed. */
const alike = 0.4

/** Pairs the notes of two editions: those with the same words, then those that are most alike. */
export function pairNotes(before: Page, after: Page): SameNotes {
  const [old, now] = [notesIn(blocksOf(before)), notesIn(blocksOf(after))]
  const candidates = [...old].flatMap(([a, atoms]) =>
    [...now].map(([b, others]) => ({ a, b, score: scoreOf(atoms, others) })),
  )
  candidates.sort((x, y) => y.score - x.score)
  const pairs = new Map<string, string>()
  const taken = new Set<string>()
  for (const { a, b, score } of candidates) {
    if (score < alike || pairs.has(a) || taken.has(b)) continue
    pairs.set(a, b)
    taken.add(b)
  }
  return pairs
}

function scoreOf(a: readonly Atom[], b: readonly Atom[]): number {
  const same = a.map(({ key }) => key).join() === b.map(({ key }) => key).join()
  return same ? 2 : likeness(a, b)
}

/** The words of each note, by its id. */
function notesIn(block: Block): Map<string, readonly Atom[]> {
  if (block.attributes.get("role") === "doc-endnote")
    return new Map([[block.attributes.get("id") ?? "", allAtoms(block)]])
  return new Map(block.blocks.flatMap(child => [...notesIn(child)]))
}

/** The name of an earlier note: that of the later one it became, or one that no later note has. */
export const nameIn = (same: SameNotes) => (id: string) => same.get(id) ?? goneId(id)

/** The id of an earlier note that the later edition does not have. */
export const goneId = (id: string) => `${id}-before`

/** The notes whose first reference stands where it stood, by their ids in the later edition. */
export function anchoredNotes(pieces: readonly Piece[]): Set<string> {
  return new Set(
    pieces.flatMap(({ state, atom }) =>
      state === "kept" && atom.key.includes("note first ") ? [atom.note!] : [],
    ),
  )
}

/** A reference to a note as HTML: its number where it stayed, both where the notes were counted anew. */
export function writeReference({ state, atom, old }: Piece, same: SameNotes): string {
  if (state === "ins") return atom.html
  if (state === "del") {
    const id = atom.note!
    const target = same.get(id) ?? goneId(id)
    return atom.html
      .replace(`href="#${id}"`, `href="#${target}"`)
      .replace(/\bid="([^"]+)"/, (_, own: string) => `id="${goneId(own)}"`)
  }
  const [number, earlier] = [numberIn(atom), old ? numberIn(old) : ""]
  if (!old || number === earlier) return atom.html
  return atom.html.replace(`>${number}</a>`, `><del>${earlier}</del><ins>${number}</ins></a>`)
}

const numberIn = ({ html }: Atom) => />([^<>]*)<\/a>/.exec(html)?.[1] ?? ""

/** What the start tag of a note says besides: its number in its own edition, and an id that no other note has. */
export function noteAttributes(
  block: Block,
  state: "kept" | "del" | "ins",
  numbers: { readonly before: readonly string[]; readonly after: readonly string[] },
): ReadonlyMap<string, string> {
  if (block.attributes.get("role") !== "doc-endnote") return new Map()
  const id = block.attributes.get("id") ?? ""
  const number = (state === "del" ? numbers.before : numbers.after).indexOf(id) + 1
  return new Map([...(state === "del" ? [["id", goneId(id)] as const] : []), ["value", String(number)]])
}

/** The ids of an edition's notes in their order. */
export const noteIds = (body: Block) => [...notesIn(body).keys()]
