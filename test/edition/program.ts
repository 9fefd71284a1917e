import { spawn } from "node:child_process"
import { cpSync, mkdirSync, symlinkSync } from "node:fs"
import { homedir, hostname } from "node:os"
import { join, resolve } from "node:path"

/** A project of its own in `root`: data, templates, and the program compiled from the sources as they are now. */
export function projectAt(root: string): string {
  mkdirSync(root, { recursive: true })
  for (const part of ["data", "templates", "package.json"])
    cpSync(part, join(root, part), { recursive: true })
  symlinkSync(resolve("node_modules"), join(root, "node_modules"))
  cpSync(process.env.BRIEF_COMPILED!, join(root, "dist"), { recursive: true })
  return root
}

/** Another project with the same files. */
export function copyOf(project: string, root: string): string {
  mkdirSync(root, { recursive: true })
  for (const part of ["data", "templates", "package.json", "dist"])
    cpSync(join(project, part), join(root, part), { recursive: true })
  symlinkSync(resolve("node_modules"), join(root, "node_modules"))
  return root
}

/** Runs the project's own program to its end. */
export function brief(
  root: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, "dist/cli.js"), ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", ...env },
  })
  const said = { stdout: "", stderr: "" }
  child.stdout.setEncoding("utf8").on("data", text => {
    said.stdout += text
  })
  child.stderr.setEncoding("utf8").on("data", text => {
    said.stderr += text
  })
  return new Promise(done => {
    child.on("close", status => done({ status, ...said }))
  })
}

/** What names this machine and place, as far as it is too long to stand in a word or a hash by chance. */
export const namesOfHere = (): readonly string[] =>
  [process.cwd(), hostname(), homedir()].filter(name => name.length > 5)

/** Numbers from 0 to 1 by chance, the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
