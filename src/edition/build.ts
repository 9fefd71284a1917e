import type { DataFiles } from "../files.js"
import type { Host, NewFile } from "../host.js"
import { type Facts, load } from "../load.js"
import type { NoteDefinition, Particulars } from "../model/notes.js"
import { distinct, type Problem, ProblemError, problem } from "../model/problem.js"
import { compose } from "../note/compose.js"
import { withDigits } from "../note/digits.js"
import { makeLedger } from "../note/ledger.js"
import type { Page } from "../note/page.js"
import { loadWords } from "../note/words.js"
import type { Printer } from "../render/pdf/printer.js"
import { chooseNotes, loadDefinitions } from "./definitions.js"
import { type Format, type Rendered, renderAll } from "./rendered.js"
import { compareFor, subjectFor } from "./subjects.js"

/** What to build and how; every field has a default. */
export interface BuildOptions {
  /** The notes' names; all if none is given. */
  readonly notes?: readonly string[]
  /** The languages; each note's own if none is given. */
  readonly languages?: readonly string[]
  /** pdf and docx unless given. */
  readonly formats?: readonly Format[]
  /** The edition's identifier, YYYY-MM; the present month unless given. */
  readonly edition?: string
  /** The folder to write to; "output" unless given. */
  readonly out?: string
  /** What the header block says, over what the note's definition gives. */
  readonly particulars?: Partial<Particulars>
}

/** A file that was built, and how many pages it has where that is known. */
export interface BuiltFile {
  readonly note: string
  readonly language: string
  readonly format: Format
  readonly path: string
  readonly pages?: number
  readonly bytes: number
}

/** What a build made, with the warnings that do not keep a note from being issued. */
export interface BuildResult {
  readonly files: readonly BuiltFile[]
  readonly problems: readonly Problem[]
}

/**
 * Builds editions of notes. Everything is loaded, compared, composed and rendered before the first file is written, so
 * that what goes wrong leaves earlier files as they were. Throws a ProblemError with every problem found.
 */
export async function build(options: BuildOptions, host: Host): Promise<BuildResult> {
  const { formats: wanted = ["pdf", "docx"], out = "output" } = options
  const printer = wanted.includes("pdf") ? await startPrinter(host) : undefined
  try {
    const { facts, definitions } = await loadAll(host)
    const edition = editionOf(options.edition, host)
    const composed = await composeAll(chooseNotes(definitions, options.notes ?? []), {
      options,
      facts,
      edition,
      host,
    })
    failOnErrors(composed.flatMap(c => c.problems))
    const files = await renderAll(composed, wanted, { printer, host, out, edition })
    const problems = [...composed.flatMap(c => c.problems), ...files.flatMap(f => f.rendered.problems)]
    failOnErrors(problems)
    await writeOrFail(
      files.map(({ path, rendered }) => ({ path, bytes: rendered.bytes })),
      { out, host },
    )
    return {
      files: files.map(({ rendered, ...file }) => describe(file, rendered)),
      problems: distinct(problems),
    }
  } finally {
    await printer?.close()
  }
}

function describe(file: Omit<BuiltFile, "bytes">, { bytes, pages }: Rendered): BuiltFile {
  return { ...file, ...(pages !== undefined && { pages }), bytes: bytes.length }
}

/** The browser starts while the note is being composed. */
async function startPrinter({ env }: Host): Promise<Printer> {
  const { openPrinter } = await import("../render/pdf/printer.js")
  const printer = openPrinter({ env })
  printer.start()
  return printer
}

/** The facts and definitions, or every problem in them at once. */
export async function loadAll(
  host: Host,
): Promise<{ facts: Facts; files: DataFiles; definitions: readonly NoteDefinition[] }> {
  const [data, notes] = await Promise.all([load(host), loadDefinitions(host)])
  failOnErrors([...data.problems, ...notes.problems])
  return { facts: data.facts, files: data.files, definitions: notes.definitions }
}

function failOnErrors(problems: readonly Problem[]): void {
  if (problems.some(p => p.severity === "error")) throw new ProblemError(distinct(problems))
}

/** An edition: its identifier and the date of the note in it. */
export interface Edition {
  readonly id: string
  /** YYYY-MM-DD */
  readonly day: string
}

/** The edition of a month. The note is dated today if the month is the present one, else on the month's last day. */
export function editionOf(id: string | undefined, host: Host): Edition {
  const today = host.now().toISOString().slice(0, 10)
  if (id === undefined || id === today.slice(0, 7)) return { id: today.slice(0, 7), day: today }
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(id)) {
    throw new ProblemError([problem(`"${id}" is no edition`, { hint: "write the month as 2026-11" })], {
      usage: true,
    })
  }
  const [year = 0, month = 0] = id.split("-").map(Number)
  return { id, day: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) }
}

/** A note composed in one language. */
export interface Composed {
  readonly definition: NoteDefinition
  readonly page: Page
  readonly problems: readonly Problem[]
}

/** Composes every note in every language asked for; what is wrong with each is gathered before failing. */
export async function composeAll(
  definitions: readonly NoteDefinition[],
  { options, facts, edition, host }: { options: BuildOptions; facts: Facts; edition: Edition; host: Host },
): Promise<readonly Composed[]> {
  const problems: Problem[] = []
  const composed: Composed[] = []
  for (const definition of definitions) {
    for (const lang of chooseLanguages(definition, options.languages)) {
      try {
        composed.push(await composeOne(definition, lang, { options, facts, edition, host }))
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        problems.push(...error.problems)
      }
    }
  }
  if (problems.length > 0) throw new ProblemError([...problems, ...composed.flatMap(c => c.problems)])
  return composed
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
  { options, facts, edition, host }: { options: BuildOptions; facts: Facts; edition: Edition; host: Host },
): Promise<Composed> {
  const words = withDigits(await loadWords(lang, host), definition.digits[lang])
  const particulars = { ...definition.particulars, ...options.particulars }
  const { id, day } = edition
  const input = { definition, lang, words, facts, particulars, day, edition: id, ledger: makeLedger() }
  const subject = subjectFor(input, compareFor(definition, facts))
  return { definition, ...(await compose(input, subject, host)) }
}

async function writeOrFail(
  files: readonly NewFile[],
  { out, host }: { out: string; host: Host },
): Promise<void> {
  await host.write(files).catch((error: NodeJS.ErrnoException) => {
    if (!error.code) throw error
    const hint = "choose another folder with --out, or mend the rights of this one; `brief doctor` tests it"
    const file = files.find(f => error.path?.endsWith(f.path))?.path ?? out
    throw new ProblemError([
      problem(`the files cannot be written (${error.code})`, { place: { file }, hint }),
    ])
  })
}
