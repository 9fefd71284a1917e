import type { Host, NewFile } from "../host.js"
import { type Facts, load } from "../load.js"
import { fail, ProblemError, problem } from "../model/problem.js"
import type { IngestDoubt, Report, SegmentKind } from "../model/reports.js"
import type { Source } from "../model/sources.js"
import { nearest } from "../references.js"
import { type CitedFact, citedFacts } from "../source/cited.js"
import { languageOf } from "../source/detect.js"
import { draftsFile } from "../source/draft.js"
import { draftLanguages } from "../source/draftlanguages.js"
import { formatFingerprint, makeFingerprint } from "../source/fingerprint.js"
import { wordsOf } from "../source/normalise.js"
import { textPassages } from "../source/passages.js"
import { readLayer } from "../source/read.js"
import { segmentReport } from "../source/segment.js"
import { verify } from "../source/verify.js"

/** How to read a report, and what to make of it; every field has a default. */
export interface IngestOptions {
  /** The source it is a version of; unless given, the one that has a version of the file's name, if any. */
  readonly source?: string
  /** The language; that of the version, else the one that the file declares or its words show. */
  readonly language?: string
  /** Write drafts of facts to `data/drafts/`; default no. */
  readonly draft?: boolean
  /** Write the fingerprint to `data/fingerprints/`; default no. */
  readonly fingerprint?: boolean
}

/** A report as it was read: `brief ingest --json` gives it. `source` is null if the file is of none in the data. */
export interface Ingested extends Omit<Report, "segments"> {
  readonly file: string
  readonly source: string | null
  readonly segments: readonly {
    readonly label: string
    readonly printed: string
    readonly kind: SegmentKind
    readonly part: string
    readonly number: number | null
    readonly lines: readonly [number, number]
    /** How many words it has. */
    readonly words: number
    readonly text: string
  }[]
  /** The files written, and how many drafts there are if they were asked for. */
  readonly written: readonly string[]
  readonly drafts?: number
}

/**
 * Reads a report file into numbered paragraphs, and writes its fingerprint or drafts of facts if asked. The file itself
 * is never changed. A file that cannot be read, a source or a language that is not known, are a ProblemError.
 */
export async function ingest(file: string, options: IngestOptions, host: Host): Promise<Ingested> {
  const bytes = await host.read(file)
  if (!bytes) {
    throw new ProblemError(
      [problem("there is no such file", { place: { file }, hint: "look at the path" })],
      {
        usage: true,
      },
    )
  }
  const { facts, files } = await load(host)
  const source = sourceOf(file, options, facts)
  const layer = await readLayer(file, bytes)
  const language = languageFor(file, options, source)
  const report = segmentReport(language ? { ...layer, declared: language } : layer, {
    ...(source && { numbering: source.numbering }),
  })
  const doubts = [...(layer.doubts ?? []), ...report.doubts, ...strangeness(report)].sort(
    (a, b) => a.line - b.line,
  )
  if (source && options.fingerprint) refuseOther(report, { file, source, cited: citedFacts(files) })
  const made = products({ ...report, doubts }, { source, bytes, options, facts })
  if (made.files.length > 0) await host.write(made.files)
  return {
    file,
    source: source?.id ?? null,
    ...report,
    doubts,
    segments: report.segments.map(({ number = null, ...s }) => ({
      ...s,
      number,
      words: wordsOf(s.text).length,
    })),
    written: made.files.map(f => f.path),
    ...(made.drafts !== undefined && { drafts: made.drafts }),
  }
}

/** What makes it doubtful that a text is a report in the language it is read as. */
function strangeness({ segments, language }: Report): IngestDoubt[] {
  const seen = languageOf(segments.map(s => s.text).join(" "))
  const numbered = segments.some(s => s.number !== undefined)
  return [
    ...(numbered ? [] : [{ line: 1, what: "no numbered paragraph was found: is this a report?" }]),
    ...(seen === language
      ? []
      : [{ line: 1, what: `it is read as "${language}", but its words look like "${seen}"` }]),
  ]
}

/** A fingerprint of another text would take the place of a good one: that is refused, not written. */
function refuseOther(
  report: Report,
  { file, source, cited }: { file: string; source: Source; cited: readonly CitedFact[] },
): void {
  const { language, segments } = report
  const version = { source: source.id, language }
  if (!source.versions.some(v => v.language === language))
    fail(`the source "${source.id}" has no version in "${language}"`, {
      place: { file },
      hint: `name the language with --language; its versions: ${source.versions.map(v => v.language).join(", ")}`,
    })
  const own = cited
    .filter(f => f.source === source.id)
    .map(f => ({ ...f, passages: f.passages.filter(p => p.language === language) }))
    .filter(f => f.passages.length > 0)
  const { problems, facts } = verify(own, [textPassages({ segments }, version)])
  if (facts > 4 && problems.length > facts / 2)
    fail(
      `this is not the text that the facts of ${source.id} (${language}) were taken from: ${problems.length} citations do not stand in it`,
      {
        place: { file },
        hint: "look at the file and at --source; if the report was issued anew, curate its facts again first",
      },
    )
}

