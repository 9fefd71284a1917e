import { distance } from "fastest-levenshtein"
import type { FingerprintFile } from "../model/fingerprints.js"
import type { Report } from "../model/reports.js"
import {
  hashesOf,
  isHeading,
  isUnder,
  linesOf,
  sequenceHash,
  type VersionKey,
  withSymbols,
} from "./fingerprint.js"
import { sequencesOf, wordsOf } from "./normalise.js"

/**
 * One language version of a source as something that words can be looked for in, be it the text itself or only its
 * fingerprint. Both are asked in the same way and give the same answers.
 */
export interface Passages extends VersionKey {
  readonly mode: "text" | "fingerprint"
  /** The labels of all segments, in the order of the text. */
  readonly labels: readonly string[]
  /** The labels of those that facts can be looked for in: all but titles and headings. */
  readonly paragraphs: readonly string[]
  /** Whether a paragraph, or a part of one, has this label. */
  has(paragraph: string): boolean
  /** Whether the words stand in the paragraph or in one of its parts, in this order, nothing between them. */
  stands(words: string, paragraph: string): boolean
  /** Whether a line of a table in the paragraph reads so, blanks counted; undefined if no table of it is at hand. */
  line(line: string, paragraph: string): boolean | undefined
  /** The labels of all segments that the words stand in. */
  where(words: string): readonly string[]
  /** What in the paragraph comes nearest to the words: its own wording, or as far as they stand there. */
  near(words: string, paragraph: string): string | undefined
}

/** The passages of a text that is at hand. */
export function textPassages(report: Pick<Report, "segments" | "symbols">, version: VersionKey): Passages {
  const segments = withSymbols(report).map(segment => ({
    label: segment.label,
    heading: isHeading(segment),
    sequences: sequencesOf(wordsOf(segment.text)),
    ...(segment.kind === "table" && { lines: linesOf(segment.text) }),
  }))
  const near = (words: string, paragraph: string) =>
    nearestWording(
      words,
      report.segments.filter(s => isUnder(s.label, paragraph)).map(s => s.text),
    )
  return { ...search(segments, sequence => sequence), ...key(version), mode: "text", near }
}

/** The passages of a text of which only the fingerprint is at hand. */
export function fingerprintPassages(fingerprint: FingerprintFile): Passages {
  const segments = fingerprint.segments.map(print => ({
    label: print.label,
    heading: print.heading ?? false,
    sequences: hashesOf(print),
    ...(print.layout !== undefined && { lines: hashesOf({ hashes: print.layout }) }),
  }))
  const found = search(segments, sequence => sequenceHash(sequence, fingerprint))
  const near = (words: string, paragraph: string) => firstStrange(words, paragraph, found)
  return { ...found, ...key(fingerprint), mode: "fingerprint", near }
}

const key = ({ source, language }: VersionKey): VersionKey => ({ source, language })

interface Searched<Sequence> {
  readonly label: string
  readonly heading: boolean
  readonly sequences: readonly Sequence[]
  /** Of a table, its lines. */
  readonly lines?: readonly Sequence[]
}

/** Text and fingerprint differ only in what a sequence is compared by: the words themselves, or their hash. */
function search<Sequence>(segments: readonly Searched<Sequence>[], comparedBy: (words: string) => Sequence) {
  const places = new Map<Sequence, (readonly [number, number])[]>()
  segments.forEach(({ sequences }, segment) => {
    sequences.forEach((sequence, at) => {
      const known = places.get(sequence)
      if (known) known.push([segment, at])
      else places.set(sequence, [[segment, at]])
    })
  })
  const labels = segments.map(s => s.label)
  const where = (words: string) => {
    const [first, ...rest] = sequencesOf(wordsOf(words)).map(comparedBy)
    if (first === undefined) return []
    const follow = ([segment, at]: readonly [number, number]) =>
      rest.every((sequence, i) => segments[segment]!.sequences[at + 1 + i] === sequence)
    return [...new Set((places.get(first) ?? []).filter(follow).map(([segment]) => labels[segment]!))]
  }
  const line = (wanted: string, paragraph: string) => {
    const tables = segments.flatMap(s => (s.lines && isUnder(s.label, paragraph) ? [s.lines] : []))
    const compared = comparedBy(wanted)
    return tables.length === 0 ? undefined : tables.some(lines => lines.includes(compared))
  }
  return {
    labels,
    line,
    paragraphs: segments.filter(s => !s.heading).map(s => s.label),
    where,
    has: (paragraph: string) => labels.some(label => isUnder(label, paragraph)),
    stands: (words: string, paragraph: string) => where(words).some(label => isUnder(label, paragraph)),
  }
}

/**
 * The run of as many words in the texts that differs least from the words given, if it differs by less than half.
 * Distances are only measured where most of the words are shared.
 */
function nearestWording(words: string, texts: readonly string[]): string | undefined {
  const wanted = wordsOf(words)
  const line = wanted.join(" ")
  const runs = texts.flatMap(text => runsOf(text, wanted))
  const most = Math.max(1, ...runs.map(run => run.shared))
  const [best] = runs
    .filter(run => run.shared === most)
    .map(run => ({ ...run, far: distance(run.words, line) }))
    .sort((a, b) => a.far - b.far)
  return best && best.far < line.length / 2 ? best.printed : undefined
}

/** All runs of a text that have as many words as are wanted, with how many of the wanted words are in each. */
function runsOf(text: string, wanted: readonly string[]) {
  const printed = text.split(/\s+/)
  const words = printed.map(word => wordsOf(word).join(" "))
  const known = new Set(wanted)
  const count = Math.max(0, printed.length - wanted.length + 1)
  return Array.from({ length: count }, (_, at) => {
    const run = words.slice(at, at + wanted.length)
    return {
      printed: printed.slice(at, at + wanted.length).join(" "),
      words: run.join(" "),
      shared: run.filter(word => known.has(word)).length,
    }
  })
}

/** The longest beginning of the words that stands in the paragraph, followed by the word that does not. */
function firstStrange(
  words: string,
  paragraph: string,
  { stands }: { stands(words: string, paragraph: string): boolean },
): string | undefined {
  const printed = words.split(/\s+/)
  for (let count = printed.length - 1; count >= 3; count--) {
    const head = printed.slice(0, count).join(" ")
    if (stands(head, paragraph)) return `${head} (but then not ${printed[count]})`
  }
  return undefined
}
