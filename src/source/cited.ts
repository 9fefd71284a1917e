import type { DataFiles } from "../files.js"
import type { JsonFile } from "../json.js"
import type { Citation } from "../model/common.js"
import type { FiguresFile, Observation, Qualifier } from "../model/figures.js"
import type { NamedDate, Position, PositionsFile } from "../model/positions.js"
import type { Place } from "../model/problem.js"
import type { Source } from "../model/sources.js"
import { type Table, totalRow } from "../model/tables.js"

/** Words that a fact says stand in a report, and where in the data they are written. */
export interface CitedWords {
  readonly words: string
  readonly place: () => Place
}

/** A paragraph that a fact cites, in one language version, with the words that must stand in it. */
export interface CitedPassage {
  readonly language: string
  readonly paragraph: string
  readonly anchors: readonly CitedWords[]
  readonly place: () => Place
}

/** What a fact says that must stand in the words it cites, beside the anchors themselves. */
export interface CitedFact {
  readonly id: string
  readonly kind: "position" | "version difference" | "doubt" | "observation" | "gap" | "table row" | "source"
  readonly source: string
  readonly passages: readonly CitedPassage[]
  /** Operative words of one language; the intensifier must stand in them. */
  readonly operative: readonly (CitedWords & {
    readonly language: string
    readonly intensifier?: CitedWords
  })[]
  /** A number that the anchors must state; `share` if it is a percentage, `fromTable` if a table's cell answers for it. */
  readonly value?: {
    readonly value: number
    readonly share: boolean
    readonly fromTable?: boolean
    readonly place: () => Place
  }
  /** How near the number claims to be, which the words around it must say. */
  readonly qualifier?: { readonly qualifier: Qualifier; readonly place: () => Place }
  readonly dates: readonly (NamedDate & { readonly place: () => Place })[]
  readonly resolutions: readonly CitedWords[]
  /** Of a table's row: the line it makes with its blanks, by how much of its name may stand in it; none without blanks. */
  readonly line?: { readonly lines: readonly string[]; readonly place: () => Place }
}

type Path = readonly (string | number)[]
type At = (...path: Path) => () => Place

/** Every curated fact that cites a paragraph, with all that must stand there, in the order of the data files. */
export function citedFacts(files: DataFiles): CitedFact[] {
  const sources = new Map((files.sources?.value.sources ?? []).map(s => [s.id, s]))
  const ofMeetings = files.positions.flatMap(file => {
    const meeting = files.meetings?.value.meetings.find(m => m.id === file.value.meeting)
    const source = meeting && sources.get(meeting.source)
    return source ? factsOfMeeting(file, source) : []
  })
  const ofReports = files.figures.flatMap(file => {
    const source = sources.get(file.value.source)
    return source ? factsOfReport(file, source, files) : []
  })
  return [...ofMeetings, ...ofReports, ...files.tables.flatMap(rowsOfTable)]
}

/** Each row of a table stands in the text with all it prints, one after another; the table's own anchors stand for its head. */
function rowsOfTable(file: JsonFile<Table>): CitedFact[] {
  const { id, source, citation, rows, totals } = file.value
  const { language, paragraph } = citation
  const blankless = rows.every(r => !r.blanks)
  const rowCited = (row: string, name: string, { printed, blanks }: Table["rows"][0], ...path: Path) => {
    const anchors = [{ words: `${name} ${printed.join(" ")}`.trim(), place: atOf(file, ...path)("printed") }]
    const passage = { language, paragraph, anchors, place: atOf(file, "citation")("paragraph") }
    const fact: CitedFact = bare("table row", `${id}.${row}`, source, [passage])
    const line = { lines: linesWith(name, printed, blanks ?? []), place: atOf(file, ...path)("blanks") }
    return blankless || name === "" ? fact : { ...fact, line }
  }
  const head = citation.anchors.map((words, i) => ({ words, place: atOf(file, "citation")("anchors", i) }))
  const own = { language, paragraph, anchors: head, place: atOf(file, "citation")("paragraph") }
  return [
    bare("table row", id, source, [own]),
    ...rows.map((r, i) => rowCited(r.id, r.name[language] ?? "", r, "rows", i)),
    ...(totals ? [rowCited(totalRow, "", { ...totals, id: totalRow, name: {} }, "totals")] : []),
  ]
}

