import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  compareFigures,
  difference,
  isComparable,
  type ReportFigures,
  share,
  shortfall,
} from "../../src/compare/figures.js"
import type { Gap, Observation } from "../../src/model/figures.js"
import type { Source } from "../../src/model/sources.js"

/** An invented observation: so many persons by one basis, unless something else is given. */
const observed = (id: string, value: number | null, more: Partial<Observation> = {}): Observation => ({
  id,
  indicator: "deployed",
  value,
  unit: "persons",
  qualifier: "exactly",
  basis: "strength",
  counts: { en: "persons" },
  asOf: "2001-01-01",
  status: "reported",
  summary: { en: id },
  citations: [{ language: "en", paragraph: "1", anchors: ["x"] }],
  ...more,
})
const gapOn = (id: string, area: string): Gap => ({
  id,
  area,
  capability: { en: "x" },
  figures: [],
  summary: { en: id },
  citations: [{ language: "en", paragraph: "2", anchors: ["x"] }],
})
const source = (id: string): Source => ({
  id,
  issuer: "body",
  name: { en: id },
  symbol: null,
  date: null,
  asOf: "2001-01-01",
  numbering: "arabic paragraphs",
  versions: [{ language: "en", file: `${id}.txt`, title: null, symbol: null }],
})
const report = (id: string, observations: Observation[], gaps: Gap[] = []): ReportFigures => ({
  source: source(id),
  observations,
  gaps,
})
const rule = { id: "row", indicators: ["deployed", "other"], gaps: ["air"] }
const row = (before: ReportFigures, after: ReportFigures) => compareFigures(before, after, [rule]).rows[0]!

describe("the class of a row", () => {
  it.each<[string, Observation[], Observation[], string, string]>([
    ["the same thing on both sides", [observed("a", 5)], [observed("b", 7)], "comparable", "same basis"],
    [
      "another basis",
      [observed("a", 5)],
      [observed("b", 7, { basis: "posts" })],
      "words only",
      "other basis",
    ],
    ["another unit", [observed("a", 5)], [observed("b", 7, { unit: "units" })], "words only", "other unit"],
    [
      "another indicator",
      [observed("a", 5)],
      [observed("b", 7, { indicator: "other" })],
      "words only",
      "other things",
    ],
    ["no number on one side", [observed("a", null)], [observed("b", 7)], "words only", "no number"],
    ["no number on either", [observed("a", null)], [observed("b", null)], "words only", "no number"],
    ["silence before", [], [observed("b", 7)], "one side only", "silent"],
    ["silence after", [observed("a", 5)], [], "one side only", "silent"],
    ["silence on both", [], [], "not reported", "silent"],
  ])("%s", (_, before, after, name, reason) => {
    const found = row(report("x", before), report("y", after))
    expect(found.class).toBe(name)
    expect(found.reasons[0]?.tag).toBe(reason)
    if (name !== "comparable") expect(found.computed).toEqual([])
  })
  it("a gap in words makes a side speak, and only of its own theme", () => {
    const before = report("x", [], [gapOn("g", "air"), gapOn("h", "camps")])
    const found = row(before, report("y", [observed("b", 7)]))
    expect(found).toMatchObject({ class: "words only", before: { gaps: [{ id: "g" }] } })
  })
  it("zero is a number, and no silence", () => {
    expect(row(report("x", [observed("a", 0)]), report("y", [observed("b", 7)]))).toMatchObject({
      class: "comparable",
    })
  })
})

describe("arithmetic", () => {
  const before = report("x", [
    observed("a", 50, { ceiling: "ca" }),
    observed("ca", 100, { indicator: "authorized" }),
  ])
  const after = report("y", [
    observed("b", 80, { ceiling: "cb" }),
    observed("cb", 120, { indicator: "authorized" }),
  ])
  it("difference, shares of the ceilings and percentage points, each with its inputs", () => {
    const { computed, caveats } = row(before, after)
    expect(computed.map(c => [c.operation, Math.round(c.value * 10) / 10, c.unit, c.inputs])).toEqual([
      ["share", 50, "per-cent", ["a", "ca"]],
      ["share", 66.7, "per-cent", ["b", "cb"]],
      ["percentage points", 16.7, "percentage-points", ["a", "ca", "b", "cb"]],
      ["difference", 30, "persons", ["a", "b"]],
    ])
    expect(caveats).toEqual([{ tag: "ceiling moved", before: 100, after: 120 }])
  })
  it("what the two sides call differently is a caveat", () => {
    const other = report("y", [observed("b", 80, { counts: { en: "troops" } })])
    expect(row(before, other).caveats).toEqual([{ tag: "counts differ", before: "a", after: "b" }])
  })
  it("on what is not comparable is a Problem, not a number", () => {
    expect(() => difference(observed("a", 5), observed("b", 7, { basis: "posts" }))).toThrow(
      /not comparable, so they have no difference\n {2}hint: /,
    )
    expect(() => difference(observed("a", null), observed("b", 7))).toThrow("not comparable")
  })
  it("a share needs a whole: with a number, above zero, in the same unit, not smaller than its part", () => {
    expect(() => share(observed("a", 5), observed("w", null))).toThrow("two numbers")
    expect(() => share(observed("a", 5), observed("w", 0))).toThrow("no whole")
    expect(() => share(observed("a", 5), observed("w", 10, { unit: "units" }))).toThrow("different units")
    expect(() => share(observed("a", 11), observed("w", 10))).toThrow("larger than its whole")
    expect(shortfall(observed("a", 7), observed("w", 10)).value).toBe(3)
  })
})

describe("laws", () => {
  const number = fc.oneof(fc.integer({ min: -1000, max: 1_000_000_000 }), fc.constant(0))
  it("swapping the sides inverts the difference", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [observed("a", a), observed("b", b)]
        expect(difference(x, y).value).toBe(0 - difference(y, x).value || 0)
      }),
    )
  })
  it("comparability is mutual, and the order of observations changes nothing", () => {
    const some = fc.array(
      fc.record({
        value: fc.option(number),
        basis: fc.constantFrom("p", "q"),
        indicator: fc.constantFrom("deployed", "other"),
        unit: fc.constantFrom("persons", "units"),
      }),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(some, some, (a, b) => {
        const make = (side: string, list: typeof a) =>
          list.map(({ value, ...more }, i) => observed(`${side}${i}`, value, more))
        const [before, after] = [make("a", a), make("b", b)]
        for (const x of before) for (const y of after) expect(isComparable(x, y)).toBe(isComparable(y, x))
        const there = row(report("x", before), report("y", after)).class
        expect(row(report("x", [...before].reverse()), report("y", [...after].reverse())).class).toBe(there)
        expect(row(report("y", after), report("x", before)).class).toBe(there)
      }),
    )
  })
  it("a share gives its part back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), (whole, n) => {
        const part = n % (whole + 1)
        const { value } = share(observed("a", part), observed("w", whole))
        expect((value * whole) / 100).toBeCloseTo(part, 3)
      }),
    )
  })
})
