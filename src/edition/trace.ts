import type { Host } from "../host.js"
import { fail, type Problem, ProblemError, problem } from "../model/problem.js"
import { type Claim, type Trace, trace as traceSchema } from "../model/trace.js"
import { nearest } from "../references.js"
import { compareWords, searchWords, type WordChanges } from "../render/trace/compare.js"
import type { IssuedFile } from "../render/trace/seal.js"
import { printOf, sha256 } from "../render/trace/words.js"

/**
 * What became of a file since it was issued. "unknown" is said where a program that saved it has lost the print of its
 * words; then it is only told which claims are nowhere in it. "trace altered" outweighs all: nothing the trace says holds.
 */
export type FileState = "as issued" | "saved again" | "words changed" | "unknown" | "trace altered"

/** An issued file's trace, and what became of the file. */
export interface TracedFile extends WordChanges {
  readonly file: string
  readonly kind: "pdf" | "docx"
  readonly state: FileState
  /** The claims asked for; all unless some were. */
  readonly trace: Trace
  /** Insertions and deletions in a Word file that wait to be accepted. */
  readonly trackedChanges: number
  /** What a reader should know: the words or the trace were changed. */
  readonly problems: readonly Problem[]
}

/**
 * Reads the trace of an issued PDF or Word file, and compares the file with what was issued. It needs the file alone.
 * A file that cannot be read, has no trace or a damaged one is a ProblemError; so is a claim or fact that it does not have.
 */
export async function readTrace(
  file: string,
  { claim, facts }: { claim?: string; facts?: string },
  host: Host,
): Promise<TracedFile> {
  const issued = await readIssued(file, host)
  const whole = parseTrace(issued.trace, file)
  const found = stateOf(issued)
  const changes = changesOf(whole, issued, found)
  const { kind, trackedChanges } = issued
  const altered = traceProblems(issued, file)
  const state = altered.length > 0 ? "trace altered" : found
  const problems = [...altered, ...stateProblems(found, changes, file)]
  const claims = chosen(whole.claims, { claim, facts })
  return { file, kind, state, trace: { ...whole, claims }, ...changes, trackedChanges, problems }
}

async function readIssued(file: string, host: Host): Promise<IssuedFile> {
  const place = { file }
  const bytes = await host.read(file)
  if (!bytes)
    fail("there is no such file", { place, hint: "name a PDF or Word file that `brief build` made" })
  const begins = (...start: readonly number[]) => start.every((byte, i) => bytes[i] === byte)
  if (Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-")) {
    const { readIssuedPdf } = await import("../render/pdf/readtrace.js")
    return readIssuedPdf(bytes, file)
  }
  if (begins(0x50, 0x4b)) {
    const { readIssuedDocx } = await import("../render/docx/readtrace.js")
    return readIssuedDocx(bytes, file)
  }
  if (begins(0xd0, 0xcf, 0x11, 0xe0))
    fail("this is a Word file with a password, or of the kind before 2007", {
      place,
      hint: "save it as .docx without a password, and read that",
    })
  return fail("this is neither a PDF nor a Word file", { place, hint: "name a .pdf or .docx file" })
}

function parseTrace(text: string | undefined, file: string): Trace {
  const place = { file }
  const hint = "ask whoever sent it for the file as it was issued"
  if (text === undefined)
    fail("this file has no trace: it was not issued with one, or a program that saved it left it out", {
      place,
      hint,
    })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    fail("the trace in this file is damaged: it is no JSON", { place, hint })
  }
  const parsed = traceSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ProblemError(
    parsed.error.issues.slice(0, 5).map(({ path, message }) =>
      problem(`the trace in this file is damaged: ${message}`, {
        place: { file, path: path.join(".") },
        hint,
      }),
    ),
  )
}

function stateOf({ intact, seal, tokens }: IssuedFile): FileState {
  if (intact) return "as issued"
  if (!seal) return "unknown"
  return printOf(tokens).words === seal.words ? "saved again" : "words changed"
}

function changesOf(trace: Trace, { seal, tokens }: IssuedFile, state: FileState): WordChanges {
  if (state === "unknown" || !seal) return searchWords(trace, tokens)
  if (state === "words changed") return compareWords(trace, { marks: seal.marks, tokens })
  return { missing: [], unknownNumbers: [], added: [] }
}

function traceProblems({ trace = "", seal }: IssuedFile, file: string): readonly Problem[] {
  if (!seal || sha256(trace) === seal.trace) return []
  const hint = "do not rely on it; ask for the file as it was issued"
  return [problem("the trace in this file was altered since it was issued", { place: { file }, hint })]
}

function stateProblems(state: FileState, { missing }: WordChanges, file: string): readonly Problem[] {
  const place = { file }
  if (state === "unknown")
    return [
      problem("a program that saved this file has lost its seal: whether its words changed cannot be told", {
        place,
        hint: "compare it with the file as it was issued",
      }),
    ]
  if (state !== "words changed") return []
  const gone = missing.length === 0 ? "" : `; ${missing.length} of its claims no longer stand`
  return [
    problem(`the words of this file were changed since it was issued${gone}`, {
      place,
      hint: "check what was changed against the reports: the trace does not cover it",
    }),
  ]
}

function chosen(
  claims: readonly Claim[],
  { claim, facts }: { claim: string | undefined; facts: string | undefined },
): Claim[] {
  const ids = claims.map(({ id }) => id)
  const known = new Set(claims.flatMap(c => [...c.facts, ...(c.computation?.inputs ?? [])]))
  if (claim !== undefined && !ids.includes(claim)) unknown(`the trace has no claim "${claim}"`, claim, ids)
  if (facts !== undefined && !known.has(facts)) unknown(`no claim rests on a fact "${facts}"`, facts, known)
  const rests = (c: Claim) =>
    facts === undefined || c.facts.includes(facts) || c.computation?.inputs.includes(facts)
  return claims.filter(c => (claim === undefined || c.id === claim) && rests(c))
}

function unknown(what: string, name: string, names: Iterable<string>): never {
  const near = nearest(name, names)
  const hint = near
    ? `did you mean "${near}"?`
    : "run `brief trace` on the file without it to see what there is"
  throw new ProblemError([problem(what, { hint })], { usage: true })
}
