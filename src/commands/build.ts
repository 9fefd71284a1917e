import type { Command } from "commander"
import type { BuildOptions, BuiltEdition, BuiltFile } from "../edition/built.js"
import type { Format } from "../edition/rendered.js"
import type { Host } from "../host.js"
import { conduct, example, listOf, type Outcome } from "./conduct.js"

/** `brief build`. */
export function addBuild(program: Command): void {
  program
    .command("build")
    .argument("[note...]", "the notes to build; all if none is named")
    .description("Build editions of notes as PDF and Word.")
    .option("--lang <list>", "languages, such as en,fr", listOf())
    .option("--format <list>", "formats: pdf, docx, html", listOf(["pdf", "docx", "html"]))
    .option("--edition <month>", "the edition, such as 2026-11")
    .option("--date <day>", "the day that the note bears, such as 2026-11-01")
    .option("--cut-off <day>", "the last day of the information: sources dated later are left out")
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
}

async function buildCommand(notes: string[], command: Command, host: Host): Promise<Outcome> {
  const { lang, format, edition, out, allowMissing, date, cutOff, ...given } = command.opts<{
    lang?: string[]
    allowMissing?: string[]
    format?: Format[]
    edition?: string
    date?: string
    cutOff?: string
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
    ...(date && { day: date }),
    ...(cutOff && { cutOff }),
  }
  const { build } = await import("../edition/build.js")
  const slow = setTimeout(() => host.say("building …"), 1000)
  const { files, editions, problems } = await build(options, host).finally(() => clearTimeout(slow))
  const { formatSince } = await import("../edition/before.js")
  const lines = editions.flatMap(e => [
    `${editionLine(e)}${e.since ? `; ${formatSince(e.since)}` : ""}`,
    ...files.filter(f => f.note === e.note).map(f => `  ${fileLine(f)}`),
  ])
  return { lines, json: { files, editions, problems }, problems }
}

const fileLine = ({ path, pages }: BuiltFile) =>
  pages ? `${path}  ${pages} ${pages === 1 ? "page" : "pages"}` : path

function editionLine({ note, edition, status, date, changed }: BuiltEdition): string {
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : ""
  const why = changed.length > 0 ? `; changed: ${changed.slice(0, 3).join(", ")}${more}` : ""
  return `${note}  ${edition}  ${status}, dated ${date}${why}`
}
