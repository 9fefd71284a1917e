import { type FlatFact, flatFacts } from "../facts.js"
import type { Host } from "../host.js"
import type { Facts } from "../load.js"
import type { NoteDefinition } from "../model/notes.js"
import { ProblemError, problem } from "../model/problem.js"
import type { EditionSince } from "../model/since.js"
import { nearest } from "../references.js"
import { formatSince } from "./before.js"
import { loadAll } from "./build.js"
import { chooseMeetings, chooseReports } from "./definitions.js"
import { type IssuedEdition, issuedEditions } from "./issued.js"
import { verifyEdition } from "./verify.js"

/** A note as `brief list` shows it. */
export interface ListedNote {
  readonly id: string
  readonly name: string
  readonly languages: readonly string[]
  /** The meetings or reports compared, the earlier first; one alone if there is no earlier. */
  readonly compares: readonly string[]
  /** Such as 2026-11-r2; null if none was issued. */
  readonly lastEdition: string | null
  /** The earliest first. */
  readonly editions: readonly ListedEdition[]
}

/** An edition as `brief list` shows it. */
export interface ListedEdition {
  /** Such as 2026-11-r2. */
  readonly id: string
  readonly edition: string
  readonly revision: number
  /** The date that the note bears, and that of the latest information; null where no manifest tells. */
  readonly date: string | null
  readonly asOf: string | null
  readonly languages: readonly string[]
  readonly formats: readonly string[]
  /** How fresh it is; null if it was compared with no earlier edition. */
  readonly since: EditionSince | null
  /** Whether every file is as it was issued. */
  readonly whole: boolean
}

/** The notes there are, with what they compare now and their editions in a folder, "output" unless given. */
export async function listNotes(
  host: Host,
  { out = "output" }: { out?: string } = {},
): Promise<readonly ListedNote[]> {
  const { facts, definitions } = await loadAll(host)
  return Promise.all(
    definitions.map(async definition => {
      const editions = await issuedEditions(definition.id, { host, out })
      return {
        id: definition.id,
        name: definition.name.en ?? Object.values(definition.name)[0] ?? definition.id,
        languages: definition.languages,
        compares: comparedBy(definition, facts),
        lastEdition: editions.at(-1)?.id ?? null,
        editions: await Promise.all(editions.map(e => listed(e, host))),
      }
    }),
  )
}

async function listed(edition: IssuedEdition, host: Host): Promise<ListedEdition> {
  const { id, month, revision, manifest } = edition
  const { whole } = await verifyEdition(edition, host)
  const { date = null, asOf = null, claims = {}, asked, since = null } = manifest ?? {}
  const made = { languages: Object.keys(claims), formats: asked?.formats ?? [] }
  return { id, edition: month, revision, date, asOf, ...made, since, whole }
}

/** A note and its editions as lines for a person. */
export function listLines({ id, name, languages, compares, lastEdition, editions }: ListedNote): string[] {
  const head = `${id}  ${languages.join(",")}  ${compares.join(" → ")}  last edition: ${lastEdition ?? "none"}`
  const told = editions.map(e =>
    e.date
      ? `  ${e.id}  ${e.date}  ${e.languages.join(",")}  ${e.formats.join(",")}  ${e.whole ? "whole" : "NOT AS ISSUED"}${e.since ? `  ${formatSince(e.since)}` : ""}`
      : `  ${e.id}  NO EDITION: it has no manifest, or one that was altered`,
  )
  return [head, `  ${name}`, ...told]
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
