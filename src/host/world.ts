import { spawn } from "node:child_process"
import { open, stat, statfs } from "node:fs/promises"
import { dirname } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import lockfile from "proper-lockfile"
import type { LockOptions, RunOutcome, RunProgram } from "../host.js"
import { makeFolders } from "./folders.js"

/** Adds a line to a file and flushes it; a line that was torn before it is ended first, so that it stays alone. */
export async function append(path: string, line: string): Promise<void> {
  await makeFolders(dirname(path))
  const file = await open(path, "a+")
  try {
    const { size } = await file.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await file.read(last, 0, 1, size - 1)
    const torn = size > 0 && last.toString() !== "\n"
    await file.appendFile(`${torn ? "\n" : ""}${line}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Takes a lock, waiting for it; undefined if it could not be had in time. One that a dead program left is taken over. */
export async function lock(
  path: string,
  { waitMs = 0, staleMs = 10_000, signal }: LockOptions = {},
): Promise<(() => Promise<void>) | undefined> {
  await makeFolders(dirname(path))
  const until = performance.now() + waitMs
  for (;;) {
    try {
      const release = await lockfile.lock(path, { realpath: false, stale: staleMs, onCompromised: () => {} })
      return () => release().catch(() => {})
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error
    }
    if (performance.now() >= until || signal?.aborted) return undefined
    await wait(Math.min(250, staleMs / 4), signal)
  }
}

/** Waits some time, in milliseconds; shorter if the signal is given. */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { ...(signal && { signal }) }).catch(() => {})
}

/** The bytes that a user may still write where a folder is or would be; undefined if that cannot be known. */
export async function freeBytes(path: string): Promise<number | undefined> {
  const there = await stat(path).catch(() => undefined)
  if (!there) return dirname(path) === path ? undefined : freeBytes(dirname(path))
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

/** Runs a program to its end, with a text on its standard input. Never fails: what went wrong is in the outcome. */
export function run({
  program,
  args = [],
  input = "",
  cwd,
  env,
  timeoutMs,
}: RunProgram): Promise<RunOutcome> {
  return new Promise(done => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ["pipe", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    })
    const said = { out: "", err: "" }
    const keep = (stream: "out" | "err") => (text: string) => {
      said[stream] = (said[stream] + text).slice(-20_000)
    }
    child.stdout.setEncoding("utf8").on("data", keep("out"))
    child.stderr.setEncoding("utf8").on("data", keep("err"))
    child.stdin.on("error", () => {})
    child.on("error", error => done({ status: null, ...said, err: error.message }))
    child.on("close", (status, signal) =>
      done({ status, ...said, ...(signal && { err: `${said.err}ended by ${signal}` }) }),
    )
    child.stdin.end(input)
  })
}
