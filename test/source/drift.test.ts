import { describe, expect, it } from "vitest"
import type { CitedFact } from "../../src/source/cited.js"
import { drift, driftProblems } from "../../src/source/drift.js"
import { makeFingerprint } from "../../src/source/fingerprint.js"
import { textPassages } from "../../src/source/passages.js"
import { reportOf } from "./passing.js"

const version = { source: "made-up", language: "en" }
const place = (label: string | undefined) => ({ file: "print.json", ...(label && { path: label }) })

const before = {
  "1": "The mission lost ten trucks and three boats in the flood of May.",
  "2": "Of twelve wells dug since spring only seven give water at present.",
  "3": "The bridge at the northern ford has been rebuilt by local labour.",
  "4": "Ongoing",
  "5": "Ongoing",
}

const print = (texts: Readonly<Record<string, string>>, file = "as issued") =>
  makeFingerprint(reportOf(texts), { ...version, bytes: new TextEncoder().encode(file) })

const changesTo = (texts: Readonly<Record<string, string>>) =>
  drift(print(before), print(texts)).changes.map(c => [c.kind, c.before, c.after])

describe("a text that drifted", () => {
  it("has not if its words are the same", () => {
    expect(drift(print(before), print(before))).toEqual({ file: false, changes: [] })
    const reprinted = {
      ...before,
      "3": "**The bridge** at the northern ford\nhas been rebuilt by local labour",
    }
    expect(drift(print(before), print(reprinted, "saved again"))).toEqual({ file: true, changes: [] })
  })
  it("shows the segment that changed", () => {
    expect(changesTo({ ...before, "1": before["1"].replace("ten", "eleven") })).toEqual([
      ["changed", "1", "1"],
    ])
    expect(changesTo({ ...before, "2": "All new words here, none of them as before." })).toEqual([
      ["changed", "2", "2"],
    ])
    expect(changesTo({ ...before, "4": "Done" })).toEqual([["changed", "4", "4"]])
  })
  it("shows what appeared and what vanished", () => {
    expect(changesTo({ ...before, "6": "A sixth one." })).toEqual([["appeared", undefined, "6"]])
    const { "5": _, ...rest } = before
    expect(changesTo(rest)).toEqual([["vanished", "5", undefined]])
  })
  it("knows segments again that were renumbered by one put in before them", () => {
    const shifted = {
      "1": before["1"],
      "2": "Put in afterwards, about camels.",
      "3": before["2"],
      "4": before["3"],
    }
    expect(changesTo(shifted)).toEqual([
      ["moved", "2", "3"],
      ["moved", "3", "4"],
      ["vanished", "4", undefined],
      ["vanished", "5", undefined],
      ["appeared", undefined, "2"],
    ])
  })
  it("knows a segment again that moved and was reworded a little", () => {
    const { "3": bridge, ...rest } = before
    expect(changesTo({ ...rest, "9": bridge.replace("local labour", "hired labour") })).toEqual([
      ["moved and changed", "3", "9"],
    ])
  })
})

const citing = (id: string, paragraph: string, words: string): CitedFact => ({
  id,
  kind: "observation",
  source: "made-up",
  passages: [
    {
      language: "en",
      paragraph,
      anchors: [{ words, place: () => ({ file: "data.json" }) }],
      place: () => ({ file: "data.json" }),
    },
  ],
  operative: [],
  dates: [],
  resolutions: [],
})

const facts = [
  citing("trucks", "1", "lost ten trucks"),
  citing("boats", "1", "three boats in the flood"),
  citing("wells", "2", "only seven give water"),
]

function problemsOf(texts: Readonly<Record<string, string>>) {
  const found = drift(print(before), print(texts))
  return driftProblems(found, facts, { text: textPassages(reportOf(texts), version), place })
}

describe("the problems of a drift", () => {
  it("are none where no words changed", () => {
    expect(problemsOf(before)).toEqual([])
  })
  it("are a warning that names the facts where their anchors still stand", () => {
    const [problem, ...others] = problemsOf({ ...before, "1": before["1"].replace("May", "June") })
    expect(others).toEqual([])
    expect(problem).toMatchObject({ severity: "warning", place: { path: "1" } })
    expect(problem?.hint).toContain("look again at trucks, boats")
  })
  it("are an error that names the facts whose anchors fell", () => {
    const [problem] = problemsOf({ ...before, "1": before["1"].replace("ten", "eleven") })
    expect(problem).toMatchObject({ severity: "error" })
    expect(problem?.what).toMatch(/1 reads otherwise.*stands there no longer: trucks$/)
  })
  it("name the new number of a paragraph that moved", () => {
    const { "2": wells, ...rest } = before
    const [problem] = problemsOf({ ...rest, "7": wells })
    expect(problem).toMatchObject({ severity: "error", hint: "cite 7 instead, if it fits" })
  })
  it("tell segments without facts in one warning", () => {
    const problems = problemsOf({ ...before, "3": "The bridge is gone.", "6": "New." })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ severity: "warning" })
    expect(problems[0]?.what).toContain("3 reads otherwise; 6 is new")
  })
})
