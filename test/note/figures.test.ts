import { describe, expect, it } from "vitest"
import { loadDefinitions } from "../../src/edition/definitions.js"
import { compareFor, subjectFor } from "../../src/edition/subjects.js"
import { load } from "../../src/load.js"
import { compose } from "../../src/note/compose.js"
import { plainText } from "../../src/note/format.js"
import { makeLedger } from "../../src/note/ledger.js"
import { loadWords } from "../../src/note/words.js"
import { dataFile, world } from "../world.js"

const prose = "templates/minusma-gaps/prose.sg-2017.en.hbs"
const note = "templates/minusma-gaps/note.json"

async function composed(changes: Readonly<Record<string, unknown>> = {}) {
  const host = world(changes)
  const { facts, problems } = await load(host)
  expect(problems).toEqual([])
  const definition = (await loadDefinitions(host)).definitions.find(d => d.id === "minusma-gaps")!
  const words = await loadWords("en", host)
  const input = {
    definition,
    lang: "en",
    words,
    facts,
    particulars: definition.particulars,
    day: "2026-11-21",
    edition: "2026-11",
    ledger: makeLedger(),
  }
  const found = compareFor(definition, facts)
  return { found, ...(await compose(input, subjectFor(input, found), host)) }
}
const failure = (changes: Record<string, unknown>) =>
  composed(changes).then(
    () => "nothing failed",
    (e: Error) => e.message,
  )
async function withText(file: string, change: (text: string) => string) {
  return { [file]: change(new TextDecoder().decode(await world().read(file))) }
}

/** A further report of the series: the last one with another id, date and strength. */
async function nextReport() {
  const figures = JSON.parse(
    JSON.stringify(await dataFile("data/figures/sg-2017.json")).replaceAll("sg-2017", "sg-2017-09"),
  )
  figures.observations.find((o: { id: string }) => o.id === "sg-2017-09.military-deployed").value = 11_500
  for (const o of figures.observations) {
    if (o.asOf === "2017-05-26") o.asOf = "2017-09-26"
    delete o.fromTable // the table is of the report before
    delete o.recompute
    if (o.unit === "per-cent") delete o.of // the printed shares no longer follow from the changed parts
  }
  const sources = await dataFile<{ sources: { id: string }[] }>("data/sources.json")
  const last = sources.sources.find(s => s.id === "sg-2017")!
  sources.sources.push({ ...last, id: "sg-2017-09", symbol: "S/2017/811", asOf: "2017-09-26" } as never)
  return { "data/figures/sg-2017-09.json": figures, "data/sources.json": sources }
}

