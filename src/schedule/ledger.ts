import type { Host } from "../host.js"
import { fail, type Problem, problem } from "../model/problem.js"
import { type RunLine, runLine } from "../model/runs.js"

const ledgerName = "runs.jsonl"

/** Where the run ledger is: in the folder of the editions. */
export const ledgerOf = (out: string) => `${out}/${ledgerName}`

/** The lines of the run ledger in their order, and a warning for each that is none. */
export interface Ledger {
  readonly lines: readonly RunLine[]
  readonly problems: readonly Problem[]
}

/** Reads the run ledger; without one nothing has run. */
export async function readLedger({ out, host }: { out: string; host: Host }): Promise<Ledger> {
  const isThere = (await host.list(out)).includes(ledgerName)
  return parseLedger(isThere ? await host.read(ledgerOf(out)) : undefined, ledgerOf(out))
}

/**
 * The lines of a run ledger. One that was torn, or is of a kind unknown here, is passed over with a warning that names it: what
 * it told is decided anew from what stands in the folder.
 */
export function parseLedger(bytes: Uint8Array | undefined, file: string): Ledger {
  const lines: RunLine[] = []
  const problems: Problem[] = []
  for (const [i, text] of new TextDecoder().decode(bytes).split("\n").entries()) {
    if (text === "") continue
    const line = parseLine(text)
    if (line) lines.push(line)
    else problems.push(passedOver(file, i + 1, text))
  }
  return { lines, problems }
}

function parseLine(text: string): RunLine | undefined {
  try {
    return runLine.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function passedOver(file: string, line: number, text: string): Problem {
  const [what, hint] = isJson(text)
    ? ["a later version", "use the version that wrote it"]
    : ["a crash", "nothing needs to be done"]
  return problem(`this line says nothing known and was passed over; ${what} may have left it`, {
    ...{ severity: "warning", place: { file, line }, hint },
  })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Adds a line to the run ledger, down to the disk. A ledger that cannot be written is a ProblemError that may pass. */
export async function record(line: RunLine, { out, host }: { out: string; host: Host }): Promise<void> {
  try {
    await host.append(ledgerOf(out), JSON.stringify(line))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code) throw error
    const room = code === "ENOSPC" || code === "EDQUOT"
    fail(`the run ledger cannot be written (${code})`, {
      place: { file: ledgerOf(out) },
      hint: room ? "make room on the disk" : "mend the rights of the folder; `brief doctor` tests it",
      passing: true,
    })
  }
}
