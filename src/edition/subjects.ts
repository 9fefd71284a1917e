import { compareFigures } from "../compare/figures.js"
import { comparePositions } from "../compare/positions.js"
import type { Facts } from "../load.js"
import type { Comparison } from "../model/comparison.js"
import type { FigureComparison } from "../model/figurecomparison.js"
import type { NoteDefinition } from "../model/notes.js"
import { ProblemError } from "../model/problem.js"
import { draftProblems } from "../note/drafts.js"
import { figuresSubject } from "../note/figuresview.js"
import { positionsSubject } from "../note/positionsview.js"
import type { NoteInput, Subject } from "../note/subject.js"
import { chooseMeetings, chooseReports } from "./definitions.js"

/** What a note compares, by the kind of its rule. */
export type NoteComparison =
  | { readonly kind: "positions"; readonly comparison: Comparison }
  | { readonly kind: "figures"; readonly comparison: FigureComparison }

/** The comparison that a note's rule asks for. */
export function compareFor({ id, compare }: NoteDefinition, facts: Facts): NoteComparison {
  if (compare.kind === "positions") {
    const { before, after } = chooseMeetings(id, compare, facts)
    return { kind: "positions", comparison: comparePositions(before, after, facts) }
  }
  const { before, after } = chooseReports(id, compare, facts)
  return { kind: "figures", comparison: compareFigures(before, after, compare.rows) }
}

/** The comparison as the note's templates show it. Drafts in it are a ProblemError: they are not to be printed. */
export function subjectFor(input: NoteInput, found: NoteComparison): Subject {
  const place = { file: `templates/${input.definition.id}/note.json`, path: "compare" }
  const drafts = draftProblems(found.comparison, input.facts, place)
  if (drafts.length > 0) throw new ProblemError(drafts)
  return found.kind === "positions"
    ? positionsSubject(input, found.comparison)
    : figuresSubject(input, found.comparison)
}
