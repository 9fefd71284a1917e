import { describe, expect, it } from "vitest"
import { accountLines } from "../src/audit/account.js"
import { noAudit } from "../src/audit/audit.js"
import { fitsPrinted, lastPlace, recomputed } from "../src/audit/recompute.js"
import { flatFacts } from "../src/facts.js"
import { load } from "../src/load.js"
import { formatProblem } from "../src/model/problem.js"
import type { Table } from "../src/model/tables.js"
import { dataFile, world } from "./world.js"

type Change<T> = (value: T) => void
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T
type Figures = { observations: Record<string, unknown>[] }

const tableFile = "data/tables/sg-2017.annex-ii.json"
const figuresFile = "data/figures/sg-2017.json"

async function problemsWith<T>(file: string, change: Change<T>): Promise<readonly string[]> {
  const value = await dataFile<T>(file)
  change(value)
  const { problems } = await load(world({ [file]: value }))
  return problems.map(formatProblem)
}

type Rows = Writable<Table>
const row = (t: Rows, id: string) => t.rows.find(r => r.id === id)!
/** Writes a cell and the number printed for it, as a curator who misreads would. */
function write(t: Rows, id: string, column: string, value: number): void {
  const { cells, printed } = id === "total" ? t.totals! : row(t, id)
  const filled = t.columns.filter(c => (cells[c.id] ?? null) !== null).map(c => c.id)
  printed[filled.indexOf(column)] = String(value)
  cells[column] = value
}
function move(t: Rows, id: string, from: string, to: string): void {
  const { cells } = row(t, id)
  for (const part of ["men", "women", "total"]) {
    const value = cells[`${from}-${part}`]
    if (value !== undefined) cells[`${to}-${part}`] = value
    delete cells[`${from}-${part}`]
  }
}

