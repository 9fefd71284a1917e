import type { BuildOptions, BuildResult } from "../../src/edition/built.js"
import { issuedEditions } from "../../src/edition/issued.js"
import { issueId } from "../../src/edition/revision.js"
import type { Host } from "../../src/host.js"
import { readLedger } from "../../src/schedule/ledger.js"
import { type RunOptions, type RunResult, runWith } from "../../src/schedule/run.js"
import type { Works } from "../../src/schedule/running.js"
import { issueInvented } from "../edition/editions.js"
import { world } from "../world.js"

/** What ends a program without a word: nothing it asks of the world is done any more until the machine is started again. */
export class Crash extends Error {}

/** A machine with a disk, a clock that goes only when it is told to or waited for, and power that can fail at any step. */
export interface Machine {
  readonly host: Host
  /** The disk. */
  readonly files: Map<string, Uint8Array>
  /** Every edition that came into its place, such as "a 2026-11". */
  readonly made: string[]
  /** What each build was asked for. */
  readonly asked: BuildOptions[]
  /** Whom was told what, such as "issued a 2026-11". */
  readonly told: string[]
  /** Every pause, in seconds. */
  readonly waits: number[]
  /** What the next builds fail with, the next first. */
  readonly failures: unknown[]
  /** Whether people cannot be told for now. */
  deaf: boolean
  now: string
  /** After how many steps of the world the power fails; never if undefined. A step under way is done by half. */
  crashAfter: number | undefined
  /** Whether every lock is given at once, as if none held. */
  lockless: boolean
  run(options?: RunOptions, signal?: AbortSignal): Promise<RunResult>
  /** Puts a text on the disk; none takes it away. */
  put(path: string, value: unknown): void
  restart(): void
}

/** The usual schedule of the invented notes: on the first at 06:00 UTC, may be made for ten days. */
export const monthly = { every: "month", zone: "UTC", catchUp: "P10D" }

/** A machine with two invented notes, "a" and "b", and a data file; each with the schedule given, or none. */
export function machine(
  schedules: Readonly<Record<string, unknown>> = { a: monthly, b: monthly },
  { now = "2026-11-01T07:00:00Z" }: { now?: string } = {},
): Machine {
  const disk = world({}, { root: "/nowhere" })
  const power = { steps: 0, isOut: false, isLocked: false }
  const half = async (step: () => Promise<unknown>, before: () => Promise<unknown>) => {
    if (power.isOut) throw new Crash()
    if (self.crashAfter !== undefined && ++power.steps > self.crashAfter) {
      power.isOut = true
      await before()
      throw new Crash()
    }
    return step()
  }
  const nothing = async () => {}
  const host: Host = {
    ...disk,
    env: {},
    now: () => new Date(self.now),
    read: path => half(() => disk.read(path), nothing) as ReturnType<Host["read"]>,
    append: (path, line) =>
      half(
        () => disk.append(path, line),
        async () => {
          // Of the line that was being written some bytes are there, or all but its end, or none.
          await disk.append(path, line)
          const whole = disk.written.get(path)!
          disk.written.set(path, whole.slice(0, whole.length - (power.steps % (line.length + 2))))
        },
      ) as Promise<void>,
    stage: async (folder, files) => {
      const staged = await disk.stage(folder, files)
      return {
        ...staged,
        place: () => half(() => staged.place(), nothing) as Promise<boolean>,
      }
    },
    lock: async (_, { waitMs = 0 } = {}) => {
      if (power.isOut) throw new Crash()
      if (self.lockless) return async () => {}
      if (power.isLocked) {
        self.waits.push(waitMs / 1000)
        return undefined
      }
      power.isLocked = true
      return async () => {
        power.isLocked = power.isOut
      }
    },
    wait: async ms => {
      self.waits.push(ms / 1000)
      self.now = new Date(Date.parse(self.now) + ms).toISOString()
    },
  }
  const self: Machine = {
    ...{ host, files: disk.written, made: [], asked: [], told: [], waits: [], failures: [] },
    ...{ deaf: false, now, crashAfter: undefined, lockless: false },
    run: (options = { due: true }, signal) => runWith(worksOf(self), options, host, signal),
    put: (path, value) => {
      if (value === undefined) disk.written.delete(path)
      else disk.written.set(path, new TextEncoder().encode(JSON.stringify(value)))
    },
    restart: () => {
      Object.assign(power, { steps: 0, isOut: false, isLocked: false })
      self.crashAfter = undefined
    },
  }
  self.put("data/facts.json", { version: 1 })
  for (const [note, value] of Object.entries(schedules)) {
    self.put(`templates/${note}/note.json`, { name: { en: `Note ${note}` }, languages: ["en", "fr"] })
    self.put(`templates/${note}/schedule.json`, value)
  }
  return self
}

