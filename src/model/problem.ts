/** Where a problem stands: a file of the project, and if known the line and column (from 1) and the path inside it. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
  /** The path inside a JSON file, such as `positions[3].verb`; or the element of a page. */
  readonly path?: string
}

/** Something a curator, an editor or an operator can mend: where it is, what is wrong, what to do. */
export interface Problem {
  readonly severity: "error" | "warning"
  readonly place?: Place
  readonly what: string
  readonly hint?: string
  /** It may pass by itself, as a full disk or a browser that died may: the same may be tried again. */
  readonly passing?: true
}

/** Thrown when work cannot go on; it carries every problem found so far, never only the first. */
export class ProblemError extends Error {
  override readonly name = "ProblemError"
  /** The command was called wrongly, rather than its input being wrong. */
  readonly usage: boolean
  constructor(
    readonly problems: readonly Problem[],
    { usage = false }: { usage?: boolean } = {},
  ) {
    super(problems.map(formatProblem).join("\n"))
    this.usage = usage
  }
}

/** One problem as an error, for the places where only one thing can be wrong. */
export function fail(
  what: string,
  more: { place?: Place | undefined; hint?: string | undefined; passing?: boolean | undefined } = {},
): never {
  throw new ProblemError([problem(what, more)])
}

/** A problem as plain data. `severity` is "error" unless given. */
export function problem(
  what: string,
  {
    severity = "error",
    place,
    hint,
    passing,
  }: {
    severity?: "error" | "warning"
    place?: Place | undefined
    hint?: string | undefined
    passing?: boolean | undefined
  } = {},
): Problem {
  return {
    ...{ severity, what },
    ...(place && { place }),
    ...(hint && { hint }),
    ...(passing && { passing }),
  }
}

/** What a system says of a lack that may end by itself: no room, too many files open, a device that failed, a file in use. */
const passingCodes =
  /^(ENOSPC|EDQUOT|EFBIG|EMFILE|ENFILE|ENOMEM|EIO|EAGAIN|EBUSY|ETXTBSY|ESTALE|EINTR|ETIMEDOUT|ECONNRESET|EPIPE)$/

/** Whether an error may pass by itself: then the same may be tried again. A mistake in data or prose does not, nor a fault. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ProblemError) {
    const errors = error.problems.filter(p => p.severity === "error")
    return errors.length > 0 && errors.every(p => p.passing)
  }
  return isPassingCode((error as NodeJS.ErrnoException | undefined)?.code)
}

/** Whether the code of a system's error, such as ENOSPC, stands for what may pass. */
export const isPassingCode = (code: string | undefined) => code !== undefined && passingCodes.test(code)

/** A problem as two lines of text: `file:line:column  path: what`, then the hint. */
export function formatProblem({ place, what, hint, severity }: Problem): string {
  const at = place ? [place.file, place.line, place.column].filter(p => p !== undefined).join(":") : ""
  const path = place?.path ? `${place.path}: ` : ""
  const head = `${at}${at ? "  " : ""}${severity === "warning" ? "warning: " : ""}${path}${what}`
  return hint ? `${head}\n  hint: ${hint}` : head
}

/** The same problem is told once, however many files it touches. */
export function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map(p => [JSON.stringify(p), p])).values()]
}

/** Ends the work with all problems if one of them is an error. */
export function failOnErrors(problems: readonly Problem[]): void {
  if (problems.some(p => p.severity === "error")) throw new ProblemError(distinct(problems))
}
