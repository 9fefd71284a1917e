import { createHash } from "node:crypto"
import { readFileSync, readlinkSync } from "node:fs"
import { mkdir, open, readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises"
import { hostname } from "node:os"
import { dirname, join } from "node:path"
import type { NewFile, Staged } from "../host.js"

/**
 * Makes a folder and those above it; gives the first that was not there. Node's own way to do this does not end in folders
 * that a system keeps for itself, such as /proc.
 */
export async function makeFolders(folder: string): Promise<string | undefined> {
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

/** Writes a folder beside its place, down to the disk. */
export async function stage(place: string, files: readonly NewFile[]): Promise<Staged> {
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
export async function removeEmpty(folder: string, first: string): Promise<void> {
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
export async function discardFolder(folder: string): Promise<void> {
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
export async function sweep(folder: string): Promise<void> {
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
