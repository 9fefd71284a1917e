import fc from "fast-check"
import { Temporal } from "temporal-polyfill"
import { describe, expect, it } from "vitest"
import type { Schedule } from "../../src/model/schedule.js"
import { nextSlot, slotsBetween, slotsOfEdition } from "../../src/schedule/calendar.js"
import { wallTimes } from "../../src/schedule/walls.js"
import { scheduled } from "./schedules.js"

const year = (number: number) => ({ from: `${number}-01-01T00:00:00Z`, to: `${number + 1}-01-01T00:00:00Z` })
const locals = (own: Readonly<Record<string, unknown>>, span: { from: string; to: string }) =>
  slotsBetween(scheduled(own), "n", span).map(slot => slot.local)

describe("slots by month", () => {
  it("say everything that is known of an edition", () => {
    const schedule = scheduled({ zone: "Europe/Paris", cutOff: "P1D", grace: "PT3H", catchUp: "P10D" })
    expect(slotsOfEdition(schedule, "oic", "2026-11")).toEqual([
      {
        note: "oic",
        id: "2026-11",
        edition: "2026-11",
        planned: "2026-11-01T05:00:00Z",
        local: "2026-11-01T06:00:00+01:00[Europe/Paris]",
        day: "2026-11-01",
        cutOff: "2026-10-31",
        missingFrom: "2026-11-01T08:00:00Z",
        closes: "2026-11-11T05:00:00Z",
      },
    ])
  })

  it("fall on the last day where a month has no day 31, leap years too", () => {
    for (const day of [31, "last"]) {
      const days = slotsBetween(scheduled({ day }), "n", year(2028)).map(slot => slot.day.slice(5))
      expect(days).toEqual(
        "01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31".split(" "),
      )
    }
    const februaries = [28, 29, 30, 31].map(day => slotsOfEdition(scheduled({ day }), "n", "2026-02")[0]!.day)
    expect(new Set(februaries)).toEqual(new Set(["2026-02-28"]))
    expect(slotsOfEdition(scheduled({ day: 29 }), "n", "2100-02")[0]!.day).toBe("2100-02-28")
  })

  it("may bear the month before, over the turn of the year", () => {
    const schedule = scheduled({ edition: "month before", day: 3 })
    expect(slotsOfEdition(schedule, "n", "2026-12")[0]).toMatchObject({ id: "2027-01", day: "2027-01-03" })
    const editions = slotsBetween(schedule, "n", year(2027)).map(slot => slot.edition)
    expect([editions[0], editions.at(-1)]).toEqual(["2026-12", "2027-11"])
  })

  it("by quarter are in January, April, July and October", () => {
    const schedule = scheduled({ every: "quarter", day: 10 })
    const days = slotsBetween(schedule, "n", year(2026)).map(slot => slot.day)
    expect(days).toEqual(["2026-01-10", "2026-04-10", "2026-07-10", "2026-10-10"])
    expect(slotsOfEdition(schedule, "n", "2026-05")).toEqual([])
  })

  it("begin with the first day that the schedule names", () => {
    const schedule = scheduled({ from: "2026-11-01" })
    expect(slotsBetween(schedule, "n", year(2026)).map(slot => slot.id)).toEqual(["2026-11", "2026-12"])
    expect(slotsOfEdition(schedule, "n", "2026-10")).toEqual([])
    expect(nextSlot(schedule, "n", "2020-01-01T00:00:00Z")?.id).toBe("2026-11")
    expect(nextSlot(scheduled({ from: "2026-11-02" }), "n", "2020-01-01T00:00:00Z")?.id).toBe("2026-12")
  })

  it("an edition that is no month has none", () => {
    for (const edition of ["2026-13", "2026", "", "2026-11-r2", "last"])
      expect(slotsOfEdition(scheduled(), "n", edition)).toEqual([])
  })

  it("a slot at the start of a span is in it, one at the end is not", () => {
    const [from, to] = ["2026-11-01T06:00:00Z", "2026-12-01T06:00:00Z"]
    expect(slotsBetween(scheduled(), "n", { from, to }).map(slot => slot.planned)).toEqual([from])
    expect(nextSlot(scheduled(), "n", from)?.planned).toBe(to)
    expect(nextSlot(scheduled(), "n", "2026-12-01T05:59:59.999Z")?.planned).toBe(to)
  })
})

