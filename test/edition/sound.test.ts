import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { dataFile, world } from "../world.js"

interface Fact {
  id: string
  value?: number
  citations: { paragraph: string; anchors: string[] }[]
}
interface Figures {
  observations: Fact[]
  gaps: Fact[]
}

const file = "data/figures/sg-2017.json"
const only = { notes: ["minusma-gaps"], languages: ["en"], formats: ["html"] } as const

async function refused(changes: Record<string, unknown>): Promise<string> {
  const host = world(changes)
  const message = await build(only, host).then(
    () => "it was built",
    (error: Error) => error.message,
  )
  expect(host.written.size).toBe(message === "it was built" ? 3 : 0)
  return message
}

describe("a note is issued only if its citations stand", () => {
  it("and they do", async () => {
    expect(await refused({})).toBe("it was built")
  })
  it.each([
    [
      "a word of an anchor",
      (f: Fact) => f.citations[0]!.anchors.splice(0, 1, "As at 26 May, 10,919 soldiers had been drowned"),
    ],
    [
      "a digit of an anchor",
      (f: Fact) => f.citations[0]!.anchors.splice(0, 1, "As at 26 May, 10,913 personnel had been deployed"),
    ],
    ["the paragraph", (f: Fact) => Object.assign(f.citations[0]!, { paragraph: "42" })],
    ["the value", (f: Fact) => Object.assign(f, { value: 10_913 })],
  ])("%s that was changed keeps it from being issued", async (_, change) => {
    const figures = await dataFile<Figures>(file)
    change(figures.observations.find(o => o.id === "sg-2017.military-deployed")!)
    expect(await refused({ [file]: figures })).toContain(file)
  })
  it("a source that nobody can check keeps it from being issued", async () => {
    const message = await refused({ "data/fingerprints/sg-2017.en.json": undefined })
    expect(message).toContain("what is printed of sg-2017 (en) cannot be checked")
    expect(message).toContain("brief ingest FILE --source sg-2017 --fingerprint")
  })
})
