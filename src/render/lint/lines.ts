import type { Problem } from "../../model/problem.js"
import type { Direction } from "../bidi.js"
import { type Block, wordsOf } from "./blocks.js"
import type { Glyph } from "./glyphs.js"
import { isLatin, report } from "./marks.js"

/** The bracket that a glyph looks like, by its face and number. */
export type Shapes = (glyph: Glyph) => string | undefined

const isDigit = (glyph: Glyph | undefined) => glyph !== undefined && /\p{Nd}/u.test(glyph.text)

/** Whether two glyphs of a line touch, so that one is the other's sign. */
const touch = (left: Glyph | undefined, right: Glyph | undefined) =>
  left !== undefined && right !== undefined && right.x - (left.x + left.width) < right.size * 0.15

/** Plus and minus stand before their number, a percent sign after it, also where words run from right to left. */
export function signProblems(page: string, line: readonly Glyph[], dir: Direction): Problem[] {
  if (dir === "ltr") return []
  return line.flatMap((glyph, i) => {
    const side = signs[glyph.text]
    if (!side) return []
    const before = touch(line[i - 1], glyph) && isDigit(line[i - 1])
    const after = touch(glyph, line[i + 1]) && isDigit(line[i + 1])
    if (side === "before" ? !before || after : !after || before) return []
    return [
      report(page, "line", wordsOf(line), `“${glyph.text}” stands on the wrong side of its number`, hint),
    ]
  })
}

/** The side of its number on which a sign stands. */
const signs: Readonly<Record<string, "before" | "after">> = {
  "+": "before",
  "\u2212": "before",
  "%": "after",
  "‰": "after",
}

const hint = 'let a helper write the number, or put it into <bdi dir="ltr">'

/** No line begins with the point or comma that ends what was said before. */
export function startProblems(page: string, line: readonly Glyph[], dir: Direction): Problem[] {
  const shown = line.filter(({ text }) => text.trim())
  const first = dir === "rtl" ? shown.at(-1) : shown[0]
  if (shown.length < 2 || !first || !/^[.,;:!?،؛؟]$/u.test(first.text)) return []
  const what = `“${first.text}” stands at the beginning of a line, on the wrong side of the words that it ends`
  return [report(page, "line", wordsOf(line), what)]
}

const pairs = ["()", "[]", "{}", "«»", "‹›"] as const

/**
 * The brackets of a block, read from the side on which its language begins: what is opened is closed after it. A pair around
 * words of the other direction that are broken over two lines is the other way round. Where an ellipsis stands, words were
 * left out, and brackets with them: none is looked for across it.
 */
export function bracketProblems(page: string, { lines }: Block, dir: Direction, shapes: Shapes): Problem[] {
  const found = lines.flatMap(line => bracketsOn(line, dir, shapes))
  if (found.length === 0) return []
  return pairs.flatMap(([left, right]) => {
    const [opens, closes] = dir === "rtl" ? [right, left] : [left, right]
    let [open, foreign] = [0, 0]
    let isCut = false
    let wrong: readonly Glyph[] | undefined
    for (const { line, at, shape } of found) {
      if (shape === ellipsis) [open, foreign, isCut] = [0, 0, true]
      if (shape !== opens && shape !== closes) continue
      const isForeign = isAround(line, at, shape === left ? 1 : -1, dir)
      if (shape === opens && foreign > 0 && isForeign) foreign--
      else if (shape === opens) open++
      else if (open > 0) open--
      else if (isForeign) foreign++
      else if (!isCut) wrong ??= line
    }
    if (!wrong || open === 0) return []
    const what = `the brackets ${left} ${right} stand away from what they enclose`
    return [report(page, "line", wordsOf(wrong), what)]
  })
}

const ellipsis = "…"

/** The brackets and ellipses of a line as they are read. */
function bracketsOn(line: readonly Glyph[], dir: Direction, shapes: Shapes) {
  const found = line.flatMap((glyph, at) => {
    const shape = glyph.text === ellipsis ? ellipsis : shapes(glyph)
    return shape ? [{ line, at, shape }] : []
  })
  return dir === "rtl" ? found.reverse() : found
}

/** Whether the nearest letter or digit inside a bracket is of the other direction than the block. */
function isAround(line: readonly Glyph[], at: number, step: 1 | -1, dir: Direction): boolean {
  for (let i = at + step; i >= 0 && i < line.length; i += step) {
    const text = line[i]!.text
    if (!/[\p{L}\p{N}]/u.test(text)) continue
    return dir === "rtl" ? !line[i]!.reversed : line[i]!.reversed
  }
  return false
}

/** Stretches that the file reads from right to left and that have Latin letters. */
export function stretchProblems(page: string, line: readonly Glyph[]): Problem[] {
  const wrong = line.find(({ text, reversed }) => reversed && [...text].some(isLatin))
  return wrong
    ? [report(page, "line", wordsOf(line), `the Latin letter ${wrong.text} is read from right to left`)]
    : []
}

/** Glyphs that are the box for what the font does not have. */
export function boxProblems(page: string, line: readonly Glyph[]): Problem[] {
  const box = line.find(({ code }) => code === 0)
  return box
    ? [
        report(
          page,
          "line",
          wordsOf(line),
          `the typeface ${box.face} has no glyph for ${box.text || "a character"}`,
        ),
      ]
    : []
}
