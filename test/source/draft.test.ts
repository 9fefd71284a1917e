import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { type Draft, draft } from "../../src/model/drafts.js"
import type { Unit } from "../../src/model/figures.js"
import type { Verb } from "../../src/model/lists.js"
import type { Report, Segment } from "../../src/model/reports.js"
import { draftFacts } from "../../src/source/draft.js"
import { anchorAround } from "../../src/source/draftanchor.js"
import { textLayer } from "../../src/source/lines.js"
import { segmentReport } from "../../src/source/segment.js"

const { verbs } = JSON.parse(readFileSync("data/ladder.json", "utf8")) as { verbs: readonly Verb[] }
const { units } = JSON.parse(readFileSync("data/indicators.json", "utf8")) as { units: readonly Unit[] }

const report = (language: string, text: string, more: Partial<Segment> = {}): Report => ({
  format: "txt",
  language,
  dir: "ltr",
  numbering: "arabic paragraphs",
  segments: [
    { label: "4", printed: "4.", kind: "paragraph", part: "body", number: 4, text, lines: [1, 1], ...more },
  ],
  done: [],
  doubts: [],
})

const drafts = (language: string, text: string, more: Partial<Segment> = {}) =>
  draftFacts(report(language, text, more), { source: "made-up", verbs, units, asOf: "2021-05-20" })
const only = <K extends Draft["kind"]>(kind: K, found: readonly Draft[]) =>
  found.filter((d): d is Extract<Draft, { kind: K }> => d.kind === kind)

describe("numbers", () => {
  const figure = (d: Extract<Draft, { kind: "figure" }>) =>
    [d.qualifier === "exactly" ? "" : d.qualifier, d.value, d.to ?? "", d.unit ?? ""]
      .join(" ")
      .replace(/\s+/g, " ")
      .trim()

  it.each([
    ["en", "Of them 1,234 soldiers came.", ["1234"]],
    ["en", "It cost $12.5 million, or some €3 billion.", ["12500000 us-dollars", "about 3000000000 euros"]],
    ["en", "It cost 4 million United States dollars.", ["4000000 us-dollars"]],
    ["en", "It fell by at least 12.5 per cent, then 7%.", ["at least 12.5 per-cent", "7 per-cent"]],
    ["en", "Between 20 and 30 per cent left.", ["20 30 per-cent"]],
    ["en", "It needs 5 to 7 helicopters and 10–12 vehicles.", ["5 7", "10 12 vehicles"]],
    ["en", "Up to two thousand one hundred persons fled.", ["up to 2100 persons"]],
    ["en", "Twenty-three patrols and more than 40 vehicles.", ["23 patrols", "more than 40 vehicles"]],
    ["en", "Nearly half of them, and three quarters of the rest.", ["nearly 50 per-cent", "75 per-cent"]],
    ["en", "One of the guarantors met a child in paragraph 12 of annex 3.", []],
    ["en", "The G5 Force, EUCAP-2, item 1.2.3 and (1) a plan of 2019-2020.", []],
    ["en", "In 2019 and on 3 May 2020 nothing happened.", []],
    ["en", "A 14-year-old boy was hurt.", []],
    ["fr", "Environ 1 234 personnes, soit 12,5 pour cent.", ["about 1234 persons", "12.5 per-cent"]],
    ["fr", "Vingt-trois soldats et plus de 3,2 millions de dollars.", ["23", "more than 3200000 us-dollars"]],
    ["fr", "Entre 20 et 30 écoles, au moins quatre-vingt-dix maisons.", ["20 30 schools", "at least 90"]],
    ["fr", "Au paragraphe 12, la résolution 2374 (2017).", []],
    ["ar", "نحو 1,234 شخصا و 12.5 في المائة منهم", ["about 1234", "12.5 per-cent"]],
    ["ar", "وصل ٣٥ جنديا وخمسة مدنيين", ["35", "5"]],
    ["ar", "أكثر من 3 ملايين دولار", ["more than 3000000 us-dollars"]],
    ["ar", "القمة الثانية عشرة", []],
  ])("%s: %s", (language, text, expected) => {
    expect(only("figure", drafts(language, text)).map(figure)).toEqual(expected)
  })

  it("say what follows, and that they were written in words", () => {
    const [found] = only("figure", drafts("en", "There, twelve armoured carriers broke down."))
    expect(found).toMatchObject({ value: 12, inWords: true, counted: "armoured carriers broke down" })
  })

  it("are left out of tables, whose columns must be worked out", () => {
    expect(drafts("en", "A 1 507 22\nB 3 4", { kind: "table" })).toEqual([])
  })
})

