import { describe, expect, it } from "vitest"
import type { Source } from "../../src/model/sources.js"
import {
  addressOf,
  formatCount,
  formatDay,
  formatItems,
  formatList,
  formatMonth,
  formatNamedDate,
  formatSigned,
  formatSpan,
  formatValue,
  inLanguage,
} from "../../src/note/format.js"
import { sourceLabels } from "../../src/note/labels.js"
import { fill, loadWords } from "../../src/note/words.js"
import { world } from "../world.js"

const words = await loadWords("en", world())

describe("formatters, English", () => {
  it.each([
    ["2017-05-26", "26 May 2017"],
    ["2016-02-29", "29 February 2016"],
    ["2015-01-01", "1 January 2015"],
  ])("day %s", (day, text) => expect(formatDay(day, words)).toBe(text))
  it("month, with an inferred year in square brackets", () => {
    expect(formatMonth("2017-07", words)).toBe("July 2017")
    expect(formatMonth("2017-07", words, { yearInferred: true })).toBe("July [2017]")
  })
  it("named dates: day, month, year", () => {
    const what = { en: "x" }
    expect(formatNamedDate({ day: "2017-12-16", what }, words)).toBe("16 December 2017")
    expect(formatNamedDate({ period: "2017-07", yearInferred: true, what }, words)).toBe("July [2017]")
    expect(formatNamedDate({ period: "2014", what }, words)).toBe("2014")
    expect(() => formatNamedDate({ what }, words)).toThrow("neither a day nor a period")
  })
  it.each([
    [0, "none"],
    [1, "one"],
    [9, "nine"],
    [10, "10"],
    [13289, "13,289"],
  ])("count %i", (n, text) => {
    expect(formatCount(n, words)).toBe(text)
  })
  it("lists", () => {
    expect(formatList(["a"], words)).toBe("a")
    expect(formatList(["a", "b", "c"], words)).toBe("a, b and c")
  })
  it("items that have an and of their own stand between semicolons", async () => {
    expect(formatItems(["peace", "aid"], words)).toBe("peace and aid")
    expect(formatItems(["peace and security", "aid"], words)).toBe("peace and security; aid")
    const arabic = await loadWords("ar", world())
    expect(formatItems(["السلام", "التنمية"], arabic)).toBe("السلام والتنمية")
    expect(formatItems(["السلام والأمن", "التنمية"], arabic)).toBe("السلام والأمن؛ التنمية")
  })
  it("the address of a United Nations document", () => {
    expect(addressOf("S/RES/2374 (2017)")).toBe("https://undocs.org/S/RES/2374(2017)")
  })
  it("a text that is missing in a language is a Problem that names it", () => {
    expect(() => inLanguage({ en: "x" }, "fr", "the summary")).toThrow('the summary has no text in "fr"')
  })
  it("a pattern keeps a name that is not given, so that it is seen", () => {
    expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}")
  })
})

describe("the catalogue", () => {
  it("a missing string is a Problem that names it", async () => {
    const bytes = await world().read("templates/shared/words.en.json")
    const json = JSON.parse(new TextDecoder().decode(bytes))
    delete json.headings.watch
    const broken = world({ "templates/shared/words.en.json": json })
    await expect(loadWords("en", broken)).rejects.toThrow(
      /words\.en\.json:\d+:\d+ {2}headings\.watch: expected/,
    )
  })
  it("a language without a catalogue is a Problem", async () => {
    await expect(loadWords("xx", world())).rejects.toThrow("there is no such file")
  })
})

describe("values", () => {
  const units = {
    persons: { id: "persons", kind: "count" as const, name: { en: "persons" } },
    share: { id: "per-cent", kind: "share" as const, name: { en: "per cent" } },
    dollars: {
      id: "us-dollars",
      kind: "money" as const,
      name: { en: "United States dollars" },
      symbol: { en: "US$" },
    },
  }
  it.each<[number, keyof typeof units, "text" | "table", string]>([
    [13289, "persons", "text", "13,289"],
    [8, "persons", "text", "eight"],
    [8, "persons", "table", "8"],
    [0, "persons", "table", "0"],
    [-3, "persons", "table", "-3"],
    [1e9, "persons", "table", "1,000,000,000"],
    [82, "share", "text", "82 per cent"],
    [82, "share", "table", "82%"],
    [12.5, "share", "table", "12.5%"],
    [53_300_000, "dollars", "table", "US$ 53.3 million"],
    [1_589_700_000, "dollars", "text", "US$ 1,589.7 million"],
    [950, "dollars", "text", "US$ 950"],
    [35_000_000_000, "dollars", "text", "US$ 35 billion"],
    [0, "dollars", "table", "US$ 0"],
  ])("%d %s in a %s is %s", (value, unit, setting, text) => {
    expect(formatValue({ value }, units[unit], words, { setting, lang: "en" })).toBe(text)
  })
  it.each([
    ["exactly", "59,000"],
    ["about", "about 59,000"],
    ["more than", "more than 59,000"],
    ["at least", "at least 59,000"],
    ["fewer than", "fewer than 59,000"],
    ["up to", "up to 59,000"],
    ["nearly", "nearly 59,000"],
  ] as const)("%s", (qualifier, text) => {
    expect(formatValue({ value: 59000, qualifier }, units.persons, words, { lang: "en" })).toBe(text)
  })
  it.each([
    [5009, "+5,009"],
    [-12, "−12"],
    [0, "0"],
    [0.4, "0"],
  ])("signed %d", (value, text) => {
    expect(formatSigned(value, words)).toBe(text)
  })
  it("spans: both ends, one end, none", () => {
    expect(formatSpan({ from: "2014-02-01", to: "2014-02-03" }, words)).toBe(
      "1 February 2014 to 3 February 2014",
    )
    expect(formatSpan({ from: "2016-06-01" }, words)).toBe("since 1 June 2016")
    expect(formatSpan({ to: "2016-06-01" }, words)).toBe("until 1 June 2016")
    expect(formatSpan({}, words)).toBe("")
  })
  it("sources go by year, by month if two are of one year, else by symbol", () => {
    const source = (id: string, asOf: string, symbol: string) => ({ id, asOf, symbol }) as unknown as Source
    expect([
      ...sourceLabels([source("a", "2014-02-03", "x"), source("b", "2017-05-26", "y")], words).values(),
    ]).toEqual(["2014", "2017"])
    expect([
      ...sourceLabels([source("a", "2017-03-01", "x"), source("b", "2017-05-26", "y")], words).values(),
    ]).toEqual(["March 2017", "May 2017"])
    expect([
      ...sourceLabels([source("a", "2017-05-01", "x"), source("b", "2017-05-26", "y")], words).values(),
    ]).toEqual(["x", "y"])
  })
})
