import { type FlatFact, flatFacts } from "../facts.js"
import type { Host } from "../host.js"
import type { Facts } from "../load.js"
import type { NoteDefinition } from "../model/notes.js"
import { ProblemError, problem } from "../model/problem.js"
import { nearest } from "../references.js"
import { loadAll } from "./build.js"
import { chooseMeetings, chooseReports } from "./definitions.js"

/** A note as `brief list` shows it. */
export interface ListedNote {
  readonly id: string
  readonly name: string
  readonly languages: readonly string[]
  /** The meetings or reports compared, the earlier first; one alone if there is no earlier. */
  readonly compares: readonly string[]
  readonly lastEdition: string | null
}

/** The notes there are, with what they compare now and their last edition under `output/`. */
export async function listNotes(host: Host): Promise<readonly ListedNote[]> {
  const { facts, definitions } = await loadAll(host)
  return Promise.all(
    definitions.map(async definition => {
      const editions = (await host.list(`output/${definition.id}`)).filter(name => /^\d{4}-\d{2}/.test(name))
      return {
        id: definition.id,
        name: definition.name.en ?? Object.values(definition.name)[0] ?? definition.id,
        languages: definition.languages,
        compares: comparedBy(definition, facts),
        lastEdition: editions.at(-1) ?? null,
      }
    }),
  )
}

function comparedBy({ id, compare }: NoteDefinition, facts: Facts): string[] {
  if (compare.kind === "figures") {
    const { before, after } = chooseReports(id, compare, facts)
    return [before.source.id, after.source.id]
  }
  const { before, after } = chooseMeetings(id, compare, facts)
  return [...(before ? [before.meeting.id] : []), after.meeting.id]
}

/** The curated facts, flat. A source that is not there is wrong usage. */
export async function listFacts(options: { source?: string }, host: Host): Promise<readonly FlatFact[]> {
  const { facts } = await loadAll(host)
  const { source } = options
  if (source !== undefined && !facts.sources.has(source)) {
    const near = nearest(source, facts.sources.keys())
    const hint = `${near ? `did you mean "${near}"? ` : ""}The sources are: ${[...facts.sources.keys()].join(", ")}`
    throw new ProblemError([problem(`there is no source "${source}"`, { hint })], { usage: true })
  }
  return flatFacts(facts, options)
}
