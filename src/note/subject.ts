import type { Facts } from "../load.js"
import type { Chart } from "../model/chart.js"
import type { NoteDefinition, Particulars } from "../model/notes.js"
import type { Source } from "../model/sources.js"
import { addressOf, formatDay, formatList, inLanguage } from "./format.js"
import { fill, type Words } from "./words.js"

/** What a note is made of, besides its templates and what it compares. */
export interface NoteInput {
  readonly definition: NoteDefinition
  readonly lang: string
  readonly words: Words
  readonly facts: Facts
  readonly particulars: Particulars
  /** The date of the note, YYYY-MM-DD. */
  readonly day: string
}

/** What a note is about, as its templates show it, whichever kind of comparison it makes. */
export interface Subject {
  /** The later meeting or report: prose written about it bears its name. */
  readonly about: string
  readonly view: object
  /** The rows of the comparison table. */
  readonly rows: number
  readonly charts: readonly Chart[]
  /** The sources cited, the earlier first. */
  readonly sources: readonly Source[]
}

/** The header block: as given, or null and then visibly blank. */
export function particularsOf(
  { particulars, day, words, lang }: NoteInput,
  sources: readonly (Source | undefined)[],
) {
  const cited = sources.filter(s => s !== undefined)
  return {
    for: particulars.for,
    from: particulars.from,
    handling: particulars.handling,
    day: formatDay(day, words),
    asOf: formatDay(cited.at(-1)!.asOf, words),
    status: particulars.checkedBy
      ? fill(words.particulars.checkedBy, { name: particulars.checkedBy })
      : words.particulars.draft,
    sources: cited.map(s => sourceView(s, { words, lang })),
  }
}

/** A source as lists of sources show it; `address` is null where the document has none. */
export function sourceView(source: Source, { words, lang }: { words: Words; lang: string }) {
  const united = source.symbol?.startsWith("S/") || source.symbol?.startsWith("A/")
  return {
    name: inLanguage(source.name, lang, `the name of source "${source.id}"`),
    symbol: source.symbol ?? words.noSymbol,
    address: source.address ?? (source.symbol && united ? addressOf(source.symbol) : null),
    languages: formatList(
      source.versions.map(v => words.languages[v.language] ?? v.language),
      words,
    ),
  }
}