/** A row as a line of the table, once for each end of the name that it may begin with. */
function linesWith(name: string, printed: readonly string[], blanks: readonly number[]): string[] {
  if (blanks.length !== printed.length) return []
  const numbers = printed.map((number, i) => " ".repeat(blanks[i]!) + number).join("")
  const words = name.split(/\s+/)
  return words.map((_, at) => words.slice(at).join(" ").normalize("NFKC") + numbers)
}

function factsOfMeeting(file: JsonFile<PositionsFile>, { id: source }: Source): CitedFact[] {
  const { positions, versionDifferences = [], doubts = [] } = file.value
  return [
    ...positions.map((p, i) => positionCited(p, source, atOf(file, "positions", i))),
    ...versionDifferences.map(({ id, citations }, i) =>
      bare("version difference", id, source, passagesOf(citations, atOf(file, "versionDifferences", i))),
    ),
    ...doubts.map(({ id, language, paragraph, printed }, i) =>
      bare("doubt", id, source, [doubted(language, paragraph, printed, atOf(file, "doubts", i))]),
    ),
  ]
}

function factsOfReport(file: JsonFile<FiguresFile>, { id: source, versions }: Source, files: DataFiles) {
  const { observations, gaps, doubts = [] } = file.value
  const language = versions[0]!.language
  const shares = new Set(files.indicators?.value.units.filter(u => u.kind === "share").map(u => u.id))
  return [
    ...observations.map((o, i) => observationCited(o, source, atOf(file, "observations", i), shares)),
    ...gaps.map(({ id, citations }, i) =>
      bare("gap", id, source, passagesOf(citations, atOf(file, "gaps", i))),
    ),
    ...doubts.map(({ id, paragraph, printed }, i) =>
      bare("doubt", id, source, [doubted(language, paragraph, printed, atOf(file, "doubts", i))]),
    ),
  ]
}

const atOf =
  (file: JsonFile<object>, ...start: Path): At =>
  (...path) =>
  () =>
    file.place(...start, ...path)

function bare(
  kind: CitedFact["kind"],
  id: string,
  source: string,
  passages: readonly CitedPassage[],
): CitedFact {
  return { id, kind, source, passages, operative: [], dates: [], resolutions: [] }
}

function passagesOf(citations: readonly Citation[], at: At): CitedPassage[] {
  return citations.map(({ language, paragraph, anchors }, i) => ({
    language,
    paragraph,
    anchors: anchors.map((words, j) => ({ words, place: at("citations", i, "anchors", j) })),
    place: at("citations", i, "paragraph"),
  }))
}

/** A doubt about a word or two is checked by what stands around them; without any words, only the paragraph is. */
function doubted(language: string, paragraph: string, printed: string | undefined, at: At): CitedPassage {
  const anchors = printed === undefined ? [] : [{ words: printed, place: at("printed") }]
  return { language, paragraph, anchors, place: at("paragraph") }
}

function positionCited(position: Position, source: string, at: At): CitedFact {
  const { id, citations, operative, dates = [], resolutions = [] } = position
  return {
    ...bare("position", id, source, passagesOf(citations, at)),
    operative: operative.map(({ language, words, intensifier }, i) => ({
      language,
      words,
      place: at("operative", i, "words"),
      ...(intensifier && {
        intensifier: { words: intensifier, place: at("operative", i, "intensifier") },
      }),
    })),
    dates: dates.map((date, i) => ({ ...date, place: at("dates", i, date.day ? "day" : "period") })),
    resolutions: resolutions.map(({ number }, i) => ({
      words: number,
      place: at("resolutions", i, "number"),
    })),
  }
}

function observationCited(
  { id, citations, value, unit, misprint, qualifier, fromTable }: Observation,
  source: string,
  at: At,
  shares: ReadonlySet<string>,
): CitedFact {
  return {
    ...bare("observation", id, source, passagesOf(citations, at)),
    ...(value !== null && {
      value: {
        value: misprint?.printed ?? value,
        share: shares.has(unit),
        fromTable: fromTable !== undefined,
        place: at("value"),
      },
      qualifier: { qualifier, place: at("qualifier") },
    }),
  }
}
