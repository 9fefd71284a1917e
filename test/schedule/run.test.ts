import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { nodeHost } from "../../src/host.js"
import { type Problem, ProblemError, problem } from "../../src/model/problem.js"
import type { RunLine } from "../../src/model/runs.js"
import { readLedger } from "../../src/schedule/ledger.js"
import { pause } from "../../src/schedule/pauses.js"
import { runLines, runProblems } from "../../src/schedule/run.js"
import type { SlotResult } from "../../src/schedule/running.js"
import { issueInvented } from "../edition/editions.js"
import { Crash, type Machine, machine, monthly } from "./machine.js"

const shown = ({ slots }: { slots: readonly SlotResult[] }) =>
  slots.map(s => `${s.note} ${s.edition} ${s.outcome}`)
const linesOf = async (m: Machine) => (await readLedger({ out: "output", host: m.host })).lines
const events = async <E extends RunLine["event"]>(m: Machine, event: E) =>
  (await linesOf(m)).filter((l): l is Extract<RunLine, { event: E }> => l.event === event)
const passing = () => new ProblemError([problem("the browser ended", { passing: true })])
const broken = (what = "bad data") => new ProblemError([problem(what, { hint: "mend it" }), problem("more")])

describe("what is due is made once, however often it is called", () => {
  it("each with its own day and cut-off, as the schedule asks", async () => {
    const a = {
      ...monthly,
      day: 3,
      cutOff: "P2D",
      languages: ["en", "fr"],
      formats: ["html"],
      allowMissing: ["en"],
    }
    const m = machine({ a }, { now: "2026-11-03T05:59:59Z" })
    expect(shown(await m.run())).toEqual([])
    m.now = "2026-11-03T06:00:00Z"
    const made = await m.run()
    expect(made.slots).toMatchObject([{ outcome: "issued", issue: "2026-11", tries: 1, cause: "due" }])
    expect(made.slots[0]!.files).toEqual(["output/a/2026-11/a.html"])
    for (let i = 0; i < 5; i++) expect(shown(await m.run())).toEqual([])
    expect(m.asked).toEqual([
      {
        ...{ notes: ["a"], alone: true, edition: "2026-11", day: "2026-11-03", cutOff: "2026-11-01" },
        ...{
          languages: ["en", "fr"],
          formats: ["html"],
          allowMissing: ["en"],
          out: "output",
          unchanged: "record",
        },
      },
    ])
    expect(await linesOf(m)).toMatchObject([
      { event: "scheduled", note: "a", from: "2026-10-24T05:59:59Z" },
      { event: "begun", try: 1, trigger: "a person", before: null, planned: "2026-11-03T06:00:00Z" },
      { event: "ended", outcome: "issued", issue: "2026-11", reason: null, passing: false },
    ])
  })

  it.each([
    ["an hour", "2026-12-01T07:30:00Z", ["2026-12"], []],
    ["three days", "2026-12-04T06:10:00Z", ["2026-12"], []],
    ["four months", "2027-03-02T06:00:00Z", ["2027-03"], ["2026-12", "2027-01", "2027-02"]],
  ])("after a machine was off for %s", async (_, now, made, missed) => {
    const m = machine({ a: monthly }, { now: "2026-11-02T00:00:00Z" })
    await m.run()
    m.put("data/facts.json", { version: 2 })
    m.now = now
    const result = await m.run()
    expect(shown(result)).toEqual([...missed.map(e => `a ${e} missed`), ...made.map(e => `a ${e} issued`)])
    expect(runProblems(result, { isAsked: false }).map(p => p.severity)).toEqual(missed.map(() => "error"))
    expect(m.made).toEqual(["a 2026-11", ...made.map(e => `a ${e}`)])
    expect(shown(await m.run())).toEqual([])
    expect((await events(m, "missed")).map(l => l.edition)).toEqual(missed)
  })

  it("catches up with every edition whose window is open, the earliest first", async () => {
    const m = machine({ a: { ...monthly, catchUp: "P100D" } }, { now: "2026-11-02T00:00:00Z" })
    const first = ["2026-08", "2026-09", "2026-10", "2026-11"]
    expect(shown(await m.run())).toEqual(first.map((e, i) => `a ${e} ${i === 0 ? "issued" : "unchanged"}`))
    expect(m.asked.map(o => [o.edition, o.day, o.cutOff])).toEqual(first.map(e => [e, `${e}-01`, `${e}-01`]))
  })

  it("an edition with several times that were passed over is made late once, as of the last", async () => {
    const every = { cron: "0 6 * * 1" }
    const m = machine({ a: { ...monthly, every, catchUp: "P30D", unchanged: "issue" } })
    await m.run()
    m.now = "2026-12-17T00:00:00Z"
    m.asked.length = 0
    expect(shown(await m.run())).toEqual(["a 2026-11 issued", "a 2026-12 issued"])
    expect(m.asked.map(o => o.day)).toEqual(["2026-11-30", "2026-12-14"])
    expect(shown(await m.run())).toEqual([])
    expect(await events(m, "missed")).toEqual([])
  })

  it("every five minutes, over a machine that was off for a day: once, and then each in its time", async () => {
    const m = machine({ a: { ...monthly, every: { cron: "*/5 * * * *" }, catchUp: "P1D" } })
    for (const now of ["2026-11-02T07:02:00Z", "2026-11-02T07:05:00Z", "2026-11-02T07:10:00Z"]) {
      m.now = now
      await m.run()
    }
    expect((await events(m, "begun")).map(b => b.slot)).toEqual([
      ...["2026-11-02T07:00", "2026-11-02T07:05", "2026-11-02T07:10"],
    ])
  })

  it("says what would be made, and touches nothing", async () => {
    const m = machine()
    const before = new Map(m.files)
    const rehearsed = await m.run({ due: true, dryRun: true })
    expect(shown(rehearsed)).toEqual(["a 2026-11 due", "b 2026-11 due"])
    expect(runLines(rehearsed)[0]).toBe("a  2026-11  would be made, planned 2026-11-01T06:00:00Z")
    expect(m.files).toEqual(before)
  })

  it("changes of zone, time, day and rule between runs make none twice", async () => {
    const m = machine({ a: monthly })
    await m.run()
    const edition = {
      month: { ...monthly, zone: "Pacific/Apia" },
      day: { ...monthly, day: 20, catchUp: "P30D" },
    }
    const all = [
      edition.month,
      edition.day,
      { ...monthly, time: "23:30" },
      { ...monthly, every: "quarter" },
      { ...monthly, every: { cron: "0 6 1 * *" } },
      { ...monthly, every: { cron: "0 5 1 * *" }, zone: "Asia/Kathmandu" },
      monthly,
    ]
    for (const [i, schedule] of all.entries()) {
      m.put("templates/a/schedule.json", schedule)
      m.now = `2026-11-${String(5 + 3 * i).padStart(2, "0")}T07:00:00Z`
      await m.run()
    }
    expect(m.made).toEqual(["a 2026-11"])
    expect((await events(m, "begun")).length).toBe(1)
  })

  it("a year by cron makes each slot once, also where clocks change", async () => {
    const every = { cron: "30 2 * 3,10 0" }
    const m = machine({ a: { ...monthly, every, zone: "Europe/Paris", catchUp: "P3D" } })
    for (let day = Date.parse("2026-11-01T12:00:00Z"); day < Date.parse("2027-11-01"); day += 86_400_000) {
      m.now = new Date(day).toISOString()
      m.put("data/facts.json", { version: day })
      await m.run()
    }
    const begun = await events(m, "begun")
    expect(begun).toHaveLength(9)
    expect(begun.map(b => b.slot)).toContain("2027-03-28T02:30")
    expect(new Set(begun.map(b => b.slot)).size).toBe(9)
  })

  it("without a first day it begins where an edition may still be made, and remembers that", async () => {
    const m = machine({ a: monthly }, { now: "2026-11-20T00:00:00Z" })
    expect(shown(await m.run())).toEqual([])
    m.now = "2027-01-20T00:00:00Z"
    expect(shown(await m.run())).toEqual(["a 2026-12 missed", "a 2027-01 missed"])
  })

  it("with a first day long past what was missed is written down, and nobody is told of it", async () => {
    const notify = [{ by: "command", run: ["x"] }]
    const m = machine({ a: { ...monthly, from: "2026-08-01", notify } })
    const result = await m.run()
    expect(shown(result)).toEqual(
      ["2026-08", "2026-09", "2026-10"].map(e => `a ${e} missed`).concat("a 2026-11 issued"),
    )
    expect(runProblems(result, { isAsked: false }).map(p => p.severity)).toEqual(Array(3).fill("warning"))
    expect(m.told).toEqual(["issued a 2026-11"])
  })
})

