#!/usr/bin/env node
import * as nodeModule from "node:module"
import { Command, CommanderError, InvalidArgumentError, Option } from "commander"
import type { BuildOptions } from "./edition/build.js"
import type { IngestOptions } from "./edition/ingest.js"
import type { Format } from "./edition/rendered.js"
import { type Host, nodeHost } from "./host.js"
import { formatProblem, type Problem, ProblemError } from "./model/problem.js"

// Newer versions of Node can keep compiled code from one run to the next.
;(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.()

/** What a command came to: lines for a person, the same as one JSON document, and whether the input has problems. */
interface Outcome {
  readonly lines: readonly string[]
  readonly json: unknown
  readonly problems?: readonly Problem[]
}

type Global = { json?: boolean; debug?: boolean }

// A reader that has seen enough, such as head, ends the command without a fuss.
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? (process.exitCode ?? 0) : 1),
)

const print = (text: string) => void process.stdout.write(`${text}\n`)

/** Runs a command, prints what it came to, and sets the exit code: 0 done, 1 the input has problems, 2 wrong usage. */
async function conduct(command: Command, work: (host: Host) => Promise<Outcome>): Promise<void> {
  const { json, debug } = command.optsWithGlobals<Global>()
  const host = nodeHost()
  try {
    const { lines, json: value, problems = [] } = await work(host)
    if (json) print(JSON.stringify(value, null, 2))
    else for (const line of lines) print(line)
    for (const p of problems) host.say(formatProblem(p))
    if (problems.some(p => p.severity === "error")) process.exitCode = 1
  } catch (error) {
    if (!(error instanceof ProblemError)) {
      host.say(debug ? String((error as Error).stack) : `briefing-notes failed: ${(error as Error).message}`)
      if (!debug)
        host.say("  hint: this is a fault of the program; run again with --debug and report what it says")
      process.exitCode = 1
      return
    }
    if (json) print(JSON.stringify({ problems: error.problems }, null, 2))
    for (const p of error.problems) host.say(formatProblem(p))
    if (debug) host.say(String(error.stack))
    process.exitCode = error.usage ? 2 : 1
  }
}

const listOf = (known?: readonly string[]) => (value: string) => {
  const parts = value
    .split(",")
    .map(part => part.trim())
    .filter(part => part !== "")
  const unknown = parts.filter(part => known && !known.includes(part))
  if (parts.length === 0) throw new InvalidArgumentError("Name at least one.")
  if (unknown.length > 0)
    throw new InvalidArgumentError(`"${unknown.join('", "')}" is not among ${known?.join(", ")}.`)
  return [...new Set(parts)]
}

const program = new Command("brief")
  .description("Comparative briefing notes as PDF and Word, from curated JSON derived from official reports.")
  .version("0.1.0")
  .option("--json", "print one JSON document on standard output, and nothing else there")
  .option("--debug", "show where in the program a failure arose")
  .showHelpAfterError("(run with --help for the options and an example)")
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })

const example = (line: string) => `\nExample:\n  $ ${line}`

program
  .command("build")
  .argument("[note...]", "the notes to build; all if none is named")
  .description("Build editions of notes as PDF and Word.")
  .option("--lang <list>", "languages, such as en,fr", listOf())
  .option("--format <list>", "formats: pdf, docx, html", listOf(["pdf", "docx", "html"]))
  .option("--edition <month>", "the edition, such as 2026-11")
  .option("--out <folder>", "the folder to write to", "output")
  .option("--for <name>", "whom the note is for")
  .option("--from <name>", "whom the note is from")
  .option(
    "--allow-missing <list>",
    "languages that may be left out where they lag behind, such as ar",
    listOf(),
  )
  .option("--handling <line>", "the handling line, as given")
  .option("--checked-by <name>", "who checked the note; without it, it is marked a draft")
  .addHelpText("after", example("brief build oic-positions --format pdf,docx --for 'The Ambassador'"))
  .action((notes: string[], _, command: Command) =>
    conduct(command, host => buildCommand(notes, command, host)),
  )

async function buildCommand(notes: string[], command: Command, host: Host): Promise<Outcome> {
  const { lang, format, edition, out, allowMissing, ...given } = command.opts<{
    lang?: string[]
    allowMissing?: string[]
    format?: Format[]
    edition?: string
    out: string
    for?: string
    from?: string
    handling?: string
    checkedBy?: string
  }>()
  const options: BuildOptions = {
    notes,
    out,
    particulars: given,
    ...(lang && { languages: lang }),
    ...(allowMissing && { allowMissing }),
    ...(format && { formats: format }),
    ...(edition && { edition }),
  }
  const { build } = await import("./edition/build.js")
  const slow = setTimeout(() => host.say("building …"), 1000)
  const { files, problems } = await build(options, host).finally(() => clearTimeout(slow))
  const lines = files.map(f =>
    f.pages ? `${f.path}  ${f.pages} ${f.pages === 1 ? "page" : "pages"}` : f.path,
  )
  return { lines, json: { files, problems }, problems }
}

