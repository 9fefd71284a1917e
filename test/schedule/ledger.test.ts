import { describe, expect, it } from "vitest"
import { ProblemError, problem } from "../../src/model/problem.js"
import { examineSchedules } from "../../src/schedule/doctor.js"
import { readLedger } from "../../src/schedule/ledger.js"
import { listedLines, listRuns } from "../../src/schedule/runs.js"
import { status } from "../../src/schedule/status.js"
import { interruptedMachine, type Machine, machine, monthly } from "./machine.js"

const file = "output/runs.jsonl"
const place = (m: Machine) => ({ out: "output", host: m.host })
const text = (m: Machine) => new TextDecoder().decode(m.files.get(file))
const write = (m: Machine, content: string) => m.files.set(file, new TextEncoder().encode(content))

describe("the run ledger", () => {
  it("is one JSON object a line, and says nothing where nothing has run", async () => {
    const m = machine()
    expect(await readLedger(place(m))).toEqual({ lines: [], problems: [] })
    await m.run()
    const lines = text(m).split("\n")
    expect(lines.pop()).toBe("")
    expect(lines.map(line => JSON.parse(line).event)).toEqual([
      ...["scheduled", "scheduled", "begun", "ended", "begun", "ended"],
    ])
  })

  it("torn at any byte, loses no more than that line; nothing is made again, and the next line is whole", async () => {
    const m = machine()
    await m.run()
    const whole = text(m)
    const before = (await readLedger(place(m))).lines
    for (let length = 0; length < whole.length; length++) {
      const complete = whole.slice(0, length).split("\n").length - 1
      write(m, whole.slice(0, length))
      const { lines, problems } = await readLedger(place(m))
      expect(lines.slice(0, complete)).toEqual(before.slice(0, complete))
      expect(lines.length - complete).toBeLessThanOrEqual(1)
      expect(problems.length).toBeLessThanOrEqual(1)
      if (problems.length > 0)
        expect(problems).toMatchObject([{ severity: "warning", place: { file, line: complete + 1 } }])
      await m.host.append(file, JSON.stringify(before[2]))
      expect((await readLedger(place(m))).lines.at(-1)).toEqual(before[2])
    }
  })

  it("torn at any byte, and the machine started again: each edition is there once, and recorded", async () => {
    const m = machine({ a: monthly })
    await m.run()
    const whole = text(m)
    for (let length = 0; length < whole.length; length += 3) {
      write(m, whole.slice(0, length))
      await m.run()
      expect(m.made).toEqual(["a 2026-11"])
      const asked = m.asked.length
      await m.run()
      expect(m.asked.length, "made before").toBe(asked)
    }
  })

  it("passes over what it does not know, with the line’s number, and reads what a later version adds to a line", async () => {
    const m = machine({ a: monthly })
    await m.run()
    const lines = text(m).trimEnd().split("\n")
    const later = lines.map(line => JSON.stringify({ ...JSON.parse(line), later: { x: 1 } }))
    const odd = [
      '{"event":"audited","at":"2026-11-01T07:00:00Z","note":"a"}',
      "\u0000\u0000\u0000",
      "[]",
      "null",
      '{"event":"begun"}',
      "\ufffd{",
    ]
    write(m, [...odd, ...later, ""].join("\n"))
    const { lines: read, problems } = await readLedger(place(m))
    expect(read.map(l => l.event)).toEqual(["scheduled", "begun", "ended"])
    expect(problems.map(p => [p.severity, p.place!.line])).toEqual(odd.map((_, i) => ["warning", i + 1]))
    expect((await m.run()).problems, "told by those who look, not at each run").toEqual([])
    for (const look of [status(m.host), listRuns({}, m.host)])
      expect((await look).problems).toHaveLength(odd.length)
    const findings = await examineSchedules(place(m), m.host)
    expect(findings.find(f => f.what === "last run")!.found).toContain(`${odd.length} lines`)
    expect(m.made).toEqual(["a 2026-11"])
  })

  it("can be read whatever a reason has in it, so that nothing is tried or told again for that", async () => {
    const m = machine({ a: { ...monthly, attempts: 1, notify: [{ by: "command", run: ["x"] }] } })
    m.failures.push(new ProblemError([problem("odd \uFDD0\u0000\uD800 word")]))
    for (let call = 0; call < 3; call++) await m.run()
    expect((await readLedger(place(m))).problems).toEqual([])
    expect([m.asked.length, m.told]).toEqual([1, ["failed a 2026-11"]])
  })

  it.each(["odd \uFDD0 word", `${"x".repeat(599)} and more`])(
    "gives a reason back as it was, so that who knows it is not told again: %#",
    async what => {
      const m = machine({ a: { ...monthly, attempts: 1, notify: [{ by: "command", run: ["x"] }] } })
      for (let call = 0; call < 3; call++) {
        m.failures.push(new ProblemError([problem(what, { passing: true })]))
        await m.run()
      }
      expect([m.asked.length, m.told]).toEqual([3, ["failed a 2026-11"]])
    },
  )

  it("is read anew only where it grew; another in its place is read whole", async () => {
    const m = machine({ a: monthly })
    await m.run()
    const [first, second, third] = text(m).trimEnd().split("\n") as [string, string, string]
    const read = async (content: string) => {
      write(m, content)
      const { lines, problems } = await readLedger(place(m))
      const fresh = await readLedger(place({ ...m, host: { ...m.host } }))
      expect({ lines, problems }, "as somebody reads it who never did").toEqual(fresh)
      return [lines.map(l => l.event).join(" "), problems.map(p => p.place!.line)]
    }
    expect(await read(`${first}\n`)).toEqual(["scheduled", []])
    expect(await read(`${first}\n{\n`)).toEqual(["scheduled", [2]])
    expect(await read(`${first}\n{\n\n${second}\n{"tor`)).toEqual(["scheduled begun", [2, 5]])
    expect(await read(`${first}\n{\n\n${second}\n{"tor\n${third}`)).toEqual(["scheduled begun ended", [2, 5]])
    expect(await read(`${second}\n${third}\nx\n`)).toEqual(["begun ended", [3]])
    expect(await read("")).toEqual(["", []])
    expect(await read(`${second}\n`)).toEqual(["begun", []])
  })

  it("lost altogether, makes nothing again: what stands in the folder decides", async () => {
    const m = machine({ a: monthly })
    await m.run()
    m.files.delete(file)
    expect((await m.run()).slots).toMatchObject([{ outcome: "unchanged", issue: "2026-11" }])
    expect(m.made).toEqual(["a 2026-11"])
  })
})

