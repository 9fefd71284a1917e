import { type Problem, problem } from "../../model/problem.js"
import type { Page } from "../../note/page.js"
import { withPdf } from "../../source/openpdf.js"
import type { Direction } from "../bidi.js"
import { type Block, blocksOf, languagesIn, linesOf, rowsOf, type StructureNode } from "./blocks.js"
import { type Glyph, glyphsOn } from "./glyphs.js"
import {
  boxProblems,
  bracketProblems,
  type Shapes,
  signProblems,
  startProblems,
  stretchProblems,
} from "./lines.js"
import { report } from "./marks.js"
import { bracketShapes } from "./shapes.js"

/**
 * What a PDF file shows in the wrong direction, face or place, before it is written, read as a viewer reads it: boxes for
 * missing glyphs, signs and brackets on the wrong side, lines that begin with a full stop, columns in the wrong order,
 * languages that the structure does not name. Each problem names the page and the words.
 */
export async function lintPdf(bytes: Uint8Array, page: Page): Promise<Problem[]> {
  return withPdf(bytes, async (document, library) => {
    const [{ info }, preferences] = await Promise.all([
      document.getMetadata(),
      document.getViewerPreferences(),
    ])
    const problems: Problem[] = []
    const languages = new Set<string>()
    for (let number = 1; number <= document.numPages; number++) {
      const sheet = await document.getPage(number)
      const [glyphs, tree] = await Promise.all([
        glyphsOn(sheet, library),
        sheet.getStructTree() as Promise<StructureNode | null>,
      ])
      for (const language of languagesIn(tree)) languages.add(language)
      problems.push(...(await sheetProblems(`page ${number}`, glyphs, tree, page)))
    }
    const language = (info as { Language?: string }).Language
    const direction = (preferences as { Direction?: string } | null)?.Direction
    return [...fileProblems({ language, direction, languages }, page), ...problems]
  })
}

interface Told {
  readonly language: string | undefined
  readonly direction: string | undefined
  readonly languages: ReadonlySet<string>
}

function fileProblems({ language, direction, languages }: Told, { lang, dir, html }: Page): Problem[] {
  const wanted = new Set([...html.matchAll(/<[a-z]\w*\b[^>]*\blang="([^"]+)"/gi)].map(([, tag = ""]) => tag))
  wanted.delete(lang)
  return [
    ...(language === lang ? [] : [problem(`the file’s language is ${language ?? "none"}, not ${lang}`)]),
    ...((direction === "R2L") === (dir === "rtl")
      ? []
      : [problem(`the file is read from the wrong side: its direction is ${direction ?? "not told"}`)]),
    ...[...wanted]
      .filter(tag => !languages.has(tag))
      .map(tag => problem(`the note quotes in “${tag}”, and the file’s structure does not say so`)),
  ]
}

async function sheetProblems(
  name: string,
  glyphs: readonly Glyph[],
  tree: StructureNode | null,
  { dir }: Page,
): Promise<Problem[]> {
  const faces = new Set(glyphs.map(({ face }) => face))
  const known = new Map(
    await Promise.all([...faces].map(async face => [face, await bracketShapes(face)] as const)),
  )
  const shapes: Shapes = ({ face, code }) => known.get(face)?.get(code)
  const running = linesOf(glyphs.filter(({ mark }) => mark === undefined)).flatMap(pieces)
  return [
    ...blocksOf(tree, glyphs).flatMap(block => blockProblems(name, block, directionOf(block, dir), shapes)),
    ...running.flatMap(line => [...signProblems(name, line, dir), ...boxProblems(name, line)]),
    ...rowProblems(name, rowsOf(tree, glyphs), dir),
  ]
}

function blockProblems(name: string, block: Block, dir: Direction, shapes: Shapes): Problem[] {
  return [
    ...block.lines.flatMap(line => [
      ...boxProblems(name, line),
      ...signProblems(name, line, dir),
      ...startProblems(name, line, dir),
      ...stretchProblems(name, line),
    ]),
    ...bracketProblems(name, block, dir, shapes),
  ]
}

/** The lines of the margins: what stands apart on one line is several texts. */
function pieces(line: readonly Glyph[]): readonly (readonly Glyph[])[] {
  const found: Glyph[][] = []
  let last: Glyph | undefined
  for (const glyph of line) {
    if (last && glyph.x - (last.x + last.width) < glyph.size) found.at(-1)!.push(glyph)
    else found.push([glyph])
    last = glyph
  }
  return found
}

/** A block that says its language runs as that language does, any other as the page. */
function directionOf({ lang }: Block, dir: Direction): Direction {
  if (!lang) return dir
  return /^(ar|fa|he|ur)\b/.test(lang) ? "rtl" : "ltr"
}

function rowProblems(name: string, rows: readonly (readonly number[])[], dir: Direction): Problem[] {
  const wrong = rows.some(cells =>
    cells.some((x, i) => i > 0 && (dir === "rtl" ? x > cells[i - 1]! : x < cells[i - 1]!)),
  )
  const side = dir === "rtl" ? "from right to left" : "from left to right"
  return wrong ? [report(name, "table", "", `the columns of a table do not stand ${side}`)] : []
}
