import type { Computation, FigureComparison, FigureRow, FigureSide } from "../model/figurecomparison.js"
import type { Gap, Observation } from "../model/figures.js"
import type { FiguresRule } from "../model/notes.js"
import type { Source } from "../model/sources.js"
import { numbersIn } from "../source/numbersin.js"
import { chartNote, chartOf } from "./figurechart.js"
import { formatCaveat, formatClassReason } from "./figurereasons.js"
import {
  formatDay,
  formatExpected,
  formatNumber,
  formatSigned,
  formatSpan,
  formatValue,
  inLanguage,
  upperFirst,
} from "./format.js"
import { sourceLabels } from "./labels.js"
import { countLines, rowLines } from "./lines.js"
import { markDocument, markFact, type NoteInput, particularsOf, type Subject, sourceView } from "./subject.js"
import { fill } from "./words.js"

/** One thing a report says in a cell: a value with what it counts, or a summary; and where it stands. */
export interface FigureItem {
  readonly value: string
  readonly text: string
  readonly when: string
  readonly paragraph: string
}

/** What a note on figures needs: the note, its comparison, and the years or dates by which its sources go. */
export type FiguresInput = NoteInput & {
  readonly comparison: FigureComparison
  readonly labels: ReadonlyMap<string, string>
}

/** What a note on figures is about, and how it is shown. */
export function figuresSubject(note: NoteInput, comparison: FigureComparison): Subject {
  const sources = [comparison.before, comparison.after]
  const input: FiguresInput = { ...note, comparison, labels: sourceLabels(sources, note.words) }
  const rule = note.definition.compare as FiguresRule
  const drawn = rule.chart ? chartOf(rule.chart, input) : undefined
  const below = rule.chart ? chartNote(rule.chart, input) : null
  const counted = countedRows(comparison.rows)
  const chart = drawn ? { id: drawn.chart.id, alt: drawn.alt, title: drawn.chart.title, note: below } : null
  return {
    about: comparison.after.id,
    view: { ...viewOf(input, counted), chart },
    rows: comparison.rows.length,
    charts: drawn ? [drawn.chart] : [],
    sources,
    counted: Object.fromEntries(Object.entries(counted).map(([name, ids]) => [`counts.${name}`, ids])),
    standings: new Map(
      comparison.rows.flatMap(({ class: key, before, after }) =>
        [before, after]
          .flatMap(side => [...side.observations, ...side.gaps])
          .map(fact => [fact.id, { key, text: note.words.classes[key] }] as const),
      ),
    ),
    lines: new Map([...rowLines(comparison), ...countLines(counted)]),
  }
}

/** The rows that each count counts, by their names in the note's definition. */
function countedRows(rows: readonly FigureRow[]) {
  const classed = (name: FigureRow["class"]) => rows.filter(r => r.class === name).map(r => r.id)
  return {
    all: rows.map(r => r.id),
    comparable: classed("comparable"),
    wordsOnly: classed("words only"),
    oneSide: classed("one side only"),
    silent: classed("not reported"),
    reports: ["before", "after"],
  }
}

function viewOf(input: FiguresInput, counted: ReturnType<typeof countedRows>) {
  const { comparison, words, lang } = input
  const { before, after, rows } = comparison
  const shown = rows.map(row => rowView(row, input))
  return {
    lang,
    dir: words.dir,
    words,
    particulars: particularsOf(input, [before, after]),
    before: reportView(before, input),
    after: reportView(after, input),
    paragraphs: { before: words.paragraphsOf[before.numbering], after: words.paragraphsOf[after.numbering] },
    rows: shown,
    notComparable: shown.filter(r => r.className !== "comparable"),
    counts: Object.fromEntries(Object.entries(counted).map(([name, ids]) => [name, ids.length])),
    limits: input.definition.limits,
    expectations: expectationsOf(input),
  }
}

function reportView(source: Source, input: FiguresInput) {
  return {
    label: markDocument(input.labels.get(source.id)!, input),
    day: markDocument(formatDay(source.asOf, input.words), input),
    source: sourceView(source, input),
  }
}

function rowView(row: FigureRow, input: FiguresInput) {
  const { words, lang, definition } = input
  const rule = (definition.compare as FiguresRule).rows.find(r => r.id === row.id)!
  const beside = row.caveats.filter(c => c.tag !== "disagreement")
  const because = [
    ...row.reasons.map(r => formatClassReason(r, input)),
    ...beside.map(c => formatCaveat(c, input)),
  ]
  const noted = row.caveats.filter(c => c.tag === "disagreement").map(c => formatCaveat(c, input))
  const observations = [...row.before.observations, ...row.after.observations]
  const own = [row.before, row.after].flatMap(side => [...side.observations, ...side.gaps])
  const mark = (text: string, also: readonly Observation[] = []) =>
    markFact(text, [...new Set([...own, ...also])], input)
  const sentence = (clauses: readonly string[]) => `${upperFirst(clauses.join(words.list.clause), lang)}.`
  return {
    id: row.id,
    name: upperFirst(inLanguage(rule.name, lang, `the name of row "${row.id}"`), lang),
    className: row.class.replaceAll(" ", "-"),
    label: mark(words.classes[row.class]),
    mark: words.classMarks[row.class],
    before: itemsOf(row.before, input.comparison.before, input),
    after: itemsOf(row.after, input.comparison.after, input),
    reason: mark(sentence(because), beside.length > 0 ? ceilingsOf(observations, input) : []),
    noted: noted.length > 0 ? mark(sentence(noted), disputedBy(row, input)) : "",
    computed: row.computed.map(c => computedText(c, row, input)),
  }
}