describe("dates", () => {
  const date = ({ day, period, span, year }: Extract<Draft, { kind: "date" }>) =>
    `${day ?? period ?? (span ? `${span.from ?? ""}/${span.to ?? ""}` : "?")} ${year}`

  it.each([
    ["en", "on 3 May 2019", ["2019-05-03 printed"]],
    ["en", "on May 3, 2019,", ["2019-05-03 printed"]],
    ["en", "on 3 May", ["2021-05-03 inferred"]],
    ["en", "on 30 December", ["2020-12-30 inferred"]],
    ["en", "from 27 March to 2 April 2020", ["2020-03-27/2020-04-02 printed"]],
    ["en", "1-3 February 2014", ["2014-02-01/2014-02-03 printed"]],
    ["en", "between 3 March and 8 April", ["2021-03-03/2021-04-08 inferred"]],
    ["en", "on 22 and 23 May", ["2021-05-22 inferred", "2021-05-23 inferred"]],
    ["en", "since 1 June 2016", ["2016-06-01/ printed"]],
    ["en", "until 30 June 2017", ["/2017-06-30 printed"]],
    ["en", "In March and by mid-June 2020, in 2019", ["2021-03 inferred", "2020-06 printed", "2019 printed"]],
    ["en", "they may march on 31 June", []],
    ["fr", "le 1er mai 2019", ["2019-05-01 printed"]],
    ["fr", "du 27 mars au 2 avril 2020", ["2020-03-27/2020-04-02 printed"]],
    ["fr", "en août 2020, depuis le 15 mai", ["2020-08 printed", "2021-05-15/ inferred"]],
    ["ar", "في 16 ديسمبر 2017", ["2017-12-16 printed"]],
    ["ar", "في ٣ أيار/مايو ٢٠١٩", ["2019-05-03 printed"]],
    ["ar", "في يوليو وفي عام 2016", ["2021-07 inferred", "2016 printed"]],
    ["ar", "حتى 30 يونيو 2018", ["/2018-06-30 printed"]],
  ])("%s: %s", (language, text, expected) => {
    const found = only("date", drafts(language, text))
    expect(found.map(date).sort()).toEqual([...expected].sort())
  })

  it("have no year where nothing tells it", () => {
    const found = draftFacts(report("en", "on 3 May"), { source: "made-up", verbs })
    expect(found).toMatchObject([{ kind: "date", year: "missing", words: "3 May" }])
    expect(found[0]).not.toHaveProperty("day")
  })
})

describe("operative verbs", () => {
  it.each([
    [
      "en",
      "It strongly condemned that and called upon them.",
      ["en:condemn condemned", "en:call on called upon"],
    ],
    ["en", "It reiterated its strong condemnation.", ["en:condemn reiterated its strong condemnation"]],
    ["en", "I urge the urgent invitation of note.", ["en:urge I urge"]],
    [
      "fr",
      "a également salué et s’est félicité",
      ["fr:saluer a également salué", "fr:se féliciter s’est félicité"],
    ],
    ["fr", "les exhortant", ["fr:exhorter exhortant"]],
    ["ar", "وأكد الفريق مجدداً ذلك ورحّب به", ["ar:أكد مجدداً وأكد الفريق مجدداً", "ar:رحب ورحّب"]],
    ["ar", "تطلب وتدعو", ["ar:طلب تطلب", "ar:دعا وتدعو"]],
  ])("%s: %s", (language, text, expected) => {
    expect(only("act", drafts(language, text)).map(a => `${a.verb} ${a.words}`)).toEqual(expected)
  })

  it("carry every step they can stand for", () => {
    expect(only("act", drafts("fr", "a salué cela"))[0]?.steps).toEqual(["welcome", "commend"])
  })
})

