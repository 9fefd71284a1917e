import { plainText } from "./format.js"

/** The heading of a section, or the label of one that has no heading of its own, and where in the HTML it stands. */
export interface Heading {
  readonly at: number
  readonly text: string
}

/** What the sections of a document are called, in the order of the text. */
export function headingsOf(html: string): Heading[] {
  const found = html.matchAll(/<h2[^>]*>(.*?)<\/h2>|<section\b[^>]*\baria-label="([^"]*)"/gs)
  return [...found].map(m => ({ at: m.index, text: plainText(m[1] ?? m[2]!) }))
}
