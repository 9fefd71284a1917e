import type { Command } from "commander"
import { conduct, example, listOf } from "./conduct.js"

/** The commands for editions that were issued: `brief list`, `brief verify`, `brief prune`, `brief redline`. */
export function addEditions(program: Command): void {
  addList(program)
  addVerify(program)
  addPrune(program)
  addRedline(program)
}

function addList(program: Command): void {
  program
    .command("list")
    .description("The notes there are: their languages, what they compare, their editions, and what is due.")
    .option("--out <folder>", "the folder that editions are in", "output")
    .addHelpText("after", example("brief list --json"))
    .action(({ out }: { out: string }, command: Command) =>
      conduct(command, async host => {
        const { listLines, listNotes } = await import("../edition/list.js")
        const { comingEditions, comingLines } = await import("../schedule/coming.js")
        const notes = await listNotes(host, { out })
        const { coming, problems } = await comingEditions(host, { out })
        const lines = notes.flatMap(note => [...listLines(note), ...comingLines(coming.get(note.id))])
        const json = notes.map(note => ({ ...note, schedule: coming.get(note.id) ?? null }))
        return { lines, json, problems }
      }),
    )
}

function addVerify(program: Command): void {
  program
    .command("verify")
    .argument("[note]", "the note whose editions are proved; all if none is named")
    .description("Prove the files of editions against their manifests: missing, altered and foreign files.")
    .option("--out <folder>", "the folder that editions are in", "output")
    .addHelpText("after", example("brief verify oic-positions"))
    .action((note: string | undefined, { out }: { out: string }, command: Command) =>
      conduct(command, async host => {
        const { verify } = await import("../edition/verify.js")
        const editions = await verify({ ...(note && { note }), out }, host)
        const lines = editions.map(
          e => `${e.note}  ${e.edition}  ${e.whole ? `whole, ${e.files} files` : "NOT AS ISSUED"}`,
        )
        return {
          lines: lines.length > 0 ? lines : [`there are no editions in ${out}`],
          json: editions,
          problems: editions.flatMap(e => e.problems),
        }
      }),
    )
}

function addPrune(program: Command): void {
  program
    .command("prune")
    .argument("[note]", "the note whose editions are pruned; all if none is named")
    .description("Remove old editions: it says which, and removes them with --yes.")
    .requiredOption(
      "--keep <number>",
      "keep the last editions, and the last months with their last revisions",
      Number,
    )
    .option("--yes", "remove them; without it nothing is removed")
    .option("--out <folder>", "the folder that editions are in", "output")
    .addHelpText("after", example("brief prune --keep 12"))
    .action(
      (
        note: string | undefined,
        { keep, yes = false, out }: { keep: number; yes?: boolean; out: string },
        command: Command,
      ) =>
        conduct(command, async host => {
          const { prune } = await import("../edition/prune.js")
          const editions = await prune({ keep, yes, out, ...(note && { note }) }, host)
          const verb = yes ? "removed" : "would remove"
          const lines = editions.map(e => `${e.keeps ? "keeps" : verb}  ${e.folder}  ${e.why}`)
          const some = editions.some(e => !e.keeps)
          const last = yes || !some ? [] : ["nothing was removed; say --yes to remove these"]
          return { lines: [...lines, ...last], json: { removed: yes, editions } }
        }),
    )
}

function addRedline(program: Command): void {
  program
    .command("redline")
    .argument("<note>", "the note whose editions are compared")
    .description("What changed between two editions: tracked changes in Word, marks and a table in the PDF.")
    .option("--from <edition>", "the earlier edition, such as 2026-10; the one before the later unless given")
    .option("--to <edition>", "the later edition, such as 2026-11-r2; the last one unless given")
    .option("--lang <list>", "languages, such as en,ar; all that both have unless given", listOf())
    .option("--format <list>", "formats: pdf, docx", listOf(["pdf", "docx"]))
    .option("--author <name>", "whose tracked changes they are", "briefing-notes")
    .option("--out <folder>", "the folder that editions are in", "output")
    .addHelpText("after", example("brief redline oic-positions --from 2026-10 --to 2026-11"))
    .action((note: string, _, command: Command) =>
      conduct(command, async host => {
        const { redline, redlineLines } = await import("../edition/redline.js")
        const { lang, format, ...rest } = command.opts<{
          lang?: string[]
          format?: ("pdf" | "docx")[]
          from?: string
          to?: string
          author: string
          out: string
        }>()
        const options = { ...rest, ...(lang && { languages: lang }), ...(format && { formats: format }) }
        const made = await redline(note, options, host)
        return { lines: redlineLines(made), json: made, problems: made.problems }
      }),
    )
}
