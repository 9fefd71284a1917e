import type Handlebars from "handlebars"
import type { Citation } from "../model/common.js"
import type { Position } from "../model/positions.js"
import { citeHtml } from "./cite.js"
import { addressOf, escapeHtml, formatNamedDate, inLanguage } from "./format.js"
import { type Find, type HelperState, html, type Options, ofFact, wrong } from "./helperstate.js"
import type { Known } from "./known.js"
import { formatParagraph } from "./paragraphs.js"
import { restsOnHelper } from "./restson.js"
import { saidProblem } from "./said.js"

/**
 * The helpers that print what a fact says: its `date`, `resolution`, `operative` words, `quote`, `summaryOf`; where it
 * stands: `cite`, `paragraph`; `said`, words with a number in them that the fact must say; and `restsOn`, which prints nothing.
 */
export function factHelpers(state: HelperState, find: Find): Record<string, Handlebars.HelperDelegate> {
  return { ...namedHelpers(state, find), ...placeHelpers(state, find), ...wordHelpers(state, find) }
}

function positionOf(id: unknown, options: Options, find: Find): Position {
  const { fact } = find(id, options)
  return "issue" in fact ? fact : wrong(`"${id}" is no position`, options)
}

/** The dates and resolutions that a position names. */
function namedHelpers(state: HelperState, find: Find): Record<string, Handlebars.HelperDelegate> {
  const nth = (options: Options) => Number(options.hash.n ?? 0)
  return {
    date: (id: unknown, options: Options) => {
      const date = positionOf(id, options, find).dates?.[nth(options)]
      return date
        ? ofFact(formatNamedDate(date, state.words), id, state)
        : wrong(`"${id}" names no date`, options)
    },
    resolution: (id: unknown, options: Options) => {
      const named = positionOf(id, options, find).resolutions?.[nth(options)]
      if (!named) return wrong(`"${id}" names no resolution`, options)
      const text = escapeHtml(named.number.replace(" ", "\u00a0"))
      const linked = named.symbol ? `<a href="${escapeHtml(addressOf(named.symbol))}">${text}</a>` : text
      return html(ofFact(linked, id, state))
    },
  }
}

/** Where facts stand. */
function placeHelpers(state: HelperState, find: Find): Record<string, Handlebars.HelperDelegate> {
  return {
    cite: (...args: unknown[]) => {
      const options = args.pop() as Options
      const cited = args.map(id => find(id, options))
      return html(citeHtml(cited, state))
    },
    restsOn: restsOnHelper(state),
    paragraph: (id: unknown, options: Options) => {
      const { fact, source } = find(id, options)
      const label = formatParagraph(fact.citations[0]!.paragraph, source, state)
      return state.ledger.mark(label, { origin: "fact", facts: [fact.id], cited: true })
    },
  }
}

/** What facts say, in own words or in those of the report. */
function wordHelpers(state: HelperState, find: Find): Record<string, Handlebars.HelperDelegate> {
  const { words, lang, ledger } = state
  return {
    summaryOf: (id: unknown, options: Options) => {
      const { fact } = find(id, options)
      const texts = "what" in fact ? fact.what : fact.summary
      return ofFact(inLanguage(texts, lang, `the summary of "${id}"`), id, state)
    },
    said: (text: unknown, id: unknown, options: Options) => {
      const problem = saidProblem(String(text), find(id, options).fact, state)
      return problem ? wrong(problem, options) : ofFact(String(text), id, state)
    },
    quote: (id: unknown, language: unknown, options: Options) => {
      const quoted = quoteText(find(id, options).fact, String(language), options, state)
      return html(ofFact(quoted, id, { ledger, language }))
    },
    operative: (id: unknown, language: unknown, options: Options) => {
      const found = positionOf(id, options, find).operative.find(o => o.language === language)
      if (!found) return wrong(`"${id}" has no operative words in "${language}"`, options)
      const own = inOwnDirection(found.words, found.language, lang)
      return html(ofFact(words.quotes[0] + own + words.quotes[1], id, { ledger, language }))
    },
  }
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
