import type { Browser, CDPSession, HTTPRequest, Page as Tab } from "puppeteer-core"
import type { Problem } from "../../model/problem.js"
import { fail, problem } from "../../model/problem.js"
import type { Face } from "../fonts.js"
import { faceBytes, fileNameOf, houseFaces } from "../fonts.js"
import type { FoundBrowser } from "./browser.js"
import { browserHint, findBrowser } from "./browser.js"
import { withoutGaps } from "./gaps.js"
import { unpack } from "./packaged.js"
import type { BrowserProcess } from "./process.js"
import { startBrowser } from "./process.js"
import { inTime } from "./watch.js"

type Environment = Readonly<Record<string, string | undefined>>

/** A document's own files by the address it uses for them, such as "chart-1.svg". */
export type Assets = ReadonlyMap<string, Uint8Array>

/** The document that is being printed: its address, what it may have, and what it was refused. */
export interface Job {
  /** A document with files of its own has an address of its own, so that none is taken from another's. */
  readonly address: string
  readonly assets: Assets
  readonly refused: Set<string>
}

/** One page of a running browser, without scripts and without a network, that prints one job after the other. */
export interface OpenTab {
  readonly tab: Tab
  readonly session: CDPSession
  readonly process: BrowserProcess
  /** What is not as it should be with this browser, such as a sandbox that does not work here. */
  readonly problems: readonly Problem[]
  /** What the browser says of itself, such as "Chrome/147.0.7727.0". */
  readonly version: string
  job: Job
  /** How many documents it has printed. */
  count: number
  end(): Promise<void>
}

/** The address a note has inside the browser. No such host exists; fonts and pictures are asked for below it. */
export const home = "https://note.invalid/"

/** A4 within the house margins, in pixels of 1/96 inch, so that a document is laid out once at the width it is printed in. */
const printedArea = { width: 643, height: 990 }

/** Where the style sheet asks for a face. */
export const faceAddress = (face: Face) => `${home}fonts/${fileNameOf(face)}`

/** Finds a browser, starts it and prepares its one page. What goes wrong is a ProblemError. */
export async function openTab(env: Environment, timeoutMs: number): Promise<OpenTab> {
  const library = import("puppeteer-core")
  library.catch(() => {})
  const { path, discard } = await programOf(await findBrowser(env))
  try {
    const connected = await connectSafely(path, library, timeoutMs)
    const end = () => connected.process.end().then(discard)
    const prepared = prepare(connected.browser)
    const ready = await inTime(prepared, connected.process, timeoutMs).catch(error =>
      end().then(() => Promise.reject(error)),
    )
    return Object.assign(ready, { process: connected.process, problems: connected.problems, count: 0, end })
  } catch (error) {
    await discard()
    throw error
  }
}

async function programOf(
  found: FoundBrowser | undefined,
): Promise<{ path: string; discard: () => Promise<void> }> {
  if (!found) fail("no browser to print PDF files with", { hint: browserHint, passing: true })
  if (found.kind === "packaged") return unpack(found.browser).catch(cannotUnpack)
  if (found.kind === "given" && !found.runnable)
    fail(`PUPPETEER_EXECUTABLE_PATH names no program that can be started: ${found.path}`, {
      hint: browserHint,
      passing: true,
    })
  return { path: found.path, discard: async () => {} }
}

function cannotUnpack(error: Error): never {
  fail(`the packaged browser could not be unpacked: ${error.message}`, { hint: browserHint, passing: true })
}

type Library = Promise<Pick<typeof import("puppeteer-core"), "connect">>

interface Connected {
  readonly browser: Browser
  readonly process: BrowserProcess
  readonly problems: readonly Problem[]
}

/** Starts with the sandbox on; without it, and with a warning, only where Chromium says that it cannot have one. */
async function connectSafely(path: string, library: Library, timeoutMs: number): Promise<Connected> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) return connect(path, library, timeoutMs, withoutSandbox("Chromium has none for root"))
  try {
    return await connect(path, library, timeoutMs, undefined)
  } catch (error) {
    if (process.platform !== "linux" || !/sandbox|namespace|zygote/i.test(String(error))) throw error
    return connect(path, library, timeoutMs, withoutSandbox("this system does not allow one"))
  }
}

const noSandbox = "the browser that prints PDF files runs without its sandbox"

/** Whether a problem is one of the machine that printed, rather than of what was printed. */
export const isOfMachine = ({ what }: Problem) => what.startsWith(noSandbox)

function withoutSandbox(why: string): Problem {
  return problem(`${noSandbox}: ${why}`, {
    severity: "warning",
    hint: "scripts and all requests are off in it all the same; build as an ordinary user to have the sandbox too",
  })
}

async function connect(
  path: string,
  library: Library,
  timeoutMs: number,
  warning: Problem | undefined,
): Promise<Connected> {
  const started = await startBrowser(path, { sandbox: !warning })
  const connected = library.then(({ connect }) =>
    connect({ transport: started.transport, defaultViewport: printedArea }),
  )
  try {
    const browser = await inTime(connected, started, timeoutMs)
    return { browser, process: started, problems: warning ? [warning] : [] }
  } catch (error) {
    await started.end()
    throw error
  }
}

async function prepare(browser: Browser): Promise<Pick<OpenTab, "tab" | "session" | "version" | "job">> {
  const [tab = await browser.newPage()] = await browser.pages()
  const open = {
    tab,
    session: await tab.createCDPSession(),
    version: (await browser.version()).replace(/^Headless/, ""),
    job: { address: home, assets: new Map(), refused: new Set<string>() },
  }
  await Promise.all([
    tab.setJavaScriptEnabled(false),
    tab.setRequestInterception(true),
    tab.emulateMediaType("print"),
  ])
  tab.on("request", request => {
    answer(request, open.job).catch(() => request.abort("failed").catch(() => {}))
  })
  await open.session.send("Log.enable")
  open.session.on("Log.entryAdded", ({ entry }) => {
    const file = /^Not allowed to load local resource: (\S+)/.exec(entry.text)?.[1]
    if (file) open.job.refused.add(file)
  })
  await tab.goto(home, { timeout: 0 })
  return open
}

/** The empty page, fonts and the document's own files come from memory; everything else is refused and remembered. */
async function answer(request: HTTPRequest, job: Job): Promise<void> {
  const address = request.url()
  if (address.startsWith("data:")) return
  if (request.isNavigationRequest()) {
    if (address === job.address) return request.respond({ contentType: "text/html", body: "" })
    job.refused.add(address)
    return request.respond({ status: 204 })
  }
  const bytes = await ownFile(address, job)
  if (bytes) {
    const headers = { "access-control-allow-origin": "*" }
    return request.respond({ headers, contentType: typeOf(address), body: bytes })
  }
  job.refused.add(address)
  return request.abort("blockedbyclient")
}

async function ownFile(address: string, job: Job): Promise<Uint8Array | undefined> {
  const face = houseFaces.find(face => faceAddress(face) === address)
  if (face) return servedFace(face).catch(() => undefined)
  return address.startsWith(job.address)
    ? job.assets.get(decodeURIComponent(address.slice(job.address.length)))
    : undefined
}

const served = new Map<string, Promise<Uint8Array>>()

function servedFace(face: Face): Promise<Uint8Array> {
  const known = served.get(face.module)
  if (known) return known
  const bytes = faceBytes(face).then(withoutGaps)
  served.set(face.module, bytes)
  return bytes
}

const types: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  ttf: "font/ttf",
}

function typeOf(address: string): string {
  return types[address.slice(address.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream"
}
