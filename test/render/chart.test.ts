import { readFile } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Chart } from "../../src/model/chart.js"
import { renderChart } from "../../src/render/chart/svg.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { countDocxPages } from "../../src/render/docx/pages.js"
import { readZip, unpack } from "../../src/render/docx/zip.js"
import { renderPdf } from "../../src/render/pdf/pdf.js"
import { openPrinter, type Printer } from "../../src/render/pdf/printer.js"
import { cases, chartOf, row } from "./chart-cases.js"
import { altTexts, cacheOf, figuresOf, sheetOf, sourceOf } from "./chart-read.js"
import { all, house, pageOf, paragraph, partIn, partsOf } from "./docx-tools.js"
import { readPdfFile } from "./pdf-text.js"

const figure = (id: string) =>
  `<section><h2>Strength</h2><figure class="chart" role="group"><img src="${id}.svg" alt="As drawn"><figcaption>Source: S/2017/478</figcaption></figure><p>After</p></section>`
const pageWith = (...charts: Chart[]) =>
  pageOf(charts.map(({ id }) => figure(id)).join(""), {
    charts,
    ...(charts[0] && { lang: charts[0].lang, dir: charts[0].dir }),
  })
const wordOf = async (...charts: Chart[]) =>
  (await renderDocx(pageWith(...charts), { template: house })).bytes
const partOf = async (chart: Chart) => partsOf(await wordOf(chart)).get("word/charts/chart1.xml")!
const named = Object.entries(cases)

