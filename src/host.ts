import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises"
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
  /** Writes a file whole or not at all: beside its place first, then moved there. Folders are made as needed. */
  write(path: string, bytes: Uint8Array | string): Promise<void>
  /** Writes a file into a folder and takes it away again; fails as a write there would. */
  probe(folder: string): Promise<void>
  /** A message for a person, on standard error. */
  say(line: string): void
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
    read: path => readFile(at(path)).catch(missing(undefined)),
    list: path => readdir(at(path)).then(names => names.sort(), missing([])),
    write: (path, bytes) => writeWhole(at(path), bytes),
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
  await mkdir(folder, { recursive: true })
  const file = join(folder, partName())
  await writeFile(file, "")
  await rm(file)
}

const partName = () => `.${process.pid}-${Math.random().toString(36).slice(2)}.part`

function missing<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return error => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return instead
    throw error
  }
}

async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = join(dirname(path), partName())
  try {
    await writeFile(beside, bytes, { flush: true })
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
