import type { Host } from "../host.js"
import type { Facts } from "../load.js"
import type { NoteDefinition, Particulars } from "../model/notes.js"
import { type Problem, ProblemError, problem } from "../model/problem.js"
import { compose } from "../note/compose.js"
import { withDigits } from "../note/digits.js"
import { makeLedger } from "../note/ledger.js"
import type { Page } from "../note/page.js"
import { loadWords } from "../note/words.js"
import { parityProblems } from "./parity.js"
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
  if (missing.length === 0 || failed.length > 0)
    return { composed: kept.flatMap(t => t.composed ?? []), failed }
  if (kept.length === 0) return { composed: [], failed: missing.flatMap(t => t.errors) }
  const again = await tryAll(
    definition,
    kept.map(t => t.lang),
    setting,
    missing.map(t => t.lang),
  )
  const composed = again.flatMap(t => t.composed ?? [])
  const told = missing.map(m => lagging(definition, m))
  return {
    composed: composed.map((c, i) => (i === 0 ? { ...c, problems: [...c.problems, ...told] } : c)),
    failed: again.flatMap(t => t.errors),
  }
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
  missing: readonly string[] = [],
): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const lang of languages) {
    try {
      const composed = await composeOne(definition, lang, setting, missing)
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
  missing: readonly string[],
): Promise<Composed> {
  const words = withDigits(await loadWords(lang, host), definition.digits[lang])
  const particulars = { ...definition.particulars, ...options.particulars }
  const { id, day } = edition
  const ledger = makeLedger()
  const input = { definition, lang, words, facts, particulars, day, edition: id, ledger, missing }
  const subject = subjectFor(input, compareFor(definition, facts))
  return { definition, ...(await compose(input, subject, host)) }
}
