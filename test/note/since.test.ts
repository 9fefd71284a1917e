import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { StatedFact } from "../../src/model/since.js"
import type { Claim } from "../../src/model/trace.js"
import { differenceOf, isSame, type Saying } from "../../src/note/since.js"
import { aspects, claim, fact, passage, saying } from "./sayings.js"

type Told = readonly [claims: readonly Claim[], stated?: readonly StatedFact[]]
const freshness = (before: Told, after: Told) =>
  Object.values(differenceOf(saying(...before), saying(...after)).freshness)
const twelve = claim(["a"], "12")
const computed = (value: number, inputs: readonly string[], operation = "difference") =>
  claim([...inputs], `of ${value}`, {
    origin: "computation",
    computation: { operation, value, inputs: [...inputs] },
  })
const counted = (value: number, inputs: readonly string[]) =>
  claim([], `${value} of them`, {
    origin: "count",
    computation: { operation: "count of counts.new", value, inputs: [...inputs] },
  })

describe("the claims of two editions", () => {
  it.each([
    ["another number", "x", claim(["a"], "13")],
    ["another number in words", "x", claim(["a"], "twelve")],
    ["another paragraph", "x", claim(["a"], "12", { passages: [passage("h1", "2")] })],
    ["another date", "x", claim(["a"], "12", { asOf: "2026-01-01" })],
  ])("%s is an update", (_, state, after) => {
    expect(freshness([[twelve], [fact("a")]], [[after], [fact("a", state)]])).toEqual([0, 1, 0, 0])
  })
  it.each([
    ["another place and number of the claim", "a", claim(["a"], "12", { id: "c9", section: "Else" })],
    ["other words", "a", claim(["a"], "a dozen")],
    [
      "a paragraph in which something else reads otherwise",
      "a",
      claim(["a"], "12", { passages: [passage("h2")] }),
    ],
    ["what nothing shows that is printed", "x", twelve],
  ])("%s is none", (_, state, after) => {
    expect(freshness([[twelve], [fact("a")]], [[after], [fact("a", state)]])).toEqual([1, 0, 0, 0])
  })
  it("a paragraph that is known now is none", () => {
    const unknown = claim(["a"], "12", { passages: [passage(null)] })
    expect(freshness([[unknown], [fact("a")]], [[twelve], [fact("a")]])).toEqual([1, 0, 0, 0])
  })
  it("a fact counts once, however often it is printed", () => {
    const often = [twelve, claim(["a"], "twelve"), claim(["a", "b"], "12 of 20"), claim(["b"], "20")]
    const both = [fact("a"), fact("b")]
    expect(freshness([often, both], [[...often].reverse(), both])).toEqual([2, 0, 0, 0])
    expect(freshness([often, both], [[twelve], [fact("a")]])).toEqual([1, 0, 0, 1])
  })
  it("so does what is computed, which is updated with its result or with a figure that followed another", () => {
    const men = (id: string, value = "12") => ({ ...fact(id, "a", value), measure: "men all persons" })
    const old: Told = [
      [claim(["a"], "12"), claim(["b"], "9"), computed(3, ["b", "a"])],
      [men("a"), fact("b")],
    ]
    expect(freshness(old, [[...old[0], computed(3, ["b", "a"])], old[1]!])).toEqual([3, 0, 0, 0])
    expect(freshness(old, [[...old[0].slice(0, 2), computed(4, ["b", "a"])], old[1]!])).toEqual([2, 1, 0, 0])
    const later: Told = [
      [claim(["c"], "12"), claim(["b"], "9"), computed(3, ["b", "c"])],
      [men("c"), fact("b")],
    ]
    expect(freshness(old, later)).toEqual([1, 2, 0, 0])
    const share: Told = [[...old[0].slice(0, 2), computed(3, ["b", "a"], "share")], old[1]!]
    expect(freshness(old, share)).toEqual([2, 0, 1, 1])
  })
  it("a count is updated where its number is another, not where other facts make it up", () => {
    expect(freshness([[counted(2, ["a", "b"])]], [[counted(2, ["a", "c"])]])).toEqual([1, 0, 0, 0])
    expect(freshness([[counted(2, ["a", "b"])]], [[counted(3, ["a", "b", "c"])]])).toEqual([0, 1, 0, 0])
  })
  it("a paragraph that reads otherwise is an update of a statement, of which no number tells that it stands", () => {
    const [before, after] = ["h1", "h2"].map(hash => claim(["a"], "noted", { passages: [passage(hash)] }))
    const stated = [fact("a", "a", null)]
    const { facts } = differenceOf(saying([before!], stated), saying([after!], stated))
    expect(facts).toEqual([{ id: "a", kind: "statement", became: "changed", because: "source" }])
  })
  it("other words are an update where the fact changed", () => {
    const [before, after] = [claim(["a"], "noted it"), claim(["a"], "hailed it")]
    const difference = differenceOf(
      saying([before], [fact("a", "a", null)]),
      saying([after], [fact("a", "x", null)]),
    )
    expect(difference.freshness).toMatchObject({ updated: 1, unchanged: 0 })
    expect(difference.facts).toEqual([{ id: "a", kind: "statement", became: "changed", because: "ours" }])
  })
  it("another label is an update of the facts it stands beside, unless the other ones are others", () => {
    const labelled = (id: string, label: string) => ({ ...fact(id), state: `${aspects("a")} ${label}` })
    const pair = (other: string, label: string): Told => [
      [claim(["a"], "12"), claim([other], "9"), claim(["a", other], label)],
      [labelled("a", label), labelled(other, label)],
    ]
    expect(freshness(pair("b", "Maintained"), pair("b", "Softened"))).toEqual([0, 2, 0, 0])
    expect(freshness(pair("b", "Maintained"), pair("c", "Softened"))).toEqual([1, 0, 1, 1])
  })
  it("what editions say of themselves and of their sources is left out, whatever it is", () => {
    const own = (text: string) => claim(["gone"], text, { origin: "edition" })
    const given = claim([], "The Ambassador", { origin: "given" })
    const rest = [claim(["a"], "12"), claim([], "2017", { origin: "document" })]
    const [before, after] = [
      saying([own("1 May 2026"), ...rest], [fact("a")]),
      saying([...rest, own("9"), given], [fact("a")]),
    ]
    expect(isSame(differenceOf(before, after))).toBe(true)
    expect(Object.values(differenceOf(before, after).freshness)).toEqual([1, 0, 0, 0])
  })
})

