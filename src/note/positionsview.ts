import type { Facts } from "../load.js"
import type { Change, Comparison, Side } from "../model/comparison.js"
import type { Label, Position, VersionDifference } from "../model/positions.js"
import { formatDay, formatList, formatNamedDate, formatYear, inLanguage, upperFirst } from "./format.js"
import { formatReason, nameOf, type Speech } from "./reasons.js"
import { type NoteInput, particularsOf, type Subject, sourceView } from "./subject.js"
import { fill, type Words } from "./words.js"

/** A position as a table cell shows it; `point` is empty where the next one stands in the same paragraph. */
export interface ItemView {
  readonly summary: string
  readonly point: string
}

/** A row of the comparison, in the words of the note's language. */
export interface RowView {
  readonly label: string
  readonly labelClass: string
  readonly mark: string
  readonly issue: string
  readonly before: readonly ItemView[]
  readonly after: readonly ItemView[]
  readonly points: string
  readonly reasons: string
  /** The reasons besides the one that all rows of a group share; "" if there are none. */
  readonly remark: string
  readonly flags: string
}

type PositionsInput = NoteInput & Speech

/** What a note on positions is about, and how it is shown. Everything is there; what is absent is null or empty. */
export function positionsSubject(note: NoteInput, comparison: Comparison): Subject {
  const input: PositionsInput = { ...note, comparison }
  const view = makeView(input)
  const groups = [view.added, view.dropped, view.maintained].filter(group => group.length > 0)
  const sources = [comparison.before?.source, comparison.after.source].filter(s => s !== undefined)
  return {
    about: comparison.after.meeting.id,
    view,
    rows: view.changed.length + groups.length,
    charts: [],
    sources,
  }
}

function makeView(input: PositionsInput) {
  const { comparison, words, facts, lang } = input
  const { changes } = comparison
  const of = (...labels: Label[]) =>
    labels.flatMap(l => changes.filter(c => c.label === l)).map(c => rowOf(c, input))
  const count = (label: Label) => changes.filter(c => c.label === label).length
  const meeting = facts.meetings.find(m => m.meeting.id === comparison.after.meeting.id)!
  return {
    lang,
    dir: words.dir,
    words,
    particulars: particularsOf(input, [comparison.before?.source, comparison.after.source]),
    before: comparison.before ? sideOf(comparison.before, input) : null,
    after: sideOf(comparison.after, input),
    columns: columnsOf(input),
    changed: of("strengthened", "softened", "reworded"),
    added: of("new"),
    dropped: of("no longer mentioned"),
    maintained: of("maintained"),
    positions: comparison.before ? [] : meeting.positions.map(p => positionOf(p, input)),
    groupReasons: groupReasons(input),
    legend: legendOf(changes, words),
    moved: movedOf(comparison, words),
    counts: {
      all: changes.length,
      paired: changes.filter(c => c.comparable).length,
      strengthened: count("strengthened"),
      softened: count("softened"),
      reworded: count("reworded"),
      new: count("new"),
      dropped: count("no longer mentioned"),
      maintained: count("maintained"),
      strengthenedContestable: changes.filter(c => c.label === "strengthened" && c.contestable).length,
      before: positionsOn(comparison.before, facts).length,
      after: meeting.positions.length,
      versionDifferences: meeting.versionDifferences.length,
      doubts: [comparison.before, comparison.after].flatMap(s => doubtsOn(s, facts)).length,
    },
    issuesOf: issueLists(changes, input),
    differences: meeting.versionDifferences.map(d => differenceOf(d, input)),
    expectations: expectationsOf(meeting.positions, input),
  }
}

const onMeeting = (side: Side | undefined, facts: Facts) =>
  facts.meetings.find(m => m.meeting.id === side?.meeting.id)
const positionsOn = (side: Side | undefined, facts: Facts) => onMeeting(side, facts)?.positions ?? []
const doubtsOn = (side: Side | undefined, facts: Facts) => onMeeting(side, facts)?.doubts ?? []

function sideOf({ meeting, source }: Side, { words, lang, facts }: PositionsInput) {
  const body = facts.actors.get(meeting.body)!
  return {
    year: formatYear(meeting.date),
    day: formatDay(meeting.date, words),
    place: inLanguage(meeting.place, lang, `the place of meeting "${meeting.id}"`),
    body: inLanguage(body.name, lang, `the name of "${body.id}"`),
    source: sourceView(source, { words, lang }),
  }
}

function columnsOf({ words, comparison }: PositionsInput) {
  const year = (side: Side | undefined) => (side ? formatYear(side.meeting.date) : "")
  return {
    issue: words.columns.issue,
    before: fill(words.columns.before, { year: year(comparison.before) }),
    after: fill(words.columns.after, { year: year(comparison.after) }),
    change: words.columns.change,
  }
}