describe("the audit of a table finds what is planted in it", () => {
  it.each<[string, Change<Rows>, readonly string[]]>([
    [
      "the misprint, if nobody recorded it",
      t => {
        delete t.misprints
        row(t, "niger").cells["police-total"] = 315
      },
      ["Niger: police-men 17 + police-women 14 = 31, not 315"],
    ],
    [
      "cells exchanged",
      t => {
        Object.assign(row(t, "belgium").cells, { "military-men": 1, "military-women": 18 })
      },
      [
        "Belgium: the cell has 1, but 18 is printed at its place",
        'the column "military-women" add up to 218',
      ],
    ],
    [
      "numbers exchanged between two countries, where all printed are alike",
      t => {
        row(t, "armenia").cells = { "military-women": 1, "military-total": 1 }
        row(t, "czechia").cells = { "military-men": 1, "military-total": 1 }
      },
      ["Armenia: the sums and the blanks of the row put 1 here, the cell has nothing", "Czechia: "],
    ],
    [
      "a row in the wrong columns",
      t => move(t, "burundi", "individual", "formed"),
      [
        "Burundi: the sums and the totals put 9 here, the cell has nothing",
        'the column "individual-men" add up to 272, the total is 281, a difference of -9',
      ],
    ],
    [
      "a digit",
      t => write(t, "kenya", "military-men", 6),
      ["Kenya: military-men 6 + military-women 2 = 8, not 7"],
    ],
    [
      "digits that fit the row",
      t => {
        write(t, "kenya", "military-men", 6)
        write(t, "kenya", "military-total", 8)
      },
      ["a difference of 1", 'the column "military-total"'],
    ],
    [
      "another digit in the cell than is printed",
      t => {
        row(t, "togo").cells["formed-men"] = 267
      },
      [
        "Togo: the cell has 267, but 266 is printed at its place",
        "Togo: formed-men 267 + formed-women 13 = 280, not 279",
      ],
    ],
    [
      "a total",
      t => write(t, "total", "police-total", 1_503),
      ["the totals: police-men 1398 + police-women 104 = 1502, not 1503"],
    ],
    [
      "a number left out",
      t => row(t, "denmark").printed.pop(),
      ["Denmark: 5 numbers are printed, 6 cells are filled", "Denmark: 5 numbers and 6 widths of blanks"],
    ],
    ["a country left out", t => t.rows.splice(0, 1), ['the column "military-men" add up to 10755']],
    [
      "a wrong correction",
      t => {
        t.misprints![0]!.corrected = 32
        row(t, "niger").cells["police-total"] = 32
      },
      ["misprints[0].corrected: Niger: police-men 17 + police-women 14 = 31, not 32"],
    ],
    [
      "a misprint that is none",
      t => {
        t.misprints!.push({
          row: "kenya",
          column: "military-men",
          printed: 5,
          corrected: 6,
          reason: { en: "invented" },
          uses: "printed",
        })
      },
      ["5 fits the row and the column: it is no misprint"],
    ],
    [
      "a misprint whose cell holds the other number",
      t => {
        t.misprints![0]!.uses = "printed"
      },
      ["the misprint uses 315, the cell has 31"],
    ],
    [
      "names that there are not",
      t => {
        t.misprints![0]!.row = "nigre"
        t.columns[2]!.sumOf = [["military-men", "military-wimmen"]]
        t.rows[1]!.id = "armenia"
      },
      ['unknown row "nigre"', 'unknown column "military-wimmen"', '"armenia" is taken'],
    ],
    [
      "a source that there is not",
      t => {
        t.source = "sg-2071"
      },
      ['unknown source "sg-2071"\n  hint: did you mean "sg-2017"'],
    ],
  ])("%s", async (_, change, wanted) => {
    const problems = await problemsWith(tableFile, change)
    for (const what of wanted) expect(problems.join("\n")).toContain(what)
    for (const p of problems.filter(p => p.startsWith(tableFile)))
      expect(p).toMatch(/^data\/tables\/sg-2017\.annex-ii\.json:\d+:\d+ {2}[a-z]+.*\n {2}hint: /)
  })

  it("finds every digit that is changed, in the cell alone and in both", async () => {
    const table = await dataFile<Table>(tableFile)
    const { auditTable } = await import("../src/audit/table.js")
    let survived = 0
    for (const [i, r] of table.rows.entries()) {
      for (const [column, value] of Object.entries(r.cells)) {
        for (const both of [false, true]) {
          const changed = structuredClone(table) as Rows
          if (both) write(changed, r.id, column, value! + 10)
          else changed.rows[i]!.cells[column] = value! + 10
          if (auditTable(changed).length === 0) survived++
        }
      }
    }
    expect(survived).toBe(0)
  })
  it("takes a recorded misprint for no finding, whichever number is used", async () => {
    expect(await problemsWith<Rows>(tableFile, () => {})).toEqual([])
    const printed = await problemsWith<Rows>(tableFile, t => {
      t.misprints![0]!.uses = "printed"
      row(t, "niger").cells["police-total"] = 315
    })
    expect(printed).toEqual([])
  })
})

describe("a number is recomputed", () => {
  it.each<[Parameters<typeof recomputed>[0], readonly number[], number | undefined]>([
    ["share", [10_919, 13_289], 82.165701],
    ["share", [1, 0], undefined],
    ["change", [84, 105], 25],
    ["change", [28, 8], -71.428571],
    ["change", [0, 8], undefined],
    ["decrease", [28, 8], 71.428571],
    ["sum", [1, 2, 3], 6],
    ["difference", [501, 65], 436],
    ["remainder", [10, 2, 3], 5],
  ])("as a %s of %j", (operation, inputs, value) => {
    const result = recomputed(operation, inputs)
    if (value === undefined) expect(result).toBeUndefined()
    else expect(result).toBeCloseTo(value, 5)
  })
  it.each([
    [82.17, 82, 1, true],
    [82.5, 82, 1, true],
    [82.5, 83, 1, true],
    [82.51, 82, 1, false],
    [12.54, 12.5, 0.1, true],
    [12.56, 12.5, 0.1, false],
    [1_498, 1_500, 5, true],
  ])("%d fits %d printed in steps of %d: %s", (computed, value, step, fits) => {
    expect(fitsPrinted(computed, value, step)).toBe(fits)
  })
  it.each([
    [82, 1],
    [12.5, 0.1],
    [0.25, 0.01],
  ])("the last place of %d is %d", (value, place) => {
    expect(lastPlace(value)).toBeCloseTo(place, 9)
  })
})

const find = (f: Figures, id: string) => f.observations.find(o => o.id === `sg-2017.${id}`)!
const recompute = (operation: string, ...inputs: string[]) => ({
  operation,
  inputs: inputs.map(i => `sg-2017.${i}`),
})
const misprint = (printed: number, corrected: number, uses = "corrected") => ({
  printed,
  corrected,
  uses,
  reason: { en: "invented" },
})