describe("the facts of two editions", () => {
  const [troops, cars] = [claim(["a"], "12"), claim(["b"], "8")]
  it("come weightiest first, with the reason", () => {
    const before = saying([troops, cars], [fact("a"), fact("b")])
    const after = saying(
      [claim(["c"], "noted"), claim(["a"], "13"), claim(["d"], "1")],
      [fact("c", "a", null), fact("a", "x", "13"), fact("d")],
    )
    expect(differenceOf(before, after).facts).toEqual([
      { id: "a", kind: "figure", became: "changed", because: "ours" },
      { id: "d", kind: "figure", became: "added" },
      { id: "c", kind: "statement", became: "added" },
      { id: "b", kind: "figure", became: "dropped" },
    ])
  })
  it("are corrected by the source where it reads otherwise", () => {
    const after = claim(["a"], "13", { passages: [passage("h2")] })
    const { facts } = differenceOf(saying([troops], [fact("a")]), saying([after], [fact("a", "x")]))
    expect(facts).toMatchObject([{ id: "a", because: "source" }])
  })
  it("follow one another where a source that came counts the same, those that moved first", () => {
    const counted = (id: string, value: string, measure: string) => ({ ...fact(id, "a", value), measure })
    const claims = (...ids: string[]) => ids.map(id => claim([id], "12"))
    const before = saying(claims("cap17", "men17", "hits17", "hits16"), [
      counted("cap17", "20", "cap all persons"),
      counted("men17", "12", "men all persons"),
      counted("hits17", "5", "hits all events"),
      counted("hits16", "4", "hits all events"),
    ])
    const after = saying(claims("cap18", "men18", "hits18", "cars18"), [
      counted("cap18", "20", "cap all persons"),
      counted("men18", "13", "men all persons"),
      counted("hits18", "6", "hits all events"),
      counted("cars18", "13", "men some persons"),
    ])
    expect(differenceOf(before, after).facts.map(f => [f.id, f.became, f.before])).toEqual([
      ["men18", "followed", "men17"],
      ["cap18", "followed", "cap17"],
      ["hits18", "added", undefined],
      ["cars18", "added", undefined],
      ["hits17", "dropped", undefined],
      ["hits16", "dropped", undefined],
    ])
  })
  it("that changed in nothing that is printed are not told", () => {
    expect(differenceOf(saying([troops], [fact("a")]), saying([troops], [fact("a", "x")])).facts).toEqual([])
  })
  it("are told with the sources that came and went", () => {
    const after = saying([troops])
    const newer = { ...after.trace.sources[0]!, id: "newer", asOf: "2027-01-05" }
    const { sources } = differenceOf(saying([troops]), {
      ...after,
      trace: { ...after.trace, sources: [newer] },
    })
    expect(sources).toEqual({ added: [newer], dropped: [after.trace.sources[0]] })
  })
})

