import type { Command } from "commander"
import type { PreviewOptions } from "../schedule/preview.js"
import { conduct, example } from "./conduct.js"
import { addTriggers } from "./triggers.js"

/** The commands for what is due when: `brief schedule` and what stands below it. */
export function addSchedule(program: Command): void {
  const schedule = program
    .command("schedule")
    .description("When editions are due, and what calls the toolkit then.")
  addPreview(schedule)
  addTriggers(schedule)
}

function addPreview(schedule: Command): void {
  schedule
    .command("preview")
    .description(
      "Every edition that the schedules plan in a span of days: due when, from what information, and what became of it.",
    )
    .option("--from <day>", "the first day, such as 2026-12-01; today unless given")
    .option("--to <day>", "the last day, which counts; a year after the first unless given")
    .option("--note <name>", "only the editions of this note")
    .option("--out <folder>", "the folder of the editions and of what the runs wrote down", "output")
    .addHelpText("after", example("brief schedule preview --from 2026-01-01 --to 2027-12-31"))
    .action((options: PreviewOptions, command: Command) =>
      conduct(command, async host => {
        const { previewLines, previewSchedules } = await import("../schedule/preview.js")
        const preview = await previewSchedules(options, host)
        return { lines: previewLines(preview), json: preview, problems: preview.problems }
      }),
    )
}