/** The ceilings that a row's figures have: what its caveats tell rests on them as well. */
function ceilingsOf(own: readonly { readonly ceiling?: string | undefined }[], { facts }: FiguresInput) {
  const ids = new Set(own.flatMap(o => o.ceiling ?? []))
  return facts.reports.flatMap(r => r.observations).filter(o => ids.has(o.id))
}

/** What in the same report has a number that a disagreement names, such as the total of an annex. */
function disputedBy({ caveats }: FigureRow, { facts }: FiguresInput): Observation[] {
  const ids = new Set(caveats.flatMap(c => (c.tag === "disagreement" ? [c.observation] : [])))
  return facts.reports.flatMap(({ observations }) => {
    const texts = observations.flatMap(o => (ids.has(o.id) ? Object.entries(o.disagreement ?? {}) : []))
    const values = new Set(texts.flatMap(([lang, text]) => numbersIn(text, lang).map(n => n.value)))
    // Small numbers are more often those of paragraphs and days.
    return observations.filter(o => o.value !== null && o.value > 99 && values.has(o.value))
  })
}

function itemsOf({ observations, gaps }: FigureSide, source: Source, input: FiguresInput): FigureItem[] {
  return [...observations.map(o => observationItem(o, source, input)), ...gaps.map(g => gapItem(g, input))]
}

function observationItem(o: Observation, source: Source, input: FiguresInput): FigureItem {
  const { facts, lang, words } = input
  const mark = (text: string) => markFact(text, o, input)
  const paragraph = mark(o.citations[0]!.paragraph)
  const when = mark(whenOf(o, source, input))
  if (o.value === null) {
    const summary = upperFirst(inLanguage(o.summary, lang, `the summary of "${o.id}"`), lang)
    return { value: "", text: mark(summary), when, paragraph }
  }
  const { name } = facts.indicators.get(o.indicator)!
  const value = formatValue({ value: o.value, qualifier: o.qualifier }, facts.units.get(o.unit)!, words, {
    setting: "table",
    lang,
  })
  const ceiling = facts.reports.flatMap(r => r.observations).find(c => c.id === o.ceiling)
  const limit =
    ceiling && ceiling.value !== null
      ? ` ${fill(words.values.ofCeiling, { ceiling: markFact(formatNumber(ceiling.value, words), ceiling, input) })}`
      : ""
  return {
    value: mark(value),
    text: mark(inLanguage(name, lang, `the name of indicator "${o.indicator}"`)) + limit,
    when,
    paragraph,
  }
}

function gapItem(g: Gap, input: FiguresInput): FigureItem {
  const summary = inLanguage(g.summary, input.lang, `the summary of "${g.id}"`)
  return {
    value: "",
    text: markFact(upperFirst(summary, input.lang), g, input),
    when: "",
    paragraph: markFact(g.citations[0]!.paragraph, g, input),
  }
}

/** The date of a value, where it is not that of the report's information. */
export function whenOf(
  { asOf, period, time }: Observation,
  source: Source,
  { words, lang }: FiguresInput,
): string {
  if (asOf) return asOf === source.asOf ? "" : fill(words.dates.asAt, { date: formatDay(asOf, words) })
  if (period) return period.to === source.asOf ? "" : formatSpan(period, words)
  return time ? inLanguage(time, lang, "a time") : ""
}

function computedText(c: Computation, row: FigureRow, input: FiguresInput): string {
  const { operation, value, inputs, printed } = c
  const facts = printed ? [printed, ...inputs] : inputs
  const computation = { operation, value, inputs: [...inputs] }
  return input.ledger.mark(computedWords(c, row, input), { origin: "computation", facts, computation })
}

function computedWords(
  c: Computation,
  { before }: FigureRow,
  { words, labels, comparison }: FiguresInput,
): string {
  if (c.operation === "difference")
    return fill(words.computed.difference, { value: formatSigned(c.value, words) })
  if (c.operation === "percentage points")
    return fill(words.computed.points, { value: formatSigned(Math.round(c.value), words) })
  const side = before.observations.some(o => c.inputs.includes(o.id)) ? comparison.before : comparison.after
  const value = fill(words.values.table.share, { value: formatNumber(Math.round(c.value), words) })
  const pattern = c.printed ? words.computed.printedShare : words.computed.share
  return fill(pattern, { year: labels.get(side.id)!, value })
}

/** What the later report expects, in the order of its dates; what has no date comes last. */
function expectationsOf(input: FiguresInput) {
  const { facts, comparison, lang } = input
  const report = facts.reports.find(r => r.source.id === comparison.after.id)!
  return report.gaps
    .flatMap(g => (g.expected ? [{ ...g.expected, gap: g, paragraph: g.citations[0]!.paragraph }] : []))
    .sort((a, b) => ((a.day ?? a.period ?? "9") < (b.day ?? b.period ?? "9") ? -1 : 1))
    .map(e => ({
      what: markFact(inLanguage(e.what, lang, "an expectation"), e.gap, input),
      when: markFact(formatExpected(e, input), e.gap, input),
      paragraph: markFact(e.paragraph, e.gap, input),
    }))
}
