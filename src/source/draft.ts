import type { Draft, DraftsFile } from "../model/drafts.js"
import type { Unit } from "../model/figures.js"
import type { Verb } from "../model/lists.js"
import type { Report, Segment } from "../model/reports.js"
import { actsIn } from "./draftacts.js"
import { anchorAround, type Stretch } from "./draftanchor.js"
import { datesIn } from "./draftdates.js"
import { documentsIn } from "./draftdocuments.js"
import { figuresIn } from "./draftfigures.js"
import { type DraftLanguage, draftLanguage } from "./draftlanguages.js"

/** Of which source the drafts are, and what the data knows that helps to find them. */
export interface DraftOptions {
  readonly source: string
  readonly verbs: Iterable<Verb>
  /** Units that may be named after a number; none unless given. */
  readonly units?: Iterable<Unit>
  /** The date of the report, from which years are inferred that it does not print. */
  readonly asOf?: string
}

interface Context {
  readonly source: string
  readonly verbs: readonly Verb[]
  readonly units: readonly Unit[]
  readonly asOf: string | undefined
  readonly language: string
  readonly words: DraftLanguage
}

/** A draft without what all have: its identifier, its state and where it stands. */
type Found = Stretch & { readonly rest: DistributiveOmit<Draft, "id" | "status" | "citation"> }
type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never

/**
 * What may be worth a fact in a report, paragraph by paragraph in the order of the text: resolutions and documents,
 * dates, numbers, operative verbs, each with an anchor. Headings have none; of tables the numbers are left out, since
 * their columns must be worked out. None for a language that drafting does not know.
 */
export function draftFacts(report: Report, { source, verbs, units = [], asOf }: DraftOptions): Draft[] {
  const { language } = report
  const words = draftLanguage(language)
  if (!words) return []
  const context = { source, verbs: [...verbs], units: [...units], asOf, language, words }
  return report.segments.filter(s => s.kind !== "heading").flatMap((s, i) => draftsOf(s, i, context))
}

/** The drafts of a report as the content of their file. */
export function draftsFile(report: Report, options: DraftOptions): DraftsFile {
  return { source: options.source, language: report.language, drafts: draftFacts(report, options) }
}

function draftsOf(segment: Segment, index: number, context: Context): Draft[] {
  const { text, label, kind } = segment
  const { language, words, asOf, source } = context
  const documents = documentsIn(text, words)
  const withoutDocuments = masked(text, documents)
  const dates = datesIn(withoutDocuments, { language, words, asOf })
  const figures =
    kind === "table"
      ? []
      : figuresIn(masked(withoutDocuments, dates), { language, words, units: context.units })
  const acts = actsIn(text, context.verbs, language)
  const found: Found[] = [
    ...documents.map(({ start, end, ...rest }) => ({ start, end, rest })),
    ...dates.map(({ start, end, ...rest }) => ({ start, end, rest: { kind: "date" as const, ...rest } })),
    ...figures.map(({ start, end, inWords, ...rest }) => ({
      start,
      end,
      rest: { kind: "figure" as const, ...rest, ...(inWords && { inWords }) },
    })),
    ...acts.map(({ start, end, verb, words }) => ({
      start,
      end,
      rest: { kind: "act" as const, verb: verb.id, steps: verb.steps, words },
    })),
  ]
  const counts = new Map<string, number>()
  return found
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ rest, ...stretch }) => {
      const n = (counts.get(rest.kind) ?? 0) + 1
      counts.set(rest.kind, n)
      const id = `${source}.${language}.${slugOf(label) || `s${index + 1}`}.${rest.kind}-${n}`
      const citation = { language, paragraph: label, anchors: [anchorAround(text, stretch)] }
      return { id, status: "draft", ...rest, citation }
    })
}

/** The text with what was found already out of sight, every place kept. */
function masked(text: string, found: readonly Stretch[]): string {
  return found.reduce(
    (rest, { start, end }) => rest.slice(0, start) + "\u25a1".repeat(end - start) + rest.slice(end),
    text,
  )
}

const slugOf = (label: string) =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .replace(/[-.]*\.[-.]*/g, ".")
