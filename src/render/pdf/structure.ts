import { inflateSync } from "node:zlib"
import type { Problem } from "../../model/problem.js"
import { problem } from "../../model/problem.js"
import type { PdfFile } from "./objects.js"
import { referenceIn } from "./objects.js"
import { readTextString } from "./strings.js"
import { home } from "./tab.js"

/** One piece of marked content in reading order: where it is, and the heading it belongs to, if any. */
interface Piece {
  readonly page: number
  readonly mark: number
  readonly heading: number | undefined
}

/** The number of pages of a file. */
export function countPages(file: PdfFile): number {
  return pagesOf(file).length
}

const pagesOf = ({ objects }: PdfFile) =>
  [...objects].flatMap(([number, { body }]) => (/\/Type \/Page\b/.test(body) ? [number] : []))

/** The headings that stand last on a page, apart from what they head: found in the file's own structure tree. */
export function strandedHeadings(file: PdfFile): readonly Problem[] {
  const root = file.objects.get(referenceIn(file.objects.get(file.root)?.body ?? "", "StructTreeRoot"))
  const drawn = new Map(pagesOf(file).map(page => [page, drawnMarks(file, page)]))
  const pieces = root ? [...walk(file, root.body)].filter(({ page, mark }) => drawn.get(page)?.has(mark)) : []
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

function* walk(file: PdfFile, body: string, page?: number, heading?: number): Generator<Piece> {
  const here = Number(/\/Pg (\d+) 0 R/.exec(body)?.[1] ?? page)
  for (const kid of kidsOf(body)) {
    if ("mark" in kid) yield { page: kid.page ?? here, mark: kid.mark, heading }
    else {
      const inside = file.objects.get(kid.element)?.body ?? ""
      const isHeading = /\/S \/H[1-6]?\b/.test(inside)
      yield* walk(file, inside, here, isHeading ? kid.element : heading)
    }
  }
}

/** A structure element by its object number, or marked content, which may name its page. */
type Kid = { readonly element: number } | { readonly mark: number; readonly page: number | undefined }

/** What `/K` holds. References to whole objects, such as links, are no text and are left out. */
function kidsOf(body: string): readonly Kid[] {
  const list = /\/K (\[(?:[^[\]]|\[[^[\]]*\])*\]|<<[^<>]*>>|\d+ 0 R|\d+)/.exec(body)?.[1] ?? ""
  return [...list.matchAll(/<<[^<>]*>>|(\d+) 0 R|\d+/g)].flatMap(([kid, element]): Kid[] => {
    if (element) return [{ element: Number(element) }]
    if (/^\d/.test(kid)) return [{ mark: Number(kid), page: undefined }]
    const [mark, page] = [/\/MCID (\d+)/, /\/Pg (\d+) 0 R/].map(pattern => pattern.exec(kid)?.[1])
    return mark ? [{ mark: Number(mark), page: page ? Number(page) : undefined }] : []
  })
}

/** The marked contents of a page that show text or a picture: a block cut by a page break may leave an empty one behind. */
function drawnMarks(file: PdfFile, page: number): ReadonlySet<number> {
  const contents = file.objects.get(referenceIn(file.objects.get(page)?.body ?? "", "Contents"))
  if (!contents?.stream) return new Set()
  const text = Buffer.from(inflateSync(contents.stream)).toString("latin1")
  const pieces = text.matchAll(/\/MCID (\d+)\s*>>\s*BDC([\s\S]*?)\bEMC\b/g)
  const draws = /\s(Tj|TJ|Do|sh|[fFSsBb]\*?)\s/
  return new Set([...pieces].flatMap(([, mark, drawing = ""]) => (draws.test(drawing) ? [Number(mark)] : [])))
}

function titleOf({ objects }: PdfFile, heading: number): string {
  const item = [...objects.values()].find(({ body }) => new RegExp(`/SE ${heading} 0 R`).test(body))
  return readTextString(/\/Title (\((?:[^()\\]|\\.)*\)|<[^<>]*>)/.exec(item?.body ?? "")?.[1] ?? "")
}

/** Links that a reader of the file cannot follow: to a file, a script, or a place inside the toolkit. */
export function brokenLinks({ objects }: PdfFile): readonly Problem[] {
  const written = [...objects.values()].flatMap(
    ({ body }) => /\/URI (\((?:[^()\\]|\\.)*\))/.exec(body)?.[1] ?? [],
  )
  const broken = written
    .map(readTextString)
    .filter(to => !/^(https?|mailto):/i.test(to) || to.startsWith(home))
  return [...new Set(broken)].map(to =>
    problem(`a link leads to ${to.slice(0, 200)}`, { hint: "link to an address that begins with https://" }),
  )
}

/** The typefaces embedded in a file, by the names a PDF reader shows, without the mark of a subset. */
export function fontNames({ objects }: PdfFile): readonly string[] {
  const names = [...objects.values()].flatMap(({ body }) => [
    ...body.matchAll(/\/FontName \/([^\s/<>[\]]+)/g),
  ])
  return [...new Set(names.map(found => (found[1] ?? "").replace(/^[A-Z]{6}\+/, "")))].sort()
}
