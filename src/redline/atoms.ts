import { alignment } from "../render/trace/diff.js"

/** An inline element around an atom, as it is written: `<strong class="lead-in">`. */
export interface Step {
  readonly tag: string
  readonly open: string
}

/** The smallest thing that changes as a whole: a word, a number, a mark, or an element such as a note's number. */
export interface Atom {
  /** What it shows; "" for what shows no words. */
  readonly text: string
  /** As HTML. */
  readonly html: string
  /** The inline elements it stands in, the outermost first. */
  readonly path: readonly Step[]
  /** Equal for atoms that say the same in the same markup. */
  readonly key: string
  /** The note referred to, by its id in its own edition. */
  readonly note?: string
  /** Where it stands in the HTML of its own edition. */
  readonly at?: readonly [from: number, to: number]
}

/** What became of an atom. */
export type State = "kept" | "del" | "ins"

/** An atom with what became of it; a kept one as the later edition has it, and as the earlier one had it. */
export interface Piece {
  readonly state: State
  readonly atom: Atom
  readonly old?: Atom
}

/** The two sides of a text block in one row: where both sides part, what went stands before what came. */
export function diffAtoms(before: readonly Atom[], after: readonly Atom[]): readonly Piece[] {
  const numbers = new Map<string, number>()
  const number = ({ key }: Atom) => numbers.get(key) ?? numbers.set(key, numbers.size).get(key)!
  const places = alignment(before.map(number), after.map(number))
  const pieces: Piece[] = []
  let next = 0
  places.forEach((place, i) => {
    if (place < 0) pieces.push({ state: "del", atom: before[i]! })
    else {
      while (next < place) pieces.push({ state: "ins", atom: after[next++]! })
      pieces.push({ state: "kept", atom: after[next++]!, old: before[i]! })
    }
  })
  while (next < after.length) pieces.push({ state: "ins", atom: after[next++]! })
  return inOrder(withoutIslands(pieces))
}

/** A block that only one side has. */
export function allOf(atoms: readonly Atom[], state: "del" | "ins"): readonly Piece[] {
  return atoms.map(atom => ({ state, atom }))
}

/** How much two texts have in common, from 0 to 1: the share of words (S. Dice's coefficient, 1945). */
export function likeness(a: readonly Atom[], b: readonly Atom[]): number {
  const words = (atoms: readonly Atom[]) => atoms.map(({ text }) => text.toLowerCase()).filter(isWord)
  const counts = new Map<string, number>()
  const [first, second] = [words(a), words(b)]
  if (first.length + second.length === 0) return a.length === 0 && b.length === 0 ? 1 : 0
  for (const word of first) counts.set(word, (counts.get(word) ?? 0) + 1)
  let common = 0
  for (const word of second) {
    const left = counts.get(word) ?? 0
    if (left > 0) common++
    counts.set(word, left - 1)
  }
  return (2 * common) / (first.length + second.length)
}

const isWord = (text: string) => /[\p{L}\p{N}]/u.test(text)

/** Stretches of pieces that are kept, or are not. */
function stretches(pieces: readonly Piece[]): { kept: boolean; pieces: Piece[] }[] {
  const found: { kept: boolean; pieces: Piece[] }[] = []
  for (const piece of pieces) {
    const kept = piece.state === "kept"
    const last = found.at(-1)
    if (last?.kept === kept) last.pieces.push(piece)
    else found.push({ kept, pieces: [piece] })
  }
  return found
}

/** A text of which less is kept was written anew: then a few words in common are chance, and showing them would confuse. */
const rewritten = { keptShare: 0.4, leastWords: 12, stretch: 6 }

function isRewritten(pieces: readonly Piece[]): boolean {
  const words = (state: State) =>
    pieces.filter(piece => piece.state === state && isWord(piece.atom.text)).length
  const [kept, gone, come] = [words("kept"), words("del"), words("ins")]
  const long = Math.min(kept + gone, kept + come) >= rewritten.leastWords
  return long && (2 * kept) / (2 * kept + gone + come) < rewritten.keptShare
}

/**
 * Spaces, marks or one small word between two changes are read as changed with them; in a text that was written anew, a
 * few words are as well.
 */
function withoutIslands(pieces: readonly Piece[]): readonly Piece[] {
  const all = stretches(pieces)
  const anew = isRewritten(pieces)
  return all.flatMap(({ kept, pieces: own }, i) => {
    const [left, right] = [all[i - 1], all[i + 1]]
    if (!kept || own.some(({ atom }) => atom.note !== undefined)) return own
    if (!anew && (!left || !right)) return own
    const words = own.filter(({ atom }) => isWord(atom.text))
    const size = (of: readonly Piece[]) => of.filter(({ atom }) => isWord(atom.text)).length
    const small = words.length === 1 && words[0]!.atom.text.length <= 3
    const between = small && left && right && size(left.pieces) > 3 && size(right.pieces) > 3
    const island = words.length === 0 || between || (anew && words.length < rewritten.stretch)
    if (!island || own.some(({ atom }) => atom.text === "")) return own
    return own.flatMap(({ atom, old = atom }): Piece[] => [
      { state: "del", atom: old },
      { state: "ins", atom },
    ])
  })
}

function inOrder(pieces: readonly Piece[]): readonly Piece[] {
  const of = (state: State, own: readonly Piece[]) => own.filter(piece => piece.state === state)
  return stretches(pieces).flatMap(({ kept, pieces: own }) =>
    kept ? own : [...of("del", own), ...of("ins", own)],
  )
}
