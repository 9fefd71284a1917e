import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { recordReview, reviewNote } from "../../src/edition/review.js"
import { formatReviews, readReviews, reviewPath } from "../../src/edition/reviewfile.js"
import { nodeHost } from "../../src/host.js"
import type { ReviewsFile } from "../../src/model/reviews.js"
import { dataFile, world } from "../world.js"
import { by, html, inAll, note, prose, record, short, text } from "./prose.js"

const root = mkdtempSync(join(tmpdir(), "brief-review-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

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
