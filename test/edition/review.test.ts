import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import type { BuildOptions } from "../../src/edition/built.js"
import { check } from "../../src/edition/check.js"
import { parseManifest } from "../../src/edition/manifest.js"
import { recordReview, reviewNote } from "../../src/edition/review.js"
import { type BlockReview, changedSince, unreviewedText } from "../../src/edition/reviewed.js"
import { formatReviews, readReviews, reviewPath } from "../../src/edition/reviewfile.js"
import { type Host, nodeHost } from "../../src/host.js"
import type { Review, Reviewed, ReviewsFile } from "../../src/model/reviews.js"
import { changedAspects } from "../../src/note/factstate.js"
import { loadWords } from "../../src/note/words.js"
import { readDocxText } from "../../src/render/docx/text.js"
import { dataFile, world } from "../world.js"

const root = mkdtempSync(join(tmpdir(), "brief-review-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const note = "minusma-gaps"
const figures = "data/figures/sg-2017.json"
const record = reviewPath(note)
const prose = (lang: string, about = "sg-2017.") => `templates/minusma-gaps/prose.${about}${lang}.hbs`
const html: BuildOptions = { notes: [note], formats: ["html"] }
const by = "A. Reader"

type Figure = Record<string, unknown> & { id: string }
type Figures = { observations: Figure[] }

/** The later report with one figure changed. */
async function withFigure(id: string, more: Record<string, unknown>): Promise<Record<string, unknown>> {
  const file = await dataFile<Figures>(figures)
  expect(file.observations.some(o => o.id === id)).toBe(true)
  return {
    [figures]: { ...file, observations: file.observations.map(o => (o.id === id ? { ...o, ...more } : o)) },
  }
}

/** Attacks on the mission, as if the report had miscounted them. */
const corrected = () =>
  withFigure("sg-2017.attacks-mission", {
    value: 75,
    misprint: {
      printed: 76,
      corrected: 75,
      uses: "corrected",
      reason: { en: "An attack was counted twice." },
    },
  })

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const short = (blocks: readonly Pick<BlockReview, "language" | "block" | "state">[], state = "stale") =>
  blocks.filter(b => b.state === state).map(b => `${b.language} ${b.block}`)
const listed = async (host: Host, id = note) => (await reviewNote(id, {}, host)).blocks
const inAll = (...blocks: string[]) => ["en", "fr", "ar"].flatMap(lang => blocks.map(b => `${lang} ${b}`))

describe("a corrected figure", () => {
  it("makes exactly the blocks that use it stale, in each language, and tells from what to what", async () => {
    const blocks = await listed(world(await corrected()))
    expect(short(blocks)).toEqual(inAll("key-facts", "changes"))
    for (const b of blocks.filter(b => b.state === "stale"))
      expect(b.changed).toEqual([{ what: "sg-2017.attacks-mission", how: "76 → 75 (value)" }])
  })

  it("lets the edition be built, marked on the page, in the manifest and in warnings, until it is reviewed", async () => {
    const host = world({}, { now: "2026-11-21T08:00:00Z" })
    const first = await build(html, host)
    expect(first).toMatchObject({ problems: [], editions: [{ status: "issued", review: [] }] })
    const changes = await corrected()
    const later = changedWorld(host, changes)
    const second = await build(html, later)
    const stale = inAll("key-facts", "changes")
    expect(second.editions).toMatchObject([
      { edition: "2026-11-r2", status: "revision", changed: [figures], review: stale },
    ])
    expect(second.problems).toHaveLength(6)
    expect(second.problems[1]).toMatchObject({
      severity: "warning",
      what: 'the text of "changes" (en) was not reviewed since what it rests on changed: sg-2017.attacks-mission: 76 → 75 (value)',
      place: { file: prose("en"), line: 20 },
      hint: expect.stringContaining("brief review minusma-gaps --lang en --block changes --by NAME"),
    })
    const manifest = parseManifest(host.written.get("output/minusma-gaps/2026-11-r2/manifest.json")!)!
    expect(short(manifest.review!)).toEqual(stale)
    expect(manifest.review!.find(r => r.block === "changes" && r.language === "fr")).toEqual({
      language: "fr",
      block: "changes",
      state: "stale",
      reviewed: "2026-11-21",
      by: "the authors of the note",
      facts: ["sg-2017.attacks-mission"],
    })
    expect(manifest.warnings).toEqual([])
    expect(manifest.inputs.map(i => i.file)).not.toContain(record)
    expect(await marksIn("2026-11-r2", host)).toEqual([
      "text not reviewed since the figures changed: Key figures, What changed and why it matters",
      "texte non relu depuis la modification des chiffres\u00a0: Chiffres clefs, Ce qui a changé et pourquoi cela importe",
      "لم يراجع النص منذ تغير الأرقام: أبرز الأرقام، ما الذي تغير وما أهميته",
    ])

    await recordReview(note, { by, languages: ["en"] }, later)
    const third = await build(html, later)
    expect(third.editions).toMatchObject([
      { edition: "2026-11-r3", status: "revision", changed: ["the review of its text"] },
    ])
    expect((await marksIn("2026-11-r3", host)).map(m => m !== undefined)).toEqual([false, true, true])
    await recordReview(note, { by, blocks: ["key-facts", "changes"] }, later)
    expect((await build(html, later)).editions).toMatchObject([
      { edition: "2026-11-r4", changed: ["the review of its text"], review: [] },
    ])
    expect((await build(html, later)).editions).toMatchObject([
      { edition: "2026-11-r4", status: "unchanged" },
    ])
    expect(short(await listed(later))).toEqual([])
  })

  it("is marked in the Word file too, on a row of its own where the note has a handling line", async () => {
    const host = world(await corrected())
    const particulars = { handling: "For official use only" }
    await build({ notes: [note], languages: ["en"], formats: ["docx"], particulars }, host)
    const words = await readDocxText(host.written.get("output/minusma-gaps/2026-11/minusma-gaps.en.docx")!)
    expect(JSON.stringify(words)).toContain("text not reviewed since the figures changed: Key figures")
  })

  it("is told by a check", async () => {
    const { problems } = await check({ notes: [note], pages: false }, world(await corrected()))
    expect(problems.map(p => [p.severity, p.place?.file])).toEqual(
      ["en", "fr", "ar"].flatMap(lang => [1, 2].map(() => ["warning", prose(lang)])),
    )
  })
})

/** The world of the first edition, with other data since. */
const changedWorld = (host: ReturnType<typeof world>, changes: Record<string, unknown>): Host => {
  const { read } = world(changes)
  return { ...host, read: async path => (path in changes ? read(path) : host.read(path)) }
}

const marksIn = (edition: string, host: ReturnType<typeof world>) =>
  ["en", "fr", "ar"].map(lang => {
    const page = text(host.written.get(`output/${note}/${edition}/${note}.${lang}.html`))
    return /<strong>([^<]*)<\/strong><\/td>/.exec(page)?.[1]
  })

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

describe("the text", () => {
  const rewritten = async (lang = "en") => ({
    [prose(lang)]: text(await world().read(prose(lang))).replace(
      /(?=<p><strong class="lead-in">)/,
      "<p>Anew.</p>",
    ),
  })

  it("that changed since its review is a warning, and no mark on the page", async () => {
    const host = world(await rewritten())
    const { problems, editions } = await build({ ...html, languages: ["en"] }, host)
    expect(editions[0]!.review).toEqual([])
    expect(problems.map(p => p.what)).toEqual([
      'the text of "changes" (en) changed since it was reviewed on 2026-11-21 by the authors of the note',
    ])
    expect(text(host.written.get(`output/${note}/2026-11/${note}.en.html`))).not.toContain(
      "text not reviewed",
    )
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

describe("a record", () => {
  it("of the shipped notes is what the command writes, and all of their text is reviewed", async () => {
    for (const id of [note, "oic-positions"]) {
      const file = await dataFile<ReviewsFile>(reviewPath(id))
      expect(readFileSync(reviewPath(id), "utf8")).toBe(formatReviews(id, [...file.reviews].reverse()))
      const { blocks, obsolete } = await reviewNote(id, {}, world())
      expect([short(blocks, "reviewed").length, obsolete]).toEqual([blocks.length, []])
    }
  })

  it("keeps others, and drops what is of no block any more", async () => {
    const file = await dataFile<ReviewsFile>(record)
    const foreign = file.reviews.map(r => (r.block === "watch" ? { ...r, block: "watching" } : r))
    const host = world({ [record]: { ...file, reviews: foreign } })
    const before = await reviewNote(note, {}, host)
    expect(before.obsolete.map(o => `${o.language} ${o.block}`).sort()).toEqual([
      "ar watching",
      "en watching",
      "fr watching",
    ])
    expect(short(before.blocks, "never reviewed")).toEqual(inAll("watch"))
    const { recorded, obsolete } = await recordReview(
      note,
      { by, languages: ["en"], date: "2026-11-20" },
      host,
    )
    expect(recorded.map(r => `${r.language} ${r.block}`)).toEqual(["en watch"])
    expect(obsolete).toEqual([])
    const now = await readReviews(note, host)
    expect(now.map(r => `${r.language} ${r.block}`)).not.toContain("en watching")
    // What was not looked at is left as it was.
    expect(now.map(r => `${r.language} ${r.block}`)).toContain("fr watching")
    expect(now.find(r => r.language === "en" && r.block === "watch")).toMatchObject({
      by,
      reviewed: "2026-11-20",
    })
    expect(now.find(r => r.language === "en" && r.block === "changes")!.by).toBe("the authors of the note")
  })

  it("of prose with problems is refused, and nothing is written", async () => {
    const file = prose("fr")
    const wrong = text(await world().read(file)).replace(
      "sg-2017.attacks-mission-previous",
      "sg-2017.nothing",
    )
    const host = world({ [file]: wrong })
    await expect(recordReview(note, { by }, host)).rejects.toThrow('there is no fact "sg-2017.nothing"')
    expect(host.written.size).toBe(0)
    const { blocks, problems } = await reviewNote(note, {}, host)
    expect([new Set(blocks.map(b => b.language)), problems.length]).toEqual([new Set(["en", "ar"]), 1])
    await recordReview(note, { by, languages: ["en"], blocks: ["watch"] }, host)
    expect((await readReviews(note, host)).find(r => r.by === by)).toMatchObject({
      language: "en",
      block: "watch",
    })
  })

  it.each([
    ["a name of nobody", { by: " " }, "nobody is named"],
    ["no day", { by, date: "2026-02-30" }, '"2026-02-30" is no day'],
    ["a day to come", { by, date: "2026-11-22" }, "2026-11-22 is still to come"],
    [
      "a block that there is not",
      { by, blocks: ["botom-line"] },
      'no block "botom-line" needs a review\n  hint: did you mean "bottom-line"?',
    ],
    ["a language that there is not", { by, languages: ["de"] }, 'is not written in "de"'],
  ])("with %s is wrong usage", async (_, options, message) => {
    await expect(recordReview(note, options, world())).rejects.toMatchObject({
      usage: true,
      message: expect.stringContaining(message),
    })
  })

  it("that is none of its note, or has a review twice, is a problem of the build at its line", async () => {
    const file = await dataFile<ReviewsFile>(record)
    const broken = { ...file, note: "other", reviews: [...file.reviews, file.reviews[0]!] }
    const failed = build(html, world({ [record]: broken }))
    await expect(failed).rejects.toThrow(
      /data\/reviews\/minusma-gaps\.json:3:3 {2}note: these are reviews of "other"/,
    )
    await expect(failed).rejects.toThrow(/the review of "bottom-line" \(ar\) is there twice/)
    await expect(build(html, world({ [record]: "{" }))).rejects.toThrow("this is not JSON")
  })

  it("made by several at once has what each of them recorded", async () => {
    const project = join(root, "at-once")
    for (const part of ["data", "templates"]) cpSync(part, join(project, part), { recursive: true })
    rmSync(join(project, record))
    const host = nodeHost({ root: project })
    const blocks = ["bottom-line", "key-facts", "changes", "cannot", "watch", "method"]
    await Promise.all(blocks.map(b => recordReview(note, { by: `Reader of ${b}`, blocks: [b] }, host)))
    const reviews = await readReviews(note, host)
    expect(reviews.map(r => `${r.language} ${r.block}`).sort()).toEqual(inAll(...blocks).sort())
    for (const r of reviews) expect(r.by).toBe(`Reader of ${r.block}`)
  })
})

describe("the mark", () => {
  const block = (section: string, state: BlockReview["state"]): BlockReview => ({
    ...{
      language: "en",
      block: section,
      file: "f",
      line: 1,
      section,
      state,
      last: null,
      rewritten: false,
      changed: [],
    },
    now: { text: "", facts: {}, printed: {}, computations: {}, sources: {} },
  })
  it.each([
    ["none", "rrrr", 130, undefined],
    ["some", "srsr", 130, "text not reviewed since the figures changed: Section A, Section C"],
    ["most", "sssr", 70, "text not reviewed since the figures changed, except: Section D"],
    ["all", "ssss", 130, "text not reviewed since the figures changed"],
    [
      "more than there is room for",
      "ssnn",
      60,
      "text not reviewed since the figures changed, among others: Section A",
    ],
  ])("of %s", async (_, states, most, mark) => {
    const words = await loadWords("en", world())
    const of = { r: "reviewed", s: "stale", n: "never reviewed" } as const
    const blocks = [...states].map((s, i) => block(`Section ${"ABCD"[i]}`, of[s as keyof typeof of]))
    expect(unreviewedText(blocks, { words, kind: "figures", most })).toBe(mark)
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
