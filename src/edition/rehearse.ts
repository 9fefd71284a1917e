import type { Host } from "../host.js"
import { distinct, failOnErrors, type Problem } from "../model/problem.js"
import { comparedNext } from "./before.js"
import { editionOf, loadAll, startPrinter } from "./build.js"
import { composeAll } from "./composed.js"
import { chooseNotes } from "./definitions.js"
import { type RenderedFile, renderAll } from "./rendered.js"
import { citationErrors } from "./sound.js"

/**
 * Composes and renders notes as their next editions would be and throws the files away: for what limits and layout have to
 * say. Throws a ProblemError with every problem found.
 */
export async function rehearse(
  { notes = [] }: { notes?: readonly string[] },
  host: Host,
): Promise<{ files: readonly RenderedFile[]; problems: readonly Problem[] }> {
  const printer = await startPrinter(host)
  try {
    const { facts, files: data, definitions } = await loadAll(host)
    const edition = editionOf(undefined, host)
    const place = { host, out: "output" }
    const composed = await composeAll(chooseNotes(definitions, notes), {
      ...{ options: {}, facts, edition, host },
      // Where the pages have no room for more, what is new is not named: only the rest must fit.
      before: (note, languages) => comparedNext(note, { month: edition.id, languages }, place, { named: 0 }),
    })
    failOnErrors([...composed.flatMap(c => c.problems), ...(await citationErrors(data, composed, host))])
    const jobs = composed.map(c => ({
      note: c.definition.id,
      composed: [c],
      formats: ["pdf", "docx"] as const,
      folder: `output/${c.definition.id}/${edition.id}`,
    }))
    const files = await renderAll(jobs, { printer, host })
    const problems = [...composed.flatMap(c => c.problems), ...files.flatMap(f => f.rendered.problems)]
    failOnErrors(problems)
    return { files, problems: distinct(problems) }
  } finally {
    await printer.close()
  }
}