/** A machine whose power failed while the first edition of a note was being made. */
export async function interruptedMachine(): Promise<Machine> {
  for (let step = 0; ; step++) {
    const m = machine({ a: monthly })
    m.crashAfter = step
    await m.run().catch(() => {})
    m.restart()
    const { lines } = await readLedger({ out: "output", host: m.host })
    if (lines.some(line => line.event === "begun")) return m
  }
}

/** Builds and tells like the real ones, as far as a run can see. An edition holds the data file as it was. */
export const worksOf = (machine: Machine): Works => ({
  build: options => build(options, machine),
  tell: async (message, rules) => {
    if (!machine.deaf) machine.told.push(`${message.on} ${message.note} ${message.edition}`)
    const reason = machine.deaf ? "nobody answers" : null
    return rules.map(({ by }) => ({ by, to: "x", on: message.on, tries: 1, sent: !machine.deaf, reason }))
  },
})

const contents = new WeakMap<Machine, Map<string, string>>()

async function build(options: BuildOptions, machine: Machine): Promise<BuildResult> {
  const { host } = machine
  const note = options.notes![0]!
  const month = options.edition!
  const out = options.out ?? "output"
  machine.asked.push(options)
  const failure = machine.failures.shift()
  if (failure) throw failure
  const kept = contents.get(machine) ?? new Map<string, string>()
  contents.set(machine, kept)
  const data = new TextDecoder().decode(await host.read("data/facts.json"))
  for (;;) {
    const all = await issuedEditions(note, { host, out })
    const own = all.filter(e => e.month === month)
    const last = own.at(-1) ?? (options.unchanged === "record" ? all.at(-1) : undefined)
    if (last && kept.get(`${note} ${last.id}`) === data)
      return { files: [], editions: [edition(last.id, "unchanged")], problems: [] }
    const issue = { month, revision: (own.at(-1)?.revision ?? 0) + 1 }
    const id = issueId(issue)
    if (!(await place(note, issue))) continue
    const status = issue.revision > 1 ? "revision" : "issued"
    const path = `${out}/${note}/${id}/a.html`
    const files = [{ note, language: "en", format: "html", path, bytes: 1 } as const]
    return { files, editions: [edition(id, status)], problems: [] }
  }
  function edition(id: string, status: "issued" | "revision" | "unchanged") {
    const changed = status === "revision" ? ["data/facts.json"] : []
    return {
      ...{ note, edition: id, status, folder: `${out}/${note}/${id}`, changed },
      ...{ date: options.day!, review: [], since: null },
    }
  }
  async function place(name: string, issue: { month: string; revision: number }): Promise<boolean> {
    let placed = false
    const stage: Host["stage"] = async (folder, files) => {
      const staged = await host.stage(folder, files)
      return {
        ...staged,
        place: async () => {
          placed = await staged.place()
          if (placed) kept.set(`${name} ${issueId(issue)}`, data)
          if (placed) machine.made.push(`${name} ${issueId(issue)}`)
          return placed
        },
      }
    }
    await issueInvented(name, issue, { ...host, stage }, out)
    return placed
  }
}
