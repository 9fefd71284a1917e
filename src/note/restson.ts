import { distance } from "fastest-levenshtein"
import type Handlebars from "handlebars"
import { type Problem, ProblemError, problem } from "../model/problem.js"
import { nearest } from "../references.js"
import type { BlockUse, Rest } from "./blocks.js"
import { draftProblem, waitingDrafts } from "./drafts.js"
import { type HelperState, type Options, placeOf } from "./helperstate.js"
import { knownFacts } from "./known.js"

/**
 * The helper `restsOn`, which prints nothing: it names what a block rests on without printing it, so that a change asks for
 * its review. That is a fact, a row of figures (row:police), an issue (issue:ceasefire), a count (count:new), or "nothing". A
 * name of none of these is a Problem at its line, with the nearest names.
 */
export function restsOnHelper({ facts, lines, rest }: HelperState): Handlebars.HelperDelegate {
  const known = knownFacts(facts)
  const waiting = waitingDrafts(facts)
  const restOf = (name: unknown, options: Options): Rest => {
    if (typeof name !== "string")
      return fail("{{restsOn}} takes names in quotes", 'such as "count:new"', options)
    const stands = lines.get(name)
    if (stands !== undefined) return { line: name, stands }
    if (known.has(name)) return { fact: name }
    if (name === "nothing") return "nothing"
    if (waiting.has(name)) throw new ProblemError([draftProblem(name, placeOf(options))])
    const hint = hintFor(name, [...known.keys(), ...lines.keys()])
    return fail(`there is nothing called "${name}" to rest on`, hint, options)
  }
  return (...args: unknown[]) => {
    const options = args.pop() as Options
    for (const name of args) {
      if (rest(restOf(name, options))) continue
      fail("{{restsOn}} stands in no block of prose", "put it into the block whose text rests on it", options)
    }
    return ""
  }
}

/** The name that was meant, be it without its kind or of another; else the three of its kind or source that differ least. */
function hintFor(name: string, names: readonly string[]): string {
  const bare = (full: string) => full.replace(/^.*:/, "")
  const slip = name.includes(":") ? nearest(bare(name), names.map(bare)) : nearest(name, names)
  const meant =
    names.find(n => n.endsWith(`:${bare(name)}`)) ?? names.find(n => bare(n) === slip || n === slip)
  if (meant) return `did you mean "${meant}"?`
  const kind = /^[^:.]*[:.]/.exec(name)?.[0]
  const alike = names.filter(n => kind && n.startsWith(kind))
  const near = alike.sort((a, b) => distance(a, name) - distance(b, name)).slice(0, 3)
  if (near.length > 0) return `the nearest names are: ${near.join(", ")}`
  const kinds = [...new Set(names.filter(n => n.includes(":")).map(n => n.replace(/:.*/, ":…")))]
  return `name a fact (see \`brief facts\`), ${kinds.join(", ")}, or "nothing" if the text rests on none`
}

function fail(what: string, hint: string, options: Options): never {
  const place = placeOf(options)
  throw new ProblemError([problem(what, { ...(place && { place }), hint })])
}

/**
 * The blocks written about one comparison that do not say what they rest on, so that no change of the data asks for their
 * review, or that say "nothing" and rest on something. Each is a warning at its line. General prose fits any comparison.
 */
export function restProblems(blocks: readonly BlockUse[]): Problem[] {
  return blocks.filter(b => b.specific && isBare(b) !== b.onNothing).map(restProblem)
}

const isBare = ({ facts, computations, listed, lines }: BlockUse) =>
  facts.size + computations.size + listed.length + lines.size === 0

function restProblem({ block, file, line, onNothing }: BlockUse): Problem {
  const what = onNothing ? "says that it rests on nothing, but it does not" : "names nothing that it rests on"
  const hint = onNothing
    ? 'take {{restsOn "nothing"}} out'
    : 'name it with {{restsOn "…"}}, so that a change asks for its review, or say {{restsOn "nothing"}}'
  return problem(`the text of "${block}" ${what}`, { severity: "warning", place: { file, line }, hint })
}
