import type { Draft } from "./drafts.js"
import { readSubMark, type SubMark } from "./labels.js"
import type { Row } from "./lines.js"

/** A numbered paragraph as drafts: its own words, its sub-paragraphs, a table inside it. */
export function paragraphDrafts(paragraph: Draft): readonly Draft[] {
  const { table, rows } = withoutTable(paragraph.rows)
  const words = subParagraphs({ ...paragraph, rows })
  if (table.length === 0) return words
  const { label, part } = paragraph
  return [...words, { label: `${label}.table`, printed: "", kind: "table", part, rows: table }]
}

const tabular = (row: Row) =>
  row.line.cells !== undefined || row.line.role === "table row" || /\S\t+\S/.test(row.text)

/** The rows of a table: three or more in columns, with the lines after them that have lost theirs. */
function withoutTable(rows: readonly Row[]): {
  readonly rows: readonly Row[]
  readonly table: readonly Row[]
} {
  const columns = (i: number) => i > 0 && i < rows.length && tabular(rows[i]!)
  const start = rows.findIndex(
    (_, i) => columns(i) && (rows[i]!.line.cells || (columns(i + 1) && columns(i + 2))),
  )
  if (start < 0) return { rows, table: [] }
  let end = start
  while (columns(end)) end++
  const rest = rows.slice(end)
  if (rest.every(row => !row.ends && !/^\p{Ll}/u.test(row.text))) end = rows.length
  return { rows: [...rows.slice(0, start), ...rows.slice(end)], table: rows.slice(start, end) }
}

interface Level {
  readonly kind: SubMark["readings"][number]["kind"]
  readonly shape: string
  readonly name: string
  readonly value: number
}

interface Found {
  readonly index: number
  readonly mark: SubMark
  readonly path: readonly Level[]
}

function subParagraphs(paragraph: Draft): readonly Draft[] {
  const found = lists(paragraph)
  const { rows, label, part } = paragraph
  const head = rows.slice(0, found[0]?.index === 0 ? 1 : found[0]?.index)
  const whole = { ...paragraph, rows: head, ...(found[0]?.index === 0 && { first: "" }) }
  return [
    whole,
    ...found.map(({ index, mark, path }, i): Draft => {
      const name = path.map(level => `(${level.name})`).join("")
      const own = rows.slice(index, found[i + 1]?.index)
      return {
        label: `${label}${name}`,
        printed: mark.printed,
        kind: "sub-paragraph",
        part,
        rows: own,
        first: mark.rest,
      }
    }),
  ]
}

/** The marks that make lists: each goes on with a list that is open, or begins one inside it. */
function lists({ rows, first }: Draft): readonly Found[] {
  const marks = rows.flatMap((row, index) => {
    const mark = readSubMark(index === 0 ? (first ?? row.raw) : row.raw)
    return mark && !row.line.cells && (index === 0 || mayBegin(rows, index)) ? [{ index, mark }] : []
  })
  const found: Found[] = []
  let path: readonly Level[] = []
  marks.forEach(({ index, mark }, i) => {
    const next = nextPath(path, mark, marks[i + 1]?.mark)
    if (!next) return
    path = next
    found.push({ index, mark, path })
  })
  return found.filter(f => followed(f, found) || opened(rows, f.index))
}

const opened = (rows: readonly Row[], index: number) => index > 0 && /[:：]$/u.test(rows[index - 1]!.text)

/** A first member without a second is no list. */
function followed({ path, index }: Found, found: readonly Found[]): boolean {
  const depth = path.length
  return (
    path[depth - 1]!.value > 1 ||
    found.some(f => f.index > index && f.path.length === depth && f.path[depth - 1]!.value === 2)
  )
}

function mayBegin(rows: readonly Row[], index: number): boolean {
  const before = rows[index - 1]!
  const listed = /(?:[,;:—–-]|[,;]\s+(?:and|or|et|ou|y|و))$/iu.test(before.text)
  const short = before.text.length < before.width * 0.7 || /^[-•·▪–]\s/.test(before.raw)
  return before.ends || listed || short || rows[index]!.broken || rows[index]!.line.role === "list item"
}

function nextPath(
  path: readonly Level[],
  mark: SubMark,
  after: SubMark | undefined,
): readonly Level[] | undefined {
  const { shape, name } = mark
  const begins = mark.readings.find(r => r.value === 1 && (r.kind !== "digit" || shape !== "."))
  const beginsRoman = begins?.kind === "roman" && after?.name === "ii"
  for (let depth = path.length; depth > 0 && !beginsRoman; depth--) {
    const level = path[depth - 1]!
    const same = mark.readings.find(r => r.kind === level.kind && shape === level.shape)
    if (same && (same.value === level.value + 1 || same.value === level.value + 2))
      return [...path.slice(0, depth - 1), { ...level, name, value: same.value }]
  }
  if (!begins || path.length === 3) return undefined
  return [...path.filter(l => l.kind !== begins.kind), { kind: begins.kind, shape, name, value: 1 }]
}