describe("one note never holds back the others", () => {
  it("a schedule that is none", async () => {
    const m = machine({ a: { ...monthly, zone: "Mars/Olympus" }, b: monthly })
    const result = await m.run()
    expect(shown(result)).toEqual(["b 2026-11 issued"])
    expect(runProblems(result, { isAsked: false })).toMatchObject([
      { severity: "error", place: { file: "templates/a/schedule.json" } },
    ])
  })

  it("an edition that fails, for good or by a fault of the program", async () => {
    const m = machine({ a: monthly, b: monthly, c: monthly })
    m.failures.push(broken(), new TypeError("x is undefined"))
    const result = await m.run()
    expect(shown(result)).toEqual(["a 2026-11 failed", "b 2026-11 failed", "c 2026-11 issued"])
    expect(result.slots.map(s => s.reason)).toEqual([
      "bad data; mend it (and 1 more problem)",
      "a fault of the program: x is undefined; build the note with --debug and report it",
      null,
    ])
    expect(m.waits).toEqual([])
  })
})

describe("what may pass is tried again", () => {
  it("after pauses that grow threefold, with the other notes first", async () => {
    const m = machine()
    m.failures.push(passing(), Object.assign(new Error("busy"), { code: "ETXTBSY" }), passing(), passing())
    const result = await m.run()
    expect(m.asked.map(o => o.notes![0])).toEqual(["a", "b", "a", "b", "a", "b"])
    expect(m.waits).toEqual([60, 180])
    expect(result.slots).toMatchObject([
      { note: "a", outcome: "issued", tries: 3 },
      { note: "b", outcome: "issued", tries: 3 },
    ])
    expect((await events(m, "ended")).map(l => `${l.note} ${l.outcome} ${l.passing}`)).toEqual([
      ...["a failed true", "b failed true", "a failed true", "b failed true"],
      ...["a issued false", "b issued false"],
    ])
  })

  it("as often as the schedule says; and at the next run, as long as its window is open", async () => {
    const m = machine({ a: { ...monthly, attempts: 2, pause: "PT2H" } })
    m.failures.push(...Array.from({ length: 4 }, passing))
    for (const day of ["02", "03"]) {
      m.now = `2026-11-${day}T07:00:00Z`
      expect((await m.run()).slots).toMatchObject([
        { outcome: "failed", tries: 2, reason: "the browser ended" },
      ])
    }
    expect(m.waits).toEqual([7200, 7200])
    expect(shown(await m.run())).toEqual(["a 2026-11 issued"])
  })

  it("not what fails for good, until what it is made from changes: data, templates, wishes, the damaged edition", async () => {
    const m = machine({ a: monthly })
    await m.run({ now: "a" })
    let schedule: object = { ...monthly, day: 5 }
    const mend: (() => void)[] = [
      () => m.put("data/facts.json", { version: 2 }),
      () => m.put("templates/a/prose.en.hbs", "new"),
      () => m.put("templates/shared/words.en.json", "new"),
      () => m.put("templates/house.css", "new"),
      () => {
        schedule = { ...schedule, allowMissing: ["fr"] }
        m.put("templates/a/schedule.json", schedule)
      },
      () => m.put("output/a/2026-11/a.html", "as it was"),
    ]
    const elsewhere = () => {
      m.put("templates/b/prose.en.hbs", String(m.asked.length))
      m.put("data/drafts/x.json", String(m.asked.length))
      m.put("data/coverage/x.json", String(m.asked.length))
      const told = `tell-${m.asked.length}`
      schedule = { ...schedule, notify: [{ by: "command", run: [told] }], time: "05:00" }
      m.put("templates/a/schedule.json", schedule)
    }
    m.now = "2026-11-05T07:00:00Z"
    m.put("templates/a/schedule.json", schedule)
    m.failures.push(broken())
    expect(shown(await m.run())).toEqual(["a 2026-11 failed"])
    for (const change of mend) {
      elsewhere()
      const again = await m.run()
      expect(again.slots).toMatchObject([{ outcome: "failed before", tries: 0 }])
      expect(runProblems(again, { isAsked: false })).toMatchObject([{ severity: "error" }])
      m.failures.push(broken())
      change()
      expect(shown(await m.run()), String(change)).toEqual(["a 2026-11 failed"])
    }
  })

  it("but no longer once its window has closed: then it is missed; nor if another run has made it meanwhile", async () => {
    const notify = [{ by: "command", run: ["x"], on: ["issued", "missed"] }]
    const m = machine({ a: { ...monthly, pause: "PT2H", notify } }, { now: "2026-10-20T00:00:00Z" })
    await m.run()
    m.now = "2026-11-11T05:00:00Z"
    m.failures.push(passing())
    const late = await m.run()
    expect(late.slots).toMatchObject([{ outcome: "left", reason: "its window has closed" }])
    expect(shown(await m.run())).toEqual(["a 2026-11 missed"])
    expect(m.told).toEqual(["missed a 2026-11"])
    m.now = "2026-12-01T07:00:00Z"
    m.failures.push(passing())
    m.lockless = true
    const { wait } = m.host
    Object.assign(m.host, {
      wait: async (ms: number) => {
        await m.run()
        return wait(ms)
      },
    })
    expect((await m.run()).slots).toMatchObject([
      { outcome: "made before", reason: "another run has made it" },
    ])
    expect(m.made).toEqual(["a 2026-12"])
  })

  it("and stops at the signal: the rest is left, nobody is told of a failure that may pass", async () => {
    const notify = [{ by: "command", run: ["x"] }]
    const m = machine({ a: { ...monthly, notify }, b: { ...monthly, notify } })
    m.failures.push(passing())
    const stop = new AbortController()
    const wait = m.host.wait
    Object.assign(m.host, {
      wait: async (ms: number) => {
        stop.abort()
        return wait(ms)
      },
    })
    const result = await m.run({ due: true }, stop.signal)
    expect(shown(result)).toEqual(["b 2026-11 issued", "a 2026-11 left"])
    expect(runProblems(result, { isAsked: false })).toEqual([])
    expect(m.told).toEqual(["issued b 2026-11"])
    expect(shown(await m.run())).toEqual(["a 2026-11 issued"])
  })
})

