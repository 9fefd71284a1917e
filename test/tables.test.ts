import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { rowOfText } from "../src/columns/rows.js"
import { solveColumns } from "../src/columns/solve.js"
import { flatFacts } from "../src/facts.js"
import { load } from "../src/load.js"
import type { Table } from "../src/model/tables.js"
import { dataFile, world } from "./world.js"

const sourcesFolder = process.env.BRIEF_SOURCES ?? join("..", "shared", "sources")
const withTexts = existsSync(sourcesFolder) ? it : it.skip // the texts of the reports stay outside the project
if (!existsSync(sourcesFolder)) {
  console.warn(
    `skipped: the reports are not at ${sourcesFolder}; set BRIEF_SOURCES to check tables against them`,
  )
}

const read = () => dataFile<Table>("data/tables/sg-2017.annex-ii.json")

describe("annex II", () => {
  it("has its columns proven by the totals, but for seven rows of one soldier that the blanks decide", async () => {
    const { audit } = await load(world())
    const { proof } = audit.tables[0]!
    const one = ["armenia", "czechia", "ethiopia", "guinea-bissau", "italy", "jordan", "romania"]
    expect(proof.byBlanks).toEqual(one)
    expect(proof.combinations).toBe(one.length)
    expect(proof.provenByTotals).toBe(false)
    expect([proof.undetermined, proof.impossible]).toEqual([[], []])
    expect(proof.byRow.length + proof.byTotals.length + one.length).toBe(54)
    const table = await read()
    const single = table.rows.filter(r => r.cells["military-total"] === 1).map(r => r.id)
    expect(single).toEqual(one)
  })
  it("is a fact for every country and for the totals, with both numbers of the misprint", async () => {
    const { facts } = await load(world())
    const rows = flatFacts(facts, { source: "sg-2017" }).filter(f => f.kind === "table row")
    expect(rows).toHaveLength(55)
    expect(rows.find(f => f.id === "sg-2017.annex-ii.niger")).toMatchObject({
      paragraph: "annex II",
      asOf: "2017-05-20",
      unit: "persons",
      values: { "individual-total": 31, "formed-total": null, "police-total": 31 },
      misprint: { "police-total": { printed: 315, corrected: 31, uses: "corrected" } },
    })
    expect(rows.at(-1)).toMatchObject({ id: "sg-2017.annex-ii.total", values: { "police-total": 1_502 } })
    expect(flatFacts(facts, { source: "oic-2017" }).filter(f => f.kind === "table row")).toEqual([])
    const anchors = rows.flatMap(r => r.citations.flatMap(c => c.anchors))
    for (const anchor of anchors) expect(anchor.split(/\s+/).length).toBeLessThanOrEqual(10)
    expect(rows.find(r => r.id === "sg-2017.annex-ii.burkina-faso")!.citations[0]!.anchors).toEqual([
      "Burkina Faso 1 694 23 1 717 30 1 31",
      "717 30 1 31 131 7 138 161 8 169",
    ])
  })
  it("names every country once, by a code that gives its name in other languages", async () => {
    const codes = (await read()).rows.map(r => r.country!)
    expect(new Set(codes).size).toBe(54)
    const arabic = new Intl.DisplayNames("ar", { type: "region", fallback: "none" })
    for (const code of codes) expect(arabic.of(code)).toBeDefined()
  })
})

describe("annex II against the report", () => {
  /** The lines of the table with numbers, as the text layer has them: what stands before the numbers, and the numbers. */
  const lines = () => {
    const text = readFileSync(join(sourcesFolder, "sg-2017.en.txt"), "utf8")
    const found = text
      .slice(text.lastIndexOf("Annex II"))
      .split("\n")
      .flatMap(line => {
        const match = /^([^\d]*?)((?: +\d[\d ]*)+)$/.exec(line.trimEnd())
        return match && !line.includes("as at") ? [{ label: match[1]!.trim(), numbers: match[2]! }] : []
      })
    return found
  }
  withTexts("has every row of it, in order, number by number and blank by blank", async () => {
    const { rows, totals } = await read()
    const curated = [...rows, { ...totals!, name: { en: "Total" } }].map(({ name, printed, blanks }) => ({
      label: name.en,
      numbers: printed.map((token, i) => `${" ".repeat(blanks![i]!)}${token}`).join(""),
    }))
    const layer = lines()
    expect(layer.map(l => l.numbers)).toEqual(curated.map(c => c.numbers))
    // A long name is printed on two lines; its numbers stand beside the second.
    curated.forEach(({ label }, i) => {
      expect(label?.endsWith(layer[i]!.label)).toBe(true)
    })
  })
  withTexts("comes out as curated when it is solved from the text alone", async () => {
    const table = await read()
    const layer = lines().map(l => l.numbers.replace(/ 315$/, " 31"))
    const { rows, totals } = solveColumns(layer.slice(0, -1).map(rowOfText), table.columns, {
      totals: rowOfText(layer.at(-1)!),
    })
    const cells = (r: { cells: Table["rows"][0]["cells"] }) => table.columns.map(c => r.cells[c.id] ?? null)
    expect(rows.map(r => r.cells)).toEqual(table.rows.map(cells))
    expect(rows.map(r => r.tokens)).toEqual(table.rows.map(r => r.printed.map(t => (t === "315" ? "31" : t))))
    expect(totals).toEqual(cells(table.totals!))
  })
})
