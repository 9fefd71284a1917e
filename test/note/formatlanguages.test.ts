import { describe, expect, it } from "vitest"
import { withDigits } from "../../src/note/digits.js"
import {
  formatCount,
  formatDay,
  formatList,
  formatMonth,
  formatNumber,
  formatSigned,
  formatSpan,
  formatValue,
} from "../../src/note/format.js"
import { formatParagraph } from "../../src/note/paragraphs.js"
import { loadWords, pluralOf } from "../../src/note/words.js"
import { dataFile, world } from "../world.js"

const fr = await loadWords("fr", world())
const ar = await loadWords("ar", world())
const { units } = await dataFile<{ units: { id: string; kind: "count"; name: object; symbol?: object }[] }>(
  "data/indicators.json",
)
const unit = (id: string) => units.find(u => u.id === id)! as never
const value = (n: number, of: string, words: typeof fr, lang: string, setting: "text" | "table") =>
  formatValue({ value: n }, unit(of), words, { setting, lang })
const narrow = "\u202f"
const noBreak = "\u00a0"

describe("French", () => {
  it.each([
    ["a day", formatDay("2017-09-20", fr), "20 septembre 2017"],
    ["the first of a month", formatDay("2017-03-01", fr), "1er mars 2017"],
    ["a month", formatMonth("2017-08", fr), "août 2017"],
    ["an inferred year", formatMonth("2017-07", fr, { yearInferred: true }), "juillet [2017]"],
    ["thousands, a narrow no-break space", formatNumber(13_289, fr), `13${narrow}289`],
    ["a decimal comma", formatNumber(12.5, fr, { decimals: 1 }), "12,5"],
    ["a count below ten in words", formatCount(9, fr), "neuf"],
    ["a count from ten on in figures", formatCount(10, fr), "10"],
    ["per cent in text", value(82, "per-cent", fr, "fr", "text"), `82${noBreak}pour cent`],
    ["per cent in tables", value(82, "per-cent", fr, "fr", "table"), `82${narrow}%`],
    ["a rise", formatSigned(5009, fr), `+5${narrow}009`],
    ["a fall", formatSigned(-3, fr), "−3"],
    ["a list", formatList(["vii", "ix", "x"], fr), "vii, ix et x"],
    ["quotation marks", fr.quotes.join("x"), `«${narrow}x${narrow}»`],
  ])("%s", (_, shown, expected) => {
    expect(shown).toBe(expected)
  })
})

describe("Arabic", () => {
  it.each([
    ["a day, with the months of the 2017 report", formatDay("2017-09-20", ar), "20 سبتمبر 2017"],
    ["a month", formatMonth("2017-07", ar), "يوليو 2017"],
    ["an inferred year", formatMonth("2017-07", ar, { yearInferred: true }), "يوليو [2017]"],
    ["western digits, as the 2017 report prints them", formatNumber(13_289, ar), "13,289"],
    ["a decimal point", formatNumber(12.5, ar, { decimals: 1 }), "12.5"],
    ["a count below ten in words", formatCount(9, ar), "تسعة"],
    ["a count from ten on in figures", formatCount(10, ar), "10"],
    ["per cent in text", value(82, "per-cent", ar, "ar", "text"), "82 في المائة"],
    ["a list, its and set apart from numbers", formatList(["41", "44"], ar), `41 و${noBreak}44`],
    ["a list of words", formatList(["مالي", "النيجر"], ar), "مالي والنيجر"],
    ["one day as a span", formatSpan({ from: "2014-02-02", to: "2014-02-02" }, ar), "2 فبراير 2014"],
  ])("%s", (_, shown, expected) => {
    expect(shown.replaceAll(/[\u200e\u200f\u061c]/g, "")).toBe(expected)
  })
  it("has a dual", () => {
    const points = ar.citation["roman points"]
    expect([1, 2, 3, 11].map(n => pluralOf(points, n, ar))).toEqual([
      "النقطة",
      "النقطتان",
      "النقاط",
      "النقاط",
    ])
  })
  it("prints other digits where a note asks for them", () => {
    expect(formatNumber(13_289, withDigits(ar, "arab"))).toBe("١٣٬٢٨٩")
    expect(formatDay("2017-09-20", withDigits(ar, "arab"))).toBe("٢٠ سبتمبر ٢٠١٧")
  })
  it("names points as the Arabic version numbers them, and those of a report without one as they stand", () => {
    const source = (languages: string[], numbering: "roman points" | "arabic paragraphs") => ({
      numbering,
      versions: languages.map(language => ({ language, file: "x", title: null, symbol: null })),
    })
    const at = (label: string, languages: string[], numbering: "roman points" | "arabic paragraphs") =>
      formatParagraph(label, source(languages, numbering), { words: ar, lang: "ar" })
    expect(at("vii", ["en", "ar"], "roman points")).toBe("سابعاً")
    expect(at("vii", ["fr"], "roman points")).toBe("vii")
    expect(at("opening", ["ar"], "roman points")).toBe("opening")
    expect(at("7", ["ar"], "arabic paragraphs")).toBe("7")
  })
})
