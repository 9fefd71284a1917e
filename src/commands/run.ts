import { type Command, InvalidArgumentError } from "commander"
import type { Host } from "../host.js"
import { ProblemError, problem } from "../model/problem.js"
import type { RunOptions } from "../schedule/run.js"
import { conduct, example, type Outcome } from "./conduct.js"
import { hearSignals } from "./signals.js"

/** The commands for what is made by itself: `brief run`, `brief runs`, `brief status`. */
export function addRun(program: Command): void {
  addRunning(program)
  addRuns(program)
  addStatus(program)
}

interface Given {
  readonly due?: boolean
  readonly now?: string
  readonly backfill?: { from: string; to: string }
  readonly pause?: string
  readonly resume?: string
  readonly dryRun?: boolean
  readonly trigger?: string
  readonly wait: number
  readonly out: string
}

function addRunning(program: Command): void {
  program
    .command("run")
    .argument("[note]", "with --backfill: the note; all with a schedule if none is named")
    .description("Make the editions that are due, each once, however often it is called.")
    .option("--due", "make what the schedules plan and is not made yet")
    .option("--now <note>", "make the note’s present edition at once, whatever its schedule says")
    .option(
      "--backfill <months>",
      "make the editions of months that were never made: 2026-03..2026-06",
      months,
    )
    .option("--pause <note>", "make no edition of the note by itself any more")
    .option("--resume <note>", "let a paused note go on")
    .option("--dry-run", "only say what would be made")
    .option("--trigger <name>", "who calls, for the record (BRIEF_TRIGGER; else a person)")
    .option("--wait <seconds>", "how long to wait for another run to end", seconds, 300)
    .option("--out <folder>", "the folder of the editions and of the record, runs.jsonl", "output")
    .addHelpText(
      "after",
      `\nIf another run is at it all that time, it makes what is due; this one says so, and ends with 0.\n${example("brief run --due")}`,
    )
    .action((note: string | undefined, _, command: Command) =>
      conduct(command, host => runCommand(note, command.opts<Given>(), host)),
    )
}

const asked = ["due", "now", "backfill", "pause", "resume"] as const

async function runCommand(note: string | undefined, given: Given, host: Host): Promise<Outcome> {
  const wishes = asked.filter(one => given[one] !== undefined)
  if (wishes.length !== 1) {
    const hint = "say one of --due, --now NOTE, --backfill MONTHS, --pause NOTE, --resume NOTE"
    const what =
      wishes.length === 0 ? "nothing is asked for" : `--${wishes.join(" and --")} exclude each other`
    throw new ProblemError([problem(what, { hint })], { usage: true })
  }
  if (note !== undefined && !given.backfill)
    throw new ProblemError([problem(`"${note}" is one argument too many`, { hint: "name it with --now" })], {
      usage: true,
    })
  if (given.pause !== undefined) return pauseCommand(given.pause, true, given, host)
  if (given.resume !== undefined) return pauseCommand(given.resume, false, given, host)
  return makeCommand(note, given, host)
}

async function pauseCommand(
  note: string,
  paused: boolean,
  { out, trigger }: Given,
  host: Host,
): Promise<Outcome> {
  const { pause, pauseLine } = await import("../schedule/pauses.js")
  const done = await pause(note, paused, { host, out, trigger })
  return { lines: [pauseLine(done)], json: done }
}

async function makeCommand(note: string | undefined, given: Given, host: Host): Promise<Outcome> {
  const { due = false, now, backfill, dryRun = false, trigger, wait, out } = given
  const options: RunOptions = {
    ...{ due, dryRun, out, waitMs: wait * 1000, progress: host.say },
    ...(now !== undefined && { now }),
    ...(backfill && { backfill: { ...backfill, note } }),
    ...(trigger && { trigger }),
  }
  const { run, runLines, runProblems } = await import("../schedule/run.js")
  const asked = hearSignals(host)
  const result = await run(options, host, asked.signal).finally(asked.forget)
  const lines = runLines(result)
  return {
    lines: lines.length > 0 ? lines : ["nothing is due"],
    json: result,
    problems: runProblems(result, { isAsked: !due }),
  }
}

function months(text: string): { from: string; to: string } {
  const [from = "", to = from, ...more] = text.split("..")
  if (more.length > 0 || from === "" || to === "")
    throw new InvalidArgumentError("Write the months as 2026-03..2026-06.")
  return { from, to }
}

function seconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("Write a number of seconds.")
  return Number(text)
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Write a whole number of 1 or more.")
  return Number(text)
}

function addRuns(program: Command): void {
  program
    .command("runs")
    .argument("[note]", "the note whose runs are listed; all if none is named")
    .description(
      "What was run: when, for how long, what came of it, who called and who was told; the newest last.",
    )
    .option("--last <number>", "only the last ones", count)
    .option("--out <folder>", "the folder that the record is in", "output")
    .addHelpText("after", example("brief runs oic-positions --last 5"))
    .action((note: string | undefined, options: { last?: number; out: string }, command: Command) =>
      conduct(command, async host => {
        const { listedLines, listRuns } = await import("../schedule/runs.js")
        const { runs, problems } = await listRuns({ note, ...options }, host)
        const lines = runs.flatMap(listedLines)
        return { lines: lines.length > 0 ? lines : ["nothing was run yet"], json: runs, problems }
      }),
    )
}

function addStatus(program: Command): void {
  program
    .command("status")
    .description(
      "How each note stands, for a monitor: ends with 1 if one is late, has failed or was missed, has lost its schedule, or if the last message reached nobody.",
    )
    .option("--out <folder>", "the folder of the editions and of the record", "output")
    .addHelpText("after", example("brief status --json"))
    .action(({ out }: { out: string }, command: Command) =>
      conduct(command, async host => {
        const { status, statusLine } = await import("../schedule/status.js")
        const { notes, problems } = await status(host, { out })
        return { lines: notes.map(statusLine), json: notes, problems }
      }),
    )
}
