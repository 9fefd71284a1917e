import { constants } from "node:fs"
import { access } from "node:fs/promises"
import { delimiter, join } from "node:path"
import type { PackagedBrowser } from "./packaged.js"
import { packagedBrowser, unpackedAt } from "./packaged.js"

type Environment = Readonly<Record<string, string | undefined>>

/** A browser that could be started. Nothing was started or unpacked to find it. */
export type FoundBrowser =
  /** Named by PUPPETEER_EXECUTABLE_PATH. */
  | { readonly kind: "given"; readonly path: string; readonly runnable: boolean }
  /** Inside the npm package; `path` is undefined until it is unpacked for the first time. */
  | { readonly kind: "packaged"; readonly path: string | undefined; readonly browser: PackagedBrowser }
  /** Chrome, Chromium or Edge as installed on this machine. */
  | { readonly kind: "installed"; readonly path: string }

/** What to do when there is no browser. */
export const browserHint =
  "install Chrome, Chromium or Edge, or set PUPPETEER_EXECUTABLE_PATH to such a program; Word files need none"

/**
 * The browser that prints PDF files, or undefined if there is none: the one that PUPPETEER_EXECUTABLE_PATH names (and no
 * other if it names one), else the packaged one, else an installed Chrome, Chromium or Edge.
 */
export async function findBrowser(env: Environment = process.env): Promise<FoundBrowser | undefined> {
  const given = env.PUPPETEER_EXECUTABLE_PATH
  if (given) return { kind: "given", path: given, runnable: await isRunnable(given) }
  const browser = await packagedBrowser(env)
  if (browser) return { kind: "packaged", path: await unpackedAt(browser), browser }
  for (const path of knownPlaces(env)) {
    if (await isRunnable(path)) return { kind: "installed", path }
  }
  return undefined
}

async function isRunnable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** Where the three kinds of systems keep their browsers, the likeliest first. */
function knownPlaces(env: Environment): readonly string[] {
  if (process.platform === "darwin") return macPlaces(env)
  if (process.platform === "win32") return windowsPlaces(env)
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean)
  const names = [
    "google-chrome-stable",
    "google-chrome",
    "chromium",
    "chromium-browser",
    "microsoft-edge-stable",
  ]
  return names.flatMap(name => folders.map(folder => join(folder, name)))
}

function macPlaces(env: Environment): readonly string[] {
  const names = ["Google Chrome", "Chromium", "Microsoft Edge"]
  const folders = ["/Applications", ...(env.HOME ? [join(env.HOME, "Applications")] : [])]
  return names.flatMap(name => folders.map(folder => join(folder, `${name}.app`, "Contents/MacOS", name)))
}

function windowsPlaces(env: Environment): readonly string[] {
  const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(f => f !== undefined)
  const programs = [
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
  ]
  return programs.flatMap(program => folders.map(folder => join(folder, program)))
}