describe("clock changes", () => {
  const day = (date: string) => ({ from: `${date}T00:00:00Z`, to: `${date}T23:59:59Z` })

  it("a time that is skipped comes as much later as clocks skip; its slot keeps its name", () => {
    const paris = { zone: "Europe/Paris", day: 29, time: "02:30" }
    expect(locals(paris, day("2026-03-29"))).toEqual(["2026-03-29T03:30:00+02:00[Europe/Paris]"])
    const lordHowe = { zone: "Australia/Lord_Howe", day: 4, time: "02:15" }
    expect(locals(lordHowe, day("2026-10-03"))).toEqual(["2026-10-04T02:45:00+11:00[Australia/Lord_Howe]"])
    const cron = scheduled({ zone: "Europe/Paris", every: { cron: "30 2 * * *" } })
    expect(slotsBetween(cron, "n", day("2026-03-29"))).toMatchObject([
      { id: "2026-03-29T02:30", planned: "2026-03-29T01:30:00Z" },
    ])
  })

  it("a time that comes twice is due the first time, and once", () => {
    const newYork = { zone: "America/New_York", time: "01:30" }
    const both = { from: "2026-11-01T05:00:00Z", to: "2026-11-01T07:00:00Z" }
    expect(locals(newYork, both)).toEqual(["2026-11-01T01:30:00-04:00[America/New_York]"])
    expect(locals({ ...newYork, every: { cron: "30 1 * * *" } }, both)).toHaveLength(1)
    expect(locals({ ...newYork, every: { cron: "*/15 * * * *" } }, both)).toEqual(
      ["00", "15", "30", "45"].map(minute => `2026-11-01T01:${minute}:00-04:00[America/New_York]`),
    )
    const lordHowe = { zone: "Australia/Lord_Howe", day: 5, time: "01:45" }
    expect(locals(lordHowe, day("2026-04-04"))).toEqual(["2026-04-05T01:45:00+11:00[Australia/Lord_Howe]"])
  })

  it("a skipped time that falls on one that exists is one with it", () => {
    const half = scheduled({ zone: "Europe/Paris", every: { cron: "*/30 * * * *" } })
    const slots = slotsBetween(half, "n", { from: "2026-03-29T00:00:00Z", to: "2026-03-29T02:00:00Z" })
    expect(slots.map(slot => slot.id.slice(11))).toEqual(["01:00", "01:30", "03:00", "03:30"])
  })

  it("the order is that of the instants, not of the clock", () => {
    const cron = scheduled({ zone: "Europe/Paris", every: { cron: "30 2,3 29 3 *" } })
    const more = scheduled({ zone: "Europe/Paris", every: { cron: "15,45 2,3 29 3 *" } })
    expect(slotsBetween(cron, "n", year(2026)).map(s => s.id.slice(11))).toEqual(["03:30"])
    expect(slotsBetween(more, "n", year(2026)).map(s => s.id.slice(11))).toEqual(["03:15", "03:45"])
    const mixed = scheduled({ zone: "Europe/Paris", every: { cron: "0,40 2,3 29 3 *" } })
    expect(nextSlot(mixed, "n", "2026-03-29T00:30:00Z")?.id.slice(11)).toBe("03:00")
  })

  it("a day that an island left out is the next day, and no month loses its edition", () => {
    const apia = { zone: "Pacific/Apia", day: 30 }
    const [slot] = slotsOfEdition(scheduled({ ...apia, cutOff: "P1D" }), "n", "2011-12")
    expect(slot).toMatchObject({ id: "2011-12", day: "2011-12-31", cutOff: "2011-12-30" })
    expect(slot?.local).toBe("2011-12-31T06:00:00+14:00[Pacific/Apia]")
    const daily = scheduled({ zone: "Pacific/Apia", every: { cron: "0 6 * * *" } })
    const ids = slotsBetween(daily, "n", { from: "2011-12-28T00:00:00Z", to: "2012-01-01T12:00:00Z" })
    expect(ids.map(s => s.id.slice(0, 10))).toEqual(["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"])
    const manila = scheduled({ zone: "Asia/Manila", day: "last" })
    const around = { from: "1844-12-15T00:00:00Z", to: "1845-02-15T00:00:00Z" }
    expect(slotsBetween(manila, "n", around)).toMatchObject([
      { id: "1844-12", edition: "1844-12", day: "1845-01-01" },
      { id: "1845-01", edition: "1845-01", day: "1845-01-31" },
    ])
  })

  it("days of grace and of making up are calendar days, hours are hours", () => {
    const paris = { zone: "Europe/Paris", day: 28, grace: "PT24H", catchUp: "P1D" }
    expect(slotsOfEdition(scheduled(paris), "n", "2026-03")[0]).toMatchObject({
      planned: "2026-03-28T05:00:00Z",
      missingFrom: "2026-03-29T05:00:00Z",
      closes: "2026-03-29T04:00:00Z",
    })
  })

  it("an offset with minutes is as good as any", () => {
    expect(slotsOfEdition(scheduled({ zone: "Asia/Kathmandu" }), "n", "2026-11")[0]).toMatchObject({
      planned: "2026-11-01T00:15:00Z",
      local: "2026-11-01T06:00:00+05:45[Asia/Kathmandu]",
    })
  })
})

