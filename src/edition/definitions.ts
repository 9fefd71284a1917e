import type { Host } from "../host.js"
import { readJson } from "../json.js"
import type { Facts, MeetingFacts } from "../load.js"
import { type NoteDefinition, noteDefinition } from "../model/notes.js"
import { type Problem, ProblemError, problem } from "../model/problem.js"
import { nearest } from "../references.js"

/** Every note there is: the folders under `templates/` that hold a `note.json`, by name. */
export async function loadDefinitions(
  host: Host,
): Promise<{ definitions: readonly NoteDefinition[]; problems: readonly Problem[] }> {
  const problems: Problem[] = []
  const definitions: NoteDefinition[] = []
  for (const folder of await host.list("templates")) {
    const file = `templates/${folder}/note.json`
    if (!(await host.list(`templates/${folder}`)).includes("note.json")) continue
    const read = await readJson(file, noteDefinition, { host, problems })
    if (!read) continue
    if (read.value.id !== folder) {
      const hint = `name the folder templates/${read.value.id}, or correct the id`
      problems.push(
        problem(`the id "${read.value.id}" is not the folder’s name`, { place: read.place("id"), hint }),
      )
    }
    definitions.push(read.value)
  }
  return { definitions, problems }
}

/** The notes named, or all if none is named. A name that is no note's is wrong usage. */
export function chooseNotes(
  definitions: readonly NoteDefinition[],
  names: readonly string[],
): readonly NoteDefinition[] {
  const all = definitions.map(d => d.id)
  const unknown = names.filter(name => !all.includes(name))
  if (unknown.length > 0) {
    throw new ProblemError(
      unknown.map(name => {
        const near = nearest(name, all)
        return problem(`there is no note "${name}"`, {
          hint: `${near ? `did you mean "${near}"? ` : ""}The notes are: ${all.join(", ") || "none"}`,
        })
      }),
      { usage: true },
    )
  }
  return names.length === 0 ? definitions : definitions.filter(d => names.includes(d.id))
}

/** The two meetings a note compares, by its rule: the latest of its body and the one before, unless named. */
export function chooseMeetings(
  { id, compare }: NoteDefinition,
  facts: Facts,
): { before: MeetingFacts | undefined; after: MeetingFacts } {
  const place = { file: `templates/${id}/note.json`, path: "compare" }
  const met = facts.meetings.filter(m => m.meeting.body === compare.body)
  const named = (name: string) => {
    const found = met.find(m => m.meeting.id === name)
    if (found) return found
    const known = met.map(m => m.meeting.id).join(", ") || "none"
    throw new ProblemError([
      problem(`"${name}" is no meeting of "${compare.body}"`, { place, hint: `its meetings: ${known}` }),
    ])
  }
  const after = compare.after === "latest" ? met.at(-1) : named(compare.after)
  if (!after) {
    const hint = "curate a meeting in data/meetings.json and data/positions/"
    throw new ProblemError([problem(`no meeting of "${compare.body}" has been curated`, { place, hint })])
  }
  const before = compare.before === "previous" ? met[met.indexOf(after) - 1] : named(compare.before)
  return { before, after }
}