program
  .command("list")
  .description("The notes there are: their languages and what they compare.")
  .addHelpText("after", example("brief list --json"))
  .action((_, command: Command) =>
    conduct(command, async host => {
      const { listNotes } = await import("./edition/list.js")
      const notes = await listNotes(host)
      const lines = notes.map(
        n =>
          `${n.id}  ${n.languages.join(",")}  ${n.compares.filter(Boolean).join(" → ")}  last edition: ${n.lastEdition ?? "none"}\n  ${n.name}`,
      )
      return { lines, json: notes }
    }),
  )

program
  .command("check")
  .argument("[note...]", "the notes to check; all if none is named")
  .description("Check data, citations, prose, word limits and page limits; every problem is told.")
  .option("--no-pages", "leave out the page limits, which need a browser")
  .option(
    "--sources <folder>",
    "the reports' texts, to check citations against (BRIEF_SOURCES; else fingerprints)",
  )
  .addHelpText("after", example("brief check oic-positions"))
  .action((notes: string[], options: { pages: boolean; sources?: string }, command: Command) =>
    conduct(command, async host => {
      const { check } = await import("./edition/check.js")
      const { problems, checked, ...account } = await check({ notes, ...options }, host)
      const errors = problems.filter(p => p.severity === "error").length
      const lines = [
        ...checked,
        `${errors} ${errors === 1 ? "error" : "errors"}, ${problems.length - errors} warnings`,
      ]
      return { lines, json: { problems, checked, ...account }, problems }
    }),
  )

program
  .command("facts")
  .description("Every curated fact, flat, with its citation.")
  .option("--source <id>", "only the facts of this source")
  .addHelpText("after", example("brief facts --source oic-2017 --json"))
  .action(({ source }: { source?: string }, command: Command) =>
    conduct(command, async host => {
      const { listFacts } = await import("./edition/list.js")
      const facts = await listFacts({ ...(source && { source }) }, host)
      const lines = facts.map(f => `${f.id}  ${f.kind}  ${f.source}, ${f.paragraph}: ${f.summary.en ?? ""}`)
      return { lines, json: facts }
    }),
  )

program
  .command("ingest")
  .argument("<file>", "a report as .txt, .pdf, .docx or .html")
  .description("Read a report into numbered paragraphs; its fingerprint, and drafts of facts, if asked.")
  .option("--source <id>", "the source it is a version of; else found by the file's name")
  .option("--language <tag>", "its language, such as fr; else that of the version, or found out")
  .option("--draft", "propose facts to be curated, in data/drafts/")
  .option("--fingerprint", "write the fingerprint, by which citations are checked without the text")
  .addHelpText("after", example("brief ingest report.pdf --source sg-2018 --draft"))
  .action((file: string, options: IngestOptions, command: Command) =>
    conduct(command, async host => {
      const { ingest, ingestLines } = await import("./edition/ingest.js")
      const found = await ingest(file, options, host)
      return { lines: ingestLines(found), json: found }
    }),
  )

program
  .command("compare")
  .argument("<note>", "the note whose comparison is wanted")
  .description("The comparison behind a note, with the reason for every label.")
  .addOption(new Option("--lang <language>", "the language of the reasons").default("en"))
  .addHelpText("after", example("brief compare oic-positions --json"))
  .action((note: string, { lang }: { lang: string }, command: Command) =>
    conduct(command, async host => {
      const { compareNote, comparisonLines } = await import("./edition/compare.js")
      const comparison = await compareNote(note, { lang }, host)
      return { lines: comparisonLines(comparison), json: comparison }
    }),
  )

program
  .command("trace")
  .argument("<file>", "a PDF or Word file that was issued")
  .description("Where each claim of an issued file comes from, and whether the file was changed since.")
  .option("--claim <id>", "only this claim, such as c12")
  .option("--facts <id>", "only the claims that rest on this fact")
  .addHelpText("after", example("brief trace oic-positions.en.docx --claim c12"))
  .action((file: string, options: { claim?: string; facts?: string }, command: Command) =>
    conduct(command, async host => {
      const { readTrace } = await import("./edition/trace.js")
      const { traceLines } = await import("./edition/tracelines.js")
      const traced = await readTrace(file, options, host)
      return { lines: traceLines(traced), json: traced, problems: traced.problems }
    }),
  )

program
  .command("doctor")
  .description("What this machine has of what the toolkit needs, and what to do about what it lacks.")
  .option("--out <folder>", "the folder that notes are written to", "output")
  .addHelpText("after", example("brief doctor"))
  .action(({ out }: { out: string }, command: Command) =>
    conduct(command, async host => {
      const { examine } = await import("./edition/doctor.js")
      const findings = await examine({ out }, host)
      const lines = findings.map(
        f =>
          `${f.ok ? "ok     " : "MISSING"}  ${f.what}: ${f.found}${f.hint ? `\n         hint: ${f.hint}` : ""}`,
      )
      if (findings.some(f => !f.ok)) process.exitCode = 1
      return { lines, json: findings }
    }),
  )

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
  const what = error.message.replace(/^error: /, "")
  if (process.exitCode === 2 && process.argv.includes("--json"))
    print(JSON.stringify({ problems: [{ severity: "error", what }] }, null, 2))
}
