import type { Facts } from "../load.js"
import type { Change, Comparison, Side } from "../model/comparison.js"
import type { Label, Position, VersionDifference } from "../model/positions.js"
import {
  formatDay,
  formatItems,
  formatList,
  formatNamedDate,
  formatYear,
  inLanguage,
  upperFirst,
} from "./format.js"
import { countLines, issueLines } from "./lines.js"
import { formatParagraph } from "./paragraphs.js"
import { formatReason, nameOf, type Speech } from "./reasons.js"
import { markDocument, markFact, type NoteInput, particularsOf, type Subject, sourceView } from "./subject.js"
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
  const counted = countedFacts(input)
  const view = makeView(input, counted)
  const groups = [view.added, view.dropped, view.maintained].filter(group => group.length > 0)
  const sources = [comparison.before?.source, comparison.after.source].filter(s => s !== undefined)
  return {
    about: comparison.after.meeting.id,
    view,
    rows: view.changed.length + groups.length,
    charts: [],
    sources,
    counted: Object.fromEntries(Object.entries(counted).map(([name, ids]) => [`counts.${name}`, ids])),
    standings: new Map(
      comparison.changes.flatMap(({ label: key, before, after }) =>
        [...before, ...after].map(p => [p.id, { key, text: note.words.labels[key] }] as const),
      ),
    ),
    lines: new Map([...issueLines(comparison, note.facts.issues.keys()), ...countLines(counted)]),
  }
}

/** The facts that each count counts: lines of the table by their positions, positions, differences, doubts. */
function countedFacts({ comparison: { changes, before, after }, facts }: PositionsInput) {
  const line = ({ before, after }: Change) => [...before, ...after].map(p => p.id).join("+")
  const lines = (wanted: (c: Change) => boolean) => changes.filter(wanted).map(line)
  const labelled = (label: Label) => lines(c => c.label === label)
  const ids = (list: readonly { readonly id: string }[]) => list.map(f => f.id)
  return {
    all: lines(() => true),
    paired: lines(c => c.comparable),
    strengthened: labelled("strengthened"),
    softened: labelled("softened"),
    reworded: labelled("reworded"),
    new: labelled("new"),
    dropped: labelled("no longer mentioned"),
    maintained: labelled("maintained"),
    strengthenedContestable: lines(c => c.label === "strengthened" && c.contestable),
    before: ids(positionsOn(before, facts)),
    after: ids(positionsOn(after, facts)),
    versionDifferences: ids(onMeeting(after, facts)?.versionDifferences ?? []),
    doubts: [before, after].flatMap(s => ids(doubtsOn(s, facts))),
    meetings: [before, after].flatMap(s => s?.meeting.id ?? []),
  }
}

function makeView(input: PositionsInput, counted: ReturnType<typeof countedFacts>) {
  const { comparison, words, facts, lang } = input
  const { changes } = comparison
  const of = (...labels: Label[]) =>
    labels.flatMap(l => changes.filter(c => c.label === l)).map(c => rowOf(c, input))
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
    moved: movedOf(input),
    counts: Object.fromEntries(Object.entries(counted).map(([name, ids]) => [name, ids.length])) as Record<
      keyof typeof counted,
      number
    >,
    issuesOf: issueLists(changes, input),
    differences: meeting.versionDifferences.map(d => differenceOf(d, input)),
    expectations: expectationsOf(meeting.positions, input),
  }
}

const onMeeting = (side: Side | undefined, facts: Facts) =>
  facts.meetings.find(m => m.meeting.id === side?.meeting.id)
const positionsOn = (side: Side | undefined, facts: Facts) => onMeeting(side, facts)?.positions ?? []
const doubtsOn = (side: Side | undefined, facts: Facts) => onMeeting(side, facts)?.doubts ?? []

function sideOf({ meeting, source }: Side, input: PositionsInput) {
  const { words, lang, facts } = input
  const body = facts.actors.get(meeting.body)!
  return {
    year: markDocument(formatYear(meeting.date), input),
    day: markDocument(formatDay(meeting.date, words), input),
    place: inLanguage(meeting.place, lang, `the place of meeting "${meeting.id}"`),
    body: inLanguage(body.name, lang, `the name of "${body.id}"`),
    source: sourceView(source, input),
  }
}

function columnsOf(input: PositionsInput) {
  const { words, comparison } = input
  const year = (side: Side | undefined) => (side ? markDocument(formatYear(side.meeting.date), input) : "")
  return {
    issue: words.columns.issue,
    before: fill(words.columns.before, { year: year(comparison.before) }),
    after: fill(words.columns.after, { year: year(comparison.after) }),
    change: words.columns.change,
  }
}

