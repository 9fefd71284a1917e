import type { Draft } from "./drafts.js"
import type { Row } from "./lines.js"

const sign = /^([⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,2}\](?=\s)|\*{1,3}(?=\s+\p{Lu})(?!.*\*$))\s*(?=\S)/u
const usual =
  /^(\d{1,2})\s+(?=(?:See|Ibid|Cf|Available (?:at|from)|Voir|Véase|Security Council resolution|General Assembly resolution|For (?:details|more)|As reported|Source|انظر)\b|[AS]\/\d)/u

/**
 * The footnotes among rows: what the format calls one, what begins with a raised number or a word usual in notes, and
 * numbered lines between a rule and the end of a page.
 */
export function notesOf(rows: readonly Row[]): readonly Draft[] {
  const feet = footMarks(rows)
  const marks = rows.map((row, i) => feet.get(i) ?? markOf(row))
  const notes: Draft[] = []
  for (let i = 0; i < rows.length; i++) {
    const mark = marks[i]
    if (mark === undefined) continue
    let end = i + 1
    while (
      rows[i]!.line.role !== "note" &&
      end < rows.length &&
      marks[end] === undefined &&
      goesOn(rows, end, i)
    )
      end++
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

const footMark = /^(\d{1,3}|[a-z](?=\s)|\*+)(?=\s+[^\p{Ll}\s]|$)/u

/** The marks at the foot of pages: below a rule, each number one more than the one before, up to where the page ends. */
function footMarks(rows: readonly Row[]): ReadonlyMap<number, string> {
  const marks = new Map<number, string>()
  rows.forEach((row, start) => {
    if (!row.afterRule || !footMark.test(row.raw)) return
    let last = ""
    for (
      let i = start;
      i < rows.length && (i === start || !(rows[i]!.afterPage || rows[i]!.afterRule));
      i++
    ) {
      const mark = footMark.exec(rows[i]!.raw)?.[1]
      if (mark === undefined || !(i === start || comesNext(last, mark))) continue
      marks.set(i, mark)
      last = mark
    }
  })
  return marks
}

const comesNext = (last: string, mark: string) =>
  /^\d/.test(mark) && /^\d/.test(last)
    ? Number(mark) === Number(last) + 1
    : /^[a-z]/.test(mark) && mark.charCodeAt(0) === last.charCodeAt(0) + 1

/** Whether a row belongs to the note before it; a number alone on its line has its words below. */
function goesOn(rows: readonly Row[], at: number, from: number): boolean {
  if (rows[at]!.afterFurniture) return false
  if (at === from + 1 && /^\W*\d{1,3}$/.test(rows[from]!.raw)) return true
  return !rows[at - 1]!.ends && !rows[at]!.broken
}
