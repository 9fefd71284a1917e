import { spawn } from "node:child_process"
import { type FileHandle, open, rmdir, stat, statfs } from "node:fs/promises"
import { dirname } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { LockOptions, RunOutcome, RunProgram } from "../host.js"
import { makeFolders } from "./folders.js"
import { keepReserve, withReserve } from "./reserve.js"

/**
 * Adds a line to a file and flushes it, at need in the room of the folder's reserve; a line that was torn before it is ended first, so
 * that it stays alone.
 */
export async function append(path: string, line: string): Promise<void> {
  await makeFolders(dirname(path))
  await withReserve(dirname(path), () => appendOnce(path, line))
}

async function appendOnce(path: string, line: string): Promise<void> {
  const file = await open(path, "a+")
  try {
    const { size } = await file.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await file.read(last, 0, 1, size - 1)
    const torn = size > 0 && last.toString() !== "\n"
    const bytes = Buffer.from(`${torn ? "\n" : ""}${line}\n`)
    await writeOrTakeBack(file, bytes, size)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Of a line that finds no room its beginning is taken back, unless somebody has written behind it. */
async function writeOrTakeBack(file: FileHandle, bytes: Buffer, size: number): Promise<void> {
  let done = 0
  try {
    while (done < bytes.length) done += (await file.write(bytes, done)).bytesWritten
  } catch (error) {
    if (done > 0 && (await file.stat()).size === size + done) await file.truncate(size).catch(() => {})
    throw error
  }
}

// A file that grows too large is an error of its writing; the lock's library would take the signal for the program's end.
const unheard = () => {}

/** Takes a lock, waiting for it; undefined if it could not be had in time. One that a dead program left is taken over. */
export async function lock(
  path: string,
  { waitMs = 0, staleMs = 10_000, signal }: LockOptions = {},
): Promise<(() => Promise<void>) | undefined> {
  await makeFolders(dirname(path))
  // Imported here, since the library listens to signals from then on.
  const { default: lockfile } = await import("proper-lockfile")
  process.off("SIGXFSZ", unheard).on("SIGXFSZ", unheard)
  const until = performance.now() + waitMs
  const isLeft = leftByItsOwner(`${path}.lock`, staleMs)
  for (;;) {
    try {
      const release = await withReserve(dirname(path), () =>
        lockfile.lock(path, { realpath: false, stale: staleMs, onCompromised: () => {} }),
      )
      return () => release().catch(() => {})
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error
    }
    if (performance.now() >= until || signal?.aborted) return undefined
    await wait(Math.min(250, staleMs / 4), signal)
    if (await isLeft()) await rmdir(`${path}.lock`).catch(() => {})
  }
}

/**
 * Whether nobody has renewed a lock for as long as every living owner does. The lock's library compares its time with the clock: one
 * that was left before the clock was put back would be waited for until that time has come again.
 */
function leftByItsOwner(lock: string, staleMs: number): () => Promise<boolean> {
  let seen: { readonly mtimeMs: number; readonly since: number } | undefined
  return async () => {
    const mtimeMs = (await stat(lock).catch(() => undefined))?.mtimeMs
    if (mtimeMs === undefined) seen = undefined
    else if (seen?.mtimeMs !== mtimeMs) seen = { mtimeMs, since: performance.now() }
    return seen !== undefined && performance.now() - seen.since > staleMs
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

/** Keeps a reserve in a folder, if there is room for it. */
export async function reserveIn(folder: string): Promise<void> {
  await keepReserve(folder, await freeBytes(folder).catch(() => undefined))
}

/** So many characters of a program's output are kept, the last: enough for all that systemd says of a machine's services. */
const longestOutput = 1_000_000

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
      said[stream] = (said[stream] + text).slice(-longestOutput)
    }
    child.stdout.setEncoding("utf8").on("data", keep("out"))
    child.stderr.setEncoding("utf8").on("data", keep("err"))
    child.stdin.on("error", () => {})
    child.on("error", error => done({ status: null, ...said, err: error.message }))
    // What a program leaves running behind it may hold its output open; that is not waited for.
    child.on("exit", () => {
      const letGo = setTimeout(() => void [child.stdout, child.stderr].map(stream => stream.destroy()), 1000)
      child.on("close", () => clearTimeout(letGo))
    })
    child.on("close", (status, signal) =>
      done({ status, ...said, ...(signal && { err: `${said.err}ended by ${signal}` }) }),
    )
    child.stdin.end(input)
  })
}
