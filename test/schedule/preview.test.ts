import { describe, expect, it } from "vitest"
import { ProblemError } from "../../src/model/problem.js"
import { comingEditions, comingLines } from "../../src/schedule/coming.js"
import { type PreviewOptions, previewLines, previewSchedules } from "../../src/schedule/preview.js"
import { world } from "../world.js"

const oic = "templates/oic-positions/schedule.json"
const minusma = "templates/minusma-gaps/schedule.json"
const two = (own: object) => ({
  [oic]: { every: "month", zone: "Africa/Bamako", ...own },
  [minusma]: undefined,
})
const previewed = (options: PreviewOptions, changes: Record<string, unknown> = {}) =>
  previewSchedules(options, world(changes))
const days = (from: string, to: string) => ({ from, to })

/** What is unusual about the editions of a schedule, by day. */
async function remarks(own: object, span: { from: string; to: string }): Promise<string[][]> {
  const { editions } = await previewed(span, two(own))
  return editions.filter(e => e.remarks.length > 0).map(e => [e.day, ...e.remarks])
}

async function usage(options: PreviewOptions): Promise<string> {
  const error = (await previewed(options).catch(e => e)) as ProblemError
  expect(error).toBeInstanceOf(ProblemError)
  expect(error.usage).toBe(true)
  expect(error.problems[0]?.hint).toBeTruthy()
  return error.problems.map(p => p.what).join("\n")
}

