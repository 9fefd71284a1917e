import { describe, expect, it } from "vitest"
import type { Host } from "../../src/host.js"
import { ProblemError, problem } from "../../src/model/problem.js"
import { readLedger } from "../../src/schedule/ledger.js"
import { runProblems } from "../../src/schedule/run.js"
import { status } from "../../src/schedule/status.js"
import { type Machine, machine, monthly } from "./machine.js"

const notify = [{ by: "command", run: ["x"] }]
const shown = ({ slots }: { slots: readonly { edition: string; outcome: string }[] }) =>
  slots.map(s => `${s.edition} ${s.outcome}`)
const linesOf = async (m: Machine) => (await readLedger({ out: "output", host: m.host })).lines
const error = (code: string) => Object.assign(new Error(code), { code })

/** A machine that has known its schedule since October, and what its disk cannot do from now on. */
async function spoilt(broken: Partial<Host>, more: object = {}): Promise<Machine & { mend(): void }> {
  const m = machine({ a: { ...monthly, attempts: 2, notify, ...more } }, { now: "2026-10-20T00:00:00Z" })
  await m.run()
  m.now = "2026-11-01T07:00:00Z"
  const { append, lock, write, freeBytes } = m.host
  Object.assign(m.host, broken)
  return Object.assign(m, { mend: () => void Object.assign(m.host, { append, lock, write, freeBytes }) })
}

const full = async () => {
  throw error("ENOSPC")
}

describe("a ledger that cannot be written", () => {
  it("nothing is begun, people are told once, and it is written down when that can be done", async () => {
    const m = await spoilt({ append: full })
    for (let call = 0; call < 3; call++) {
      const result = await m.run()
      expect(result.slots).toMatchObject([{ outcome: "failed", issue: null, tries: 2 }])
      expect(runProblems(result, { isAsked: false })).toMatchObject([
        { what: "the run ledger cannot be written (ENOSPC)", hint: "make room on the disk" },
      ])
    }
    expect(m.made).toEqual([])
    expect(m.told).toEqual(["failed a 2026-11"])
    m.mend()
    expect(shown(await m.run())).toEqual(["2026-11 issued"])
    expect(m.told).toEqual(["failed a 2026-11", "issued a 2026-11"])
    const told = (await linesOf(m)).filter(l => l.event === "told")
    expect(told).toMatchObject([
      { on: "failed", slot: "2026-11", sent: true, attempt: "unrecorded", at: "2026-11-01T07:01:00.000Z" },
      { on: "issued", sent: true },
    ])
    await m.run()
    expect((await linesOf(m)).filter(l => l.event === "told")).toHaveLength(2)
  })

  it("a rule that stands twice tells once, as it does where there is room", async () => {
    const m = await spoilt({ append: full }, { notify: [...notify, ...notify] })
    await m.run()
    expect(m.told).toEqual(["failed a 2026-11"])
  })

  it("who could not be told is tried at each call; whose rule does not ask for it never is", async () => {
    const m = await spoilt({ append: full }, { notify: [...notify, { ...notify[0]!, on: ["issued"] }] })
    m.deaf = true
    await m.run()
    m.deaf = false
    await m.run()
    await m.run()
    expect(m.told).toEqual(["failed a 2026-11"])
  })

  it("nor at a first run, whose schedule it cannot remember, nor what was missed: the rest goes on", async () => {
    const m = machine({ a: { ...monthly, from: "2026-10-01", attempts: 1, notify } })
    Object.assign(m.host, { append: full })
    const result = await m.run()
    expect(shown(result)).toEqual(["2026-10 missed", "2026-11 failed"])
    expect(m.told).toEqual(["failed a 2026-11"])
  })

  it("what was told before it failed is not told again for want of the record", async () => {
    const m = await spoilt({})
    const { append } = m.host
    Object.assign(m.host, {
      append: async (path: string, line: string) => {
        if (line.includes('"told"')) throw error("ENOSPC")
        await append(path, line)
      },
    })
    for (let call = 0; call < 3; call++) await m.run()
    expect(m.told).toEqual(["issued a 2026-11"])
    m.mend()
    Object.assign(m.host, { append })
    await m.run()
    await m.run()
    expect(m.told).toEqual(["issued a 2026-11"])
    expect((await linesOf(m)).filter(l => l.event === "told")).toHaveLength(1)
  })

  it("several who were told at once are all remembered", async () => {
    const several = ["x", "y", "z"].map(program => ({ by: "command", run: [program] }))
    const m = await spoilt({}, { notify: several })
    const { append } = m.host
    Object.assign(m.host, {
      append: async (path: string, line: string) => {
        if (line.includes('"told"')) throw error("ENOSPC")
        await append(path, line)
      },
    })
    await m.run()
    await m.run()
    await machineOf(m, { ...m.host }).run()
    expect(m.told).toEqual(several.map(() => "issued a 2026-11"))
  })

  it("is remembered by the next process, in the system’s temporary folder", async () => {
    const m = await spoilt({ append: full })
    await m.run()
    const next = { ...m.host }
    await machineOf(m, next).run()
    expect(m.told).toEqual(["failed a 2026-11"])
    for (const path of m.files.keys()) if (path.startsWith("aside/told-")) m.put(path, "hostile {")
    await machineOf(m, { ...m.host }).run()
    expect(m.told, "where it was lost, it is told again").toHaveLength(2)
  })
})

