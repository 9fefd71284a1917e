import type { Claim } from "../model/trace.js"
import type { Piece } from "./atoms.js"
import type { Block } from "./blocks.js"
import { differing, leavesOf, type Places, touched } from "./claims.js"
import { type Excerpt, excerptOf, wordsOf, wordsOn } from "./excerpt.js"
import { isPicture } from "./inline.js"
import { allAtoms } from "./match.js"
import { type Difference, wholeAtoms } from "./merge.js"
import { type Known, type Reason, reasonElsewhere, reasonFor, type Touched } from "./reasons.js"
import { sourcesBehind } from "./sources.js"

/** One change between two editions: words of one block, or a row, that changed for one reason. */
export interface RedlineChange {
  /** The heading it stands under; "" before the first. */
  readonly section: string
  /** The head of its row; "" outside tables. */
  readonly row: string
  readonly kind: Difference["kind"]
  /** The words that went, or that rest on something else now; "" if there are none. */
  readonly before: string
  readonly after: string
  /** Identifiers of the facts that the changed words name. */
  readonly facts: readonly string[]
  readonly reason: Reason
  /** The sources that the reason speaks of, by id: a new source, or that of a new figure or of a correction. */
  readonly sources: readonly string[]
  /** The change with some words around it. */
  readonly excerpt: readonly Excerpt[]
}

/** A change, and the pieces at which it can be seen. */
export interface Told {
  readonly change: RedlineChange
  readonly pieces: readonly Piece[]
}

const factsOf = ({ before, after }: Touched) => [...before, ...after].flatMap(({ facts }) => facts)

/** A stretch of a difference that changed, with the reason of its own. */
interface Alone {
  readonly difference: Difference
  /** Its pieces that belong to this change. */
  readonly own: ReadonlySet<Piece>
  readonly claims: Touched
  readonly reason: Reason | undefined
}

interface Found extends Alone {
  readonly reason: Reason
}