describe("the audit of figures finds what is planted in them", () => {
  it.each<[string, Change<Figures>, string]>([
    [
      "a share that its parts do not give",
      f => {
        find(f, "military-deployed-share").value = 84
      },
      "share of sg-2017.military-deployed, sg-2017.military-authorized is 82.1657, which does not round to 84",
    ],
    [
      "a part that is off",
      f => {
        find(f, "police-deployed").value = 1_520
      },
      "is 79.1667, which does not round to 78",
    ],
    [
      "a sum",
      f => {
        find(f, "police-annex-men").value = 1_399
      },
      "is 1398, which does not round to 1399",
    ],
    [
      "an input that there is not",
      f => {
        find(f, "police-deployed-share").recompute = recompute(
          "share",
          "police-deployed",
          "police-authorised",
        )
      },
      '"sg-2017.police-authorised" is no other observation',
    ],
    [
      "itself as an input",
      f => {
        find(f, "police-deployed-share").recompute = recompute(
          "share",
          "police-deployed-share",
          "police-authorized",
        )
      },
      "is no other observation",
    ],
    [
      "an operation that gives another unit",
      f => {
        find(f, "police-deployed-share").recompute = recompute("sum", "police-deployed", "police-authorized")
      },
      "sum does not give per-cent from persons",
    ],
    [
      "inputs of two units",
      f => {
        find(f, "police-deployed-share").recompute = recompute(
          "share",
          "police-deployed",
          "helicopters-deployed",
        )
      },
      "share does not give per-cent from persons and aircraft",
    ],
    [
      "three inputs of a share",
      f => {
        find(f, "police-deployed-share").recompute = recompute(
          "share",
          "police-deployed",
          "police-authorized",
          "military-deployed",
        )
      },
      "a share has two inputs, not 3",
    ],
    [
      "inputs without a number",
      f => {
        find(f, "police-deployed").value = null
      },
      "a share cannot be made of these numbers",
    ],
    [
      "inputs of another day without a word about it",
      f => {
        delete (find(f, "women-share-military").recompute as { note?: unknown }).note
      },
      '"sg-2017.military-annex-women" is of 2017-05-20, the value of 2017-05-26',
    ],
    [
      "parts said not to be printed and named",
      f => {
        find(f, "police-deployed-share").partsPrinted = false
      },
      "keep one of recompute and partsPrinted",
    ],
    [
      "a share whose parts are curated and said not to be printed",
      f => {
        const share = find(f, "military-deployed-share")
        delete share.recompute
        share.partsPrinted = false
      },
      "its whole sg-2017.military-authorized and a part of it are curated: sg-2017.military-",
    ],
    [
      "a share that is simply not recomputed",
      f => {
        delete find(f, "police-deployed-share").recompute
      },
      "a part of it are curated: sg-2017.police-",
    ],
    [
      "a share of another whole",
      f => {
        find(f, "police-deployed-share").recompute = recompute(
          "share",
          "police-deployed",
          "military-authorized",
        )
      },
      '"sg-2017.military-authorized" is not the whole sg-2017.police-authorized',
    ],
    [
      "a disagreement that does not say what the parts give",
      f => {
        Object.assign(find(f, "police-deployed-share"), { value: 87, disagreement: { en: "invented" } })
      },
      "is 78.2292, which does not round to 87",
    ],
    [
      "a neighbour that there is not",
      f => {
        find(f, "police-deployed").beside = ["sg-2017.police-annexe"]
      },
      '"sg-2017.police-annexe" is no other observation',
    ],
    [
      "a misprint that is none",
      f => {
        find(f, "police-deployed-share").misprint = misprint(78, 87, "printed")
      },
      "78 fits what it is made of: it is no misprint",
    ],
    [
      "a correction that does not fit either",
      f => {
        find(f, "police-deployed-share").misprint = misprint(87, 79)
        find(f, "police-deployed-share").value = 79
      },
      "79 does not fit what it is made of either",
    ],
    [
      "a value that is not the one used",
      f => {
        find(f, "police-deployed-share").misprint = misprint(87, 78, "printed")
      },
      "the misprint uses 87, the value is 78",
    ],
    [
      "another value than the table’s",
      f => {
        find(f, "police-formed-annex-women").value = 52
      },
      "the value is 52, that of the table’s cell 51",
    ],
    [
      "another day than the table’s",
      f => {
        find(f, "military-annex").asOf = "2017-05-26"
      },
      "the day is 2017-05-26, that of the table’s cell 2017-05-20",
    ],
    [
      "a cell that there is not",
      f => {
        find(f, "military-annex").fromTable = { table: "sg-2017.annex-ii", row: "niger", column: "mules" }
      },
      'unknown column "mules"',
    ],
    [
      "a row that there is not",
      f => {
        find(f, "military-annex").fromTable = {
          table: "sg-2017.annex-ii",
          row: "all",
          column: "police-total",
        }
      },
      'unknown row "all"',
    ],
    [
      "a table that there is not",
      f => {
        find(f, "military-annex").fromTable = { table: "annex", row: "total", column: "police-total" }
      },
      'unknown table "annex"',
    ],
    [
      "a paragraph that is not the table’s",
      f => {
        ;(find(f, "military-annex").citations as { paragraph: string }[])[0]!.paragraph = "41"
      },
      "annex II, where the table stands, is not cited",
    ],
  ])("%s", async (_, change, what) => {
    const problems = await problemsWith(figuresFile, change)
    const found = problems.find(p => p.includes(what))
    expect(found, problems.join("\n")).toBeDefined()
    expect(found).toMatch(/^data\/figures\/sg-2017\.json:\d+:\d+ {2}observations\[\d+\].*\n {2}hint: /)
  })
  it("takes a recorded misprint, and a disagreement in words, for no finding", async () => {
    const misprinted = await problemsWith<Figures>(figuresFile, f => {
      find(f, "police-deployed-share").misprint = misprint(87, 78)
    })
    expect(misprinted).toEqual([])
    const disagreeing = await problemsWith<Figures>(figuresFile, f => {
      Object.assign(find(f, "police-deployed-share"), {
        value: 87,
        disagreement: { en: "the parts give 78" },
      })
    })
    expect(disagreeing).toEqual([])
  })
})

