import type { Command } from "commander"
import type { Host } from "../host.js"
import { fail, type Problem, ProblemError, problem } from "../model/problem.js"
import type { Schedule } from "../model/schedule.js"
import type { Told } from "../tell/tell.js"
import { conduct, example, type Outcome } from "./conduct.js"

/** The command that tries out whom a note's schedule tells, and how: `brief notify NOTE --test`. */
export function addNotify(program: Command): void {
  program
    .command("notify")
    .argument("<note>", "the note whose notifications are tried out")
    .description("Send a test, marked as such, by every notification of a note’s schedule.")
    .requiredOption("--test", "send a test; real messages are sent by `brief run`")
    .option("--out <folder>", "the folder that editions are in; the last one’s files are attached", "output")
    .addHelpText("after", example("brief notify oic-positions --test"))
    .action((note: string, { out }: { out: string }, command: Command) =>
      conduct(command, host => notify(note, out, host)),
    )
}

async function notify(note: string, out: string, host: Host): Promise<Outcome> {
  const { tryOut } = await import("../tell/trial.js")
  const schedule = await scheduleOf(note, host)
  const told = await tryOut(note, schedule, host, { out })
  const { reachedByTest } = await import("../schedule/untold.js")
  await reachedByTest(note, { schedule, sent: told.map(t => t.sent) }, { out, host })
  return { lines: told.map(line), json: told, problems: told.flatMap((one, i) => problemOf(one, i, note)) }
}

async function scheduleOf(note: string, host: Host): Promise<Schedule> {
  const { loadSchedules } = await import("../schedule/schedules.js")
  const loaded = await loadSchedules(host)
  const found = loaded.get(note)
  if (!found) {
    const hint = `The notes are: ${[...loaded.keys()].join(", ") || "none"}`
    throw new ProblemError([problem(`there is no note "${note}"`, { hint })], { usage: true })
  }
  if (found.problems.length > 0) throw new ProblemError(found.problems)
  if (found.schedule && found.schedule.notify.length > 0) return found.schedule
  return fail("nobody is told of the editions of this note", {
    place: { file: `templates/${note}/schedule.json`, path: "notify" },
    hint: "add a command, a webhook or a mail under notify; the README has examples",
  })
}

function line({ by, to, tries, sent, way }: Told): string {
  const tried = tries === 1 ? "1 try" : `${tries} tries`
  return `${sent ? "sent  " : "FAILED"}  ${by}  ${to}  ${tried}${way ? `, ${way}` : ""}`
}

/** Whom a test did not reach is an error; one that reached only some, a warning. */
function problemOf({ by, to, sent, reason }: Told, i: number, note: string): Problem[] {
  if (reason === null) return []
  const place = { file: `templates/${note}/schedule.json`, path: `notify[${i}]` }
  const severity = sent ? "warning" : "error"
  return [problem(`${by} to ${to}: ${reason}`, { severity, place })]
}
