import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { checkCitations } from "../../src/edition/citations.js"
import { load } from "../../src/load.js"
import type { FiguresFile } from "../../src/model/figures.js"
import type { PositionsFile } from "../../src/model/positions.js"
import { type CitedFact, type CitedWords, citedFacts } from "../../src/source/cited.js"
import { sourceFacts } from "../../src/source/metadata.js"
import { verify } from "../../src/source/verify.js"
import { dataFile, world } from "../world.js"
import { bothOf, haveSources, sourcesFolder } from "./passing.js"

const at = (path: string) => () => ({ file: "data.json", path })
const cite = (words: string, path = "anchor"): CitedWords => ({ words, place: at(path) })
const texts = {
  "1": "The mission strongly condemned the theft of ten trucks on 3 May 2016, as resolution 2295 (2016) asks.",
  "2": "Ten trucks were found again in June.",
}
const both = bothOf(texts)

function factOf(paragraph: string, anchors: readonly string[], more: Partial<CitedFact> = {}): CitedFact {
  const passage = {
    language: "en",
    paragraph,
    anchors: anchors.map(words => cite(words)),
    place: at("paragraph"),
  }
  return {
    id: "fact",
    kind: "observation",
    source: "made-up",
    passages: [passage],
    operative: [],
    dates: [],
    resolutions: [],
    ...more,
  }
}

const ten = { value: 10, share: false, place: at("value") }
const condemned = { language: "en", ...cite("condemned", "operative") }

const cases: readonly (readonly [string, CitedFact, string | undefined])[] = [
  ["an anchor that stands", factOf("1", ["the theft of ten trucks"]), undefined],
  ["an anchor of another paragraph", factOf("2", ["theft of ten trucks"]), "anchor"],
  ["an anchor that stands nowhere", factOf("1", ["theft of two trucks"]), "anchor"],
  ["an anchor of two words", factOf("1", ["ten trucks"]), "anchor"],
  ["a paragraph that is not there", factOf("3", ["theft of ten trucks"]), "paragraph"],
  ["a value in words", factOf("1", ["theft of ten trucks"], { value: ten }), undefined],
  ["a value that no anchor has", factOf("1", ["The mission strongly condemned"], { value: ten }), "value"],
  ["a value changed", factOf("1", ["theft of ten trucks"], { value: { ...ten, value: 11 } }), "value"],
  [
    "a verb in an anchor",
    factOf("1", ["strongly condemned the theft"], { operative: [condemned] }),
    undefined,
  ],
  ["a verb in no anchor", factOf("1", ["theft of ten trucks"], { operative: [condemned] }), "operative"],
  [
    "operative words that stand by themselves",
    factOf("1", ["theft of ten trucks"], {
      operative: [{ language: "en", ...cite("mission strongly condemned") }],
    }),
    undefined,
  ],
  [
    "operative words of another paragraph",
    factOf("2", ["found again in June"], {
      operative: [{ language: "en", ...cite("mission strongly condemned", "operative") }],
    }),
    "operative",
  ],
  [
    "an intensifier that is not there",
    factOf("1", ["strongly condemned the theft"], {
      operative: [{ ...condemned, intensifier: cite("firmly", "intensifier") }],
    }),
    "intensifier",
  ],
  [
    "a day",
    factOf("1", ["theft of ten trucks"], { dates: [{ day: "2016-05-03", what: {}, place: at("day") }] }),
    undefined,
  ],
  [
    "another day",
    factOf("1", ["theft of ten trucks"], { dates: [{ day: "2016-05-04", what: {}, place: at("day") }] }),
    "day",
  ],
  [
    "a month without its year",
    factOf("2", ["found again in June"], {
      dates: [{ period: "2016-06", yearInferred: true, what: {}, place: at("period") }],
    }),
    undefined,
  ],
  [
    "a year that is not printed",
    factOf("2", ["found again in June"], { dates: [{ period: "2016-06", what: {}, place: at("period") }] }),
    "period",
  ],
  ["a resolution", factOf("1", ["theft of ten trucks"], { resolutions: [cite("2295 (2016)")] }), undefined],
  [
    "another resolution",
    factOf("1", ["theft of ten trucks"], { resolutions: [cite("2296 (2016)", "number")] }),
    "number",
  ],
]

describe("a fact that cites", () => {
  it.each([...cases])("%s", (_, fact, fault) => {
    for (const passages of [both.text, both.print]) {
      const { problems } = verify([fact], [passages])
      expect(problems.map(p => p.place?.path)).toEqual(fault ? [fault] : [])
    }
  })

  it("what stands elsewhere is told where", () => {
    const [problem] = verify([factOf("2", ["theft of ten trucks"])], [both.print]).problems
    expect(problem?.what).toBe('"theft of ten trucks" does not stand in 2 of made-up (en)')
    expect(problem?.hint).toBe("it stands in 1: cite that, or take words of 2")
  })
  it("what stands nowhere is told what comes nearest", () => {
    const fact = factOf("1", ["condemned the theft of two trucks"])
    const hints = [both.text, both.print].map(p => verify([fact], [p]).problems[0]?.hint)
    expect(hints).toEqual([
      'what comes nearest there: "condemned the theft of ten trucks"',
      'what comes nearest there: "condemned the theft of (but then not two)"',
    ])
  })
  it("a version that is not at hand is only counted", () => {
    expect(verify([factOf("1", ["whatever it may be"])], [])).toMatchObject({
      facts: 0,
      unchecked: 1,
      problems: [],
    })
  })
})

