import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { world } from "../world.js"

const notes = ["minusma-gaps", "oic-positions"]
const prose = notes.flatMap(note =>
  readdirSync(`templates/${note}`)
    .filter(name => /^prose\..*hbs$/.test(name))
    .map(name => `templates/${note}/${name}`),
)
const isSpecific = (file: string) => /prose\.[^.]+\.\w+\.hbs$/.test(file)

describe("prose that fits any comparison", () => {
  it("makes each note in all its languages, also where nothing was written about the later report", async () => {
    const host = world(Object.fromEntries(prose.filter(isSpecific).map(file => [file, undefined])))
    const { files, problems } = await build({ formats: ["html"], edition: "2026-11" }, host)
    const unwritten = problems.filter(p => p.severity === "warning" && /no prose was written/.test(p.what))
    expect(unwritten).toHaveLength(6)
    expect(files.map(f => f.path.replace(/.*\//, "")).sort()).toEqual(
      notes.flatMap(note => ["ar", "en", "fr"].map(lang => `${note}.${lang}.html`)),
    )
  })
})

/** What there is always some of: the sources compared, and the rows that a note defines. */
const never = /^counts\.(all|reports|meetings)$/

describe("a noun that bends with its number", () => {
  const bent = prose.flatMap(file => {
    const lang = /(\w+)\.hbs$/.exec(file)![1]!
    const calls = readFileSync(file, "utf8").matchAll(/\{\{[Pp]lural (\S+) ([^}]*)\}\}/g)
    return [...calls].map(([, count, forms]) => ({ file, lang, count: count!, forms: forms! }))
  })

  it("has a form of its own for none, for which French would take that for one", () => {
    const conditional = /prose\.fr\.hbs.*versionDifferences/ // Stands only where there are some.
    const without = bent
      .filter(({ forms, count }) => !/\bzero="/.test(forms) && !never.test(count))
      .map(({ file, count }) => `${file} ${count}`)
    expect(without.filter(found => !conditional.test(found))).toEqual([])
    expect(bent.length).toBeGreaterThan(20)
  })

  it("has in Arabic a form for each of its numbers, and none of them says the number for one or two", () => {
    for (const { file, lang, count, forms } of bent) {
      if (lang !== "ar") continue
      for (const form of ["one", "two", "few", "many", "other"])
        expect(forms, `${file} ${count}`).toMatch(new RegExp(`(?:^| )${form}="`))
      expect(forms, `${file} ${count}`).not.toMatch(/\b(?:one|two)="[^"]*#/)
    }
  })
})
