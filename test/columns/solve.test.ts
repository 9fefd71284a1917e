import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Cells } from "../../src/columns/placements.js"
import { type Column, numberOf, rowOfText, rowOfTokens } from "../../src/columns/rows.js"
import { solveColumns } from "../../src/columns/solve.js"

const three: readonly Column[] = [{ id: "men" }, { id: "women" }, { id: "all", sumOf: [["men", "women"]] }]
const nine: readonly Column[] = ["a", "b", "both"].flatMap(group =>
  ["men", "women", "all"].map(part => {
    const within = part === "all" ? [[`${group}-men`, `${group}-women`]] : []
    const across = group === "both" ? [[`a-${part}`, `b-${part}`]] : []
    return { id: `${group}-${part}`, sumOf: [...within, ...across] }
  }),
)

const tokens = (line: string) => rowOfTokens(line.split(",").map(t => t.trim()))
const solved = (lines: readonly string[], totals?: string, columns = three) =>
  solveColumns(lines.map(tokens), columns, { ...(totals && { totals: tokens(totals) }) })

describe("a printed number", () => {
  it.each<[string, number | null | undefined]>([
    ["12", 12],
    ["1 506", 1506],
    ["1,506,000", 1_506_000],
    ["12.5", 12.5],
    ["–", null],
    ["...", null],
    ["twelve", undefined],
    ["12a", undefined],
    ["1 50", undefined],
  ])("%s is %s", (text, value) => {
    expect(numberOf(text)).toBe(value)
  })
})

describe("columns of rows whose empty cells have vanished", () => {
  it("follow from the row alone where its sum allows one way", () => {
    const { rows, combinations } = solved(["5, 2, 7"])
    expect(rows[0]).toMatchObject({ proof: "row", cells: [5, 2, 7] })
    expect(combinations).toBeUndefined()
  })
  it("follow from the totals where the row allows two", () => {
    const { rows, combinations } = solved(["4, 4", "5, 2, 7", "3, 3"], "9, 5, 14")
    expect(rows.map(r => r.proof)).toEqual(["totals", "row", "totals"])
    expect(rows.map(r => r.cells)).toEqual([
      [4, null, 4],
      [5, 2, 7],
      [null, 3, 3],
    ])
    expect(combinations).toBe(1)
  })
  it("are said to be undetermined where equal rows can change places", () => {
    const { rows, combinations } = solved(["1, 1", "1, 1", "6, 6"], "7, 1, 8")
    expect(rows.map(r => r.proof)).toEqual(["undetermined", "undetermined", "totals"])
    expect(rows[0]!.cells).toBeUndefined()
    expect(rows[0]!.fits).toHaveLength(2)
    expect(combinations).toBe(2)
  })
  it("are decided by the blanks among what the totals allow, and only there", () => {
    const rows = ["   1 1", " 1   1", " 6   6"].map(rowOfText)
    const decided = solveColumns(rows, three, { totals: tokens("7, 1, 8") })
    expect(decided.rows.map(r => r.proof)).toEqual(["blanks", "blanks", "totals"])
    expect(decided.rows[0]!.cells).toEqual([null, 1, 1])
    const against = solveColumns([rowOfText("   6 6"), rowOfText(" 5 1 6")], three, {
      totals: tokens("11, 1, 12"),
    })
    expect(against.rows[0]).toMatchObject({ proof: "totals", cells: [6, null, 6] })
  })
  it("are impossible for a number that fits nowhere, whose row is named", () => {
    const { rows, combinations } = solved(["5, 2, 8", "5, 2, 7"], "10, 4, 14")
    expect(rows.map(r => r.proof)).toEqual(["impossible", "row"])
    expect(combinations).toBeUndefined()
  })
  it("meet no totals if a total is wrong", () => {
    expect(solved(["5, 2, 7", "1, 1, 2"], "7, 3, 10").combinations).toBe(0)
  })
  it.each([
    ["1 506 4 1 510", [1506, 4, 1510]],
    ["1 506   1 506", [1506, null, 1506]],
    ["506 4 510", [506, 4, 510]],
    ["1 200 1", undefined],
  ])("tell thousands from neighbours: %s", (text, cells) => {
    expect(solveColumns([rowOfText(text)], three).rows[0]!.cells).toEqual(cells)
  })
  it("take a dash for an empty cell, and a word for what cannot be read", () => {
    expect(solveColumns([rowOfText("5 – 5")], three).rows[0]).toMatchObject({
      proof: "row",
      cells: [5, null, 5],
    })
    expect(solveColumns([rowOfText("5 many 5")], three).rows[0]!.proof).toBe("impossible")
  })
  it("work for columns with a total on the left, shares that are not added, and decimals", () => {
    const columns: Column[] = [
      { id: "all", sumOf: [["x", "y"]] },
      { id: "x" },
      { id: "y" },
      { id: "share", total: false },
    ]
    const { rows, combinations } = solveColumns(
      [tokens("0.3, 0.1, 0.2, 30"), tokens("0.7, 0.7, 70")],
      columns,
      {
        totals: tokens("1, 0.1, 0.9, 100"),
      },
    )
    expect(rows.map(r => r.cells)).toEqual([
      [0.3, 0.1, 0.2, 30],
      [0.7, null, 0.7, 70],
    ])
    expect(combinations).toBe(1)
  })
  it("are not guessed where there are too many ways", () => {
    const columns = Array.from({ length: 24 }, (_, i) => ({ id: `c${i}` }))
    const row = rowOfTokens(Array.from({ length: 12 }, () => "1"))
    expect(solveColumns([row], columns).rows[0]).toMatchObject({
      proof: "undetermined",
      cells: undefined,
      fits: [],
    })
  })
})

