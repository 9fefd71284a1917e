import { beforeAll, describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { check } from "../../src/edition/check.js"
import { redline } from "../../src/edition/redline.js"
import { readDocxText } from "../../src/render/docx/text.js"
import { nextReport } from "../next.js"
import { world } from "../world.js"

const note = "minusma-gaps"
const only = { notes: [note], formats: ["html"] } as const
const languages = ["en", "fr", "ar"]
const changes: Record<string, unknown> = {}
const host = world(changes)

beforeAll(async () => {
  await build({ ...only, edition: "2026-11" }, host)
  Object.assign(changes, await nextReport())
})

describe("a later report, added as data alone", () => {
  it("is sound, and moves the note in every language, with a warning that nobody has written about it", async () => {
    expect(
      (await check({ notes: [note], pages: false }, host)).problems.filter(p => p.severity === "error"),
    ).toEqual([])
    const { editions, problems } = await build({ ...only, edition: "2026-12" }, host)
    expect(editions).toMatchObject([{ edition: "2026-12", status: "issued" }])
    expect(problems.filter(p => /no prose was written/.test(p.what))).toHaveLength(3)
    const shown = { en: "11,880", fr: "11\u202f880", ar: "11,880" }
    for (const [lang, number] of Object.entries(shown)) {
      const html = new TextDecoder().decode(host.written.get(`output/${note}/2026-12/${note}.${lang}.html`))
      expect(html, lang).toContain(number)
      // The block on the last edition, and nothing else, says what stood there before.
      const old = number.replace("11", "10").replace("880", "919")
      const block = /<section class="since".*?<\/section>/s.exec(html)![0]
      expect(block, lang).toContain(old)
      expect(html.replace(block, ""), lang).not.toContain(old)
    }
  })
  it("is the reason of what changed since, in a redline that says what the new edition says", async () => {
    await build({ ...only, edition: "2026-12" }, host)
    const made = await redline(note, { formats: ["docx"] }, host)
    expect(made.languages.map(l => l.language)).toEqual(languages)
    for (const { language, changes, files } of made.languages) {
      const told = changes.filter(c => c.facts.includes("sg-2018.military-deployed"))
      const named = told.filter(c => c.reason !== "edition")
      expect(named.length, language).toBeGreaterThan(0)
      expect(new Set(named.map(c => c.reason)), language).toEqual(new Set(["new source"]))
      const text = await readDocxText(host.written.get(files[0]!)!)
      expect(text, language).toMatch(/11[,\u202f]880/)
      expect(text.match(/10[,\u202f]919/g), language).toHaveLength(1)
    }
  })
  it("a redline that shows a number of no edition is not written", async () => {
    await build({ ...only, edition: "2026-12" }, host)
    const sheet = "templates/redline.css"
    const css = new TextDecoder().decode((await host.read(sheet))!)
    changes[sheet] = `${css}\nbody.redline::after { content: "4711"; }`
    await expect(redline(note, { formats: ["pdf"], languages: ["en"] }, host)).rejects.toThrow(
      /the number 4711/,
    )
    changes[sheet] = css
    expect([...host.written.keys()].filter(file => file.endsWith(".redline.pdf"))).toEqual([])
  })
})
