import { describe, expect, it } from "vitest"
import { ProblemError, problem } from "../../src/model/problem.js"
import { readLedger } from "../../src/schedule/ledger.js"
import { pause } from "../../src/schedule/pauses.js"
import { status } from "../../src/schedule/status.js"
import { type Machine, machine, monthly } from "./machine.js"

const notify = [{ by: "command", run: ["x"] }]
const months = (m: Machine) => m.told.map(told => told.replace(" a ", " "))

async function ahead(until: string, schedule: object = {}): Promise<Machine> {
  const m = machine({ a: { ...monthly, unchanged: "issue", attempts: 1, notify, ...schedule } })
  await m.run()
  m.now = until
  return m
}

describe("a clock that was ahead and is set right", () => {
  it("what it has missed is made in its time, or missed and told anew; what it has made stays made", async () => {
    const m = await ahead("2027-02-05T00:00:00Z")
    await m.run()
    expect(months(m)).toEqual(["issued 2026-11", "issued 2027-02", "missed 2027-01"])
    m.told.length = 0
    m.now = "2026-12-02T00:00:00Z"
    await m.run()
    expect(months(m), "nothing of what was told is told again").toEqual(["issued 2026-12"])
    m.now = "2027-01-15T00:00:00Z"
    await m.run()
    m.now = "2027-02-01T07:00:00Z"
    await m.run()
    expect(months(m)).toEqual(["issued 2026-12", "missed 2027-01"])
    expect(m.made).toEqual(["a 2026-11", "a 2027-02", "a 2026-12"])
    await m.run()
    expect(months(m)).toHaveLength(2)
  })

  it("what somebody could not be told meanwhile is told at once", async () => {
    const m = await ahead("2026-12-01T07:00:00Z")
    m.deaf = true
    await m.run()
    m.now = "2026-12-02T00:00:00Z"
    await m.run()
    m.deaf = false
    m.now = "2026-11-20T00:00:00Z"
    await m.run()
    expect(months(m)).toEqual(["issued 2026-11", "issued 2026-12"])
  })

  it("who still cannot be told is tried at growing distances, as ever", async () => {
    const m = await ahead("2026-12-01T07:00:00Z")
    m.deaf = true
    await m.run()
    for (let quarter = 0; quarter <= 8; quarter++) {
      m.now = new Date(Date.parse("2026-11-20T00:00:00Z") + quarter * 900_000).toISOString()
      await m.run()
    }
    const { lines } = await readLedger({ out: "output", host: m.host })
    const tries = lines.filter(l => l.event === "told" && l.slot === "2026-12").map(l => l.at.slice(8, 16))
    expect(tries).toEqual(["01T07:00", "20T00:00", "20T00:15", "20T00:30", "20T01:00", "20T02:00"])
  })

  it("what failed is tried and told in its time", async () => {
    const m = await ahead("2026-12-01T07:00:00Z")
    const broken = () => new ProblemError([problem("bad data")])
    m.failures.push(broken())
    await m.run()
    m.told.length = 0
    // The next month comes some hours before the failure is dated.
    m.now = "2026-12-01T06:00:00Z"
    m.failures.push(broken())
    await m.run()
    expect(months(m)).toEqual(["failed 2026-12"])
  })

  it("a schedule that was first run then is due from now on", async () => {
    const m = machine({ a: { ...monthly, notify } }, { now: "2030-06-20T00:00:00Z" })
    await m.run()
    m.now = "2026-11-01T07:00:00Z"
    await m.run()
    expect(m.made).toEqual(["a 2026-11"])
    m.now = "2026-12-20T00:00:00Z"
    await m.run()
    expect(months(m)).toEqual(["issued 2026-11", "missed 2026-12"])
    const { lines } = await readLedger({ out: "output", host: m.host })
    expect(lines.filter(l => l.event === "scheduled")).toHaveLength(2)
  })

  it("a few seconds, by which clocks are set back now and then, are none", async () => {
    const m = await ahead("2026-12-11T06:00:03Z")
    await m.run()
    m.now = "2026-12-11T06:00:00Z"
    await m.run()
    const { lines } = await readLedger({ out: "output", host: m.host })
    expect(lines.filter(l => l.event === "missed")).toHaveLength(1)
  })

  const shown = ({ slots }: { slots: readonly { edition: string; outcome: string }[] }) =>
    slots.map(s => `${s.edition} ${s.outcome}`)

  it("a pause was meant at once, and so was its end", async () => {
    const m = await ahead("2027-06-01T12:00:00Z")
    await pause("a", true, { host: m.host })
    m.now = "2026-11-20T00:00:00Z"
    expect(await pause("a", true, { host: m.host })).toMatchObject({ paused: true, changed: false })
    expect((await status(m.host)).notes).toMatchObject([{ is: "paused", since: "2026-11-20T00:00:00.000Z" }])
    expect(shown(await m.run())).toEqual([])
    for (const now of ["2026-12-02T00:00:00Z", "2026-12-20T00:00:00Z"]) {
      m.now = now
      expect(shown(await m.run()), "neither made nor missed").toEqual([])
    }
    expect((await status(m.host)).notes, "since a run knew of it").toMatchObject([
      { is: "paused", since: "2026-11-20T00:00:00.000Z" },
    ])
    m.now = "2027-05-15T00:00:00Z"
    await pause("a", false, { host: m.host })
    m.now = "2026-12-30T00:00:00Z"
    expect((await status(m.host)).notes).toMatchObject([{ is: "fine" }])
    await m.run()
    m.now = "2027-01-02T00:00:00Z"
    expect(shown(await m.run())).toEqual(["2027-01 issued"])
    // The days come for which both were dated, and change nothing.
    m.now = "2027-06-02T00:00:00Z"
    expect(shown(await m.run()).at(-1)).toBe("2027-06 issued")
    const { lines } = await readLedger({ out: "output", host: m.host })
    const pauses = lines.filter(l => l.event === "paused" || l.event === "resumed")
    expect(pauses.map(l => `${l.event} ${l.at.slice(0, 10)}`)).toEqual([
      ...["paused 2027-06-01", "paused 2026-11-20", "resumed 2027-05-15", "resumed 2026-12-30"],
    ])
  })

  it("a note that is paused again while its clock is right stays so when the day of an earlier end comes", async () => {
    const m = await ahead("2027-02-01T00:00:00Z")
    await pause("a", true, { host: m.host })
    await pause("a", false, { host: m.host })
    m.now = "2026-11-20T00:00:00Z"
    expect(await pause("a", true, { host: m.host })).toMatchObject({ changed: true })
    for (const now of ["2026-12-20T00:00:00Z", "2027-02-05T00:00:00Z"]) {
      m.now = now
      expect(shown(await m.run())).toEqual([])
    }
    expect((await status(m.host)).notes[0]!.is).toBe("paused")
  })
})
