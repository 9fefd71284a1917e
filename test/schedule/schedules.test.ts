import { describe, expect, it } from "vitest"
import { ProblemError, problem } from "../../src/model/problem.js"
import { loadSchedules } from "../../src/schedule/schedules.js"
import { jsonSchemas } from "../../src/schemas.js"
import { world } from "../world.js"

const file = "templates/oic-positions/schedule.json"
const monthly = { every: "month", zone: "Africa/Bamako" }

/** The problems of one schedule, as "path: what". */
async function problemsOf(schedule: unknown): Promise<string[]> {
  const loaded = (await loadSchedules(world({ [file]: schedule }))).get("oic-positions")!
  expect(loaded.schedule === undefined).toBe(loaded.problems.length > 0)
  for (const { place, hint } of loaded.problems) {
    expect(place).toMatchObject({ file, line: expect.any(Number), column: expect.any(Number) })
    expect(hint).toBeTruthy()
  }
  return loaded.problems.map(p => `${p.place?.path}: ${p.what}`)
}

describe("the schedules", () => {
  it("of the notes are sound: monthly, on what was known on the last day of the month before", async () => {
    const loaded = [...(await loadSchedules(world())).values()]
    expect(loaded.map(l => l.note)).toEqual(["minusma-gaps", "oic-positions"])
    for (const { schedule, problems } of loaded) {
      expect(problems).toEqual([])
      expect(schedule).toMatchObject({ every: "month", day: 1, zone: "Africa/Bamako", cutOff: "P1D" })
    }
  })

  it("a note without one has none, and a folder without a note is no note", async () => {
    const loaded = await loadSchedules(world({ [file]: undefined }))
    expect(loaded.get("oic-positions")).toEqual({ note: "oic-positions", problems: [] })
    expect([...loaded.keys()]).toEqual(["minusma-gaps", "oic-positions"])
  })

  it("a broken one is its note's problem alone", async () => {
    const loaded = await loadSchedules(world({ [file]: "{ not JSON" }))
    expect(loaded.get("oic-positions")!.schedule).toBe(undefined)
    expect(loaded.get("oic-positions")!.problems[0]).toMatchObject({ place: { file, line: 1, column: 3 } })
    expect(loaded.get("minusma-gaps")!.schedule).toBeDefined()
  })

  it("one that may not be read is its note's problem alone", async () => {
    const host = world()
    const refused = problem("this cannot be read (EACCES)", { place: { file } })
    const read = async (path: string) => {
      if (path === file) throw new ProblemError([refused])
      return host.read(path)
    }
    const loaded = await loadSchedules({ ...host, read })
    expect(loaded.get("oic-positions")!.problems).toEqual([refused])
    expect(loaded.get("minusma-gaps")!.schedule).toBeDefined()
  })

  it("a broken definition hides no schedule, its own as little as another's", async () => {
    for (const definition of ["{", { languages: "en" }, { id: "x", compare: 3 }]) {
      const loaded = await loadSchedules(world({ "templates/minusma-gaps/note.json": definition }))
      for (const { schedule, problems } of loaded.values()) {
        expect(schedule).toBeDefined()
        expect(problems).toEqual([])
      }
    }
  })

  it("in a folder that is no note's is a problem, not silence", async () => {
    const loaded = await loadSchedules(world({ "templates/shared/schedule.json": monthly }))
    expect(loaded.get("shared")!.problems.map(p => p.what)).toEqual(["there is no note in this folder"])
  })
})

