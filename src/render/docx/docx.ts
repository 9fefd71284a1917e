import {
  DeletedTextRun,
  InsertedTextRun,
  PageNumber,
  type ParagraphChild,
  PatchType,
  patchDocument,
  TextRun,
} from "docx"
import { htmlToContent } from "docx/html"
import { type Problem, ProblemError, problem } from "../../model/problem.js"
import type { Page } from "../../note/page.js"
import { unplacedCharts } from "../chart/figures.js"
import { markDirections } from "../direction.js"
import { chartRuns, finishCharts, placeCharts, withoutClock } from "./charts.js"
import { addTrace, sealTrace } from "./customxml.js"
import { finishPart } from "./finish.js"
import { guardBraces, prepareHtml, releaseBraces } from "./html.js"
import { joinNotes } from "./notes.js"
import {
  countIds,
  countRelations,
  dropUnusedLists,
  hasWords,
  type Parts,
  setLanguage,
  setProperties,
} from "./package.js"
import { turnStyles } from "./righttoleft.js"
import { narrowSpaces } from "./spaces.js"
import { styleFinder } from "./stylefinder.js"
import { styleMap, undoBrowser } from "./styles.js"
import { openTemplate, type Template } from "./template.js"
import { closeTracked, markTracked, openTracked, trackedOptions } from "./tracked.js"
import { noteComments } from "./trackedcomments.js"
import { type Entry, readZip, unpack, writeZip } from "./zip.js"

/** A Word file, and what an editor of the template should know about it. */
export interface RenderedDocx {
  readonly bytes: Uint8Array
  readonly problems: readonly Problem[]
}

/**
 * A composed note as a Word file: the template with the note at `{{body}}` and its running words at `{{handling}}`,
 * `{{reference}}` and `{{pageOf}}`. The same page and template give the same bytes. Fails with every Problem if the template
 * cannot be filled or Word could not hold something of the note; warnings come back with the file.
 */
export async function renderDocx(
  page: Page,
  { template, templateFile = "templates/house.docx" }: { template: Uint8Array; templateFile?: string },
): Promise<RenderedDocx> {
  const opened = await openTemplate(template, templateFile)
  const { texts, others } = await fill(opened, page)
  const styles = styleFinder(texts.get("word/styles.xml") ?? "", templateFile)
  openTracked(texts, page)
  joinNotes(texts)
  for (const [name, xml] of texts) if (hasWords(name)) texts.set(name, finishPart(xml, page, styles.find))
  finishCharts(texts, page)
  setProperties(texts, page)
  setLanguage(texts, page)
  turnStyles(texts, page)
  narrowSpaces(texts, page)
  dropUnusedLists(texts)
  closeTracked(texts, page)
  countRelations(texts)
  countIds(texts)
  const tracePart = addTrace(texts, page)
  if (tracePart) sealTrace(texts, others, tracePart)
  const entries = [...others, ...[...texts].map(([name, text]) => opened.pack(name, text))]
  return { bytes: writeZip(entries.sort(byRank)), problems: [...opened.problems, ...styles.problems()] }
}

/** The template with the page in it, as docx leaves it: the parts that are text, and the others. */
async function fill(template: Template, page: Page): Promise<{ texts: Parts; others: readonly Entry[] }> {
  const charts = await chartRuns(page, template.textWidth)
  const filled = await patchDocument({
    outputType: "uint8array",
    data: template.light,
    patches: {
      handling: { type: PatchType.PARAGRAPH, children: running("handling", page) },
      reference: { type: PatchType.PARAGRAPH, children: running("reference", page) },
      pageOf: { type: PatchType.PARAGRAPH, children: pageNumber(page) },
      body: { type: PatchType.DOCUMENT, children: [...contentOf(page, template.textWidth)] },
      ...Object.fromEntries(charts.map(([id, children]) => [id, { type: PatchType.PARAGRAPH, children }])),
    },
  })
  const entries = [...readZip(filled), ...template.rest]
  const isText = ({ name }: Entry) => /\.(xml|rels)$/.test(name)
  const texts = entries.filter(isText).map(entry => [entry.name, textOf(entry)] as const)
  return { texts: new Map(texts), others: entries.filter(entry => !isText(entry)).map(withoutClock) }
}

/** The note's paragraphs and tables. What Word could not hold is an error: a note never loses words in silence. */
function contentOf(page: Page, textWidth: number) {
  const problems: Problem[] = [...unplacedCharts(page)]
  const html = prepareHtml({ ...page, html: noteComments(page) }, textWidth)
  const content = htmlToContent(markTracked(placeCharts(html, page), page), {
    ...trackedOptions(page),
    styleMap,
    stylesheet: undoBrowser,
    maxImageWidth: Math.floor(textWidth / 15),
    onWarning: ({ message }) =>
      problems.push(problem(message, { hint: "change the note's template so that Word can hold it too" })),
  })
  if (problems.length > 0) throw new ProblemError(problems)
  return content
}

/**
 * A running line; in a redline that of both editions, where they part, so that the line stays one. The words that both begin
 * with are no change.
 */
function running(line: "handling" | "reference", page: Page): ParagraphChild[] {
  const { tracked } = page
  const [old, now] = [tracked?.running[line] ?? page.running[line], page.running[line]]
  if (!tracked || old === now) return words(now, page)
  const change = { id: 0, author: tracked.author, date: `${tracked.date.toISOString().slice(0, 19)}Z` }
  const looks = page.dir === "rtl" ? { rightToLeft: true } : {}
  const text = (from: string) => guardBraces(markDirections(from, page.dir))
  const shared = sameStart(old, now)
  const [was, is] = [old, now].map(all => all.slice(shared.length)) as [string, string]
  return [
    ...words(shared, page),
    ...(was ? [new DeletedTextRun({ ...change, ...looks, text: text(was) })] : []),
    ...(is ? [new InsertedTextRun({ ...change, ...looks, text: text(is) })] : []),
  ]
}

/** The whole words that two texts begin with, with the space after them. */
function sameStart(a: string, b: string): string {
  const [left, right] = [a, b].map(text => text.split(/(?<=\s)/)) as [string[], string[]]
  const parts = left.findIndex((word, i) => word !== right[i] || !/\s$/.test(word))
  return left.slice(0, parts < 0 ? left.length : parts).join("")
}

function words(text: string, { dir }: Page): ParagraphChild[] {
  const marked = markDirections(text, dir)
  return marked
    ? [new TextRun({ text: guardBraces(marked), ...(dir === "rtl" && { rightToLeft: true }) })]
    : []
}

/** The wording of the page number, with Word's own fields in it: "Page {page} of {pages}". */
function pageNumber(page: Page): ParagraphChild[] {
  const fields = { "{page}": PageNumber.CURRENT, "{pages}": PageNumber.TOTAL_PAGES } as const
  return page.running.pageOf
    .split(/(\{pages?\})/)
    .flatMap(piece =>
      piece === "{page}" || piece === "{pages}"
        ? [new TextRun({ children: [fields[piece]] })]
        : words(piece, page),
    )
}

function textOf(entry: Entry): string {
  return releaseBraces(new TextDecoder().decode(unpack(entry)))
}

/** The list of content types first, as Word writes it, then by name. */
function byRank({ name: a }: Entry, { name: b }: Entry): number {
  const first = "[Content_Types].xml"
  return Number(b === first) - Number(a === first) || (a < b ? -1 : 1)
}
