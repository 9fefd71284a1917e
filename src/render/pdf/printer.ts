import type { Problem } from "../../model/problem.js"
import { problem } from "../../model/problem.js"
import type { Layout } from "./layout.js"
import { inspectLayout } from "./layout.js"
import type { Assets, Job, OpenTab } from "./tab.js"
import { home, openTab } from "./tab.js"
import { inTime } from "./watch.js"

type Environment = Readonly<Record<string, string | undefined>>

/** Prints finished HTML, one document after the other, in one page of one browser that is kept open. */
export interface Printer {
  /** Starts the browser, so that it is ready when the first document is. What goes wrong is told by `print`. */
  start(): void
  /** Prints one document. A browser that is missing, dies or hangs is a ProblemError; the next document gets a new one. */
  print(html: string, options?: { assets?: Assets }): Promise<Printed>
  /** The version of the browser that printed last, such as "Chrome/147.0.7727.0"; undefined before that. */
  version(): string | undefined
  /** Ends the browser. A later `print` starts another. */
  close(): Promise<void>
}

/** What came out of the browser: the PDF file as it wrote it, the measured layout, and what it was refused. */
export interface Printed {
  readonly bytes: Uint8Array
  readonly layout: Layout
  readonly problems: readonly Problem[]
}

const pdfOptions = { tagged: true, outline: true, preferCSSPageSize: true, printBackground: true } as const
const collectEvery = 10

/**
 * A printer that starts its browser with the first document or with `start`. `timeoutMs` bounds each start and each document: long
 * unless given, since a machine that does much else at that hour is slow and not broken.
 */
export function openPrinter({
  env = process.env,
  timeoutMs = 120_000,
}: {
  env?: Environment
  timeoutMs?: number
} = {}): Printer {
  let opened: Promise<OpenTab> | undefined
  let version: string | undefined
  let queue: Promise<unknown> = Promise.resolve()
  const open = () => {
    if (opened) return opened
    const mine = openTab(env, timeoutMs)
    const forget = () => {
      if (opened === mine) opened = undefined
    }
    mine.then(tab => tab.process.ended.then(forget), forget)
    opened = mine
    return mine
  }
  const printNow = async (html: string, assets: Assets) => {
    const tab = await open()
    version = tab.version
    try {
      return await inTime(printOne(tab, html, assets), tab.process, timeoutMs)
    } catch (error) {
      opened = undefined
      await tab.end()
      throw error
    }
  }
  return {
    start: () => void open().catch(() => {}),
    print(html, { assets = new Map() } = {}) {
      const printed = queue.then(() => printNow(html, assets))
      queue = printed.catch(() => {})
      return printed
    },
    version: () => version,
    async close() {
      await queue
      await opened?.then(tab => tab.end()).catch(() => {})
      opened = undefined
    },
  }
}

async function printOne(open: OpenTab, html: string, assets: Assets): Promise<Printed> {
  open.count += 1
  const address = assets.size > 0 ? `${home}${open.count}/` : home
  const before = open.job.address
  const job: Job = { address, assets, refused: new Set() }
  open.job = job
  if (open.count % collectEvery === 0) await open.session.send("HeapProfiler.collectGarbage")
  if (address !== before) await open.tab.goto(address, { timeout: 0 })
  await open.tab.setContent(html, { timeout: 0 })
  const layout = await inspectLayout(open.tab)
  const bytes = await open.tab.pdf({ ...pdfOptions, timeout: 0 })
  return { bytes, layout, problems: [...open.problems, ...[...job.refused].sort().map(refusal)] }
}

function refusal(address: string): Problem {
  return problem(`the note asks for ${address.slice(0, 200)}, which was refused`, {
    hint: "a note may use its own fonts and pictures only: nothing from the network, no files, no frames",
  })
}
