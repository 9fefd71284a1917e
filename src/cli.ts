#!/usr/bin/env node
import * as nodeModule from "node:module"
import { Command, CommanderError, Option } from "commander"
import { addBuild } from "./commands/build.js"
import { conduct, example, print } from "./commands/conduct.js"
import { addEditions } from "./commands/editions.js"
import { addNotify } from "./commands/notify.js"
import { addReview } from "./commands/review.js"
import { addRun } from "./commands/run.js"
import { addSchedule } from "./commands/schedule.js"
import type { IngestOptions } from "./edition/ingest.js"

// Newer versions of Node can keep compiled code from one run to the next.
;(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.()

// A reader that has seen enough, such as head, ends the command without a fuss.
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? (process.exitCode ?? 0) : 1),
)

const program = new Command("brief")
  .description("Comparative briefing notes as PDF and Word, from curated JSON derived from official reports.")
  .version("0.1.0")
  .option("--json", "print one JSON document on standard output, and nothing else there")
  .option("--debug", "show where in the program a failure arose")
  .showHelpAfterError("(run with --help for the options and an example)")
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })

addBuild(program)
addEditions(program)
addNotify(program)
addReview(program)
addSchedule(program)
addRun(program)

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
      const { loadSchedules } = await import("./schedule/schedules.js")
      const { problems: found, checked, ...account } = await check({ notes, ...options }, host)
      const planned = [...(await loadSchedules(host)).values()]
      const problems = [
        ...found,
        ...planned.flatMap(s => (notes.length === 0 || notes.includes(s.note) ? s.problems : [])),
      ]
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
      const { examineSchedules } = await import("./schedule/doctor.js")
      const findings = [...(await examine({ out }, host)), ...(await examineSchedules({ out }, host))]
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