describe("after a crash", () => {
  it("between the edition and the record the next run says that it was made, and people are told once", async () => {
    const notify = [{ by: "command", run: ["x"] }]
    const m = machine({ a: { ...monthly, notify } })
    for (let step = 1; m.made.length === 0; step++) {
      m.crashAfter = step
      await expect(m.run()).rejects.toThrow(Crash)
      m.restart()
    }
    m.put("data/facts.json", { version: 2 })
    expect(m.told).toEqual([])
    expect(shown(await m.run())).toEqual([])
    const [last] = (await events(m, "ended")).slice(-1)
    expect(last).toMatchObject({
      ...{
        outcome: "issued",
        issue: "2026-11",
        files: ["output/a/2026-11/a.html", "output/a/2026-11/b.html"],
      },
      reason: "it was found made by an attempt that was interrupted",
    })
    expect(m.made).toEqual(["a 2026-11"])
    expect(m.told).toEqual(["issued a 2026-11"])
    await m.run()
    expect(m.told).toHaveLength(1)
  })

  it("at any step of the world: each edition is made once, and each is told of", async () => {
    const notify = [{ by: "command", run: ["x"] }]
    for (let step = 0; step < 200; step++) {
      const m = machine({ a: { ...monthly, notify }, b: { ...monthly, notify } })
      m.crashAfter = step
      const ended = await m.run().then(
        () => true,
        () => false,
      )
      m.restart()
      await m.run()
      expect([...m.made].sort(), `step ${step}`).toEqual(["a 2026-11", "b 2026-11"])
      expect([...new Set(m.told)].sort()).toEqual(["issued a 2026-11", "issued b 2026-11"])
      // Only a crash between telling and writing that down tells twice.
      expect(m.told.length).toBeLessThanOrEqual(3)
      if (ended) return expect(step).toBeGreaterThan(30)
    }
    throw new Error("a run has more than 200 steps")
  })

  it("an edition that stood before the attempt is not taken for its work", async () => {
    const m = machine({ a: monthly }, { now: "2026-10-31T12:00:00Z" })
    await m.run({ now: "a" })
    m.now = "2026-11-01T00:00:00Z"
    await m.run({ now: "a" })
    m.put("data/facts.json", { version: 2 })
    m.now = "2026-11-01T07:00:00Z"
    // The build itself fails for want of power.
    const { stage } = m.host
    Object.assign(m.host, { stage: () => Promise.reject(new Crash()) })
    await m.run()
    Object.assign(m.host, { stage })
    m.put("data/facts.json", { version: 3 })
    expect(m.made).toEqual(["a 2026-10"])
    expect(shown(await m.run())).toEqual(["a 2026-11 issued"])
  })
})

