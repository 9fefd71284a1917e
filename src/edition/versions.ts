import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"
import type { Host } from "../host.js"
import type { EditionVersions } from "../model/editions.js"
import { jsonIn } from "./document.js"

/** The libraries that decide the bytes of what is issued. */
const libraries = [
  "@napi-rs/canvas",
  "@sparticuz/chromium",
  "chart.js",
  "docx",
  "handlebars",
  "puppeteer-core",
] as const

/** The versions of the tool, of Node and of the libraries as they are installed; "unknown" where none is told. */
export async function installedVersions(host: Host): Promise<Omit<EditionVersions, "browser">> {
  const found = await Promise.all(
    libraries.map(async name => [name, await libraryVersion(name, host)] as const),
  )
  return {
    tool: (await versionIn(fileURLToPath(new URL("../../package.json", import.meta.url)), host)) ?? "unknown",
    node: process.versions.node,
    libraries: Object.fromEntries(found),
  }
}

/** Where Node would look for a package, the nearest first. */
async function libraryVersion(name: string, host: Host): Promise<string> {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const version = await versionIn(`${folder}/${name}/package.json`, host)
    if (version) return version
  }
  return "unknown"
}

async function versionIn(file: string, host: Host): Promise<string | undefined> {
  const bytes = await host.read(file)
  const { version } = ((bytes && jsonIn(bytes)) ?? {}) as { version?: unknown }
  return typeof version === "string" ? version : undefined
}
