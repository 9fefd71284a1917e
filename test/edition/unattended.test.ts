import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import type { BuildOptions } from "../../src/edition/built.js"
import { parseManifest } from "../../src/edition/manifest.js"
import { dataFile, world } from "../world.js"

const html: BuildOptions = { notes: ["oic-positions"], languages: ["en"], formats: ["html"] }
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => "it was built",
    (error: Error) => error.message,
  )

describe("the day of an edition", () => {
  it("is the one given, in its month and in another", async () => {
    const host = world({}, { now: "2026-11-21T08:00:00Z" })
    const made = await build({ ...html, edition: "2026-09", day: "2026-09-01" }, host)
    expect(made.editions).toMatchObject([{ edition: "2026-09", date: "2026-09-01" }])
    const now = await build({ ...html, edition: "2026-11", day: "2026-11-01" }, host)
    expect(now.editions).toMatchObject([{ edition: "2026-11", date: "2026-11-01" }])
  })
  it("of a revision is never before that of what it revises", async () => {
    const host = world({}, { now: "2026-11-21T08:00:00Z" })
    await build(html, host)
    const wider = { ...html, formats: ["html", "docx"] as const, day: "2026-11-01" }
    expect((await build(wider, host)).editions).toMatchObject([{ edition: "2026-11-r2", date: "2026-11-21" }])
  })
  it("must be a day", async () => {
    expect(await messageOf(build({ ...html, day: "2026-11-31" }, world()))).toContain(
      '"2026-11-31" is no day',
    )
  })
})

describe("the cut-off", () => {
  it("leaves out sources dated later, with all that rests on them, and the manifest says which", async () => {
    const host = world()
    await build({ ...html, cutOff: "2016-12-31" }, host)
    const note = text(host.written.get("output/oic-positions/2026-11/oic-positions.en.html"))
    expect(note).not.toContain("2017")
    const manifest = parseManifest(host.written.get("output/oic-positions/2026-11/manifest.json")!)!
    expect(manifest.cutOff).toEqual({ day: "2016-12-31", leftOut: ["oic-2017", "sg-2017"] })
    expect(manifest.asOf).toBe("2016-09-20")
  })
  it("of a day on which all is known changes nothing", async () => {
    const host = world()
    await build({ ...html, cutOff: "2017-09-20" }, host)
    expect((await build(html, host)).editions).toMatchObject([{ edition: "2026-11", status: "unchanged" }])
  })
  it("that is lifted is the reason of a revision", async () => {
    const host = world()
    await build({ ...html, cutOff: "2016-12-31" }, host)
    expect((await build(html, host)).editions).toMatchObject([
      {
        status: "revision",
        changed: expect.arrayContaining(["information to date, before to 2016-12-31"]),
      },
    ])
  })
  it("before anything is known is a problem that says what is lacking", async () => {
    expect(await messageOf(build({ ...html, cutOff: "2015-01-01" }, world()))).toContain(
      'no meeting of "oic-contact-group-mali" has been curated',
    )
  })
})

describe("a month in which nothing changed", () => {
  const november = "2026-11-01T08:00:00Z"
  const december = (host: ReturnType<typeof world>) => ({
    ...host,
    now: () => new Date("2026-12-01T08:00:00Z"),
  })
  it("is recorded: the last edition still stands, and nothing is touched", async () => {
    const host = world({}, { now: november })
    await build(html, host)
    const before = new Map(host.written)
    const made = await build({ ...html, unchanged: "record" }, december(host))
    expect(made.editions).toMatchObject([{ edition: "2026-11", status: "unchanged", date: "2026-11-01" }])
    expect(host.written).toEqual(before)
  })
  it("has an edition of its own unless recording is asked for", async () => {
    const host = world({}, { now: november })
    await build(html, host)
    expect((await build(html, december(host))).editions).toMatchObject([
      { edition: "2026-12", status: "issued" },
    ])
  })
  it("has an edition if anything did change, or the last one is damaged", async () => {
    const host = world({}, { now: november })
    await build(html, host)
    const wider = { ...html, particulars: { for: "Somebody" }, unchanged: "record" as const }
    expect((await build(wider, december(host))).editions).toMatchObject([{ edition: "2026-12" }])
    const other = world({}, { now: november })
    await build(html, other)
    other.written.set("output/oic-positions/2026-11/oic-positions.en.html", new Uint8Array([1]))
    expect((await build({ ...html, unchanged: "record" }, december(other))).editions).toMatchObject([
      { edition: "2026-12", status: "issued" },
    ])
  })
})

describe("a note built alone", () => {
  const alone: BuildOptions = { ...html, alone: true }
  const broken = {
    "data/figures/sg-2017.json": "{",
    "templates/minusma-gaps/note.json": "{",
  }
  it("is not held back by another note, nor by data that it cannot use; that is told", async () => {
    expect(await messageOf(build(html, world(broken)))).toContain("data/figures/sg-2017.json")
    const { editions, problems } = await build(alone, world(broken))
    expect(editions).toMatchObject([{ status: "issued" }])
    const warned = problems.filter(p => p.severity === "warning").map(p => p.place?.file)
    expect(warned).toEqual(expect.arrayContaining(Object.keys(broken)))
  })
  it("is not held back by a citation of another note’s report", async () => {
    const figures = await dataFile<{ observations: { value?: number }[] }>("data/figures/sg-2017.json")
    figures.observations[0]!.value = 4711
    const changes = { "data/figures/sg-2017.json": figures }
    expect(await messageOf(build(html, world(changes)))).toContain("4711")
    expect((await build(alone, world(changes))).editions).toMatchObject([{ status: "issued" }])
  })
  it.each([
    ["its own definition", { "templates/oic-positions/note.json": "{" }],
    ["its own positions", { "data/positions/oic-mali-2017.json": "{" }],
    ["a list that all use", { "data/actors.json": "{" }],
  ])("is held back by %s", async (_, changes) => {
    expect(await messageOf(build(alone, world(changes)))).toContain(Object.keys(changes)[0])
  })
})
