import Handlebars from "handlebars"
import type { Facts } from "../load.js"
import { type Place, ProblemError, problem } from "../model/problem.js"
import { nearest } from "../references.js"
import type { Rest } from "./blocks.js"
import { draftProblem, waitingDrafts } from "./drafts.js"
import { type Known, knownFacts } from "./known.js"
import type { Ledger } from "./ledger.js"
import type { Lines } from "./lines.js"
import type { Words } from "./words.js"

/** What the helpers need to know, and the notes they gather in the order of the text. */
export interface HelperState {
  readonly lang: string
  readonly words: Words
  readonly facts: Facts
  readonly notes: string[]
  /** What the sources of the note are called in it. */
  readonly labels: ReadonlyMap<string, string>
  readonly ledger: Ledger
  /** The facts behind each count, by its path in the view. */
  readonly counted: Readonly<Record<string, readonly string[]>>
  /** What prose can rest on besides facts. */
  readonly lines: Lines
  /** Writes down what the block that is being rendered says it rests on; false if it stands in none. */
  readonly rest: (on: Rest) => boolean
}

/** What Handlebars gives a helper besides its arguments. */
export interface Options {
  readonly hash: Readonly<Record<string, unknown>>
  /** The paths of the arguments, as they are written in the template. */
  readonly ids?: readonly (string | null | undefined)[]
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } }
  readonly fn: (context: unknown) => string
}

/** Finds a fact by its identifier; that there is none is a Problem at the line that asks. */
export type Find = (id: unknown, options: Options) => Known

/** A way to find the facts that helpers name; the nearest name is offered for one that is unknown. No draft is found. */
export function finder({ facts }: HelperState): Find {
  const known = knownFacts(facts)
  const waiting = waitingDrafts(facts)
  return (id, options) => {
    if (waiting.has(String(id))) throw new ProblemError([draftProblem(String(id), placeOf(options))])
    return (
      known.get(String(id)) ??
      wrong(`there is no fact "${id}"`, options, nearest(String(id), known.keys()) ?? "")
    )
  }
}

/** Passes on what a fact says, into the ledger; `language` if words of one of its versions are printed. */
export function ofFact(
  text: string,
  id: unknown,
  { ledger, language }: { ledger: Ledger; language?: unknown },
): string {
  const facts = [String(id)]
  return ledger.mark(text, {
    origin: "fact",
    facts,
    ...(language !== undefined && { language: String(language) }),
  })
}

/** Fails at the line and column of the helper; the template that runs it adds the file. */
export function wrong(what: string, options: Options, near?: string): never {
  const place = placeOf(options)
  const hint = near ? `did you mean "${near}"?` : "see `brief facts` for what is curated"
  throw new ProblemError([problem(what, { ...(place && { place }), hint })])
}

/** The line and column of a helper; the template that runs it adds the file. */
export const placeOf = ({ loc }: Options): Place | undefined =>
  loc && { file: "", line: loc.start.line, column: loc.start.column + 1 }

/** Text that is HTML already. */
export const html = (text: string) => new Handlebars.SafeString(text)