const withSources = haveSources ? it : it.skip // the texts of the reports stay outside the project
if (!haveSources)
  console.warn(`skipped: the reports are not at ${sourcesFolder}; set BRIEF_SOURCES to check by their text`)

/** The citations of the project's data with some files changed. */
async function checked(changes: Readonly<Record<string, unknown>>, sources?: string) {
  const host = world(changes)
  const { files, problems } = await load(host)
  expect(problems.filter(p => p.severity === "error")).toEqual([])
  return checkCitations(files, { sources }, host)
}

describe("the citations of the project", () => {
  it("are checked by fingerprints where no texts are at hand", async () => {
    const { problems, citations, coverage } = await checked({})
    expect(problems).toEqual([])
    expect(citations).toMatchObject({ mode: "fingerprint", unchecked: 0 })
    const { files } = await load(world())
    expect(citations.facts).toBe(citedFacts(files).length + sourceFacts(files).length)
    expect(coverage.map(c => `${c.source}.${c.language}`)).toContain("oic-2017.ar")
  })

  withSources("give the same account by text", async () => {
    const print = await checked({})
    const text = await checked({}, sourcesFolder)
    expect(text.problems).toEqual([])
    expect({ ...text.citations, mode: "", versions: [] }).toEqual({
      ...print.citations,
      mode: "",
      versions: [],
    })
    expect(text.citations.mode).toBe("text")
    expect(text.coverage).toEqual(print.coverage)
  })

  it("are a problem at line and column where an anchor is wrong", async () => {
    const path = "data/positions/oic-mali-2017.json"
    const file = await dataFile<PositionsFile>(path)
    const [anchor] = file.positions[0]!.citations[0]!.anchors
    const wrong = JSON.parse(JSON.stringify(file).replace(anchor!, `${anchor} indeed`))
    const { problems } = await checked({ [path]: wrong })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({
      severity: "error",
      place: { file: path, path: "positions[0].citations[0].anchors[0]" },
    })
    expect(problems[0]?.place?.line).toBeGreaterThan(1)
  })

  it("look for the printed number where a misprint is recorded", async () => {
    const path = "data/figures/sc-mission-2014.json"
    const file = await dataFile<FiguresFile>(path)
    const at = file.observations.findIndex(o => o.id === "sc-mission-2014.bases-land")
    const misprint = { printed: 70, corrected: 71, reason: { en: "invented" }, uses: "corrected" as const }
    const with71 = (more: object) => ({
      ...file,
      observations: file.observations.map((o, i) => (i === at ? { ...o, value: 71, ...more } : o)),
    })
    expect((await checked({ [path]: with71({ misprint }) })).problems).toEqual([])
    expect((await checked({ [path]: with71({}) })).problems).toHaveLength(1)
  })

  it("are told as unchecked where neither text nor fingerprint is at hand", async () => {
    const path = "data/fingerprints/oic-2016.fr.json"
    const { problems, citations } = await checked({ [path]: undefined })
    expect(problems.map(p => p.severity)).toEqual(["warning"])
    expect(problems[0]?.hint).toContain("brief ingest")
    expect(citations.unchecked).toBeGreaterThan(30)
    expect(citations.versions[0]).toEqual({ source: "oic-2016", language: "fr", mode: "none" })
  })

  it("fall back on the fingerprint where a text is missing from the folder", async () => {
    const { problems, citations } = await checked({}, "no-such-folder")
    expect(new Set(problems.map(p => p.severity))).toEqual(new Set(["warning"]))
    expect(citations).toMatchObject({ mode: "fingerprint", unchecked: 0 })
  })

  withSources("say nothing but a word of a text whose bytes changed and whose words did not", async () => {
    const text = `${readFileSync(french, "utf8")}\n`
    const { problems, lines } = await checked({ [french]: text }, sourcesFolder)
    expect(problems).toEqual([])
    expect(lines.find(l => l.startsWith("text: oic-2016"))).toContain("its words are the same")
  })

  withSources("name the facts of a paragraph that reads otherwise than its fingerprint has it", async () => {
    const text = readFileSync(french, "utf8").replace("15 mai 2015", "16 mai 2015")
    const { problems } = await checked({ [french]: text }, sourcesFolder)
    const drifted = problems.find(p => p.place?.file === "data/fingerprints/oic-2016.fr.json")
    expect(drifted).toMatchObject({ severity: "error" })
    expect(drifted?.what).toMatch(/iii reads otherwise .*: oic-2016\.iii\.1, oic-2016\.doubt\.signature$/)
    expect(problems.map(p => p.place?.file)).toContain("data/positions/oic-mali-2016.json")
  })
})

/** The place of one report, as the world reads it. */
const french = join(sourcesFolder, "oic-2016.fr.txt")
