import type { Line } from "../model/reports.js"
import { bare } from "./lines.js"

/** Lines of a text layer that are no part of its text, each with what it is. */
export interface Furniture {
  /** Line, from 1, to its kind. */
  readonly lines: ReadonlyMap<number, string>
  /** What was left out, in words, with the lines. */
  readonly done: readonly string[]
}

const link = /^<?(?:https?:\/\/|www\.)\S+>?$/i
const pageOf = /^(?:page\s+|p\.\s*|صفحة\s*)?\d{1,4}\s*(?:\/|of|de|sur|من)\s*\d{1,4}$/i
const namedPage = /^(?:[-–—]\s*\d{1,4}\s*[-–—]|page\s+\d{1,4})$/i
const job = String.raw`\d{2}-\d{5}`
const jobPage = new RegExp(
  String.raw`^(?:\d{1,4}\s*\/\s*\d{1,4}\s+${job}|${job}\s+\d{1,4}(?:\s*\/\s*\d{1,4})?)$`,
)
const jobMark = new RegExp(String.raw`^(?:\d{1,4}\s+)?${job}(?:\s*\([A-Z]\))?(?:\s+\d{6})*$`)
const barcode = /^\*\s?[A-Z]?\d{6,9}\s?\*(?:\s+(?:please|merci de) recycle\S*)?\W*$/i
const jobRest = /^(?:\([A-Z]\)|\d{6})(?:\s+\d{6})*$/
const recycle = /^(?:please recycle|merci de recycler|se ruega reciclar|просьба отправить на вторичную)/i
const rule = /^(?:[-_=~—–*•.․]\s?){3,}$/
const symbol = /^[A-Z]{1,8}(?:\/[A-Z0-9().,-]+)+(?:\s+and\s+Add\.\d)?$/i

/** Whether a text is a document's symbol and nothing else, such as S/2017/478. */
export const isSymbol = (text: string): boolean => symbol.test(text) && /\d/.test(text)

/** What in a text layer is page furniture: links, page marks, running heads, rules. */
export function furnitureOf(lines: readonly Line[]): Furniture {
  const texts = lines.map(line => bare(line.text))
  const found = new Map<number, string>()
  const put = (index: number, kind: string) => void (found.has(index + 1) || found.set(index + 1, kind))
  texts.forEach((text, i) => {
    const kind = kindOf(text, lines[i]!)
    if (kind) put(i, kind)
  })
  for (const i of jobRests(texts, found)) put(i, "printer's mark")
  for (const i of runningSymbols(texts, found)) put(i, "running head")
  for (const i of atPageEdges(lines, texts, found)) put(i, "running head")
  for (const i of countedPages(lines, texts, found)) put(i, "page number")
  for (const i of repeatedHeads(texts, found)) put(i, "head of a table, repeated")
  return { lines: found, done: told(found) }
}

function kindOf(text: string, line: Line): string | undefined {
  if (line.role === "running") return "running head"
  if (line.role === "note" || line.cells || text === "")
    return rule.test(line.text.trim()) ? "rule" : undefined
  if (text.split(/\s+/).every(word => link.test(word))) return "link"
  if (jobPage.test(text) || pageOf.test(text) || namedPage.test(text)) return "page mark"
  if (jobMark.test(text) || barcode.test(line.text.trim()) || recycle.test(text)) return "printer's mark"
  return rule.test(text) ? "rule" : undefined
}

/** The language and the dates of a print job that stand alone by its number. */
function jobRests(texts: readonly string[], found: ReadonlyMap<number, string>): readonly number[] {
  const said = texts.flatMap((text, i) => (text !== "" ? [i] : []))
  return said.filter(
    (index, k) =>
      jobRest.test(texts[index]!) &&
      [-2, -1, 1, 2].some(step => found.get((said[k + step] ?? -1) + 1) === "printer's mark"),
  )
}

/** A document symbol alone on a line, if it comes again and again or stands by a page mark. */
function runningSymbols(texts: readonly string[], found: ReadonlyMap<number, string>): readonly number[] {
  const said = texts.flatMap((text, i) => (text !== "" ? [i] : []))
  const place = new Map(said.map((index, k) => [index, k]))
  const times = new Map<string, number>()
  for (const text of texts) if (symbol.test(text)) times.set(text, (times.get(text) ?? 0) + 1)
  const byMark = (index: number) =>
    [-2, -1, 1, 2].some(step => found.get((said[place.get(index)! + step] ?? -1) + 1) === "page mark")
  return said.filter(
    index =>
      symbol.test(texts[index]!) &&
      /\d/.test(texts[index]!) &&
      (byMark(index) || (times.get(texts[index]!)! > 2 && index > said[8]!)),
  )
}

