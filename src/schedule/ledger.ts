import type { Host } from "../host.js"
import { fail, type Problem, ProblemError, problem } from "../model/problem.js"
import { type RunLine, runLine } from "../model/runs.js"

const ledgerName = "runs.jsonl"

/** Where the run ledger is: in the folder of the editions. */
export const ledgerOf = (out: string) => `${out}/${ledgerName}`

/** The lines of the run ledger in their order, and a warning for each that is none. */
export interface Ledger {
  readonly lines: readonly RunLine[]
  readonly problems: readonly Problem[]
}

/** A ledger as it was read: its bytes up to the last whole line, how many lines those are, and what they say. */
interface Read extends Ledger {
  readonly bytes: Uint8Array
  readonly count: number
}

const before = new WeakMap<Host, Map<string, Read>>()
const nothing: Read = { bytes: new Uint8Array(), count: 0, lines: [], problems: [] }

/** Reads the run ledger; without one nothing has run. What it said before is not read again: it is only ever added to. */
export async function readLedger({ out, host }: { out: string; host: Host }): Promise<Ledger> {
  const isThere = (await host.list(out)).includes(ledgerName)
  const bytes = (isThere ? await host.read(ledgerOf(out)) : undefined) ?? new Uint8Array()
  const reads = before.get(host) ?? new Map<string, Read>()
  before.set(host, reads)
  const known = reads.get(out) ?? nothing
  const start = beginsWith(bytes, known.bytes) ? known : nothing
  const end = bytes.lastIndexOf(newline) + 1
  const more = parse(bytes.subarray(start.bytes.length, end), ledgerOf(out), start.count)
  const whole = { ...join(start, more), bytes: bytes.subarray(0, end), count: more.count - 1 }
  reads.set(out, whole)
  return join(whole, parse(bytes.subarray(end), ledgerOf(out), whole.count))
}

const newline = 10

const beginsWith = (bytes: Uint8Array, start: Uint8Array) =>
  bytes.length >= start.length && Buffer.compare(bytes.subarray(0, start.length), start) === 0

const join = (a: Ledger, b: Ledger): Ledger => ({
  lines: [...a.lines, ...b.lines],
  problems: [...a.problems, ...b.problems],
})

/**
 * The lines of a run ledger. One that was torn, or is of a kind unknown here, is passed over with a warning that names it: what
 * it told is decided anew from what stands in the folder.
 */
export function parseLedger(bytes: Uint8Array | undefined, file: string): Ledger {
  const { lines, problems } = parse(bytes, file, 0)
  return { lines, problems }
}

/** The same of a part, before which there are so many lines; and how many there are with its own. */
function parse(bytes: Uint8Array | undefined, file: string, earlier: number): Ledger & { count: number } {
  const lines: RunLine[] = []
  const problems: Problem[] = []
  const texts = new TextDecoder().decode(bytes).split("\n")
  for (const [i, text] of texts.entries()) {
    if (text === "") continue
    const line = parseLine(text)
    if (line) lines.push(line)
    else problems.push(passedOver(file, earlier + i + 1, text))
  }
  return { lines, problems, count: earlier + texts.length }
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
export async function record(line: RunLine, place: { out: string; host: Host }): Promise<void> {
  await recordLines([line], place)
}

/** Adds several lines at once; a ledger that cannot be written is among the problems given. */
export async function recordAll(
  lines: readonly RunLine[],
  place: { out: string; host: Host },
): Promise<readonly Problem[]> {
  try {
    if (lines.length > 0) await recordLines(lines, place)
    return []
  } catch (error) {
    if (error instanceof ProblemError) return error.problems
    throw error
  }
}

/** Without the characters that no text may have: with them it would be passed over, and what it tells be done again. */
const lineText = (line: RunLine) => JSON.stringify(line).replace(/[\uFDD0-\uFDEF]/g, " ")

async function recordLines(
  lines: readonly RunLine[],
  { out, host }: { out: string; host: Host },
): Promise<void> {
  try {
    await host.append(ledgerOf(out), lines.map(lineText).join("\n"))
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
