import { type Command, InvalidArgumentError } from "commander"
import type { Host } from "../host.js"
import { ProblemError, problem } from "../model/problem.js"
import { conduct, example, listOf, type Outcome } from "./conduct.js"

/** `brief review`. */
export function addReview(program: Command): void {
  program
    .command("review")
    .argument("<note>", "the note whose prose is reviewed")
    .description(
      "Which text was not reviewed since it or what it rests on changed; with --by a review is recorded.",
    )
    .option("--by <name>", "who read the text against what it rests on; this records the review", nameOf)
    .option("--lang <list>", "languages, such as en,fr; all unless given", listOf())
    .option("--block <list>", "blocks, such as bottom-line,changes; all that wait unless given", listOf())
    .option("--date <day>", "the day on which it was read, YYYY-MM-DD; today unless given")
    .addHelpText(
      "after",
      example('brief review oic-positions --lang en --block bottom-line --by "A. Person"'),
    )
    .action((note: string, _, command: Command) =>
      conduct(command, host => reviewCommand(note, command, host)),
    )
}

function nameOf(name: string): string {
  if (name.trim() === "") throw new InvalidArgumentError("Say who read the text.")
  return name
}

async function reviewCommand(note: string, command: Command, host: Host): Promise<Outcome> {
  const { by, lang, block, date } = command.opts<{
    by?: string
    lang?: string[]
    block?: string[]
    date?: string
  }>()
  if (date !== undefined && by === undefined) {
    const hint = 'say who read the text: --by "A. Person"'
    throw new ProblemError([problem("a day without a person records nothing", { hint })], { usage: true })
  }
  const { recordReview, reviewLines, reviewNote } = await import("../edition/review.js")
  const options = { ...(lang && { languages: lang }), ...(block && { blocks: block }) }
  const found =
    by === undefined
      ? await reviewNote(note, options, host)
      : await recordReview(note, { ...options, by, ...(date !== undefined && { date }) }, host)
  const { blocks, problems, ...rest } = found
  const json = { ...rest, blocks: blocks.map(({ now, ...shown }) => shown), problems }
  return { lines: reviewLines(found), json, problems }
}