function groupReasons(input: PositionsInput) {
  const { words, comparison } = input
  const years = { before: comparison.before?.meeting.date ?? "", after: comparison.after.meeting.date }
  const yearOf = (date: string) => markDocument(formatYear(date), input)
  return {
    new: fill(words.groupReasons.new, { year: yearOf(years.before) }),
    dropped: fill(words.groupReasons["no longer mentioned"], { year: yearOf(years.after) }),
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
  const sides = [...change.before, ...change.after]
  const mark = (text: string) => markFact(text, sides, input)
  return {
    label: mark(words.labels[change.label]),
    labelClass: `label-${change.label.replaceAll(" ", "-")}`,
    mark: words.marks[change.label],
    issue: upperFirst(nameOf(change.issue, "issues", input), input.lang),
    before: itemsOf(change.before, input),
    after: itemsOf(change.after, input),
    points: mark(pointsOf(change, input)),
    reasons: mark(`${change.reasons.map(r => formatReason(r, input)).join(words.list.reasons)}.`),
    remark: remarks.length > 0 ? mark(`${remarks.join(words.list.reasons)}.`) : "",
    flags,
  }
}

/** The points of both sides that a row rests on: those of the earlier source, then those of the later one. */
function pointsOf({ movement }: Change, input: PositionsInput): string {
  const { before, after } = input.comparison
  const shown = (labels: readonly string[], side: Side | undefined) =>
    labels.map(p => (side ? formatParagraph(p, side.source, input) : p)).join(input.words.list.separator)
  return [shown(movement.from, before), shown(movement.to, after)]
    .filter(p => p !== "")
    .join(input.words.list.clause)
}

/** The point in which a position or a difference stands, as a reader of the note's language finds it. */
function pointOf(fact: Position | VersionDifference, input: PositionsInput): string {
  const meeting = input.facts.meetings.find(m =>
    [...m.positions, ...m.versionDifferences].some(f => f.id === fact.id),
  )!
  return formatParagraph(fact.citations[0]!.paragraph, meeting.source, input)
}

/** Summaries run on in one cell: the first begins large, and a paragraph is named once, after its last. */
function itemsOf(positions: readonly Position[], input: PositionsInput): ItemView[] {
  const { lang } = input
  return positions.map((position, i) => {
    const summary = inLanguage(position.summary, lang, `the summary of "${position.id}"`)
    const { paragraph } = position.citations[0]!
    const again = positions[i + 1]?.citations[0]?.paragraph === paragraph
    return {
      summary: markFact(i === 0 ? upperFirst(summary, lang) : summary, position, input),
      point: again ? "" : markFact(pointOf(position, input), position, input),
    }
  })
}

function positionOf(position: Position, input: PositionsInput) {
  return {
    issue: upperFirst(nameOf(position.issue, "issues", input), input.lang),
    items: itemsOf([position], input),
  }
}

function differenceOf(difference: VersionDifference, input: PositionsInput) {
  const what = inLanguage(difference.what, input.lang, `the difference "${difference.id}"`)
  return {
    what: markFact(what, difference, input),
    point: markFact(pointOf(difference, input), difference, input),
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
      what: markFact(inLanguage(date.what, input.lang, `a date of "${position.id}"`), position, input),
      when: markFact(formatNamedDate(date, input.words), position, input),
      point: markFact(pointOf(position, input), position, input),
    }))
}

function issueLists(changes: readonly Change[], input: PositionsInput) {
  const list = (label: Label) => {
    const labelled = changes.filter(c => c.label === label)
    const names = formatItems([...new Set(labelled.map(c => nameOf(c.issue, "issues", input)))], input.words)
    const sides = labelled.flatMap(c => [...c.before, ...c.after])
    return markFact(names, sides, input)
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
  return [marks.join(words.list.separator), ...flags].join(words.list.clause)
}

/** Which paragraphs of the earlier source went into which of the later one, where text moved, merged or was split. */
function movedOf(input: PositionsInput) {
  const { changes } = input.comparison
  const into = new Map<string, Set<string>>()
  for (const { movement } of changes.filter(c => c.movement.moved || c.movement.merged || c.movement.split)) {
    for (const to of movement.to) {
      const from = into.get(to) ?? new Set<string>()
      for (const paragraph of movement.from) from.add(paragraph)
      into.set(to, from)
    }
  }
  return [...into].map(([to, from]) => {
    const there = changes.filter(c => c.movement.to.includes(to)).flatMap(c => [...c.before, ...c.after])
    const mark = (text: string) => markFact(text, there, input)
    const { before, after } = input.comparison
    const earlier = [...from].map(p => (before ? formatParagraph(p, before.source, input) : p))
    return {
      to: mark(formatParagraph(to, after.source, input)),
      from: mark(formatList(earlier, input.words)),
    }
  })
}
