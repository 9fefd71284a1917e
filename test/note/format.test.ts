import { describe, expect, it } from "vitest"
import {
  addressOf,
  formatCount,
  formatDay,
  formatList,
  formatMonth,
  formatNamedDate,
  inLanguage,
} from "../../src/note/format.js"
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
