import type { DataFiles } from "../files.js"
import type { Host } from "../host.js"
import { type Problem, problem } from "../model/problem.js"
import { checkCitations } from "./citations.js"
import type { Composed } from "./composed.js"

/**
 * What keeps notes from being issued although they can be composed: a citation or value that does not stand in its
 * report, and a source that nobody could check because neither its text nor its fingerprint is at hand.
 */
export async function citationErrors(
  files: DataFiles,
  composed: readonly Composed[],
  host: Host,
): Promise<readonly Problem[]> {
  const { problems, citations } = await checkCitations(
    files,
    { sources: host.env.BRIEF_SOURCES || undefined },
    host,
  )
  const printed = new Set(
    composed
      .flatMap(c => c.page.trace?.claims ?? [])
      .flatMap(c => c.passages.map(p => `${p.source} ${p.language}`)),
  )
  const unchecked = citations.versions.filter(
    v => v.mode === "none" && printed.has(`${v.source} ${v.language}`),
  )
  return [
    ...problems.filter(p => p.severity === "error"),
    ...unchecked.map(({ source, language }) =>
      problem(
        `what is printed of ${source} (${language}) cannot be checked: neither its text nor its fingerprint is at hand`,
        {
          place: { file: `data/fingerprints/${source}.${language}.json` },
          hint: `make the fingerprint with \`brief ingest FILE --source ${source} --fingerprint\``,
        },
      ),
    ),
  ]
}
