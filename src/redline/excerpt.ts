import type { Atom, Piece, State } from "./atoms.js"

/** Words of an excerpt; `cut` stands for words left out. */
export interface Excerpt {
  readonly state: State | "cut"
  readonly text: string
}

/** How many words stand around a change. */
const around = 5
/** How many words of a long change are shown at its start, and as many at its end. */
const ends = 20

/** A change with some words around it: pieces of the block that are not its own are shown as they stand in the later edition. */
export function excerptOf(pieces: readonly Piece[], own: ReadonlySet<Piece>): readonly Excerpt[] {
  const shown = pieces.filter(piece => own.has(piece) || piece.state !== "del")
  const near = shown.map((_, i) =>
    shown.slice(Math.max(0, i - 2 * around), i + 2 * around + 1).some(p => isOwn(p)),
  )
  function isOwn(piece: Piece) {
    return own.has(piece) && piece.state !== "kept"
  }
  const all = shown.every(piece => !isOwn(piece))
  const found: { state: Excerpt["state"]; text: string }[] = []
  const add = (state: Excerpt["state"], text: string) => {
    const last = found.at(-1)
    if (last?.state === state) last.text += state === "cut" ? "" : text
    else found.push({ state, text })
  }
  shown.forEach((piece, i) => {
    if (near[i] || all) add(isOwn(piece) ? piece.state : "kept", wordsOf(piece.atom))
    else add("cut", "")
  })
  for (const [i, part] of found.entries())
    if (found[i - 1]?.state === "cut" && part.state === "kept")
      part.text = part.text.replace(/^[^\p{L}\p{N}]+/u, "")
  return found.flatMap(shorten).filter(({ state, text }) => state === "cut" || text !== "")
}

function shorten({ state, text }: Excerpt): Excerpt[] {
  const words = text.split(/(?<= )/)
  if (words.length <= 2 * ends + 2) return [{ state, text }]
  return [
    { state, text: words.slice(0, ends).join("") },
    { state: "cut", text: "" },
    { state, text: words.slice(-ends).join("") },
  ]
}

/** The words of one side among some pieces of a block, stretches parted by an ellipsis. */
export function wordsOn(pieces: readonly Piece[], side: "del" | "ins", own: ReadonlySet<Piece>): string {
  const stretches: string[] = []
  let open = false
  for (const piece of pieces) {
    if (piece.state === "kept" || !own.has(piece)) open = false
    else if (piece.state === side) {
      if (open) stretches[stretches.length - 1] += wordsOf(piece.atom)
      else stretches.push(wordsOf(piece.atom))
      open = true
    }
  }
  return stretches
    .map(text => text.trim())
    .filter(Boolean)
    .join(" … ")
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

/** The characters that an attribute has by their names. */
const characters: Readonly<Record<string, string>> = {
  quot: '"',
  amp: "&",
  nbsp: "\u00a0",
  lt: "<",
  gt: ">",
}

/** What an atom says: a picture by the text that stands for it, a reference to a note by its raised number. */
export function wordsOf({ text, html, note }: Atom): string {
  const picture = /^<img\b.*?\balt="([^"]*)"/s.exec(html)?.[1]
  if (picture !== undefined) return picture.replace(/&(\w+);/g, (all, name) => characters[name] ?? all)
  if (note === undefined) return text
  return html.replace(/<[^>]*>/g, "").replace(/[0-9]/g, digit => superscripts[Number(digit)]!)
}
