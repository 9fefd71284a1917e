import type { ChildProcess } from "node:child_process"
import { spawn } from "node:child_process"
import { rmSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Readable, Writable } from "node:stream"
import type { ConnectionTransport } from "puppeteer-core"

/** A started browser that listens on a pipe only this process holds; no port is opened. */
export interface BrowserProcess {
  readonly transport: ConnectionTransport
  /** Settles when the program has ended, with the last thing it said. */
  readonly ended: Promise<string>
  /** Ends the program with all it started, and removes its profile folder. */
  end(): Promise<void>
}

/** Headless, without background work, without any network: no host name resolves, so nothing can leave the machine. */
const flags = [
  "--headless",
  "--remote-debugging-pipe",
  "--in-process-gpu",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-breakpad",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-extensions",
  "--disable-hang-monitor",
  "--disable-renderer-backgrounding",
  "--disable-sync",
  "--disable-features=Translate,MediaRouter,OptimizationHints,AcceptCHFrame",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--hide-scrollbars",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--metrics-recording-only",
  "--mute-audio",
  "--no-default-browser-check",
  "--no-first-run",
  "--no-pings",
  "--password-store=basic",
  "--use-mock-keychain",
] as const

/** Starts a browser in a profile folder of its own. `sandbox` is Chromium's own wall around a page; off only if it cannot stand. */
export async function startBrowser(path: string, { sandbox }: { sandbox: boolean }): Promise<BrowserProcess> {
  const profile = await mkdtemp(join(tmpdir(), "briefing-notes-profile-"))
  const wall = sandbox ? [] : ["--no-sandbox"]
  const child = spawn(path, [...flags, ...wall, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  })
  const ended = whenEnded(child)
  const stopWatching = atEndOfProcess(() => {
    endGroup(child)
    rmSync(profile, { recursive: true, force: true })
  })
  return {
    transport: pipeTransport(child),
    ended,
    async end() {
      stopWatching()
      endGroup(child)
      await ended
      for (const stream of child.stdio) stream?.destroy()
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }).catch(() => {})
    },
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const

/** The listeners of all browsers that run, each of which listens to every signal. */
const ours = new Set<(signal: NodeJS.Signals) => void>()

/** How many listeners only tidy up as these do and answer no signal: signal-exit, which locks use, counts its own here. */
const tidying = () =>
  (process as { __signal_exit_emitter__?: { count: number } }).__signal_exit_emitter__?.count ?? 0

/**
 * Tidies up when this process ends, also when it is told to by a signal, which then does its work. If somebody else answers the
 * signal, it is theirs to say when the process ends: a note that is being printed may be finished first.
 */
function atEndOfProcess(tidy: () => void): () => void {
  const atExit = () => {
    try {
      tidy()
    } catch {}
  }
  const atSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > ours.size + tidying()) return
    atExit()
    stop()
    if (ours.size === 0) process.kill(process.pid, signal)
  }
  const stop = () => {
    ours.delete(atSignal)
    process.off("exit", atExit)
    for (const signal of signals) process.off(signal, atSignal)
  }
  ours.add(atSignal)
  process.once("exit", atExit)
  for (const signal of signals) process.on(signal, atSignal)
  return stop
}

function whenEnded(child: ChildProcess): Promise<string> {
  let said = ""
  child.stderr?.setEncoding("utf8").on("data", text => {
    said = (said + text).slice(-4000)
  })
  return new Promise(resolve => {
    child.once("error", error => resolve(error.message))
    child.once("close", () => resolve(lastWords(said)))
  })
}

/** The one line of a program's complaints that says why it ended: the first fatal one, or else the last. */
function lastWords(said: string): string {
  const lines = said.split("\n").map(line => line.replace(/^\[[^\]]*\]\s*/, "").trim())
  const telling = lines.find(line => /FATAL|sandbox|shared libraries|error while/i.test(line))
  return telling ?? lines.filter(line => line !== "" && !line.startsWith("#")).at(-1) ?? ""
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (process.platform === "win32") child.kill("SIGKILL")
    else process.kill(-child.pid, "SIGKILL")
  } catch {
    child.kill("SIGKILL")
  }
}

/** Messages over the two pipes, each ended by a zero byte. Whoever sends to a browser that has ended is told so. */
function pipeTransport(child: ChildProcess): ConnectionTransport {
  const [out, incoming] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
  let closed = false
  let parts: string[] = []
  const transport: ConnectionTransport = {
    send(message) {
      if (closed) setImmediate(() => transport.onclose?.())
      else out.write(`${message}\0`)
    },
    close: () => void out.end(),
  }
  const close = () => {
    closed = true
    transport.onclose?.()
  }
  const receive = (chunk: string) => {
    const pieces = chunk.split("\0")
    for (const piece of pieces.slice(0, -1)) {
      const message = [...parts, piece].join("")
      parts = []
      setImmediate(() => transport.onmessage?.(message))
    }
    parts.push(pieces.at(-1) ?? "")
  }
  out.on("error", () => {})
  incoming.on("error", () => {})
  incoming.on("close", close)
  child.once("error", close)
  incoming.setEncoding("utf8").on("data", receive)
  return transport
}
