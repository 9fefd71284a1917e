import { describe, expect, it } from "vitest"
import { editionOf, loadAll } from "../../src/edition/build.js"
import { composeAll } from "../../src/edition/composed.js"
import { redlinePage } from "../../src/redline/page.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { readDocxText } from "../../src/render/docx/text.js"
import { house, partsOf } from "../render/docx-tools.js"
import { dataFile, world } from "../world.js"
import { acceptAll, rejectAll } from "./settle.js"

const whose = { author: "Desk", date: new Date("2026-12-01T00:00:00Z") }

async function pageOf(note: string, changes: Record<string, unknown> = {}, edition?: string) {
  const host = world(changes)
  const { facts, definitions } = await loadAll(host)
  const chosen = definitions.filter(({ id }) => id === note)
  const options = { languages: ["en"] }
  const composed = await composeAll(chosen, { options, facts, edition: editionOf(edition, host), host })
  return composed[0]!.page
}

const docxOf = async (page: Awaited<ReturnType<typeof pageOf>>) =>
  (await renderDocx(page, { template: house })).bytes

async function check(before: Awaited<ReturnType<typeof pageOf>>, after: typeof before) {
  const made = redlinePage(before, after, whose)
  const docx = await docxOf(made.page)
  expect(await readDocxText(acceptAll(docx))).toBe(await readDocxText(await docxOf(after)))
  expect(await readDocxText(rejectAll(docx))).toBe(await readDocxText(await docxOf(before)))
  return { ...made, docx }
}

describe("the project's notes", () => {
  it("a figure that was corrected is told wherever it stands, in the chart too", async () => {
    const file = await dataFile<{ observations: { id: string }[] }>("data/figures/sg-2017.json")
    const observations = file.observations.map(o =>
      o.id === "sg-2017.military-deployed"
        ? JSON.parse(JSON.stringify(o).replaceAll("10919", "10920").replaceAll("10,919", "10,920"))
        : o,
    )
    const { changes, page, docx } = await check(
      await pageOf("minusma-gaps", {}, "2026-10"),
      await pageOf("minusma-gaps", { "data/figures/sg-2017.json": { ...file, observations } }),
    )
    const figures = changes.filter(({ reason }) => reason !== "edition")
    expect(figures.every(({ reason }) => reason === "correction of ours")).toBe(true)
    expect(figures.map(({ before, after }) => `${before} → ${after}`)).toContain("10,919 → 10,920")
    expect(figures.filter(({ before }) => before.startsWith("Bar chart")).length).toBe(1)
    expect(changes.filter(({ reason }) => reason === "edition").length).toBeGreaterThan(0)
    expect(page.charts?.map(({ id }) => id)).toEqual(["chart-1", "chart-1-before"])
    const body = partsOf(docx).get("word/document.xml")!
    expect(body).toMatch(/<w:del [^>]*><w:r>(?:<w:rPr>.*?<\/w:rPr>)?<w:drawing>/)
    expect(body).toMatch(/<w:ins [^>]*><w:r>(?:<w:rPr>.*?<\/w:rPr>)?<w:drawing>/)
  })
  it("a position that was added is a new fact, and so is what is counted from it", async () => {
    const gone = "oic-2017.xii.1"
    type File = { positions: { id: string }[]; doubts: { positions?: string[] }[] }
    const file = await dataFile<File>("data/positions/oic-mali-2017.json")
    const without = {
      ...file,
      positions: file.positions.filter(({ id }) => id !== gone),
      doubts: file.doubts.filter(({ positions }) => !positions?.includes(gone)),
    }
    const { changes } = await check(
      await pageOf("oic-positions", { "data/positions/oic-mali-2017.json": without }),
      await pageOf("oic-positions"),
    )
    expect(changes.length).toBeGreaterThan(2)
    const marks = changes.filter(({ reason }) => reason === "edition")
    expect(marks.map(({ before }) => before)).toEqual([
      expect.stringContaining("text not reviewed since the facts"),
    ])
    const others = changes.filter(({ reason }) => reason !== "edition")
    expect(new Set(others.map(({ reason }) => reason))).toEqual(new Set(["new figure"]))
    expect(changes.some(({ facts }) => facts.includes(gone))).toBe(true)
  })
  it("an edition and itself are equal", async () => {
    const page = await pageOf("oic-positions")
    expect(redlinePage(page, page, whose)).toMatchObject({ equal: true, changes: [] })
  })
})