describe("what is wrong with a schedule", () => {
  it.each<[string, object, unknown[]]>([
    ["nothing", {}, []],
    ["an unknown key", { dya: 2 }, ['dya: unknown key "dya"']],
    ["a day", { day: 32 }, ['day: expected a day of the month from 1 to 31, or "last", found 32']],
    ["half a day", { day: 1.5 }, ['day: expected a day of the month from 1 to 31, or "last", found 1.5']],
    [
      "a period",
      { every: "week" },
      ['every: expected "month", "quarter" or {"cron": "0 6 1 * *"}, found "week"'],
    ],
    ["a time", { time: "6:00" }, ['time: expected a time such as 06:00, found "6:00"']],
    [
      "a zone",
      { zone: "Africa/Bamaco" },
      ['zone: expected a time zone such as Africa/Bamako or Europe/Paris, found "Africa/Bamaco"'],
    ],
    [
      "a zone that only old systems know",
      { zone: "PST" },
      ['zone: expected a time zone such as Africa/Bamako or Europe/Paris, found "PST"'],
    ],
    ["a day that is none", { from: "2026-02-30" }, [expect.stringMatching(/^from: expected a day/)]],
    [
      "hours of information",
      { cutOff: "PT12H" },
      ['cutOff: expected a number of days or weeks, such as P1D, found "PT12H"'],
    ],
    [
      "grace beyond the window",
      { grace: "P1DT1H", catchUp: "PT24H" },
      ["grace: an edition would count as missing only when it may no longer be made"],
    ],
    ["grace as long as the window", { grace: "P1D", catchUp: "PT24H" }, []],
    [
      "languages",
      { languages: ["en", "es"], allowMissing: ["fr"] },
      [
        'languages[1]: "es" is none of the languages that are made',
        'allowMissing[0]: "fr" is none of the languages that are made',
      ],
    ],
    [
      "languages to attach",
      { languages: ["en"], notify: [{ by: "mail", from: "a@b", to: ["c@d"], languages: ["ar"] }] },
      ['notify[0].languages[0]: "ar" is none of the languages that are made'],
    ],
    [
      "mail addresses",
      {
        notify: [{ by: "mail", from: "Desk <a@b>", to: ["c@d, E <e@f>", "nobody"], cc: ["g@h\nBcc: i@j"] }],
      },
      [
        'notify[0].to[1]: expected a mail address, found "nobody"',
        'notify[0].cc[0]: expected a mail address, found "g@h\\nBcc: i@j"',
      ],
    ],
    [
      "several senders",
      { notify: [{ by: "mail", from: "a@b, c@d", to: ["e@f"] }] },
      ['notify[0].from: expected one mail address, found "a@b, c@d"'],
    ],
    [
      "whom to tell",
      { notify: [{ by: "fax" }, { by: "mail", from: "a@b", to: [] }, { by: "webhook", url: "ftp://x" }] },
      [
        'notify[0].by: expected "command", "webhook" or "mail", found "fax"',
        'notify[1].to: expected at least one address, found "a list"',
        'notify[2].url: expected a web address that begins with https:// or http://, found "ftp://x"',
      ],
    ],
  ])("%s", async (_, own, problems) => {
    expect(await problemsOf({ ...monthly, ...own })).toEqual(problems)
  })

  it.each<[string, object, unknown[]]>([
    ["0 6 1 * *", {}, []],
    ["0 6 L * *", { edition: "month before" }, []],
    ["0 6 1 *", {}, ['every.cron: expected a cron expression of five fields, found "0 6 1 *"']],
    ["0 0 6 1 * *", {}, ['every.cron: expected a cron expression of five fields, found "0 0 6 1 * *"']],
    ["@monthly", {}, ['every.cron: expected a cron expression of five fields, found "@monthly"']],
    [
      "2026-11-01T06:00:00",
      {},
      ['every.cron: expected a cron expression of five fields, found "2026-11-01T06:00:00"'],
    ],
    [
      "0 24 1 * *",
      {},
      ['every.cron: expected a cron expression, found "0 24 1 * *": invalid value for hour: 24'],
    ],
    ["0 6 30 2 *", {}, ['every.cron: "0 6 30 2 *" never comes true']],
    [
      "0 6 1 * *",
      { day: 1, time: "06:00" },
      ["day: a cron expression has its own day", "time: a cron expression has its own time"],
    ],
  ])("cron %s %j", async (cron, own, problems) => {
    expect(await problemsOf({ ...monthly, every: { cron }, ...own })).toEqual(problems)
  })

  it("whom to tell is told of everything unless the rule says of what", async () => {
    const notify = [{ by: "command", run: ["x"] }]
    const loaded = (await loadSchedules(world({ [file]: { ...monthly, notify } }))).get("oic-positions")!
    const on = ["issued", "unchanged", "failed", "missed", "needs review"]
    expect(loaded.schedule!.notify[0]!.on).toEqual(on)
  })

  it("an editor is told the same by the JSON Schema", () => {
    const schema = JSON.parse(jsonSchemas().get("schedule.schema.json")!)
    expect(Object.keys(schema.properties)).toContain("catchUp")
    expect(schema.required).toEqual(["every", "zone"])
  })
})
