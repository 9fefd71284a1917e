import { describe, expect, it } from "vitest"
import { dateForms } from "../../src/source/dates.js"
import { statesValue } from "../../src/source/numerals.js"

type Row = readonly [value: number, text: string, language: string, share?: boolean]

const states: readonly Row[] = [
  [10756, "10 756 women and men", "en"],
  [10756, "10,756 women and men", "en"],
  [10756, "Total 4 10 756 201", "en"],
  [10756, "10 756 hommes", "fr"],
  [10756, "10.756 hombres", "es"],
  [53_300_000, "US$ 53.3 million in all", "en"],
  [1_077_600_000, "amounting to $1,077.6 million gross", "en"],
  [35_000_000_000, "CFA 35 billion set aside", "en"],
  [35_000_000_000, "35 milliards de francs CFA", "fr"],
  [12.5, "only 12.5 per cent", "en"],
  [12.5, "soit 12,5 % des besoins", "fr"],
  [12.5, "12.5 pour cent", "fr"],
  [12.5, "12,5 في المائة", "ar"],
  [1_200_000, "1,2 مليون شخص", "ar"],
  [303_000_000, "half (€303 million) was paid", "en"],
  [10, "a 10-day strike", "en"],
  [2, "a two-year-long rebuilding", "en"],
  [70, "70ha of land", "en"],
  [2, "two civilians", "en"],
  [10, "dix soldats", "fr"],
  [71, "soixante et onze soldats", "fr"],
  [71, "septante et un soldats", "fr"],
  [80, "quatre-vingts soldats", "fr"],
  [21, "vingt et une régions", "fr"],
  [22, "veintidós soldados", "es"],
  [5, "خمسة بلدان", "ar"],
  [5, "وخمسة بلدان", "ar"],
  [5, "خمس دول", "ar"],
  [20, "مقتل عشرين جندياً", "ar"],
  [35, "خمسة وثلاثين", "ar"],
  [12, "الثانية اثنا عشر بلداً", "ar"],
  [21, "twenty-one trucks", "en"],
  [105, "one hundred and five", "en"],
  [105, "one hundred five", "en"],
  [2100, "two thousand one hundred men", "en"],
  [3_000_000, "three million people", "en"],
  [1, "a formed police unit", "en"],
  [1, "une compagnie", "fr"],
  [75, "three quarters of the schools", "en", true],
  [50, "approximately half was paid", "en", true],
  [33, "a third of the judges", "en", true],
  [33.3, "one third of the judges", "en", true],
  [50, "la moitié des écoles", "fr", true],
  [67, "les deux tiers des écoles", "fr", true],
  [50, "نصف المدارس", "ar", true],
  [1_000_000, "a million people", "en"],
]

const statesNot: readonly Row[] = [
  [53.3, "US$ 53.3 million", "en"],
  [53_300_001, "US$ 53.3 million", "en"],
  [35_000_000_001, "CFA 35 billion", "en"],
  [1, "twenty-one trucks", "en"],
  [20, "twenty-one trucks", "en"],
  [5, "one hundred and five", "en"],
  [100, "one hundred and five", "en"],
  [3, "three quarters of the schools", "en", true],
  [75, "three quarters of the schools", "en"],
  [50, "half of them", "en"],
  [10, "on 10 May a unit came", "en"],
  [2017, "in May 2017 it came", "en"],
  [10, "le 10 mai", "fr"],
  [5, "the G5 Sahel", "en"],
  [12, "the 12th summit", "en"],
  [12, "12ème Sommet", "fr"],
  [1, "a decrease of 4 per cent", "en"],
  [12.5, "12,5 per cent", "en"],
  [1.502, "1,502 personnel", "en"],
  [1502, "1,502 pour mille", "fr"],
  [-4, "a decrease of 4 per cent", "en"],
  [8, "eighteen men", "en"],
  [7, "no number at all", "en"],
  [7, "sieben Leute", "de"],
]

describe("a value in words that a fact cites", () => {
  it.each([...states])("%d is stated by: %s (%s)", (...row) => {
    const [value, text, language, share = false] = row as unknown as Row
    expect(statesValue(value, text, { language, share })).toBe(true)
  })
  it.each([...statesNot])("%d is not stated by: %s (%s)", (...row) => {
    const [value, text, language, share = false] = row as unknown as Row
    expect(statesValue(value, text, { language, share })).toBe(false)
  })
  it("is found whatever language has words for it", () => {
    for (const language of ["en", "fr", "es", "ar"]) {
      expect(statesValue(14, "on en compte 14", { language })).toBe(true)
    }
  })
})

describe("the ways of writing a date", () => {
  it.each([
    ["2016-08-15", "fr", "15 août 2016"],
    ["2016-08-01", "fr", "1er août 2016"],
    ["2017-12-16", "en", "16 December 2017"],
    ["2017-12-16", "en", "December 16 2017"],
    ["2017-12-16", "ar", "16 ديسمبر 2017"],
    ["2017-12-16", "ar", "16 كانون الأول/ديسمبر 2017"],
    ["2014-05", "en", "May 2014"],
    ["2014", "en", "2014"],
  ])("%s in %s can be: %s", (date, language, form) => {
    expect(dateForms(date, language)).toContain(form)
  })
  it("leaves out a year that is not printed", () => {
    expect(dateForms("2017-07", "en", { bareYear: false })).toEqual(["July"])
  })
})
