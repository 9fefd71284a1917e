import type { Origin, TracedComputation } from "../model/trace.js"

/** What is known of a thing that is printed: the facts it rests on, or how it was made. */
export interface Entry {
  readonly origin: Origin
  /** Identifiers of facts; none for what is of the document or the edition. */
  readonly facts: readonly string[]
  readonly computation?: TracedComputation
  /** The fact is only pointed to, as a citation does; what it says is printed elsewhere. */
  readonly cited?: boolean
  /** Which of a fact's language versions was printed, for operative words and quotations. */
  readonly language?: string
}

/** A thing printed, with its place in the text without marks. */
export interface Print {
  readonly entry: Entry
  readonly start: number
  readonly end: number
}

/**
 * The ledger of a note: whatever prints a number, a date, a symbol or a quoted word passes its text through `mark`. The
 * text comes back between marks that no reader will see: they travel through helpers and templates, and are taken out of
 * the finished document, which is how the ledger knows what was printed, and where.
 */
export interface Ledger {
  /** What was marked, by the number that its mark carries. */
  readonly entries: readonly Entry[]
  mark(text: string, entry: Entry): string
}

// Noncharacters of Unicode, reserved for a program's own use: no text that is exchanged may have them.
const opening = "\uFDD0"
const middle = "\uFDD1"
const closing = "\uFDD2"
const pin = "\uFDD3"
const pinned = "\uFDD4"
const anyMark = /[\uFDD0-\uFDEF]/g
const zero = 0xfde0

/** A new ledger, empty. */
export function makeLedger(): Ledger {
  const entries: Entry[] = []
  return {
    entries,
    mark(text, entry) {
      if (text === "") return text
      return opening + digitsOf(entries.push(entry) - 1) + middle + text + closing
    },
  }
}

const digitsOf = (number: number) =>
  [...number.toString(16)].map(d => String.fromCharCode(zero + Number.parseInt(d, 16))).join("")

/** A mark that encloses nothing: a place of a text that can be found again as long as its marks are in it. */
export const pinOf = (number: number) => pin + digitsOf(number) + pinned

/** Where the pins stand in a text with its marks, in their order. */
export function readPins(marked: string): { readonly number: number; readonly at: number }[] {
  return [...marked.matchAll(/\uFDD3[\uFDE0-\uFDEF]*\uFDD4/g)].map(m => ({
    number: numberOf(m[0]),
    at: m.index,
  }))
}

/** A ledger that marks nothing: for views that no document is made of. */
export const noLedger: Ledger = { entries: [], mark: text => text }

/** The text without marks. */
export function withoutMarks(text: string): string {
  return text.replace(/\uFDD0[\uFDE0-\uFDEF]*\uFDD1/g, "").replace(anyMark, "")
}

/** How many of the first characters are marks, so that a capital can be set behind them. */
export function leadingMarks(text: string): number {
  return /^(?:\uFDD0[\uFDE0-\uFDEF]*\uFDD1)*/.exec(text)![0].length
}

/** The text without marks, and what was printed in it in the order in which it begins, the wider first. */
export function readMarks(
  marked: string,
  entries: readonly Entry[],
): { readonly text: string; readonly prints: readonly Print[] } {
  const open: { number: number; start: number; order: number }[] = []
  const prints: (Print & { order: number })[] = []
  const parts: string[] = []
  let length = 0
  let order = 0
  for (const [piece] of marked.matchAll(/\uFDD0[\uFDE0-\uFDEF]*\uFDD1|\uFDD2|[^\uFDD0-\uFDEF]+/g)) {
    if (piece.startsWith(opening)) open.push({ number: numberOf(piece), start: length, order: order++ })
    else if (piece === closing) {
      const last = open.pop()
      const entry = last && entries[last.number]
      if (entry) prints.push({ entry, start: last.start, end: length, order: last.order })
    } else {
      parts.push(piece)
      length += piece.length
    }
  }
  prints.sort((a, b) => a.order - b.order)
  return { text: parts.join(""), prints: prints.map(({ entry, start, end }) => ({ entry, start, end })) }
}

function numberOf(mark: string): number {
  return Number.parseInt([...mark.slice(1, -1)].map(c => (c.charCodeAt(0) - zero).toString(16)).join(""), 16)
}
