import { type Problem, problem } from "../model/problem.js"
import { plainText } from "./format.js"
import type { Print } from "./ledger.js"
import type { TemplateSet } from "./templates.js"
import { placesOf } from "./typed.js"

/**
 * The numbers in a finished document that its ledger does not know: in no print, and no number of a note. Each is a
 * Problem that names the template line where the number stands, or, if none has it, the words around it.
 */
export function unknownNumbers(
  html: string,
  prints: readonly Print[],
  { templates, file }: { templates: TemplateSet; file: string },
): Problem[] {
  const tags = [
    ...html.matchAll(/<head>.*?<\/head>|<sup><a[^>]*role="doc-noteref".*?<\/sup>|<[^>]*>|&#?\w+;/gs),
  ]
  const hidden = [...tags.map(t => [t.index, t.index + t[0].length]), ...prints.map(p => [p.start, p.end])]
  const shown = blank(html, hidden as [number, number][])
  return [...shown.matchAll(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu)].map(({ 0: number, index }) => {
    const [place] = placesOf(number, templates)
    const around = plainText(html.slice(Math.max(0, index - 60), index + 40).replace(/^[^<]*>|<[^>]*$/g, ""))
    return problem(`the ledger does not know the number ${number} (“…${around}…”)`, {
      place: place ?? { file },
      hint: "no number is typed by hand: print it with a helper that knows its fact, or take it out of the words that print it",
    })
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
    new Set(prints.filter(p => (p.entry.cited ?? false) === cited).flatMap(p => p.entry.facts))
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
