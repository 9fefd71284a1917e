import type { Change, Comparison } from "../model/comparison.js"
import type { ClassReason, FigureComparison, FigureRow } from "../model/figurecomparison.js"

/**
 * How what prose can rest on besides facts stands, in words that serve no reader of the note, by the names that
 * `{{restsOn}}` takes: a row of figures (row:police), an issue (issue:ceasefire), a count (count:new).
 */
export type Lines = ReadonlyMap<string, string>

/** The class of each row of figures, with why it has no better one. */
export function rowLines({ rows }: FigureComparison): Lines {
  return new Map(rows.map(row => [`row:${row.id}`, classOf(row)]))
}

/** What became of each issue known, by its labels; it may have several lines, or none. */
export function issueLines({ before, changes }: Comparison, issues: Iterable<string>): Lines {
  const stands = (issue: string) => {
    const labels = changes.filter(c => c.issue === issue).map(labelOf)
    return labels.length > 0 ? labels.sort().join(" and ") : before ? "not mentioned" : "not compared"
  }
  return new Map([...issues].map(issue => [`issue:${issue}`, stands(issue)]))
}

/** How many things each count of the note counts. */
export function countLines(counted: Readonly<Record<string, readonly string[]>>): Lines {
  return new Map(Object.entries(counted).map(([name, ids]) => [`count:${name}`, String(ids.length)]))
}

const labelOf = ({ label, contestable }: Change) => (contestable ? `${label} (analysts could differ)` : label)

function classOf({ class: named, reasons }: FigureRow): string {
  const why = reasons.filter(r => r.tag !== "same basis").map(whyOf)
  return why.length > 0 ? `${named} (${why.join("; ")})` : named
}

const sides = { before: "the earlier report", after: "the later report", both: "either report" }

function whyOf(reason: Exclude<ClassReason, { tag: "same basis" }>): string {
  switch (reason.tag) {
    case "no number":
      return `no number in ${sides[reason.side]}`
    case "silent":
      return `nothing in ${sides[reason.side]}`
    case "other things":
      return "different things are counted"
    case "other unit":
      return `${reason.indicator} in another unit`
    default:
      return `${reason.indicator} on another basis`
  }
}
