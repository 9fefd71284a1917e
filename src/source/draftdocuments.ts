import type { Stretch } from "./draftanchor.js"
import { anyOf, type DraftLanguage } from "./draftlanguages.js"

/** A resolution or a document named in a text, with its public symbol where the form tells it. */
export interface FoundDocument extends Stretch {
  readonly kind: "resolution" | "document"
  readonly words: string
  readonly symbol?: string
}

/**
 * Resolutions of the Security Council with their year, `2295 (2016)`; of the General Assembly after the word for a
 * resolution, `71/248`; and symbols of documents, `S/2015/364`.
 */
export function documentsIn(text: string, { resolution }: DraftLanguage): FoundDocument[] {
  const named = new RegExp(
    `(?<!\\p{L})(?:${anyOf(resolution)})\\s+(\\d{1,3}/\\d{1,3}(?:\\s?[A-Z])?)(?![\\d/])`,
    "giu",
  )
  return [
    ...all(text, /(?<![\d/])(\d{1,4})\s\(((?:19|20)\d\d)\)/g, m => ({
      kind: "resolution" as const,
      symbol: `S/RES/${m[1]}(${m[2]})`,
    })),
    ...all(text, named, m => ({ kind: "resolution" as const, words: m[1]!, symbol: `A/RES/${m[1]}` })),
    ...all(text, /(?<![\p{L}\d/])[A-Z]{1,4}(?:\/[A-Z\d](?:[A-Za-z\d.-]*[A-Za-z\d])?)+(?:\(\d{4}\))?/gu, m =>
      /\d/.test(m[0]) ? { kind: "document" as const, symbol: m[0] } : undefined,
    ),
  ].sort((a, b) => a.start - b.start)
}

function all(
  text: string,
  pattern: RegExp,
  read: (
    match: RegExpMatchArray,
  ) => (Omit<FoundDocument, "start" | "end" | "words"> & { words?: string }) | undefined,
): FoundDocument[] {
  return [...text.matchAll(pattern)].flatMap(match => {
    const found = read(match)
    const start = match.index
    return found
      ? [{ words: match[0].replace(/\s+/g, " "), ...found, start, end: start + match[0].length }]
      : []
  })
}
