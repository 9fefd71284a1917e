import { createHash } from "node:crypto"
import { type Aspect, aspects } from "../model/reviews.js"
import type { Known } from "./known.js"

/** Which aspect of a fact its fields belong to; all others are its substance. */
const aspectOf: Readonly<Record<string, Aspect>> = {
  value: "value",
  unit: "value",
  qualifier: "value",
  misprint: "value",
  asOf: "date",
  period: "date",
  time: "date",
  dates: "date",
  citations: "source",
  summary: "own words",
  what: "own words",
  counts: "own words",
  capability: "own words",
  required: "own words",
  available: "own words",
  shortfall: "own words",
  effect: "own words",
  disagreement: "own words",
}

/** Fields that hold a text in each language. Only that of the block's own language is read with it. */
export const inLanguages: ReadonlySet<string> = new Set(
  "summary what counts capability required available shortfall effect disagreement time place who capacity".split(
    " ",
  ),
)

/** What curators tell one another, and what serves checks alone: no reader is told of it. */
export const notSaid: ReadonlySet<string> = new Set([
  "id",
  "reason",
  "note",
  "draft",
  "beside",
  "partsPrinted",
])

/** Lists whose order says nothing. */
const unordered = new Set("operative objects addressees partners places bodies positions figures".split(" "))

/**
 * What a fact says to readers of a language, as a hash of each of its aspects: two states are the same if the fact says the
 * same. The order of fields and of lists of things, texts in other languages and curators' remarks are no part of it.
 */
export function factState(fact: Known["fact"], lang: string): string {
  const fields = Object.entries(fact).filter(([key, value]) => isSaid(key, value))
  return aspects
    .map(aspect => {
      const own = fields.filter(([key]) => (aspectOf[key] ?? "substance") === aspect)
      return shortHash(JSON.stringify(sorted(Object.fromEntries(own), lang)), 8)
    })
    .join(".")
}

/** In which aspects two states differ. */
export function changedAspects(before: string, after: string): Aspect[] {
  const [old, now] = [before.split("."), after.split(".")]
  return aspects.filter((_, i) => old[i] !== now[i])
}

/** The first digits of the SHA-256 of a text: against accidents, not against anybody's intent. */
export const shortHash = (text: string, digits: number) =>
  createHash("sha256").update(text).digest("hex").slice(0, digits)

const isSaid = (key: string, value: unknown) => value !== undefined && !notSaid.has(key)

/** The same value with its fields by name, its unordered lists in one order, and its texts in one language. */
function sorted(value: unknown, lang: string): unknown {
  if (Array.isArray(value)) return value.map(one => sorted(one, lang))
  if (typeof value !== "object" || value === null) return value
  const fields = Object.entries(value)
    .filter(([key, field]) => isSaid(key, field))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(fields.map(([key, field]) => [key, fieldOf(key, field, lang)]))
}

function fieldOf(key: string, field: unknown, lang: string): unknown {
  if (inLanguages.has(key) && typeof field === "object" && field !== null)
    return (field as Readonly<Record<string, string>>)[lang] ?? null
  const value = sorted(field, lang)
  if (!unordered.has(key) || !Array.isArray(value)) return value
  return value.map(one => JSON.stringify(one)).sort()
}
