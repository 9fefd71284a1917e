import { describe, expect, it } from "vitest"
import { check } from "../../src/edition/check.js"
import { load } from "../../src/load.js"
import type { CoverageFile, FingerprintFile } from "../../src/model/fingerprints.js"
import { citedFacts } from "../../src/source/cited.js"
import { coverageOf, formatCoverage } from "../../src/source/coverage.js"
import { fingerprintPassages } from "../../src/source/passages.js"
import { dataFile, world } from "../world.js"

const file = "data/coverage/oic-2016.json"
const withNone = (none: CoverageFile["none"]) =>
  world({ [file]: { source: "oic-2016", none } }, { now: "2026-11-21T08:00:00Z" })

async function problemsOf(none: CoverageFile["none"]) {
  const host = withNone(none)
  const { problems } = await check({ notes: [], pages: false }, { ...host, env: {} })
  return problems.filter(p => p.place?.file === file)
}

describe("coverage", () => {
  it("counts paragraphs with facts, those that hold none, and those not yet read, headings left out", async () => {
    const { files } = await load(world())
    const print = await dataFile<FingerprintFile>("data/fingerprints/oic-2016.fr.json")
    const passages = fingerprintPassages(print)
    const none = { source: "oic-2016", none: [{ paragraphs: ["opening"], why: "how the meeting went" }] }
    const coverage = coverageOf(passages, citedFacts(files), none)
    expect(coverage).toMatchObject({ source: "oic-2016", language: "fr", withFacts: 13, notYetRead: [] })
    expect(coverage.withFacts + coverage.holdNone).toBe(coverage.paragraphs)
    expect(coverageOf(passages, citedFacts(files), undefined).notYetRead[0]).toBe("opening")
    expect(formatCoverage(coverage)).toMatch(/^coverage: oic-2016 \(fr\): 13 of \d+ paragraphs with facts, /)
  })
  it("is a problem where a label does not exist", async () => {
    const [problem] = await problemsOf([{ paragraphs: ["opening", "xvi"], why: "invented" }])
    expect(problem).toMatchObject({ place: { path: "none[0].paragraphs[1]" } })
    expect(problem?.what).toBe('the source has no paragraph "xvi"')
  })
  it("is a problem where a paragraph has facts after all", async () => {
    const [problem] = await problemsOf([{ paragraphs: ["viii"], why: "invented" }])
    expect(problem?.what).toBe('"viii" has facts after all, cited as "viii"')
  })
  it("is a problem where a label stands twice", async () => {
    const twice = [
      { paragraphs: ["opening"], why: "invented" },
      { paragraphs: ["opening"], why: "invented" },
    ]
    expect((await problemsOf(twice)).map(p => p.what)).toEqual(['"opening" stands here twice'])
  })
})