describe("the picture", () => {
  it.each(named)("of %s holds the chart it was made from", (_, chart) => {
    expect(sourceOf(renderChart(chart))).toEqual(chart)
  })
  it.each(named)("of %s is well-formed, made of shapes and hairlines, and the same each time", (_, chart) => {
    const svg = new TextDecoder().decode(renderChart(chart))
    expect(svg).toBe(new TextDecoder().decode(renderChart(chart)))
    expect(svg).not.toMatch(/<text|<image|NaN|Infinity|<script|url\(/)
    expect(svg).toContain(`width="170mm"`)
  })
  it("says what it shows", () => {
    const svg = new TextDecoder().decode(renderChart(cases.pair!))
    expect(svg).toContain("<title>Personnel of MINUSMA</title>")
    expect(svg).toContain(
      "<desc>Grouped bar chart: Personnel of MINUSMA (Personnel). 2014: Military personnel, 8,280",
    )
  })
  it("draws every bar from zero, as long as its value", () => {
    const svg = new TextDecoder().decode(renderChart(cases.plain!))
    const bars = [...svg.matchAll(/<rect fill="#12365E"[^>]*height="([\d.]+)"/g)].map(m => Number(m[1]))
    const values = cases.plain!.series[0]!.values.filter(Boolean) as number[]
    expect(bars).toHaveLength(values.length)
    for (const [i, value] of values.entries()) expect(bars[i]! / bars[0]!).toBeCloseTo(value / values[0]!, 2)
  })
  it("is mirrored where words run from right to left", () => {
    const bars = (chart: Chart) =>
      [...new TextDecoder().decode(renderChart(chart)).matchAll(/<rect fill="#12365E" x="([\d.]+)"/g)].map(
        m => Number(m[1]),
      )
    const chart = chartOf({ series: [row("Deployed", 10, 20)], categories: ["أ", "ب"], lang: "ar" })
    const [left, right] = [bars(chart), bars({ ...chart, dir: "rtl" })]
    expect(left[0]).toBeLessThan(left[1]!)
    expect(right[0]).toBeGreaterThan(right[1]!)
  })
})

describe("Word’s own chart", () => {
  it.each(named)("of %s has the same figures in its cache and its data sheet", async (_, chart) => {
    const bytes = await wordOf(chart)
    expect(cacheOf(partsOf(bytes).get("word/charts/chart1.xml")!)).toEqual(figuresOf(chart))
    const sheet = readZip(bytes).find(({ name }) => name.endsWith(".xlsx"))!
    expect(sheetOf(unpack(sheet))).toEqual(figuresOf(chart))
  })
  it.each(named)("of %s has its axis from zero or, with values below it, across it", async (_, chart) => {
    const minima = [...(await partOf(chart)).matchAll(/<c:min val="([^"]+)"/g)].map(m => Number(m[1]))
    const negative = chart.series.some(({ values }) => values.some(value => value !== null && value < 0))
    expect(minima.length).toBeGreaterThan(0)
    for (const minimum of minima) negative ? expect(minimum).toBeLessThan(0) : expect(minimum).toBe(0)
  })
  it("has the alternative text and the title, also with marks that templates use", async () => {
    const chart = chartOf({ ...cases.hostile!, title: "A {{body}} & <b>", alt: 'Says "{{handling}}" & more' })
    const drawing = all(partIn(partsOf(await wordOf(chart)), "word/document.xml"), "wp:docPr")[0]!
    expect(drawing.getAttribute("descr")).toBe('Says "{{handling}}" & more')
    expect(drawing.getAttribute("title")).toBe("A {{body}} & <b>")
  })
  it("stands where the picture stands, in one piece with its caption, which keeps to nothing below", async () => {
    const body = partIn(partsOf(await wordOf(cases.bars!)), "word/document.xml")
    const drawing = all(body, "w:p").find(p => all(p, "c:chart").length > 0)!
    const caption = paragraph(body, "Source: S/2017/478")
    expect(
      all(body, "w:p")
        .map(p => (p === drawing ? "chart" : p.textContent))
        .slice(0, 4),
    ).toEqual(["Strength", "chart", "Source: S/2017/478", "After"])
    expect(all(drawing, "w:keepNext")[0]?.getAttribute("w:val")).toBeFalsy()
    expect(all(caption, "w:keepNext")[0]?.getAttribute("w:val")).toBe("0")
    expect(all(caption, "w:pStyle")[0]?.getAttribute("w:val")).toBe("Caption")
  })
  it("writes its values by a number format that follows the data sheet, in the marks of the note", async () => {
    const french = (value: number) => value.toLocaleString("fr").replace(/\s/g, "\u202f")
    const values = [13_289, 1_000_000]
    const chart = chartOf({ series: [{ name: "Effectif", values, labels: values.map(french) }], lang: "fr" })
    const label = /<c:dLbl>.*?formatCode="([^"]+)"/s.exec(await partOf(chart))![1]!.replaceAll("&quot;", '"')
    expect(label.replaceAll("&gt;", ">")).toBe('[>=1000000]0"\u202f"000"\u202f"000;[>=1000]0"\u202f"000;0')
  })
  it("writes its values as text where they have words of their own", async () => {
    const chart = chartOf({
      series: [{ name: "Displaced", values: [59_000, 8], labels: ["about 59,000", "8"] }],
    })
    const xml = await partOf(chart)
    expect(xml).toMatch(/<a:t>about 59,000<\/a:t>/)
  })
  it("draws ceilings without a fill, dashed, on a hidden axis of the same scale", async () => {
    for (const chart of [cases.bars!, cases.pair!, cases.stacked!, cases.lyingPair!]) {
      const xml = await partOf(chart)
      const ceilings = all(partIn(new Map([["c", xml]]), "c"), "c:ser").slice(chart.series.length)
      expect(ceilings.length).toBeGreaterThan(0)
      for (const ceiling of ceilings) {
        expect(all(ceiling, "a:prstDash")[0]?.getAttribute("val")).toBe("sysDash")
        expect(all(ceiling, "c:spPr")[0]!.firstChild!.nodeName).toBe("a:noFill")
      }
      expect(new Set([...xml.matchAll(/<c:max val="([^"]+)"/g)].map(m => m[1])).size).toBe(1)
    }
  })
  it("is in the chart’s language and runs with it", async () => {
    const xml = await partOf(cases.arabic!)
    expect(xml).not.toContain("en-US")
    expect(xml).toContain('rtl="1"')
    expect(xml).toContain('<c:orientation val="maxMin"/>')
  })
  it("is the same bytes each time, beside others too, and its pages can be counted", async () => {
    const charts = named.map(([, chart], i) => ({ ...chart, id: `chart-${i + 1}` }))
    const bytes = await wordOf(...charts)
    expect(Buffer.compare(await wordOf(...charts), bytes)).toBe(0)
    expect(partsOf(bytes).get("word/_rels/document.xml.rels")).not.toMatch(/Id="rId[a-z]/)
    const parts = partsOf(bytes)
    for (const [i, chart] of charts.entries())
      expect(cacheOf(parts.get(`word/charts/chart${i + 1}.xml`)!)).toEqual(figuresOf(chart))
    expect(await countDocxPages(bytes)).toMatchObject({ sure: true })
  })
  it("that no picture asks for is a Problem, and so is a picture without a chart", async () => {
    const page = pageOf("<p>No figure</p>", { charts: [cases.bars!] })
    await expect(renderDocx(page, { template: house })).rejects.toThrow("shows no picture chart-1.svg")
    await expect(renderDocx(pageOf(figure("chart-9")), { template: house })).rejects.toThrow("chart-9.svg")
  })
})

describe("a chart in a PDF file", () => {
  let printer: Printer
  beforeAll(() => {
    printer = openPrinter()
    printer.start()
  })
  afterAll(() => printer.close())
  const print = async (...charts: Chart[]) =>
    renderPdf(pageWith(...charts), {
      css: await readFile("templates/house.css", "utf8"),
      printer,
      pageLimit: 9,
    })

  it("is a tagged figure with its alternative text, from memory", async () => {
    const { bytes, problems } = await print(cases.pair!, { ...cases.line!, id: "chart-2" })
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([])
    const file = await readPdfFile(bytes)
    expect(file.roles.filter(role => role === "Figure")).toHaveLength(2)
    expect(await altTexts(bytes)).toEqual(["As drawn", "As drawn"])
    expect(Buffer.compare((await print(cases.pair!, { ...cases.line!, id: "chart-2" })).bytes, bytes)).toBe(0)
  })
  it("that no picture asks for is a Problem there too", async () => {
    const page = pageOf("<p>No figure</p>", { charts: [cases.bars!] })
    const { problems } = await renderPdf(page, { css: "", printer })
    expect(problems.map(({ what }) => what)).toContain(
      "the note has a chart chart-1 but shows no picture chart-1.svg",
    )
  })
  it("has no character that the house faces lack", async () => {
    const { problems } = await print(chartOf({ categories: ["日本", "B"] }))
    expect(problems.map(({ what }) => what).join()).toMatch(/no house typeface has a glyph for 日/)
  })
})
