import type { Host } from "../host.js"

/** One thing the toolkit needs: whether it was found, where, and what to do if it was not. */
export interface Finding {
  readonly what: string
  readonly ok: boolean
  readonly found: string
  readonly hint?: string
}

/** Looks for everything a build needs: Node, browser, typefaces, templates, and the right to write. */
export async function examine({ out }: { out: string }, host: Host): Promise<readonly Finding[]> {
  return [nodeVersion(), await browser(host), await faces(), await templates(host), await writing(out, host)]
}

function nodeVersion(): Finding {
  const ok = Number(process.versions.node.split(".")[0]) >= 20
  return { what: "Node", ok, found: process.versions.node, ...(!ok && { hint: "install Node 20 or newer" }) }
}

async function browser({ env }: Host): Promise<Finding> {
  const { browserHint, findBrowser } = await import("../render/pdf/browser.js")
  try {
    const found = await findBrowser(env)
    if (!found) return { what: "browser", ok: false, found: "none", hint: browserHint }
    const where = `${found.kind}${found.path ? `, ${found.path}` : ""}`
    if (found.kind === "given" && !found.runnable) {
      return { what: "browser", ok: false, found: `${where}: cannot be run`, hint: browserHint }
    }
    return { what: "browser", ok: true, found: `${where}; it prints (${await tryBrowser(env)})` }
  } catch (error) {
    return { what: "browser", ok: false, found: (error as Error).message, hint: browserHint }
  }
}

/** Starts the browser and prints one page, since a browser that is there may still lack what it needs to run. */
async function tryBrowser(env: Host["env"]): Promise<string> {
  const { openPrinter } = await import("../render/pdf/printer.js")
  const printer = openPrinter({ env })
  try {
    await printer.print("<!doctype html><title>.</title><p>.")
    return printer.version() ?? "version unknown"
  } finally {
    await printer.close()
  }
}

async function faces(): Promise<Finding> {
  const { faceBytes, houseFaces } = await import("../render/fonts.js")
  const tried = await Promise.allSettled(houseFaces.map(faceBytes))
  const missing = houseFaces.filter((_, i) => tried[i]!.status === "rejected")
  if (missing.length === 0) return { what: "typefaces", ok: true, found: `${houseFaces.length} faces` }
  return { what: "typefaces", ok: false, found: `${missing.length} missing`, hint: "run npm ci again" }
}

async function templates(host: Host): Promise<Finding> {
  const names = await host.list("templates")
  const missing = ["house.css", "house.docx", "shared"].filter(name => !names.includes(name))
  if (missing.length === 0) return { what: "templates", ok: true, found: `${host.root}/templates` }
  return {
    what: "templates",
    ok: false,
    found: `missing: ${missing.join(", ")}`,
    hint: "run brief in the project’s folder",
  }
}

async function writing(out: string, host: Host): Promise<Finding> {
  try {
    await host.probe(out)
    return { what: "write access", ok: true, found: out }
  } catch (error) {
    const found = `${out}: ${(error as NodeJS.ErrnoException).code ?? error}`
    return {
      what: "write access",
      ok: false,
      found,
      hint: "choose another folder with --out, or mend its rights",
    }
  }
}
