import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs"
import { readPdfText } from "../../src/source/readpdf.js"

/** What a reader finds in a PDF file. */
export interface ReadPdf {
  /** The text of each page, pieces parted by spaces where the file parts them. */
  readonly pages: readonly string[]
  readonly info: Readonly<Record<string, unknown>>
  readonly xmp: string
  readonly lang: string | null
  readonly tagged: boolean
  readonly outline: readonly string[]
  /** The roles of the structure tree of all pages, in reading order. */
  readonly roles: readonly string[]
  /** The addresses that links lead to outside the file. */
  readonly links: readonly string[]
}

type Document = Awaited<ReturnType<typeof getDocument>["promise"]>

/** Reads a PDF file as a viewer does. */
export async function readPdfFile(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
  })
  const document = await task.promise
  try {
    const { info, metadata } = await document.getMetadata()
    const pages = await Promise.all(numbers(document).map(n => readPage(document, n)))
    return {
      pages: await readPdfText(bytes),
      info: info as Record<string, unknown>,
      xmp: (metadata as { getRaw(): string } | null)?.getRaw() ?? "",
      lang: (info as { Language?: string }).Language ?? null,
      tagged: (await document.getMarkInfo())?.Marked ?? false,
      outline: ((await document.getOutline()) ?? []).flatMap(titles),
      roles: pages.flatMap(page => page.roles),
      links: pages.flatMap(page => page.links),
    }
  } finally {
    await task.destroy()
  }
}

const numbers = (document: Document) => Array.from({ length: document.numPages }, (_, i) => i + 1)

interface OutlineItem {
  readonly title: string
  readonly items: readonly OutlineItem[]
}

function titles(item: OutlineItem): readonly string[] {
  return [item.title, ...item.items.flatMap(titles)]
}

async function readPage(document: Document, number: number) {
  const page = await document.getPage(number)
  const links = (await page.getAnnotations()).flatMap(({ url }) => (typeof url === "string" ? [url] : []))
  return { links, roles: rolesIn((await page.getStructTree()) as Node | null) }
}

interface Node {
  readonly role?: string
  readonly children?: readonly Node[]
}

function rolesIn(node: Node | null): readonly string[] {
  if (!node) return []
  return [...(node.role ? [node.role] : []), ...(node.children ?? []).flatMap(rolesIn)]
}
