import { describe, expect, it } from "vitest"
import type { BuiltEdition } from "../../src/edition/built.js"
import { ProblemError, problem } from "../../src/model/problem.js"
import { type Message, told } from "../../src/model/runs.js"
import { type Notification, notification } from "../../src/model/schedule.js"
import { readLedger } from "../../src/schedule/ledger.js"
import { keyOf, occasionFor } from "../../src/schedule/notices.js"
import { runWith } from "../../src/schedule/run.js"
import { status } from "../../src/schedule/status.js"
import { type Machine, machine, monthly, worksOf } from "./machine.js"

const rule = (more: object = {}): Notification => notification.parse({ by: "command", run: ["x"], ...more })
const withRules = (notify: readonly unknown[], more: object = {}) =>
  machine({ a: { ...monthly, attempts: 1, notify, ...more } })
const broken = (what: string) => new ProblemError([problem(what)])
const toldLines = async (m: Machine) =>
  (await readLedger({ out: "output", host: m.host })).lines.filter(l => l.event === "told")

describe("who is told of what", () => {
  it.each([
    ["issued", [], ["issued"], "issued"],
    ["revision", [], ["issued"], "issued"],
    ["issued", ["en changes"], ["issued", "needs review"], "issued"],
    ["issued", ["en changes"], ["needs review"], "needs review"],
    ["issued", [], ["needs review"], undefined],
    ["unchanged", [], ["issued"], undefined],
    ["unchanged", [], ["unchanged"], "unchanged"],
    ["failed", [], ["failed"], "failed"],
    ["missed", [], ["issued", "missed"], "missed"],
    ["missed", [], ["failed"], undefined],
  ] as const)("%s, with %j to review, by a rule on %j: %s", (outcome, review, on, occasion) => {
    expect(occasionFor(rule({ on }), { outcome, review })).toBe(occasion)
  })

  it("what is said: the note’s names, the files, what waits for a person", async () => {
    const m = withRules([{ by: "command", run: ["x"] }])
    const messages: Message[] = []
    const review = ["en bottom-line"]
    const build = async () => ({
      files: [{ note: "a", language: "en", format: "pdf", path: "output/a/x.pdf", bytes: 1 } as const],
      editions: [
        {
          note: "a",
          edition: "2026-11-r2",
          status: "revision",
          folder: "",
          date: "",
          changed: ["data"],
          review,
        },
      ] as unknown as BuiltEdition[],
      problems: [],
    })
    const tell = async (message: Message) => {
      messages.push(message)
      return [{ by: "command", to: "x", on: message.on, tries: 1, sent: true, reason: null } as const]
    }
    await runWith({ build, tell }, { due: true }, m.host)
    expect(messages).toEqual([
      {
        ...{ on: "issued", note: "a", name: { en: "Note a" }, slot: "2026-11", edition: "2026-11" },
        ...{ issue: "2026-11-r2", planned: "2026-11-01T06:00:00Z", at: "2026-11-01T07:00:00.000Z" },
        ...{ reason: "changed: data", files: ["output/a/x.pdf"], review },
      },
    ])
  })

  it("a failure is told once for each reason, and what comes of it in the end", async () => {
    const m = withRules([{ by: "command", run: ["x"] }])
    for (const [i, what] of ["one", "one", "two", "one", undefined].entries()) {
      m.put("data/facts.json", { version: i })
      if (what) m.failures.push(broken(what))
      await m.run()
    }
    expect(m.told).toEqual(["failed a 2026-11", "failed a 2026-11", "issued a 2026-11"])
  })

  it("of what passes in the end, only the end is told", async () => {
    const m = withRules([{ by: "command", run: ["x"] }], { attempts: 3 })
    m.failures.push(new ProblemError([problem("it ended", { passing: true })]))
    await m.run()
    expect(m.told).toEqual(["issued a 2026-11"])
  })

  it("who could not be told is tried again at later runs, at growing distances, while it matters; then no more", async () => {
    const m = withRules([
      { by: "command", run: ["x"] },
      { by: "webhook", url: "https://example.org/?key=secret" },
    ])
    m.deaf = true
    for (let quarter = 0; quarter < 4 * 24 * 12; quarter++) {
      await m.run()
      m.now = new Date(Date.parse(m.now) + 900_000).toISOString()
    }
    const lines = (await toldLines(m)).filter(l => l.by === "command")
    expect(lines.every(l => told.safeParse(l).success && !l.sent && l.reason === "nobody answers")).toBe(true)
    const hours = lines.map(l => (Date.parse(l.at) - Date.parse("2026-11-01T07:00:00Z")) / 3_600_000)
    expect(hours.slice(0, 9)).toEqual([0, 0.25, 0.5, 1, 2, 4, 8, 16, 32])
    expect(hours.length).toBeLessThan(20)
    expect(new TextDecoder().decode(m.files.get("output/runs.jsonl"))).not.toContain("secret")
  })

  it("what a note has missed is told to each in one message, of two notes in one run, a few at a time", async () => {
    const notify = ["u", "v", "w", "x", "y", "z"].map(program => ({ by: "command", run: [program] }))
    const m = machine({ a: { ...monthly, notify }, b: { ...monthly, notify } })
    await m.run()
    m.told.length = 0
    m.now = "2027-08-20T00:00:00Z"
    const { build, tell } = worksOf(m)
    let [now, most] = [0, 0]
    const messages: Message[] = []
    const counting: typeof tell = async (...args) => {
      messages.push(args[0])
      most = Math.max(most, ++now)
      expect(args[3]!.beside).toMatchObject(notify)
      await new Promise(done => setImmediate(done))
      now--
      return tell(...args)
    }
    await runWith({ build, tell: counting }, { due: true }, m.host)
    const months = ["2026-12", ...[1, 2, 3, 4, 5, 6, 7, 8].map(month => `2027-0${month}`)]
    expect([...m.told].sort()).toEqual(["a", "b"].flatMap(note => notify.map(() => `missed ${note} 2027-08`)))
    expect(messages[0]).toMatchObject({ editions: months, edition: "2027-08", planned: null })
    const lines = messages[0]!.reason!.split("\n")
    expect(lines.map(line => line.split(":")[0])).toEqual(months)
    expect(lines[0]).toBe("2026-12: it was not made until 2026-12-11 06:00 (UTC): no run came in time")
    const covered = (await toldLines(m)).filter(l => l.note === "a" && l.on === "missed").map(l => l.slot)
    expect(new Set(covered)).toEqual(new Set(months))
    expect(most).toBe(5)
    await m.run()
    expect(m.told, "never again").toHaveLength(12)
  })

  it("as soon as they can be told they are, and then never again", async () => {
    const m = withRules([{ by: "command", run: ["x"] }])
    m.deaf = true
    await m.run()
    m.deaf = false
    for (let i = 0; i < 3; i++) {
      m.now = new Date(Date.parse(m.now) + 3_600_000).toISOString()
      await m.run()
    }
    expect(m.told).toEqual(["issued a 2026-11"])
    expect((await toldLines(m)).map(l => l.sent)).toEqual([false, true])
  })

  it("a rule that is added later is not told what was before", async () => {
    const [first, second] = ["x", "y"].map(program => ({ by: "command", run: [program] }))
    for (const rules of [[], [first]]) {
      const m = withRules(rules)
      await m.run()
      m.put("templates/a/schedule.json", { ...monthly, notify: [...rules, second] })
      await m.run()
      expect(m.told).toEqual(rules.map(() => "issued a 2026-11"))
    }
  })

  it("what two runs have missed is told at once when there is somebody to hear it", async () => {
    const m = withRules([{ by: "command", run: ["x"] }], { catchUp: "P40D", day: 1 })
    await m.run()
    m.deaf = true
    m.told.length = 0
    for (const now of ["2027-01-15T00:00:00Z", "2027-01-15T00:15:00Z"]) {
      m.now = now
      await m.run()
    }
    expect((await toldLines(m)).filter(l => l.on === "missed").map(l => l.slot)).toContain("2026-12")
    m.deaf = false
    m.now = "2027-01-16T12:00:00Z"
    await m.run()
    expect(m.told.filter(t => t.startsWith("missed"))).toEqual(["missed a 2026-12"])
  })
})

