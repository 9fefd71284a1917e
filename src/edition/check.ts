import type { Host } from "../host.js"
import { type Problem, ProblemError } from "../model/problem.js"
import { build, composeAll, editionOf, loadAll } from "./build.js"
import { chooseNotes } from "./definitions.js"

/**
 * Everything that can be told of data, prose and pages without issuing anything. With `pages`, the notes are rendered
 * and thrown away, so that limits of pages and layout are checked too.
 */
export async function check(
  { notes, pages }: { notes: readonly string[]; pages: boolean },
  host: Host,
): Promise<{ problems: readonly Problem[]; checked: readonly string[] }> {
  const checked: string[] = []
  try {
    const { facts, definitions } = await loadAll(host)
    const positions = facts.meetings.flatMap(m => m.positions).length
    checked.push(
      `data: ${facts.sources.size} sources, ${facts.meetings.length} meetings, ${positions} positions`,
    )
    const chosen = chooseNotes(definitions, notes)
    const edition = editionOf(undefined, host)
    const composed = await composeAll(chosen, { options: {}, facts, edition, host })
    checked.push(...composed.map(c => `prose: ${c.definition.id}, ${c.page.lang}`))
    const found = composed.flatMap(c => c.problems)
    if (!pages || found.some(p => p.severity === "error")) return { problems: found, checked }
    const { files, problems } = await build({ notes }, { ...host, write: async () => {} })
    checked.push(
      ...files.map(f => `pages: ${f.note}, ${f.language}, ${f.format}${f.pages ? `: ${f.pages}` : ""}`),
    )
    return { problems, checked }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.usage) throw error
    return { problems: error.problems, checked }
  }
}
