import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import type { FiguresFile } from "../../src/model/figures.js"
import type { PositionsFile } from "../../src/model/positions.js"
import { dataFile, world } from "../world.js"

const html = { formats: ["html"] as const, edition: "2026-10" }
const positions = "data/positions/oic-mali-2017.json"
const figures = "data/figures/sg-2017.json"

async function failure(changes: Record<string, unknown>, note: string) {
  const host = world(changes)
  const error = await build({ ...html, notes: [note] }, host).catch(e => e)
  expect(error.name).toBe("ProblemError")
  expect(host.written.size).toBe(0)
  return error
}

const refused = (id: string) =>
  `"${id}" is a draft, and no draft is printed\n  hint: check it against the text, complete it as a fact`

describe("no draft is printed", () => {
  it("a position that is compared", async () => {
    const file = await dataFile<PositionsFile>(positions)
    const [first, ...rest] = file.positions
    const changed = { [positions]: { ...file, positions: [{ ...first, draft: true }, ...rest] } }
    const { message } = await failure(changed, "oic-positions")
    expect(message).toContain(refused(first!.id))
    expect(message).toContain("templates/oic-positions/note.json")
  })

  it.each(["observations", "gaps"] as const)("%s that a row, a chart or a sum rests on", async key => {
    const file = await dataFile<FiguresFile>(figures)
    const all = file[key].map(fact => ({ ...fact, draft: true }))
    const { problems } = await failure({ [figures]: { ...file, [key]: all } }, "minusma-gaps")
    expect(problems.length).toBeGreaterThan(5)
    for (const { what } of problems)
      expect(what).toMatch(/^"[a-z0-9.-]+" is a draft, and no draft is printed$/)
  })

  it("a ceiling that only a share beside the row names", async () => {
    const file = await dataFile<FiguresFile>(figures)
    const id = "sg-2017.military-authorized"
    const observations = file.observations.map(o => (o.id === id ? { ...o, draft: true } : o))
    const { message } = await failure({ [figures]: { ...file, observations } }, "minusma-gaps")
    expect(message).toContain(refused(id))
  })

  it("a draft that prose names, at the line that names it", async () => {
    const id = "oic-2017.en.vii.date-1"
    const draft = {
      id,
      status: "draft",
      kind: "date",
      period: "2017",
      year: "printed",
      words: "2017",
      citation: { language: "en", paragraph: "vii", anchors: ["some words of the report"] },
    }
    const prose = "templates/oic-positions/prose.oic-mali-2017.en.hbs"
    const written = new TextDecoder().decode(await world().read(prose))
    const changed = {
      "data/drafts/oic-2017.en.json": { source: "oic-2017", language: "en", drafts: [draft] },
      [prose]: written.replace(/(\{\{#\*inline "bottom-line"\}\})/, `$1{{cite "${id}"}} `),
    }
    const { message } = await failure(changed, "oic-positions")
    expect(message).toContain(refused(id))
    expect(message).toMatch(/prose\.oic-mali-2017\.en\.hbs:\d+:\d+/)
  })

  it("a note that names none is built while drafts wait", async () => {
    const file = { source: "sg-2017", language: "en", drafts: [] }
    const host = world({ "data/drafts/sg-2017.en.json": file })
    expect((await build({ ...html, notes: ["oic-positions"], languages: ["en"] }, host)).files).toHaveLength(
      1,
    )
  })

  it("a draft of a source that is not there, or with an identifier that is taken, is a problem", async () => {
    const drafts = { source: "sg-2071", language: "en", drafts: [] }
    const { message } = await failure({ "data/drafts/sg-2071.en.json": drafts }, "oic-positions")
    expect(message).toContain('unknown source "sg-2071"')
  })
})
