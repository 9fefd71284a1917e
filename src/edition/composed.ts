import type { Host } from "../host.js"
import type { Facts } from "../load.js"
import type { NoteDefinition, Particulars } from "../model/notes.js"
import { type Problem, ProblemError, problem } from "../model/problem.js"
import type { EditionSince, Past } from "../model/since.js"
import { compose } from "../note/compose.js"
import { withDigits } from "../note/digits.js"
import { makeLedger } from "../note/ledger.js"
import { newsSince } from "../note/news.js"
import type { Page } from "../note/page.js"
import type { NoteInput } from "../note/subject.js"
import { loadWords } from "../note/words.js"
import { unlikeRests } from "./alike.js"
import type { Before } from "./before.js"
import { parityProblems } from "./parity.js"
import { type BlockReview, reviewBlocks } from "./reviewed.js"
import { readReviews } from "./reviewfile.js"
import { unreviewedText } from "./reviewmark.js"
import { compareFor, subjectFor } from "./subjects.js"

/** An edition: its identifier and the date of the note in it. */
export interface Edition {
  readonly id: string
  /** YYYY-MM-DD */
  readonly day: string
}

/** A note composed in one language. */
export interface Composed {
  readonly definition: NoteDefinition
  readonly page: Page
  readonly problems: readonly Problem[]
  /** How its prose stands to its reviews. */
  readonly review: readonly BlockReview[]
  /** What it says of the edition before; null if it was compared with none. */
  readonly since: EditionSince | null
  /** All that it says of the editions before; absent if it does not speak of them. */
  readonly past?: Past
}

/** What of a build's options matters before anything is rendered. */
export interface ComposeOptions {
  /** The languages; each note's own if none is given. */
  readonly languages?: readonly string[]
  /** Languages that may be left out of an edition where they lag behind; none unless given. The note then says so. */
  readonly allowMissing?: readonly string[]
  /** What the header block says, over what the note's definition gives. */
  readonly particulars?: Partial<Particulars>
}

interface Setting {
  readonly options: ComposeOptions
  readonly facts: Facts
  readonly edition: Edition
  readonly host: Host
  /** The edition to compare a note with, read in its languages; notes do not speak of one unless given. */
  readonly before?: (note: string, languages: readonly string[]) => Promise<Before>
}

/**
 * Composes every note in every language asked for, and holds the languages of each against one another; what is wrong is
 * gathered before failing. A language that may be missing and lags is left out, with a warning, and the others say so.
 */
export async function composeAll(
  definitions: readonly NoteDefinition[],
  setting: Setting,
): Promise<readonly Composed[]> {
  const all: Composed[] = []
  const problems: Problem[] = []
  for (const definition of definitions) {
    const { composed, failed } = await composeNote(definition, setting)
    all.push(...composed)
    problems.push(...failed)
  }
  if (problems.length > 0) throw new ProblemError([...problems, ...all.flatMap(c => c.problems)])
  return all
}

/** One language of a note: what came of it, and what keeps it from being issued. */
interface Tried {
  readonly lang: string
  readonly composed?: Composed
  readonly errors: readonly Problem[]
}

async function composeNote(
  definition: NoteDefinition,
  setting: Setting,
): Promise<{ composed: readonly Composed[]; failed: readonly Problem[] }> {
  const { languages, allowMissing = [] } = setting.options
  const chosen = chooseLanguages(definition, languages)
  const tried = inParity(await tryAll(definition, chosen, setting))
  const missing = tried.filter(t => t.errors.length > 0 && allowMissing.includes(t.lang))
  const kept = tried.filter(t => !missing.includes(t))
  const failed = kept.flatMap(t => t.errors)
  const first = kept.flatMap(t => t.composed ?? [])
  if (failed.length > 0) return { composed: first, failed }
  if (kept.length === 0) return { composed: [], failed: missing.flatMap(t => t.errors) }
  const { past, problems } = await pastOf(definition, first, setting)
  const unlike = unlikeRests(first.map(c => c.review))
  const told = [...missing.map(m => lagging(definition, m)), ...problems, ...unlike]
  const isSilent = !past?.news && !past?.passed.length
  if (missing.length === 0 && isSilent)
    return { composed: withProblems(first, told).map(c => ({ ...c, ...(past && { past }) })), failed }
  const langs = kept.map(t => t.lang)
  const again = inParity(
    await tryAll(definition, langs, setting, { missing: missing.map(t => t.lang), ...(past && { past }) }),
  )
  return {
    composed: withProblems(
      again.flatMap(t => t.composed ?? []),
      told,
    ),
    failed: again.flatMap(t => t.errors),
  }
}

