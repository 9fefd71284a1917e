import type { IngestDoubt } from "../model/reports.js"
import type { Draft } from "./drafts.js"
import { frontDrafts, headedText, unnumbered } from "./front.js"
import { headingMark, headingNamer, headingsBefore, isMarkedHeading } from "./headings.js"
import { type Family, roman } from "./labels.js"
import type { Row } from "./lines.js"
import { holesFilled } from "./missing.js"
import { paragraphDrafts } from "./paragraph.js"
import type { Part } from "./parts.js"
import { chapterStarts, passedOver, restartsIn } from "./restarts.js"
import { codedRows, type Numbered, type Sequence, sequenceOf } from "./sequence.js"

/** What was read in the body or in an annex. */
export interface PartReading {
  readonly drafts: readonly Draft[]
  readonly doubts: readonly IngestDoubt[]
  /** The way its paragraphs are numbered; absent if they are not. */
  readonly family?: Family
}

/** Options of readPart. */
export interface PartOptions {
  /** Ordinal words give labels in roman numerals. Default false: the words themselves. */
  readonly ordinalsAsRoman?: boolean
}

/** The body or an annex in segments, in the order of its lines. */
export function readPart(part: Part, { ordinalsAsRoman = false }: PartOptions = {}): PartReading {
  const prefix = part.name === "body" ? "" : `${part.name}.`
  const codes = codedRows(part.rows)
  const sequence = numbersOf(part.rows)
  if (codes.length > (sequence?.items.length ?? 0)) return codedPart(part, codes, prefix)
  if (!sequence) return { drafts: unnumbered(part, headingNamer(prefix)), doubts: [] }
  const restarts = restartsIn(part.rows, sequence)
  const filled = (restarts.length > 0 ? restarts : [sequence]).map((own, i, all) =>
    holesFilled(part.rows.slice(0, all[i + 1]?.items[0]?.index), own),
  )
  const items = filled.flatMap(f => f.items)
  const { name, labels, labelOf } = naming(part, restarts, { ordinalsAsRoman })
  const starts = items.map(item => item.index)
  const drafts = [
    ...frontDrafts(part, starts[0]!, { name }),
    ...items.flatMap((item, i) =>
      between(part, item, starts[i + 1] ?? part.rows.length, { label: labelOf(item), name }),
    ),
  ]
  const doubts = filled
    .flatMap(f => f.doubts)
    .map(({ item, ...doubt }) => ({ ...doubt, ...(item && { segment: labels.get(item)! }) }))
  const missed = sequence.family === "arabic" ? passedOver(part.rows, items, sequence.shape) : []
  return {
    drafts,
    doubts: [...told(part, restarts, labels), ...doubts, ...missed],
    family: sequence.family,
  }
}

/** How headings and paragraphs are named in the order they come; where numbers begin again, the heading comes first. */
function naming(
  { name: own, rows }: Part,
  restarts: readonly Sequence[],
  { ordinalsAsRoman = false }: PartOptions,
) {
  const prefix = own === "body" ? "" : `${own}.`
  const labels = new Map<Numbered, string>()
  const namer = headingNamer(prefix)
  const firsts = new Set(restarts.map(again => again.items[0]))
  const chapters = chapterStarts(rows, restarts)
  let [under, base] = ["", ""]
  const name: typeof namer = row => {
    const named = namer(row)
    under = `${named.label.slice(prefix.length).replace(/^heading (?=[A-Z])/, "")}.`
    return named
  }
  const labelOf = (item: Numbered) => {
    if (firsts.has(item)) base = chapters.has(item) ? under.replace(/^([IVX]+\.).*$/, "$1") : under
    const label = prefix + base + labelFor(item, ordinalsAsRoman)
    labels.set(item, label)
    return label
  }
  return { name, labels, labelOf }
}

