import type { Facts } from "../load.js"
import { type Problem, problem } from "../model/problem.js"
import type { Review, Reviewed, ReviewState } from "../model/reviews.js"
import type { Source } from "../model/sources.js"
import type { BlockUse } from "../note/blocks.js"
import { changedAspects, factState, shortHash } from "../note/factstate.js"
import { type Known, knownFacts } from "../note/known.js"

/** Something that a block rests on and that is no longer as it was when the block was reviewed. */
export interface ChangedSince {
  /** A fact or a source by its identifier, a line of the comparison by its name, a computation by its operation. */
  readonly what: string
  /** In words: from what to what where it can be said, else in which aspects. */
  readonly how: string
}

/** A prose block that a person has to review, and how it stands. */
export interface BlockReview {
  readonly language: string
  readonly block: string
  readonly file: string
  readonly line: number
  /** The heading of its section; "" before the first. */
  readonly section: string
  readonly state: ReviewState
  /** Its last review; null if there was none. */
  readonly last: Pick<Review, "reviewed" | "by"> | null
  /** Whether its text is another than the one that was reviewed. */
  readonly rewritten: boolean
  readonly changed: readonly ChangedSince[]
  /** What a review would be recorded with. */
  readonly now: Reviewed
}

/** What blocks are held against. */
export interface ReviewSetting {
  readonly reviews: readonly Review[]
  readonly facts: Facts
  readonly lang: string
  /** What the note compares. */
  readonly sources: readonly Source[]
}

/**
 * How the blocks of a note in one language stand to their reviews. What was written about one meeting or report is always
 * reviewed: against the facts, counts and computations it prints, what it says it rests on, and the sources compared. General
 * prose is reviewed only against what it names, for its counts and lists fit any comparison; else it needs no review.
 */
export function reviewBlocks(blocks: readonly BlockUse[], setting: ReviewSetting): BlockReview[] {
  const known = knownFacts(setting.facts)
  return blocks.filter(needsReview).map(use => reviewOf(use, { ...setting, known }))
}

const needsReview = ({ specific, facts, lines }: BlockUse) => specific || facts.size + lines.size > 0

function reviewOf(
  use: BlockUse,
  setting: ReviewSetting & { known: ReadonlyMap<string, Known> },
): BlockReview {
  const { block, file, line, section } = use
  const { lang: language, reviews } = setting
  const last = reviews.find(r => r.language === language && r.block === block && r.file === file)
  const now = reviewedNow(use, setting)
  const changed = last ? changedSince(last, now) : []
  const rewritten = last !== undefined && last.text !== now.text
  const state = !last
    ? "never reviewed"
    : changed.length > 0
      ? "stale"
      : rewritten
        ? "text changed"
        : "reviewed"
  const by = last ? { reviewed: last.reviewed, by: last.by } : null
  return { language, block, file, line, section, state, last: by, rewritten, changed, now }
}

function reviewedNow(
  { specific, text, facts, computations, listed, lines, onNothing }: BlockUse,
  { lang, sources, known }: ReviewSetting & { known: ReadonlyMap<string, Known> },
): Reviewed {
  const named = [...facts].filter(([id]) => known.has(id)).sort(byName)
  const isShort = (printed: string) => printed !== "" && printed.length <= 60
  return {
    text: shortHash(text, 16),
    facts: Object.fromEntries(named.map(([id]) => [id, factState(known.get(id)!.fact, lang)])),
    printed: Object.fromEntries(named.filter(([, printed]) => isShort(printed))),
    computations: specific ? Object.fromEntries([...computations].sort(byName)) : {},
    ...(specific && listed.length > 0 && { listed: shortHash(listed.join(" "), 16) }),
    ...(lines.size > 0 && { lines: Object.fromEntries([...lines].sort(byName)) }),
    sources:
      specific && !onNothing
        ? Object.fromEntries(sources.map(s => [s.id, s.asOf] as const).sort(byName))
        : {},
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : a > b ? 1 : 0

/**
 * What changed between a review and now. As long as the text is the same, whatever came in or fell out did so because
 * the facts changed; in a text that was rewritten it is the writer's doing.
 */
export function changedSince(then: Reviewed, now: Reviewed): ChangedSince[] {
  const sameText = then.text === now.text
  const held = <T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>, how: How<T>) =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap(what => {
      const [old, fresh] = [before[what], after[what]]
      if (old === fresh) return []
      if (old !== undefined && fresh !== undefined) return [{ what, how: how(old, fresh, what) }]
      return sameText ? [{ what, how: old === undefined ? "was not used then" : "is no longer used" }] : []
    })
  return [
    ...held(then.facts, now.facts, (old, fresh, id) =>
      factChange(old, fresh, [then.printed[id], now.printed[id]]),
    ),
    ...held(then.computations, now.computations, (old, fresh) => `${rounded(old)} → ${rounded(fresh)}`),
    ...held(then.lines ?? {}, now.lines ?? {}, (old, fresh) => `${old} → ${fresh}`),
    ...held(then.sources, now.sources, (old, fresh) => `${old} → ${fresh}`),
    ...(sameText && then.listed !== now.listed ? [{ what: "the facts it lists", how: "are others" }] : []),
  ]
}

type How<T> = (before: T, after: T, what: string) => string

function factChange(
  old: string,
  fresh: string,
  [before, after]: readonly [string | undefined, string | undefined],
): string {
  const aspects = changedAspects(old, fresh).join(", ")
  return before !== undefined && after !== undefined && before !== after
    ? `${before} → ${after} (${aspects})`
    : `changed in its ${aspects}`
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** The blocks whose review no longer holds, since the text or what it rests on changed, each in a word: en bottom-line. */
export const lapsedReviews = (
  blocks: readonly Pick<BlockReview, "language" | "block" | "state">[],
): string[] =>
  blocks.filter(b => b.state === "stale" || b.state === "text changed").map(b => `${b.language} ${b.block}`)

/** What of a note's prose waits to be reviewed, as warnings. Blocks of a file that never were are told together. */
export function reviewWarnings(note: string, blocks: readonly BlockReview[]): Problem[] {
  const never = blocks.filter(b => b.state === "never reviewed")
  const files = [...new Set(never.map(b => b.file))].map(file => never.filter(b => b.file === file))
  return [
    ...blocks.filter(b => b.state === "stale").map(b => warning(note, [b], staleText(b))),
    ...blocks.filter(b => b.state === "text changed").map(b => warning(note, [b], rewrittenText(b))),
    ...files.map(list => warning(note, list, neverText(list))),
  ]
}

const staleText = ({ language, block, changed, rewritten }: BlockReview) =>
  `the text of "${block}" (${language}) was ${rewritten ? "changed, but " : ""}not reviewed since what it rests on changed: ` +
  changed.map(formatChange).join("; ")

const rewrittenText = ({ language, block, last }: BlockReview) =>
  `the text of "${block}" (${language}) changed since it was reviewed on ${last!.reviewed} by ${last!.by}`

const neverText = (list: readonly BlockReview[]) =>
  `the text of ${list.map(b => `"${b.block}"`).join(", ")} (${list[0]!.language}) was never reviewed`

/** A change in words. */
export const formatChange = ({ what, how }: ChangedSince) => `${what}: ${how}`

function warning(note: string, list: readonly BlockReview[], what: string): Problem {
  const { file, line, language } = list[0]!
  const blocks = list.map(b => b.block).join(",")
  const hint = `read the text against what it rests on, then record it: brief review ${note} --lang ${language} --block ${blocks} --by NAME`
  return problem(what, { severity: "warning", place: { file, line }, hint })
}
