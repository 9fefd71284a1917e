import { recomputed } from "../audit/recompute.js"
import type { DataFiles } from "../files.js"
import type { JsonFile } from "../json.js"
import type { FiguresFile, Gap, Observation } from "../model/figures.js"
import type { Judgement, Position, PositionsFile } from "../model/positions.js"
import type { Place } from "../model/problem.js"
import type { Source } from "../model/sources.js"
import type { Table } from "../model/tables.js"
import { datesIn, isDate } from "./dates.js"
import {
  type Backing,
  cited,
  type DayClaim,
  joined,
  type OwnFact,
  type OwnWords,
  ownOf,
  type Path,
  sourceBacking,
  there,
  yearOf,
} from "./ownwords.js"

/** Every fact of the data with its own words, the sources and meetings among them. */
export function ownFacts(files: DataFiles): OwnFact[] {
  const sources = new Map((files.sources?.value.sources ?? []).map(s => [s.id, s]))
  const meetings = files.meetings?.value.meetings ?? []
  return [
    ...ownOfSources(files, sources),
    ...files.positions.flatMap(file => {
      const source = sources.get(meetings.find(m => m.id === file.value.meeting)?.source ?? "")
      return source ? ownOfMeeting(file, source) : []
    }),
    ...files.judgements.flatMap(file =>
      file.value.judgements.map((j, i) => judged(j, ownOf(file, j, "judgements", i), files)),
    ),
    ...files.figures.flatMap(file => {
      const source = sources.get(file.value.source)
      return source ? ownOfReport(file, source, files) : []
    }),
    ...files.tables.map(file => {
      const source = sources.get(file.value.source)
      return tabled(file, source ? yearOf(source) : Number(file.value.asOf.slice(0, 4)))
    }),
  ]
}

function ownOfSources({ sources, meetings }: DataFiles, known: ReadonlyMap<string, Source>): OwnFact[] {
  const own = (sources?.value.sources ?? []).map((source, i) => ({
    id: source.id,
    own: ownOf(sources!, source, "sources", i),
    days: [],
    backing: sourceBacking(source),
  }))
  const met = (meetings?.value.meetings ?? []).flatMap((meeting, i) => {
    const source = known.get(meeting.source)
    if (!source) return []
    const backing = sourceBacking(source)
    return [{ id: meeting.id, own: ownOf(meetings!, meeting, "meetings", i), days: [], backing }]
  })
  return [...own, ...met]
}

const positionBacking = ({ citations, resolutions = [], dates = [] }: Position): Partial<Backing> => ({
  ...cited(citations),
  labels: [...citations.map(c => c.paragraph), ...resolutions.map(r => r.number)],
  dates: dates.flatMap(d => there([d.day, d.period])),
})

function ownOfMeeting(file: JsonFile<PositionsFile>, source: Source): OwnFact[] {
  const { positions, versionDifferences = [], doubts = [] } = file.value
  const year = yearOf(source)
  const named = (ids: readonly string[] = []) =>
    positions.filter(p => ids.includes(p.id)).map(positionBacking)
  const fact = (id: string, own: readonly OwnWords[], parts: readonly Partial<Backing>[]): OwnFact => ({
    id,
    own,
    days: [],
    backing: joined(year, parts),
  })
  return [
    ...positions.map((p, i) => fact(p.id, ownOf(file, p, "positions", i), [positionBacking(p)])),
    ...versionDifferences.map((d, i) =>
      fact(d.id, ownOf(file, d, "versionDifferences", i), [cited(d.citations), ...named(d.positions)]),
    ),
    ...doubts.map((d, i) => ({
      ...fact(d.id, ownOf(file, d, "doubts", i), [doubted(d, d.language), ...named(d.positions)]),
      remark: true,
    })),
  ]
}

function judged(
  { before, after }: Judgement,
  own: readonly OwnWords[],
  { positions, meetings }: DataFiles,
): OwnFact {
  const ids = [...before, ...after]
  const named = positions.flatMap(f => f.value.positions).filter(p => ids.includes(p.id))
  const met = positions.filter(f => f.value.positions.some(p => ids.includes(p.id)))
  const dates = met.flatMap(f => there([meetings?.value.meetings.find(m => m.id === f.value.meeting)?.date]))
  return {
    id: ids.join(" and "),
    own,
    days: [],
    backing: joined(0, [...named.map(positionBacking), { dates }]),
  }
}

const doubted = (
  { paragraph, printed }: { readonly paragraph: string; readonly printed?: string | undefined },
  language: string,
): Partial<Backing> => ({
  anchors: printed === undefined ? [] : [{ language, words: printed }],
  labels: [paragraph],
})

