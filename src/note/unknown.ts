import { type Problem, problem } from "../model/problem.js"
import { numbersIn, westernDigits } from "../source/numbersin.js"
import { plainText } from "./format.js"
import type { Print } from "./ledger.js"
import { readableHtml } from "./readable.js"
import type { TemplateSet } from "./templates.js"
import { placesOf } from "./typed.js"

/**
 * The numbers in a finished document that its ledger does not know: in no print, and no number of a note. The texts of
 * attributes, the title and the description count as the words do. Each is a Problem that names the template line where
 * the number stands, or, if none has it, the words around it.
 */
export function unknownNumbers(
  html: string,
  prints: readonly Print[],
  { templates, file }: { templates: TemplateSet; file: string },
): Problem[] {
  const hidden = [...noteNumbers(html), ...prints.map(p => [p.start, p.end] as const)]
  const { text, from } = readableHtml(blank(html, hidden))
  const found = numbersIn(text, "").filter(n => n.kind !== "roman")
  return found.map(({ text: number, index }) => {
    const [place] = placesOf(number, templates)
    const at = from[index]!
    const around = plainText(html.slice(Math.max(0, at - 60), at + 40).replace(/^[^<]*>|<[^>]*$/g, ""))
    return problem(`the ledger does not know the number ${number} (“…${around}…”)`, {
      place: place ?? { file },
      hint: "no number is typed by hand: print it with a helper that knows its fact, or take it out of the words that print it",
    })
  })
}

/** The numbers that lead to the notes of the document: each leads to the note of its own number, in their order. */
function noteNumbers(html: string): (readonly [number, number])[] {
  const references = /<sup><a href="#fn(\d+)" role="doc-noteref" id="fnref(\d+)">(\p{Nd}+)<\/a><\/sup>/gu
  let next = 1
  return [...html.matchAll(references)].flatMap(({ 0: found, 1: to, 2: own, 3: shown, index }) => {
    const numbers = [to, own, westernDigits(shown!)].map(Number)
    const isNext = numbers.every(n => n === next) && html.includes(`<li id="fn${to}" role="doc-endnote">`)
    if (!isNext) return []
    next++
    return [[index, index + found.length] as const]
  })
}

function blank(text: string, spans: readonly (readonly [number, number])[]): string {
  const parts: string[] = []
  let at = 0
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (end <= at) continue
    parts.push(text.slice(at, Math.max(at, start)), " ".repeat(end - Math.max(at, start)))
    at = end
  }
  return parts.join("") + text.slice(at)
}

/** Facts that prose cites and that nothing in the note prints: a reader is sent to a paragraph for words nobody checked. */
export function citedOnly(prints: readonly Print[], file: string): Problem[] {
  const ids = (cited: boolean) =>
    new Set(
      prints
        .filter(p => p.entry.origin !== "edition" && (p.entry.cited ?? false) === cited)
        .flatMap(p => p.entry.facts),
    )
  const printed = ids(false)
  return [...ids(true)]
    .filter(id => !printed.has(id))
    .map(id =>
      problem(`"${id}" is cited, but nothing in the note prints it`, {
        severity: "warning",
        place: { file },
        hint: "print its value, words or summary where it is cited, or leave the citation out",
      }),
    )
}
