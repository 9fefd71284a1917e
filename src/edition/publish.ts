import type { Host, NewFile, Staged } from "../host.js"
import { ProblemError, problem } from "../model/problem.js"

/** An edition as it shall stand in its folder: the files' paths are names in it. */
export interface ReadyEdition {
  readonly folder: string
  readonly files: readonly NewFile[]
}

/**
 * Puts editions in their places, each whole or not at all: all are written beside their places first, then each is moved
 * with one rename. Tells of each whether it is there now; false if its place was taken meanwhile. What cannot be written is a
 * ProblemError, and then none is left half done.
 */
export async function publish(
  ready: readonly ReadyEdition[],
  { out, host }: { out: string; host: Host },
): Promise<readonly boolean[]> {
  const staged: Staged[] = []
  const placed: boolean[] = []
  try {
    for (const { folder, files } of ready) staged.push(await host.stage(folder, files))
    for (const one of staged) placed.push(await one.place())
    return placed
  } catch (error) {
    throw writingProblem(error as NodeJS.ErrnoException, out)
  } finally {
    await Promise.all(staged.filter((_, i) => !placed[i]).map(one => one.discard().catch(() => {})))
  }
}

function writingProblem(error: NodeJS.ErrnoException, out: string): Error {
  if (!error.code) return error
  const hint = "choose another folder with --out, or mend the rights of this one; `brief doctor` tests it"
  return new ProblemError([
    problem(`the files cannot be written (${error.code})`, {
      place: { file: out },
      hint: error.code === "ENOSPC" || error.code === "EDQUOT" ? "make room on the disk" : hint,
      passing: true,
    }),
  ])
}
