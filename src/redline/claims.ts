import type { Claim, Trace } from "../model/trace.js"
import type { Page } from "../note/page.js"
import type { Piece } from "./atoms.js"
import type { Block } from "./blocks.js"

/** A claim at its place in the words of a block. */
export interface Placed {
  readonly claim: Claim
  readonly from: number
  readonly to: number
}

/** Which claims stand in which block of words; what is nowhere, such as words that are drawn, has no place. */
export type Places = ReadonlyMap<Block, readonly Placed[]>

/** Where every claim of an edition stands in its blocks. */
export function placeClaims(body: Block, { trace, places }: Pick<Page, "trace" | "places">): Places {
  const claims = trace?.claims ?? []
  return places?.length === claims.length
    ? new Map(leavesOf(body).map(leaf => [leaf, placedIn(leaf, claims, places)]))
    : searchClaims(body, trace)
}

/** The claims whose place in the HTML falls into a block: from the first of its words that they touch to the last. */
function placedIn(
  { atoms = [] }: Block,
  claims: readonly Claim[],
  places: NonNullable<Page["places"]>,
): Placed[] {
  let next = 0
  const words = atoms.map(({ text, at }) => {
    const from = next
    next += text.length
    return { from, to: next, at }
  })
  return claims.flatMap((claim, i) => {
    const [start, end] = places[i]!
    const own = words.filter(({ at, from, to }) => at && from < to && at[0] < end && start < at[1])
    return own.length > 0 ? [{ claim, from: own[0]!.from, to: own.at(-1)!.to }] : []
  })
}

/**
 * Finds the claims of an edition that does not know their places by their words: they are counted in the order of the text,
 * section by section.
 */
function searchClaims(body: Block, trace: Trace | undefined): Places {
  const places = new Map<Block, Placed[]>()
  const leaves = leavesOf(body)
  let at = { leaf: 0, from: 0 }
  for (const claim of trace?.claims ?? []) {
    const found = find(leaves, claim, at) ?? find(leaves, claim, { leaf: 0, from: 0 })
    if (!found) continue
    at = found
    const leaf = leaves[found.leaf]!
    const placed = { claim, from: found.from, to: found.from + claim.text.length }
    places.set(leaf, [...(places.get(leaf) ?? []), placed])
  }
  return places
}

/** The blocks with words of their own, in the order of the text. */
export function leavesOf(block: Block): Block[] {
  return block.atoms ? [block] : block.blocks.flatMap(leavesOf)
}

interface At {
  readonly leaf: number
  readonly from: number
}

function find(leaves: readonly Block[], { text, section }: Claim, start: At): At | undefined {
  for (let leaf = start.leaf; leaf < leaves.length; leaf++) {
    const block = leaves[leaf]!
    if (block.section !== section && block.tag !== "h2") continue
    const from = placeIn(block.text, text, leaf === start.leaf ? start.from : 0)
    if (from >= 0) return { leaf, from }
  }
  return undefined
}

/** A word of one letter that Arabic writes together with the next. */
const arabicPrefix = /(?<![\p{L}\p{N}])[وفبلك]$/u

/** Where a text stands that is not part of a longer word or number. A claim's text has plain spaces, a note narrow ones too. */
function placeIn(block: string, claim: string, start: number): number {
  const [words, text] = [block, claim].map(t => t.replace(/\s/g, " ")) as [string, string]
  for (let at = words.indexOf(text, start); at >= 0; at = words.indexOf(text, at + 1)) {
    const [last, next] = [words.slice(0, at), words[at + text.length] ?? " "]
    if (!/[\p{L}\p{N}]$/u.test(last.replace(arabicPrefix, "")) && !/[\p{L}\p{N}]/u.test(next)) return at
  }
  return -1
}

/** The claims of one side that some pieces of a block touch; `side` is how its own pieces are marked. */
export function touched(
  placed: readonly Placed[],
  side: "del" | "ins",
  { pieces, own }: { readonly pieces: readonly Piece[]; readonly own: ReadonlySet<Piece> },
): readonly Claim[] {
  let at = 0
  const ranges = pieces.flatMap(piece => {
    if (piece.state !== side && piece.state !== "kept") return []
    const from = at
    at += (side === "del" && piece.old ? piece.old : piece.atom).text.length
    return piece.state === side && own.has(piece) ? [{ from, to: at }] : []
  })
  return placed.filter(p => ranges.some(({ from, to }) => from < p.to && p.from < to)).map(p => p.claim)
}

/** The claims of two blocks without those that are the same in both. */
export function differing(before: readonly Claim[], after: readonly Claim[]) {
  const say = ({ id, section, ...claim }: Claim) => JSON.stringify(claim)
  const without = (claims: readonly Claim[], others: readonly Claim[]) => {
    const known = new Set(others.map(say))
    return claims.filter(claim => !known.has(say(claim)))
  }
  return { before: without(before, after), after: without(after, before) }
}

/** Whether two states of a block with the same words rest on the same facts and passages. */
export function sameBasis(before: readonly Placed[], after: readonly Placed[]): boolean {
  const basis = ({ claim }: Placed) => {
    const { text, origin, facts, computation, passages, asOf } = claim
    const known = passages.map(({ hash, ...passage }) => passage)
    return JSON.stringify([text, origin, facts, computation, known, asOf])
  }
  const hashes = (placed: readonly Placed[]) => placed.flatMap(p => p.claim.passages.map(({ hash }) => hash))
  const [old, now] = [hashes(before), hashes(after)]
  return (
    before.map(basis).join() === after.map(basis).join() &&
    old.every((hash, i) => hash === null || now[i] === null || hash === now[i])
  )
}