/** Rows of two groups, each empty or with men, women or both, whose sums are made from them. */
const part = fc.option(fc.integer({ min: 1, max: 2_500 }), { nil: null, freq: 2 })
const plus = (a: number | null, b: number | null) => (a === null && b === null ? null : (a ?? 0) + (b ?? 0))
const row = fc.tuple(part, part, part, part).map(([am, aw, bm, bw]): Cells => {
  const [men, women] = [plus(am, bm), plus(aw, bw)]
  return [am, aw, plus(am, aw), bm, bw, plus(bm, bw), men, women, plus(men, women)]
})
const filled = row.filter(cells => cells.some(c => c !== null))
const sums = (rows: readonly Cells[]) => nine.map((_, c) => rows.map(r => r[c]!).reduce(plus, null))
const shown = (n: number) => String(n).replace(/(?<=\d)(?=(?:\d{3})+$)/g, " ")
const printed = (cells: Cells) => cells.flatMap(c => (c === null ? [] : [shown(c)]))
/** As a text layer has it: one blank before a number, and two for every empty cell. */
const layer = (cells: Cells) => cells.map(c => (c === null ? "  " : ` ${shown(c)}`)).join("")

describe("invented tables of which the empty cells vanished", () => {
  it("are recovered, or the truth is among what is left open", () => {
    let determined = 0
    let open = 0
    fc.assert(
      fc.property(fc.array(filled, { minLength: 1, maxLength: 14 }), rows => {
        const all = rows.map(r => rowOfTokens(printed(r)))
        const solution = solveColumns(all, nine, { totals: rowOfTokens(printed(sums(rows))) })
        expect(solution.combinations ?? 1).toBeGreaterThan(0)
        solution.rows.forEach(({ proof, cells, fits }, i) => {
          if (proof === "undetermined") open++
          else determined++
          expect(proof).not.toBe("impossible")
          if (cells) expect(cells).toEqual(rows[i])
          else if (fits.length > 0) expect(fits).toContainEqual(rows[i])
        })
      }),
      { numRuns: 150, seed: 2017 },
    )
    expect(determined).toBeGreaterThan(open)
  })
  it("are recovered whole with the blanks of the text layer, thousands parted by blanks", () => {
    fc.assert(
      fc.property(fc.array(filled, { minLength: 1, maxLength: 14 }), rows => {
        const solution = solveColumns(
          rows.map(r => rowOfText(layer(r))),
          nine,
          { totals: rowOfText(layer(sums(rows))) },
        )
        solution.rows.forEach(({ proof, cells, fits }, i) => {
          if (proof === "undetermined") expect(fits).toContainEqual(rows[i])
          else expect(cells).toEqual(rows[i])
        })
      }),
      { numRuns: 100, seed: 478 },
    )
  })
  it("do not depend on the order of the rows", () => {
    fc.assert(
      fc.property(fc.array(filled, { minLength: 2, maxLength: 8 }), rows => {
        const totals = rowOfTokens(printed(sums(rows)))
        const solve = (list: readonly Cells[]) =>
          solveColumns(
            list.map(r => rowOfTokens(printed(r))),
            nine,
            { totals },
          )
        const there = solve(rows)
        const back = solve(rows.toReversed())
        expect(back.combinations).toBe(there.combinations)
        expect(back.rows.toReversed().map(r => r.proof)).toEqual(there.rows.map(r => r.proof))
      }),
      { numRuns: 50, seed: 41 },
    )
  })
})