const anyClaim = fc
  .record({
    facts: fc.subarray(["a", "b", "c"]),
    text: fc.constantFrom("12", "13", "eight", "nine", "noted", "hailed"),
    origin: fc.constantFrom("fact" as const, "edition" as const, "document" as const),
    value: fc.constantFrom(null, null, 1, 2),
    hash: fc.constantFrom("h1", "h2", null),
    asOf: fc.constantFrom(null, "2026-01-01"),
  })
  .map(({ facts, text, hash, value, ...more }) => {
    const made = { operation: "difference", value: value ?? 0, inputs: facts }
    return claim(facts, text, {
      ...more,
      ...(value && { origin: "computation", computation: made }),
      passages: facts.map(f => passage(hash, f)),
    })
  })
const anySaying = fc
  .tuple(
    fc.array(anyClaim, { maxLength: 12 }),
    fc.array(fc.constantFrom("a", "x"), { minLength: 3, maxLength: 3 }),
  )
  .map(([claims, states]) => {
    const used = new Set(claims.filter(c => c.origin !== "edition").flatMap(c => c.facts))
    const all = ["a", "b", "c"].map((id, i) => fact(id, states[i]))
    return saying(
      claims,
      all.filter(f => used.has(f.id)),
    )
  })
/** What an edition claims, each once: its facts, and what it computes. */
const claimedIn = ({ trace, stated }: Saying) =>
  stated.length +
  new Set(trace.claims.flatMap(c => (c.computation ? [c.computation.inputs.join()] : []))).size

describe("laws", () => {
  it("every claim is counted once on each side; swapping the sides swaps what came and what went", () => {
    fc.assert(
      fc.property(anySaying, anySaying, (before, after) => {
        const { freshness: f, facts } = differenceOf(before, after)
        expect(f.added + f.updated + f.unchanged).toBe(claimedIn(after))
        expect(f.unchanged + f.updated + f.dropped).toBe(claimedIn(before))
        const back = differenceOf(after, before)
        expect(back.freshness).toEqual({ ...f, added: f.dropped, dropped: f.added })
        const ids = (became: string, of: typeof facts) =>
          of
            .filter(c => c.became === became)
            .map(c => c.id)
            .sort()
        expect(ids("added", back.facts)).toEqual(ids("dropped", facts))
        expect(ids("changed", back.facts)).toEqual(ids("changed", facts))
      }),
      { numRuns: 300 },
    )
  })
  it("the same compared with itself, in any order, has changed in nothing", () => {
    fc.assert(
      fc.property(anySaying, same => {
        const shuffled = saying([...same.trace.claims].reverse(), same.stated)
        expect(isSame(differenceOf(same, shuffled))).toBe(true)
      }),
    )
  })
})
