import { describe, expect, it } from "vitest"
import { check } from "../../src/edition/check.js"
import { recordReview, reviewNote } from "../../src/edition/review.js"
import type { BlockReview } from "../../src/edition/reviewed.js"
import { dataFile, world } from "../world.js"
import { by, changedWorld, type Figure, text } from "./prose.js"

const [visit, report] = ["data/figures/sc-mission-2014.json", "data/figures/sg-2017.json"]
const earlier = "data/positions/oic-mali-2016.json"

interface Data {
  observations: Figure[]
  gaps: Figure[]
  positions: Figure[]
}

/** The earlier report with a figure that the later one has, counted in the same way. */
async function alsoThen(name: string, more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const [was, is] = [await dataFile<Data>(visit), await dataFile<Data>(report)]
  const { asOf, period, time, of, ceiling, ...like } = is.observations.find(o => o.id === `sg-2017.${name}`)!
  const added = { ...like, id: `sc-mission-2014.${name}`, asOf: "2014-02-03", ...more }
  return { [visit]: { ...was, observations: [...was.observations, added] } }
}

/** The earlier meeting with a position on another issue. */
async function movedTo(issue: string, id: string): Promise<Record<string, unknown>> {
  const file = await dataFile<Data>(earlier)
  return { [earlier]: { ...file, positions: file.positions.map(p => (p.id === id ? { ...p, issue } : p)) } }
}

/** Where a line is told to have changed, as "en changes", and what is told of it. */
function toldOf(line: string, blocks: readonly BlockReview[]): Record<string, string> {
  const told = blocks.flatMap(({ language, block, state, changed }) =>
    changed.filter(c => c.what === line).map(c => [`${language} ${block} ${state}`, c.how] as const),
  )
  return Object.fromEntries(told)
}

const inAll = (blocks: readonly string[], how: string) =>
  Object.fromEntries(["en", "fr", "ar"].flatMap(lang => blocks.map(b => [`${lang} ${b} stale`, how])))

describe("a class or label on which prose rests without printing it makes it stale in every language when it changes:", () => {
  it("what was told in words can be compared", async () => {
    const { blocks } = await reviewNote("minusma-gaps", {}, world(await alsoThen("helicopters-deployed")))
    expect(toldOf("row:helicopters", blocks)).toEqual(
      inAll(["bottom-line", "changes"], "words only (no number in the earlier report) → comparable"),
    )
    expect(toldOf("count:comparable", blocks)).toEqual(inAll(["bottom-line"], "1 → 2"))
  })

  it("one report was silent and speaks", async () => {
    const basis = { basis: "another-way-to-count" }
    const { blocks } = await reviewNote(
      "minusma-gaps",
      {},
      world(await alsoThen("armoured-carriers-short", basis)),
    )
    expect(toldOf("row:armour", blocks)).toEqual(
      inAll(
        ["bottom-line", "changes"],
        "one side only (nothing in the earlier report) → words only (armoured-carriers-short on another basis)",
      ),
    )
  })

  it("a new position was there before", async () => {
    const changes = await movedTo("un-sanctions", "oic-2016.ii.3")
    const { blocks } = await reviewNote("oic-positions", { languages: ["en"] }, world(changes))
    const told = toldOf("issue:un-sanctions", blocks)
    expect(Object.keys(told)).toEqual(["en bottom-line stale", "en changes stale"])
    expect(told["en changes stale"]).toMatch(/^new → /)
    expect(toldOf("issue:minusma-mandate", blocks)).toEqual({
      "en changes stale": "no longer mentioned → not mentioned",
    })
  })

  it.each([
    ["agreement-pace", "oic-2016.iii.2", ["changes"]],
    ["trust-fund", "oic-2016.x.3", ["key-facts", "changes", "watch"]],
    ["first-battalion", "oic-2016.viii.2", ["changes"]],
    ["situation-north", "oic-2016.vi.1", ["changes"]],
  ])("the issue %s was another", async (issue, id, blocks) => {
    const changes = await movedTo("agreement-signature", id)
    const { blocks: found } = await reviewNote("oic-positions", {}, world(changes))
    const wanted = ["en", "fr", "ar"].flatMap(lang => blocks.map(b => `${lang} ${b} stale`))
    expect(Object.keys(toldOf(`issue:${issue}`, found))).toEqual(wanted)
  })
})

describe("general prose", () => {
  it("is reviewed against the lines and counts that it names, and no others", async () => {
    const [general, own] = ["", "sg-2017."].map(about => `templates/minusma-gaps/prose.${about}en.hbs`) as [
      string,
      string,
    ]
    const named = text(await world().read(general)).replace(
      "<p>{{#each notComparable}}",
      `$&{{restsOn "row:police"}}`,
    )
    const host = world({ [own]: undefined, [general]: named })
    const { blocks } = await recordReview("minusma-gaps", { by, languages: ["en"] }, host)
    expect(blocks.map(b => [b.block, b.state])).toEqual([["cannot", "reviewed"]])
    const later = changedWorld(host, await alsoThen("police-deployed"))
    const { blocks: after } = await reviewNote("minusma-gaps", { languages: ["en"] }, later)
    expect(after.map(b => b.changed)).toEqual([
      [{ what: "row:police", how: "words only (different things are counted) → comparable" }],
    ])
  })
})

describe("the languages of a note", () => {
  it("that do not name the same are a warning at the block that parts from the first", async () => {
    const file = "templates/minusma-gaps/prose.sg-2017.ar.hbs"
    const less = text(await world().read(file)).replace(
      `"row:police" "row:camps"`,
      `"row:police" "row:medical"`,
    )
    const { problems } = await check({ notes: ["minusma-gaps"], pages: false }, world({ [file]: less }))
    expect(problems.filter(p => p.what.includes("unlike"))).toMatchObject([
      {
        severity: "warning",
        what: 'the text of "cannot" (ar) does not rest on row:camps and rests besides on row:medical, unlike "en"',
        place: { file, line: 27 },
      },
    ])
  })
})
