import { describe, expect, it } from "vitest"
import { loadAll } from "../../src/edition/build.js"
import { type Composed, composeAll } from "../../src/edition/composed.js"
import { chooseNotes } from "../../src/edition/definitions.js"
import { renderFitting } from "../../src/edition/fitting.js"
import { listLines, listNotes } from "../../src/edition/list.js"
import { parityProblems } from "../../src/edition/parity.js"
import { prune } from "../../src/edition/prune.js"
import { redline } from "../../src/edition/redline.js"
import { inventedMeetings } from "../cases.js"
import { world } from "../world.js"
import {
  blockOf,
  corrected,
  definition,
  figures,
  htmlOf,
  manifestOf,
  months,
  note,
  without,
} from "./months.js"

describe("a note that comes out again", () => {
  it("says nothing of an earlier edition where there is none, and that nothing changed where nothing did", async () => {
    const { host, made } = months()
    const first = await made("2026-11")
    expect(first.editions[0]!.since).toBeNull()
    expect(manifestOf(host, "2026-11").since).toBeNull()
    expect(htmlOf(host, "2026-11")).not.toContain("Since the last edition")
    const second = await made("2026-12")
    const since = second.editions[0]!.since!
    expect(since).toMatchObject({ edition: "2026-11", updated: 0, added: 0, dropped: 0, named: 0 })
    expect(blockOf(htmlOf(host, "2026-12"))).toBe(
      `Since the last edition (2026-11, 21 November 2026): all ${since.unchanged} statements stand unchanged.`,
    )
    expect(manifestOf(host, "2026-12").since).toEqual(since)
    const files = manifestOf(host, "2026-12").inputs.map(i => i.file)
    expect(files.filter(f => f.startsWith("output/"))).toEqual(
      ["ar", "en", "fr"].map(lang => `output/${note}/2026-11/document.${lang}.json`),
    )
    // Whatever the block of the earlier edition says, it is nothing that the next one is compared with.
    const third = await made("2027-01")
    expect(third.editions[0]!.since).toEqual({ ...since, edition: "2026-12" })
    const [listed] = (await listNotes(host)).filter(n => n.id === note)
    expect(listLines(listed!).join("\n")).toContain(
      `since 2026-12: ${since.unchanged} of ${since.unchanged} claims unchanged`,
    )
  })
  it("built twice is unchanged, also where an earlier month is issued after it", async () => {
    const { made: all } = months()
    const made = async (month: string) => (await all(month, { languages: ["en"] })).editions[0]
    await made("2026-11")
    await made("2026-12")
    expect(await made("2026-12")).toMatchObject({ status: "unchanged", since: { edition: "2026-11" } })
    await made("2026-10")
    expect(await made("2026-11")).toMatchObject({ status: "unchanged", since: null })
    expect(await made("2026-12")).toMatchObject({ status: "unchanged" })
  })
  it("names a corrected figure from what to what, in every language, and a revision what it revises", async () => {
    const { changes, host, made } = months()
    await made("2026-11")
    changes[figures] = await corrected()
    const { editions } = await made("2026-11")
    const [{ edition, since }] = editions as [(typeof editions)[0]]
    expect([edition, since!.edition, since!.dropped, since!.named]).toEqual(["2026-11-r2", "2026-11", 0, 1])
    expect(since!.updated).toBeGreaterThan(0)
    const texts = ["en", "fr", "ar"].map(lang => blockOf(htmlOf(host, edition, lang)))
    expect(texts[0]).toMatch(
      /\d+ of \d+ statements unchanged \(9\d per cent\), \d updated\. Corrected by us: 76 → 79 attacks on MINUSMA\.$/,
    )
    expect(texts[1]).toMatch(/Rectifié par nos soins\u00a0: 76 → 79 attaques contre la MINUSMA\.$/)
    expect(texts[2]).toMatch(/تصويب منا: 79 .+ بدلاً من 76\.$/)
    expect((await made("2026-11")).editions[0]).toMatchObject({ status: "unchanged", since })
    const next = (await made("2026-12")).editions[0]!
    expect(next.since).toMatchObject({ edition: "2026-11-r2", updated: 0 })
  })
  it("names figures that came in and that fell out", async () => {
    const { changes, host, made } = months()
    changes[definition] = await without("camp-gao-completed-share")
    await made("2026-10")
    delete changes[definition]
    await made("2026-11")
    expect(blockOf(htmlOf(host, "2026-11"))).toMatch(
      /, 1 added\. New: 92% of the Gao logistics hub completed\.$/,
    )
    changes[definition] = await without("camp-gao-completed-share")
    const { since } = (await made("2026-12")).editions[0]!
    expect(since!.dropped).toBeGreaterThan(0)
    expect(blockOf(htmlOf(host, "2026-12"))).toMatch(
      /, 1 dropped\. No longer there: 92% of the Gao logistics hub completed\.$/,
    )
    expect(blockOf(htmlOf(host, "2026-12", "fr"))).toMatch(/N’y figure plus\u00a0: .+\.$/)
  })
  it("leaves the old value out in all languages where one of them was not issued before", async () => {
    const { changes, host, made } = months()
    await made("2026-11", { languages: ["en"] })
    changes[figures] = await corrected()
    await made("2026-12")
    expect(blockOf(htmlOf(host, "2026-12"))).toMatch(/Corrected by us: 79 attacks on MINUSMA\.$/)
    expect(blockOf(htmlOf(host, "2026-12", "fr"))).not.toContain("76")
  })
  it("has what the latest edition was compared with kept from pruning", async () => {
    const { host, made } = months()
    const english = { languages: ["en"] }
    for (const month of ["2026-10", "2026-11", "2026-12"]) await made(month, english)
    const told = await prune({ keep: 1, note, yes: true }, host)
    expect(told.map(e => [e.edition, e.keeps])).toEqual([
      ["2026-10", false],
      ["2026-11", true],
      ["2026-12", true],
    ])
    expect(told[1]!.why).toBe("what 2026-12 was compared with: it tells what changed since")
    expect((await made("2026-12", english)).editions[0]).toMatchObject({ status: "unchanged" })
  })
  it("has a redline that counts the block to the edition itself", async () => {
    const { changes, host, made } = months()
    for (const month of ["2026-10", "2026-11"]) await made(month, { languages: ["en"] })
    const same = await redline(note, { formats: ["docx"] }, host)
    expect(same.languages[0]).toMatchObject({ equal: true })
    expect(same.languages[0]!.changes.map(c => [c.section, c.reason])).toContainEqual([
      "Since the last edition",
      "edition",
    ])
    changes[figures] = await corrected()
    await made("2026-12", { languages: ["en"] })
    const other = (await redline(note, { formats: ["docx"] }, host)).languages[0]!
    expect(other.equal).toBe(false)
    const reasons = (wanted: boolean) =>
      other.changes.filter(c => (c.section === "Since the last edition") === wanted).map(c => c.reason)
    expect(reasons(true)).toEqual(["edition"])
    expect(reasons(false)).toContain("correction of ours")
  })
})

