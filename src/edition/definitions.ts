import type { Host } from "../host.js"
import { readJson } from "../json.js"
import type { Facts, MeetingFacts, ReportFacts } from "../load.js"
import { type FiguresRule, type NoteDefinition, noteDefinition, type PositionsRule } from "../model/notes.js"
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
  note: string,
  rule: PositionsRule,
  facts: Facts,
): { before: MeetingFacts | undefined; after: MeetingFacts } {
  const met = facts.meetings.filter(m => m.meeting.body === rule.body)
  return chooseTwo(note, rule, { all: met, idOf: m => m.meeting.id, kind: `meeting of "${rule.body}"` })
}

/** The two reports a note compares: the latest on its subject and a chosen baseline, or the one before. */
export function chooseReports(
  note: string,
  rule: FiguresRule,
  facts: Facts,
): { before: ReportFacts; after: ReportFacts } {
  const reports = facts.reports.filter(r => r.source.about === rule.about)
  const { before, after } = chooseTwo(note, rule, {
    all: reports,
    idOf: r => r.source.id,
    kind: `report on "${rule.about}"`,
  })
  if (before) return { before, after }
  const place = { file: `templates/${note}/note.json`, path: "compare" }
  throw new ProblemError([
    problem("figures of one report alone cannot be compared", { place, hint: "curate an earlier report" }),
  ])
}

function chooseTwo<T>(
  note: string,
  rule: { readonly before: string; readonly after: string },
  { all, idOf, kind }: { all: readonly T[]; idOf: (one: T) => string; kind: string },
): { before: T | undefined; after: T } {
  const place = { file: `templates/${note}/note.json`, path: "compare" }
  const named = (id: string) => {
    const found = all.find(one => idOf(one) === id)
    if (found) return found
    const hint = `there are: ${all.map(idOf).join(", ") || "none"}`
    throw new ProblemError([problem(`"${id}" is no ${kind}`, { place, hint })])
  }
  const after = rule.after === "latest" ? all.at(-1) : named(rule.after)
  if (!after)
    throw new ProblemError([
      problem(`no ${kind} has been curated`, { place, hint: "curate one under data/ first" }),
    ])
  const before = rule.before === "previous" ? all[all.indexOf(after) - 1] : named(rule.before)
  if (before !== undefined && all.indexOf(before) >= all.indexOf(after)) {
    const hint = "let `before` name an earlier one"
    throw new ProblemError([problem(`"${idOf(before)}" is not before "${idOf(after)}"`, { place, hint })])
  }
  return { before, after }
}