describe("the preview", () => {
  it("lists every edition of two years, the last day included, the earliest first", async () => {
    const { editions, byHand, problems } = await previewed(days("2026-01-01", "2027-12-31"))
    expect([byHand, problems]).toEqual([[], []])
    expect(editions).toHaveLength(48)
    expect(editions.slice(0, 3).map(e => [e.note, e.edition])).toEqual([
      ["minusma-gaps", "2026-01"],
      ["oic-positions", "2026-01"],
      ["minusma-gaps", "2026-02"],
    ])
    expect(editions.at(-1)).toMatchObject({ note: "oic-positions", edition: "2027-12", cutOff: "2027-11-30" })
  })

  it("counts the last day in the zone of the schedule", async () => {
    const editions = async (zone: string, time: string) =>
      (await previewed(days("2026-11-01", "2026-11-01"), two({ zone, time }))).editions.map(e => e.planned)
    expect(await editions("Asia/Kathmandu", "00:00")).toEqual(["2026-10-31T18:15:00Z"])
    expect(await editions("America/New_York", "23:59")).toEqual(["2026-11-02T04:59:00Z"])
    expect((await previewed(days("2026-11-02", "2026-11-30"))).editions).toEqual([])
  })

  it("begins today and goes on for a year unless told otherwise", async () => {
    const { from, to, editions } = await previewed({})
    expect([from, to]).toEqual(["2026-11-21", "2027-11-21"])
    expect([editions[0]?.edition, editions.at(-1)?.edition]).toEqual(["2026-12", "2027-11"])
  })

  it("says in columns when it is due where and everywhere, from what information, until when", async () => {
    const paris = { zone: "Europe/Paris", cutOff: "P1D", catchUp: "P25D" }
    const lines = previewLines(await previewed(days("2026-10-01", "2026-11-30"), two(paris)))
    expect(lines).toEqual([
      "note           edition  due                                   UTC                   information to  missing from      made until",
      "oic-positions  2026-10  2026-10-01 06:00 +02:00 Europe/Paris  2026-10-01T04:00:00Z  2026-09-30      2026-10-01 08:00  2026-10-26 06:00",
      "oic-positions  2026-11  2026-11-01 06:00 +01:00 Europe/Paris  2026-11-01T05:00:00Z  2026-10-31      2026-11-01 08:00  2026-11-26 06:00  LATE, until 2026-11-26 06:00",
      "minusma-gaps has no schedule: its editions are made by hand",
    ])
    const [nothing] = previewLines(await previewed(days("2026-10-02", "2026-10-03")))
    expect(nothing).toBe("no edition is planned between 2026-10-02 and 2026-10-03")
  })

  it("marks what clock changes do to an edition", async () => {
    const paris = { zone: "Europe/Paris", time: "02:30" }
    const year = days("2026-01-01", "2026-12-31")
    expect(await remarks({ ...paris, day: 29 }, year)).toEqual([
      ["2026-02-28", "the month has no day 29: its last"],
      ["2026-03-29", "clocks change: 02:30 does not exist, due 03:30"],
    ])
    expect(await remarks({ ...paris, day: 25 }, year)).toEqual([
      ["2026-10-25", "clocks change: 02:30 comes twice, due the first time"],
    ])
    const cron = { zone: "Europe/Paris", every: { cron: "30 2 * * 0" } }
    expect((await remarks(cron, year)).map(([day]) => day)).toEqual(["2026-03-29", "2026-10-25"])
    expect(await remarks({ zone: "Pacific/Apia", day: 30 }, days("2011-03-01", "2011-12-31"))).toEqual([
      ["2011-12-31", "clocks change: 2011-12-30 06:00 does not exist, due 2011-12-31 06:00"],
    ])
    expect(await remarks({ day: "last", time: "02:30" }, year)).toEqual([])
  })

  it("shows what it can beside a broken schedule, whose problems it tells", async () => {
    const broken = { [oic]: { every: "month", zone: "Mali" } }
    const span = days("2026-11-01", "2026-12-31")
    const { editions, byHand, problems } = await previewed(span, broken)
    expect(editions.map(e => e.note)).toEqual(["minusma-gaps", "minusma-gaps"])
    expect(byHand).toEqual([])
    expect(problems).toMatchObject([{ place: { file: oic, path: "zone" } }])
    expect((await previewed({ ...span, note: "minusma-gaps" }, broken)).problems).toEqual([])
  })

  it("takes no day that is none, no note that is none, no span that ends before it begins", async () => {
    expect(await usage(days("2026-02-30", "2026-12-31"))).toBe('--from: "2026-02-30" is no day')
    expect(await usage(days("2026-02-01", "31.12.2026"))).toBe('--to: "31.12.2026" is no day')
    expect(await usage(days("2026-02-02", "2026-02-01"))).toBe("2026-02-02 is after 2026-02-01")
    expect(await usage({ note: "oic-position" })).toBe('there is no note "oic-position"')
  })

  it("does not list editions without end", async () => {
    const often = two({ every: { cron: "* * * * *" } })
    const error = (await previewed({}, often).catch(e => e)) as ProblemError
    expect(error.usage).toBe(true)
    expect(error.message).toContain('"oic-positions" has more than 5000 editions')
  })
})

