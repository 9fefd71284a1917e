import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { StatedFact } from "../../src/model/since.js"
import type { Claim, Trace } from "../../src/model/trace.js"
import { newsSince } from "../../src/note/news.js"
import type { Page } from "../../src/note/page.js"
import { differenceOf, isSame, type Saying } from "../../src/note/since.js"
import { pageOf } from "../render/docx-tools.js"

const passage = (hash: string | null, paragraph = "1") => ({
  ...{ source: "report", symbol: null, language: "en", paragraph, anchors: ["an anchor"], hash },
})

function claim(facts: readonly string[], text: string, more: Partial<Claim> = {}): Claim {
  const passages = facts.map(() => passage("h1"))
  return { id: "c", text, origin: "fact", section: "", facts: [...facts], passages, asOf: null, ...more }
}

function saying(claims: readonly Claim[], stated: readonly StatedFact[] = []): Saying {
  const trace: Trace = {
    kind: "briefing-notes trace",
    version: 1,
    note: "n",
    edition: "2026-11",
    language: "en",
    title: "T",
    date: "2026-11-21",
    asOf: "2026-11-21",
    sources: [{ id: "report", name: "r", symbol: null, address: null, asOf: "2026-11-21" }],
    claims: claims.map((c, i) => ({ ...c, id: `c${i + 1}` })),
  }
  return { trace, stated }
}

const aspects = (first: string) => `${first}.b.c.d.e`
const fact = (id: string, state = "a", value: string | null = "12"): StatedFact => ({
  ...{ id, kind: value === null ? "statement" : "figure", name: `troops ${id}`, value },
  state: aspects(state),
})
const freshness = (before: readonly Claim[], after: readonly Claim[]) =>
  Object.values(differenceOf(saying(before), saying(after)).freshness)

