import { z } from "zod"
import { id, language, schemaLink, text } from "./common.js"

/** The fingerprint of one segment: one hash a word sequence, in order, as base64 of 4 bytes each. */
export const segmentPrint = z.strictObject({
  label: text,
  /** How many normalised words the segment has. */
  words: z.int().nonnegative(),
  hashes: z.string(),
  heading: z.literal(true).optional().describe("A title or heading: nothing to be read for facts"),
  layout: z
    .string()
    .optional()
    .describe("Of a table: one hash for each line with its blanks, as base64 of 4 bytes each"),
})
export type SegmentPrint = z.infer<typeof segmentPrint>

/** The fingerprint of one language version of a source: `data/fingerprints/<source>.<language>.json`. */
export const fingerprintFile = z.strictObject({
  ...schemaLink,
  source: id,
  language,
  /** The way of making it; a change of the way is a change of this number. */
  method: z.literal(1),
  /** SHA-256 of the file that was read, hexadecimal. */
  file: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 over the segments, hexadecimal: it tells a damaged fingerprint from one that was made. */
  whole: z.string().regex(/^[0-9a-f]{64}$/),
  segments: z.array(segmentPrint),
})
export type FingerprintFile = z.infer<typeof fingerprintFile>

/** Which segments of a source were read by a person and hold no fact for any note: `data/coverage/<source>.json`. */
export const coverageFile = z.strictObject({
  ...schemaLink,
  source: id,
  none: z.array(
    z.strictObject({
      paragraphs: z.array(text).min(1).describe("Labels of segments, such as 30 or annex I.2.1.1"),
      why: text.describe("What they speak of, and why no fact was taken, in a few own words"),
    }),
  ),
})
export type CoverageFile = z.infer<typeof coverageFile>