describe("cron", () => {
  it("names its slots by the local minute, and may make several in a month", () => {
    const schedule = scheduled({ every: { cron: "0 6 * * MON" }, edition: "month before" })
    const slots = slotsOfEdition(schedule, "n", "2026-10")
    expect(slots.map(slot => slot.id)).toEqual(
      ["02", "09", "16", "23", "30"].map(day => `2026-11-${day}T06:00`),
    )
    expect(new Set(slots.map(slot => slot.edition))).toEqual(new Set(["2026-10"]))
  })

  it("knows the last day and working days", () => {
    const ids = (cron: string) =>
      slotsBetween(scheduled({ every: { cron } }), "n", year(2028))
        .slice(0, 3)
        .map(slot => slot.id.slice(5, 10))
    expect(ids("0 6 L * *")).toEqual(["01-31", "02-29", "03-31"])
    expect(ids("0 6 1W * *")).toEqual(["01-03", "02-01", "03-01"])
    expect(ids("0 6 29 2 *")).toEqual(["02-29"])
  })

  it("that never comes true has no next slot", () => {
    expect(nextSlot(scheduled({ every: { cron: "0 6 30 2 *" } }), "n", "2026-01-01T00:00:00Z")).toBe(
      undefined,
    )
  })
})

describe("times on the wall", () => {
  it("begin with the one given, if it is one", () => {
    const first = (own: Readonly<Record<string, unknown>>, from: string) => {
      const { value } = wallTimes(scheduled(own), Temporal.PlainDateTime.from(from)).next()
      return value?.toString().slice(0, 16)
    }
    for (const own of [{}, { every: "quarter" }, { every: { cron: "0 6 1 1,4,7,10 *" } }]) {
      expect(first(own, "2026-04-01T06:00")).toBe("2026-04-01T06:00")
      expect(first(own, "2026-03-31T23:59:59")).toBe("2026-04-01T06:00")
      expect(first(own, "2026-10-01T06:00:01")?.slice(0, 7)).not.toBe("2026-10")
      expect(first(own, "9999-12-31T00:00")).toBe(undefined)
    }
  })
})

const zones = [
  "Africa/Bamako",
  "Africa/Casablanca",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Paris",
  "Pacific/Apia",
]
const two = (number: number) => String(number).padStart(2, "0")
const every = fc.oneof(
  { weight: 3, arbitrary: fc.constant("month") },
  fc.constant("quarter"),
  fc.constantFrom("30 2 * * *", "*/20 1-3 * * 0", "0 6 * * MON", "15 0,2 L * *", "0 6 29 2 *").map(cron => ({
    cron,
  })),
)
const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    every,
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constantFrom(27, 28, 29, 30, 31), fc.constant("last")),
    time: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45, 59))
      .map(([hour, minute]) => `${two(hour)}:${two(minute)}`),
    zone: fc.constantFrom(...zones),
    edition: fc.constantFrom("same month", "month before"),
    cutOff: fc.constantFrom("P0D", "P1D", "P2W"),
    grace: fc.constantFrom("PT2H", "P1D"),
    catchUp: fc.constantFrom("PT3H", "P10D", "P25D"),
    from: fc.constantFrom(undefined, "2011-12-30", "2024-02-29"),
  })
  .map(scheduled)

const instants = fc
  .date({ min: new Date("2008-01-01T00:00:00Z"), max: new Date("2032-01-01T00:00:00Z"), noInvalidDate: true })
  .map(date => `${date.toISOString().slice(0, 19)}Z`)
const after = (instant: string, days: number) =>
  new Date(Date.parse(instant) + days * 86_400_000).toISOString()

