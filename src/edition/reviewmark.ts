import type { ReviewState } from "../model/reviews.js"
import { fill, type Words } from "../note/words.js"
import type { BlockReview } from "./reviewed.js"

interface Setting {
  readonly words: Words
  readonly kind: "figures" | "positions"
  /** How many letters the mark may have before it costs the note another line. */
  readonly most: number
}

/**
 * The mark of text whose review no longer holds, as the note bears it: the sections whose facts changed, and those where the
 * text itself did. Where that passes `most` letters, fewer sections are named, or none; the manifest names all. Undefined if
 * every review holds; text that was never reviewed is no part of it, for nobody was told that it was.
 */
export function unreviewedText(
  blocks: readonly BlockReview[],
  { words, kind, most }: Setting,
): string | undefined {
  const { [kind]: stale, text } = words.review
  const { clause } = words.list
  const behind = sectionsOf(blocks, "stale", words)
  const rewritten = sectionsOf(blocks, "text changed", words).filter(s => !behind.includes(s))
  if (rewritten.length === 0)
    return behind.length > 0 ? named(stale, behind, { blocks, words, most }) : undefined
  if (behind.length === 0) return named(text, rewritten, { blocks, words, most })
  const room = most - clause.length
  const [first] = fitting(stale, behind, { blocks, words, most: room - text.length })
  const [second] = fitting(text, rewritten, { blocks, words, most: room - (first ?? stale).length })
  return [first ?? stale, second ?? text].join(clause)
}

const sectionOf = ({ section }: BlockReview, words: Words) => section || words.review.title

const sectionsOf = (blocks: readonly BlockReview[], state: ReviewState, words: Words) => [
  ...new Set(blocks.filter(b => b.state === state).map(b => sectionOf(b, words))),
]

type Room = Pick<Setting, "words" | "most"> & { readonly blocks: readonly BlockReview[] }

/** The mark with as many of its sections as there is room for; at least one is named. */
function named(mark: string, sections: readonly string[], room: Room): string {
  const shortest = waysOf(mark, sections, room).reduce((a, b) => (b.length < a.length ? b : a))
  return fitting(mark, sections, room)[0] ?? shortest
}

const fitting = (mark: string, sections: readonly string[], room: Room) =>
  waysOf(mark, sections, room).filter(way => way.length <= room.most)

/**
 * The ways to mark sections, the best first: all of them, or alone where that is all there are; all but the others, if these
 * are reviewed; ever fewer of them.
 */
function waysOf(mark: string, sections: readonly string[], { blocks, words }: Room): string[] {
  const { some, among, except, title } = words.review
  const others = blocks.filter(b => !sections.includes(b.section || title))
  if (others.length === 0 && sections.length > 1) return [mark]
  const told = (pattern: string, list: readonly string[]) =>
    fill(pattern, { mark, sections: list.join(words.list.separator) })
  const rest = [...new Set(others.map(b => sectionOf(b, words)))]
  return [
    told(some, sections),
    ...(others.every(b => b.state === "reviewed") ? [told(except, rest)] : []),
    ...sections.slice(1).map((_, i) => told(among, sections.slice(0, sections.length - 1 - i))),
  ]
}
