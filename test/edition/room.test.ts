import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { dataFile, world } from "../world.js"

const file = "data/positions/oic-mali-2017.json"

/** The French note with a reason more, for which its table grows by a line and its last row by a page. */
async function grown(more: Record<string, unknown> = {}) {
  const data = await dataFile<{ positions: { id: string; places: string[] }[] }>(file)
  data.positions.find(p => p.id === "oic-2017.v.2")!.places = ["north-mali"]
  return world({ [file]: data, ...more })
}

const french = { notes: ["oic-positions"], languages: ["fr"] } as const
const narrowed = expect.objectContaining({
  severity: "warning",
  what: expect.stringMatching(/no room left: its spaces were narrowed/),
})

describe("a note that would run over its pages", () => {
  it("keeps to them by narrower spaces, in the same type, and says so", async () => {
    const { files, problems } = await build({ ...french, formats: ["pdf", "docx"] }, await grown())
    expect(files.map(f => f.pages)).toEqual([2, 2])
    expect(problems).toContainEqual(narrowed)
  })
  it("has its usual spaces where these have room", async () => {
    const { problems } = await build({ ...french, formats: ["pdf"] }, world())
    expect(problems).not.toContainEqual(narrowed)
  })
  it("is not issued if that does not help", async () => {
    const css = new TextDecoder().decode((await world().read("templates/house.css"))!)
    const host = await grown({ "templates/house.css": `${css}\nsection.watch { margin-block-end: 120mm }` })
    await expect(build({ ...french, formats: ["pdf"] }, host)).rejects.toThrow(/3 pages, more than 2/)
    expect(host.written.size).toBe(0)
  })
})
