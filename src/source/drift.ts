import type { FingerprintFile, SegmentPrint } from "../model/fingerprints.js"
import { type Place, type Problem, problem } from "../model/problem.js"
import type { CitedFact } from "./cited.js"
import { hashesOf, isUnder } from "./fingerprint.js"
import type { Passages } from "./passages.js"

/** What has become of a segment since the fingerprint was made; one label is absent where it appeared or vanished. */
export interface SegmentChange {
  readonly kind: "changed" | "moved" | "moved and changed" | "appeared" | "vanished"
  readonly before?: string
  readonly after?: string
}

/** How a text differs from its stored fingerprint. */
export interface Drift {
  /** The file has other bytes; without changes, its words are the same. */
  readonly file: boolean
  readonly changes: readonly SegmentChange[]
}

/**
 * Compares a text with the fingerprint that was made of it earlier, both as fingerprints. Segments are paired first by
 * their words, then by their label, then by likeness, so that a paragraph put in shows as one that appeared and others
 * that moved, not as a report in which all has changed.
 */
export function drift(stored: FingerprintFile, fresh: FingerprintFile): Drift {
  const partner = new Map<SegmentPrint, SegmentPrint>()
  const after = new Set(fresh.segments)
  const pairBy = (choose: (segment: SegmentPrint) => SegmentPrint | undefined) => {
    for (const segment of stored.segments) {
      const chosen = partner.has(segment) ? undefined : choose(segment)
      if (!chosen) continue
      partner.set(segment, chosen)
      after.delete(chosen)
    }
  }
  const among = (fits: (a: SegmentPrint, b: SegmentPrint) => boolean) => (a: SegmentPrint) =>
    [...after].find(b => fits(a, b))
  pairBy(among((a, b) => a.label === b.label && sameWords(a, b)))
  pairBy(among(sameWords))
  pairBy(among((a, b) => a.label === b.label && likeness(a, b) >= 0.3))
  pairBy(a => mostAlike(a, after))
  pairBy(among((a, b) => a.label === b.label))
  const gone = stored.segments.flatMap(before => changeOf(before, partner.get(before)))
  const come = [...after].map(({ label }) => ({ kind: "appeared" as const, after: label }))
  return { file: stored.file !== fresh.file, changes: [...gone, ...come] }
}

const sameWords = (a: SegmentPrint, b: SegmentPrint) => a.words === b.words && a.hashes === b.hashes

function changeOf(before: SegmentPrint, after: SegmentPrint | undefined): SegmentChange[] {
  if (!after) return [{ kind: "vanished", before: before.label }]
  const moved = before.label !== after.label
  const changed = !sameWords(before, after)
  if (!moved && !changed) return []
  const kind = moved ? (changed ? "moved and changed" : "moved") : "changed"
  return [{ kind, before: before.label, after: after.label }]
}

function mostAlike(segment: SegmentPrint, others: Iterable<SegmentPrint>): SegmentPrint | undefined {
  const [best] = [...others]
    .map(other => ({ other, alike: likeness(segment, other) }))
    .filter(({ alike }) => alike >= 0.5)
    .sort((a, b) => b.alike - a.alike)
  return best?.other
}

/** The share of sequences that two segments have in common, of all that either has. */
function likeness(a: SegmentPrint, b: SegmentPrint): number {
  const [left, right] = [new Set(hashesOf(a)), new Set(hashesOf(b))]
  const common = [...left].filter(hash => right.has(hash)).length
  return common / Math.max(1, left.size + right.size - common)
}

/** The text as it is now, and where a segment stands in the file of its fingerprint. */
interface Where {
  readonly text: Passages
  readonly place: (label: string | undefined) => Place
}

/**
 * The problems that a drift makes for facts: for each segment that changed, moved or vanished the facts that cite it;
 * an error if some anchor stands there no longer, else a warning to look again. Segments without facts are told
 * together in one warning. None for a file whose bytes changed and whose words did not.
 */
export function driftProblems(
  { changes }: Drift,
  facts: readonly CitedFact[],
  { text, place }: Where,
): Problem[] {
  const told = changes.map(change => ({ change, cited: factsCiting(change, facts, text) }))
  const free = told.filter(({ cited }) => cited.length === 0).map(({ change }) => describe(change))
  const problems = told.flatMap(({ change, cited }) =>
    cited.length > 0 ? [changeProblem(change, cited, { text, place })] : [],
  )
  if (free.length === 0) return problems
  const what = `${text.source} (${text.language}) is not as its fingerprint has it: ${free.join("; ")}`
  const hint = "no fact cites them; read them again, then make the fingerprint again"
  return [...problems, problem(what, { severity: "warning", place: place(undefined), hint })]
}

function changeProblem(change: SegmentChange, cited: readonly CitedFact[], { text, place }: Where): Problem {
  const fallen = cited.filter(fact => !stillStands(fact, change, text))
  const names = (list: readonly CitedFact[]) => list.map(f => f.id).join(", ")
  const what = `${text.source} (${text.language}): ${describe(change)} since the fingerprint was made`
  if (fallen.length === 0) {
    const hint = `the anchors still stand; look again at ${names(cited)}, then make the fingerprint again`
    return problem(what, { severity: "warning", place: place(change.before), hint })
  }
  const hint =
    change.after && change.after !== change.before ? `cite ${change.after} instead, if it fits` : ""
  return problem(`${what}; what they cite stands there no longer: ${names(fallen)}`, {
    place: place(change.before),
    hint: hint || "read the paragraph again and correct these facts",
  })
}

function describe({ kind, before, after }: SegmentChange): string {
  if (kind === "appeared") return `${after} is new`
  if (kind === "vanished") return `${before} is gone`
  if (kind === "changed") return `${before} reads otherwise`
  return `${before} is now ${after}${kind === "moved" ? "" : " and reads otherwise"}`
}

const citing = ({ before }: SegmentChange, fact: CitedFact, { language }: Passages) =>
  before === undefined
    ? []
    : fact.passages.filter(p => p.language === language && isUnder(before, p.paragraph))

const factsCiting = (change: SegmentChange, facts: readonly CitedFact[], text: Passages) =>
  facts.filter(fact => fact.source === text.source && citing(change, fact, text).length > 0)

const stillStands = (fact: CitedFact, change: SegmentChange, text: Passages) =>
  citing(change, fact, text).every(
    ({ paragraph, anchors }) =>
      text.has(paragraph) && anchors.every(({ words }) => text.stands(words, paragraph)),
  )