/** One doubt for a part whose numbers begin again: it tells how its paragraphs are called. */
function told(
  { rows }: Part,
  restarts: readonly Sequence[],
  labels: ReadonlyMap<Numbered, string>,
): readonly IngestDoubt[] {
  const [again] = restarts[1]?.items ?? []
  if (!again) return []
  const segment = [...labels].find(([item]) => item.index === again.index)?.[1]
  const what = `the numbers begin again under ${restarts.length} headings; labels carry the heading before the number`
  return [{ line: rows[again.index]!.at, what, ...(segment && { segment }) }]
}

/** Small roman numerals, figures and ordinal words come before large roman numerals, which mostly number headings. */
function numbersOf(rows: readonly Row[]): Sequence | undefined {
  const usual = sequenceOf(rows, index => isMarkedHeading(rows, index), {
    among: ["arabic", "roman", "ordinal"],
  })
  if (usual) return usual
  const large = sequenceOf(rows, index => rows[index]!.headingLevel !== undefined, { among: ["ROMAN"] })
  if (!large) return undefined
  const lengths = large.items.map((item, i) => (large.items[i + 1]?.index ?? rows.length) - item.index)
  const words = (large.items.length > 0 ? rows.slice(large.items[0]!.index) : []).reduce(
    (n, r) => n + r.text.split(/\s+/).length,
    0,
  )
  return words / lengths.length >= 20 && large.items.every(item => rows[item.index]!.text.length > 60)
    ? large
    : undefined
}

function labelFor({ mark }: Numbered, ordinalsAsRoman: boolean): string {
  if (mark.family === "arabic") return String(mark.number)
  if (mark.family === "ordinal" && !ordinalsAsRoman)
    return (mark.word ?? "").replace(/[\u064b-\u065f\u0670\u0640]/g, "")
  return roman(mark.number)
}

interface Naming {
  readonly label: string
  readonly name: ReturnType<typeof headingNamer>
}

/** One numbered paragraph with what stands before the next: its parts, then headings and what they head. */
function between(
  part: Part,
  { index, mark }: Numbered,
  next: number,
  { label, name }: Naming,
): readonly Draft[] {
  const cut = endOf(part.rows.slice(0, next), index)
  const own = part.rows.slice(index, cut)
  const paragraph = {
    label,
    printed: mark.printed,
    kind: "paragraph",
    part: part.name,
    number: mark.number,
    rows: own,
    first: mark.rest,
  } as const
  const after = part.rows.slice(cut, next)
  const prefix = part.name === "body" ? "" : `${part.name}.`
  const closes = next === part.rows.length && after.length > 0 && !after.some(isCertain)
  if (closes)
    return [
      ...paragraphDrafts(paragraph),
      { label: `${prefix}closing`, printed: "", kind: "closing", part: part.name, rows: after },
    ]
  return [...paragraphDrafts(paragraph), ...headedText(after, { name, prefix, part: part.name })]
}

const isCertain = (row: Row) => row.headingLevel !== undefined || headingMark(row) !== undefined

const signature = /^\((?:signed|signé|firmado|подпись|توقيع)\)/iu

/** Where what follows a paragraph begins: headings, or a signature. */
function endOf(rows: readonly Row[], index: number): number {
  const found = rows.findIndex(
    (row, i) => i > index && (isMarkedHeading(rows, i) || signature.test(row.text)),
  )
  return Math.min(found < 0 ? rows.length : found, headingsBefore(rows, index, rows.length))
}

/** An annex whose rows are coded: what stands before the first code is its front. */
function codedPart(part: Part, codes: ReturnType<typeof codedRows>, prefix: string): PartReading {
  const front = frontDrafts(part, codes[0]!.index, { name: headingNamer(prefix), coded: true })
  const rows = codes.map(({ index, code, printed, rest }, i): Draft => {
    const own = part.rows.slice(index, codes[i + 1]?.index)
    const number = code.length === 1 ? { number: code[0]! } : {}
    return {
      label: prefix + code.join("."),
      printed,
      kind: "table",
      part: part.name,
      ...number,
      rows: own,
      first: rest,
    }
  })
  return { drafts: [...front, ...rows], doubts: [] }
}