describe("the note on figures", () => {
  it("has no problem, ten rows at most, one chart, and a class with a reason in every row", async () => {
    const { page, problems } = await composed()
    expect(problems).toEqual([])
    expect(page.charts).toHaveLength(1)
    const rows = page.html.match(/<tr class="class-.*?<\/tr>/gs) ?? []
    expect(rows).toHaveLength(10)
    for (const row of rows) expect(plainText(row)).toMatch(/(Comparable|Words only|One side only).{5}/)
    expect(rows.filter(r => r.includes("class-comparable"))).toHaveLength(1)
  })
  it("marks what is computed, and computes nothing where nothing may be", async () => {
    const { page, found } = await composed()
    expect(plainText(page.html)).toContain(
      "Computed: 2014: 53% of the ceiling; 2017: 82% of the ceiling, as printed; +29 percentage points; difference +5,009.",
    )
    if (found.kind !== "figures") throw new Error("not figures")
    for (const row of found.comparison.rows) if (row.class !== "comparable") expect(row.computed).toEqual([])
  })
  it("shows in the chart the numbers of the table, with the ceilings", async () => {
    const { page } = await composed()
    const [chart] = page.charts!
    expect(chart).toMatchObject({
      form: "horizontal",
      series: [{ values: [5910, 10919, 1502] }],
      ceiling: { values: [11200, 13289, 1920] },
    })
    const table = plainText(/<table class="comparison">.*?<\/table>/s.exec(page.html)![0])
    for (const label of [...chart!.series[0]!.labels, ...chart!.ceiling!.labels])
      expect(table).toContain(label)
    for (const label of chart!.series[0]!.labels) expect(chart!.alt).toContain(label)
  })
  it("moves with the next report added as data alone", async () => {
    const { page, problems } = await composed(await nextReport())
    expect(page.title).toBe("MINUSMA: capability gaps, 2014 and 2017")
    expect(plainText(page.html)).toContain("11,500 military deployed of 13,289 authorized")
    expect(problems).toMatchObject([
      { severity: "warning", place: { file: "templates/minusma-gaps/prose.sg-2017-09.en.hbs" } },
    ])
  })
  it("calls two reports of one year by their months", async () => {
    const definition = await dataFile<{ compare: { before: string } }>(note)
    definition.compare.before = "previous"
    const { page } = await composed({ ...(await nextReport()), [note]: definition })
    expect(page.title).toBe("MINUSMA: capability gaps, May 2017 and September 2017")
    expect(plainText(page.html)).toContain("difference +581")
  })
})

describe("prose that follows the figures", () => {
  it("says rose, fell or was unchanged by the numbers alone", async () => {
    const sentence = async (value: number) => {
      const figures = await dataFile<{
        observations: { id: string; value: number; unit: string; of?: string; recompute?: object }[]
      }>("data/figures/sg-2017.json")
      figures.observations.find(o => o.id === "sg-2017.military-deployed")!.value = value
      for (const o of figures.observations) {
        delete o.recompute // the printed shares no longer follow
        if (o.unit === "per-cent") delete o.of
      }
      const { page } = await composed({ "data/figures/sg-2017.json": figures })
      return /Military strength (.*?) from one/.exec(plainText(page.html))?.[1]
    }
    expect(await sentence(10_919)).toBe("rose by 5,009")
    expect(await sentence(5_910)).toBe("was unchanged")
    expect(await sentence(5_000)).toBe("fell by 910")
  })
  it("arithmetic on what is not comparable is a Problem at its line", async () => {
    const change = await withText(prose, t =>
      t.replace(
        '{{change "sc-mission-2014.military-deployed" "sg-2017.military-deployed"}}',
        '{{change "sc-mission-2014.military-deployed" "sg-2017.police-deployed"}}',
      ),
    )
    expect(await failure(change)).toMatch(
      /prose\.sg-2017\.en\.hbs:\d+:\d+ {2}"sc-mission-2014\.military-deployed" and "sg-2017\.police-deployed" are not comparable/,
    )
  })
  it("a number that the report does not give is a Problem", async () => {
    const change = await withText(prose, t =>
      t.replace('{{value "sg-2017.attacks-mission"}}', '{{value "sg-2017.capability-study"}}'),
    )
    expect(await failure(change)).toContain('"sg-2017.capability-study" has no number')
  })
})

describe("bad descriptions of a chart", () => {
  type Definition = { compare: { chart: { form: string; bars: Record<string, unknown>[] }; rows: object[] } }
  const withChart = async (change: (d: Definition) => void) => {
    const definition = await dataFile<Definition>(note)
    change(definition)
    return { [note]: definition }
  }
  it("numbers that the table has not", async () => {
    const changes = await withChart(d =>
      d.compare.chart.bars.push({ side: "after", indicator: "civilians-deployed-share" }),
    )
    expect(await failure(changes)).toMatch(
      /note\.json {2}compare\.chart\.bars: the chart asks for "civilians-deployed-share" of sg-2017, which the table does not show\n {2}hint/,
    )
  })
  it("two units on one axis", async () => {
    const changes = await withChart(d =>
      d.compare.chart.bars.push({ side: "after", indicator: "armoured-carriers-short" }),
    )
    expect(await failure(changes)).toContain('the chart mixes units: "persons" and "vehicles"')
  })
  it("a line through two points", async () => {
    const changes = await withChart(d => {
      d.compare.chart.form = "line"
      d.compare.chart.bars = d.compare.chart.bars.slice(0, 2)
    })
    const { problems } = await composed(changes)
    expect(problems.map(p => p.what).join()).toContain("line")
    expect(problems[0]?.hint).toBeTruthy()
  })
})
