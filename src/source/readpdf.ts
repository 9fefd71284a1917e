import { fail, ProblemError } from "../model/problem.js"
import type { Line, TextLayer } from "../model/reports.js"
import { type PdfDocument, type PdfPage, withPdf } from "./openpdf.js"
import { type Piece, type VisualLine, visualLines } from "./visual.js"

type Content = Awaited<ReturnType<PdfPage["getTextContent"]>>["items"][number]

/** The text of each page of a PDF file, its lines in the order of reading. What cannot be read is a ProblemError. */
export async function readPdfText(bytes: Uint8Array): Promise<readonly string[]> {
  return read("this PDF file", bytes, async document => {
    const pages = await pagesOf(document)
    return pages.map(lines => lines.map(line => line.text).join("\n"))
  })
}

/**
 * A PDF file as a text layer: its lines with their pages, headings and running lines where its tags tell them. A gap of
 * more than a line becomes an empty line. A file without text, such as a scan, is a ProblemError.
 */
export async function readPdfLayer(name: string, bytes: Uint8Array): Promise<TextLayer> {
  return read(name, bytes, async document => {
    const pages = await pagesOf(document)
    const silent = pages.flatMap((lines, i) => (lines.some(l => l.text.trim() !== "") ? [] : [i + 1]))
    if (silent.length === pages.length) {
      const hint = "it may be a scan: have its text recognised first, for example with `ocrmypdf`"
      fail("this PDF file has no text", { place: { file: name }, hint })
    }
    const declared = ((await document.getMetadata()).info as { Language?: string | null }).Language
    const language = declared?.slice(0, 3).match(/^[a-z]{2,3}\b/)?.[0]
    const lines = pages.flatMap((page, i) => linesOf(page, i + 1))
    const doubts = silent.map(page => ({
      line: Math.max(1, lines.findLastIndex(l => l.page !== undefined && l.page < page) + 1),
      what: `page ${page} has no text: it may be a picture`,
    }))
    return {
      format: "pdf",
      ...(language && { declared: language }),
      lines,
      ...(doubts.length > 0 && { doubts }),
    }
  })
}

async function read<T>(
  name: string,
  bytes: Uint8Array,
  work: (document: PdfDocument) => Promise<T>,
): Promise<T> {
  try {
    return await withPdf(bytes, work)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    return unreadable(name, error as Error)
  }
}

function unreadable(name: string, { name: kind }: Error): never {
  const place = { file: name }
  if (kind === "PasswordException") {
    fail("this PDF file asks for a password", { place, hint: "save it without its password, and read that" })
  }
  fail("this is no PDF file, or a broken one", { place, hint: "fetch it again, or open and save it anew" })
}

async function pagesOf(document: PdfDocument): Promise<readonly (readonly VisualLine[])[]> {
  const pages: (readonly VisualLine[])[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    const tree = (await page.getStructTree()) as Node | null
    const pieces = piecesOf(items, headingsOf(tree))
    pages.push(visualLines(tree ? pieces.map(p => runningAt(p, page.view)) : pieces))
    page.cleanup()
  }
  return pages
}

/** In a tagged file, what stands in the margins outside all tags runs from page to page. */
function runningAt(piece: TaggedPiece, [, bottom = 0, , top = 0]: readonly number[]): Piece {
  const { tagged, ...rest } = piece
  const margin = (top - bottom) * 0.08
  const outer = piece.y < bottom + margin || piece.y > top - margin
  return outer && !tagged && !piece.tag ? { ...rest, tag: "artifact" } : rest
}

/** A piece, and whether the structure of the file knows of it. */
type TaggedPiece = Piece & { readonly tagged: boolean }

interface Node {
  readonly role?: string
  readonly id?: string
  readonly children?: readonly Node[]
}

/** The first marked content in an element, by which one heading is told from the next. */
const firstId = (node: Node): string => node.id ?? node.children?.map(firstId).find(id => id !== "") ?? ""

/** What stands in a heading, by the identifiers of marked content. */
function headingsOf(node: Node | null, heading?: string): Map<string, string> {
  if (!node) return new Map()
  const level = node.role?.match(/^H([1-6])?$/)
  const tag = level ? `heading ${level[1] ?? 1} ${firstId(node)}` : heading
  const here: [string, string][] = node.id && tag ? [[node.id, tag]] : []
  return new Map([...here, ...(node.children ?? []).flatMap(child => [...headingsOf(child, tag)])])
}

/** The pieces of text, each with the innermost tag around it that tells something. */
function piecesOf(items: readonly Content[], headings: ReadonlyMap<string, string>): TaggedPiece[] {
  const around: { readonly turned: boolean; readonly tagged: boolean; readonly tag?: string }[] = []
  const pieces: TaggedPiece[] = []
  for (const item of items) {
    if ("str" in item) {
      const tag = around.findLast(a => a.tag)?.tag
      pieces.push({
        text: withLetters(item.str),
        x: item.transform[4],
        y: item.transform[5],
        width: item.width,
        height: item.height,
        turned: around.some(a => a.turned) && !/[\p{L}\p{N}]/u.test(item.str),
        ...(tag && { tag }),
        tagged: around.some(a => a.tagged),
        ends: item.hasEOL,
      })
    } else if (item.type === "endMarkedContent") around.pop()
    else {
      const { tag: name, id } = item as { tag?: string; id?: string }
      const tag = name === "Artifact" ? "artifact" : id && headings.get(id)
      around.push({ turned: name === "ReversedChars", tagged: id != null, ...(tag && { tag }) })
    }
  }
  return pieces
}

/** Some files name the drawn forms of Arabic letters; the letters are meant. A vowel sign has no space of its own. */
function withLetters(text: string): string {
  return text.replace(/[\ufb50-\ufdff\ufe70-\ufefc]/g, form =>
    form.normalize("NFKC").replace(/^ (?=\p{M})/u, ""),
  )
}

/** The lines of a page as they go into the text layer, with empty lines where there is a gap. A heading is one line. */
function linesOf(page: readonly VisualLine[], number: number): Line[] {
  const steps = page.slice(1).map((line, i) => page[i]!.y - line.y)
  const usual = steps.filter(step => step > 1).sort((a, b) => a - b)
  const step = usual[Math.floor(usual.length / 2)] ?? 0
  const lines: Line[] = []
  page.forEach((line, i) => {
    const before = lines.at(-1)
    const gap = i > 0 && steps[i - 1]! > step * 1.35 && steps[i - 1]! > line.height * 1.5
    if (before && line.tag?.startsWith("heading") && line.tag === page[i - 1]?.tag) {
      lines[lines.length - 1] = { ...before, text: `${before.text.trimEnd()} ${line.text.trimStart()}` }
    } else lines.push(...(gap ? [{ text: "", page: number }] : []), lineOf(line, number))
  })
  return lines
}

function lineOf({ text, tag }: VisualLine, page: number): Line {
  if (tag === "artifact") return { text, page, role: "running" }
  if (tag) return { text, page, role: "heading", level: Number(tag.split(" ")[1]) }
  return { text, page }
}
