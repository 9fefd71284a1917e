import type { Source } from "../model/sources.js"
import { formatMonth, formatYear } from "./format.js"
import type { Words } from "./words.js"

/** How sources are called in a note: by year; by month if two are of one year; by symbol if that does not part them. */
export function sourceLabels(sources: readonly Source[], words: Words): ReadonlyMap<string, string> {
  const ways = [
    (s: Source) => formatYear(s.asOf),
    (s: Source) => formatMonth(s.asOf.slice(0, 7), words),
    (s: Source) => s.symbol ?? s.id,
  ]
  const way = ways.find(w => new Set(sources.map(w)).size === sources.length) ?? ((s: Source) => s.id)
  return new Map(sources.map(s => [s.id, way(s)]))
}
