import { type EditionDocument, editionDocument } from "../model/editions.js"
import { ProblemError, problem } from "../model/problem.js"
import type { Page } from "../note/page.js"

/** The name of the document of a language in the folder of its edition. */
export const documentName = (lang: string) => `document.${lang}.json`

/** A composed page as an edition keeps it: the same page gives the same text. */
export function formatDocument({ date, running, ...page }: Page): string {
  const { lang, dir, title, subject, author, keywords, html, charts, trace, places, stated } = page
  const { handling, reference, pageOf } = running
  const document: EditionDocument = {
    kind: "briefing-notes document",
    version: 1,
    ...{ lang, dir, title, subject, author },
    keywords: [...keywords],
    date: date.toISOString().slice(0, 10),
    running: { handling, reference, pageOf },
    html,
    ...(charts && { charts: charts as NonNullable<EditionDocument["charts"]> }),
    ...(trace && { trace }),
    ...(places && { places: places.map(([from, to]) => [from, to] satisfies [number, number]) }),
    ...(stated && { stated: [...stated] }),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** The page that an edition keeps; a ProblemError if the file is no such document. */
export function parseDocument(bytes: Uint8Array, file: string): Page {
  const result = editionDocument.safeParse(jsonIn(bytes))
  if (!result.success) {
    const hint = "restore the edition’s folder from a copy; `brief verify` tells what else is wrong in it"
    throw new ProblemError([problem("this is no document of an edition", { place: { file }, hint })])
  }
  const { kind: _, version: __, date, ...page } = result.data
  return { ...page, date: new Date(`${date}T00:00:00Z`) }
}

/** What a file has as JSON; undefined if it is none. */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}
