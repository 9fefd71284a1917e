import { describe, expect, it } from "vitest"
import { load } from "../src/load.js"
import { formatProblem } from "../src/model/problem.js"
import { dataFile, world } from "./world.js"

type Json = Record<string, unknown> & { positions: Record<string, unknown>[] }
const file = "data/positions/oic-mali-2016.json"

async function problemsWith(change: (json: Json) => void): Promise<string[]> {
  const json = await dataFile<Json>(file)
  change(json)
  const { problems } = await load(world({ [file]: json }))
  return problems.map(formatProblem)
}

describe("bad data gives a Problem with place and hint", () => {
  it("JSON that does not parse: line and column", async () => {
    const { problems } = await load(
      world({ "data/places.json": '{\n  "places": [\n    { "id": "a" "name": 1 }\n  ]\n}' }),
    )
    expect(problems[0]).toMatchObject({
      place: { file: "data/places.json", line: 3, column: 17 },
      what: expect.stringContaining("comma"),
    })
    expect(problems[0]?.hint).toBeTruthy()
  })
  it("an empty file, and a missing one", async () => {
    const { problems } = await load(world({ "data/places.json": "", "data/actors.json": undefined }))
    expect(problems.map(p => p.place?.file).sort()).toEqual(["data/actors.json", "data/places.json"])
  })
  it("a wrong type", async () => {
    const [problem] = await problemsWith(j => {
      j.positions[2]!.summary = 7
    })
    expect(problem).toMatch(/^data\/positions\/oic-mali-2016\.json:\d+:\d+ {2}positions\[2\]\.summary: .*7/)
  })
  it("a field that is missing", async () => {
    const [problem] = await problemsWith(j => {
      delete j.positions[0]!.issue
    })
    expect(problem).toContain("positions[0].issue")
  })
  it("an unknown key", async () => {
    const [problem] = await problemsWith(j => {
      j.positions[1]!.adressees = []
    })
    expect(problem).toMatch(/positions\[1\]\.adressees: unknown key "adressees"\n {2}hint: /)
  })
  it.each([
    [
      "issue",
      (p: Record<string, unknown>) => {
        p.issue = "soverignty"
      },
      'unknown issue "soverignty"',
      'did you mean "sovereignty"',
    ],
    [
      "place",
      (p: Record<string, unknown>) => {
        p.places = ["kidall"]
      },
      'unknown place "kidall"',
      'did you mean "kidal"',
    ],
    [
      "actor",
      (p: Record<string, unknown>) => {
        p.addressees = ["nobody-at-all"]
      },
      'unknown actor "nobody-at-all"',
      "add the actor first",
    ],
    [
      "object",
      (p: Record<string, unknown>) => {
        p.objects = ["terorism"]
      },
      'unknown object "terorism"',
      'did you mean "terrorism"',
    ],
    [
      "stage",
      (p: Record<string, unknown>) => {
        p.stage = "planed"
      },
      'unknown stage "planed"',
      'did you mean "planned"',
    ],
    [
      "verb",
      (p: Record<string, unknown>) => {
        p.operative = [{ language: "fr", words: "a", verb: "fr:exhorte" }]
      },
      'unknown verb "fr:exhorte"',
      'did you mean "fr:exhorter"',
    ],
  ])("an unknown %s, with the nearest known", async (_, change, what, hint) => {
    const problems = (await problemsWith(j => change(j.positions[0]!))).join("\n")
    expect(problems).toContain(what)
    expect(problems).toContain(hint)
  })
  it("an unknown meeting and an unknown source", async () => {
    expect(
      (
        await problemsWith(j => {
          j.meeting = "oic-mali-2061"
        })
      ).join("\n"),
    ).toContain('did you mean "oic-mali-2016"')
    const meetings = await dataFile<{ meetings: { source: string }[] }>("data/meetings.json")
    meetings.meetings[0]!.source = "oic-1916"
    const { problems } = await load(world({ "data/meetings.json": meetings }))
    expect(problems.map(p => p.what)).toContain('unknown source "oic-1916"')
  })
  it("a duplicate id names both places", async () => {
    const problems = (
      await problemsWith(j => {
        j.positions[1]!.id = j.positions[0]!.id
      })
    ).join("\n")
    expect(problems).toMatch(
      /the fact "oic-2016\.i\.1" is there twice; it stands first at data\/positions\/oic-mali-2016\.json:\d+/,
    )
  })
  it("an anchor of more than ten words", async () => {
    const words = "one two three four five six seven eight nine ten eleven"
    const problems = (
      await problemsWith(j => {
        j.positions[0]!.citations = [{ language: "fr", paragraph: "i", anchors: [words] }]
      })
    ).join("\n")
    expect(problems).toContain("ten words at most")
  })
  it("a version of the source that is not cited", async () => {
    const json = await dataFile<Json>("data/positions/oic-mali-2017.json")
    json.positions[0]!.citations = (json.positions[0]!.citations as object[]).slice(0, 1)
    const { problems } = await load(world({ "data/positions/oic-mali-2017.json": json }))
    expect(problems[0]?.what).toBe("the ar version of the source is not cited")
  })
  it("a verb that stands for steps of two kinds", async () => {
    const json = await dataFile<{ verbs: { steps: string[] }[] }>("data/ladder.json")
    json.verbs[0]!.steps = ["call-upon", "welcome"]
    const { problems } = await load(world({ "data/ladder.json": json }))
    expect(problems[0]?.what).toContain("of two kinds")
  })
  it("versions whose acts are of two kinds", async () => {
    const json = await dataFile<Json>("data/positions/oic-mali-2017.json")
    ;(json.positions[0]!.operative as { verb: string }[])[1]!.verb = "ar:رحب"
    const { problems } = await load(world({ "data/positions/oic-mali-2017.json": json }))
    expect(problems[0]?.what).toContain("of two kinds")
  })
  it("all problems at once", async () => {
    const problems = await problemsWith(j => {
      j.positions[0]!.issue = "nowhere-near"
      j.positions[5]!.places = ["neverland"]
    })
    expect(problems).toHaveLength(2)
  })
})
