import type { Facts } from "../load.js"
import type { Source } from "../model/sources.js"
import type { Claim, Trace, TracedPassage } from "../model/trace.js"
import { paragraphHash } from "../source/fingerprint.js"
import { plainText } from "./format.js"
import { headingsOf } from "./headings.js"
import { type Known, knownFacts } from "./known.js"
import type { Print } from "./ledger.js"
import { addressOfSource, type NoteInput } from "./subject.js"

/** Where in a document each of its claims stands: from, to, in the order of `claimsOf`. */
export const claimPlaces = (html: string, prints: readonly Print[]): (readonly [number, number])[] =>
  toldIn(html, prints).map(({ start, end }) => [start, end])

/**
 * Everything a document prints, in the order of the text, with what it rests on. `html` is the document without marks and
 * `prints` what its ledger found in it. A print inside another that rests on the same facts is told once, by the outer.
 */
export function claimsOf(html: string, prints: readonly Print[], facts: Facts): Claim[] {
  const known = knownFacts(facts)
  const headings = headingsOf(html)
  return toldIn(html, prints).map((print, i) => {
    const { origin, facts: ids, computation, language } = print.entry
    const found = ids.flatMap(id => known.get(id) ?? [])
    return {
      id: `c${i + 1}`,
      text: plainText(html.slice(print.start, print.end)),
      origin,
      section: headings.findLast(h => h.at < print.start)?.text ?? "",
      facts: [...ids],
      ...(computation && { computation }),
      passages: passagesOf(found, { facts, ...(language && { language }) }),
      asOf: asOf(found),
    }
  })
}

function toldIn(html: string, prints: readonly Print[]): Print[] {
  const body = html.indexOf("<body")
  return prints.filter((p, i) => p.start >= body && !isTold(p, prints, i) && !inTag(html, p.start))
}

const key = ({ entry }: Print) =>
  `${entry.origin} ${entry.facts.join(" ")} ${entry.computation?.operation ?? ""}`

function isTold(print: Print, prints: readonly Print[], i: number): boolean {
  return prints.slice(0, i).some(p => p.end >= print.end && p.start <= print.start && key(p) === key(print))
}

const inTag = (html: string, at: number) => html.lastIndexOf("<", at) > html.lastIndexOf(">", at)

function passagesOf(
  found: readonly Known[],
  { facts, language }: { facts: Facts; language?: string },
): TracedPassage[] {
  return found.flatMap(({ fact, source }) =>
    fact.citations
      .filter(c => language === undefined || c.language === language)
      .map(({ language, paragraph, anchors }) => ({
        source: source.id,
        symbol: source.symbol,
        language,
        paragraph,
        anchors: [...anchors],
        hash: hashOf(source, { language, paragraph, facts }),
      })),
  )
}

function hashOf(
  { id }: Source,
  { language, paragraph, facts }: { language: string; paragraph: string; facts: Facts },
): string | null {
  const print = facts.fingerprints.get(`${id}.${language}`)
  return print ? paragraphHash(print, paragraph) : null
}

/** The one date of what a claim rests on; null where its facts have several, or the source leaves it open. */
function asOf(found: readonly Known[]): string | null {
  const dates = new Set(
    found.map(({ fact, source }) => {
      if (!("indicator" in fact)) return source.asOf
      if (fact.period) return `${fact.period.from ?? ""}/${fact.period.to ?? ""}`
      return fact.asOf ?? (fact.time ? "" : source.asOf)
    }),
  )
  const [only = ""] = dates
  return dates.size === 1 && only !== "" ? only : null
}

/** What travels inside the files of a note: its claims, and the sources they rest on. */
export function traceOf(
  { definition, edition, lang, day }: NoteInput,
  { title, sources, claims }: { title: string; sources: readonly Source[]; claims: readonly Claim[] },
): Trace {
  return {
    kind: "briefing-notes trace",
    version: 1,
    note: definition.id,
    edition,
    language: lang,
    title,
    date: day,
    asOf: sources.at(-1)!.asOf,
    sources: sources.map(source => ({
      id: source.id,
      name: source.name[lang] ?? Object.values(source.name)[0]!,
      symbol: source.symbol,
      address: addressOfSource(source),
      asOf: source.asOf,
    })),
    claims: [...claims],
  }
}
