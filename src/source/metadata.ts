import type { DataFiles } from "../files.js"
import { type Place, type Problem, problem } from "../model/problem.js"
import type { Source } from "../model/sources.js"
import type { CitedFact } from "./cited.js"
import { dateForms, datesIn, isDate } from "./dates.js"
import { isSymbolLabel } from "./fingerprint.js"
import type { Passages } from "./passages.js"

type At = (...path: readonly (string | number)[]) => Place

/** What the list of sources, the meetings and the symbols of resolutions say of documents that is not so. */
export function metadataProblems(files: DataFiles, passages: readonly Passages[]): Problem[] {
  const { sources, meetings, positions } = files
  const all = sources?.value.sources ?? []
  const ofSources = all.flatMap((source, i) => {
    const at: At = (...path) => sources!.place("sources", i, ...path)
    return sourceProblems(
      source,
      passages.filter(p => p.source === source.id),
      at,
    )
  })
  const ofMeetings = (meetings?.value.meetings ?? []).flatMap((meeting, i) => {
    const source = all.find(s => s.id === meeting.source)
    const day = source && (source.date ?? source.asOf)
    if (!day || day === meeting.date) return []
    const what = `the meeting is of ${meeting.date}, its source "${meeting.source}" of ${day}`
    const hint = "correct one of them against the report"
    return [problem(what, { place: meetings!.place("meetings", i, "date"), hint })]
  })
  const ofResolutions = positions.flatMap(file =>
    file.value.positions.flatMap((position, i) =>
      (position.resolutions ?? []).flatMap(({ number, symbol }, j) => {
        if (!symbol || digitsOf(symbol).join(" ") === digitsOf(number).join(" ")) return []
        const place = file.place("positions", i, "resolutions", j, "symbol")
        const hint = "the symbol has the number and the year of the resolution"
        return [problem(`the symbol ${symbol} is not that of resolution ${number}`, { place, hint })]
      }),
    ),
  )
  return [...ofSources, ...ofMeetings, ...ofResolutions]
}

const digitsOf = (text: string): readonly string[] => text.match(/\d+/g) ?? []

/** The passages that a source cites for its own date, as a fact, so that they are checked as any other. */
export function sourceFacts({ sources }: DataFiles): CitedFact[] {
  return (sources?.value.sources ?? []).flatMap(({ id, citations = [] }, i) => {
    if (citations.length === 0) return []
    const passages = citations.map(({ language, paragraph, anchors }, j) => ({
      language,
      paragraph,
      place: () => sources!.place("sources", i, "citations", j, "paragraph"),
      anchors: anchors.map((words, k) => ({
        words,
        place: () => sources!.place("sources", i, "citations", j, "anchors", k),
      })),
    }))
    return [{ id, kind: "source", source: id, passages, operative: [], dates: [], resolutions: [] }]
  })
}

function sourceProblems(source: Source, passages: readonly Passages[], at: At): Problem[] {
  return [
    ...symbolProblems(source, at),
    ...source.versions.flatMap((version, i) => {
      const text = passages.find(p => p.language === version.language)
      return text ? versionProblems(version, text, (...path) => at("versions", i, ...path)) : []
    }),
    ...(passages.length > 0 ? dateProblems(source, passages, at) : []),
  ]
}

/** The symbol of a source is one that its versions print. */
function symbolProblems({ symbol, versions }: Source, at: At): Problem[] {
  const printed = [...new Set(versions.flatMap(v => v.symbol ?? []))]
  if (symbol === null ? printed.length === 0 : printed.includes(symbol)) return []
  const what = `the symbol is ${symbol ?? "missing"}, that of the versions ${printed.join(", ") || "missing"}`
  return [problem(what, { place: at("symbol"), hint: "take the symbol that the copies print" })]
}

const isFront = (label: string) => /^(?:title|opening)(?: \d+)?$/.test(label)

function versionProblems({ title, symbol }: Source["versions"][0], text: Passages, at: At): Problem[] {
  const name = `${text.source} (${text.language})`
  const found: Problem[] = []
  if (title !== null && !text.where(title).some(label => label === "title")) {
    const hint = "copy the title from the report, or write null if it prints none"
    found.push(problem(`the title of ${name} does not print “${title}”`, { place: at("title"), hint }))
  }
  const symbols = text.labels.filter(isSymbolLabel)
  if (symbol !== null && !text.where(symbol).some(isSymbolLabel)) {
    const hint = "copy the symbol from the title or the running heads, or write null if there is none"
    found.push(problem(`${name} does not print the symbol ${symbol}`, { place: at("symbol"), hint }))
  }
  if (symbol === null && symbols.length > 0) {
    const hint = "write it down; `brief ingest` shows it"
    found.push(problem(`${name} prints a symbol that is not given`, { place: at("symbol"), hint }))
  }
  return found
}

/** The dates of a source stand in its title or its opening, or in the anchors it cites for them. */
function dateProblems(source: Source, passages: readonly Passages[], at: At): Problem[] {
  const { date, asOf, citations = [], versions } = source
  const inFront = (day: string) =>
    passages.some(p => dateForms(day, p.language).some(form => p.where(form).some(isFront)))
  // A day without its year is of the year that the document's symbol has.
  const year = Number(/(?<!\d)(?:19|20)\d\d(?!\d)/.exec(versions[0]!.symbol ?? "")?.[0])
  const inAnchors = (day: string) =>
    citations.some(({ anchors, language }) =>
      anchors.some(words => datesIn(words, language).some(found => isDate(found, day, year))),
    )
  const claims = [
    ["date", date],
    ["asOf", asOf],
  ] as const
  return claims.flatMap(([key, day]) => {
    if (day === null || inFront(day) || inAnchors(day)) return []
    const hint = "correct it, or cite under citations where the report prints it"
    const what = `the date ${day} stands neither in the title or the opening of ${source.id} nor in an anchor`
    return [problem(what, { place: at(key), hint })]
  })
}
