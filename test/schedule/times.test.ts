import { spawnSync } from "node:child_process"
import { Cron } from "croner"
import fc from "fast-check"
import type { Temporal } from "temporal-polyfill"
import { describe, expect, it } from "vitest"
import { type Schedule, schedule } from "../../src/model/schedule.js"
import { slotsBetween } from "../../src/schedule/calendar.js"
import { minuteField } from "../../src/schedule/print/minutes.js"
import { firingTimes } from "../../src/schedule/print/times.js"
import { wallOfSlot } from "../../src/schedule/walls.js"
import { isThere } from "./settings.js"

const note = "oic-positions"
const timesOf = (given: object, from = "2026-01-01T00:00:00Z") => firingTimes([schedule.parse(given)], from)

const zones = ["Africa/Bamako", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
const two = (n: number) => String(n).padStart(2, "0")
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${two(h)}:${two(m)}`)
const crons = [
  "30 2 * * *",
  "0 6 1,15 * 1",
  "*/20 7-9 L * *",
  "5 */2 * * SUN#2",
  "59 23 29 2 *",
  "0 0 31 * *",
]
const anySchedule: fc.Arbitrary<Schedule> = fc
  .record({
    every: fc.oneof(
      fc.constantFrom("month", "quarter"),
      fc.constantFrom(...crons).map(cron => ({ cron })),
    ),
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant("last")),
    time,
    zone: fc.constantFrom(...zones),
  })
  .map(({ every, day, time, zone }) =>
    schedule.parse(typeof every === "object" ? { every, zone } : { every, day, time, zone }),
  )

/** A line of systemd's calendar, taken apart. */
function parts(line: string) {
  const [, months, day, hours, minutes, zone] =
    /^\*-(\*|[\d,]+)((?:-|~)(?:\*|\d+)) (\*|\d\d):([\d,]+):00 (\S+)$/.exec(line) ?? expect.fail(line)
  return { months: months!, day: day!, hours: hours!, minutes: minutes!.split(",").map(Number), zone: zone! }
}

/** Whether a line comes true at a time on the wall in its zone. */
function isAt(line: string, wall: Temporal.PlainDateTime): boolean {
  const { months, day, hours, minutes } = parts(line)
  const isMonth = months === "*" || months.split(",").map(Number).includes(wall.month)
  const fromEnd = wall.daysInMonth - wall.day + 1
  const isDay = day === "-*" || (day[0] === "~" ? fromEnd : wall.day) === Number(day.slice(1))
  return isMonth && isDay && (hours === "*" || Number(hours) === wall.hour) && minutes.includes(wall.minute)
}

describe("when schedulers have to call", () => {
  it("systemd gets the planned times as a person would write them", () => {
    expect(timesOf({ every: "month", zone: "Africa/Bamako" }).calendar).toEqual([
      "*-*-01 06:00:00 Africa/Bamako",
    ])
    const last = ["*-*~01 18:30:00 Europe/Paris"]
    expect(timesOf({ every: "month", day: "last", time: "18:30", zone: "Europe/Paris" }).calendar).toEqual(
      last,
    )
    expect(timesOf({ every: "month", day: 31, time: "18:30", zone: "Europe/Paris" }).calendar).toEqual(last)
    expect(timesOf({ every: "month", day: 30, zone: "UTC" }).calendar).toEqual([
      "*-*-30 06:00:00 UTC",
      "*-02~01 06:00:00 UTC",
    ])
    expect(timesOf({ every: "quarter", day: 30, zone: "UTC" }).calendar).toEqual([
      "*-01,04,07,10-30 06:00:00 UTC",
    ])
    expect(timesOf({ every: { cron: "0 6,18 * * MON" }, zone: "UTC" }).calendar).toEqual([
      "*-*-* 06:00:00 UTC",
      "*-*-* 18:00:00 UTC",
    ])
    expect(
      timesOf({ every: { cron: "*/20 * * * *" }, zone: "UTC" }, "2026-01-01T00:00:00Z").calendar,
    ).toEqual(["*-*-* *:00,20,40:00 UTC"])
  })

  it("others get the minutes of each hour in UTC, whatever the zones", () => {
    const kathmandu = timesOf({ every: "month", time: "06:00", zone: "Asia/Kathmandu" })
    expect(kathmandu.minutes).toEqual([15])
    // Half an hour of summer time: one planned time, two minutes.
    expect(timesOf({ every: "month", time: "06:00", zone: "Australia/Lord_Howe" }).minutes).toEqual([0, 30])
    expect(firingTimes([], "2026-01-01T00:00:00Z")).toEqual({ calendar: [], minutes: [0] })
    expect([minuteField([30, 0]), minuteField([7, 7]), minuteField([1, 2, 3, 4, 5])]).toEqual([
      "0,30",
      "7",
      "*/15",
    ])
  })

  it("each edition of two years has a call at its time, or within the hour where clocks change", () => {
    fc.assert(
      fc.property(anySchedule, given => {
        const from = "2027-06-15T12:34:00Z"
        const { calendar, minutes } = firingTimes([given], from)
        const field = new Cron(`${minuteField(minutes)} * * * *`, { timezone: "UTC" })
        const slots = slotsBetween(given, note, { from, to: "2029-06-15T12:34:00Z" })
        expect(calendar.length).toBeGreaterThan(0)
        for (const slot of slots) {
          const wall = wallOfSlot(given, slot.id)
          // The wall's own time: where clocks skip it, the hourly line is what calls.
          expect(
            calendar.some(line => isAt(line, wall)),
            `${slot.local} by ${calendar}`,
          ).toBe(true)
          expect(calendar.every(line => parts(line).zone === given.zone)).toBe(true)
          const call = field.nextRun(new Date(Date.parse(slot.planned) - 1000))!.getTime()
          expect(call - Date.parse(slot.planned)).toBeGreaterThanOrEqual(0)
          expect(call - Date.parse(slot.planned)).toBeLessThan(
            minuteField(minutes) === "*/15" ? 900_000 : 1000,
          )
        }
      }),
      { numRuns: 40 },
    )
  })

  it.runIf(isThere("systemd-analyze"))(
    "systemd itself reckons with these lines as planned (skipped where there is no systemd-analyze)",
    () => {
      const from = "2026-01-31T12:00:00Z"
      const given = [
        { every: "month", day: "last", time: "18:30", zone: "Europe/Paris" },
        { every: "month", day: 29, time: "06:00", zone: "America/New_York" },
        { every: "quarter", day: 31, time: "23:45", zone: "Asia/Kathmandu" },
        { every: { cron: "15 7 * * *" }, zone: "Australia/Lord_Howe" },
      ]
      for (const one of given.map(g => schedule.parse(g))) {
        const lines = firingTimes([one], from).calendar
        const called = lines.flatMap(line => firings(line, from, 30))
        const until = lines.map(line => firings(line, from, 30).at(-1)!).sort()[0]!
        const slots = slotsBetween(one, note, { from, to: until })
        expect(slots.length).toBeGreaterThan(4)
        for (const slot of slots) expect(called, lines.join("; ")).toContain(slot.planned)
      }
    },
  )
})

/** The next times at which a line comes true, as systemd reckons. */
function firings(line: string, from: string, count: number): string[] {
  const args = [
    "calendar",
    `--iterations=${count}`,
    `--base-time=${from.replace("T", " ").replace("Z", " UTC")}`,
    line,
  ]
  const { stdout, status } = spawnSync("systemd-analyze", args, {
    encoding: "utf8",
    env: { ...process.env, TZ: "UTC" },
  })
  expect(status, line).toBe(0)
  return [
    ...stdout.matchAll(
      /(?:Next elapse|Iter(?:ation)?\.? #\d+|\(in UTC\)):.*?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC/g,
    ),
  ].map(m => `${m[1]!.replace(" ", "T")}Z`)
}
