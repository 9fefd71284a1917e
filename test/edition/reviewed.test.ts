import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { recordReview, reviewNote } from "../../src/edition/review.js"
import { changedSince } from "../../src/edition/reviewed.js"
import { readReviews } from "../../src/edition/reviewfile.js"
import type { Review, Reviewed } from "../../src/model/reviews.js"
import { changedAspects } from "../../src/note/factstate.js"
import { dataFile, world } from "../world.js"
import {
  by,
  changedWorld,
  corrected,
  type Figure,
  type Figures,
  figures,
  listed,
  note,
  prose,
  short,
  text,
  withFigure,
} from "./prose.js"

describe("what makes no block stale", () => {
  it.each([
    ["a fact that no block uses", () => withFigure("sg-2017.women-share-police-formed", { basis: "other" })],
    [
      "the text of another language",
      () => withFigure("sg-2017.attacks-mission", { counts: { de: "Angriffe" } }),
    ],
    [
      "an order",
      async () => {
        const file = await dataFile<Figures>(figures)
        return { [figures]: { ...file, observations: [...file.observations].reverse() } }
      },
    ],
  ])("%s", async (what, changes) => {
    const data = await changes()
    const keepOwn = what === "the text of another language"
    if (keepOwn) {
      const original = await dataFile<Figures>(figures)
      const { counts } = original.observations.find(o => o.id === "sg-2017.attacks-mission")!
      const file = data[figures] as Figures
      const one = file.observations.find(o => o.id === "sg-2017.attacks-mission")!
      one.counts = { ...(counts as object), de: "Angriffe" }
    }
    expect(short(await listed(world(data)))).toEqual([])
  })

  it("a name in a list, in any language", async () => {
    const file = await dataFile<{ issues: { name: Record<string, string> }[] }>("data/issues.json")
    for (const issue of file.issues) issue.name.en += " renamed"
    expect(short(await listed(world({ "data/issues.json": file }), "oic-positions"))).toEqual([])
  })
})

describe("a count", () => {
  const positions = "data/positions/oic-mali-2017.json"
  /** The later meeting without a position that no prose names. */
  const without = async () => {
    const file = await dataFile<{ positions: Figure[] }>(positions)
    const kept = file.positions.filter(p => p.id !== "oic-2017.i.1")
    expect(kept).toHaveLength(file.positions.length - 1)
    return { [positions]: { ...file, positions: kept } }
  }

  it("that changes makes a block stale that was written about one meeting, and no general one", async () => {
    const blocks = await listed(
      world({ ...(await without()), "data/judgements/oic-mali.json": undefined }),
      "oic-positions",
    )
    const stale = blocks.filter(b => b.state === "stale" && b.language === "en")
    expect(stale.map(b => b.block)).toContain("method")
    expect(stale.map(b => b.block)).not.toContain("watch")
    expect(stale.find(b => b.block === "method")!.changed).toContainEqual({
      what: "count of counts.after",
      how: "30 → 29",
    })
    const general = ["en", "fr", "ar"].map(lang => [
      `templates/oic-positions/prose.oic-mali-2017.${lang}.hbs`,
      undefined,
    ])
    expect(
      await listed(world({ ...(await without()), ...Object.fromEntries(general) }), "oic-positions"),
    ).toEqual([])
  })

  it("general prose that names a fact is reviewed against that fact alone", async () => {
    const general = prose("en", "")
    const named = text(await world().read(general)).replace(
      "{{#each notComparable}}",
      '{{value "sg-2017.attacks-mission"}} of {{count counts.all}} {{#each notComparable}}',
    )
    const host = world({ [prose("en")]: undefined, [general]: named })
    const { blocks } = await recordReview(note, { by, languages: ["en"] }, host)
    expect(short(blocks, "reviewed")).toEqual(["en cannot"])
    const [review] = (await readReviews(note, host)).filter(r => r.file === general)
    expect(review).toMatchObject({
      computations: {},
      sources: {},
      printed: { "sg-2017.attacks-mission": "76" },
    })
    expect(
      short((await reviewNote(note, { languages: ["en"] }, changedWorld(host, await corrected()))).blocks),
    ).toEqual(["en cannot"])
  })
})

describe("a block is stale if and only if something that it rests on is otherwise", () => {
  const state = fc
    .constantFrom("00000000", "11111111")
    .chain(a =>
      fc.constantFrom("00000000", "22222222").map(b => [a, b, "33333333", "44444444", "55555555"].join(".")),
    )
  const names = fc.constantFrom("a", "b", "c")
  const things: fc.Arbitrary<Reviewed> = fc.record({
    text: fc.constant("0000000000000000"),
    facts: fc.dictionary(names, state),
    printed: fc.dictionary(names, fc.constantFrom("1", "2")),
    computations: fc.dictionary(names, fc.constantFrom(1, 2)),
    listed: fc.constantFrom("0000000000000000", "1111111111111111"),
    sources: fc.dictionary(names, fc.constantFrom("2014-01-01", "2017-01-01")),
  })
  const sameIn = <T>(a: Record<string, T>, b: Record<string, T>) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key => a[key] === b[key])
  it("holds for any two states, and does not depend on what was printed", () => {
    fc.assert(
      fc.property(things, things, (then, now) => {
        const same =
          sameIn(then.facts, now.facts) &&
          sameIn(then.computations, now.computations) &&
          sameIn(then.sources, now.sources) &&
          then.listed === now.listed
        expect(changedSince(then, now).length === 0).toBe(same)
        expect(changedSince(then, { ...then, printed: now.printed })).toEqual([])
      }),
    )
  })

  it("holds for every fact of a note: the blocks that name it, and no others", async () => {
    const reviews = (await readReviews(note, world())).filter(r => r.language === "en")
    const ids = [...new Set(reviews.flatMap(r => Object.keys(r.facts)))].filter(id =>
      id.startsWith("sg-2017."),
    )
    const file = await dataFile<{ observations: Figure[]; gaps: Figure[] }>(figures)
    const said = fc.constantFrom(...ids)
    await fc.assert(
      fc.asyncProperty(said, async id => {
        const change = (f: Figure) =>
          f.id === id ? { ...f, summary: { ...(f.summary as object), en: "otherwise" } } : f
        const data = { ...file, observations: file.observations.map(change), gaps: file.gaps.map(change) }
        const { blocks } = await reviewNote(note, { languages: ["en"] }, world({ [figures]: data }))
        expect(short(blocks).sort()).toEqual(naming(id, reviews))
      }),
      { numRuns: 12 },
    )
  })
  const naming = (id: string, reviews: readonly Review[]) =>
    reviews
      .filter(r => id in r.facts)
      .map(r => `en ${r.block}`)
      .sort()

  it("tells in which aspects", () => {
    expect(changedAspects("1.2.3.4.5", "1.9.3.4.9")).toEqual(["date", "substance"])
  })
})
