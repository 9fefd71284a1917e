import fc from "fast-check"
import { Temporal } from "temporal-polyfill"
import { describe, expect, it } from "vitest"
import { wallTimes } from "../../src/schedule/walls.js"
import { zoneOf } from "../../src/schedule/zones.js"
import { scheduled } from "./schedules.js"

const names = [
  ...["UTC", "Africa/Bamako", "Africa/Cairo", "Africa/Casablanca", "America/New_York", "America/St_Johns"],
  ...["Antarctica/Troll", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Dublin", "Europe/Paris"],
  ...["Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "+05:30"],
]
const minute = 60_000
const [first, last] = [Date.UTC(1972, 0, 1), Date.UTC(2045, 0, 1)]

/** Instants of any time, and around changes of clocks, where alone something can go wrong. */
const moment = fc
  .record({
    name: fc.constantFrom(...names),
    at: fc.integer({ min: first / minute, max: last / minute }).map(minutes => minutes * minute),
    nearby: fc.option(fc.integer({ min: -36 * 60, max: 36 * 60 })),
  })
  .map(({ name, at, nearby }) => {
    const change = zoned(name, at).getTimeZoneTransition("next")
    if (nearby === null || !change) return { name, at }
    return { name, at: change.epochMilliseconds + nearby * minute }
  })

const zoned = (name: string, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name)
const inUtc = (ms: number) => zoned("UTC", ms).toPlainDateTime()

describe("a time zone in numbers", () => {
  it("reckons as Temporal does, both ways, also where clocks change", () => {
    fc.assert(
      fc.property(moment, ({ name, at }) => {
        const zone = zoneOf(name)
        const exact = zoned(name, at)
        expect(zone.offset(at)).toBe(exact.offsetNanoseconds / 1e6)
        expect(inUtc(zone.wall(at)).equals(exact.toPlainDateTime())).toBe(true)
        const due = inUtc(at).toZonedDateTime(name, { disambiguation: "compatible" })
        expect(zone.instant(at), `${name} ${inUtc(at)}`).toBe(due.epochMilliseconds)
      }),
      { numRuns: 1500 },
    )
  })

  it("has the name that the database gives it; a name that is none is an error", () => {
    expect(zoneOf("europe/paris").id).toBe("Europe/Paris")
    expect(() => zoneOf("Mars/Olympus")).toThrow(RangeError)
  })
})

describe("the times of a cron expression", () => {
  const cron = (expression: string, from: string, count: number) => {
    const found: string[] = []
    for (const wall of wallTimes(
      scheduled({ every: { cron: expression } }),
      Temporal.PlainDateTime.from(from),
    ))
      if (found.push(wall.toString({ smallestUnit: "minute" })) === count) break
    return found
  }

  it.each([
    ["*/5 6,18 * * 1-5", "2026-11-20T18:52", ["2026-11-20T18:55", "2026-11-23T06:00", "2026-11-23T06:05"]],
    ["30 2 29 2 *", "2026-01-01T00:00", ["2028-02-29T02:30", "2032-02-29T02:30"]],
    ["0 0 L * *", "2026-02-28T00:00", ["2026-02-28T00:00", "2026-03-31T00:00"]],
    ["15 9 * * 1#2", "2026-11-09T09:16", ["2026-12-14T09:15"]],
    ["0 6 30 2 *", "2026-01-01T00:00", []],
  ])("%s from %s on", (expression, from, times) => {
    expect(cron(expression, from, Math.max(1, times.length))).toEqual(times)
  })

  it("a year of every five minutes has as many as it has, each once and in order", () => {
    const times = cron("*/5 * * * *", "2026-01-01T00:00", 105_121)
    expect([times[0], times[105_119], times[105_120]]).toEqual([
      ...["2026-01-01T00:00", "2026-12-31T23:55", "2027-01-01T00:00"],
    ])
    expect(new Set(times).size).toBe(105_121)
    expect(times.every((time, i) => i === 0 || times[i - 1]! < time)).toBe(true)
  })
})
