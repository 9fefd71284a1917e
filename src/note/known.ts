import type { Facts } from "../load.js"
import type { Gap, Observation } from "../model/figures.js"
import type { Position, VersionDifference } from "../model/positions.js"
import type { Source } from "../model/sources.js"

/** A fact that prose can name, with the source it stands in. */
export interface Known {
  readonly fact: Position | VersionDifference | Observation | Gap
  readonly source: Source
}

/** Every fact that a note can print, by its identifier. */
export function knownFacts(facts: Facts): ReadonlyMap<string, Known> {
  return new Map([
    ...facts.meetings.flatMap(({ source, positions, versionDifferences }) =>
      [...positions, ...versionDifferences].map(fact => [fact.id, { fact, source }] as [string, Known]),
    ),
    ...facts.reports.flatMap(({ source, observations, gaps }) =>
      [...observations, ...gaps].map(fact => [fact.id, { fact, source }] as [string, Known]),
    ),
  ])
}