/** The same machine as a process of its own: it remembers nothing. */
const machineOf = (m: Machine, host: Host) => ({
  run: async () => {
    const { runWith } = await import("../../src/schedule/run.js")
    const { worksOf } = await import("./machine.js")
    return runWith(worksOf(m), { due: true }, host)
  },
})

describe("a folder that cannot be locked", () => {
  it.each(["ENOSPC", "EDQUOT", "EROFS", "EIO"])("for %s: people are told once of what is due", async code => {
    const m = await spoilt({ lock: () => Promise.reject(error(code)) })
    for (let call = 0; call < 3; call++)
      await expect(m.run()).rejects.toThrow(`the folder cannot be locked (${code})`)
    expect(m.told).toEqual(["failed a 2026-11"])
    expect((await status(m.host)).notes).toMatchObject([{ is: "due" }])
  })

  it("for want of rights, as where a person calls in a folder of others: nobody is told", async () => {
    const m = await spoilt({ lock: () => Promise.reject(error("EACCES")) })
    await expect(m.run()).rejects.toThrow("EACCES")
    expect(m.told).toEqual([])
  })
})

describe("on a disk that stays full", () => {
  it("what has failed and was told is not tried again, so that the room kept for the record lasts", async () => {
    const m = await spoilt({ freeBytes: async () => 1000 })
    const failure = () => new ProblemError([problem("no room (ENOSPC)", { passing: true })])
    m.failures.push(failure(), failure())
    expect(shown(await m.run())).toEqual(["2026-11 failed"])
    const before = (await linesOf(m)).length
    for (let call = 0; call < 5; call++) {
      const again = await m.run()
      expect(shown(again)).toEqual(["2026-11 failed before"])
      expect(runProblems(again, { isAsked: false })[0]!.what).toContain("there is still no room on the disk")
    }
    expect([(await linesOf(m)).length, m.told]).toEqual([before, ["failed a 2026-11"]])
    m.mend()
    expect(shown(await m.run())).toEqual(["2026-11 issued"])
  })

  it("what failed for another reason is tried again: there are disks that do not tell their room", async () => {
    const m = await spoilt({ freeBytes: async () => 0 }, { attempts: 1 })
    m.failures.push(new ProblemError([problem("the browser ended", { passing: true })]))
    expect(shown(await m.run())).toEqual(["2026-11 failed"])
    expect(shown(await m.run())).toEqual(["2026-11 issued"])
  })

  it("what was interrupted before anybody was told of it is tried again", async () => {
    const m = await spoilt({ freeBytes: async () => 1000 })
    m.failures.push(new ProblemError([problem("no room (ENOSPC)", { passing: true })]))
    const stop = new AbortController()
    Object.assign(m.host, { wait: async () => stop.abort() })
    expect(shown(await m.run({ due: true }, stop.signal))).toEqual(["2026-11 left"])
    expect(shown(await m.run())).toEqual(["2026-11 issued"])
  })
})
