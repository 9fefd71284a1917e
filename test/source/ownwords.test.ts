import { describe, expect, it } from "vitest"
import { checkCitations } from "../../src/edition/citations.js"
import { load } from "../../src/load.js"
import { backedProblems } from "../../src/source/backed.js"
import { datesIn, partsOfYear } from "../../src/source/dates.js"
import type { Backing } from "../../src/source/ownwords.js"
import { qualifierProblems } from "../../src/source/qualifiers.js"
import { dataFile, world } from "../world.js"

const nothing: Backing = { anchors: [], labels: [], values: [], dates: [], year: 2031 }
const told = (text: string, backing: Partial<Backing>, lists: string[] = [], language = "en") =>
  backedProblems([
    {
      id: "fact",
      own: [{ texts: { [language]: text }, place: () => ({ file: "data.json" }) }],
      days: [],
      lists,
      backing: { ...nothing, ...backing },
    },
  ]).map(p => /“(.*?)”/.exec(p.what)?.[1])

const trucks = { anchors: [{ language: "en", words: "lost 1,204 trucks on 3 May and 4 June 2030" }] }

describe("a number in own words", () => {
  it.each<[string, Partial<Backing>, string[]]>([
    ["1,204 trucks were lost", trucks, []],
    ["1,205 trucks were lost", trucks, ["1,205"]],
    ["seven trucks were lost", { values: [7] }, []],
    ["eleven trucks were lost", { values: [7] }, ["eleven"]],
    ["lost on 3 May", trucks, []],
    ["lost on 3 May 2031", trucks, []],
    ["lost on 3 May 2030", trucks, ["3 May 2030"]],
    ["lost in June 2030", trucks, []],
    ["lost on 5 June", trucks, ["5 June"]],
    ["lost in July [2031]", trucks, ["July [2031]"]],
    ["the plan for 2031", {}, []],
    ["the plan for 2032", {}, ["2032"]],
    ["paragraph 17 of annex II", { labels: ["17", "annex II"] }, []],
    ["paragraph 18 of annex III", { labels: ["17", "annex II"] }, ["18", "III"]],
    ["the G5 force", { anchors: [{ language: "en", words: "five (G5) countries" }] }, []],
    ["the G6 force", { anchors: [{ language: "en", words: "five (G5) countries" }] }, ["6"]],
    ["about a third", { values: [34] }, []],
    ["one of the two sides", {}, []],
  ])("%s", (text, backing, faults) => {
    expect(told(text, backing)).toEqual(faults)
  })
  it("may count the places that the fact lists", () => {
    expect(told("in three regions", {}, ["Gao, Kidal and Mopti"])).toEqual([])
    expect(told("in four regions", {}, ["Gao, Kidal and Mopti"])).toEqual(["four"])
  })
  it("is looked for in every language", () => {
    expect(told("1 204 camions le 3 mai", trucks, [], "fr")).toEqual([])
    expect(told("1 205 camions le 4 mai", trucks, [], "fr")).toEqual(["1 205", "4 mai"])
    expect(told("1,204 شاحنة في 3 مايو", trucks, [], "ar")).toEqual([])
  })
})

describe("dates in a text", () => {
  it("have their days, month and year", () => {
    const read = (text: string, language: string) =>
      datesIn(text, language).map(d => [d.days.join("+"), d.month, d.year ?? ""].join(" "))
    expect(read("the visit of 1-3 February 2014, and in May [2017]", "en")).toEqual(["1+3 2 2014", " 5 2017"])
    expect(read("du 1er au 3 février 2014", "fr")).toEqual(["1+3 2 2014"])
    expect(read("من 1 إلى 3 فبراير 2014", "ar")).toEqual(["1+3 2 2014"])
    expect(read("it may march", "en")).toEqual([])
  })
  it("may be a quarter or a half", () => {
    expect(partsOfYear("in the first quarter of 2017", "en")).toEqual(["2017-01-01", "2017-03-31"])
    expect(partsOfYear("au deuxième semestre 2017", "fr")).toEqual(["2017-07-01", "2017-12-31"])
  })
})

describe("a qualifier", () => {
  it.each([
    ["up to", "ceiling of up to 1,920 police", 0],
    ["exactly", "ceiling of up to 1,920 police", 1],
    ["at least", "1,920 police personnel had", 1],
    ["about", "an estimated €605 million for", 0],
    ["approximately half", "approximately half has been", 0],
    ["about", "approximately half has been", 1],
    ["fewer than", "59 children under five years", 1],
  ] as const)("%s: %s", (qualifier, words, faults) => {
    const claim = { qualifier, place: () => ({ file: "data.json" }) }
    expect(qualifierProblems(claim, { words, language: "en" })).toHaveLength(faults)
  })
})

type Data = { [key: string]: Record<string, unknown>[] }

/** The problems of the citations with one file of the data changed. */
async function problemsWith(path: string, change: (data: Data) => void, unchecked?: "error" | "warning") {
  const data = await dataFile<Data>(path)
  change(data)
  const host = world({ [path]: data })
  const { files } = await load(host)
  const { problems } = await checkCitations(
    files,
    { sources: undefined, ...(unchecked && { unchecked }) },
    host,
  )
  return problems
}

describe("the citations of the project", () => {
  it("have the same numbers in every language", async () => {
    const problems = await problemsWith("data/figures/sg-2017.json", data => {
      const { summary } = data.observations![0] as { summary: Record<string, string> }
      summary.fr = summary.fr!.replace("289", "280")
    })
    expect(problems.map(p => p.what)).toContainEqual(expect.stringContaining("the numbers of fr (13280)"))
  })
  it.each<[string, string, (data: Data) => void]>([
    ["a source's symbol", "data/sources.json", d => Object.assign(d.sources![3]!, { symbol: "S/2017/987" })],
    ["a source's day", "data/sources.json", d => Object.assign(d.sources![3]!, { asOf: "2019-05-26" })],
    ["a meeting's day", "data/meetings.json", d => Object.assign(d.meetings![1]!, { date: "2017-09-21" })],
  ])("tell %s that is not so", async (_, path, change) => {
    expect(await problemsWith(path, change)).not.toEqual([])
  })
  it("are an error where nothing is at hand and that was asked for", async () => {
    const path = "data/fingerprints/oic-2016.fr.json"
    const host = world({ [path]: undefined })
    const { files } = await load(host)
    for (const unchecked of ["warning", "error"] as const) {
      const { problems } = await checkCitations(files, { sources: undefined, unchecked }, host)
      expect(problems.map(p => p.severity)).toEqual([unchecked])
    }
  })
  it("tell a fingerprint that is damaged", async () => {
    const problems = await problemsWith("data/fingerprints/oic-2016.fr.json", data => {
      data.segments!.pop()
    })
    expect(problems.map(p => p.what)).toContainEqual(expect.stringContaining("is damaged"))
  })
})
