import type { ParagraphChild } from "docx"
import type { Page } from "../../note/page.js"
import { pictureOf } from "../chart/figures.js"
import { finishChartPart } from "./chartpart.js"
import { guardBraces } from "./html.js"
import type { Parts } from "./package.js"
import {
  childOf,
  childrenOf,
  type Element,
  elementsIn,
  make,
  paragraphOrder,
  place,
  propertiesOf,
} from "./xml.js"
import { type Entry, pack, readZip, unpack, writeZip } from "./zip.js"

/** A note's HTML with a placeholder for each picture of a chart, which docx fills with Word's own chart. */
export function placeCharts(html: string, { charts = [] }: Page): string {
  return charts.reduce((text, { id }) => text.replace(pictureOf(id), `<p>{{${id}}}</p>`), html)
}

/** The charts of a note as the contents of their placeholders, by their ids. `textWidth` is in twentieths of a point. */
export async function chartRuns(
  { charts = [] }: Page,
  textWidth: number,
): Promise<readonly (readonly [id: string, children: ParagraphChild[]])[]> {
  if (charts.length === 0) return []
  const { chartRun } = await import("../chart/word.js")
  const widthPx = Math.floor(textWidth / 15)
  return charts.map(chart => {
    const guarded = { ...chart, alt: guardBraces(chart.alt), title: guardBraces(chart.title) }
    return [chart.id, [chartRun(guarded, widthPx)]] as const
  })
}

/** What docx leaves to be done in the parts of charts: looks, language, direction, and paragraphs that hold together. */
export function finishCharts(parts: Parts, { charts = [] }: Page): void {
  const body = parts.get("word/document.xml") ?? ""
  const relations = parts.get("word/_rels/document.xml.rels") ?? ""
  for (const chart of charts) {
    const relation = new RegExp(
      `<wp:docPr\\b[^>]*\\bname="${chart.id}".*?<c:chart\\b[^>]*\\br:id="([^"]+)"`,
      "s",
    )
    const name = targetOf(relations, relation.exec(body)?.[1])
    const xml = parts.get(name)
    if (xml !== undefined) parts.set(name, finishChartPart(xml, chart))
  }
}

function targetOf(relations: string, id: string | undefined): string {
  for (const [relation] of relations.matchAll(/<Relationship\b[^>]*>/g))
    if (id && relation.includes(`Id="${id}"`)) return `word/${/Target="([^"]+)"/.exec(relation)?.[1]}`
  return ""
}

/** A paragraph with a chart keeps to its caption below, whose style keeps captions to tables below them. */
export function joinCaptions(root: Element, captionStyle: () => string | undefined): void {
  for (const drawing of elementsIn(root).filter(({ nodeName }) => nodeName === "c:chart")) {
    const paragraph = ancestor(drawing, "w:p")
    if (!paragraph) continue
    const document = paragraph.ownerDocument!
    const properties = propertiesOf(paragraph, "w:pPr")
    // The chart has its own direction; some programs mirror the numbers of one that stands in a mirrored paragraph.
    const turned = childOf(properties, "w:bidi")
    if (turned) properties.removeChild(turned)
    place(properties, make(document, "w:keepNext"), paragraphOrder)
    const spacing = { "w:before": "60", "w:after": "40", "w:line": "240", "w:lineRule": "auto" }
    place(propertiesOf(paragraph, "w:pPr"), make(document, "w:spacing", spacing), paragraphOrder)
    const caption = nextElement(paragraph)
    const style = caption && childOf(propertiesOf(caption, "w:pPr"), "w:pStyle")
    if (!style || style.getAttribute("w:val") !== captionStyle()) continue
    const loose = make(document, "w:keepNext", { "w:val": "0" })
    place(propertiesOf(caption!, "w:pPr"), loose, paragraphOrder)
  }
}

function ancestor(element: Element, name: string): Element | undefined {
  let node = element.parentNode
  while (node && node.nodeName !== name) node = node.parentNode
  return (node as Element | null) ?? undefined
}

function nextElement(element: Element): Element | undefined {
  const siblings = element.parentNode ? childrenOf(element.parentNode as Element) : []
  return siblings[siblings.indexOf(element) + 1]
}

/** A workbook without the clock: docx dates the files in the data sheet of a chart. */
export function withoutClock(entry: Entry): Entry {
  if (!/^word\/embeddings\/.*\.xlsx$/.test(entry.name)) return entry
  return pack(entry.name, writeZip(readZip(unpack(entry))))
}
