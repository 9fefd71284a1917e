import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { check } from "../../src/edition/check.js"
import { parseManifest } from "../../src/edition/manifest.js"
import { recordReview } from "../../src/edition/review.js"
import type { BlockReview } from "../../src/edition/reviewed.js"
import { unreviewedText } from "../../src/edition/reviewmark.js"
import { loadWords } from "../../src/note/words.js"
import { readDocxText } from "../../src/render/docx/text.js"
import { world } from "../world.js"
import {
  by,
  changedWorld,
  corrected,
  figures,
  html,
  inAll,
  listed,
  note,
  prose,
  record,
  short,
  text,
} from "./prose.js"

describe("a corrected figure", () => {
  it("makes exactly the blocks that use it stale, in each language, and tells from what to what", async () => {
    const blocks = await listed(world(await corrected()))
    expect(short(blocks)).toEqual(inAll("key-facts", "changes"))
    for (const b of blocks.filter(b => b.state === "stale"))
      expect(b.changed).toEqual([{ what: "sg-2017.attacks-mission", how: "76 → 75 (value)" }])
  })

  it("lets the edition be built, marked on the page, in the manifest and in warnings", async () => {
    const host = world()
    const first = await build(html, host)
    expect(first).toMatchObject({ problems: [], editions: [{ status: "issued", review: [] }] })
    const second = await build(html, changedWorld(host, await corrected()))
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
    expect(marksIn("2026-11-r2", host)).toEqual([
      "text not reviewed since the figures changed: Key figures, What changed and why it matters",
      "texte non relu depuis la modification des chiffres\u00a0: Chiffres clefs, Ce qui a changé et pourquoi cela importe",
      "لم يراجع النص منذ تغير الأرقام: أبرز الأرقام، ما الذي تغير وما أهميته",
    ])
  })

  it("bears the mark until each language is reviewed, and each review makes a revision", async () => {
    const host = world(await corrected())
    const inTwo = { ...html, languages: ["en", "fr"] }
    expect((await build(inTwo, host)).editions[0]!.review).toHaveLength(4)
    await recordReview(note, { by, languages: ["en"] }, host)
    expect((await build(inTwo, host)).editions).toMatchObject([
      { edition: "2026-11-r2", status: "revision", changed: ["the review of its text"] },
    ])
    expect(marksIn("2026-11-r2", host).map(m => m !== undefined)).toEqual([false, true, false])
    await recordReview(note, { by, languages: ["fr"], blocks: ["key-facts", "changes"] }, host)
    expect((await build(inTwo, host)).editions).toMatchObject([
      { edition: "2026-11-r3", changed: ["the review of its text"], review: [] },
    ])
    expect(marksIn("2026-11-r3", host)).toEqual([undefined, undefined, undefined])
    expect((await build(inTwo, host)).editions).toMatchObject([{ status: "unchanged" }])
    expect(short(await listed(host))).toEqual(["ar key-facts", "ar changes"])
  })

  it("of which the text was changed as well bears one mark, that of the figures", async () => {
    const file = prose("en")
    const changed = text(await world().read(file)).replace(/(?=<p><strong class="lead-in">)/, "<p>Anew.</p>")
    const host = world({ ...(await corrected()), [file]: changed.replace("“The mission”", "“A mission”") })
    await build({ ...html, languages: ["en"] }, host)
    expect(marksIn("2026-11", host)[0]).toBe(
      "text not reviewed since the figures changed: Key figures, What changed and why it matters; text changed since its review",
    )
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

const marksIn = (edition: string, host: ReturnType<typeof world>) =>
  ["en", "fr", "ar"].map(lang => {
    const page = text(host.written.get(`output/${note}/${edition}/${note}.${lang}.html`))
    return /<strong>([^<]*)<\/strong><\/td>/.exec(page)?.[1]
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
      "sssn",
      70,
      "text not reviewed since the figures changed, among others: Section A",
    ],
    ["text that was changed", "rtrr", 130, "text changed since its review: Section B"],
    ["text that was changed throughout", "tttt", 130, "text changed since its review"],
    [
      "both",
      "stnr",
      130,
      "text not reviewed since the figures changed: Section A; text changed since its review: Section B",
    ],
    [
      "both, without room for all",
      "sttr",
      100,
      "text not reviewed since the figures changed: Section A; text changed since its review",
    ],
    [
      "both, without any room",
      "sttt",
      20,
      "text not reviewed since the figures changed; text changed since its review",
    ],
  ])("of %s", async (_, states, most, mark) => {
    const words = await loadWords("en", world())
    const of = { r: "reviewed", s: "stale", n: "never reviewed", t: "text changed" } as const
    const blocks = [...states].map((s, i) => block(`Section ${"ABCD"[i]}`, of[s as keyof typeof of]))
    expect(unreviewedText(blocks, { words, kind: "figures", most })).toBe(mark)
  })
})
