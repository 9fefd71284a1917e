import { describe, expect, it } from "vitest"
import { ProblemError, problem } from "../../src/model/problem.js"
import { schedule as scheduleSchema } from "../../src/model/schedule.js"
import { pause } from "../../src/schedule/pauses.js"
import { status, statusLine } from "../../src/schedule/status.js"
import { reachedByTest } from "../../src/schedule/untold.js"
import { interruptedMachine, type Machine, machine, monthly } from "./machine.js"

async function look(m: Machine) {
  const { notes, problems } = await status(m.host)
  return { ...notes[0]!, alarms: problems.map(p => p.what), line: statusLine(notes[0]!) }
}

describe("brief status", () => {
  it("is due, then late after its grace, fine when made, missed when its window has closed", async () => {
    const m = machine({ a: { ...monthly, grace: "PT3H" } }, { now: "2026-11-01T06:00:00Z" })
    expect(await look(m)).toMatchObject({ is: "due", since: "2026-11-01T06:00:00Z", alarms: [] })
    m.now = "2026-11-01T08:59:59Z"
    expect((await look(m)).is).toBe("due")
    m.now = "2026-11-01T09:00:00Z"
    const late = await look(m)
    expect(late).toMatchObject({ is: "late", since: "2026-11-01T06:00:00Z" })
    expect(late.alarms).toEqual(["a 2026-11 is late: it has been due since 2026-11-01 06:00 (UTC)"])
    expect(late.line).toBe(
      "LATE      a  since 2026-11-01 06:00; 2026-11 late; last edition none; next 2026-12 at 2026-12-01 06:00 (UTC)",
    )
    await m.run()
    expect(await look(m)).toMatchObject({
      ...{ is: "fine", since: null, open: [], alarms: [] },
      ...{ lastEdition: { id: "2026-11", date: "2026-11-01" }, next: { edition: "2026-12" } },
    })
    m.now = "2026-12-11T06:00:00Z"
    const missed = await look(m)
    expect(missed).toMatchObject({ is: "missed", since: "2026-12-11T06:00:00Z" })
    expect(missed.alarms).toEqual(["a 2026-12 was missed: its window closed at 2026-12-11 06:00 (UTC)"])
    m.now = "2027-01-01T06:00:00Z"
    expect(await look(m)).toMatchObject({ is: "due", open: [{ is: "missed" }, { is: "open" }], alarms: [] })
    await m.run()
    expect(await look(m)).toMatchObject({ is: "fine", open: [] })
  })

  it.each([
    ["may pass", { passing: true } as const],
    ["will not pass", {}],
  ])("has failed since its attempt, with the reason, whether it %s", async (_, more) => {
    const m = machine({ a: { ...monthly, attempts: 1 } })
    m.failures.push(new ProblemError([problem("no such thing", more)]))
    await m.run()
    m.now = "2026-11-01T07:10:00Z"
    const failed = await look(m)
    expect(failed).toMatchObject({ is: "failed", since: "2026-11-01T07:00:00.000Z" })
    expect(failed.alarms).toEqual(["a 2026-11 has been failing since 2026-11-01 07:00 (UTC): no such thing"])
    expect(failed.line).toContain("no such thing")
    m.put("data/facts.json", { version: 2 })
    await m.run()
    expect((await look(m)).is).toBe("fine")
  })

  it("is paused, and then nothing is late or missed", async () => {
    const m = machine({ a: monthly }, { now: "2026-10-31T00:00:00Z" })
    await m.run()
    await pause("a", true, { host: m.host })
    for (const now of ["2026-11-05T00:00:00Z", "2026-11-20T00:00:00Z"]) {
      m.now = now
      expect(await look(m)).toMatchObject({ is: "paused", since: "2026-10-31T00:00:00.000Z", alarms: [] })
    }
    await pause("a", false, { host: m.host })
    expect(await look(m)).toMatchObject({ is: "fine", alarms: [] })
  })

  it("is due and not failed where an attempt was interrupted; its line says so", async () => {
    const found = await look(await interruptedMachine())
    expect(found).toMatchObject({ is: "due", open: [{ failed: false }] })
    expect(found.line).toContain("2026-11 due (the last attempt was interrupted)")
  })

  it("tells of notes made by hand, and of schedules that are none", async () => {
    const m = machine({ a: undefined, b: { ...monthly, zone: "here" } })
    const { notes, problems } = await status(m.host)
    expect(notes.map(n => n.is)).toEqual(["by hand", "bad schedule"])
    expect(problems).toMatchObject([{ severity: "error", place: { file: "templates/b/schedule.json" } }])
  })

  it("says that it is being made, and then it has not failed", async () => {
    const m = machine({ a: monthly })
    m.failures.push(new ProblemError([problem("it ended", { passing: true })]))
    let seen: Awaited<ReturnType<typeof look>> | undefined
    const { append } = m.host
    Object.assign(m.host, {
      append: async (path: string, line: string) => {
        await append(path, line)
        if (line.includes('"begun"')) seen = await look(m)
      },
    })
    await m.run()
    expect(seen).toMatchObject({ is: "due", open: [{ goingOn: true }] })
  })

  it("alarms while the last message by a rule reached nobody, until a message or a test does", async () => {
    const notify = [{ by: "command", run: ["x"] }]
    const m = machine({ a: { ...monthly, zone: "Africa/Cairo", notify } })
    m.deaf = true
    await m.run()
    const ill = await look(m)
    const text =
      "a: the last message by command to x reached nobody, at 2026-11-01 09:00 (Africa/Cairo): nobody answers"
    expect(ill.alarms).toEqual([text])
    expect((await status(m.host)).problems[0]!.severity).toBe("error")
    expect(ill.line).toContain("fine      a  THE LAST MESSAGE REACHED NOBODY; last edition 2026-11")
    const schedule = scheduleSchema.parse({ every: "month", zone: "UTC", notify })
    const place = { out: "output", host: m.host }
    await reachedByTest("a", { schedule, sent: [false] }, place)
    expect((await look(m)).alarms).toEqual([text])
    await reachedByTest("a", { schedule, sent: [true] }, place)
    expect(await look(m)).toMatchObject({ alarms: [], untold: [] })
    const lines = m.files.get("output/runs.jsonl")
    await reachedByTest("a", { schedule, sent: [true] }, place)
    expect(m.files.get("output/runs.jsonl"), "nothing more to say").toEqual(lines)
    m.deaf = false
    m.now = "2026-11-01T08:00:00Z"
    await m.run()
    expect(m.told, "the edition is told all the same").toEqual(["issued a 2026-11"])
  })

  it.each([
    ["schedule", ["templates/a/schedule.json"]],
    ["folder", ["templates/a/schedule.json", "templates/a/note.json"]],
  ])(
    "alarms where the %s of a note is gone that was made by itself, unless it is paused",
    async (_, files) => {
      const m = machine({ a: monthly })
      await m.run()
      for (const file of files) m.put(file, undefined)
      const gone = await look(m)
      expect(gone).toMatchObject({ note: "a", is: "no schedule any more", lastEdition: { id: "2026-11" } })
      expect(gone.alarms).toEqual([
        "a was made by itself, and its schedule is gone: nothing is made any more",
      ])
      expect(gone.line).toMatch(/^NO SCHEDULE ANY MORE {2}a {2}/)
      await pause("a", true, { host: m.host })
      expect((await status(m.host)).problems).toEqual([])
      await pause("a", false, { host: m.host })
      expect((await status(m.host)).problems).toHaveLength(1)
    },
  )

  it("a note that was always made by hand is none whose schedule is gone", async () => {
    const m = machine({ a: undefined, b: monthly })
    await m.run({ now: "a" })
    await m.run()
    expect((await look(m)).alarms).toEqual([])
    await expect(pause("a", true, { host: m.host })).rejects.toThrow("has no schedule")
  })
})