describe("the claims of two editions", () => {
  it.each([
    ["another number", claim(["a"], "12"), claim(["a"], "13")],
    ["another number in words", claim(["a"], "eight"), claim(["a"], "nine")],
    ["another paragraph", claim(["a"], "12"), claim(["a"], "12", { passages: [passage("h1", "2")] })],
    [
      "a paragraph that reads otherwise",
      claim(["a"], "12"),
      claim(["a"], "12", { passages: [passage("h2")] }),
    ],
    ["another date", claim(["a"], "12"), claim(["a"], "12", { asOf: "2026-01-01" })],
    [
      "another result",
      claim(["a"], "all", { computation: { operation: "share", value: 1, inputs: [] } }),
      claim(["a"], "all", { computation: { operation: "share", value: 2, inputs: [] } }),
    ],
  ])("%s is an update", (_, before, after) => {
    expect(freshness([before], [after])).toEqual([0, 1, 0, 0])
  })
  it.each([
    ["another number of the claim", claim(["a"], "12"), claim(["a"], "12", { id: "c9", section: "Else" })],
    ["other words", claim(["a"], "noted it"), claim(["a"], "took note of it")],
    [
      "a paragraph that is known now",
      claim(["a"], "12", { passages: [passage(null)] }),
      claim(["a"], "12", { passages: [passage("h1")] }),
    ],
  ])("%s is none", (_, before, after) => {
    expect(freshness([before], [after])).toEqual([1, 0, 0, 0])
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
  it("what editions say of themselves is left out, whatever it is", () => {
    const own = (text: string) => claim(["gone"], text, { origin: "edition" })
    const given = claim([], "The Ambassador", { origin: "given" })
    const rest = [claim(["a"], "12"), claim([], "2017", { origin: "document" })]
    const [before, after] = [saying([own("1 May 2026"), ...rest]), saying([...rest, own("9"), given])]
    expect(isSame(differenceOf(before, after))).toBe(true)
    expect(Object.values(differenceOf(before, after).freshness)).toEqual([2, 0, 0, 0])
  })
  it("their order says nothing, and neither does how often they stand there, but for their number", () => {
    const claims = [claim(["a"], "12"), claim(["a"], "12"), claim(["a"], "1")]
    expect(freshness(claims, [...claims].reverse())).toEqual([3, 0, 0, 0])
    expect(freshness(claims, [claims[2]!, claims[0]!])).toEqual([2, 0, 0, 1])
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
  it("of a source that came are told with its date", () => {
    const after = saying([troops])
    const newer = { ...after.trace.sources[0]!, id: "newer", asOf: "2027-01-05" }
    const { sources } = differenceOf(saying([troops]), {
      ...after,
      trace: { ...after.trace, sources: [newer] },
    })
    expect(sources).toEqual({ added: ["2027-01-05"], dropped: ["2026-11-21"] })
  })
})

describe("what languages can tell", () => {
  const page = (lang: string, { trace, stated }: Saying, named = true): Page => ({
    ...pageOf("", { lang }),
    trace: { ...trace, language: lang },
    ...(named && { stated }),
  })
  const news = (earlier: readonly Page[], now: readonly Page[], named = 4) =>
    newsSince(
      { edition: "2026-11", date: "2026-11-21", pages: new Map(earlier.map(p => [p.lang, p])), named },
      now,
    )
  const old = saying([claim(["a"], "12"), claim(["b"], "8")], [fact("a"), fact("b")])
  const fresh = saying([claim(["a"], "13")], [fact("a", "x", "13")])
  const both = (s: Saying) => [page("en", s), page("fr", s)]

  it("is from what to what, in all of them", () => {
    const text = { name: "troops a", before: "12", after: "13" }
    const found = news(both(old), both(fresh))!
    expect(found.items[0]).toEqual({
      ...{ kind: "figure", became: "changed", because: "ours", facts: ["a"] },
      texts: { en: text, fr: text },
    })
    expect(found.items[1]).toMatchObject({
      became: "dropped",
      texts: { fr: { name: "troops b", after: "12" } },
    })
    expect([found.same, found.named, found.nameless]).toEqual([false, 2, []])
  })
  it("leaves out in all what one of them does not know", () => {
    const found = news([page("fr", old)], both(fresh))!
    expect(found.items).toEqual([
      expect.objectContaining({
        texts: {
          en: { name: "troops a", before: null, after: "13" },
          fr: { name: "troops a", before: null, after: "13" },
        },
      }),
    ])
    expect(found.nameless).toEqual(["b"])
  })
  it("is from what to what where a figure follows that of another source", () => {
    const counted = (id: string, value: string) => ({
      ...fact(id, "a", value),
      ...{ name: "troops", measure: "men" },
    })
    const [then, now] = [
      saying([claim(["a"], "12")], [counted("a", "12")]),
      saying([claim(["b"], "13")], [counted("b", "13")]),
    ]
    const text = { name: "troops", before: "12", after: "13" }
    expect(news(both(then), both(now))!.items).toEqual([
      { kind: "figure", became: "followed", facts: ["b"], texts: { en: text, fr: text } },
    ])
    const unknown = { name: "troops", before: null, after: "13" }
    expect(news([page("en", then)], both(now))!.items[0]!.texts).toEqual({ en: unknown, fr: unknown })
  })
  it("is one thing where several facts are told alike", () => {
    const alike = ["b", "c"].map(id => ({ ...fact(id, "a", null), name: "the Agreement" }))
    const after = saying([claim(["b"], "noted"), claim(["c"], "hailed")], alike)
    const found = news([page("en", saying([]))], [page("en", after)])!
    expect(found.items).toMatchObject([{ facts: ["b", "c"] }])
  })
  it("is told once where the label of a pair follows from a change of one of the two", () => {
    const pair = (label: string, state: string) =>
      saying(
        [claim(["a", "b"], label), claim(["b"], state === "a" ? "called" : "strongly called")],
        ["a", "b"].map(id => ({
          ...fact(id, id === "b" ? state : "a", null),
          ...{ name: "the Agreement", value: label },
          state: `${aspects(id === "b" ? state : "a")} ${label}`,
        })),
      )
    const found = news(both(pair("Maintained", "a")), both(pair("Strengthened", "x")))!
    expect(found.items).toMatchObject([{ because: "ours", facts: ["a", "b"] }])
  })
  it("is nothing where they have no language in common, or the earlier says too little", () => {
    expect(news([page("ar", old)], both(fresh))).toBeUndefined()
    expect(news([page("en", old, false)], both(fresh))).toBeUndefined()
  })
})

const anyClaim = fc
  .record({
    facts: fc.subarray(["a", "b", "c"]),
    text: fc.constantFrom("12", "13", "eight", "nine", "noted", "hailed"),
    origin: fc.constantFrom("fact" as const, "computation" as const, "edition" as const, "document" as const),
    hash: fc.constantFrom("h1", "h2", null),
    asOf: fc.constantFrom(null, "2026-01-01"),
  })
  .map(({ facts, text, hash, ...more }) =>
    claim(facts, text, { ...more, passages: facts.map(f => passage(hash, f)) }),
  )
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
const ownOf = ({ trace }: Saying) => trace.claims.filter(c => c.origin !== "edition").length

describe("laws", () => {
  it("every claim is counted once on each side; swapping the sides swaps what came and what went", () => {
    fc.assert(
      fc.property(anySaying, anySaying, (before, after) => {
        const { freshness: f, facts } = differenceOf(before, after)
        expect(f.added + f.updated + f.unchanged).toBe(ownOf(after))
        expect(f.unchanged + f.updated + f.dropped).toBe(ownOf(before))
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