describe("what became of editions", () => {
  const out = "output"
  const which = {
    note: "oic-positions",
    slot: "2026-10",
    edition: "2026-10",
    planned: "2026-10-01T06:00:00Z",
  }
  const lines = (edition: string, ended: object) => {
    const slot = { ...which, slot: edition, edition, planned: `${edition}-01T06:00:00Z` }
    const at = `${edition}-01T06:00:05Z`
    const begun = {
      event: "begun",
      at,
      attempt: edition,
      ...slot,
      cause: "due",
      trigger: "cron",
      try: 1,
      before: null,
    }
    const end = { event: "ended", at, attempt: edition, ...slot, issue: null, reason: null, passing: false }
    return [begun, { ...end, files: [], state: "x", review: [], outcome: "failed", ...ended }]
  }
  const ledger = [
    { event: "scheduled", at: "2026-08-15T00:00:00Z", note: which.note, from: "2026-08-01T00:00:00Z" },
    ...lines("2026-09", { outcome: "issued", issue: "2026-09" }),
    ...lines("2026-10", { outcome: "unchanged", issue: "2026-09" }),
    ...lines("2026-11", { reason: "a number is missing", passing: true }),
  ]
  const host = () => {
    const made = world({ [minusma]: undefined })
    const bytes = new TextEncoder().encode(ledger.map(line => `${JSON.stringify(line)}\n`).join(""))
    made.written.set("output/runs.jsonl", bytes)
    return made
  }

  it("is shown beside them, as the run ledger tells it", async () => {
    const { editions, problems } = await previewSchedules(days("2026-07-01", "2026-12-31"), host())
    expect(problems).toEqual([])
    expect(editions.map(e => [e.edition, e.stands, e.became])).toEqual([
      ["2026-07", null, ""],
      ["2026-08", "missed", "MISSED"],
      ["2026-09", "made", "issued 2026-09"],
      ["2026-10", "made", "unchanged, 2026-09 stands"],
      ["2026-11", "open", "LATE, until 2026-11-26 06:00"],
      ["2026-12", "to come", ""],
    ])
  })

  it("what is not made and may still be made is due now", async () => {
    const { coming } = await comingEditions(host(), { out })
    expect(comingLines(coming.get("oic-positions"))).toEqual([
      "  DUE NOW  2026-11, since 2026-11-01 06:00 (Africa/Bamako), until 2026-11-26 06:00 (Africa/Bamako)",
      "  due 2026-12-01 06:00 (Africa/Bamako), information to 2026-11-30",
    ])
  })
})

describe("what comes next", () => {
  it("is told of each note", async () => {
    const { coming, problems } = await comingEditions(world({}, { now: "2026-11-27T00:00:00Z" }))
    expect(problems).toEqual([])
    expect(coming.get("oic-positions")).toMatchObject({ every: "month", next: { edition: "2026-12" } })
    expect(comingLines(coming.get("oic-positions"))).toEqual([
      "  due 2026-12-01 06:00 (Africa/Bamako), information to 2026-11-30",
    ])
  })

  it("a note that is paused says so", async () => {
    const line = (event: string, at: string) =>
      JSON.stringify({ event, at, note: "oic-positions", trigger: "me" })
    const paused = line("paused", "2026-11-02T00:00:00Z")
    const resumed = line("resumed", "2026-11-20T00:00:00Z")
    const on = async (now: string, ...lines: readonly string[]) => {
      const { coming } = await comingEditions(world({ "output/runs.jsonl": lines.join("\n") }, { now }))
      return coming.get("oic-positions")!
    }
    expect(comingLines(await on("2026-11-10T00:00:00Z", paused))).toEqual([
      "  PAUSED: nothing is made by itself until `brief run --resume`",
      "  due 2026-12-01 06:00 (Africa/Bamako), information to 2026-11-30",
    ])
    expect((await on("2026-11-21T00:00:00Z", paused, resumed)).paused).toBe(false)
  })

  it("a note without a schedule is told from one whose schedule is broken", async () => {
    const { coming, problems } = await comingEditions(world({ [oic]: undefined, [minusma]: "" }))
    expect(comingLines(coming.get("oic-positions"))).toEqual(["  no schedule: made by hand"])
    expect(comingLines(coming.get("minusma-gaps"))).toEqual(["  NOTHING IS DUE: its schedule has problems"])
    expect(problems.map(p => p.place?.file)).toEqual([minusma])
    const preview = await previewSchedules({}, world({ [oic]: undefined, [minusma]: "" }))
    expect(previewLines(preview)).toEqual([
      "minusma-gaps: NOTHING IS PLANNED, its schedule has problems",
      expect.stringMatching(/^no edition is planned/),
      "oic-positions has no schedule: its editions are made by hand",
    ])
  })

  it("a schedule that has come to its end says so", async () => {
    const once = { [oic]: { every: { cron: "0 6 1 1 *" }, zone: "Africa/Bamako" } }
    const { coming } = await comingEditions(world(once, { now: "9999-06-01T00:00:00Z" }))
    expect(comingLines(coming.get("oic-positions"))).toEqual(["  its schedule plans no further edition"])
  })
})