describe("brief runs", () => {
  it("lists attempts and what was missed, the newest last, with who called and who was told", async () => {
    const notify = [{ by: "command", run: ["x"] }]
    const m = machine({ a: { ...monthly, notify }, b: monthly })
    m.failures.push(Object.assign(new Error("no room"), { code: "ENOSPC" }))
    await m.run({ due: true, trigger: "cron" })
    m.now = "2026-12-20T00:00:00Z"
    await m.run()
    const { runs } = await listRuns({}, m.host)
    expect(runs.map(r => `${r.note} ${r.edition} ${r.outcome} ${r.try}`)).toEqual([
      ...["a 2026-11 failed 1", "b 2026-11 issued 1", "a 2026-11 issued 2"],
      ...["a 2026-12 missed null", "b 2026-12 missed null"],
    ])
    expect(runs[0]).toMatchObject({
      ...{ planned: "2026-11-01T06:00:00Z", began: "2026-11-01T07:00:00.000Z", seconds: 0, trigger: "cron" },
      ...{ reason: "the system failed: no room", cause: "due", told: [] },
    })
    expect(runs[2]!.told).toMatchObject([{ on: "issued", by: "command", to: "x", sent: true }])
    expect(runs[3]!.told).toMatchObject([{ on: "missed", sent: true }])
    expect(listedLines(runs[2]!)).toEqual([
      "2026-11-01 07:01:00Z  a  2026-11  issued as 2026-11 in 0 s, attempt 2, planned 2026-11-01 06:00:00Z, by cron",
      "  output/a/2026-11/a.html",
      "  told x (command)",
    ])
    expect((await listRuns({ note: "a", last: 1 }, m.host)).runs).toMatchObject([{ outcome: "missed" }])
    expect((await listRuns({ note: "b" }, m.host)).runs).toHaveLength(2)
    await expect(listRuns({ note: "c" }, m.host)).rejects.toMatchObject({ usage: true })
  })

  it("says of an attempt without an end that it was interrupted, or is going on while a run holds the lock", async () => {
    const m = await interruptedMachine()
    const outcome = async () => (await listRuns({}, m.host)).runs.map(r => r.outcome)
    expect(await outcome()).toEqual(["interrupted"])
    const release = await m.host.lock("output/.run")
    expect(await outcome()).toEqual(["going on"])
    await release!()
    await m.run()
    expect(await outcome()).toEqual(["interrupted", "issued"])
  })
})
