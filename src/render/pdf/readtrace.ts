import { fail } from "../../model/problem.js"
import { type PdfDocument, type PdfLibrary, withPdf } from "../../source/openpdf.js"
import type { IssuedFile, Seal } from "../trace/seal.js"
import { tokensOf } from "../trace/words.js"
import { isSealed, traceFile } from "./attach.js"

/** A PDF file with the trace and the seals in it, as far as they are there. What cannot be read is a ProblemError. */
export async function readIssuedPdf(bytes: Uint8Array, name: string): Promise<IssuedFile> {
  try {
    return await withPdf(bytes, async (document, library) => {
      const trace = await attachment(document)
      const { metadata } = await document.getMetadata()
      const seal = sealIn((metadata as { getRaw(): unknown } | null)?.getRaw())
      const tokens = tokensOf(await shownBy(document, library))
      return {
        kind: "pdf",
        ...(trace !== undefined && { trace }),
        ...(seal && { seal }),
        intact: isSealed(bytes),
        tokens,
        trackedChanges: 0,
      }
    })
  } catch (error) {
    return unreadable(name, error as Error)
  }
}

function unreadable(file: string, { name, message }: Error): never {
  const encrypted = name === "PasswordException"
  fail(encrypted ? "this PDF file is encrypted" : `this PDF file cannot be read: ${message}`, {
    place: { file },
    hint: encrypted ? "save it without its password, and read that" : "fetch the file again",
  })
}

async function attachment(document: PdfDocument): Promise<string | undefined> {
  const files = (await document.getAttachments()) as Record<string, Attachment> | null
  const found = Object.values(files ?? {}).find(file => file.filename === traceFile)
  return found && new TextDecoder().decode(found.content)
}

interface Attachment {
  readonly filename: string
  readonly content: Uint8Array
}

/** Programs write a property as an element or as an attribute, under a prefix of their choice. */
function sealIn(xmp: unknown): Seal | undefined {
  const text = typeof xmp === "string" ? xmp : ""
  const value = (key: string) => new RegExp(`:${key}(?:\\s[^<>]*>|>|=["'])([\\w+/=]+)`).exec(text)?.[1]
  const [trace, words, marks] = [value("trace"), value("words"), value("marks")]
  return trace && words && marks !== undefined ? { trace, words, marks } : undefined
}

/** The characters of all pages in the order in which they are drawn, pieces parted by spaces, and what was written on top. */
async function shownBy(document: PdfDocument, { OPS }: PdfLibrary): Promise<string> {
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { fnArray, argsArray } = await page.getOperatorList()
    pages.push(fnArray.map((operator, i) => drawn(operator, argsArray[i], OPS)).join(""))
    const notes = (await page.getAnnotations()) as readonly Annotation[]
    pages.push(
      ...notes.filter(isWriting).map(note => `${note.contentsObj?.str ?? ""} ${note.fieldValue ?? ""}`),
    )
    page.cleanup()
  }
  return pages.join(" ")
}

interface Annotation {
  readonly subtype?: string
  readonly contentsObj?: { readonly str: string }
  readonly fieldValue?: unknown
}

const isWriting = ({ subtype }: Annotation) =>
  subtype === "FreeText" || subtype === "Widget" || subtype === "Stamp"

function drawn(operator: number, values: unknown, OPS: PdfLibrary["OPS"]): string {
  if (operator === OPS.beginText) return " "
  const [glyphs] = Array.isArray(values) ? (values as unknown[]) : []
  if (operator !== OPS.showText || !Array.isArray(glyphs)) return ""
  return glyphs
    .map((glyph: { unicode?: string } | number | null) => (glyph as { unicode?: string })?.unicode ?? "")
    .join("")
}
