import { type Problem, problem } from "../../model/problem.js"
import type { Page } from "../../note/page.js"
import type { Parts } from "../docx/package.js"
import { hasWords } from "../docx/package.js"
import { childOf, type Element, elementsIn, parseXml } from "../docx/xml.js"
import { readZip, unpack } from "../docx/zip.js"
import { chartProblems } from "./charts.js"
import { embeddedFaces } from "./faces.js"
import { isArabic, report } from "./marks.js"
import { type LintedParagraph, readParagraph, runProblems } from "./runs.js"
import { readStyles } from "./styles.js"

/**
 * What a Word file would show in the wrong direction, face or place, before it is written: sections, tables and paragraphs
 * that are not mirrored, letters in a run of the other direction, brackets on the wrong side, looks that Arabic letters
 * would not get, characters that an embedded typeface has no glyph for. Each problem names the part and the words.
 */
export async function lintDocx(bytes: Uint8Array, page: Page): Promise<Problem[]> {
  const entries = new Map(readZip(bytes).map(entry => [entry.name, entry]))
  const wanted = (name: string) => /\.(xml|rels)$/.test(name) && /^word\//.test(name)
  const parts: Parts = new Map(
    [...entries.values()]
      .filter(({ name }) => wanted(name))
      .map(entry => [entry.name, new TextDecoder().decode(unpack(entry))]),
  )
  const stylesXml = parts.get("word/styles.xml")
  const styles = readStyles(stylesXml ? parseXml(stylesXml).documentElement! : undefined)
  const covers = embeddedFaces(parts, entries)
  const found = [...parts].filter(([name]) => hasWords(name)).sort(byName)
  const problems = found.flatMap(([name, xml]) => {
    const root = parseXml(xml).documentElement!
    return [...frameProblems(root, name, page), ...wordProblems(root, name)]
  })
  return [...problems, ...languageProblems(stylesXml ?? "", page), ...chartProblems(parts, page)]

  function wordProblems(root: Element, name: string): Problem[] {
    const paragraphs = elementsIn(root).filter(({ nodeName }) => nodeName === "w:p")
    return paragraphs.flatMap(element => {
      const paragraph = readParagraph(element, name)
      return [...blockProblems(paragraph, page), ...runProblems(paragraph, { styles, covers })]
    })
  }
}

const byName = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : 1)

/** Sections and tables. */
function frameProblems(root: Element, part: string, { dir }: Page): Problem[] {
  return elementsIn(root).flatMap(element => {
    const [property, kind] = frames[element.nodeName] ?? []
    if (!property || !kind) return []
    const words = element.textContent ?? ""
    const turned = childOf(element, property) !== undefined
    if (dir === "rtl" && !turned)
      return [report(part, kind, words, `the ${kind} runs from left to right on a page from right to left`)]
    if (dir === "ltr" && turned && !isArabic(words || "a"))
      return [report(part, kind, words, `the ${kind} runs from right to left on a page from left to right`)]
    return []
  })
}

const frames: Readonly<Record<string, readonly [property: string, kind: string]>> = {
  "w:sectPr": ["w:bidi", "section"],
  "w:tblPr": ["w:bidiVisual", "table"],
}

function blockProblems({ part, text, base }: LintedParagraph, { dir }: Page): Problem[] {
  if (!/[\p{L}\p{N}]/u.test(text) || base === dir) return []
  if (dir === "rtl")
    return [
      report(part, "paragraph", text, "the paragraph runs from left to right on a page from right to left"),
    ]
  return isArabic(text)
    ? []
    : [report(part, "paragraph", text, "the paragraph runs from right to left and has no Arabic word")]
}

/** The language of Arabic words is an attribute of its own, and a file without it spells them in none. */
function languageProblems(styles: string, { dir, lang }: Page): Problem[] {
  if (dir === "ltr") return []
  const defaults = /<w:docDefaults>.*?<\/w:docDefaults>/s.exec(styles)?.[0] ?? ""
  const told = /<w:lang\b[^>]*\bw:bidi="([^"]*)"/.exec(defaults)?.[1]
  if (told?.split("-")[0] === lang.split("-")[0]) return []
  return [
    problem(`the file’s right-to-left language is ${told ?? "none"}, not ${lang}`, {
      place: { file: "word/styles.xml" },
    }),
  ]
}
