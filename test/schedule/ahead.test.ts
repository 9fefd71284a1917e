import { describe, expect, it } from "vitest"
import { ProblemError, problem } from "../../src/model/problem.js"
import { readLedger } from "../../src/schedule/ledger.js"
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
})
