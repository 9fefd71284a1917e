import { posix } from "node:path"
import type { Host } from "../host.js"
import { percents } from "./print/cron.js"
import { shellWord } from "./print/shell.js"

const timeoutMs = 5000

/**
 * What on this machine calls `brief run --due` in this project, as far as it can be seen: systemd's timers, cron's entries,
 * launchd's agents, tasks of Windows; one line each. What lives elsewhere, such as a cluster, cannot be seen from here.
 */
export async function findTriggers(
  host: Host,
  { platform = process.platform }: { platform?: NodeJS.Platform } = {},
): Promise<readonly string[]> {
  const searches = {
    linux: [systemd(host, []), systemd(host, ["--user"]), crontab(host), cronFolder(host)],
    darwin: [launchd(host), crontab(host)],
    win32: [windows(host)],
  }
  return (await Promise.all(searches[platform as keyof typeof searches] ?? [crontab(host)])).flat()
}

/** The services that work in this project and that a timer calls. */
async function systemd(host: Host, scope: readonly string[]): Promise<readonly string[]> {
  const properties = "--property=Id,WorkingDirectory,TriggeredBy,ExecStart"
  const { status, out } = await host.run({
    program: "systemctl",
    args: [...scope, "show", "*.service", properties, "--no-pager"],
    timeoutMs,
  })
  if (status !== 0) return []
  const timers = out
    .split(/\n\n+/)
    .filter(unit => unit.split("\n").includes(`WorkingDirectory=${host.root}`) && / run --due\b/.test(unit))
    .flatMap(unit => /^TriggeredBy=(.+)$/m.exec(unit)?.[1]?.split(" ") ?? [])
    .filter(unit => unit.endsWith(".timer"))
  return Promise.all(timers.map(timer => timerState(timer, scope, host)))
}

async function timerState(timer: string, scope: readonly string[], host: Host): Promise<string> {
  const { out } = await host.run({ program: "systemctl", args: [...scope, "is-active", timer], timeoutMs })
  return `systemd ${scope.length > 0 ? "user " : ""}timer ${timer} (${out.trim() || "state unknown"})`
}

async function crontab(host: Host): Promise<readonly string[]> {
  const { status, out } = await host.run({ program: "crontab", args: ["-l"], timeoutMs })
  return status === 0 && hasEntry(out, host) ? ["the user’s crontab"] : []
}

async function cronFolder(host: Host): Promise<readonly string[]> {
  const names = await host.list("/etc/cron.d").catch(() => [])
  const found = await Promise.all(
    names.map(async name => {
      const bytes = await host.read(`/etc/cron.d/${name}`).catch(() => undefined)
      return bytes && hasEntry(new TextDecoder().decode(bytes), host) ? [`/etc/cron.d/${name}`] : []
    }),
  )
  return found.flat()
}

const hasEntry = (table: string, { root }: Host) =>
  table
    .split("\n")
    .some(
      line => !/^\s*#/.test(line) && / run --due\b/.test(line) && line.includes(percents(shellWord(root))),
    )

async function launchd(host: Host): Promise<readonly string[]> {
  const own = host.env.HOME ? [posix.join(host.env.HOME, "Library/LaunchAgents")] : []
  const folders = [...own, "/Library/LaunchAgents", "/Library/LaunchDaemons"]
  const found = await Promise.all(
    folders.map(async folder => {
      const names = (await host.list(folder).catch(() => [])).filter(name => name.endsWith(".plist"))
      const texts = await Promise.all(
        names.map(name => host.read(`${folder}/${name}`).catch(() => undefined)),
      )
      return names.flatMap((name, i) => (callsHere(texts[i], host) ? [`${folder}/${name}`] : []))
    }),
  )
  return found.flat()
}

async function windows(host: Host): Promise<readonly string[]> {
  const { status, out } = await host.run({
    program: "schtasks",
    args: ["/Query", "/XML", "/TN", "briefing-notes"],
    timeoutMs,
  })
  return status === 0 && callsHere(new TextEncoder().encode(out), host) ? ["the task briefing-notes"] : []
}

const callsHere = (xml: Uint8Array | undefined, { root }: Host) => {
  const text = new TextDecoder().decode(xml)
  return text.includes("--due") && text.includes(`>${xmlText(root)}<`)
}

const xmlText = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
