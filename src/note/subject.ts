import type { Facts } from "../load.js"
import type { Chart } from "../model/chart.js"
import type { NoteDefinition, Particulars } from "../model/notes.js"
import type { Past } from "../model/since.js"
import type { Source } from "../model/sources.js"
import { addressOf, formatDay, formatList, inLanguage } from "./format.js"
import { type Entry, type Ledger, withoutMarks } from "./ledger.js"
import type { Lines } from "./lines.js"
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
  /** The edition's identifier, such as 2026-11. */
  readonly edition: string
  /** What is printed passes through it. */
  readonly ledger: Ledger
  /** Languages of the note that this edition lacks, because they lag behind; none unless given. */
  readonly missing?: readonly string[]
  /** Where the text was not reviewed since what it rests on changed, in words; nowhere unless given. */
  readonly unreviewed?: string
  /** What changed since the edition before; the note does not speak of it unless given. */
  readonly past?: Past
}

/** How a fact stands in the comparison: its label or class, as a key and as the note prints it. */
export interface Standing {
  readonly key: string
  readonly text: string
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
  /** The facts behind each count that templates print, by its path in the view: counts.new. */
  readonly counted: Readonly<Record<string, readonly string[]>>
  /** How the facts compared stand, by identifier. */
  readonly standings: ReadonlyMap<string, Standing>
  /** What of the comparison prose can say it rests on, besides facts. */
  readonly lines: Lines
}

const ofDocument: Entry = { origin: "document", facts: [] }

/** Passes on what a source's own description says: its date, symbol, name. */
export const markDocument = (text: string, { ledger }: Pick<NoteInput, "ledger">) =>
  ledger.mark(text, ofDocument)

/** Passes on what a fact says. */
export const markFact = (
  text: string,
  facts: { readonly id: string } | readonly { readonly id: string }[],
  { ledger }: Pick<NoteInput, "ledger">,
) => ledger.mark(text, { origin: "fact", facts: "id" in facts ? [facts.id] : facts.map(f => f.id) })

/** The header block: as given, or null and then visibly blank. */
export function particularsOf(
  { particulars, day, words, lang, ledger, missing = [], unreviewed }: NoteInput,
  sources: readonly (Source | undefined)[],
) {
  const cited = sources.filter(s => s !== undefined)
  const given = (text: string | null) =>
    text && ledger.mark(withoutMarks(text), { origin: "given", facts: [] })
  return {
    for: given(particulars.for),
    from: given(particulars.from),
    handling: given(particulars.handling),
    day: ledger.mark(formatDay(day, words), { origin: "edition", facts: [] }),
    asOf: markDocument(formatDay(cited.at(-1)!.asOf, words), { ledger }),
    status: [
      particulars.checkedBy
        ? fill(words.particulars.checkedBy, { name: given(particulars.checkedBy)! })
        : words.particulars.draft,
      ...(missing.length > 0
        ? [fill(words.particulars.missing, { languages: nameLanguages(missing, words) })]
        : []),
    ].join(words.list.clause),
    unreviewed: unreviewed ? ledger.mark(unreviewed, { origin: "edition", facts: [] }) : null,
    sources: cited.map(s => sourceView(s, { words, lang, ledger })),
  }
}

/** A source as lists of sources show it; `address` is null where the document has none. */
export function sourceView(
  source: Source,
  { words, lang, ledger }: { words: Words; lang: string; ledger: Ledger },
) {
  const name = inLanguage(source.name, lang, `the name of source "${source.id}"`)
  return {
    name: markDocument(name, { ledger }),
    symbol: source.symbol ? markDocument(source.symbol, { ledger }) : words.noSymbol,
    address: addressOfSource(source),
    languages: nameLanguages(
      source.versions.map(v => v.language),
      words,
    ),
  }
}

/** The public address of a source: the one it is curated with, or that of its United Nations symbol; null if neither. */
export function addressOfSource({ address, symbol }: Source): string | null {
  const united = symbol?.startsWith("S/") || symbol?.startsWith("A/")
  return address ?? (symbol && united ? addressOf(symbol) : null)
}

const nameLanguages = (languages: readonly string[], words: Words) =>
  formatList(
    languages.map(lang => words.languages[lang] ?? lang),
    words,
  )
