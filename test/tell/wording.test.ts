import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import type { Messages } from "../../src/model/messages.js"
import { formatProblem, ProblemError } from "../../src/model/problem.js"
import { loadMessages, messagesFor, word } from "../../src/tell/wording.js"
import { dataFile, world } from "../world.js"
import { message } from "./telling.js"

const worded = async (lang: string, about = {}, options = {}) =>
  word(message(about), await messagesFor(lang, world()), options)

describe("the catalogues of messages", () => {
  it("are there for every language that has words, and fit their schema", async () => {
    const names = readdirSync("templates/shared")
    const languages = (kind: string) =>
      names.flatMap(n => new RegExp(`^${kind}\\.(\\w+)\\.json$`).exec(n)?.[1] ?? [])
    expect(languages("messages")).toEqual(languages("words"))
    for (const lang of languages("messages")) {
      const { locale, $schema } = await loadMessages(lang, world())
      expect(existsSync(join("templates/shared", $schema!))).toBe(true)
      expect(locale.slice(0, 2)).toBe(lang)
    }
  })

  it("have every form that their language counts with", async () => {
    for (const lang of ["en", "fr", "ar"]) {
      const { locale, files, review } = await loadMessages(lang, world())
      const counts = [1, 2, 3, 6, 11, 18, 42, 99]
      const rules = new Intl.PluralRules(locale)
      for (const forms of [files, review])
        for (const n of counts) expect(forms).toHaveProperty(rules.select(n))
    }
  })

  it("with a name that nobody fills in are a problem at its place", async () => {
    const broken = await dataFile<Messages>("templates/shared/messages.fr.json")
    const file = "templates/shared/messages.fr.json"
    const spoiled = { ...broken, subjects: { ...broken.subjects, missed: "Manqué : {nom}" } }
    const error = await loadMessages("fr", world({ [file]: spoiled })).catch(e => e)
    expect(error).toBeInstanceOf(ProblemError)
    expect(formatProblem((error as ProblemError).problems[0]!)).toMatch(
      /messages\.fr\.json:\d+:\d+ {2}subjects\.missed: expected no names in braces but \{name\}, \{edition\}/,
    )
  })

  it("that are missing or broken give way to English, which says why", async () => {
    const { messages, language, instead } = await messagesFor("xx", world())
    expect([messages.locale, language]).toEqual(["en-GB", "en"])
    expect(instead).toMatch(/^told in English: templates\/shared\/messages\.xx\.json.*no such file/)
  })
})

describe("a message in words", () => {
  it("tells times in the zone that is given, and names it", async () => {
    const { text } = await worded("en", {}, { zone: "Asia/Kathmandu" })
    expect(text).toContain("Planned for: 1 November 2026 at 11:45 (Asia/Kathmandu)")
    const { text: utc } = await worded("en")
    expect(utc).toContain("Time: 1 November 2026 at 06:00 (UTC)")
  })

  it("writes dates as each language does", async () => {
    expect((await worded("fr")).text).toContain("Date prévue\u00a0: 1er novembre 2026 à 06:00 (UTC)")
    expect((await worded("ar")).text).toContain("الموعد المقرر: 1 نوفمبر 2026 في 06:00 (UTC)")
  })

  it("counts the files and the passages that wait", async () => {
    const review = ["en bottom-line", "fr changes"]
    const { text } = await worded("en", { on: "needs review", review })
    expect(text).toMatch(/2 passages to be reviewed:\n {4}en bottom-line\n {4}fr changes\n/)
    expect(text).toContain("6 files:")
    expect((await worded("ar", { files: ["a.pdf", "b.pdf"] })).text).toContain("الملفان:")
    expect((await worded("en", { files: [] })).text).not.toContain("file")
  })

  it("gives the reason line by line, and what to do about a failure or a miss", async () => {
    const failed = await worded("en", { on: "failed", reason: "data/x.json:1:2  wrong\n  hint: mend it" })
    expect(failed.text).toMatch(/Reason:\n {4}data\/x\.json:1:2 {2}wrong\n {6}hint: mend it\n/)
    expect(failed.text).toContain("brief check oic-positions")
    const missed = await worded("en", { on: "missed", issue: null })
    expect(missed.text).toContain("brief run --backfill 2026-11 oic-positions")
  })

  it("says that it is a test", async () => {
    const { subject, text } = await worded("fr", {}, { test: true })
    expect(subject).toMatch(/^\[Essai\] Édition publiée/)
    expect(text).toMatch(/^Ceci est un essai/)
  })

  it("keeps identifiers in their order on a right-to-left page, and the paths free of marks", async () => {
    const { text, html } = await worded("ar", { issue: "2026-11-r2" })
    expect(text).toContain("رقم الإصدار: \u200e2026-11-r2\u200e")
    expect(text).toContain("\n    output/oic-positions/2026-11/oic-positions.en.pdf\n")
    expect(html).toContain("<bdi>output/oic-positions/2026-11/oic-positions.en.pdf</bdi>")
  })

  it("escapes what could be taken for HTML, and takes out what steers", async () => {
    const name = { en: "A <b>bold</b> & {edition} name\r\nBcc: x" }
    const { subject, html, text } = await worded("en", { name, reason: "a\u0007b <script>" })
    expect(subject).toBe("Issued, November 2026: A <b>bold</b> & {edition} name Bcc: x")
    expect(html).toContain("A &lt;b&gt;bold&lt;/b&gt; &amp; {edition} name Bcc: x")
    expect(html).toContain("a b &lt;script&gt;")
    expect(text).toContain("a b <script>")
  })

  it("falls back to the English name, then to the identifier", async () => {
    expect((await worded("fr", { name: { en: "Mali" } })).subject).toContain("Mali")
    const french = "Le\u00a0Mali\u202f: positions"
    expect((await worded("fr", { name: { fr: french } })).subject).toContain(french)
    expect((await worded("fr", { name: {} })).subject).toContain("oic-positions")
  })

  it("of several that were missed names them all, from the first to the last", async () => {
    const editions = ["2026-12", "2027-01", "2027-02"]
    const about = {
      on: "missed",
      edition: "2027-02",
      editions,
      planned: null,
      reason: "one\ntwo\nthree",
    } as const
    const { subject, text } = await worded("en", about)
    expect(subject).toBe("Missed, December 2026 – February 2027: Positions on Mali")
    expect(text).toContain("    one\n    two\n    three\n")
    expect(text).toContain("brief run --backfill 2026-12..2027-02 oic-positions")
    expect(text).not.toContain("Planned for")
  })
})
