import { accountLines } from "../audit/account.js"
import { type AuditAccount, auditAll } from "../audit/audit.js"
import type { DataFiles } from "../files.js"
import type { Host } from "../host.js"
import type { Facts } from "../load.js"
import type { NoteDefinition } from "../model/notes.js"
import { type Problem, ProblemError } from "../model/problem.js"
import { waitingDrafts } from "../note/drafts.js"
import type { Coverage } from "../source/coverage.js"
import { editionOf, loadAll } from "./build.js"
import { type CitationAccount, checkCitations } from "./citations.js"
import { composeAll } from "./composed.js"
import { chooseNotes } from "./definitions.js"
import { rehearse } from "./rehearse.js"
import { reviewWarnings } from "./reviewed.js"

/** What to check, and against what. */
export interface CheckOptions {
  /** The notes' names; all if none is given. */
  readonly notes: readonly string[]
  /** Whether the notes are rendered too, to check pages and layout. */
  readonly pages: boolean
  /** The folder of the reports' texts; BRIEF_SOURCES unless given; without either, fingerprints are asked. */
  readonly sources?: string
}

/** Every problem found, what was looked at, and the account of citations and coverage where the data could be read. */
export interface CheckResult {
  readonly problems: readonly Problem[]
  readonly checked: readonly string[]
  readonly citations?: CitationAccount
  readonly coverage?: readonly Coverage[]
  /** What the audit of tables and figures proved, and what it leaves open. */
  readonly audit?: AuditAccount
}

/**
 * Everything that can be told of data, citations, prose and pages without issuing anything. With `pages`, the notes are
 * rendered and thrown away, so that limits of pages and layout are checked too.
 */
export async function check(options: CheckOptions, host: Host): Promise<CheckResult> {
  try {
    const loaded = await loadAll(host)
    const { account: audit } = auditAll(loaded.files)
    const cited = await citationsOf(loaded.files, options, host)
    const noted = await collected(checked => checkNotes(loaded, options, { host, checked }))
    return {
      problems: [...cited.problems, ...noted.problems],
      checked: [
        dataLine(loaded.facts),
        ...draftLines(loaded.facts),
        ...accountLines(audit),
        ...cited.lines,
        ...noted.checked,
      ],
      citations: cited.citations,
      coverage: cited.coverage,
      audit,
    }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.usage) throw error
    return { problems: error.problems, checked: [] }
  }
}

const dataLine = ({ sources, meetings }: Facts) =>
  `data: ${sources.size} sources, ${meetings.length} meetings, ${meetings.flatMap(m => m.positions).length} positions`

/** How many drafts wait to be curated, where any do. */
function draftLines(facts: Facts): string[] {
  const { size } = waitingDrafts(facts)
  return size > 0 ? [`drafts: ${size} wait to be curated; no note prints them`] : []
}

function citationsOf(files: DataFiles, { sources }: CheckOptions, host: Host) {
  return checkCitations(files, { sources: sources ?? (host.env.BRIEF_SOURCES || undefined) }, host)
}

/** The problems that work returns or throws, with what it had looked at by then. */
async function collected(
  work: (checked: string[]) => Promise<readonly Problem[]>,
): Promise<{ problems: readonly Problem[]; checked: readonly string[] }> {
  const checked: string[] = []
  try {
    return { problems: await work(checked), checked }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.usage) throw error
    return { problems: error.problems, checked }
  }
}

async function checkNotes(
  { facts, definitions }: { facts: Facts; definitions: readonly NoteDefinition[] },
  { notes, pages }: CheckOptions,
  { host, checked }: { host: Host; checked: string[] },
): Promise<readonly Problem[]> {
  const chosen = chooseNotes(definitions, notes)
  const edition = editionOf(undefined, host)
  const composed = await composeAll(chosen, { options: {}, facts, edition, host })
  checked.push(...composed.map(c => `prose: ${c.definition.id}, ${c.page.lang}`))
  const waiting = composed.flatMap(c => reviewWarnings(c.definition.id, c.review))
  const found = [...composed.flatMap(c => c.problems), ...waiting]
  if (!pages || found.some(p => p.severity === "error")) return found
  const { files, problems } = await rehearse({ notes }, host)
  checked.push(
    ...files.map(
      f => `pages: ${f.note}, ${f.language}, ${f.format}${f.rendered.pages ? `: ${f.rendered.pages}` : ""}`,
    ),
  )
  return [...problems, ...waiting]
}
