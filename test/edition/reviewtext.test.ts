import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { check } from "../../src/edition/check.js"
import { recordReview } from "../../src/edition/review.js"
import { dataFile, world } from "../world.js"
import {
  by,
  changedWorld,
  corrected,
  type Figure,
  html,
  listed,
  note,
  prose,
  record,
  short,
  text,
} from "./prose.js"

describe("the text", () => {
  const rewritten = async (lang = "en") => ({
    [prose(lang)]: text(await world().read(prose(lang))).replace(
      /(?=<p><strong class="lead-in">)/,
      "<p>Anew.</p>",
    ),
  })

  it("that changed since its review is marked, told, and waits for a review", async () => {
    const host = world(await rewritten())
    const { problems, editions } = await build({ ...html, languages: ["en"] }, host)
    expect(editions[0]!.review).toEqual(["en changes"])
    expect(problems.map(p => p.what)).toEqual([
      'the text of "changes" (en) changed since it was reviewed on 2026-11-21 by the authors of the note',
    ])
    expect(text(host.written.get(`output/${note}/2026-11/${note}.en.html`))).toContain(
      "<strong>text changed since its review: What changed and why it matters</strong>",
    )
    await recordReview(note, { by, languages: ["en"] }, host)
    const again = await build({ ...html, languages: ["en"] }, host)
    expect([again.problems, again.editions[0]!.changed]).toEqual([[], ["the review of its text"]])
    expect(text(host.written.get(`output/${note}/2026-11-r2/${note}.en.html`))).not.toContain("<strong>text")
  })

  const bare = async (also = "") => ({
    [prose("en")]: text(await world().read(prose("en"))).replace(
      /({{#\*inline "watch"}})[\s\S]*?({{\/inline}})/,
      `$1<ul><li>Nothing is expected.</li></ul>${also}$2`,
    ),
  })

  it("that names nothing it rests on is a warning at its line, and its own words are reviewed", async () => {
    const host = world(await bare())
    const { problems } = await check({ notes: [note], pages: false }, host)
    const [names] = problems.filter(p => p.what.includes("rests on"))
    expect(names).toMatchObject({
      severity: "warning",
      what: 'the text of "watch" names nothing that it rests on',
      place: { file: prose("en"), line: 31 },
      hint: expect.stringContaining('{{restsOn "nothing"}}'),
    })
    const { blocks } = await recordReview(note, { by, languages: ["en"] }, host)
    expect(blocks.find(b => b.block === "watch")).toMatchObject({ state: "reviewed", last: { by } })
    const other = (await bare("Not yet."))[prose("en")]
    expect(short(await listed(changedWorld(host, { [prose("en")]: other })), "text changed")).toEqual([
      "en watch",
    ])
  })

  it("that says it rests on nothing is no warning, and no other source makes it stale", async () => {
    const host = world(await bare(`{{restsOn "nothing"}}`))
    await recordReview(note, { by, languages: ["en"] }, host)
    expect((await build({ ...html, languages: ["en"] }, host)).problems).toEqual([])
    const { sources } = await dataFile<{ sources: Figure[] }>("data/sources.json")
    const moved = sources.map(s => (s.id === "sc-mission-2014" ? { ...s, asOf: "2014-02-04" } : s))
    const blocks = await listed(changedWorld(host, { "data/sources.json": { sources: moved } }))
    expect(short(blocks.filter(b => b.language === "en"))).not.toContain("en watch")
    const wrong = await bare(`{{restsOn "nothing"}}{{value "sg-2017.attacks-mission"}}`)
    const { problems } = await build({ ...html, languages: ["en"] }, world(wrong))
    expect(problems[0]!.what).toBe('the text of "watch" says that it rests on nothing, but it does not')
  })

  it("that is rewritten after its facts changed stays stale until it is reviewed", async () => {
    const blocks = await listed(world({ ...(await corrected()), ...(await rewritten()) }))
    expect(blocks.find(b => b.language === "en" && b.block === "changes")).toMatchObject({
      state: "stale",
      rewritten: true,
      changed: [{ what: "sg-2017.attacks-mission" }],
    })
  })

  it("that names other facts than then is the writer's doing", async () => {
    const file = prose("en")
    const other = text(await world().read(file)).replaceAll(
      "sg-2017.attacks-mission-previous",
      "sg-2017.police-deployed",
    )
    expect(short(await listed(world({ [file]: other })), "text changed")).toEqual(["en changes"])
    expect(short(await listed(world({ [file]: other })))).toEqual([])
  })

  it("that was never reviewed is one warning for a file, and no mark on the page", async () => {
    const { problems } = await build({ ...html, languages: ["en"] }, world({ [record]: undefined }))
    expect(problems).toMatchObject([
      {
        severity: "warning",
        what: 'the text of "bottom-line", "key-facts", "changes", "cannot", "watch", "method" (en) was never reviewed',
        place: { file: prose("en"), line: 3 },
      },
    ])
  })

  it("of a comparison with another source waits for a review", async () => {
    const { sources } = await dataFile<{ sources: Figure[] }>("data/sources.json")
    const moved = sources.map(s => (s.id === "sc-mission-2014" ? { ...s, asOf: "2014-02-04" } : s))
    const blocks = await listed(world({ "data/sources.json": { sources: moved } }))
    const told = blocks.filter(b => b.changed.some(c => c.what === "sc-mission-2014"))
    expect(told).toHaveLength(blocks.length)
    expect(told[0]!.changed).toContainEqual({ what: "sc-mission-2014", how: "2014-02-03 → 2014-02-04" })
  })
})
