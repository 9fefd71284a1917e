import type { Anchors } from "./anchors.js"
import type { Atom, Piece, State, Step } from "./atoms.js"

/** How what is no plain word is written: a reference to a note, a picture. */
export type WritePiece = (piece: Piece) => string

/**
 * Pieces as HTML, with `ins` and `del` around whole stretches: around the elements that only one side has, inside those that
 * go on from a kept piece. So no element is torn where its words change, and a new one is marked once.
 */
export function writePieces(
  pieces: readonly Piece[],
  { write, anchors }: { readonly write: WritePiece; readonly anchors: Anchors },
): string {
  const groups = groupsOf(pieces)
  const out: Out = { html: "", open: [] }
  groups.forEach((group, i) => {
    const own = group.pieces.map(({ atom }) => atom.path)
    const beside = [groups[i - 1]?.pieces.at(-1), groups[i + 1]?.pieces[0]].map(piece => piece?.atom.path)
    const depth = group.state === "kept" ? 0 : sharedDepth(own, beside)
    // A picture stands in a paragraph of its own in Word: its own tag says what became of it.
    const marked = group.state !== "kept" && !group.pieces.every(({ atom }) => isPicture(atom))
    if (group.state !== "kept") enter(out, own[0]!.slice(0, depth))
    if (marked) out.html += `<${group.state}>${anchors.mark(group.pieces)}`
    for (const piece of group.pieces) {
      enter(out, piece.atom.path)
      out.html += piece.atom.note !== undefined || isPicture(piece.atom) ? write(piece) : piece.atom.html
    }
    if (group.state !== "kept") close(out, depth)
    if (marked) out.html += `</${group.state}>`
  })
  close(out, 0)
  return out.html
}

/** Whether an atom is a picture. */
export const isPicture = ({ html }: Atom) => html.startsWith("<img")

interface Out {
  html: string
  readonly open: Step[]
}

function enter(out: Out, path: readonly Step[]): void {
  close(out, commonDepth(out.open, path))
  for (const step of path.slice(out.open.length)) {
    out.html += step.open
    out.open.push(step)
  }
}

function close(out: Out, depth: number): void {
  while (out.open.length > depth) out.html += `</${out.open.pop()!.tag}>`
}

interface Group {
  readonly state: State
  readonly pieces: Piece[]
}

function groupsOf(pieces: readonly Piece[]): Group[] {
  const groups: Group[] = []
  for (const piece of pieces) {
    const last = groups.at(-1)
    if (last?.state === piece.state) last.pieces.push(piece)
    else groups.push({ state: piece.state, pieces: [piece] })
  }
  return groups
}

function commonDepth(a: readonly Step[], b: readonly Step[]): number {
  let depth = 0
  while (depth < a.length && a[depth]!.open === b[depth]?.open) depth++
  return depth
}

/** How many elements all paths have in common with each other and with a neighbour. */
function sharedDepth(
  own: readonly (readonly Step[])[],
  neighbours: readonly (readonly Step[] | undefined)[],
): number {
  const [first = []] = own
  const among = Math.min(...own.map(path => commonDepth(first, path)))
  const beside = Math.max(0, ...neighbours.map(path => (path ? commonDepth(first, path) : 0)))
  return Math.min(among, beside)
}