const nameOf = (file: string) => file.split(/[\\/]/).at(-1) ?? file
const stemOf = (file: string) => nameOf(file).replace(/\.[a-z]+$/i, "")

/** The source named, or the one that has a version of the file's name, whatever its kind. */
function sourceOf(file: string, { source: id }: IngestOptions, { sources }: Facts): Source | undefined {
  if (id === undefined) {
    return [...sources.values()].find(s => s.versions.some(v => stemOf(v.file) === stemOf(file)))
  }
  const found = sources.get(id)
  if (found) return found
  const near = nearest(id, sources.keys())
  const hint = `${near ? `did you mean "${near}"? ` : ""}A new source is added to data/sources.json first`
  throw new ProblemError([problem(`there is no source "${id}"`, { hint })], { usage: true })
}

function languageFor(
  file: string,
  { language }: IngestOptions,
  source: Source | undefined,
): string | undefined {
  if (language !== undefined && !/^[a-z]{2,3}$/.test(language)) {
    throw new ProblemError([problem(`"${language}" is no language`, { hint: "write it as en, fr or ar" })], {
      usage: true,
    })
  }
  const version = source?.versions.find(v => stemOf(v.file) === stemOf(file))
  return language ?? version?.language
}

/** The files that were asked for, as they will be written. */
function products(
  report: Report,
  {
    source,
    bytes,
    options,
    facts,
  }: { source: Source | undefined; bytes: Uint8Array; options: IngestOptions; facts: Facts },
): { readonly files: readonly NewFile[]; readonly drafts?: number } {
  const { draft = false, fingerprint = false } = options
  if (!draft && !fingerprint) return { files: [] }
  if (!source) {
    const hint = "add the source to data/sources.json, and name it with --source"
    fail("the file is of no source in the data, so nothing can be written for it", { hint })
  }
  const { language } = report
  const path = (folder: string) => `data/${folder}/${source.id}.${language}.json`
  const print = fingerprint
    ? [
        {
          path: path("fingerprints"),
          bytes: formatFingerprint(makeFingerprint(report, { source: source.id, language, bytes })),
        },
      ]
    : []
  if (!draft) return { files: print }
  if (!draftLanguages.includes(language)) {
    const hint = `the languages known are ${draftLanguages.join(", ")}; further ones go into src/source/draftlanguages.ts`
    fail(`no drafts can be made of a report in "${language}"`, { hint })
  }
  const proposed = draftsFile(report, {
    source: source.id,
    verbs: facts.verbs.values(),
    units: facts.units.values(),
    asOf: source.asOf,
  })
  const content = { $schema: "../schema/drafts.schema.json", ...proposed }
  const file = { path: path("drafts"), bytes: `${JSON.stringify(content, null, 2)}\n` }
  return { files: [...print, file], drafts: proposed.drafts.length }
}

/** What was read as lines for a person: what was done, what is doubtful, then each segment with its first words. */
export function ingestLines(found: Ingested): string[] {
  const { file, format, language, dir, numbering, source, segments, done, doubts, written, drafts } = found
  const direction = dir === "rtl" ? "right to left" : "left to right"
  const widest = Math.max(5, ...segments.map(s => s.label.length))
  return [
    `${nameOf(file)}: ${format}, ${language}, ${direction}, ${numbering}; ${source ? `a version of ${source}` : "of no source in the data"}`,
    ...done.map(what => `done: ${what}`),
    ...doubts.map(doubtLine),
    ...segments.map(({ label, kind, lines: [from, to], words, text }) => {
      const place = from === to ? `line ${from}` : `lines ${from}-${to}`
      return [
        label.padEnd(widest),
        kind.padEnd(13),
        place.padEnd(15),
        `${words} words`.padStart(10),
        firstWords(text),
      ].join("  ")
    }),
    ...written.map(
      path =>
        `written: ${path}${path.startsWith("data/drafts/") ? ` with ${drafts} drafts, to be curated` : ""}`,
    ),
  ]
}

const doubtLine = ({ line, what, segment }: IngestDoubt) =>
  `doubt: line ${line}${segment ? ` (${segment})` : ""}: ${what}`

function firstWords(text: string): string {
  const words = text.split(/\s+/)
  return words.slice(0, 6).join(" ") + (words.length > 6 ? " …" : "")
}
