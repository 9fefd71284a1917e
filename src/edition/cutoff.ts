import type { Facts } from "../load.js"
import { day as dayText } from "../model/common.js"
import { ProblemError, problem } from "../model/problem.js"
import type { Source } from "../model/sources.js"

/** The day on which a source could be read: the one it bears, else that of its information. */
export const availableOn = ({ date, asOf }: Source) => date ?? asOf

/**
 * The facts as they were known at the end of a day: sources that are dated later are left out, and all that rests on them.
 * Gives their identifiers as well, in their order.
 */
export function knownBy(facts: Facts, day: string): { facts: Facts; leftOut: readonly string[] } {
  const late = [...facts.sources.values()].filter(source => availableOn(source) > day).map(({ id }) => id)
  if (late.length === 0) return { facts, leftOut: [] }
  const isKnown = (source: string) => !late.includes(source)
  const known: Facts = {
    ...facts,
    sources: new Map([...facts.sources].filter(([id]) => isKnown(id))),
    meetings: facts.meetings.filter(m => isKnown(m.source.id)),
    reports: facts.reports.filter(r => isKnown(r.source.id)),
    fingerprints: new Map([...facts.fingerprints].filter(([, print]) => isKnown(print.source))),
    tables: facts.tables.filter(table => isKnown(table.source)),
    drafts: facts.drafts.filter(draft => isKnown(draft.source)),
  }
  return { facts: known, leftOut: late }
}

/** A day as given on the command line or by a schedule; anything else is wrong usage. */
export function checkedDay(what: string, text: string): string {
  if (dayText.safeParse(text).success) return text
  throw new ProblemError([problem(`${what} "${text}" is no day`, { hint: "write it as 2026-11-30" })], {
    usage: true,
  })
}
