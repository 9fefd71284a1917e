import { existsSync, readFileSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { dirname, join } from "node:path"
import { describe, expect, it } from "vitest"
import { load } from "../src/load.js"
import { jsonSchemas } from "../src/schemas.js"
import { world } from "./world.js"

const sourcesFolder = process.env.BRIEF_SOURCES ?? join("..", "shared", "sources")

describe("the data", () => {
  it("loads without a problem", async () => {
    const { facts, problems } = await load(world())
    expect(problems).toEqual([])
    expect(facts.meetings.map(m => m.meeting.id)).toEqual(["oic-mali-2016", "oic-mali-2017"])
  })

  it("covers every numbered point of both meetings", async () => {
    const { facts } = await load(world())
    const numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv"]
    const points = facts.meetings.map(m => [...new Set(m.positions.map(p => p.citations[0]?.paragraph))])
    expect(points).toEqual([numerals.slice(0, 13), numerals])
  })

  it("cites both versions of 2017 for every position", async () => {
    const { facts } = await load(world())
    for (const p of facts.meetings[1]!.positions) {
      expect(p.citations.map(c => c.language)).toEqual(["en", "ar"])
      expect(p.operative.map(o => o.language)).toEqual(["en", "ar"])
    }
  })

  it("names a schema in every file, and the schemas are those of the program", async () => {
    const schemas = jsonSchemas()
    for (const [name, content] of schemas)
      expect(readFileSync(join("data/schema", name), "utf8")).toBe(content)
    const entries = await readdir("data", { recursive: true })
    const files = [
      ...entries.filter(f => f.endsWith(".json") && !f.startsWith("schema")).map(f => join("data", f)),
      "templates/oic-positions/note.json",
      "templates/minusma-gaps/note.json",
      "templates/oic-positions/schedule.json",
      "templates/minusma-gaps/schedule.json",
      "templates/shared/words.en.json",
    ]
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) {
      const named = JSON.parse(readFileSync(file, "utf8")).$schema as string
      expect(existsSync(join(dirname(file), named)), `${file} names ${named}`).toBe(true)
    }
  })
})

const withTexts = existsSync(sourcesFolder) ? it : it.skip // the texts of the reports stay outside the project
if (!existsSync(sourcesFolder)) {
  console.warn(
    `skipped: the reports are not at ${sourcesFolder}; set BRIEF_SOURCES to check every anchor against them`,
  )
}

describe("the data against the reports", () => {
  withTexts("every operative word, intensifier and anchor stands in its version", async () => {
    const { facts } = await load(world())
    const fold = (text: string) => text.replaceAll("**", "").replace(/\s+/g, " ")
    let checked = 0
    for (const { source, positions, versionDifferences, doubts } of facts.meetings) {
      const texts = new Map(
        source.versions.map(v => [v.language, fold(readFileSync(join(sourcesFolder, v.file), "utf8"))]),
      )
      const stands = (language: string, words: string, id: string) => {
        checked++
        expect(texts.get(language)?.includes(fold(words)), `${id}: "${words}"`).toBe(true)
      }
      for (const p of positions) {
        for (const o of p.operative) {
          stands(o.language, o.words, p.id)
          if (o.intensifier) stands(o.language, o.intensifier, p.id)
        }
      }
      for (const f of [...positions, ...versionDifferences]) {
        for (const c of f.citations) for (const a of c.anchors) stands(c.language, a, f.id)
      }
      for (const d of doubts) if (d.printed) stands(d.language, d.printed, d.id)
    }
    for (const { source, observations, gaps } of facts.reports) {
      const text = fold(readFileSync(join(sourcesFolder, source.versions[0]!.file), "utf8"))
      for (const f of [...observations, ...gaps]) {
        for (const c of f.citations) {
          for (const a of c.anchors) {
            checked++
            expect(text.includes(fold(a)), `${f.id}: "${a}"`).toBe(true)
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(500)
  })
})
