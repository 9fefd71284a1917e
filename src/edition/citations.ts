import { join } from "node:path"
import type { DataFiles } from "../files.js"
import type { Host } from "../host.js"
import type { JsonFile } from "../json.js"
import type { FingerprintFile } from "../model/fingerprints.js"
import { type Problem, ProblemError, problem } from "../model/problem.js"
import type { Source, Version } from "../model/sources.js"
import { backedProblems } from "../source/backed.js"
import { type CitedFact, citedFacts } from "../source/cited.js"
import { type Coverage, coverageOf, coverageProblems, formatCoverage } from "../source/coverage.js"
import { drift, driftProblems } from "../source/drift.js"
import { isWhole, makeFingerprint } from "../source/fingerprint.js"
import { metadataProblems, sourceFacts } from "../source/metadata.js"
import { ownFacts } from "../source/ownfacts.js"
import { fingerprintPassages, type Passages, textPassages } from "../source/passages.js"
import { sameNumbersProblems } from "../source/samenumbers.js"
import { verify } from "../source/verify.js"

/** What checking citations came to, as `brief check --json` gives it. */
export interface CitationAccount {
  /** What the citations were checked against; "mixed" if one version by its text and another by its fingerprint. */
  readonly mode: "text" | "fingerprint" | "mixed" | "none"
  readonly versions: readonly {
    readonly source: string
    readonly language: string
    readonly mode: "text" | "fingerprint" | "none"
  }[]
  /** How many facts, anchors and values were checked, and how many facts could not be. */
  readonly facts: number
  readonly anchors: number
  readonly values: number
  readonly unchecked: number
}

/** A version of a source as far as it is at hand, with what is wrong about that. */
interface Opened {
  readonly source: Source
  readonly version: Version
  readonly passages?: Passages
  readonly problems: readonly Problem[]
  readonly notes: readonly string[]
}

/** Against what citations are checked, and how grave it is that a version is not at hand. */
export interface CitationOptions {
  /** The folder of the reports' texts; without it the fingerprints are asked. */
  readonly sources: string | undefined
  /** What it is that facts of a version with neither text nor fingerprint go unchecked; a warning unless told. */
  readonly unchecked?: "error" | "warning"
}

/**
 * Checks every citation, every number in own words and what is said of the sources, against the texts in the folder `sources`, or against the fingerprints where it is not given or
 * a text is missing; tells what changed in a text since its fingerprint was made, and how far each source was read.
 */
export async function checkCitations(
  files: DataFiles,
  { sources, unchecked = "warning" }: CitationOptions,
  host: Host,
): Promise<{
  readonly problems: readonly Problem[]
  readonly lines: readonly string[]
  readonly citations: CitationAccount
  readonly coverage: readonly Coverage[]
}> {
  const facts = [...sourceFacts(files), ...citedFacts(files)]
  const versions = (files.sources?.value.sources ?? []).flatMap(source =>
    source.versions.map(version => ({ source, version })),
  )
  const opened = await Promise.all(
    versions.map(v => open({ ...v, files, facts, folder: sources, unchecked, host })),
  )
  const passages = opened.flatMap(o => o.passages ?? [])
  const { problems: strayed, ...counts } = verify(facts, passages)
  const coverage = passages.map(p =>
    coverageOf(p, facts, files.coverage.find(c => c.value.source === p.source)?.value),
  )
  const unread = files.coverage.flatMap(file => coverageProblems(file, passages, facts))
  const citations = accountOf(opened, counts)
  const own = [...backedProblems(ownFacts(files)), ...sameNumbersProblems(files)]
  const said = metadataProblems(files, passages)
  return {
    problems: [...opened.flatMap(o => o.problems), ...strayed, ...unread, ...own, ...said],
    lines: [
      citationLine(citations, strayed.length),
      ...opened.flatMap(o => o.notes),
      ...coverage.map(formatCoverage),
    ],
    citations,
    coverage,
  }
}

interface ToOpen {
  readonly source: Source
  readonly version: Version
  readonly files: DataFiles
  readonly facts: readonly CitedFact[]
  readonly folder: string | undefined
  readonly unchecked: "error" | "warning"
  readonly host: Host
}

async function open(asked: ToOpen): Promise<Opened> {
  const { source, version, files, facts, folder, host } = asked
  const stored = files.fingerprints.find(
    ({ value }) => value.source === source.id && value.language === version.language,
  )
  const read = folder ? await readVersion(source, version, folder, host) : undefined
  if (read?.fresh && read.passages) {
    const { fresh, passages } = read
    const drifted = stored ? drifts(stored, { fresh, passages, facts }) : noFingerprint(source, version)
    return { source, version, passages, ...drifted }
  }
  const problems = [...(read?.problems ?? [])]
  if (stored && !isWhole(stored.value))
    return { source, version, problems: [...problems, damaged(stored)], notes: [] }
  if (stored) {
    return { source, version, passages: fingerprintPassages(stored.value), problems, notes: [] }
  }
  const citing = facts.filter(f => f.source === source.id).length
  return { source, version, problems: [...problems, ...notAtHand(asked, citing)], notes: [] }
}

