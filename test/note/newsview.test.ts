import { describe, expect, it } from "vitest"
import type { Freshness, News, NewsItem, Past } from "../../src/model/since.js"
import { plainText } from "../../src/note/format.js"
import { noLedger } from "../../src/note/ledger.js"
import { newsView } from "../../src/note/newsview.js"
import type { NoteInput } from "../../src/note/subject.js"
import { loadWords } from "../../src/note/words.js"
import { world } from "../world.js"

const counts = (unchanged = 0, updated = 0, added = 0, dropped = 0): Freshness => {
  return { unchanged, updated, added, dropped }
}
const news = (freshness: Freshness, more: Partial<News> = {}): News => ({
  ...{ edition: "2026-11", date: "2026-11-21", named: 4, freshness, same: false },
  ...{ sources: { added: [], dropped: [] }, items: [], nameless: [] },
  ...more,
})
const item = (
  facts: string[],
  became: NewsItem["became"],
  before: string | null,
  after: string,
): NewsItem => {
  const text = { name: "troops", before, after }
  return { kind: "figure", became, facts, texts: { en: text, fr: text, ar: text } }
}

/** What a note says of the editions before, without the words that name the one compared. */
async function said(past: Past | undefined, lang = "en"): Promise<string | null> {
  const words = await loadWords(lang, world())
  const view = newsView({ past, words, lang, ledger: noLedger } as unknown as NoteInput)
  return view && plainText(String(view.text)).replace(/^.*?\)\s?:\s/, "")
}
const told = (freshness: Freshness, more: Partial<News> = {}, lang = "en") =>
  said({ passed: [], news: news(freshness, more) }, lang)

describe("what a note says of the edition before", () => {
  it.each([
    ["en", "62 of 67 statements unchanged, 2 updated, 3 added, 1 dropped; see the redline."],
    [
      "fr",
      "énoncés inchangés\u00a0: 62 sur 67, 2 mis à jour, 3 ajoutés, 1 supprimé\u00a0; voir la version comparée.",
    ],
    ["ar", "البيانات دون تغيير: 62 من 67، المحدثة: 2، المضافة: 3، المحذوفة: 1؛ انظر النسخة المقارنة."],
  ])("is counts alone in brief, in %s", async (lang, text) => {
    const source = { id: "s", symbol: "S/1", names: { en: "r", fr: "r", ar: "r" }, asOf: "2026-11-21" }
    const more = { brief: true as const, named: 0, sources: { added: [source], dropped: [] } }
    const items = [item(["a"], "changed", "1", "2")]
    expect(await told(counts(62, 2, 3, 1), { ...more, items }, lang)).toBe(text)
  })
  it("is nothing where there was none", async () => {
    expect(await said(undefined)).toBeNull()
    expect(await said({ passed: [] })).toBeNull()
  })
  it.each([
    ["en", "all 64 statements stand unchanged."],
    ["fr", "les 64 énoncés restent inchangés."],
    ["ar", "البيانات جميعها (64) باقية دون تغيير."],
  ])("is said once where nothing changed, in %s", async (lang, text) => {
    expect(await told(counts(64), { same: true }, lang)).toBe(text)
  })
  it.each([
    ["one statement", counts(1), true, "its 1 statement stands unchanged."],
    ["none", counts(), true, "nothing has changed."],
    ["a few that changed", counts(62, 2), false, "62 of 64 statements unchanged (96 per cent), 2 updated."],
    ["hardly any", counts(999, 0, 1), false, "999 of 1,000 statements unchanged (99 per cent), 1 added."],
    [
      "all new",
      counts(0, 3, 9, 40),
      false,
      "none of 12 statements unchanged, 3 updated, 9 added, 40 dropped.",
    ],
    ["all gone", counts(0, 0, 0, 5), false, "5 dropped."],
  ])("counts %s", async (_, freshness, same, text) => {
    const rest = / \d+ changes?: see the redline\.$/
    expect((await told(freshness, { same }))!.replace(rest, "")).toBe(text)
  })
  it("names what it can, and counts the rest, so that the numbers add up", async () => {
    const items = [
      item(["a"], "followed", "12", "13"),
      item(["b", "c"], "added", null, "8"),
      item(["d"], "dropped", null, "1"),
    ]
    expect(await told(counts(5, 3, 2, 1), { items, named: 2 })).toBe(
      "5 of 10 statements unchanged (50 per cent), 3 updated, 2 added, 1 dropped. From the new source: 12 → 13 troops. New: 8 troops (2 statements). 3 more changes: see the redline.",
    )
    expect(await told(counts(9, 1), { items: [item(["a"], "changed", "12", "13")] })).toBe(
      "9 of 10 statements unchanged (90 per cent), 1 updated. Changed: 12 → 13 troops.",
    )
    expect(await told(counts(9, 1), { items, named: 0 })).toMatch(/1 updated\. 1 change: see the redline\.$/)
  })
  it.each([
    ["en", "New source: S/2017/1105 (information as at 20 December 2017). No longer compared: The letter."],
    [
      "fr",
      "Nouvelle source : S/2017/1105 (informations au 20 décembre 2017). Source qui n’est plus comparée : La lettre.",
    ],
    ["ar", "مصدر جديد: S/2017/1105 (تاريخ معلوماته 20 ديسمبر 2017). مصدر لم يعد مشمولاً بالمقارنة: الرسالة."],
  ])("calls a source by its symbol, and by its name where it has none, in %s", async (lang, text) => {
    const names = { en: "The letter", fr: "La lettre", ar: "الرسالة" }
    const source = { id: "s", symbol: "S/2017/1105", names, asOf: "2017-12-20" }
    const sources = { added: [source], dropped: [{ ...source, symbol: null }] }
    expect(plainText((await told(counts(3), { sources }, lang))!.replaceAll("\u00a0", " "))).toContain(text)
  })
  it("tells which editions were passed over, and that nothing can be told without one", async () => {
    const passed = ["2026-11", "2026-10"]
    const words = await loadWords("en", world())
    const input = { words, lang: "en", ledger: noLedger } as unknown as NoteInput
    const full = (past: Past) => plainText(String(newsView({ ...input, past })!.text))
    expect(full({ passed, news: news(counts(2), { edition: "2026-09", same: true }) })).toBe(
      "(2026-09, 21 November 2026; not as issued: 2026-11, 2026-10): all 2 statements stand unchanged.",
    )
    expect(full({ passed })).toBe("(not as issued: 2026-11, 2026-10): what changed cannot be told.")
  })
})
