import type { Page } from "../../note/page.js"
import { markHtml } from "../direction.js"

/**
 * Stands between the braces of a text that has two in a row, so that no word of a note is taken for a placeholder.
 * It is a code point that stands for no character; the finished file has none of it.
 */
export const guard = "\uFDD0"

/** Stands before and after the id of a note inside its copies in the Word file, until they are joined. */
export const noteMark = "\uFDD1"

/** A text whose braces can be no placeholder. `releaseBraces` gives it back as it was. */
export function guardBraces(text: string): string {
  return text.replace(/[\uFDD0\uFDD1]/g, "").replace(/\{(?=\{)/g, `{${guard}`)
}

/** The text that `guardBraces` was given. */
export function releaseBraces(text: string): string {
  return text.replaceAll(guard, "")
}

/**
 * A note's HTML as docx/html reads it best: without the page's own language, which is the document's and not every
 * word's; with columns in pixels of the text's width, given in twentieths of a point; with quotation marks written out,
 * and with no style of its own.
 */
export function prepareHtml({ html, lang, dir }: Page, textWidth: number): string {
  const prepared = guardBraces(markHtml(html, dir))
    .replace(/<style\b.*?<\/style>/gis, "")
    .replace(/<html\b[^>]*>/i, dir === "rtl" ? `<html dir="rtl">` : "<html>")
    .replace(/(<col\b[^>]*\bwidth:\s*)([\d.]+)%/gi, (_, head: string, percent: string) => {
      return `${head}${((Number(percent) / 100) * textWidth) / 15}px`
    })
  return quote(markNotes(prepared), lang)
}

/** Writes the id of a note into it, so that the copies that docx makes of it can be told from notes that say the same. */
function markNotes(html: string): string {
  return html.replace(
    /(<li\b[^>]*\bid="([^"]+)"[^>]*\brole="doc-endnote"[^>]*>\s*(?:<p\b[^>]*>)?)/g,
    (start, _, id: string) => {
      return `${start}${noteMark}${id}${noteMark}`
    },
  )
}

const marks: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  fr: [
    ["«\u202f", "\u202f»"],
    ["“", "”"],
  ],
  ar: [
    ["«", "»"],
    ["“", "”"],
  ],
  en: [
    ["“", "”"],
    ["‘", "’"],
  ],
}

/** Quotation marks belong to the sentence they stand in, not to the words quoted: the page's language decides. */
function quote(html: string, lang: string): string {
  const levels = marks[lang.split("-")[0] ?? ""] ?? marks.en!
  let depth = 0
  return html.replace(/<(\/?)q\b([^>]*)>/gi, (_, closing: string, attributes: string) => {
    if (closing) depth = Math.max(depth - 1, 0)
    const [open, close] = levels[depth % levels.length]!
    if (closing) return `</span>${close}`
    depth++
    return `${open}<span data-quoted${attributes}>`
  })
}