function tabled(file: JsonFile<Table>, year: number): OwnFact {
  const { id, citation, asOf, rows, totals, misprints = [] } = file.value
  const wrong = misprints.flatMap(m => {
    const row = rows.find(r => r.id === m.row) ?? totals
    const cells = Object.values(row?.cells ?? {})
    return [m.printed, m.corrected, ...there(cells)]
  })
  const backing = joined(year, [cited([citation]), { values: wrong, dates: [asOf] }])
  const days = [{ date: asOf, place: () => file.place("asOf") }]
  return { id, own: ownOf(file, file.value), days, backing }
}

function ownOfReport(file: JsonFile<FiguresFile>, source: Source, files: DataFiles): OwnFact[] {
  const all = new Map(files.figures.flatMap(f => f.value.observations).map(o => [o.id, o]))
  const named = (ids: readonly (string | undefined)[]) =>
    there(ids.map(id => all.get(id ?? ""))).map(o => observationBacking(o, all))
  const { observations, gaps } = file.value
  return [
    ...remarksOf(file, source, files, named(observations.map(o => o.id))),
    ...observations.map((o, i): OwnFact => {
      const { of, ceiling, recompute, beside = [], time, fromTable } = o
      const wrong = files.tables.flatMap(({ value: { id, misprints = [] } }) =>
        misprints.filter(m => id === fromTable?.table && m.column === fromTable.column),
      )
      return {
        id: o.id,
        own: ownOf(file, o, "observations", i),
        lists: listsOf(o),
        days: daysOf(o, source, (...path) => file.place("observations", i, ...path)),
        backing: joined(yearOf(source), [
          observationBacking(o, all),
          { values: wrong.flatMap(m => [m.printed, m.corrected]) },
          ...named([of, ceiling, ...(recompute?.inputs ?? []), ...beside]),
          ...(time ? [sourceBacking(source)] : []),
        ]),
      }
    }),
    ...gaps.map((g, i): OwnFact => {
      const { day, period } = g.expected ?? {}
      const place = () => file.place("gaps", i, "expected", day ? "day" : "period")
      return {
        id: g.id,
        own: ownOf(file, g, "gaps", i),
        lists: listsOf(g),
        days: there([day, period]).map(date => ({ date, place })),
        backing: joined(yearOf(source), [gapBacking(g), ...named([...g.figures, ...(g.beside ?? [])])]),
      }
    }),
  ]
}

const listsOf = ({ place, speaker }: Pick<Gap, "place" | "speaker">): string[] =>
  there([place, speaker?.who]).flatMap(texts => Object.values(texts))

/** Doubts and silences are of the report as a whole: they may name whatever its facts state, and other reports' years. */
function remarksOf(
  file: JsonFile<FiguresFile>,
  source: Source,
  files: DataFiles,
  facts: readonly Partial<Backing>[],
): OwnFact[] {
  const { gaps, doubts = [], notReported = [] } = file.value
  const read = files.coverage.filter(c => c.value.source === source.id).flatMap(c => c.value.none)
  const years = (files.sources?.value.sources ?? []).map(s => s.asOf)
  const backing = joined(yearOf(source), [
    sourceBacking(source),
    ...facts,
    ...gaps.map(gapBacking),
    ...doubts.map(d => doubted(d, source.versions[0]!.language)),
    { labels: read.flatMap(r => r.paragraphs), dates: years },
  ])
  const remark = (id: string, own: readonly OwnWords[]) => ({ id, own, days: [], backing, remark: true })
  return [
    ...notReported.map((n, i) => remark(n.indicator, ownOf(file, n, "notReported", i))),
    ...doubts.map((d, i) => remark(d.id, ownOf(file, d, "doubts", i))),
  ]
}

const gapBacking = ({ citations, expected }: Gap): Partial<Backing> => ({
  ...cited(citations),
  dates: there([expected?.day, expected?.period]),
})

function observationBacking(o: Observation, all: ReadonlyMap<string, Observation>): Partial<Backing> {
  const { citations, value, misprint, asOf, period, recompute } = o
  const inputs = there((recompute?.inputs ?? []).map(id => all.get(id)?.value))
  const made = recompute && inputs.length > 1 ? recomputed(recompute.operation, inputs) : undefined
  return {
    ...cited(citations),
    values: there([value, misprint?.printed, misprint?.corrected, made && Math.round(made)]),
    dates: there([asOf, period?.from, period?.to]),
  }
}

/** The days of an observation that must stand in its anchors: all but those of the source where the time says so, and a cell's. */
function daysOf(o: Observation, source: Source, place: (...path: Path) => Place): DayClaim[] {
  const { asOf, period, time, fromTable } = o
  const titled = source.versions.flatMap(({ title, language }) => datesIn(title ?? "", language))
  const free = (date: string) =>
    (time !== undefined && date === source.asOf) ||
    (fromTable !== undefined && date === asOf) ||
    titled.some(d => isDate(d, date))
  const claims = [
    { date: asOf, place: () => place("asOf") },
    { date: period?.from, place: () => place("period", "from") },
    { date: period?.to, place: () => place("period", "to") },
  ]
  return claims.flatMap(({ date, place }) => (date && !free(date) ? [{ date, place }] : []))
}