describe("laws of the calendar", () => {
  it("slots increase, names are given once, and what belongs to a slot is in order", () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, from) => {
        const slots = slotsBetween(schedule, "n", { from, to: after(from, 400) })
        expect(new Set(slots.map(slot => slot.id)).size).toBe(slots.length)
        slots.forEach((slot, i) => {
          const [planned, before] = [Date.parse(slot.planned), slots[i - 1]?.planned]
          if (before) expect(planned).toBeGreaterThan(Date.parse(before))
          expect(Date.parse(slot.missingFrom)).toBeGreaterThan(planned)
          expect(Date.parse(slot.closes)).toBeGreaterThan(planned)
          expect(slot.cutOff <= slot.day).toBe(true)
          if (schedule.from) expect(slot.day >= schedule.from).toBe(true)
        })
      }),
      { numRuns: 100 },
    )
  })

  it("a span is the sum of its parts", () => {
    fc.assert(
      fc.property(schedules, instants, fc.nat(200), fc.nat(200), (schedule, a, first, second) => {
        const [b, c] = [after(a, first), after(a, first + second)]
        const parts = [
          ...slotsBetween(schedule, "n", { from: a, to: b }),
          ...slotsBetween(schedule, "n", { from: b, to: c }),
        ]
        expect(parts).toEqual(slotsBetween(schedule, "n", { from: a, to: c }))
      }),
      { numRuns: 100 },
    )
  })

  it("a span may be cut at any minute around a clock change", () => {
    const changes = fc.constantFrom(
      ["Europe/Paris", "2026-03-29T01:00:00Z"],
      ["Europe/Paris", "2026-10-25T01:00:00Z"],
      ["America/New_York", "2026-11-01T06:00:00Z"],
      ["Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
      ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
      ["Africa/Casablanca", "2026-02-15T02:00:00Z"],
      ["Africa/Casablanca", "2026-03-22T02:00:00Z"],
      ["Pacific/Apia", "2011-12-30T10:00:00Z"],
    )
    const crons = fc.constantFrom("*/20 * * * *", "30 2,3 * * *", "5-59/25 0-4 * * *", "0 * * * *")
    fc.assert(
      fc.property(changes, crons, fc.integer({ min: -200, max: 200 }), ([zone, change], cron, minutes) => {
        const schedule = scheduled({ zone, every: { cron } })
        const [a, b, c] = [after(change!, -0.2), after(change!, minutes / 1440), after(change!, 2)]
        const whole = slotsBetween(schedule, "n", { from: a, to: c })
        expect(new Set(whole.map(slot => slot.id)).size).toBe(whole.length)
        expect([
          ...slotsBetween(schedule, "n", { from: a, to: b }),
          ...slotsBetween(schedule, "n", { from: b, to: c }),
        ]).toEqual(whole)
        expect(nextSlot(schedule, "n", b)).toEqual(
          whole.find(slot => Date.parse(slot.planned) > Date.parse(b)),
        )
      }),
      { numRuns: 30 },
    )
  })

  it("the next slot is always later, and none lies between", () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, instant) => {
        const next = nextSlot(schedule, "n", instant)!
        expect(Date.parse(next.planned)).toBeGreaterThan(Date.parse(instant))
        const until = after(next.planned, 1 / 86_400)
        const from = after(instant, 1 / 86_400)
        expect(slotsBetween(schedule, "n", { from, to: until })).toEqual([next])
      }),
      { numRuns: 100 },
    )
  })

  it("each month, or quarter, has exactly one edition, however clocks change", () => {
    const months = Array.from({ length: 12 }, (_, i) => i + 1)
    fc.assert(
      fc.property(schedules, fc.integer({ min: 2009, max: 2031 }), (any, number) => {
        const { from: _, ...schedule } = any
        if (typeof schedule.every === "object") return
        const counts = months.map(m => slotsOfEdition(schedule, "n", `${number}-${two(m)}`).length)
        const isDue = (m: number) => (schedule.edition === "month before" ? m % 3 === 0 : m % 3 === 1)
        expect(counts).toEqual(months.map(m => (schedule.every === "month" || isDue(m) ? 1 : 0)))
      }),
      { numRuns: 100 },
    )
  })

  it("an edition's slots are those that bear it in any span", () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, from) => {
        const edition = after(from, 60).slice(0, 7)
        const wide = slotsBetween(schedule, "n", { from, to: after(from, 180) })
        expect(slotsOfEdition(schedule, "n", edition)).toEqual(wide.filter(s => s.edition === edition))
      }),
      { numRuns: 100 },
    )
  })

  it("a slot is due when the clocks of its zone show its time, or skipped it", () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, instant) => {
        const { planned, local, id, day } = nextSlot(schedule, "n", instant)!
        expect(shown(planned, schedule.zone)).toBe(local.slice(0, 16))
        expect(day).toBe(local.slice(0, 10))
        if (typeof schedule.every !== "object" || id === local.slice(0, 16)) return
        for (let minutes = -1440; minutes <= 1440; minutes += 5)
          expect(shown(after(planned, minutes / 1440), schedule.zone)).not.toBe(id)
      }),
      { numRuns: 100 },
    )
  })
})

/** What the clocks of a zone show, worked out by another library than the calendar's. */
function shown(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" })
  return parts.format(new Date(instant)).replace(" ", "T")
}
