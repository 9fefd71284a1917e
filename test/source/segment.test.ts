import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { load } from "../../src/load.js"
import type { Numbering, Report } from "../../src/model/reports.js"
import { furnitureOf } from "../../src/source/furniture.js"
import { bare, textLayer } from "../../src/source/lines.js"
import { findSegments, segmentReport } from "../../src/source/segment.js"
import { world } from "../world.js"

const sourcesFolder = process.env.BRIEF_SOURCES ?? join("..", "shared", "sources")
const withTexts = existsSync(sourcesFolder)
if (!withTexts)
  console.warn(`skipped: the reports are not at ${sourcesFolder}; set BRIEF_SOURCES to segment them`)

/** Of each segment: label, first and last line, number of words, and a hash of its first and last word. */
type Expected = readonly [label: string, from: number, to: number, words: number, ends: string]
const expected: Readonly<Record<string, readonly Expected[]>> = JSON.parse(
  readFileSync("test/source/segments.json", "utf8"),
)
const names = Object.keys(expected)
const layerOf = (name: string) => textLayer(readFileSync(join(sourcesFolder, `${name}.txt`), "utf8"))
const reports = new Map<string, Report>()
/** Read once each with the numbering that the data gives. */
function reportOf(name: string, numbering: Numbering): Report {
  const report = reports.get(name) ?? segmentReport(layerOf(name), { numbering })
  reports.set(name, report)
  return report
}
const wordsOf = (text: string) => text.split(/\s+/).filter(word => word !== "")
const known = (words: readonly string[]) =>
  createHash("sha256")
    .update(`${words[0]} ${words.at(-1)}`)
    .digest("hex")
    .slice(0, 8)

const count = (n: number) => Array.from({ length: n }, (_, i) => String(i + 1))
const romans = "i ii iii iv v vi vii viii ix x xi xii xiii xiv".split(" ")
const numbered = (report: Report, part: string) =>
  report.segments.filter(s => s.part === part && s.kind === "paragraph").map(s => s.label)

describe.skipIf(!withTexts)("the segments of the reports", () => {
  it.each(names)("%s: every label, its lines, its words", name => {
    const found = segmentReport(layerOf(name)).segments.map(({ label, lines, text }) => {
      const words = wordsOf(text)
      return [label, ...lines, words.length, known(words)]
    })
    expect(found).toEqual(expected[name])
  })

  it("has every paragraph that the reports number", () => {
    const read = (name: string) => segmentReport(layerOf(name), { numbering: "roman points" })
    expect(numbered(read("oic-2016.fr"), "body")).toEqual(romans.slice(0, 13))
    expect(numbered(read("oic-2017.en"), "body")).toEqual(romans)
    expect(numbered(read("oic-2017.ar"), "body")).toEqual(romans)
    expect(numbered(read("sc-mission-2014.en"), "body")).toEqual(count(23))
    expect(numbered(read("sc-mission-2014.en"), "annex I")).toEqual(count(14).map(n => `annex I.${n}`))
    expect(numbered(read("sg-2017.en"), "body")).toEqual(count(74))
  })

  it.each(names)(
    "%s: each line is furniture or stands in one segment, and no word is lost or added",
    name => {
      const layer = layerOf(name)
      const furniture = furnitureOf(layer.lines).lines
      const { segments } = segmentReport(layer)
      const lines = layer.lines.flatMap((line, i) =>
        line.text.trim() === "" || furniture.has(i + 1) ? [] : [i + 1],
      )
      for (const at of lines)
        expect(
          segments.filter(s => s.lines[0] <= at && at <= s.lines[1]).map(s => s.label),
          `line ${at}`,
        ).toHaveLength(1)
      const there = lines.flatMap(at => wordsOf(bare(layer.lines[at - 1]!.text)))
      const read = segments.flatMap(s => wordsOf(`${bare(s.printed)} ${s.text}`))
      const plain = (words: readonly string[]) => words.join("").replace(/[*-]/g, "")
      expect(plain(read)).toBe(plain(there))
    },
  )

  it.each(names)("%s: numbers run without a hole, paragraphs begin large, nothing is doubted", name => {
    const report = segmentReport(layerOf(name))
    expect(report.doubts).toEqual([])
    for (const part of new Set(report.segments.map(s => s.part))) {
      const numbers = report.segments
        .filter(s => s.part === part && s.number !== undefined)
        .map(s => s.number)
      expect(numbers).toEqual(numbers.map((_, i) => i + 1))
    }
    if (name !== "oic-2016.fr")
      for (const s of report.segments) if (s.kind !== "note") expect(s.text, s.label).not.toMatch(/^\p{Ll}/u)
  })

  it("tells language, direction and numbering", () => {
    expect(
      names.map(name => {
        const { language, dir, numbering } = segmentReport(layerOf(name))
        return [language, dir, numbering]
      }),
    ).toEqual([
      ["fr", "ltr", "roman points"],
      ["en", "ltr", "roman points"],
      ["ar", "rtl", "ordinal words"],
      ["en", "ltr", "arabic paragraphs"],
      ["en", "ltr", "arabic paragraphs"],
    ])
  })

  it("has every paragraph that the data cites, with its anchors", async () => {
    const { facts } = await load(world())
    const cited = [
      ...facts.meetings.flatMap(m =>
        [...m.positions, ...m.versionDifferences].map(f => ({ source: m.source, ...f })),
      ),
      ...facts.reports.flatMap(r => [...r.observations, ...r.gaps].map(f => ({ source: r.source, ...f }))),
    ]
    const plain = (text: string) => text.replaceAll("**", " ").replace(/\s+/g, " ")
    for (const { id, source, citations } of cited)
      for (const { language, paragraph, anchors } of citations) {
        const { file } = source.versions.find(v => v.language === language)!
        const report = reportOf(file.replace(".txt", ""), source.numbering)
        const text = plain(
          findSegments(report, paragraph)
            .map(s => s.text)
            .join(" "),
        )
        expect(text, `${id}: ${paragraph}`).not.toBe("")
        for (const anchor of anchors) expect(text.includes(plain(anchor)), `${id}: ${anchor}`).toBe(true)
      }
  })

  it("finds a segment with everything under it", () => {
    const report = segmentReport(layerOf("sg-2017.en"))
    const labels = (label: string) => findSegments(report, label).map(s => s.label)
    expect(labels("18")).toEqual(["18", "18(a)", "18(b)", "18(c)", "18(d)"])
    expect(labels("Para. 18 (B)")).toEqual(["18(b)"])
    expect(labels("annex ii")).toEqual(["annex II", "annex II.table"])
    expect(labels("Annex I.2.3")).toEqual(["annex I.2.3", "annex I.2.3.1", "annex I.2.3.2", "annex I.2.3.3"])
    expect(labels("4")).toEqual(["4"])
    expect(labels("75")).toEqual([])
    const points = segmentReport(layerOf("oic-2017.ar"), { numbering: "roman points" })
    expect(findSegments(points, "point VIII").map(s => s.lines)).toEqual([[44, 46]])
    expect(findSegments(points, "opening").map(s => s.label)).toEqual(["opening", "opening 2"])
    const words = segmentReport(layerOf("oic-2017.ar"))
    expect(findSegments(words, "أوّلًا:").map(s => s.number)).toEqual([1])
    expect(findSegments(words, "viii").map(s => s.number)).toEqual([8])
  })
})