/** The note on positions composed from invented meetings, compared with pages composed before. */
async function composeMet(
  met: Parameters<typeof inventedMeetings>[0],
  before?: readonly Composed[],
): Promise<readonly Composed[]> {
  const host = world(await inventedMeetings(met))
  const { facts, definitions } = await loadAll(host)
  const pages = new Map(before?.map(c => [c.page.lang, c.page]))
  const earlier = { edition: "2032-05", date: "2032-05-31", pages, named: 4 }
  return composeAll(chooseNotes(definitions, ["oic-positions"]), {
    ...{ options: { languages: ["en"] }, facts, host, edition: { id: "2033-05", day: "2033-05-31" } },
    ...(before && { before: async () => ({ earlier, passed: [], problems: [] }) }),
  })
}

describe("a new meeting", () => {
  const met = [
    { year: 2031, said: [{ point: "i", issue: "sovereignty", verb: "en:reaffirm" }] },
    { year: 2032, said: [{ point: "i", issue: "sovereignty", verb: "en:reaffirm" }] },
  ]
  const next = {
    year: 2033,
    said: [
      { point: "i", issue: "sovereignty", verb: "en:reaffirm" },
      ...["spoilers", "state-authority", "trust-fund", "cultural-heritage", "ceasefire"].map((issue, i) => ({
        ...{ point: `i${i}`, issue, verb: "en:warn" },
      })),
    ],
  }
  it("tells its source, the new positions, those that are gone, and how many more", async () => {
    const before = await composeMet(met)
    const [after] = await composeMet([...met, next], before)
    const text = blockOf(after!.page.html)!
    expect(text).toContain("New source: Report of the meeting of 2033 (information as at 4 May 2033).")
    expect(text).toContain("No longer compared: Report of the meeting of 2031.")
    expect(text).toMatch(/ New: [^.;]+; [^.;]+; [^.;]+; [^.;]+\. \d more changes?: see the redline\.$/)
    expect(after!.since).toMatchObject({ edition: "2032-05", named: 4 })
    const { trace } = after!.page
    const told = trace!.claims.filter(c => c.section === "Since the last edition")
    expect(new Set(told.map(c => c.origin))).toEqual(new Set(["edition"]))
    expect(told.flatMap(c => c.facts)).toContain("2033.i0.1")
  })
  it("is the same in every language", async () => {
    const before = await composeMet(met)
    const [after] = await composeMet([...met, next], before)
    expect(parityProblems(after!.page, after!.page)).toEqual([])
    const without = after!.page.html.replace(/<section class="since".*?<\/section>/s, "")
    expect(parityProblems(after!.page, { ...after!.page, html: without })).not.toEqual([])
  })
})

