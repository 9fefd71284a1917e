import { type Problem, problem } from "../model/problem.js"
import { plainText } from "../note/format.js"
import type { Page } from "../note/page.js"
import { westernDigits } from "../source/numbersin.js"

/** The numbers of a text as runs of digits, with how often each stands there: 13,289 is 13 and 289, however a line breaks. */
type Tally = ReadonlyMap<string, number>

/**
 * What a finished file shows, held against the document that it is a print of: every number of the document stands in the
 * file as often, and no number stands there that the document, and so its ledger, does not know. Besides it a file may
 * show what pages repeat: running lines, page numbers, the heads of tables, the numbers of notes, and what the Word
 * template itself prints, such as a letterhead's address. `text` is what a reader of the file finds in it.
 */
export function readBack(
  page: Page,
  { text, pages, house = "", file }: { text: string; pages: number; house?: string; file: string },
): Problem[] {
  const body = /<body.*<\/body>/s.exec(page.html)?.[0] ?? page.html
  const wanted = tally(shownText(body))
  const extra = tally(repeated(page, { body, pages, text }).concat(house).join(" "))
  const found = tally(text)
  const at = (run: string, counts: Tally) => counts.get(run) ?? 0
  const unknown = [...found.keys()].filter(run => at(run, found) > at(run, wanted) + at(run, extra))
  const missing = [...wanted.keys()].filter(run => at(run, found) < at(run, wanted))
  return [
    ...unknown.map(run =>
      problem(`it shows the number ${run} (${around(text, run)}), which the note's ledger does not know`, {
        place: { file },
        hint: "look for it in templates/house.css and templates/house.docx: numbers come from facts",
      }),
    ),
    ...missing.map(run =>
      problem(`the number ${run} of the note is missing in it`, {
        place: { file },
        hint: "what the note says must be readable in the file: look for what hides it in the house style",
      }),
    ),
  ]
}

/** What a Word file shows when its changes are accepted, held against the document. `template` is the one it was made with. */
export async function readBackDocx(
  page: Page,
  {
    bytes,
    pages = 1,
    template,
    path,
  }: { bytes: Uint8Array; pages?: number; template: Uint8Array; path: string },
): Promise<Problem[]> {
  const { readDocxText } = await import("../render/docx/text.js")
  const [text, house] = await Promise.all([readDocxText(bytes), readDocxText(template)])
  return readBack(page, { text, pages, house, file: path })
}

/** What a PDF shows, held against the document. */
export async function readBackPdf(
  page: Page,
  { bytes, path }: { bytes: Uint8Array; path: string },
): Promise<Problem[]> {
  const { readPdfText } = await import("../source/readpdf.js")
  const texts = await readPdfText(bytes)
  return readBack(page, { text: texts.join("\n"), pages: texts.length, file: path })
}

/** The text that a piece of HTML shows, numbers of notes included. */
const shownText = (html: string) => plainText(html.replace(/<\/?sup>/g, " ").replace(/<[^>]*>/g, " $& "))

function repeated(
  { running, html }: Page,
  { body, pages, text }: { body: string; pages: number; text: string },
): string[] {
  const notes = [...html.matchAll(/role="doc-endnote"/g)].map((_, i) => String(i + 1))
  const heads = [...body.matchAll(/<thead>.*?<\/thead>/gs)].map(m => shownText(m[0]))
  const numbers = Array.from({ length: pages }, (_, i) => `${i + 1} ${pages}`)
  const lines = Array.from({ length: Math.max(pages, 3) }, () => [running.handling, running.reference])
  const again = heads.flatMap(head => Array.from({ length: repeats(head, { text, pages }) }, () => head))
  return [...notes, ...numbers, ...lines.flat(), ...again]
}

/** How often the head of a table stands again on a further page: as often as its words stand there once more. */
function repeats(head: string, { text, pages }: { text: string; pages: number }): number {
  const close = (words: string) => words.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "")
  const times = close(text).split(close(head)).length - 1
  return Math.min(times > 0 ? times - 1 : pages - 1, Math.max(pages - 1, 0))
}

function tally(text: string): Tally {
  const counts = new Map<string, number>()
  for (const [run] of text.normalize("NFKC").matchAll(/\p{Nd}+/gu)) {
    const plain = westernDigits(run)
    counts.set(plain, (counts.get(plain) ?? 0) + 1)
  }
  return counts
}

function around(text: string, run: string): string {
  const at = new RegExp(`(?<!\\p{Nd})${run}(?!\\p{Nd})`, "u").exec(text)?.index ?? 0
  return `“…${text
    .slice(Math.max(0, at - 30), at + 30)
    .replace(/\s+/g, " ")
    .trim()}…”`
}
