import type { Draft } from "./drafts.js"
import type { Row } from "./lines.js"

const sign = /^([⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,2}\](?=\s)|\*{1,3}(?=\s+\p{Lu})(?!.*\*$))\s*(?=\S)/u
const usual =
  /^(\d{1,2})\s+(?=(?:See|Ibid|Cf|Available (?:at|from)|Voir|Véase|Security Council resolution|General Assembly resolution|For (?:details|more)|As reported|Source|انظر)\b|[AS]\/\d)/u

/** The footnotes among rows: what the format calls one, or begins with a raised number or a word usual in notes. */
export function notesOf(rows: readonly Row[]): readonly Draft[] {
  const notes: Draft[] = []
  for (let i = 0; i < rows.length; i++) {
    const mark = markOf(rows[i]!)
    if (mark === undefined) continue
    let end = i + 1
    while (rows[i]!.line.role !== "note" && end < rows.length && continues(rows, end)) end++
    const own = rows.slice(i, end)
    const name = mark.replace(/[[\]]/g, "").replace(/[⁰¹²³⁴-⁹]/g, d => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(d)))
    notes.push({
      label: `note ${name || notes.length + 1}`,
      printed: mark,
      kind: "note",
      part: "body",
      rows: own,
      first: own[0]!.raw.slice(mark.length),
    })
    i = end - 1
  }
  return notes
}

function markOf(row: Row): string | undefined {
  const found =
    sign.exec(row.raw)?.[1] ?? (row.line.role === "note" ? /^\d{1,3}(?=[\s.])/.exec(row.raw)?.[0] : undefined)
  if (row.line.role === "note") return found ?? ""
  return row.line.role ? undefined : (found ?? usual.exec(row.raw)?.[1])
}

const continues = (rows: readonly Row[], at: number) =>
  !rows[at - 1]!.ends && !rows[at]!.broken && !rows[at]!.afterFurniture && markOf(rows[at]!) === undefined
