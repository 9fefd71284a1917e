import { describe, expect, it } from "vitest"
import { comparePositions } from "../../src/compare/positions.js"
import type { Position } from "../../src/model/positions.js"
import { inventedFacts, meeting, position } from "../invented.js"

function compare(
  before: readonly Position[],
  after: readonly Position[],
  { differences = [] as never[], judgements = [] as never[] } = {},
) {
  const [earlier, later] = [meeting(2001, before), meeting(2002, after, differences)]
  return comparePositions(earlier, later, inventedFacts([earlier, later], judgements)).changes
}

describe("labels by rule", () => {
  const cases: readonly [string, Position[], Position[], string, boolean][] = [
    ["same", [position("a.i", "one", "en:urge")], [position("b.i", "one", "en:urge")], "maintained", false],
    [
      "stronger verb",
      [position("a.i", "one", "en:invite")],
      [position("b.i", "one", "en:urge")],
      "strengthened",
      false,
    ],
    [
      "weaker verb",
      [position("a.i", "one", "en:urge")],
      [position("b.i", "one", "en:invite")],
      "softened",
      false,
    ],
    [
      "other object",
      [position("a.i", "one", "en:urge")],
      [position("b.i", "one", "en:urge", { objects: ["y"] })],
      "reworded",
      false,
    ],
    [
      "other addressee",
      [position("a.i", "one", "en:urge")],
      [position("b.i", "one", "en:urge", { addressees: ["a"] })],
      "reworded",
      false,
    ],
    [
      "other partner",
      [position("a.i", "one", "en:urge", { partners: ["a"] })],
      [position("b.i", "one", "en:urge", { partners: ["b"] })],
      "reworded",
      false,
    ],
    [
      "other stage",
      [position("a.i", "one", "en:urge", { stage: "planned" })],
      [position("b.i", "one", "en:urge", { stage: "in-place" })],
      "reworded",
      false,
    ],
    [
      "object and force",
      [position("a.i", "one", "en:note")],
      [position("b.i", "one", "en:welcome", { objects: ["y"] })],
      "reworded",
      true,
    ],
    [
      "other kind of act",
      [position("a.i", "one", "en:note")],
      [position("b.i", "one", "en:condemn")],
      "reworded",
      true,
    ],
    ["only before", [position("a.i", "one", "en:urge")], [], "no longer mentioned", false],
    ["only after", [], [position("b.i", "one", "en:urge")], "new", false],
  ]
  it.each(cases)("%s", (_, before, after, label, contestable) => {
    expect(compare(before, after)).toMatchObject([{ label, contestable, decidedBy: "rule" }])
  })

  it("says why, as data", () => {
    const [change] = compare(
      [position("a.i", "one", "en:urge", { places: ["north"] })],
      [position("b.i", "one", "en:urge", { places: ["town"] })],
    )
    expect(change?.reasons).toEqual([
      { tag: "places", relation: "narrower", removed: ["north"], added: ["town"] },
    ])
  })

  it("takes a place or a stage left out for silence, not for change", () => {
    const before = [position("a.i", "one", "en:urge", { places: ["north"], stage: "planned" })]
    expect(compare(before, [position("b.i", "one", "en:urge")])).toMatchObject([{ label: "maintained" }])
  })

  it("calls a place wider, or other, when it is", () => {
    const relation = (was: string, is: string) =>
      compare(
        [position("a.i", "one", "en:urge", { places: [was] })],
        [position("b.i", "one", "en:urge", { places: [is] })],
      )[0]?.reasons[0]
    expect(relation("town", "country")).toMatchObject({ relation: "wider" })
    expect(relation("town", "elsewhere")).toMatchObject({ relation: "other" })
  })
})

describe("across languages", () => {
  it("an ambiguous verb carries no claim of strength", () => {
    expect(
      compare([position("a.i", "one", "fr:saluer")], [position("b.i", "one", "en:commend")])[0]?.label,
    ).toBe("maintained")
  })
  it("a difference counts only if every version bears it", () => {
    const both = compare(
      [position("a.i", "one", "fr:demander")],
      [position("b.i", "one", ["en:urge", "ar:dâ"])],
    )
    expect(both[0]?.label).toBe("maintained")
    const clear = compare(
      [position("a.i", "one", "ar:dâ")],
      [position("b.i", "one", ["en:urge", "fr:demander"])],
    )
    expect(clear[0]?.label).toBe("maintained")
    expect(compare([position("a.i", "one", "ar:dâ")], [position("b.i", "one", "en:urge")])[0]?.label).toBe(
      "strengthened",
    )
  })
  it("an intensifier counts only if it stands in every version", () => {
    const strong = (words: readonly (string | undefined)[]) =>
      position("b.i", "one", ["en:urge", "fr:demander"], {
        operative: [
          { language: "en", words: "urged", verb: "en:request", ...(words[0] && { intensifier: words[0] }) },
          {
            language: "fr",
            words: "a demandé",
            verb: "fr:demander",
            ...(words[1] && { intensifier: words[1] }),
          },
        ],
      })
    const before = [position("a.i", "one", "fr:demander")]
    expect(compare(before, [strong(["strongly", "fortement"])])[0]?.label).toBe("strengthened")
    expect(compare(before, [strong(["strongly", undefined])])[0]?.label).toBe("maintained")
  })
  it("versions that part on an attribute make a label contestable", () => {
    const later = meeting(
      2002,
      [position("b.i", "one", "en:urge")],
      [{ id: "d", positions: ["b.i"], attribute: "objects", what: { en: "they part" }, citations: [] }],
    )
    const earlier = meeting(2001, [position("a.i", "one", "en:urge")])
    const [change] = comparePositions(earlier, later, inventedFacts([earlier, later])).changes
    expect(change).toMatchObject({ label: "maintained", contestable: true })
  })
})

