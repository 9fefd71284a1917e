import type { JsonFile } from "../json.js"
import type { CoverageFile } from "../model/fingerprints.js"
import { type Problem, problem } from "../model/problem.js"
import { nearest } from "../references.js"
import type { CitedFact } from "./cited.js"
import { isUnder } from "./fingerprint.js"
import type { Passages } from "./passages.js"

/** How far one language version of a source was read: which of its paragraphs have facts, hold none, or wait. */
export interface Coverage {
  readonly source: string
  readonly language: string
  readonly paragraphs: number
  readonly withFacts: number
  readonly holdNone: number
  /** The labels of those that nobody has read for facts yet. */
  readonly notYetRead: readonly string[]
}

type Version = Pick<Passages, "source" | "language" | "labels" | "paragraphs">

/** The coverage of one version of a source: a doubt alone is no fact. `none` is what was read and found to hold none. */
export function coverageOf(
  { source, language, paragraphs }: Version,
  facts: readonly CitedFact[],
  none: CoverageFile | undefined,
): Coverage {
  const cited = citedParagraphs(source, facts)
  const empty = (none?.none ?? []).flatMap(n => n.paragraphs)
  const within = (label: string, list: readonly string[]) => list.some(wanted => isUnder(label, wanted))
  // What leads a list of lettered parts in is read with them.
  const leads = (label: string) => cited.some(wanted => wanted.startsWith(`${label}(`))
  const withFacts = paragraphs.filter(label => within(label, cited) || leads(label))
  const rest = paragraphs.filter(label => !withFacts.includes(label))
  const holdNone = rest.filter(label => within(label, empty))
  return {
    source,
    language,
    paragraphs: paragraphs.length,
    withFacts: withFacts.length,
    holdNone: holdNone.length,
    notYetRead: rest.filter(label => !within(label, empty)),
  }
}

const citedParagraphs = (source: string, facts: readonly CitedFact[]): string[] => [
  ...new Set(
    facts
      .filter(f => f.source === source && f.kind !== "doubt")
      .flatMap(f => f.passages.map(p => p.paragraph)),
  ),
]

/** Coverage in one line for a person. */
export function formatCoverage({ source, language, ...c }: Coverage): string {
  const counts = `${c.withFacts} of ${c.paragraphs} paragraphs with facts, ${c.holdNone} hold none`
  return `coverage: ${source} (${language}): ${counts}, ${c.notYetRead.length} not yet read`
}

/** Labels of a coverage file that no version of its source has, that stand there twice, or that do have facts. */
export function coverageProblems(
  file: JsonFile<CoverageFile>,
  versions: readonly Version[],
  facts: readonly CitedFact[],
): Problem[] {
  const { source, none } = file.value
  const own = versions.filter(v => v.source === source)
  const labels = own.flatMap(v => v.labels)
  const cited = citedParagraphs(source, facts)
  const seen = new Set<string>()
  return none.flatMap(({ paragraphs }, i) =>
    paragraphs.flatMap((label, j) => {
      const [what, hint] = fault(label, { labels, cited, seen })
      seen.add(label)
      return what ? [problem(what, { place: file.place("none", i, "paragraphs", j), hint: hint! })] : []
    }),
  )
}

function fault(
  label: string,
  { labels, cited, seen }: { labels: readonly string[]; cited: readonly string[]; seen: ReadonlySet<string> },
): readonly [string, string] | readonly [] {
  if (seen.has(label)) return [`"${label}" stands here twice`, "take one of them out"]
  if (labels.length > 0 && !labels.some(l => isUnder(l, label))) {
    const near = nearest(label, labels)
    const hint = near ? `did you mean "${near}"?` : "`brief ingest` lists the paragraphs of a report"
    return [`the source has no paragraph "${label}"`, hint]
  }
  const found = cited.find(c => isUnder(label, c) || isUnder(c, label))
  if (found) return [`"${label}" has facts after all, cited as "${found}"`, "take it out of this list"]
  return []
}
