import { attributeOf, type Element, elementsOf, wordsOfNode } from "./htmlnodes.js"

/** A row of a table: its cells' texts in the columns they stand in, a cell that reaches further followed by empty ones. */
export interface TableRow {
  readonly cells: readonly string[]
  readonly elements: readonly Element[]
  /** It is the caption of the table, not a row. */
  readonly heading: boolean
}

/** The caption and the rows of a table, in the order shown: head, bodies, foot. */
export function rowsOfTable(table: Element): readonly TableRow[] {
  const captions = elementsOf(table, "caption").map(c => ({
    cells: [textOf(c)],
    elements: [c],
    heading: true,
  }))
  const groups = ["thead", "tbody", "tfoot"].flatMap(name => elementsOf(table, name))
  const rows = groups.flatMap(group => {
    const reaching: number[] = []
    return elementsOf(group, "tr").map(row => rowOf(row, reaching))
  })
  return [...captions, ...rows]
}

/** `reaching` counts for each column how many rows a cell from above still covers. */
function rowOf(row: Element, reaching: number[]): TableRow {
  const elements = elementsOf(row, "td", "th")
  const cells: string[] = []
  const skip = () => {
    while ((reaching[cells.length] ?? 0) > 0) {
      reaching[cells.length]!--
      cells.push("")
    }
  }
  for (const cell of elements) {
    skip()
    const wide = span(cell, "colspan")
    const rows = span(cell, "rowspan")
    for (let i = 0; i < wide; i++) {
      reaching[cells.length] = rows - 1
      cells.push(i === 0 ? textOf(cell) : "")
    }
  }
  skip()
  return { cells, elements, heading: false }
}

const span = (cell: Element, name: string) =>
  Math.min(1000, Math.max(1, Number.parseInt(attributeOf(cell, name) ?? "1", 10) || 1))

const textOf = (element: Element) =>
  wordsOfNode(element)
    .replace(/[ \t\n\r\f]+/g, " ")
    .trim()