describe("a rule that was wrong and is mended", () => {
  const [wrong, right, other] = ["typo", "tell", "other"].map(program => ({ by: "command", run: [program] }))
  const mend = (m: Machine, notify: readonly unknown[]) =>
    m.put("templates/a/schedule.json", { ...monthly, attempts: 1, notify })
  const heard = async (m: Machine) => (await toldLines(m)).filter(l => l.sent).map(l => l.rule)

  it("is told at the next run what the wrong one was not, once", async () => {
    const m = withRules([other, wrong])
    m.deaf = true
    await m.run()
    m.deaf = false
    mend(m, [other, right])
    m.now = "2026-11-01T07:15:00Z"
    for (let i = 0; i < 3; i++) await m.run()
    expect(await heard(m)).toEqual([keyOf(rule(other)), keyOf(rule(right))])
    expect(m.told).toEqual(["issued a 2026-11", "issued a 2026-11"])
  })

  it("is not told what the one in its stead was told; nor is a third that takes its place in turn", async () => {
    const m = withRules([wrong])
    await m.run()
    for (const notify of [[right], [other]]) {
      mend(m, notify)
      await m.run()
    }
    expect(m.told).toEqual(["issued a 2026-11"])
    const late = withRules([wrong])
    late.deaf = true
    await late.run()
    late.deaf = false
    for (const notify of [[right], [other]]) {
      mend(late, notify)
      await late.run()
    }
    expect(late.told).toEqual(["issued a 2026-11"])
  })

  it("where one was added too, is the only one of its kind; where that is not sure, all are told that may be meant", async () => {
    const web = { by: "webhook", url: "https://example.org/" }
    for (const [notify, told] of [
      [[web, right], ["issued a 2026-11"]],
      [
        [web, other, right],
        ["issued a 2026-11", "issued a 2026-11"],
      ],
    ] as const) {
      const m = withRules([wrong])
      m.deaf = true
      await m.run()
      m.deaf = false
      mend(m, notify)
      await m.run()
      expect(m.told).toEqual(told)
      await m.run()
      expect(m.told).toEqual(told)
    }
  })

  it("two at once are known by their places; one in the stead of two is told for both, once", async () => {
    for (const [notify, count] of [
      [[right, other], 2],
      [[right], 1],
    ] as const) {
      const m = withRules([wrong, { ...wrong, run: ["typo", "again"] }])
      m.deaf = true
      await m.run()
      mend(m, notify)
      m.deaf = false
      await m.run()
      const sent = (await toldLines(m)).filter(l => l.sent)
      const first = [rule(wrong), rule({ ...wrong, run: ["typo", "again"] })].map(keyOf)
      expect(sent.map(l => l.owed)).toEqual(first)
      expect(sent.map(l => l.rule)).toEqual(first.map((_, i) => keyOf(rule(notify[i] ?? right))))
      expect(m.told).toHaveLength(count)
      expect((await status(m.host)).problems).toEqual([])
      await m.run()
      expect(m.told, "never again").toHaveLength(count)
    }
  })

  it("one in the stead of two of which one was told is told for the other; what they have missed too", async () => {
    const web = { by: "webhook", url: "https://example.org/" }
    const m = withRules([wrong, web])
    await m.run()
    m.told.length = 0
    m.now = "2026-12-15T00:00:00Z"
    const { build, tell } = worksOf(m)
    const half: typeof tell = async (message, rules, ...more) => {
      m.deaf = rules[0]!.by === "command"
      return tell(message, rules, ...more)
    }
    await runWith({ build, tell: half }, { due: true }, m.host)
    m.deaf = false
    mend(m, [{ ...right, on: ["missed"] }])
    await m.run()
    expect(m.told).toEqual(["missed a 2026-12", "missed a 2026-12"])
    await m.run()
    expect(m.told).toHaveLength(2)
  })

  it("is told of a failure once, though it fails again the same", async () => {
    const m = withRules([wrong])
    const passing = () => new ProblemError([problem("it ended", { passing: true })])
    m.deaf = true
    m.failures.push(passing(), passing())
    await m.run()
    m.deaf = false
    mend(m, [right])
    await m.run()
    expect(m.told).toEqual(["failed a 2026-11"])
  })

  it("one that takes the place of another who knows of a failure is told when it fails again", async () => {
    const m = withRules([other])
    const passing = () => new ProblemError([problem("it ended", { passing: true })])
    m.failures.push(passing(), passing())
    await m.run()
    mend(m, [right])
    await m.run()
    expect(await heard(m)).toEqual([keyOf(rule(other)), keyOf(rule(right))])
  })
})
