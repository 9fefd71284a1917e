import { createHash } from "node:crypto"
import type { FingerprintFile, SegmentPrint } from "../model/fingerprints.js"
import type { Report, Segment } from "../model/reports.js"
import { sequencesOf, wordsOf } from "./normalise.js"

/** Which language version of which source a fingerprint is of; both salt its hashes. */
export interface VersionKey {
  readonly source: string
  readonly language: string
}

/**
 * The fingerprint of a report's text: for each segment the hashes of every three words in a row, in their order, and
 * the SHA-256 of the file. With it citations are checked where the text is not at hand. It keeps the words of a report
 * out of the project; it does not keep them secret. They cannot be read off, but whoever guesses words can confirm the
 * guess, and whoever knows three words in a row can try a dictionary for the fourth: make none of a confidential text.
 */
export function makeFingerprint(
  report: Pick<Report, "segments" | "symbols">,
  { source, language, bytes }: VersionKey & { readonly bytes: Uint8Array },
): FingerprintFile {
  const segments = withSymbols(report).map(segment => printOf(segment, { source, language }))
  return {
    source,
    language,
    method: 1,
    file: createHash("sha256").update(bytes).digest("hex"),
    whole: wholeHash(segments),
    segments,
  }
}

/** What a print is made of: a segment, or a symbol of the document that stands for itself. */
type Printed = Pick<Segment, "label" | "text" | "kind">

/** The segments of a report, and each of its symbols as one more, so that a symbol can be asked for by itself. */
export const withSymbols = ({ segments, symbols = [] }: Pick<Report, "segments" | "symbols">): Printed[] => [
  ...segments,
  ...symbols.map((text, i) => ({ label: `symbol ${i + 1}`, text, kind: "title" as const })),
]

/** Whether a label is that of a symbol among the segments. */
export const isSymbolLabel = (label: string): boolean => /^symbol \d+$/.test(label)

/** One SHA-256, hexadecimal, over all segments of a fingerprint. */
const wholeHash = (segments: readonly SegmentPrint[]): string =>
  createHash("sha256")
    .update(segments.map(s => [s.label, s.words, s.hashes, s.heading, s.layout].join("|")).join("\n"))
    .digest("hex")

/** Whether a fingerprint is as it was made: its hash fits, and every segment has as many hashes as its words make. */
export function isWhole({ segments, whole }: FingerprintFile): boolean {
  const counted = ({ words, hashes }: SegmentPrint) =>
    Buffer.from(hashes, "base64").length / 4 === (words === 0 ? 0 : Math.max(1, words - 2))
  return wholeHash(segments) === whole && segments.every(counted)
}

/** Whether a segment is a title or a heading, in which no fact is looked for. */
export const isHeading = ({ kind }: Pick<Segment, "kind">): boolean => kind === "title" || kind === "heading"

function printOf(segment: Printed, version: VersionKey): SegmentPrint {
  const { label, text } = segment
  const words = wordsOf(text)
  const hashes = Buffer.alloc(Math.max(0, sequencesOf(words).length * 4))
  sequencesOf(words).forEach((sequence, i) => {
    hashes.writeUInt32BE(sequenceHash(sequence, version), i * 4)
  })
  const print = { label, words: words.length, hashes: hashes.toString("base64") }
  if (isHeading(segment)) return { ...print, heading: true }
  return segment.kind === "table" ? { ...print, layout: layoutOf(text, version) } : print
}

/** One hash for each line of a table, with its blanks. */
function layoutOf(text: string, version: VersionKey): string {
  const lines = linesOf(text)
  const hashes = Buffer.alloc(lines.length * 4)
  lines.forEach((line, i) => {
    hashes.writeUInt32BE(sequenceHash(line, version), i * 4)
  })
  return hashes.toString("base64")
}

/** The lines of a table as they are compared: blanks within them count, those at their ends do not. */
export const linesOf = (text: string): string[] => text.split("\n").map(line => line.normalize("NFKC").trim())

/** The hash of one sequence of words: the first 32 bits of SHA-256 over source, language and the words. */
export function sequenceHash(sequence: string, { source, language }: VersionKey): number {
  return createHash("sha256").update(`${source} ${language} ${sequence}`).digest().readUInt32BE(0)
}

/** The hashes of a segment's print as numbers, in their order. */
export function hashesOf({ hashes }: Pick<SegmentPrint, "hashes">): number[] {
  const bytes = Buffer.from(hashes, "base64")
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readUInt32BE(i * 4))
}

/** One SHA-256, hexadecimal, for the words of one segment: the same words in one version give the same, wherever they stand. */
export function segmentHash({ words, hashes }: SegmentPrint): string {
  return createHash("sha256").update(`${words} ${hashes}`).digest("hex")
}

/** Whether a segment belongs to a cited paragraph: it is the paragraph, or a part of it, as `17(a)` is of `17`. */
export function isUnder(label: string, cited: string): boolean {
  return label === cited || (label.startsWith(cited) && /^[(. ]/.test(label.slice(cited.length)))
}

/** The hash of a cited paragraph with all its parts, hexadecimal; null if the fingerprint has no such paragraph. */
export function paragraphHash(fingerprint: FingerprintFile, cited: string): string | null {
  const prints = fingerprint.segments.filter(s => isUnder(s.label, cited))
  if (prints.length === 1) return segmentHash(prints[0]!)
  if (prints.length === 0) return null
  return createHash("sha256").update(prints.map(segmentHash).join(" ")).digest("hex")
}

/** A fingerprint as the text of its file: one segment a line, so that a change of one paragraph is a change of one line. */
export function formatFingerprint({ segments, ...head }: FingerprintFile): string {
  const { $schema: _, ...rest } = head
  const fields = { $schema: "../schema/fingerprints.schema.json", ...rest }
  const lines = Object.entries(fields).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},`)
  const prints = segments.map(segment => `    ${JSON.stringify(segment)}`)
  return `{\n${lines.join("\n")}\n  "segments": [\n${prints.join(",\n")}\n  ]\n}\n`
}
