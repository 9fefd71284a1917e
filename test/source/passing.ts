import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Facts } from "../../src/load.js"
import type { Report, Segment } from "../../src/model/reports.js"
import { makeFingerprint } from "../../src/source/fingerprint.js"
import { fingerprintPassages, type Passages, textPassages } from "../../src/source/passages.js"
import { readLayer } from "../../src/source/read.js"
import { segmentReport } from "../../src/source/segment.js"

/** The folder of the reports, which stay outside the project. */
export const sourcesFolder = process.env.BRIEF_SOURCES ?? join("..", "shared", "sources")
export const haveSources = existsSync(sourcesFolder)

/** An invented report: texts by label. */
export function reportOf(texts: Readonly<Record<string, string>>): Pick<Report, "segments"> {
  const segments = Object.entries(texts).map(
    ([label, text]): Segment => ({
      label,
      text,
      printed: "",
      kind: "paragraph",
      part: "body",
      lines: [1, 1],
    }),
  )
  return { segments }
}

/** An invented report as text and as fingerprint. */
export function bothOf(
  texts: Readonly<Record<string, string>>,
  version = { source: "made-up", language: "en" },
): { text: Passages; print: Passages } {
  const report = reportOf(texts)
  const fingerprint = makeFingerprint(report, { ...version, bytes: new Uint8Array() })
  return { text: textPassages(report, version), print: fingerprintPassages(fingerprint) }
}

/** The passages of all reports, once by text and once by fingerprint. */
export async function allPassages({ sources }: Facts): Promise<{ text: Passages[]; print: Passages[] }> {
  const text: Passages[] = []
  const print: Passages[] = []
  for (const source of sources.values()) {
    for (const { language, file } of source.versions) {
      const bytes = readFileSync(join(sourcesFolder, file))
      const report = segmentReport(await readLayer(file, bytes), { numbering: source.numbering })
      const version = { source: source.id, language }
      text.push(textPassages(report, version))
      print.push(fingerprintPassages(makeFingerprint(report, { ...version, bytes })))
    }
  }
  return { text, print }
}