/** The differences of two editions with their reasons; those of one block and one reason are one change. */
export function changesOf(
  differences: readonly Difference[],
  { known, places }: { readonly known: Omit<Known, "judged">; readonly places: readonly [Places, Places] },
): Told[] {
  const hunks = differences.flatMap(difference =>
    hunksOf(difference).map(own => ({ difference, own, claims: claimsAt(difference, own, places) })),
  )
  const judged = new Set(hunks.filter(h => h.claims.judged).flatMap(({ claims }) => factsOf(claims)))
  const alone = hunks.map(h => ({ ...h, reason: reasonFor(h.claims, { ...known, judged }) }))
  const found = alone.map(one => ({ ...one, reason: reasonOf(one, alone, known) }))
  const groups = new Map<string, Found[]>()
  for (const one of found) {
    const key = `${differences.indexOf(one.difference)} ${one.reason}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return withoutEchoes([...groups.values()].map(group => tellOf(group, known)))
}

/**
 * The reason of its own, or that from which it follows: of what else changed about its facts, then of all that changed. What
 * bears another label without any of these was labelled otherwise by us.
 */
function reasonOf(one: Alone, all: readonly Alone[], { relabelled }: Pick<Known, "relabelled">): Reason {
  if (one.reason) return (one.reason === "wording" ? reasonBeside(one, all) : undefined) ?? one.reason
  const own = factsOf(one.claims)
  const about = all.filter(other => factsOf(other.claims).some(id => own.includes(id)))
  const found = [about, all].map(some => reasonElsewhere(some.map(({ reason }) => reason)))
  const ours = own.some(id => relabelled.has(id)) ? "correction of ours" : "wording"
  return found[0] ?? found[1] ?? ours
}

/**
 * A block that came or went whole and names no fact, such as "not reported" in a cell, follows from what changed beside it:
 * in its row, or of what came and went in its section. Undefined where that has no one reason.
 */
function reasonBeside({ difference, claims }: Alone, all: readonly Alone[]): Reason | undefined {
  if (claims.before.length + claims.after.length > 0) return undefined
  const { rows, section, kind } = difference
  if (kind === "changed") return undefined
  const isBeside = ({ difference: other }: Alone) =>
    rows ? other.rows?.[1] === rows[1] : !other.rows && other.section === section && other.kind !== "changed"
  const reasons = new Set(all.filter(o => isBeside(o) && o.reason !== "wording").flatMap(o => o.reason ?? []))
  return reasons.size === 1 ? [...reasons][0] : undefined
}

/** Words that are the same on another basis are told only where no change that is seen names their facts. */
function withoutEchoes(all: readonly Told[]): Told[] {
  const isSeen = ({ excerpt }: RedlineChange) =>
    excerpt.some(({ state }) => state === "ins" || state === "del")
  const told = new Set(all.flatMap(({ change }) => (isSeen(change) ? change.facts : [])))
  return all.filter(
    ({ change }) => isSeen(change) || change.facts.some(id => !told.has(id)) || change.facts.length === 0,
  )
}

/** The stretches of a block that changed; a row that came, went or moved is one. */
function hunksOf({ kind, pieces }: Difference): Set<Piece>[] {
  const hunks: Set<Piece>[] = []
  if (kind !== "changed") return [new Set(pieces)]
  pieces.forEach((piece, i) => {
    if (piece.state === "kept") return
    if (i === 0 || pieces[i - 1]!.state === "kept") hunks.push(new Set())
    hunks.at(-1)!.add(piece)
  })
  return hunks.length > 0 ? hunks : [new Set()]
}

function claimsAt(
  difference: Difference,
  own: ReadonlySet<Piece>,
  places: readonly [Places, Places],
): Touched {
  const { before, after, kind, pieces, rows } = difference
  const changed = pieces.filter(piece => piece.state !== "kept" && own.has(piece))
  const label = {
    ...labelChange(difference, own),
    whole: kind !== "changed",
    ofEdition: (after ?? before)!.ofEdition,
    echo: changed.length > 0 && changed.every(({ atom }) => isPicture(atom) || atom.note !== undefined),
  }
  if (kind !== "changed" || own.size === 0)
    return { ...differing(claimsIn(before, places[0]), claimsIn(after, places[1])), ...label }
  const found = {
    before: touched(places[0].get(before!) ?? [], "del", { pieces, own }),
    after: touched(places[1].get(after!) ?? [], "ins", { pieces, own }),
  }
  const none = found.before.length + found.after.length === 0
  if (!label.label || !none || !rows) return { ...found, ...label }
  return { ...differing(claimsIn(rows[0], places[0]), claimsIn(rows[1], places[1])), ...label }
}

function claimsIn(block: Block | undefined, places: Places): Claim[] {
  return block ? leavesOf(block).flatMap(leaf => (places.get(leaf) ?? []).map(({ claim }) => claim)) : []
}

/** Whether a label or the reason beside it changed, and whether what changed rests on a judgement on either side. */
function labelChange(
  { before, after, kind, pieces }: Difference,
  own: ReadonlySet<Piece>,
): Pick<Touched, "label" | "judged"> {
  const marked = (block: Block | undefined, name: string) =>
    (block ? allAtoms(block) : [])
      .filter(({ path }) => path.some(({ open }) => open.includes(`"${name}"`)))
      .map(({ text }) => text)
      .join("")
  const [old, now] = [marked(before, "label"), marked(after, "label")]
  const label = kind === "changed" ? old + now !== "" : kind === "moved" && old !== now
  const isList = kind === "changed" && !label
  const changed = pieces
    .filter(piece => own.has(piece) && piece.state !== "kept")
    .map(({ atom }) => atom.text)
  const flags = isList ? changed.join("") : marked(before, "flag") + marked(after, "flag")
  return { label, judged: flags.includes("‡") }
}

function tellOf(group: readonly Found[], known: Omit<Known, "judged">): Told {
  const { reason, difference } = group[0]!
  const { kind, section, row, pieces, before, after } = difference
  const own = new Set(group.flatMap(found => [...found.own]))
  const claims = {
    before: group.flatMap(({ claims }) => claims.before),
    after: group.flatMap(({ claims }) => claims.after),
  }
  const basis = kind === "changed" && own.size === 0
  const words = (side: "del" | "ins", block: Block | undefined) =>
    kind === "changed" && !basis
      ? wordsOn(pieces, side, own)
      : block
        ? wholeAtoms(block).map(wordsOf).join("")
        : ""
  const change: RedlineChange = {
    section,
    row,
    kind,
    before: words("del", before),
    after: words("ins", after),
    facts: [...new Set([...claims.before, ...claims.after].flatMap(({ facts }) => facts))],
    reason,
    sources: sourcesBehind(reason, claims, known),
    excerpt: excerptOf(pieces, own),
  }
  return { change, pieces: pieces.filter(piece => isAnchor(piece)) }

  function isAnchor(piece: Piece): boolean {
    if (kind === "moved") return piece.state !== "del"
    return kind !== "changed" || basis || (own.has(piece) && piece.state !== "kept")
  }
}
