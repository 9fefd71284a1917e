import { describe, expect, it } from "vitest"
import { altText, type Chart, chartText } from "../../src/model/chart.js"
import { chartProblems } from "../../src/model/chartproblems.js"
import { numberFormat, write, writingOf } from "../../src/render/chart/writing.js"
import { altWords, cases, chartOf, row } from "./chart-cases.js"

const found = (changes: Partial<Chart>) =>
  chartProblems(chartOf({ alt: "Alt", ...changes })).map(({ place, what }) => `${place?.path}: ${what}`)

describe("a chart’s description", () => {
  it.each(Object.entries(cases))("of %s has no error", (_, chart) => {
    expect(chartProblems(chart).filter(({ severity }) => severity === "error")).toEqual([])
  })
  it.each<[string, Partial<Chart>]>([
    [`id: chart-1.svg: "chart-1.svg" cannot name a picture`, { id: "chart-1.svg" }],
    ["title: chart-1: no title", { title: " " }],
    ["alt: chart-1: no alternative text", { alt: "" }],
    ["unit: chart-1: no unit", { unit: "" }],
    ["categories: chart-1: no category", { categories: [] }],
    [`categories: chart-1: two categories are named "A"`, { categories: ["A", "A"] }],
    ["series: chart-1: no series", { series: [] }],
    [
      "series: chart-1: 5 series cannot be told apart in print",
      { form: "grouped", series: ["a", "b", "c", "d", "e"].map(name => row(name, 1, 2)) },
    ],
    ["series[0].name: chart-1: a row without a name", { series: [row("", 1, 2)] }],
    [`series[0].values: chart-1: "a" is empty`, { series: [row("a")] }],
    [
      `series[0].values: chart-1: "a" has 3 values and 3 labels for 2 categories`,
      { series: [row("a", 1, 2, 3)] },
    ],
    [`series[0].values: chart-1: all values of "a" are missing`, { series: [row("a", null, null)] }],
    [
      `series[0].values: chart-1: "a" has a value that is no number`,
      { series: [{ name: "a", values: [Number.NaN, 1], labels: ["?", "1"] }] },
    ],
    [
      "series[0].labels[1]: chart-1: a value without a label",
      { series: [{ name: "a", values: [1, 2], labels: ["1", ""] }] },
    ],
    [
      `series[0].labels[1]: chart-1: a missing value has the label "0"`,
      { series: [{ name: "a", values: [1, null], labels: ["1", "0"] }] },
    ],
    [
      `series[0].unit: chart-1: "a" is counted in helicopters, the axis in Personnel`,
      { series: [{ ...row("a", 1, 2), unit: "helicopters" }] },
    ],
    ["series[0].values: chart-1: a line through 2 observations", { form: "line" }],
    [
      "series[0].values: chart-1: a line through 2 observations",
      { form: "line", categories: ["A", "B", "C"], series: [row("a", 1, null, 2)] },
    ],
    [
      "series[1].values: chart-1: a negative value in a stack",
      { form: "stacked", series: [row("a", 1, 2), row("b", 1, -2)] },
    ],
    [`form: chart-1: "bars" has one series`, { series: [row("a", 1, 2), row("b", 1, 2)] }],
    [
      "ceiling: chart-1: ceilings of the series and of the chart",
      { series: [{ ...row("a", 1, 2), ceiling: row("c", 3, 3) }], ceiling: row("c", 3, 3) },
    ],
    [
      "series: chart-1: some series have ceilings, some have none",
      { form: "grouped", series: [{ ...row("a", 1, 2), ceiling: row("c", 3, 3) }, row("b", 1, 2)] },
    ],
    [
      "series: chart-1: a stacked chart has series with ceilings of their own",
      { form: "stacked", series: [{ ...row("a", 1, 2), ceiling: row("c", 3, 3) }] },
    ],
    ["ceiling: chart-1: a ceiling below zero", { ceiling: row("c", -1, 3) }],
    [
      `ceiling.values[1]: chart-1: the ceiling of "Police" is below its stack`,
      { form: "stacked", series: [row("a", 1, 2), row("b", 1, 2)], ceiling: row("c", 3, 3) },
    ],
  ])("%s", (problem, changes) => {
    expect(found(changes)).toContain(problem)
  })
  it("names the place and tells what to do", () => {
    const chart = chartOf({ form: "line" })
    const place = { file: "templates/minusma-gaps/note.json", path: "chart" }
    const [problem] = chartProblems(chart, { place })
    expect(problem).toMatchObject({ severity: "error", place: { ...place, path: "chart.series[0].values" } })
    expect(problem!.hint).toBe("two dates make no trend: use bars")
  })
  it("that is crowded is warned about, unless its bars lie", () => {
    const categories = ["A peacekeeping-mission-of-stabilization", "B"]
    expect(chartProblems({ ...cases.months!, form: "horizontal" })).toEqual([])
    expect(chartProblems(cases.months!).map(({ severity }) => severity)).toEqual(["warning"])
    const long = chartOf({
      categories: [...categories, ..."CDEFGHIJ"],
      series: [row("a", ...Array(10).fill(1))],
    })
    expect(chartProblems(long).map(({ place }) => place?.path)).toEqual(["categories[0]"])
  })
})

