import { ProblemError, problem } from "../../model/problem.js"
import type { BrowserProcess } from "./process.js"

/** What `work` gives, unless the browser ends first or the time is over. */
export async function inTime<T>(work: Promise<T>, browser: BrowserProcess, timeoutMs: number): Promise<T> {
  work.catch(() => {})
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(stopped(`gave no answer for ${timeoutMs / 1000} s`)), timeoutMs)
  })
  const died = browser.ended.then(said =>
    Promise.reject(stopped(said ? `ended: ${said}` : "ended unexpectedly")),
  )
  try {
    return await Promise.race([work, late, died])
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw stopped(`could not print: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`)
  } finally {
    clearTimeout(timer)
    died.catch(() => {})
  }
}

function stopped(what: string): ProblemError {
  return new ProblemError([
    problem(`the browser that prints PDF files ${what}`, {
      hint: "build again; if it stays so, see `brief doctor`",
    }),
  ])
}