describe("several at once", () => {
  it("one works, the others wait; who waits in vain says so", async () => {
    const m = machine()
    const [first, second] = await Promise.all([m.run(), m.run({ due: true, waitMs: 5000 })])
    expect(shown(first!)).toEqual(["a 2026-11 issued", "b 2026-11 issued"])
    expect(second).toEqual({ busy: true, slots: [], problems: [] })
    expect(m.waits).toEqual([5])
    expect(runLines(second!)[0]).toMatch(/^another run/)
    expect(runProblems(second!, { isAsked: false })).toEqual([])
    expect(runProblems(second!, { isAsked: true })).toHaveLength(1)
  })

  it("a lock that was lost makes none twice, and people are told once", async () => {
    const notify = [{ by: "command", run: ["x"], on: ["issued", "unchanged", "failed"] }]
    const m = machine({ a: { ...monthly, notify }, b: { ...monthly, notify } })
    m.lockless = true
    await Promise.all([m.run(), m.run(), m.run()])
    expect([...m.made].sort()).toEqual(["a 2026-11", "b 2026-11"])
    expect([...m.told].sort()).toEqual(["issued a 2026-11", "issued b 2026-11"])
    expect(shown(await m.run())).toEqual([])
  })
})

describe("what a run tells", () => {
  it("a lock in whose place something else stands is named, with what to do", async () => {
    const folder = mkdtempSync(join(tmpdir(), "brief-lock-"))
    const put = [
      (lock: string) => writeFileSync(lock, ""),
      (lock: string) => {
        mkdirSync(lock)
        writeFileSync(join(lock, "x"), "")
      },
    ]
    for (const [i, place] of put.entries()) {
      const out = join(folder, String(i))
      mkdirSync(out)
      const lock = join(out, ".run.lock")
      place(lock)
      utimesSync(lock, 1, 1)
      const m = machine({ a: monthly })
      Object.assign(m.host, { lock: nodeHost({ root: folder }).lock })
      await expect(m.run({ due: true, out, waitMs: 0 })).rejects.toMatchObject({
        problems: [{ place: { file: lock }, hint: expect.stringContaining(`rm -r ${lock}`) }],
      })
    }
    rmSync(folder, { recursive: true })
  })

  it("a problem of the data that is an error of one note is not told as a warning of another too", () => {
    const place = { file: "data/x.json", line: 3 }
    const [error, warning] = (["error", "warning"] as const).map(severity =>
      problem("x", { severity, place }),
    )
    const elsewhere = problem("x", { severity: "warning", place: { ...place, line: 4 } })
    const slot = (problems: readonly Problem[]) => ({ problems }) as SlotResult
    const slots = [slot([warning!, elsewhere]), slot([error!, warning!])]
    expect(runProblems({ busy: false, slots, problems: [] }, { isAsked: false })).toEqual([elsewhere, error])
  })
})