/** A version's text, read and segmented; where that cannot be done, the reasons. */
async function readVersion(source: Source, { language, file }: Version, folder: string, host: Host) {
  const path = join(folder, file)
  try {
    const bytes = await host.read(path)
    if (!bytes) return { problems: [missingText(path, source, language)] }
    const { readLayer } = await import("../source/read.js")
    const { segmentReport } = await import("../source/segment.js")
    const report = segmentReport(await readLayer(file, bytes), { numbering: source.numbering })
    const version = { source: source.id, language }
    const fresh = makeFingerprint(report, { ...version, bytes })
    return { fresh, passages: textPassages(report, version), problems: [] }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { problems: error.problems }
  }
}

function drifts(
  stored: JsonFile<FingerprintFile>,
  { fresh, passages, facts }: { fresh: FingerprintFile; passages: Passages; facts: readonly CitedFact[] },
): Pick<Opened, "problems" | "notes"> {
  if (!isWhole(stored.value)) return { problems: [damaged(stored)], notes: [] }
  const found = drift(stored.value, fresh)
  const at = (label: string | undefined) => stored.value.segments.findIndex(s => s.label === label)
  const place = (label: string | undefined) =>
    at(label) < 0 ? stored.place("segments") : stored.place("segments", at(label), "label")
  if (found.changes.length > 0)
    return { problems: driftProblems(found, facts, { text: passages, place }), notes: [] }
  const name = `${passages.source} (${passages.language})`
  const note = `text: ${name}: the file has other bytes than when the fingerprint was made, its words are the same`
  return { problems: [], notes: found.file ? [note] : [] }
}

function missingText(path: string, source: Source, language: string): Problem {
  return problem(`the text of ${source.id} (${language}) is not there`, {
    severity: "warning",
    place: { file: path },
    hint: "put it into the folder of sources; until then the fingerprint is asked",
  })
}

function noFingerprint(source: Source, { language, file }: Version): Pick<Opened, "problems" | "notes"> {
  const what = `${source.id} (${language}) has no fingerprint, so its citations cannot be checked without the text`
  const hint = `make it with \`brief ingest ${file} --fingerprint\``
  const place = { file: `data/fingerprints/${source.id}.${language}.json` }
  return { problems: [problem(what, { severity: "warning", place, hint })], notes: [] }
}

function damaged(stored: JsonFile<FingerprintFile>): Problem {
  const { source, language } = stored.value
  const hint = "restore the file, or make it again with `brief ingest FILE --fingerprint`"
  return problem(`the fingerprint of ${source} (${language}) is damaged: it is not as it was made`, {
    place: stored.place("whole"),
    hint,
  })
}

function notAtHand({ source, version, unchecked }: ToOpen, citing: number): Problem[] {
  const { language, file } = version
  const what = `neither text nor fingerprint of ${source.id} (${language}) is at hand: ${citing} facts of it are unchecked`
  const hint = `name the folder of ${file} with --sources or BRIEF_SOURCES, or \`brief ingest\` it with --fingerprint`
  const place = { file: `data/fingerprints/${source.id}.${language}.json` }
  return [problem(what, { severity: unchecked, place, hint })]
}

function accountOf(
  opened: readonly Opened[],
  counts: Pick<CitationAccount, "facts" | "anchors" | "values" | "unchecked">,
): CitationAccount {
  const versions = opened.map(({ source, version, passages }) => ({
    source: source.id,
    language: version.language,
    mode: passages?.mode ?? ("none" as const),
  }))
  const modes = [...new Set(versions.map(v => v.mode).filter(mode => mode !== "none"))]
  const mode = modes.length > 1 ? "mixed" : (modes[0] ?? "none")
  return { mode, versions, ...counts }
}

function citationLine({ versions, ...c }: CitationAccount, strayed: number): string {
  const by = (["text", "fingerprint", "none"] as const).flatMap(mode => {
    const names = versions.filter(v => v.mode === mode).map(v => `${v.source}.${v.language}`)
    return names.length > 0 ? [`${mode === "none" ? "not at hand" : `by ${mode}`}: ${names.join(", ")}`] : []
  })
  const fault = strayed > 0 ? `, ${strayed} at fault` : ""
  const left = c.unchecked > 0 ? `; ${c.unchecked} facts unchecked` : ""
  const counts = `${c.facts} facts, ${c.anchors} anchors and ${c.values} values checked${fault}${left}`
  return `citations: ${counts} (${by.join("; ")})`
}