function groupReasons({ words, comparison }: PositionsInput) {
  const years = { before: comparison.before?.meeting.date ?? "", after: comparison.after.meeting.date }
  return {
    new: fill(words.groupReasons.new, { year: formatYear(years.before) }),
    dropped: fill(words.groupReasons["no longer mentioned"], { year: formatYear(years.after) }),
    maintained: words.groupReasons.maintained,
  }
}

function rowOf(change: Change, input: PositionsInput): RowView {
  const { words } = input
  const { contestable, judgement } = words.flags
  const judged = change.reasons.some(r => r.tag === "judgement")
  const flags = [change.contestable ? contestable : "", judged ? judgement : ""].join("")
  const plain = new Set(["same", "silent before", "silent after"])
  const remarks = change.reasons.filter(r => !plain.has(r.tag)).map(r => formatReason(r, input))
  return {
    label: words.labels[change.label],
    labelClass: `label-${change.label.replaceAll(" ", "-")}`,
    mark: words.marks[change.label],
    issue: upperFirst(nameOf(change.issue, "issues", input), input.lang),
    before: itemsOf(change.before, input),
    after: itemsOf(change.after, input),
    points: [change.movement.from, change.movement.to]
      .map(p => p.join(", "))
      .filter(p => p !== "")
      .join("; "),
    reasons: `${change.reasons.map(r => formatReason(r, input)).join(words.list.reasons)}.`,
    remark: remarks.length > 0 ? `${remarks.join(words.list.reasons)}.` : "",
    flags,
  }
}

/** Summaries run on in one cell: the first begins large, and a paragraph is named once, after its last. */
function itemsOf(positions: readonly Position[], { lang }: PositionsInput): ItemView[] {
  return positions.map((position, i) => {
    const summary = inLanguage(position.summary, lang, `the summary of "${position.id}"`)
    const point = position.citations[0]!.paragraph
    const again = positions[i + 1]?.citations[0]?.paragraph === point
    return { summary: i === 0 ? upperFirst(summary, lang) : summary, point: again ? "" : point }
  })
}

function positionOf(position: Position, input: PositionsInput) {
  return {
    issue: upperFirst(nameOf(position.issue, "issues", input), input.lang),
    items: itemsOf([position], input),
  }
}

function differenceOf(difference: VersionDifference, { lang }: PositionsInput) {
  return {
    what: inLanguage(difference.what, lang, `the difference "${difference.id}"`),
    point: difference.citations[0]!.paragraph,
    positions: difference.positions.length,
  }
}

/** What the later source expects: things dated after its meeting, in the order of their dates. */
function expectationsOf(positions: readonly Position[], input: PositionsInput) {
  const since = input.comparison.after.meeting.date
  return positions
    .flatMap(p => (p.dates ?? []).map(date => ({ position: p, date })))
    .filter(({ date }) => (date.day ?? date.period ?? "") > since)
    .sort((a, b) => ((a.date.day ?? "") < (b.date.day ?? "") ? -1 : 1))
    .map(({ position, date }) => ({
      what: inLanguage(date.what, input.lang, `a date of "${position.id}"`),
      when: formatNamedDate(date, input.words),
      point: position.citations[0]!.paragraph,
    }))
}

function issueLists(changes: readonly Change[], input: PositionsInput) {
  const list = (label: Label) => {
    const names = changes.filter(c => c.label === label).map(c => nameOf(c.issue, "issues", input))
    return formatList([...new Set(names)], input.words)
  }
  return {
    strengthened: list("strengthened"),
    softened: list("softened"),
    reworded: list("reworded"),
    new: list("new"),
    dropped: list("no longer mentioned"),
    maintained: list("maintained"),
  }
}

function legendOf(changes: readonly Change[], words: Words): string {
  const used = (Object.keys(words.labels) as Label[]).filter(l => changes.some(c => c.label === l))
  const marks = used.map(l => `${words.marks[l]} ${words.labels[l].toLowerCase()}`)
  const flags = [
    changes.some(c => c.contestable) ? `${words.flags.contestable} ${words.legend.contestable}` : "",
    changes.some(c => c.reasons.some(r => r.tag === "judgement"))
      ? `${words.flags.judgement} ${words.legend.judgement}`
      : "",
  ].filter(f => f !== "")
  return [marks.join(words.list.separator), ...flags].join("; ")
}

/** Which paragraphs of the earlier source went into which of the later one, where text moved, merged or was split. */
function movedOf({ changes }: Comparison, words: Words) {
  const into = new Map<string, Set<string>>()
  for (const { movement } of changes.filter(c => c.movement.moved || c.movement.merged || c.movement.split)) {
    for (const to of movement.to) {
      const from = into.get(to) ?? new Set<string>()
      for (const paragraph of movement.from) from.add(paragraph)
      into.set(to, from)
    }
  }
  return [...into].map(([to, from]) => ({ to, from: formatList([...from], words) }))
}