describe("asked for out of turn", () => {
  it("now: after its time the planned edition counts as made; before, it is still due", async () => {
    const m = machine({ a: { ...monthly, day: 10 } })
    const first = await m.run({ now: "a" })
    expect(first.slots).toMatchObject([{ outcome: "issued", planned: null, cause: "now", slot: "2026-11" }])
    expect(m.asked[0]).toMatchObject({ day: "2026-11-01", edition: "2026-11" })
    expect(m.asked[0]).not.toHaveProperty("cutOff")
    m.now = "2026-11-10T07:00:00Z"
    expect(shown(await m.run())).toEqual(["a 2026-11 unchanged"])
    m.now = "2026-12-11T07:00:00Z"
    m.put("data/facts.json", { version: 2 })
    expect(shown(await m.run({ now: "a" }))).toEqual(["a 2026-12 issued"])
    expect(shown(await m.run())).toEqual([])
  })

  it("now: whatever its schedule says, also paused, or without one; a name that is no note’s is wrong usage", async () => {
    const m = machine({ a: monthly, b: undefined })
    await pause("a", true, { host: m.host })
    expect(shown(await m.run({ now: "a" }))).toEqual(["a 2026-11 issued"])
    const backfill = { from: "2026-10", to: "2026-10", note: "a" }
    expect(shown(await m.run({ backfill })), "so too what is made good").toEqual(["a 2026-10 issued"])
    expect(shown(await m.run())).toEqual([])
    expect(shown(await m.run({ now: "b" }))).toEqual(["b 2026-11 issued"])
    expect(m.asked.at(-1)).toMatchObject({ unchanged: "issue" })
    await expect(m.run({ now: "c" })).rejects.toMatchObject({ usage: true })
    m.put("templates/a/schedule.json", { ...monthly, edition: "month before" })
    expect(shown(await m.run({ now: "a" }))).toEqual(["a 2026-10 unchanged"])
  })

  it("backfill: what was never made, past its window and before the first day, as of its own day; and once", async () => {
    const m = machine({ a: { ...monthly, from: "2026-05-01" }, b: monthly })
    await m.run()
    const backfill = { from: "2026-03", to: "2026-12", note: "a" }
    const made = ["2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]
    m.asked.length = 0
    const result = await m.run({ backfill })
    expect(shown(result)).toEqual([
      ...["a 2026-11 made before", "a 2026-12 to come"],
      ...made.map(e => `a ${e} issued`),
    ])
    expect(m.asked.map(o => [o.day, o.cutOff, o.unchanged])).toEqual(
      made.map(e => [`${e}-01`, `${e}-01`, "issue"]),
    )
    expect(shown(await m.run({ backfill })).filter(s => s.includes("issued"))).toEqual([])
    expect(shown(await m.run())).toEqual([])
    await expect(m.run({ backfill: { from: "2026-13", to: "2026-13" } })).rejects.toMatchObject({
      usage: true,
    })
    await expect(m.run({ backfill: { from: "2026-03", to: "2026-02" } })).rejects.toMatchObject({
      usage: true,
    })
    m.put("templates/b/schedule.json", undefined)
    await expect(m.run({ backfill: { ...backfill, note: "b" } })).rejects.toThrow("has no schedule")
  })

  it("backfill: what somebody has built by hand is there, and is not made again", async () => {
    const m = machine({ a: monthly })
    await issueInvented("a", { month: "2026-09", revision: 1 }, m.host)
    const backfill = { from: "2026-09", to: "2026-10" }
    expect(shown(await m.run({ backfill }))).toEqual(["a 2026-09 made before", "a 2026-10 issued"])
    expect(m.made).toEqual(["a 2026-10"])
  })

  it("nothing at all is wrong usage", async () => {
    await expect(machine().run({})).rejects.toMatchObject({ usage: true })
  })
})

describe("a pause", () => {
  it("makes nothing and misses nothing; what is in its window afterwards is made", async () => {
    const m = machine({ a: monthly }, { now: "2026-10-20T00:00:00Z" })
    await m.run()
    expect(await pause("a", true, { host: m.host })).toEqual({ note: "a", paused: true, changed: true })
    expect(await pause("a", true, { host: m.host })).toMatchObject({ changed: false })
    m.now = "2026-11-30T00:00:00Z"
    expect(shown(await m.run())).toEqual([])
    m.now = "2026-12-05T00:00:00Z"
    expect(shown(await m.run())).toEqual([])
    await pause("a", false, { host: m.host })
    expect(shown(await m.run())).toEqual(["a 2026-12 issued"])
    expect(await events(m, "missed")).toEqual([])
    await expect(pause("c", true, { host: m.host })).rejects.toMatchObject({ usage: true })
  })

  it("while a run is at it, is heeded before the next attempt", async () => {
    const m = machine({ a: monthly })
    m.failures.push(passing())
    const { wait } = m.host
    Object.assign(m.host, {
      wait: async (ms: number) => {
        await pause("a", true, { host: m.host })
        return wait(ms)
      },
    })
    expect(shown(await m.run())).toEqual(["a 2026-11 left"])
  })
})
