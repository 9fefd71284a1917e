import Handlebars from "handlebars"
import type { Facts } from "../load.js"
import type { Citation } from "../model/common.js"
import type { Gap, Observation } from "../model/figures.js"
import type { Position, VersionDifference } from "../model/positions.js"
import { type Place, ProblemError, problem } from "../model/problem.js"
import type { Source } from "../model/sources.js"
import { nearest } from "../references.js"
import { figureHelpers } from "./figurehelpers.js"
import {
  addressOf,
  escapeHtml,
  formatCount,
  formatDay,
  formatList,
  formatNamedDate,
  formatYear,
  upperFirst,
} from "./format.js"
import { fill, type Words } from "./words.js"

/** A fact that prose can name, with the source it stands in. */
interface Known {
  readonly fact: Position | VersionDifference | Observation | Gap
  readonly source: Source
}

/** What the helpers need to know, and the notes they gather in the order of the text. */
export interface HelperState {
  readonly lang: string
  readonly words: Words
  readonly facts: Facts
  readonly notes: string[]
  /** What the sources of the note are called in it. */
  readonly labels: ReadonlyMap<string, string>
}

/** What Handlebars gives a helper besides its arguments. */
export interface Options {
  readonly hash: Readonly<Record<string, unknown>>
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } }
  readonly fn: (context: unknown) => string
}

const html = (text: string) => new Handlebars.SafeString(text)

/**
 * The helpers that templates and prose may use. Each number, date, symbol or quotation on a page comes through one of
 * them, from a fact: `count`, `year`, `day`, `date`, `cite`, `resolution`, `quote`; `assessment` and `note` are blocks.
 */
export function makeHelpers(state: HelperState): Record<string, Handlebars.HelperDelegate> {
  const { words } = state
  const known = knownFacts(state.facts)
  const find = (id: unknown, options: Options) => findFact(String(id), known, options)
  const position = (id: unknown, options: Options) => {
    const { fact } = find(id, options)
    return "issue" in fact ? fact : wrong(`"${id}" is no position`, options)
  }
  return {
    count: (n: unknown, options: Options) => formatCount(whole(n, options), words),
    Count: (n: unknown, options: Options) => upperFirst(formatCount(whole(n, options), words), state.lang),
    upper: (text: unknown) => upperFirst(String(text), state.lang),
    year: (day: unknown) => formatYear(String(day)),
    day: (day: unknown) => formatDay(String(day), words),
    date: (id: unknown, options: Options) => {
      const date = position(id, options).dates?.[Number(options.hash.n ?? 0)]
      return date ? formatNamedDate(date, words) : wrong(`"${id}" names no date`, options)
    },
    cite: (...args: unknown[]) => {
      const options = args.pop() as Options
      return citeText(
        args.map(id => find(id, options)),
        state,
      )
    },
    resolution: (id: unknown, options: Options) => {
      const named = position(id, options).resolutions?.[Number(options.hash.n ?? 0)]
      if (!named) return wrong(`"${id}" names no resolution`, options)
      const text = escapeHtml(named.number.replace(" ", "\u00a0"))
      return html(named.symbol ? `<a href="${escapeHtml(addressOf(named.symbol))}">${text}</a>` : text)
    },
    quote: (id: unknown, language: unknown, options: Options) =>
      html(quoteText(find(id, options).fact, String(language), options, state)),
    operative: (id: unknown, language: unknown, options: Options) => {
      const found = position(id, options).operative.find(o => o.language === language)
      if (!found) return wrong(`"${id}" has no operative words in "${language}"`, options)
      return html(words.quotes[0] + inOwnDirection(found.words, found.language, state.lang) + words.quotes[1])
    },
    ...figureHelpers(state, (id, options) => find(id, options).fact as Observation, wrong),
    assessment(this: unknown, options: Options) {
      const mark = `<span class="assessment-mark">${escapeHtml(words.assessment)}</span>`
      return html(`<span class="assessment">${mark} ${options.fn(this).trim()}</span>`)
    },
    note(this: unknown, options: Options) {
      const n = state.notes.push(options.fn(this).trim())
      return html(`<sup><a href="#fn${n}" role="doc-noteref" id="fnref${n}">${n}</a></sup>`)
    },
    notes: () => html(state.notes.map((text, i) => noteItem(text, i + 1)).join("\n")),
    isBelow: (a: unknown, b: unknown) => Number(a) < Number(b),
    hasNotes: () => state.notes.length > 0,
  }
}

function noteItem(text: string, n: number): string {
  return `<li id="fn${n}" role="doc-endnote"><p>${text}</p></li>`
}

function knownFacts(facts: Facts): Map<string, Known> {
  return new Map([
    ...facts.meetings.flatMap(({ source, positions, versionDifferences }) =>
      [...positions, ...versionDifferences].map(fact => [fact.id, { fact, source }] as [string, Known]),
    ),
    ...facts.reports.flatMap(({ source, observations, gaps }) =>
      [...observations, ...gaps].map(fact => [fact.id, { fact, source }] as [string, Known]),
    ),
  ])
}

function findFact(id: string, known: ReadonlyMap<string, Known>, options: Options): Known {
  return known.get(id) ?? wrong(`there is no fact "${id}"`, options, nearest(id, known.keys()))
}

/** Citations gathered by source: 2016, point iv; 2017, points vii and ix. */
function citeText(cited: readonly Known[], { words, labels }: HelperState): string {
  const sources = [...new Set(cited.map(c => c.source))]
  const texts = sources.map(source => {
    const paragraphs = [
      ...new Set(cited.filter(c => c.source === source).map(c => c.fact.citations[0]!.paragraph)),
    ]
    const { point, points, para, paras } = words.citation
    const [one, many] = source.numbering === "roman points" ? [point, points] : [para, paras]
    const unit = paragraphs.length === 1 ? one : many
    const values = {
      source: labels.get(source.id) ?? formatYear(source.asOf),
      unit,
      paragraph: formatList(paragraphs, words),
    }
    return fill(words.citation.paragraph, values).replace(`${unit} `, `${unit}\u00a0`)
  })
  return texts.join("; ")
}

function quoteText(
  fact: Known["fact"],
  language: string,
  options: Options,
  { words, lang }: HelperState,
): string {
  const citation = fact.citations.find((c: Citation) => c.language === language)
  const anchor = citation?.anchors[Number(options.hash.n ?? 0)]
  if (!anchor) return wrong(`"${fact.id}" has no such anchor in "${language}"`, options)
  const [open, close] = words.quotes
  return open + inOwnDirection(anchor, language, lang) + close
}

/** Words of another language, tagged with it, and kept in its direction. */
function inOwnDirection(text: string, language: string, lang: string): string {
  if (language === lang) return escapeHtml(text)
  const dir = ["ar", "fa", "he", "ur"].includes(language) ? "rtl" : "ltr"
  return `<bdi class="quote" lang="${language}" dir="${dir}">${escapeHtml(text)}</bdi>`
}

function whole(n: unknown, options: Options): number {
  return typeof n === "number" && Number.isInteger(n) ? n : wrong("there is no such count", options)
}

function wrong(what: string, { loc }: Options, near?: string): never {
  const place: Place | undefined = loc && { file: "", line: loc.start.line, column: loc.start.column + 1 }
  const hint = near ? `did you mean "${near}"?` : "see `brief facts` for what is curated"
  throw new ProblemError([problem(what, { ...(place && { place }), hint })])
}
