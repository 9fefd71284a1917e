import type { StatedFact } from "../model/since.js"
import type { Claim } from "../model/trace.js"
import { factState } from "./factstate.js"
import { formatValue, inLanguage } from "./format.js"
import { type Known, knownFacts } from "./known.js"
import type { NoteInput, Standing, Subject } from "./subject.js"

/** Whether a claim is the edition's own: its date, its names, what it says of the edition before. */
export const isOfEdition = ({ origin }: Pick<Claim, "origin">) => origin === "edition" || origin === "given"

/** What a note says of each fact that it prints, in the order of their first claims. */
export function statedFacts(
  claims: readonly Claim[],
  input: NoteInput,
  { standings }: Pick<Subject, "standings">,
): StatedFact[] {
  const known = knownFacts(input.facts)
  const ids = new Set(claims.filter(c => !isOfEdition(c)).flatMap(c => c.facts))
  return [...ids].flatMap(id => {
    const found = known.get(id)
    return found ? [statedFact(found, input, standings.get(id))] : []
  })
}

function statedFact({ fact }: Known, input: NoteInput, standing: Standing | undefined): StatedFact {
  const value = printedValue(fact, input)
  return {
    id: fact.id,
    kind: value === null ? "statement" : "figure",
    name: nameOf(fact, input),
    value: value ?? ("issue" in fact ? (standing?.text ?? null) : null),
    ...("indicator" in fact && value !== null && { measure: `${fact.indicator} ${fact.basis} ${fact.unit}` }),
    // No text of a fact is in this language: what is left of it is the same for all.
    state: [factState(fact, ""), ...(standing ? [standing.key] : [])].join(" "),
  }
}

function printedValue(fact: Known["fact"], { facts, words, lang }: NoteInput): string | null {
  if (!("indicator" in fact) || fact.value === null) return null
  const { value, qualifier, unit } = fact
  return formatValue({ value, qualifier }, facts.units.get(unit)!, words, { setting: "table", lang })
}

function nameOf(fact: Known["fact"], { facts, words, lang }: NoteInput): string {
  if ("indicator" in fact)
    return inLanguage(facts.indicators.get(fact.indicator)!.name, lang, `the name of "${fact.indicator}"`)
  if ("capability" in fact) return inLanguage(fact.capability, lang, `the capability of "${fact.id}"`)
  const issue = "issue" in fact ? fact.issue : issueOf(fact.positions[0], facts)
  const name = issue === undefined ? undefined : facts.issues.get(issue)?.name
  return name ? inLanguage(name, lang, `the name of issue "${issue}"`) : words.headings.languages
}

const issueOf = (id: string | undefined, { meetings }: NoteInput["facts"]) =>
  meetings.flatMap(m => m.positions).find(p => p.id === id)?.issue
