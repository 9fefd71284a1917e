import { setTimeout as wait } from "node:timers/promises"
import { ProblemError, problem } from "../../model/problem.js"
import type { BrowserProcess } from "./process.js"

const graceMs = 300

/** What `work` gives, unless the browser ends first or the time is over; what goes wrong is a ProblemError. */
export async function inTime<T>(work: Promise<T>, browser: BrowserProcess, timeoutMs: number): Promise<T> {
  work.catch(() => {})
  const over = new AbortController()
  const late = wait(timeoutMs, undefined, { signal: over.signal }).then(() => {
    throw stopped(`gave no answer for ${timeoutMs / 1000} s`)
  })
  const died = browser.ended.then(said => Promise.reject(ended(said)))
  late.catch(() => {})
  died.catch(() => {})
  try {
    return await Promise.race([work, late, died])
  } catch (error) {
    throw error instanceof ProblemError ? error : await whyFailed(error, browser)
  } finally {
    over.abort()
  }
}

/** A browser that ends cuts its messages off first and is seen to have ended a moment later. */
async function whyFailed(error: unknown, browser: BrowserProcess): Promise<ProblemError> {
  const said = await Promise.race([browser.ended, wait(graceMs, undefined, { ref: false })])
  if (said !== undefined) return ended(said)
  return stopped(`could not print: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`)
}

const ended = (said: string) => stopped(said ? `ended: ${said}` : "ended unexpectedly")

function stopped(what: string): ProblemError {
  return new ProblemError([
    problem(`the browser that prints PDF files ${what}`, {
      hint: "build again; if it stays so, see `brief doctor`",
      passing: true,
    }),
  ])
}