it.each([
  [
    "en",
    "resolution 2295 (2016) and resolution 71/248",
    ["2295 (2016) S/RES/2295(2016)", "71/248 A/RES/71/248"],
  ],
  ["fr", "la résolution 71/248", ["71/248 A/RES/71/248"]],
  ["ar", "القرار 2359 (2017)", ["2359 (2017) S/RES/2359(2017)"]],
  ["en", "see S/2015/364 and Add.1, A/71/PV.5", ["S/2015/364 S/2015/364", "A/71/PV.5 A/71/PV.5"]],
  ["en", "and/or N/A", []],
])("resolutions and documents, %s: %s", (language, text, expected) => {
  const found = drafts(language, text).flatMap(d =>
    d.kind === "resolution" || d.kind === "document" ? [d] : [],
  )
  expect(found.map(d => `${d.words} ${d.symbol}`)).toEqual([...expected])
})

describe("a draft", () => {
  it("fits its schema, has an identifier of its own and says where it stands", () => {
    const found = drafts("en", "On 3 May it condemned 5 attacks; on 4 May 6 more.", {
      label: "annex I.2.1(a)",
    })
    expect(found.map(d => d.id)).toEqual([
      "made-up.en.annex-i.2.1-a.date-1",
      "made-up.en.annex-i.2.1-a.act-1",
      "made-up.en.annex-i.2.1-a.figure-1",
      "made-up.en.annex-i.2.1-a.date-2",
      "made-up.en.annex-i.2.1-a.figure-2",
    ])
    for (const one of found) {
      expect(draft.parse(one)).toEqual(one)
      expect(one.citation).toMatchObject({ language: "en", paragraph: "annex I.2.1(a)" })
    }
  })

  it("is made of no heading, and in no language that drafting does not know", () => {
    expect(drafts("en", "3 May 2019", { kind: "heading" })).toEqual([])
    expect(drafts("de", "am 3. Mai 2019 forderte er 5 Dinge")).toEqual([])
  })

  it("has an anchor of at most ten words, of its own sentence, exactly as it stands", () => {
    const text =
      "Nothing here. In the far north of the country, 12 of the old wells ran dry before long. Then 3."
    const [first, last] = only("figure", drafts("en", text)).map(d => d.citation.anchors[0])
    expect(first).toBe("north of the country, 12 of the old wells ran")
    expect(text).toContain(first)
    expect(last).toBe("long. Then 3")
    expect(anchorAround("a", { start: 0, end: 1 })).toBe("a")
  })
})

const sources = process.env.BRIEF_SOURCES ?? join("..", "shared", "sources")
const withReports = existsSync(sources) ? it : it.skip // the reports stay outside the project
if (!existsSync(sources)) console.warn(`skipped: the reports are not at ${sources}; set BRIEF_SOURCES`)

withReports.each([
  ["oic-2016.fr.txt", 13],
  ["oic-2017.en.txt", 20],
  ["oic-2017.ar.txt", 20],
  ["sc-mission-2014.en.txt", 1],
  ["sg-2017.en.txt", 1],
])("%s: every draft's anchor stands in its paragraph, and the acts are found", (file, least) => {
  const read = segmentReport(textLayer(readFileSync(join(sources, file), "utf8")))
  const found = draftFacts(read, { source: "x", verbs, units, asOf: "2017-05-26" })
  expect(only("act", found).length).toBeGreaterThanOrEqual(least)
  expect(new Set(found.map(d => d.id)).size).toBe(found.length)
  for (const { citation } of found) {
    const text = read.segments.find(s => s.label === citation.paragraph)!.text.replace(/\s+/g, " ")
    expect(text).toContain(citation.anchors[0])
    expect(citation.anchors[0]!.split(" ").length).toBeLessThanOrEqual(10)
  }
})
