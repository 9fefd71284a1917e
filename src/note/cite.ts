import type { Citation } from "../model/common.js"
import type { Source } from "../model/sources.js"
import { escapeHtml, formatList, formatYear } from "./format.js"
import type { Ledger } from "./ledger.js"
import { formatParagraph } from "./paragraphs.js"
import { addressOfSource } from "./subject.js"
import { fill, pluralOf, type Words } from "./words.js"

/** A fact as far as a citation needs it, with the source it stands in. */
export interface Cited {
  readonly fact: { readonly id: string; readonly citations: readonly Citation[] }
  readonly source: Source
}

/** What is needed to word a citation; `labels` are what the sources are called in the note. */
export interface CiteWords {
  readonly words: Words
  readonly lang: string
  readonly labels: ReadonlyMap<string, string>
  readonly ledger: Ledger
}

/** Citations gathered by source, the paragraphs of each in the order given: 2016, point iv; 2017, points vii and ix. */
export function citeText(cited: readonly Cited[], { words, lang, labels, ledger }: CiteWords): string {
  return bySource(cited)
    .map(group => ledger.mark(textOf(group, { words, lang, labels }), entryOf(group)))
    .join(words.list.citations)
}

/** The same as HTML: each source's part leads to the document's public address, where it has one. */
export function citeHtml(cited: readonly Cited[], { words, lang, labels, ledger }: CiteWords): string {
  return bySource(cited)
    .map(group => {
      const text = escapeHtml(textOf(group, { words, lang, labels }))
      const address = addressOfSource(group.source)
      const linked = address ? `<a class="source" href="${escapeHtml(address)}">${text}</a>` : text
      return ledger.mark(linked, entryOf(group))
    })
    .join(words.list.citations)
}

interface Group {
  readonly source: Source
  readonly facts: readonly Cited["fact"][]
}

const bySource = (cited: readonly Cited[]): Group[] =>
  [...new Set(cited.map(c => c.source))].map(source => ({
    source,
    facts: cited.filter(c => c.source === source).map(c => c.fact),
  }))

const entryOf = ({ facts }: Group) =>
  ({ origin: "fact", facts: [...new Set(facts.map(f => f.id))], cited: true }) as const

function textOf({ source, facts }: Group, { words, lang, labels }: Omit<CiteWords, "ledger">): string {
  const paragraphs = [...new Set(facts.map(f => f.citations[0]!.paragraph))]
  const unit = pluralOf(words.citation[source.numbering], paragraphs.length, words)
  const values = {
    source: labels.get(source.id) ?? formatYear(source.asOf),
    unit,
    paragraph: formatList(
      paragraphs.map(p => formatParagraph(p, source, { words, lang })),
      words,
    ),
  }
  return fill(words.citation.paragraph, values).replace(`${unit} `, `${unit}\u00a0`)
}
