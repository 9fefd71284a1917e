import { type Command, InvalidArgumentError } from "commander"
import { type Host, nodeHost } from "../host.js"
import { formatProblem, type Problem, ProblemError } from "../model/problem.js"

/**
 * What a command came to: lines for a person, the same as one JSON document, and whether the input has problems. Undefined if
 * the command has printed its JSON itself, as one that stays does.
 */
export interface Outcome {
  readonly lines: readonly string[]
  readonly json: unknown
  readonly problems?: readonly Problem[]
}

type Global = { json?: boolean; debug?: boolean }

/** One line on standard output. */
export const print = (text: string) => void process.stdout.write(`${text}\n`)

/** Runs a command, prints what it came to, and sets the exit code: 0 done, 1 the input has problems, 2 wrong usage. */
export async function conduct(command: Command, work: (host: Host) => Promise<Outcome>): Promise<void> {
  const { json, debug } = command.optsWithGlobals<Global>()
  const host = nodeHost()
  try {
    const { lines, json: value, problems = [] } = await work(host)
    if (json && value !== undefined) print(JSON.stringify(value, null, 2))
    else if (!json) for (const line of lines) print(line)
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

/** A parser of lists such as en,fr; what is not among the known is wrong usage. */
export const listOf = (known?: readonly string[]) => (value: string) => {
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

/** The example at the end of a command’s help. */
export const example = (line: string) => `\nExample:\n  $ ${line}`
