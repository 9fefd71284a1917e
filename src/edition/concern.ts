import type { Facts } from "../load.js"
import type { NoteDefinition } from "../model/notes.js"
import type { Problem } from "../model/problem.js"

type Kind = NoteDefinition["compare"]["kind"]

/** Which kind of note a folder of `data/` is for; what is in none of these is for all. */
const kindOfFolder: Readonly<Record<string, Kind>> = {
  positions: "positions",
  judgements: "positions",
  figures: "figures",
  tables: "figures",
}

/** Whether a problem in the data can touch a note: figures are nothing to a note that compares positions, nor the reverse. */
export function concerns({ place }: Problem, { compare }: NoteDefinition, { sources }: Facts): boolean {
  const [, folder = "", name = ""] = /^data\/([^/]+)\/([^/]+)$/.exec(place?.file ?? "") ?? []
  if (folder === "drafts" || folder === "coverage") return false
  const kind = kindOfFolder[folder]
  if (kind) return kind === compare.kind
  if (folder !== "fingerprints") return true
  const source = sources.get(name.split(".")[0] ?? "")
  return !source || (source.about !== undefined) === (compare.kind === "figures")
}

/** The problems, where those that cannot touch a note are warnings. */
export function seenFrom(
  problems: readonly Problem[],
  definition: NoteDefinition,
  facts: Facts,
): readonly Problem[] {
  return problems.map(p => (concerns(p, definition, facts) ? p : { ...p, severity: "warning" as const }))
}