describe("the alternative text", () => {
  it("has every figure, ceilings in brackets and what is missing in words", () => {
    const chart = chartOf({
      form: "grouped",
      series: [
        { ...row("2014", 8_280, null), ceiling: row("ceiling", 11_200, 1_440) },
        { ...row("2017", 10_698, 1_745), ceiling: row("ceiling", 13_289, null) },
      ],
    })
    expect(altText(chart, altWords)).toBe(
      "Grouped bar chart: Personnel of MINUSMA (Personnel). " +
        "2014: Military personnel, 8,280 (ceiling, 11,200); Police, not reported (ceiling, 1,440). " +
        "2017: Military personnel, 10,698 (ceiling, 13,289); Police, 1,745 (ceiling, not reported).",
    )
  })
  it("has the ceilings of categories in a sentence of their own", () => {
    expect(altText(cases.bars!, altWords)).toMatch(
      / Authorized ceiling: Military personnel, 13,289; Police, 1,920\.$/,
    )
  })
  it("is made of what is printed", () => {
    for (const word of ["Personnel", "Police", "Deployed", "10,698", "Authorized ceiling", "1,920"])
      expect(chartText(cases.bars!)).toContain(word)
  })
})

describe("the way numbers are written", () => {
  const of = (...pairs: [number, string][]) =>
    writingOf(
      chartOf({
        categories: pairs.map((_, i) => String(i)),
        series: [
          { name: "a", values: pairs.map(([value]) => value), labels: pairs.map(([, label]) => label) },
        ],
      }),
    )
  it.each<[string, [number, string][], number, string]>([
    [
      "English",
      [
        [13_289, "13,289"],
        [0, "0"],
      ],
      1e9,
      "1,000,000,000",
    ],
    ["French", [[13_289, "13\u202f289"]], 1_500_000, "1\u202f500\u202f000"],
    [
      "shares",
      [
        [82, "82%"],
        [5, "5%"],
      ],
      100,
      "100%",
    ],
    [
      "French shares",
      [
        [82.5, "82,5\u202f%"],
        [5, "5,0\u202f%"],
      ],
      7.25,
      "7,3\u202f%",
    ],
    ["money", [[53.3, "US$ 53.3 million"]], 1000.5, "US$ 1000.5 million"],
    [
      "below zero",
      [
        [-1_200, "−1,200"],
        [3, "3"],
      ],
      -5,
      "−5",
    ],
  ])("%s is learnt from the labels", (_, pairs, value, text) => {
    expect(write(value, of(...pairs)!)).toBe(text)
  })
  it("is unknown if labels differ by more than their numbers", () => {
    expect(of([59_000, "about 59,000"], [8, "8"])).toBeUndefined()
    expect(of([53_300_000, "US$ 53.3 million"])).toBeUndefined()
  })
  it("is a number format of Word’s", () => {
    expect(numberFormat(of([82, "82%"])!, [82])).toBe('0"%"')
    expect(numberFormat(of([82.5, "82.5%"])!, [82.5])).toBe('0.0"%"')
    expect(numberFormat(of([1e9, "1,000,000,000"])!, [1e9])).toBe("#,##0")
    expect(numberFormat(of([-1_200, "−1,200"])!, [-1_200])).toBe('#,##0;"−"#,##0')
  })
})
