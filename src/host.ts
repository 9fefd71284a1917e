import { createHash } from "node:crypto"
import { readFileSync, readlinkSync } from "node:fs"
import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat, writeFile } from "node:fs/promises"
import { hostname } from "node:os"
import { dirname, join, resolve } from "node:path"
import { fail } from "./model/problem.js"

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
  /** Writes a file into a folder and takes it away again; fails as a write there would. */
  probe(folder: string): Promise<void>
  /** A message for a person, on standard error. */
  say(line: string): void
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
  await makeFolders(folder)
  const file = join(folder, partName())
  await writeFile(file, "")
  await rm(file)
}

const partName = () => `.${process.pid}-${Math.random().toString(36).slice(2)}.part`

/** What is not there is undefined or empty; what cannot be read is a Problem. */
function missing<T>(file: string, instead: T): (error: NodeJS.ErrnoException) => T {
  return error => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return instead
    fail(`this cannot be read (${error.code})`, {
      place: { file },
      hint: "mend its rights, or what stands in its place",
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

/**
 * Makes a folder and those above it; gives the first that was not there. Node's own way to do this does not end in folders
 * that a system keeps for itself, such as /proc.
 */
async function makeFolders(folder: string): Promise<string | undefined> {
  try {
    await mkdir(folder)
    return folder
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === "EEXIST" && (await stat(folder)).isDirectory()) return undefined
    if (code !== "ENOENT" || dirname(folder) === folder) throw error
    const first = await makeFolders(dirname(folder))
    await mkdir(folder).catch(again => {
      if (again.code !== "EEXIST") throw again
    })
    return first ?? folder
  }
}

async function stage(place: string, files: readonly NewFile[]): Promise<Staged> {
  const part = join(dirname(place), partFolder())
  const made = await makeFolders(part)
  const discard = async () => {
    await rm(part, { recursive: true, force: true })
    await removeEmpty(dirname(part), made ?? part)
  }
  try {
    for (const { path, bytes } of files) await writeFile(join(part, path), bytes, { flush: true })
    await flushFolders(part, dirname(made ?? part))
  } catch (error) {
    await discard().catch(() => {})
    throw error
  }
  return { discard, place: () => placeFolder(part, place) }
}

/** One rename: a folder never takes the place of one that has files, whatever two programs do at once. */
async function placeFolder(part: string, place: string): Promise<boolean> {
  try {
    await rename(part, place)
  } catch (error) {
    const there = await stat(place).catch(() => undefined)
    if (there) return false
    throw error
  }
  await flushFolders(dirname(place), dirname(place))
  return true
}

/** Takes away the folders from `folder` up to `first`, which were made for nothing, as long as they are empty. */
async function removeEmpty(folder: string, first: string): Promise<void> {
  if (!folder.startsWith(first)) return
  const gone = await rmdir(folder).then(
    () => true,
    () => false,
  )
  if (gone) await removeEmpty(dirname(folder), first)
}

/** Writes the names in a folder and in those above it up to `last` down to the disk, where the system can. */
async function flushFolders(folder: string, last: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
  if (folder !== last && dirname(folder) !== folder) await flushFolders(dirname(folder), last)
}

/** In one step out of its place, under a name that is swept; then away. */
async function discardFolder(folder: string): Promise<void> {
  const part = join(dirname(folder), partFolder())
  await rename(folder, part)
  await rm(part, { recursive: true, force: true })
}

const foreignAfterMs = 3_600_000

/**
 * The name of a folder that is not in its place says whose it is: the system it runs on, its process and when that began.
 * So a stopped program of this system is known for certain. One of another system, such as another container or another
 * machine that shares the folder, cannot be asked: what it left is taken away after an hour by the folder's own clock.
 */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(n => n.startsWith(".part-"))) {
    const left = join(folder, name)
    if (hasEnded(name) ?? (await isOld(left))) await discardFolder(left).catch(() => {})
  }
}

const partFolder = () =>
  `.part-${system()}-${process.pid}-${beginning(process.pid) ?? 0}-${Math.random().toString(36).slice(2, 10)}`

/** Whether the process that a name tells of has ended; undefined if that cannot be known here. */
function hasEnded(name: string): boolean | undefined {
  const [, owner, pid, begun] = /^\.part-([0-9a-f]+)-(\d+)-(\d+)-/.exec(name) ?? []
  if (owner !== system()) return undefined
  if (begun !== "0") return beginning(Number(pid)) !== begun
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH"
  }
}

let known: string | undefined

/** Where process numbers mean what they mean here: on Linux this start of the machine and this container, else the machine. */
function system(): string {
  if (known) return known
  const parts = [
    attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")) ?? hostname(),
    attempt(() => readlinkSync("/proc/self/ns/pid")) ?? process.platform,
  ]
  known = createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 12)
  return known
}

/** When a running process began, as Linux counts it; undefined if none runs, or elsewhere. See proc_pid_stat(5), field 22. */
function beginning(pid: number): string | undefined {
  const line = attempt(() => readFileSync(`/proc/${pid}/stat`, "latin1"))
  const [state, ...fields] = line?.slice(line.lastIndexOf(")") + 2).split(" ") ?? []
  return state === "Z" || state === "X" ? undefined : fields[18]
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

async function isOld(left: string): Promise<boolean> {
  const mine = join(dirname(left), partFolder())
  try {
    await mkdir(mine)
    const [now, then] = await Promise.all([stat(mine), stat(left)])
    return now.mtimeMs - then.mtimeMs > foreignAfterMs
  } catch {
    return false
  } finally {
    await rmdir(mine).catch(() => {})
  }
}
