import { chartText } from "../../model/chart.js"
import type { Problem } from "../../model/problem.js"
import { problem } from "../../model/problem.js"
import type { Page } from "../../note/page.js"
import { unplacedCharts } from "../chart/figures.js"
import { became, markHtml } from "../direction.js"
import { fontFaceCss, houseFaces, uncovered } from "../fonts.js"
import { sealFile } from "./attach.js"
import { finishFile } from "./finish.js"
import { layoutProblems } from "./layout.js"
import { mendBookmarks, mendCharacters } from "./mend.js"
import type { PdfFile } from "./objects.js"
import { readPdf, writePdf } from "./objects.js"
import type { Printer } from "./printer.js"
import { runningCss } from "./running.js"
import { brokenLinks, countPages, fontNames, strandedHeadings } from "./structure.js"
import type { Assets } from "./tab.js"
import { faceAddress } from "./tab.js"

/** A finished PDF file. Problems of severity "error" mean that it should not be issued. */
export interface RenderedPdf {
  readonly bytes: Uint8Array
  readonly pages: number
  readonly problems: readonly Problem[]
}

/**
 * Prints a note as a tagged A4 PDF file with bookmarks, running lines and the note's own properties; the same page gives
 * the same bytes. Checked after layout: the number of pages, cut-off content, stranded headings, glyphs, refused requests.
 * A browser that is missing, dies or hangs is a ProblemError.
 */
export async function renderPdf(
  page: Page,
  {
    css,
    printer,
    assets = new Map(),
    pageLimit = 2,
  }: {
    /** The house style sheet. */
    css: string
    printer: Printer
    /** The note's pictures by the addresses it uses; none unless given. */
    assets?: Assets
    /** More pages than this are a problem; 2 unless given. */
    pageLimit?: number
  },
): Promise<RenderedPdf> {
  const printed = await printer.print(withStyle(await withCharts(page), css), { assets })
  const file = readPdf(printed.bytes)
  const text = printed.layout.characters + Object.values(page.running).join("")
  mendCharacters(file, text)
  mendBookmarks(file, printed.layout.headings)
  finishFile(file, page)
  const pages = countPages(file)
  const problems = [
    ...printed.problems,
    ...unplacedCharts(page),
    ...layoutProblems(printed.layout),
    ...pageProblems(pages, pageLimit),
    ...strandedHeadings(file),
    ...brokenLinks(file),
    ...(await glyphProblems(file, [text, ...(page.charts ?? []).map(chartText)].join(" "))),
  ]
  return { bytes: sealFile(writePdf(file)), pages, problems }
}

/** The page with the pictures of its charts inside: pictures from outside cost the browser a new address for every note. */
async function withCharts(page: Page): Promise<Page> {
  if (!page.charts || page.charts.length === 0) return page
  const { renderChart } = await import("../chart/svg.js")
  const html = page.charts.reduce((text, chart) => {
    const picture = Buffer.from(renderChart(chart)).toString("base64")
    return text.replaceAll(`src="${chart.id}.svg"`, `src="data:image/svg+xml;base64,${picture}"`)
  }, page.html)
  return { ...page, html }
}

/** The document with everything that decides its looks in its head. */
export function withStyle(page: Page, css: string): string {
  const style = `<style>\n${fontFaceCss(faceAddress)}\n${css}\n${runningCss(page)}\n</style>\n`
  const html = tagLanguages(markHtml(page.html, page.dir)).replaceAll(became, '<span class="became">←</span>')
  const head = html.search(/<\/head>/i)
  return head < 0 ? style + html : html.slice(0, head) + style + html.slice(head)
}

/** Words in another language, as a role that Chromium keeps in the file's structure: without one it drops their language. */
function tagLanguages(html: string): string {
  return html.replace(
    /<(bdi|q|span|cite|i|b)\b(?![^>]*\brole=)([^>]*\blang="[^"]*"[^>]*)>/gi,
    '<$1 role="mark"$2>',
  )
}

function pageProblems(pages: number, limit: number): readonly Problem[] {
  if (pages <= limit) return []
  return [
    problem(`the note has ${pages} pages, more than ${limit}`, {
      hint: "cut words or rows; type is not made smaller",
    }),
  ]
}

/** Characters without a glyph in the house faces, and faces that are none of the house's. */
async function glyphProblems(file: PdfFile, text: string): Promise<readonly Problem[]> {
  const missing = await uncovered(text)
  const house = new Set(houseFaces.map(face => face.postScript))
  const foreign = fontNames(file).filter(name => !house.has(name))
  if (missing.length === 0 && foreign.length === 0) return []
  const named = missing.map(
    char => `${char} (U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")})`,
  )
  const what =
    missing.length > 0
      ? `no house typeface has a glyph for ${named.join(", ")}`
      : "a typeface that is not the house’s"
  return [
    problem(foreign.length > 0 ? `${what}; set in ${foreign.join(", ")}` : what, {
      hint: "write it in another way",
    }),
  ]
}