/** Short lines that stand first or last on most pages, numbers aside. */
function atPageEdges(
  lines: readonly Line[],
  texts: readonly string[],
  found: ReadonlyMap<number, string>,
): readonly number[] {
  const pages = new Map<number, number[]>()
  lines.forEach((line, i) => {
    if (line.page === undefined || texts[i] === "" || found.has(i + 1)) return
    pages.set(line.page, [...(pages.get(line.page) ?? []), i])
  })
  const edges = [...pages.values()].flatMap(own => {
    const depth = own.length < 8 ? 1 : 2
    return [...new Set([...own.slice(0, depth), ...own.slice(-depth)])]
  })
  const mask = (i: number) => texts[i]!.replace(/\d+/g, "#")
  const times = new Map<string, number>()
  for (const i of edges) times.set(mask(i), (times.get(mask(i)) ?? 0) + 1)
  const enough = Math.max(3, pages.size * 0.4)
  return edges.filter(
    i =>
      times.get(mask(i))! >= enough &&
      texts[i]!.length < 100 &&
      !lines[i]!.cells &&
      !/^#\.\s|^#$/.test(mask(i)),
  )
}

/** Numbers alone on a line that count on by one, three or more of them, far apart. */
function countedPages(
  lines: readonly Line[],
  texts: readonly string[],
  found: ReadonlyMap<number, string>,
): readonly number[] {
  const feet = atFeet(texts, found)
  const alone = texts.flatMap((text, i) =>
    /^\d{1,3}$/.test(text) && !found.has(i + 1) && !lines[i]!.cells && !feet.has(i) ? [i] : [],
  )
  const value = (i: number) => Number(texts[i])
  let best: number[] = []
  const runs = new Map<number, number[]>()
  for (const i of alone) {
    const before = runs.get(value(i) - 1)
    const run = before && i - before.at(-1)! >= 8 ? [...before, i] : [i]
    if (!runs.has(value(i)) || runs.get(value(i))!.length < run.length) runs.set(value(i), run)
    if (run.length > best.length) best = run
  }
  return best.length >= 3 ? best : []
}

/** Lines below a rule that a number alone on its line follows, up to what marks the page: notes and their numbers. */
function atFeet(texts: readonly string[], found: ReadonlyMap<number, string>): ReadonlySet<number> {
  const feet = new Set<number>()
  let [ruled, inside] = [false, false]
  texts.forEach((text, i) => {
    const kind = found.get(i + 1)
    if (kind) [ruled, inside] = [kind === "rule", false]
    else if (text !== "") {
      inside ||= ruled && /^\d{1,3}$/.test(text)
      ruled = false
      if (inside) feet.add(i)
    }
  })
  return feet
}

const annex = /^(?:annexe?|anexo|appendix|ال?مرفق)(?=[\s:.–—-]|$)/iu

/** The head of a table that begins near the beginning of an annex, where it stands again on a later page. */
function repeatedHeads(texts: readonly string[], found: ReadonlyMap<number, string>): readonly number[] {
  const said = texts.flatMap((text, i) => (text !== "" && !found.has(i + 1) ? [i] : []))
  const same = (a: number, b: number) =>
    texts[said[a]!] !== undefined && texts[said[a]!] === texts[said[b] ?? -1]
  const repeated: number[] = []
  const annexes = said.filter(index => annex.test(texts[index]!)).length
  said.forEach((index, annexAt) => {
    if (!annex.test(texts[index]!) || annexes > 60) return // so many are no annexes of a report
    const head = headAfter(annexAt, said, same)
    if (!head) return
    for (let at = head.from + head.length; at < said.length && !annex.test(texts[said[at]!]!); at++) {
      let k = 0
      while (k < head.length && same(head.from + k, at + k)) k++
      if (k < head.length) continue
      for (let j = 0; j < k; j++) repeated.push(said[at + j]!)
      at += k - 1
    }
  })
  return repeated
}

/** The first run of two or more lines within sixteen after an annex's heading that comes again, and how long it is. */
function headAfter(annexAt: number, said: readonly number[], same: (a: number, b: number) => boolean) {
  const far = Math.min(said.length, annexAt + 4000)
  for (let from = annexAt + 1; from < Math.min(annexAt + 16, said.length); from++) {
    let length = 0
    for (let at = from + 2; at < far; at++) {
      let k = 0
      while (from + k < at && at + k < far && k < 40 && same(from + k, at + k)) k++
      if (k >= 2 && (length === 0 || k < length)) length = k
    }
    if (length > 0) return { from, length }
  }
  return undefined
}

function told(found: ReadonlyMap<number, string>): readonly string[] {
  const kinds = new Map<string, number[]>()
  for (const [line, kind] of [...found].sort((a, b) => a[0] - b[0]))
    kinds.set(kind, [...(kinds.get(kind) ?? []), line])
  return [...kinds].map(([kind, at]) => {
    const shown = at.slice(0, 12).join(", ") + (at.length > 12 ? " …" : "")
    return `left out as furniture: ${at.length} × ${kind} (line ${shown})`
  })
}
