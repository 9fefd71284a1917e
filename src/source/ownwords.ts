import type { JsonFile } from "../json.js"
import type { Citation, Texts } from "../model/common.js"
import type { Place } from "../model/problem.js"
import type { Source } from "../model/sources.js"

/** The way to a value in a data file. */
export type Path = readonly (string | number)[]

/** Something said in own words, once in each language, and where each of them stands in the data. */
export interface OwnWords {
  readonly texts: Texts
  readonly place: (language: string) => Place
}

/** What a number in own words may rest on. */
export interface Backing {
  /** Words of the report, exactly as they stand there. */
  readonly anchors: readonly { readonly language: string; readonly words: string }[]
  /** Labels of the paragraphs cited. */
  readonly labels: readonly string[]
  readonly values: readonly number[]
  /** Days, months and years as YYYY-MM-DD or shorter. */
  readonly dates: readonly string[]
  /** The year that is meant where a report leaves the year out. */
  readonly year: number
}

/** A day that a fact claims. It needs no words of the report if it is that of the source and said to be undated. */
export interface DayClaim {
  readonly date: string
  readonly place: () => Place
}

/** A fact with all that it says in own words, the days it claims, and what these may rest on. */
export interface OwnFact {
  readonly id: string
  readonly own: readonly OwnWords[]
  readonly days: readonly DayClaim[]
  readonly backing: Backing
  /** A remark on a report as a whole: it may name whatever the report's facts state, and count in words what it speaks of. */
  readonly remark?: boolean
  /** Lists of places and speakers, whose length the own words may tell. */
  readonly lists?: readonly string[]
}

/** The texts in several languages within a value of a data file, each with its path. */
export function textsIn(value: unknown, path: Path = []): { texts: Texts; path: Path }[] {
  if (typeof value !== "object" || value === null) return []
  if (isTexts(value)) return [{ texts: value, path }]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return entries.flatMap(([key, inner]) => textsIn(inner, [...path, key]))
}

const isTexts = (value: object): value is Texts =>
  !Array.isArray(value) &&
  Object.keys(value).length > 0 &&
  Object.entries(value).every(
    ([key, words]) => /^[a-z]{2,3}$/.test(key) && typeof words === "string" && /\p{L}/u.test(words),
  )

/** All that a value of a data file says in own words. */
export const ownOf = (file: JsonFile<unknown>, value: unknown, ...at: Path): OwnWords[] =>
  textsIn(value).map(({ texts, path }) => ({
    texts,
    place: language => file.place(...at, ...path, language),
  }))

/** One backing of several. */
export function joined(year: number, parts: readonly Partial<Backing>[]): Backing {
  return {
    anchors: parts.flatMap(p => p.anchors ?? []),
    labels: parts.flatMap(p => p.labels ?? []),
    values: parts.flatMap(p => p.values ?? []),
    dates: parts.flatMap(p => p.dates ?? []),
    year,
  }
}

/** What citations back: their anchors and labels. */
export const cited = (citations: readonly Citation[]): Pick<Backing, "anchors" | "labels"> => ({
  anchors: citations.flatMap(c => c.anchors.map(words => ({ language: c.language, words }))),
  labels: citations.map(c => c.paragraph),
})

/** The entries of a list that are there. */
export const there = <T>(list: readonly (T | null | undefined)[]): T[] =>
  list.filter(e => e !== null && e !== undefined)

/** The year that a source means where it leaves it out. */
export const yearOf = (source: Source): number => Number(source.asOf.slice(0, 4))

/** What a source says of itself: its title, its symbol and its dates. */
export const sourceBacking = (source: Source): Backing =>
  joined(yearOf(source), [
    cited(source.citations ?? []),
    {
      anchors: source.versions.flatMap(({ language, title, symbol }) =>
        there([title, symbol]).map(words => ({ language, words })),
      ),
      dates: there([source.date, source.asOf]),
    },
  ])
