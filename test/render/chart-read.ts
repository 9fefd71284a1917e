import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs"
import type { Chart, ChartRow } from "../../src/model/chart.js"
import { ceilingsOf } from "../../src/model/chart.js"
import { parseXml } from "../../src/render/docx/xml.js"
import { readZip, unpack } from "../../src/render/docx/zip.js"
import { all } from "./docx-tools.js"

/** The figures of a chart as any of its forms holds them: its categories and, by name, each row of values. */
export interface Figures {
  readonly categories: readonly string[]
  readonly rows: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
}

/** The figures of a chart, its ceilings after its series. */
export function figuresOf(chart: Chart): Figures {
  const rows: readonly ChartRow[] = [...chart.series, ...ceilingsOf(chart).map(({ row }) => row)]
  return { categories: chart.categories, rows: rows.map(({ name, values }) => ({ name, values })) }
}

/** The chart that a picture holds in its metadata. */
export function sourceOf(svg: Uint8Array): Chart {
  const root = parseXml(new TextDecoder().decode(svg)).documentElement!
  return JSON.parse(all(root, "metadata")[0]!.textContent!)
}

/** The cached figures of a Word chart's part. */
export function cacheOf(xml: string): Figures {
  const series = all(parseXml(xml).documentElement!, "c:ser")
  const textIn = (element: ReturnType<typeof all>[number], name: string) => {
    const cache = all(element, name)[0]!
    const values: (string | null)[] = Array.from(
      { length: Number(all(cache, "c:ptCount")[0]!.getAttribute("val")) },
      () => null,
    )
    for (const point of all(cache, "c:pt"))
      values[Number(point.getAttribute("idx"))] = all(point, "c:v")[0]!.textContent
    return values
  }
  return {
    categories: textIn(series[0]!, "c:cat").map(String),
    rows: series.map(ser => ({
      name: String(textIn(ser, "c:tx")[0]),
      values: textIn(ser, "c:val").map(value => (value === null ? null : Number(value))),
    })),
  }
}

/** The figures in the data sheet of a Word chart. */
export function sheetOf(xlsx: Uint8Array): Figures {
  const parts = new Map(readZip(xlsx).map(e => [e.name, new TextDecoder().decode(unpack(e))]))
  const root = (name: string) => parseXml(parts.get(name)!).documentElement!
  const shared = all(root("xl/sharedStrings.xml"), "si").map(item => item.textContent ?? "")
  const cells = new Map<string, string>()
  for (const cell of all(root("xl/worksheets/sheet1.xml"), "c")) {
    const value = all(cell, "v")[0]?.textContent ?? ""
    cells.set(cell.getAttribute("r")!, cell.getAttribute("t") === "s" ? shared[Number(value)]! : value)
  }
  const column = (n: number) => String.fromCharCode(65 + n)
  const last = (of: (n: number) => string) => {
    let n = 0
    while (cells.has(of(n))) n++
    return n
  }
  const height = last(n => `A${n + 2}`)
  const width = last(n => `${column(n + 1)}1`)
  const down = Array.from({ length: height }, (_, n) => n + 2)
  return {
    categories: down.map(n => cells.get(`A${n}`)!),
    rows: Array.from({ length: width }, (_, n) => ({
      name: cells.get(`${column(n + 1)}1`)!,
      values: down.map(r => (cells.has(column(n + 1) + r) ? Number(cells.get(column(n + 1) + r)) : null)),
    })),
  }
}

interface Node {
  readonly role?: string
  readonly alt?: string
  readonly children?: readonly Node[]
}

/** The alternative texts of the figures on a PDF file's first page, as a screen reader is told them. */
export async function altTexts(bytes: Uint8Array): Promise<readonly (string | undefined)[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS })
  const page = await (await task.promise).getPage(1)
  const tree = (await page.getStructTree()) as Node
  await task.destroy()
  const figures = (node: Node): readonly Node[] =>
    node.role === "Figure" ? [node] : (node.children ?? []).flatMap(figures)
  return figures(tree).map(({ alt }) => alt)
}