describe("pairing", () => {
  it("recognises text that moved", () => {
    const changes = compare(
      [
        position("a.i", "one", "en:urge"),
        position("a.ii", "two", "en:urge"),
        position("a.iii", "three", "en:urge"),
      ],
      [
        position("b.i", "two", "en:urge"),
        position("b.ii", "three", "en:urge"),
        position("b.iii", "one", "en:urge"),
      ],
    )
    expect(changes.map(c => [c.issue, c.label, c.movement.moved])).toEqual([
      ["two", "maintained", false],
      ["three", "maintained", false],
      ["one", "maintained", true],
    ])
  })
  it("a point put in before others moves none of them", () => {
    const changes = compare(
      [position("a.i", "one", "en:urge"), position("a.ii", "two", "en:urge")],
      [
        position("b.i", "three", "en:urge"),
        position("b.ii", "one", "en:urge"),
        position("b.iii", "two", "en:urge"),
      ],
    )
    expect(changes.some(c => c.movement.moved)).toBe(false)
  })
  it("recognises text that was merged, and text that was split", () => {
    const merged = compare(
      [position("a.i", "one", "en:urge"), position("a.ii", "two", "en:urge")],
      [position("b.i", "one", "en:urge"), position("b.i.2", "two", "en:urge")],
    )
    expect(merged.every(c => c.movement.merged)).toBe(true)
    const split = compare(
      [position("a.i", "one", "en:urge", { objects: ["x", "y"] })],
      [
        position("b.i", "one", "en:urge", { objects: ["x"] }),
        position("b.ii", "one", "en:urge", { objects: ["y"] }),
      ],
    )
    expect(split).toHaveLength(1)
    expect(split[0]).toMatchObject({
      label: "maintained",
      movement: { split: true, from: ["i"], to: ["i", "ii"] },
    })
  })
  it("keeps two kinds of act on one issue apart", () => {
    const changes = compare(
      [position("a.i", "one", "en:welcome"), position("a.ii", "one", "en:urge")],
      [position("b.i", "one", "en:welcome")],
    )
    expect(changes.map(c => c.label)).toEqual(["maintained", "no longer mentioned"])
  })
})

describe("judgements", () => {
  const before = [position("a.i", "one", "en:urge")]
  const after = [position("b.i", "two", "en:urge")]
  const judgement = {
    before: ["a.i"],
    after: ["b.i"],
    contestable: true,
    reason: { en: "because" },
    by: "someone",
    date: "2026-01-01",
  }
  it("give a label over the rules, and are marked", () => {
    const [change] = compare(before, after, { judgements: [{ ...judgement, label: "softened" }] as never[] })
    expect(change).toMatchObject({
      label: "softened",
      decidedBy: "judgement",
      contestable: true,
      reasons: [{ tag: "judgement" }],
    })
  })
  it("without a label pair what rules would not, and leave the label to them", () => {
    const [change] = compare(before, after, { judgements: [judgement] as never[] })
    expect(change).toMatchObject({ label: "maintained", decidedBy: "rule", contestable: true })
  })
  it("about other meetings do nothing", () => {
    const changes = compare(before, after, {
      judgements: [{ ...judgement, before: ["elsewhere"] }] as never[],
    })
    expect(changes.map(c => c.label)).toEqual(["new", "no longer mentioned"])
  })
})

describe("edges", () => {
  it("two meetings without positions give an empty comparison", () => {
    expect(compare([], [])).toEqual([])
  })
  it("a body that met once has nothing compared", () => {
    const only = meeting(2002, [position("b.i", "one", "en:urge")])
    expect(comparePositions(undefined, only, inventedFacts([only]))).toMatchObject({
      before: undefined,
      changes: [],
    })
  })
})
