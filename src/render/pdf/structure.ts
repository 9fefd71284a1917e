import type { Problem } from "../../model/problem.js"
import { problem } from "../../model/problem.js"
import type { PdfFile } from "./objects.js"
import { referenceIn } from "./objects.js"

/** One piece of marked content in reading order: the page it is on, and the heading it belongs to, if any. */
interface Piece {
  readonly page: number
  readonly heading: number | undefined
}

/** The number of pages of a file. */
export function countPages({ objects }: PdfFile): number {
  return [...objects.values()].filter(({ body }) => /\/Type \/Page\b(?!s)/.test(body)).length
}

/** The headings that stand last on a page, apart from what they head: found in the file's own structure tree. */
export function strandedHeadings(file: PdfFile): readonly Problem[] {
  const root = file.objects.get(referenceIn(file.objects.get(file.root)?.body ?? "", "StructTreeRoot"))
  const pieces = root ? [...walk(file, root.body, undefined, undefined)] : []
  const stranded = pieces.flatMap(({ page, heading }, i) => {
    const next = pieces[i + 1]
    const isLast = heading !== undefined && next?.heading !== heading
    return isLast && (!next || next.page !== page) ? [heading] : []
  })
  return stranded.map(heading =>
    problem(`a heading stands last on its page: “${titleOf(file, heading)}”`, {
      hint: "add or cut a line before it",
    }),
  )
}

function* walk(
  file: PdfFile,
  body: string,
  page: number | undefined,
  heading: number | undefined,
): Generator<Piece> {
  const here = Number(/\/Pg (\d+) 0 R/.exec(body)?.[1] ?? page)
  for (const kid of kidsOf(body)) {
    if (kid.element === undefined) yield { page: kid.page ?? here, heading }
    else {
      const inside = file.objects.get(kid.element)?.body ?? ""
      const isHeading = /\/S \/H[1-6]?\b/.test(inside)
      yield* walk(file, inside, here, isHeading ? kid.element : heading)
    }
  }
}

interface Kid {
  /** The object number of a structure element; undefined for marked content. */
  readonly element?: number
  /** The page of marked content, where it says so itself. */
  readonly page?: number
}

/** What `/K` holds: references to elements, numbers of marked content, and marked content that names its page. */
function kidsOf(body: string): readonly Kid[] {
  const list = /\/K (\[(?:[^[\]]|\[[^[\]]*\])*\]|<<[^<>]*>>|\d+ 0 R|\d+)/.exec(body)?.[1] ?? ""
  return [...list.matchAll(/<<[^<>]*>>|(\d+) 0 R|\d+/g)].flatMap(([kid, element]): Kid[] => {
    if (element) return [{ element: Number(element) }]
    if (kid.includes("/OBJR")) return []
    const page = /\/Pg (\d+) 0 R/.exec(kid)?.[1]
    return [page ? { page: Number(page) } : {}]
  })
}

function titleOf({ objects }: PdfFile, heading: number): string {
  const item = [...objects.values()].find(({ body }) => new RegExp(`/SE ${heading} 0 R`).test(body))
  return /\/Title (\((?:[^()\\]|\\.)*\))/.exec(item?.body ?? "")?.[1] ?? "(untitled)"
}

/** The typefaces embedded in a file, by the names a PDF reader shows, without the mark of a subset. */
export function fontNames({ objects }: PdfFile): readonly string[] {
  const names = [...objects.values()].flatMap(({ body }) => [
    ...body.matchAll(/\/FontName \/([^\s/<>[\]]+)/g),
  ])
  return [...new Set(names.map(found => (found[1] ?? "").replace(/^[A-Z]{6}\+/, "")))].sort()
}
