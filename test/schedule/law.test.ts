import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ProblemError, problem } from "../../src/model/problem.js"
import { schedule as scheduleSchema } from "../../src/model/schedule.js"
import { slotsBetween } from "../../src/schedule/calendar.js"
import { readLedger } from "../../src/schedule/ledger.js"
import { type Machine, machine } from "./machine.js"

const start = "2026-01-15T12:00:00Z"
const notify = [{ by: "command", run: ["x"], on: ["issued", "failed", "missed"] }]

/** What can happen to a machine: time passes; a run that ends well, meets failures, or loses power at a step. */
type Event =
  | { readonly is: "time"; readonly hours: number }
  | { readonly is: "run" }
  | { readonly is: "failing"; readonly builds: number; readonly passing: boolean }
  | { readonly is: "crash"; readonly step: number }
  | { readonly is: "deaf"; readonly deaf: boolean }

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ is: fc.constant("time" as const), hours: fc.integer({ min: 1, max: 900 }) }),
  },
  { weight: 4, arbitrary: fc.record({ is: fc.constant("run" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant("failing" as const),
      builds: fc.integer({ min: 1, max: 6 }),
      passing: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant("crash" as const), step: fc.integer({ min: 0, max: 40 }) }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("deaf" as const), deaf: fc.boolean() }) },
)

const aSchedule = fc.record({
  every: fc.constantFrom<unknown>("month", "quarter", { cron: "0 6 * * 1" }),
  day: fc.constantFrom<unknown>(1, 15, 29, 31, "last"),
  time: fc.constantFrom("00:00", "02:30", "06:00", "23:59"),
  zone: fc.constantFrom("UTC", "Africa/Bamako", "Europe/Paris", "America/New_York", "Asia/Kathmandu"),
  catchUp: fc.constantFrom("P1D", "P5D", "P20D"),
})
const withoutDay = ({ every, day, time, ...rest }: Record<string, unknown>) =>
  typeof every === "object" ? { every, ...rest } : { every, day, time, ...rest }

const failures = (builds: number, passing: boolean) =>
  Array.from(
    { length: builds },
    () => new ProblemError([problem("it failed", passing ? { passing: true } : {})]),
  )

/** Lets a thing happen; gives the instant of a run at which the machine was well from its beginning to its end. */
async function happen(m: Machine, event: Event): Promise<string | undefined> {
  if (event.is === "time") m.now = new Date(Date.parse(m.now) + event.hours * 3_600_000).toISOString()
  if (event.is === "deaf") m.deaf = event.deaf
  if (event.is === "crash") {
    m.crashAfter = event.step
    await m.run().catch(() => {})
    m.restart()
  }
  if (event.is === "failing") {
    m.failures.push(...failures(event.builds, event.passing))
    await m.run()
    m.failures.length = 0
    // Somebody mends what failed for good.
    m.put("data/facts.json", { version: 1, mended: m.asked.length })
    m.put("data/facts.json", { version: 1 })
    m.put(`templates/shared/mended.${m.asked.length}`, "")
  }
  if (event.is !== "run") return undefined
  const at = m.now
  await m.run()
  return at
}

describe("over any span, any pattern of calls, outages, crashes and failures", () => {
  it("each edition is made at most once, and exactly once if the machine was well in its window", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 30 }), aSchedule, async (events, given) => {
        const value = { ...withoutDay(given), from: "2026-01-15", unchanged: "issue", notify }
        const schedule = scheduleSchema.parse(value)
        const m = machine({ a: value }, { now: start })
        const well: string[] = []
        for (const one of events) {
          const at = await happen(m, one)
          if (at) well.push(at)
        }
        m.deaf = false
        const end = m.now
        const slots = slotsBetween(schedule, "a", { from: start, to: end })
        const { lines } = await readLedger({ out: "output", host: m.host })
        const ofSlot = (id: string) => lines.filter(l => "slot" in l && l.slot === id)
        for (const slot of slots) {
          const own = ofSlot(slot.id)
          const successes = own.filter(l => l.event === "ended" && l.outcome !== "failed")
          const isOpen = (at: string) =>
            Date.parse(at) >= Date.parse(slot.planned) && Date.parse(at) < Date.parse(slot.closes)
          const passed = [...well].filter(at => Date.parse(at) >= Date.parse(slot.closes))
          const superseded = slots.some(
            s =>
              s.edition === slot.edition &&
              s.planned > slot.planned &&
              ofSlot(s.id).some(l => l.event === "ended" && l.outcome !== "failed"),
          )
          expect(successes.length, "at most once").toBeLessThanOrEqual(1)
          if (well.some(isOpen) && !superseded) expect(successes.length, "exactly once").toBe(1)
          const missed = own.filter(l => l.event === "missed")
          expect(missed.length, "missed").toBeLessThanOrEqual(1)
          if (passed.length > 0 && !superseded) expect(successes.length + missed.length, "known").toBe(1)
        }
        // One issue of each month stands, never a revision: nothing was changed.
        expect(new Set(m.made).size).toBe(m.made.length)
        expect(m.made.filter(one => one.includes("-r"))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it("the same under a schedule that is changed between runs: never twice", async () => {
    const change = fc.record({ is: fc.constant("schedule" as const), to: aSchedule })
    const anything = fc.array(fc.oneof({ weight: 4, arbitrary: event }, { weight: 1, arbitrary: change }), {
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(anything, aSchedule, async (events, given) => {
        const monthly = (s: Record<string, unknown>) => ({ ...withoutDay(s), unchanged: "issue", notify })
        const m = machine({ a: monthly(given) }, { now: start })
        for (const one of events) {
          if (one.is === "schedule") m.put("templates/a/schedule.json", monthly(one.to))
          else await happen(m, one)
        }
        expect(new Set(m.made).size).toBe(m.made.length)
        expect(m.made.filter(made => made.includes("-r"))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it("everybody is told of every edition; once, where no power failed and nobody was deaf", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 25 }), async events => {
        const m = machine(
          {
            a: {
              every: "month",
              zone: "UTC",
              catchUp: "P20D",
              from: "2026-01-15",
              unchanged: "issue",
              notify,
            },
          },
          { now: start },
        )
        for (const one of events) await happen(m, one)
        m.deaf = false
        m.now = new Date(Date.parse(m.now) + 86_400_000).toISOString()
        await m.run()
        const recent = m.made.filter(
          one => Date.parse(`${one.slice(2)}-01`) > Date.parse(m.now) - 15 * 86_400_000,
        )
        for (const one of recent) expect(m.told, one).toContain(`issued ${one}`)
        if (events.some(e => e.is === "crash" || e.is === "deaf")) return
        const issued = m.told.filter(t => t.startsWith("issued"))
        expect(issued).toEqual(m.made.map(one => `issued ${one}`))
        expect(new Set(issued).size).toBe(issued.length)
      }),
      { numRuns: 100 },
    )
  })
})
