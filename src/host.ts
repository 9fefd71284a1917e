import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
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
      await mkdir(dirname(path), { recursive: true })
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
