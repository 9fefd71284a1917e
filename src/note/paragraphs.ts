import type { Source } from "../model/sources.js"
import { romanValue } from "../source/labels.js"
import type { Words } from "./words.js"

/**
 * The label of a paragraph as a reader of the language finds it: where a source has a version in that language which
 * numbers its points in words, as Arabic reports do, the word; else the label of the main numbering: viii, 41, annex II.
 */
export function formatParagraph(
  paragraph: string,
  { numbering, versions }: Pick<Source, "numbering" | "versions">,
  { words, lang }: { readonly words: Words; readonly lang: string },
): string {
  const own = versions.some(v => v.language === lang)
  const value = own && numbering === "roman points" ? romanValue(paragraph) : undefined
  return (value && words.ordinals?.[value - 1]) || paragraph
}