describe("a misprint of a figure", () => {
  it("is told with both numbers beside the value that is used", async () => {
    const value = await dataFile<Figures>(figuresFile)
    find(value, "police-deployed-share").misprint = misprint(87, 78)
    const { facts } = await load(world({ [figuresFile]: value }))
    const fact = flatFacts(facts).find(f => f.id === "sg-2017.police-deployed-share")
    expect(fact).toMatchObject({ value: 78, misprint: { printed: 87, corrected: 78, uses: "corrected" } })
  })
})

describe("the account", () => {
  it("tells what was proven, recomputed and left", async () => {
    const { audit } = await load(world())
    const [table] = audit.tables
    expect(table).toMatchObject({ id: "sg-2017.annex-ii", rows: 54, columns: 12, cells: 282, sums: 397 })
    expect(audit.cellsRepeated).toBe(12)
    expect(audit.percentages.recomputed).toHaveLength(8)
    expect(audit.percentages.partsNotPrinted).toHaveLength(21)
    expect(audit.percentages.partsNotCurated).toEqual([])
    expect(audit.misprints).toEqual([
      {
        fact: "sg-2017.annex-ii.niger",
        column: "police-total",
        printed: 315,
        corrected: 31,
        uses: "corrected",
      },
    ])
    const lines = accountLines(audit).join("\n")
    expect(lines).toContain("8 of 29 printed percentages recomputed, 21 of parts that no report prints")
    expect(lines).toContain("printed 315, corrected 31, the corrected one is used")
  })
  it("names percentages that nobody has looked at", async () => {
    const value = await dataFile<Figures>(figuresFile)
    delete find(value, "camp-gao").partsPrinted
    const { audit } = await load(world({ [figuresFile]: value }))
    expect(audit.percentages.partsNotCurated).toEqual(["sg-2017.camp-gao"])
    expect(accountLines(audit)).toContain("audit: parts not curated: sg-2017.camp-gao")
  })
  it("of nothing is short", () => {
    expect(accountLines(noAudit)).toEqual([
      "audit: 0 of 0 printed percentages recomputed, 0 of parts that no report prints",
    ])
  })
})
