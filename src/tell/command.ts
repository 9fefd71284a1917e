import { basename } from "node:path"
import type { Notification } from "../model/schedule.js"
import { type Attempt, attempts, forGood, type Outcome } from "./attempts.js"
import type { Sending } from "./limits.js"
import type { Notice } from "./notice.js"

type CommandRule = Extract<Notification, { by: "command" }>

/** What a program says by its exit code if another try may do: EX_TEMPFAIL of sysexits.h. */
const tryAgain = 75

/**
 * Runs a program with the message as JSON on standard input, and the most of it in its environment as BRIEF_ON, BRIEF_NOTE
 * and on. An exit code other than 0 is a failure; 75 asks for another try.
 */
export function runCommand(rule: CommandRule, notice: Notice, sending: Sending): Promise<Outcome> {
  const { host, limits } = sending
  const [program, ...args] = rule.run
  const input = `${JSON.stringify(notice)}\n`
  const env = { ...host.env, ...variables(notice) }
  return attempts(async () => {
    const ran = await host.run({ program: program!, args, input, env, timeoutMs: limits.totalMs })
    return judged(ran, program!)
  }, sending)
}

function judged(
  { status, err }: { readonly status: number | null; readonly err: string },
  program: string,
): Attempt {
  if (status === 0) return { came: "through" }
  const name = basename(program)
  const last = err.trim().split("\n").at(-1) ?? ""
  if (status !== null) {
    const reason = `${name} ended with exit code ${status}${last ? `: ${last}` : ""}`
    return { came: "back", reason, passing: status === tryAgain }
  }
  if (/\bENOENT\b/.test(last)) return forGood(`there is no program "${name}"`)
  return forGood(`${name} was not run to its end: ${last || "it was stopped"}`)
}

function variables(notice: Notice): Record<string, string> {
  const { on, note, slot, edition, issue, reason, files, subject, test } = notice
  const values = {
    BRIEF_ON: on,
    BRIEF_NOTE: note,
    BRIEF_SLOT: slot,
    BRIEF_EDITION: edition,
    BRIEF_ISSUE: issue ?? "",
    BRIEF_REASON: (reason ?? "").slice(0, 4000),
    BRIEF_FILES: files.join("\n").slice(0, 32_000),
    BRIEF_SUBJECT: subject,
    BRIEF_TEST: test ? "1" : "",
  }
  // A variable of the environment ends at the first NUL.
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.replaceAll("\0", " ")]),
  )
}