/** Problems of the note as a whole, told with its first language. */
const withProblems = (composed: readonly Composed[], told: readonly Problem[]): Composed[] =>
  composed.map((c, i) => (i === 0 ? { ...c, problems: [...c.problems, ...told] } : c))

/** What the note says of the editions before, by what it says without speaking of them. */
async function pastOf(
  { id }: NoteDefinition,
  composed: readonly Composed[],
  { before }: Setting,
): Promise<{ past?: Past; problems: readonly Problem[] }> {
  const pages = composed.map(c => c.page)
  const found = await before?.(
    id,
    pages.map(p => p.lang),
  )
  if (!found) return { problems: [] }
  const news = found.earlier && newsSince(found.earlier, pages)
  const { kept, passed, problems } = found
  return { problems, past: kept ?? { passed: [...passed], ...(news && { news }) } }
}

function lagging({ id }: NoteDefinition, { lang, errors }: Tried): Problem {
  const [first] = errors
  return problem(`the note "${id}" is issued without "${lang}", which lags: ${first!.what}`, {
    severity: "warning",
    ...(first!.place && { place: first!.place }),
    hint: `${errors.length} ${errors.length === 1 ? "problem" : "problems"} in all; \`brief check\` tells them`,
  })
}

async function tryAll(
  definition: NoteDefinition,
  languages: readonly string[],
  setting: Setting,
  told: Pick<NoteInput, "missing" | "past"> = {},
): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const lang of languages) {
    try {
      const composed = await composeOne(definition, lang, setting, told)
      tried.push({ lang, composed, errors: [] })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      tried.push({ lang, errors: error.problems })
    }
  }
  return tried
}

/** Each language held against the first that could be composed. */
function inParity(tried: readonly Tried[]): Tried[] {
  const measure = tried.find(t => t.composed)
  return tried.map(t => {
    if (!t.composed || !measure?.composed || t === measure) return t
    return { ...t, errors: [...t.errors, ...parityProblems(measure.composed.page, t.composed.page)] }
  })
}

function chooseLanguages(
  { id, languages }: NoteDefinition,
  wanted: readonly string[] = languages,
): readonly string[] {
  const unknown = wanted.filter(lang => !languages.includes(lang))
  if (unknown.length === 0) return wanted
  const hint = `its languages: ${languages.join(", ")}`
  throw new ProblemError(
    unknown.map(lang => problem(`the note "${id}" is not written in "${lang}"`, { hint })),
    { usage: true },
  )
}

async function composeOne(
  definition: NoteDefinition,
  lang: string,
  { options, facts, edition, host }: Setting,
  told: Pick<NoteInput, "missing" | "past">,
): Promise<Composed> {
  const words = withDigits(await loadWords(lang, host), definition.digits[lang])
  const particulars = { ...definition.particulars, ...options.particulars }
  const { id, day } = edition
  const ledger = makeLedger()
  const input = { definition, lang, words, facts, particulars, day, edition: id, ledger, ...told }
  const { past } = told
  const { news } = past ?? {}
  const since = news ? { edition: news.edition, ...news.freshness, named: news.named } : null
  return { definition, since, ...(past && { past }), ...(await composeReviewed(input, host)) }
}

/** How many letters of the mark of unreviewed text cost a note one line at most: beside its status, or in a row of its own. */
const mostInStatus = 130
const mostInRow = 110

/** Composes once to know what each block of prose rests on; where a review no longer holds, once more to say so. */
async function composeReviewed(
  input: NoteInput,
  host: Host,
): Promise<Omit<Composed, "definition" | "since" | "past">> {
  const { definition, facts, lang, words } = input
  const comparison = compareFor(definition, facts)
  const subject = subjectFor(input, comparison)
  const { blocks, ...composed } = await compose(input, subject, host)
  const reviews = await readReviews(definition.id, host)
  const review = reviewBlocks(blocks, { reviews, facts, lang, sources: subject.sources })
  const most = input.particulars.handling === null ? mostInStatus : mostInRow
  const unreviewed = unreviewedText(review, { words, kind: definition.compare.kind, most })
  if (unreviewed === undefined) return { ...composed, review }
  const marked = { ...input, ledger: makeLedger(), unreviewed }
  const { page, problems } = await compose(marked, subjectFor(marked, comparison), host)
  return { page, problems, review }
}
