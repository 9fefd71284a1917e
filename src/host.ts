import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { type Aside, aside } from "./host/aside.js"
import { discardFolder, makeFolders, removeEmpty, stage, sweep } from "./host/folders.js"
import { append, freeBytes, lock, reserveIn, run, wait } from "./host/world.js"
import { fail, isPassingCode } from "./model/problem.js"

/** The outside world as far as the toolkit uses it: files, the clock, the environment, a place for messages. */
export interface Host {
  /** The project's folder, which `data/`, `templates/` and `output/` are in. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The present moment, or SOURCE_DATE_EPOCH if it is set. */
  now(): Date
  /** The bytes of a file, or undefined if there is none. `path` is relative to the root or absolute. */
  read(path: string): Promise<Uint8Array | undefined>
  /** The names in a folder, sorted; none if there is no such folder. */
  list(path: string): Promise<readonly string[]>
  /** Writes files, each whole or not at all: all beside their places first, then moved there. Folders are made as needed. */
  write(files: readonly NewFile[]): Promise<void>
  /** Writes a folder beside its place, down to the disk; the files' paths are names in it. If that fails, nothing is left. */
  stage(folder: string, files: readonly NewFile[]): Promise<Staged>
  /** Takes away what stopped programs have left half done in a folder; never what one that runs is at. */
  sweep(folder: string): Promise<void>
  /** Takes a folder away: it is there whole, or not at all. */
  remove(folder: string): Promise<void>
  /** Writes a file into a folder and takes it away again, with the folder if there was none; fails as a write there would. */
  probe(folder: string): Promise<void>
  /**
   * Adds a line to a file, down to the disk; a line that was torn before it stays alone. Where the disk is full it takes the room of
   * the reserve in its folder.
   */
  append(path: string, line: string): Promise<void>
  /** Keeps a reserve of room in a folder, for `append` and `lock` there when the disk is full; none where there is none to spare. */
  reserve(folder: string): Promise<void>
  /** Small texts of this user outside the project, for what cannot be kept in it. */
  readonly aside: Aside
  /** Takes a lock by the name of a file, and gives how to release it; undefined if it could not be had in time. */
  lock(path: string, options?: LockOptions): Promise<(() => Promise<void>) | undefined>
  /** Waits some milliseconds; shorter if the signal is given. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  /** The bytes that may still be written in a folder; undefined if that cannot be known. */
  freeBytes(path: string): Promise<number | undefined>
  /** Runs another program to its end. It never fails: what went wrong is in the outcome. */
  run(program: RunProgram): Promise<RunOutcome>
  /** A message for a person, on standard error. */
  say(line: string): void
}

/** How a lock is taken; every field has a default. */
export interface LockOptions {
  /** How long to wait for it; not at all unless given. */
  readonly waitMs?: number
  /** After what time without a sign of life its owner counts as dead: ten seconds unless given, at least two. */
  readonly staleMs?: number
  readonly signal?: AbortSignal
}

/** A program to run. */
export interface RunProgram {
  readonly program: string
  readonly args?: readonly string[]
  /** What it reads on standard input. */
  readonly input?: string
  /** The project's folder unless given. */
  readonly cwd?: string
  /** The whole environment; that of the host unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** It is killed after this time; never unless given. */
  readonly timeoutMs?: number
}

/** What a program came to. */
export interface RunOutcome {
  /** Its exit code; null if it could not be started, or was killed. */
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** A file to be written. */
export interface NewFile {
  readonly path: string
  readonly bytes: Uint8Array | string
}

/** A folder that is written and waits beside its place. */
export interface Staged {
  /** Puts it in its place in one step; false, and nothing has changed, if something stands there already. */
  place(): Promise<boolean>
  /** Takes it away, unless it is in its place. */
  discard(): Promise<void>
}

/** The real world. `root` is the working folder unless given. */
export function nodeHost({
  root = process.cwd(),
  env = process.env,
  say = (line: string) => void process.stderr.write(`${line}\n`),
}: {
  root?: string
  env?: Record<string, string | undefined>
  say?: (line: string) => void
} = {}): Host {
  const at = (path: string) => resolve(root, path)
  return {
    root,
    env,
    now: () => epoch(env.SOURCE_DATE_EPOCH) ?? new Date(),
    read: path => readFile(at(path)).catch(missing(path, undefined)),
    list: path => readdir(at(path)).then(names => names.sort(), missing(path, [])),
    write: files => writeWhole(files.map(f => ({ ...f, path: at(f.path) }))),
    stage: (folder, files) => stage(at(folder), files),
    sweep: folder => sweep(at(folder)),
    remove: folder => discardFolder(at(folder)),
    probe: folder => probe(at(folder)),
    append: (path, line) => append(at(path), line),
    reserve: folder => reserveIn(at(folder)),
    aside: aside(),
    lock: (path, options) => lock(at(path), options),
    wait,
    freeBytes: path => freeBytes(at(path)),
    run: program => run({ cwd: root, env, ...program }),
    say,
  }
}

/** The moment that SOURCE_DATE_EPOCH names, in whole seconds since 1970 as reproducible-builds.org has it. */
function epoch(seconds: string | undefined): Date | undefined {
  if (seconds === undefined || seconds === "") return undefined
  if (/^\d{1,12}$/.test(seconds)) return new Date(Number(seconds) * 1000)
  fail(`SOURCE_DATE_EPOCH is "${seconds}", which is no number of seconds`, {
    hint: "unset it, or set it to `date +%s`",
  })
}

async function probe(folder: string): Promise<void> {
  const made = await makeFolders(folder)
  const file = join(folder, partName())
  try {
    await writeFile(file, "")
    await rm(file)
  } finally {
    if (made) await removeEmpty(folder, made)
  }
}

const partName = () => `.${process.pid}-${Math.random().toString(36).slice(2)}.part`

/** What is not there is undefined or empty; what cannot be read is a Problem. */
function missing<T>(file: string, instead: T): (error: NodeJS.ErrnoException) => T {
  return error => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return instead
    fail(`this cannot be read (${error.code})`, {
      place: { file },
      hint: "mend its rights, or what stands in its place",
      passing: isPassingCode(error.code),
    })
  }
}

async function writeWhole(files: readonly NewFile[]): Promise<void> {
  const parts: { readonly part: string; readonly path: string }[] = []
  try {
    for (const { path, bytes } of files) {
      await makeFolders(dirname(path))
      if ((await stat(path).catch(() => undefined))?.isDirectory()) await readFile(path)
      const part = join(dirname(path), partName())
      parts.push({ part, path })
      await writeFile(part, bytes, { flush: true })
    }
    for (const { part, path } of parts) await rename(part, path)
  } catch (error) {
    for (const { part } of parts) await rm(part, { force: true })
    throw error
  }
}
