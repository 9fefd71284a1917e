import type { Trace } from "../../model/trace.js"
import { sha256, type Token, type WordPrint } from "./words.js"

/** What stands beside a trace in a file. It tells a change that nobody hides; it is no signature. */
export interface Seal extends WordPrint {
  /** SHA-256 of the trace as it stands in the file. */
  readonly trace: string
}

/** What was read from a file that may carry a trace. */
export interface IssuedFile {
  readonly kind: "pdf" | "docx"
  /** The trace as it stands in the file; absent if there is none. */
  readonly trace?: string
  /** Absent where a program that saved the file has lost it. */
  readonly seal?: Seal
  /** Whether every byte (PDF) or part (Word) is the one that was issued. */
  readonly intact: boolean
  /** The file's tokens now. */
  readonly tokens: readonly Token[]
  /** Insertions and deletions that wait to be accepted; they count as accepted in the tokens. */
  readonly trackedChanges: number
}

/** The namespace of what is kept in issued files. */
export const traceNamespace = "urn:x-briefing-notes:trace:1#"

/** Stands for the seal of the whole file while it is being worked out. */
export const noSeal = "0".repeat(64)

/** The seal of a trace in the form in which it goes into a file, and of the file's words. */
export function sealOf(trace: string, print: WordPrint): Seal {
  return { trace: sha256(trace), ...print }
}

/** The document that the trace stands for, in short, as names and values. */
export function traceSummary({
  note,
  edition,
  language,
  asOf,
}: Trace): readonly (readonly [string, string])[] {
  return [
    ["note", note],
    ["edition", edition],
    ["language", language],
    ["asOf", asOf],
  ]
}

/** Text as XML, also for attributes with `quotes`: what has a meaning there escaped, what XML cannot hold left out. */
export function escapeXml(text: string, { quotes = false }: { quotes?: boolean } = {}): string {
  const allowed = text
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
  const escaped = allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
  return quotes ? escaped.replaceAll('"', "&quot;") : escaped
}

/** JSON of one line that XML can hold: the few characters it cannot are written by their numbers. */
export function jsonForXml(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}
