import type { DataFiles } from "../files.js"
import type { Host, NewFile } from "../host.js"
import { type Facts, load } from "../load.js"
import type { NoteDefinition } from "../model/notes.js"
import { distinct, type Problem, ProblemError, problem } from "../model/problem.js"
import type { Printer } from "../render/pdf/printer.js"
import { type ComposeOptions, composeAll, type Edition } from "./composed.js"
import { chooseNotes, loadDefinitions } from "./definitions.js"
import { type Format, type Rendered, renderAll } from "./rendered.js"
import { citationErrors } from "./sound.js"

/** What to build and how; every field has a default. */
export interface BuildOptions extends ComposeOptions {
  /** The notes' names; all if none is given. */
  readonly notes?: readonly string[]
  /** pdf and docx unless given. */
  readonly formats?: readonly Format[]
  /** The edition's identifier, YYYY-MM; the present month unless given. */
  readonly edition?: string
  /** The folder to write to; "output" unless given. */
  readonly out?: string
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
    const { facts, definitions, files: data } = await loadAll(host)
    const edition = editionOf(options.edition, host)
    const composed = await composeAll(chooseNotes(definitions, options.notes ?? []), {
      options,
      facts,
      edition,
      host,
    })
    failOnErrors([...composed.flatMap(c => c.problems), ...(await citationErrors(data, composed, host))])
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
