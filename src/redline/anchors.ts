import type { Atom, Piece } from "./atoms.js"

/** Where words of a change begin in a redline's HTML: right behind a start tag, or at a chart by its id. */
export type Anchor = number | string

/** The beginnings of changed stretches, noted while the HTML is being written. */
export interface Anchors {
  /** Notes a stretch that begins here; gives a mark to be written there, which `resolveAnchors` takes out. */
  readonly mark: (pieces: readonly Piece[]) => string
  /** Notes a chart that one edition alone has, by its id. */
  readonly chart: (atom: Atom, id: string) => void
  /** The marks and charts of some pieces, each once. */
  readonly of: (pieces: readonly Piece[]) => readonly Anchor[]
}

// Noncharacters of Unicode around a number.
const written = /\uFDDE(\d+)\uFDDF/g

/** An empty record of anchors. */
export function openAnchors(): Anchors {
  const known = new Map<Atom, Anchor>()
  let next = 0
  return {
    mark: pieces => {
      const number = next++
      for (const { atom } of pieces) known.set(atom, number)
      return `\uFDDE${number}\uFDDF`
    },
    chart: (atom, id) => known.set(atom, id),
    of: pieces => [...new Set(pieces.flatMap(({ atom }) => known.get(atom) ?? []))],
  }
}

/** The HTML without marks, and where in it each of them stood. */
export function resolveAnchors(html: string): { html: string; places: ReadonlyMap<number, number> } {
  const places = new Map<number, number>()
  let taken = 0
  const plain = html.replace(written, (mark, number: string, at: number) => {
    places.set(Number(number), at - taken)
    taken += mark.length
    return ""
  })
  return { html: plain, places }
}
