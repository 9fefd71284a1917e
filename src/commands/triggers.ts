import { homedir, userInfo } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Command, InvalidArgumentError, Option } from "commander"
import type { Host } from "../host.js"
import { formatProblem } from "../model/problem.js"
import type { Printed, Scope, Settings, System } from "../schedule/print/settings.js"
import type { StartEvent } from "../schedule/start.js"
import { conduct, example, type Outcome, print } from "./conduct.js"
import { hearSignals } from "./signals.js"

/** What calls `brief run --due`: `brief schedule start` and `brief schedule print`. */
export function addTriggers(schedule: Command): void {
  addStart(schedule)
  addPrint(schedule)
}

function addStart(schedule: Command): void {
  schedule
    .command("start")
    .description(
      "Stay, and make each edition when it is due, for containers and services; one line an event, with --json one JSON document.",
    )
    .option("--every <seconds>", "look at the clock at least this often", seconds, 60)
    .option("--out <folder>", "the folder to write to", "output")
    .option("--trigger <name>", "under which name the runs go into the record", "start")
    .addHelpText(
      "after",
      `\nThe first SIGTERM or Ctrl-C lets a running build finish, the second ends at once.\n${example("brief schedule start")}`,
    )
    .action((_, command: Command) => conduct(command, host => startCommand(command, host)))
}

function seconds(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 3600)
    throw new InvalidArgumentError("Expected 1 to 3600 seconds.")
  return value
}

async function startCommand(command: Command, host: Host): Promise<Outcome> {
  const { every, out, trigger, json } = command.optsWithGlobals<{
    every: number
    out: string
    trigger: string
    json?: boolean
  }>()
  const { start, startLine } = await import("../schedule/start.js")
  const { run, runLines } = await import("../schedule/run.js")
  const tell = (event: StartEvent) => (json ? print(JSON.stringify(event)) : host.say(startLine(event)))
  const asked = hearSignals(host)
  const call = async (signal: AbortSignal) => {
    const progress = json ? () => {} : host.say
    const ran = await run({ due: true, out, trigger, progress }, host, signal)
    const lines = [...runLines(ran), ...ran.slots.flatMap(slot => slot.problems.map(formatProblem))]
    return { lines, tried: ran.slots.some(slot => slot.tries > 0), problems: ran.problems, json: ran }
  }
  await start({ everySeconds: every, tell, call }, host, asked.signal).finally(asked.forget)
  return { lines: [], json: undefined }
}

interface PrintOptions {
  readonly for: System
  readonly name: string
  readonly out?: string
  readonly user?: boolean
  readonly system?: boolean
  readonly image?: string
  readonly write?: string
}

function addPrint(schedule: Command): void {
  const known = ["systemd", "cron", "launchd", "windows", "github", "kubernetes"]
  schedule
    .command("print")
    .description(
      "The finished entry for a system that calls brief run --due; how to install it, on standard error.",
    )
    .addOption(new Option("--for <system>", "what shall call").choices(known).makeOptionMandatory())
    .option("--name <name>", "the name of the unit, task, job or workflow", "briefing-notes")
    .addOption(new Option("--user", "for you alone; usual for cron and launchd").conflicts("system"))
    .option("--system", "for the whole machine; usual for systemd and windows")
    .option("--image <image>", "the container image; Kubernetes needs one")
    .option("--out <folder>", "the folder that editions are in; the project’s output unless given")
    .option("--write <folder>", "write the files there, instead of printing them")
    .addHelpText("after", example("brief schedule print --for systemd --write /tmp/units"))
    .action((options: PrintOptions, command: Command) =>
      conduct(command, host => printCommand(options, host)),
    )
}

async function printCommand(options: PrintOptions, host: Host): Promise<Outcome> {
  const { printTrigger, usualScope } = await import("../schedule/print/print.js")
  const scope = options.user ? "user" : options.system ? "system" : usualScope(options.for)
  const printed = printTrigger(options.for, await settingsOf(options, scope, host))
  const { write } = options
  if (write !== undefined)
    await host.write(
      printed.files.map(({ name, text, bytes }) => ({ path: join(write, name), bytes: bytes ?? text })),
    )
  for (const line of printed.instructions) host.say(line)
  const lines = write === undefined ? textOf(printed) : printed.files.map(({ name }) => join(write, name))
  const files = printed.files.map(({ name, text }) => ({ name, text }))
  return { lines, json: { files, instructions: printed.instructions } }
}

/** One file can be sent into a file as it is; of several, each begins with its name. */
const textOf = ({ files }: Printed) =>
  files.map(({ name, text }) => (files.length > 1 ? `# ${name}\n${text}` : text.trimEnd()))

/** This project, this Node, this program, this person. */
async function settingsOf({ name, out, image }: PrintOptions, scope: Scope, host: Host): Promise<Settings> {
  const { firingTimes } = await import("../schedule/print/times.js")
  const { loadSchedules } = await import("../schedule/schedules.js")
  const { variablesOf } = await import("../schedule/variables.js")
  const loaded = [...(await loadSchedules(host)).values()]
  const schedules = loaded.flatMap(({ schedule }) => schedule ?? [])
  if (schedules.length === 0)
    host.say("no note has a schedule that holds; what is printed calls each hour for nothing")
  const { PUPPETEER_EXECUTABLE_PATH: browser, USERDOMAIN: domain } = host.env
  const person = userInfo().username
  return {
    name,
    scope,
    project: host.root,
    node: process.execPath,
    program: fileURLToPath(new URL("../../dist/cli.js", import.meta.url)),
    user: process.platform === "win32" && domain ? `${domain}\\${person}` : person,
    home: homedir(),
    environment: browser ? { PUPPETEER_EXECUTABLE_PATH: browser } : {},
    secrets: variablesOf(schedules, host),
    times: firingTimes(schedules, host.now().toISOString()),
    ...(out !== undefined && { out }),
    ...(image && { image }),
  }
}