describe("a note whose pages have no room", () => {
  it("names fewer changes, then only counts them, as long as there is something to leave out", async () => {
    const draft = (named: number, room: number, brief = false) => ({
      plan: { definition: { id: `n${room}`, limits: { pages: 2 } } },
      composed: [{ past: { news: { named, same: false, ...(brief && { brief }) } } }],
      room,
    })
    type Made = ReturnType<typeof draft>
    type Drafts = Parameters<typeof renderFitting>[0]
    const newsOf = ({ composed }: Made) => composed[0]!.past.news
    const pages = (d: Made) => ((newsOf(d).brief ? -1 : newsOf(d).named) > d.room ? 3 : 2)
    const asked: unknown[] = []
    const wanted = [draft(4, 2), draft(4, 4), draft(1, -1), draft(0, -2)]
    const { drafts, files } = await renderFitting(wanted as unknown as Drafts, {
      render: async some =>
        (some as unknown as Made[]).map(d => ({
          note: d.plan.definition.id,
          rendered: { pages: pages(d) },
        })) as never,
      shorten: async (d, { named, brief }) => {
        const { room } = d as unknown as Made
        asked.push([room, brief ? "brief" : named])
        return draft(named, room, brief) as never
      },
    })
    expect((drafts as unknown as Made[]).map(d => [newsOf(d).named, newsOf(d).brief])).toEqual([
      [2, undefined],
      [4, undefined],
      [0, true],
      [0, true],
    ])
    expect(files.map(f => [f.note, f.rendered.pages]).sort()).toEqual([
      ["n-1", 2],
      ["n-2", 3],
      ["n2", 2],
      ["n4", 2],
    ])
    expect(asked).toEqual([
      [2, 3],
      [-1, 0],
      [-2, "brief"],
      [2, 2],
      [-1, "brief"],
    ])
  })
})
