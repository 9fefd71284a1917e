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
  report: Pick<Report, "segments">,
  { source, language, bytes }: VersionKey & { readonly bytes: Uint8Array },
): FingerprintFile {
  return {
    source,
    language,
    method: 1,
    file: createHash("sha256").update(bytes).digest("hex"),
    segments: report.segments.map(segment => printOf(segment, { source, language })),
  }
}

/** Whether a segment is a title or a heading, in which no fact is looked for. */
export const isHeading = ({ kind }: Pick<Segment, "kind">): boolean => kind === "title" || kind === "heading"

function printOf(segment: Segment, version: VersionKey): SegmentPrint {
  const { label, text } = segment
  const words = wordsOf(text)
  const hashes = Buffer.alloc(Math.max(0, sequencesOf(words).length * 4))
  sequencesOf(words).forEach((sequence, i) => {
    hashes.writeUInt32BE(sequenceHash(sequence, version), i * 4)
  })
  const print = { label, words: words.length, hashes: hashes.toString("base64") }
  return isHeading(segment) ? { ...print, heading: true } : print
}

/** The hash of one sequence of words: the first 32 bits of SHA-256 over source, language and the words. */
export function sequenceHash(sequence: string, { source, language }: VersionKey): number {
  return createHash("sha256").update(`${source} ${language} ${sequence}`).digest().readUInt32BE(0)
}

/** The hashes of a segment's print as numbers, in their order. */
export function hashesOf({ hashes }: SegmentPrint): number[] {
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
