import type { Problem } from "../../model/problem.js"
import { type Direction, sidesOf } from "../bidi.js"
import { latinOnly, runsOf, textOf } from "../docx/direction.js"
import { childOf, type Element } from "../docx/xml.js"
import type { Covers } from "./faces.js"
import { isArabic, isLatin, isPunctuation, report } from "./marks.js"
import { decided, type Letters, missingTwins, type StyleSheet } from "./styles.js"

/** A run with what it shows and the direction that it is set in. */
interface LintedRun {
  readonly element: Element
  readonly text: string
  readonly side: Direction
}

/** A paragraph with its runs, as the lint looks at it. */
export interface LintedParagraph {
  readonly part: string
  readonly element: Element
  readonly base: Direction
  readonly runs: readonly LintedRun[]
  readonly text: string
}

/** A paragraph of a part. */
export function readParagraph(element: Element, part: string): LintedParagraph {
  const properties = childOf(element, "w:pPr")
  const runs = runsOf(element).map(run => ({ element: run, text: textOf(run), side: sideOf(run) }))
  const base = properties && childOf(properties, "w:bidi") ? "rtl" : "ltr"
  return { part, element, base, runs, text: runs.map(({ text }) => text).join("") }
}

function sideOf(run: Element): Direction {
  const properties = childOf(run, "w:rPr")
  return properties && childOf(properties, "w:rtl") ? "rtl" : "ltr"
}

/** What is wrong with the runs of a paragraph. */
export function runProblems(
  paragraph: LintedParagraph,
  { styles, covers }: { styles: StyleSheet; covers: Covers },
): Problem[] {
  const { part, element, runs } = paragraph
  const told = (run: LintedRun, what: string, hint?: string) => report(part, "run", run.text, what, hint)
  return [
    ...letterProblems(runs, told),
    ...sideProblems(paragraph, told),
    ...runs.flatMap(run => {
      if (!run.text.trim()) return []
      const letters = styles.lettersOf(run.element, element)
      return [...lookProblems(run, letters, told), ...glyphProblems(run, letters, covers, told)]
    }),
  ]
}

type Told = (run: LintedRun, what: string, hint?: string) => Problem

function letterProblems(runs: readonly LintedRun[], told: Told): Problem[] {
  return runs.flatMap(run => {
    if (run.side === "ltr" && isArabic(run.text))
      return [told(run, "Arabic letters in a run from left to right")]
    if (run.side === "rtl" && [...run.text].some(isLatin))
      return [told(run, "Latin letters in a run from right to left")]
    return []
  })
}

/** Brackets, punctuation and numbers whose run has not the direction that the words around them give them. */
function sideProblems({ base, runs, text }: LintedParagraph, told: Told): Problem[] {
  if (base === "ltr" && !isArabic(text) && runs.every(({ side }) => side === "ltr")) return []
  const sides = sidesOf(text, base)
  let at = 0
  return runs.flatMap(run => {
    const own = sides.slice(at, at + run.text.length)
    at += run.text.length
    const wrong = own.findIndex((side, i) => {
      const char = run.text[i]!
      return side !== run.side && (isPunctuation(char) || /\p{N}/u.test(char)) && !latinOnly.test(char)
    })
    if (wrong < 0) return []
    return [told(run, `“${run.text[wrong]}” stands on the wrong side of the words around it`, bidiHint)]
  })
}

const bidiHint = "put what runs the other way into <bdi dir=…> in the note’s template or prose"

function lookProblems(run: LintedRun, letters: Letters, told: Told): Problem[] {
  if (run.side === "ltr") return []
  const lacking = missingTwins(letters)
  const own = childOf(run.element, "w:rPr")
  const language = own && childOf(own, "w:lang")
  return [
    ...lacking.map(twin => told(run, `the look of Latin letters has no ${twin} for Arabic ones`)),
    ...(language?.getAttribute("w:val") && !language.getAttribute("w:bidi")
      ? [told(run, "its language is told for Latin letters only")]
      : []),
  ]
}

/** Characters for which the run's typeface has no glyph, where the file embeds that typeface. */
function glyphProblems(run: LintedRun, letters: Letters, covers: Covers, told: Told): Problem[] {
  const complex = run.side === "rtl" || letters.slice(0, 1).some(own => childOf(own, "w:cs"))
  const face = decided(letters, "w:rFonts", complex ? "w:cs" : "w:hAnsi")
  if (!face) return []
  const missing = [...new Set(run.text)].filter(
    char =>
      !/[\s\p{Cc}\p{Default_Ignorable_Code_Point}\uFFFC]/u.test(char) &&
      covers(face, char.codePointAt(0)!) === false,
  )
  if (missing.length === 0) return []
  const hint = "write it in another way, or let the template embed more of the typeface"
  return [told(run, `the embedded typeface ${face} has no glyph for ${missing.join(" ")}`, hint)]
}
