import { blocksOf, type Draft, isProse } from "./drafts.js"
import { headingMark, type headingNamer, headingsBefore, isMarkedHeading, splitHeadings } from "./headings.js"
import type { Row } from "./lines.js"
import { annexMark, type Part } from "./parts.js"

type Namer = ReturnType<typeof headingNamer>

/** What stands before the first numbered paragraph: of the body the title and the opening, of an annex its heading. */
export function frontDrafts(
  part: Part,
  end: number,
  { name, coded = false }: { readonly name: Namer; readonly coded?: boolean },
): readonly Draft[] {
  return part.name === "body" ? bodyFront(part.rows, end, name) : annexFront(part, end, name, coded)
}

function bodyFront(rows: readonly Row[], end: number, name: Namer): readonly Draft[] {
  const first = firstHeading(rows, end)
  const front = blocksOf(rows.slice(0, first))
  const text = front.findIndex(isProse)
  const title = front.slice(0, text < 0 ? undefined : text).flat()
  const opening = text < 0 ? [] : front.slice(text)
  return [
    ...(title.length > 0
      ? [{ label: "title", printed: "", kind: "title", part: "body", rows: title } as const]
      : []),
    ...openings(opening, "", "body"),
    ...headedText(rows.slice(first, end), { name, prefix: "", part: "body" }),
  ]
}

/** The last row numbered I or A before the first paragraph: earlier ones are a list of contents. */
function firstHeading(rows: readonly Row[], end: number): number {
  let found = end
  for (let i = 0; i < end; i++) {
    const mark = isMarkedHeading(rows, i) ? headingMark(rows[i]!) : undefined
    if (mark && (mark.name === "I" || (mark.name === "A" && found === end))) found = i
  }
  return found
}

function openings(blocks: readonly (readonly Row[])[], prefix: string, part: string): readonly Draft[] {
  const whole: Row[][] = []
  for (const block of blocks) {
    const before = whole.at(-1)?.at(-1)
    if (before && !before.ends) whole.at(-1)!.push(...block)
    else whole.push([...block])
  }
  return whole.map(rows => ({ label: `${prefix}opening`, printed: "", kind: "opening", part, rows }))
}

interface Place {
  readonly name: Namer
  readonly prefix: string
  readonly part: string
}

/** Headings with unnumbered text under them: the text is an opening. */
export function headedText(rows: readonly Row[], { name, prefix, part }: Place): readonly Draft[] {
  const drafts: Draft[] = []
  let open: (readonly Row[])[] = []
  const flush = () => {
    drafts.push(...openings(open, prefix, part))
    open = []
  }
  for (const group of splitHeadings(rows)) {
    const text = blocksOf(group)
    if (text.some(isProse)) open.push(...text)
    else {
      flush()
      drafts.push(headingDraft(group, { name, part }))
    }
  }
  flush()
  return drafts
}

/** A heading as a draft, named. */
export function headingDraft(rows: readonly Row[], { name, part }: Omit<Place, "prefix">): Draft {
  const { label, printed } = name(rows[0]!)
  const first = printed ? { first: rows[0]!.text.slice(printed.length) } : {}
  return { label, printed, kind: "heading", part, rows, ...first }
}

function annexFront(part: Part, end: number, name: Namer, coded: boolean): readonly Draft[] {
  const rows = part.rows.slice(0, end)
  const length = headLength(rows)
  const mark = annexMark(rows[0]!, undefined)
  const heading: Draft = {
    label: part.name,
    printed: mark?.printed ?? "",
    kind: "heading",
    part: part.name,
    rows: rows.slice(0, length),
    first: mark?.title ?? rows[0]!.text,
  }
  const prefix = `${part.name}.`
  const later = length + headingStart(rows.slice(length), coded)
  return [
    heading,
    ...rest(rows.slice(length, later), part.name),
    ...headedText(rows.slice(later), { name, prefix, part: part.name }),
  ]
}

/** Where headings begin before the first paragraph; lines before the first code of a table are its head. */
function headingStart(rows: readonly Row[], coded: boolean): number {
  const found = rows.findIndex((_, i) => isMarkedHeading(rows, i))
  const cut = rows.length > 1 && !coded ? headingsBefore(rows, 0, rows.length) : rows.length
  return found < 0 ? cut : Math.min(found, cut)
}

/** The rows of an annex's own heading: its name, what stands in brackets, and the title below. */
function headLength(rows: readonly Row[]): number {
  let at = 1
  const titled = annexMark(rows[0]!, undefined)?.title !== ""
  if (titled) return at
  while (at < rows.length && /^[[(].*[\])]$/.test(rows[at]!.text)) at++
  const blocks = blocksOf(rows.slice(at))
  const title = blocks[0] ?? []
  const plain =
    title.length <= 5 &&
    !isProse(title) &&
    !title.some(row => row.line.cells || /\t|\d\s+\d+$/.test(row.text) || row.ends)
  return at + (plain ? title.length : shortTitle(title))
}

const hanging =
  /[,:–—-]$|\s(?:of|the|in|and|for|as|at|to|on|by|du|de|des|la|le|les|et|en|au|United Nations)$/i

/** The lines of a title that a table follows without a blank line: the first, and what plainly goes on with it. */
function shortTitle([first, ...more]: readonly Row[]): number {
  const tabled = first?.line.cells || /\t|\s\d{1,3}\s+\d+$/.test(first?.text ?? "")
  if (!first || tabled || first.ends || first.text.split(/\s+/).length > 25) return 0
  const end = more.findIndex(
    (row, i) => !(/^\p{Ll}/u.test(row.text) || hanging.test((more[i - 1] ?? first).text)),
  )
  return 1 + (end < 0 ? more.length : end)
}

/** What of an annex has no number: running text, or a table that keeps its lines. */
function rest(rows: readonly Row[], part: string): readonly Draft[] {
  const blocks = blocksOf(rows)
  if (blocks.length === 0) return []
  if (blocks.every(isProse)) return openings(blocks, `${part}.`, part)
  const text = blocks.findIndex(b => !isProse(b))
  return [
    ...openings(blocks.slice(0, text), `${part}.`, part),
    { label: `${part}.table`, printed: "", kind: "table", part, rows: blocks.slice(text).flat() },
  ]
}

/** A part without numbers: of the body each block is counted as a paragraph; an annex is its heading and what is below. */
export function unnumbered(part: Part, name: Namer): readonly Draft[] {
  if (part.name !== "body") return part.rows.length > 0 ? annexFront(part, part.rows.length, name, true) : []
  const blocks = blocksOf(part.rows)
  const text = blocks.findIndex(isProse)
  const title = blocks.slice(0, text < 0 ? undefined : text).flat()
  let count = 0
  const paragraphs = (text < 0 ? [] : blocks.slice(text)).map((rows): Draft => {
    if (rows.length === 1 && isMarkedHeading(rows, 0)) return headingDraft(rows, { name, part: "body" })
    const number = ++count
    return { label: String(number), printed: "", kind: "paragraph", part: "body", number, rows }
  })
  return [
    ...(title.length > 0
      ? [{ label: "title", printed: "", kind: "title", part: "body", rows: title } as const]
      : []),
    ...paragraphs,
  ]
}
