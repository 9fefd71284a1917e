import { describe, expect, it } from "vitest"
import { load } from "../src/load.js"
import { formatProblem } from "../src/model/problem.js"
import { dataFile, world } from "./world.js"

type Json = { observations: Record<string, unknown>[]; gaps: Record<string, unknown>[] }
const file = "data/figures/sg-2017.json"
const find = (json: Json, id: string) => json.observations.find(o => o.id === `sg-2017.${id}`)!

async function problemsWith(change: (json: Json) => void): Promise<string> {
  const json = await dataFile<Json>(file)
  change(json)
  const { problems } = await load(world({ [file]: json }))
  return problems.map(formatProblem).join("\n")
}

describe("figures that cannot be are Problems with place and hint", () => {
  it.each<[string, (json: Json) => void, string]>([
    [
      "a unit mismatch",
      j => {
        find(j, "military-deployed").unit = "vehicles"
      },
      'observations[4].unit: the unit is "vehicles", that of "military-deployed" is "persons"',
    ],
    [
      "an unknown indicator",
      j => {
        find(j, "military-deployed").indicator = "military-deplyed"
      },
      'unknown indicator "military-deplyed"\n  hint: did you mean "military-deployed"',
    ],
    [
      "a strength over its ceiling",
      j => {
        find(j, "military-deployed").value = 13_290
      },
      "13290 is larger than its ceiling, 13289",
    ],
    [
      "a share over its whole",
      j => {
        find(j, "police-deployed-share").value = 178
      },
      "a share of 178 is over its whole",
    ],
    [
      "a sum that does not add up",
      j => {
        find(j, "military-authorized-observers").value = 41
      },
      "add up to 13290",
    ],
    [
      "a date outside its period",
      j => {
        find(j, "military-deployed").period = { from: "2017-06-01", to: "2017-06-30" }
      },
      "2017-05-26 is outside its period",
    ],
    [
      "a period that ends before it begins",
      j => {
        const o = find(j, "military-deployed")
        delete o.asOf
        o.period = { from: "2017-06-30", to: "2017-06-01" }
      },
      "the period ends before it begins",
    ],
    [
      "a figure without a date",
      j => {
        const o = find(j, "military-deployed")
        delete o.asOf
        delete o.time
      },
      "a figure without a date",
    ],
    [
      "a figure without a definition",
      j => {
        delete find(j, "military-deployed").counts
      },
      "counts: expected an object of texts by language, found nothing",
    ],
    [
      "a whole that there is not",
      j => {
        find(j, "military-deployed").ceiling = "sg-2017.military-authorised"
      },
      'did you mean "sg-2017.military-authorized"',
    ],
    [
      "a gap whose figure there is not",
      j => {
        j.gaps[0]!.figures = ["sg-2017.nothing-like-it-at-all"]
      },
      "unknown observation of this report",
    ],
  ])("%s", async (_, change, what) => {
    const problems = await problemsWith(change)
    expect(problems).toContain(what)
    expect(problems).toMatch(/^data\/figures\/sg-2017\.json:\d+:\d+/)
    if (!what.includes("counts:")) expect(problems).toContain("hint: ")
  })
})

describe("the figures", () => {
  it("are comparable in one basis only", async () => {
    const { facts } = await load(world())
    const [before, after] = facts.reports
    const bases = (list: readonly { basis: string }[]) => new Set(list.map(o => o.basis))
    const shared = [...bases(before!.observations)].filter(b => bases(after!.observations).has(b))
    expect(shared).toEqual(["military-strength"])
  })
  it("recompute to the shares that the report prints, within rounding", async () => {
    const { facts } = await load(world())
    const report = facts.reports.find(r => r.source.id === "sg-2017")!
    const at = (id: string) => report.observations.find(o => o.id === `sg-2017.${id}`)!.value!
    for (const [share, part, whole] of [
      ["military-deployed-share", "military-deployed", "military-authorized"],
      ["police-deployed-share", "police-deployed", "police-authorized"],
    ] as const) {
      expect(Math.round((100 * at(part)) / at(whole))).toBe(at(share))
    }
  })
  it("say what is not reported, and never as zero", async () => {
    const { facts } = await load(world())
    const silent = facts.reports[0]!.notReported.map(n => n.indicator)
    expect(silent).toContain("police-deployed")
    expect(facts.reports[0]!.observations.filter(o => o.value === 0)).toEqual([])
  })
})
