import { fail } from "../model/problem.js"
import type { TextLayer } from "../model/reports.js"
import { textLayer } from "./lines.js"

const kinds: Readonly<Record<string, (name: string, bytes: Uint8Array) => TextLayer | Promise<TextLayer>>> = {
  txt: readText,
  text: readText,
  md: readText,
  pdf: async (name, bytes) => (await import("./readpdf.js")).readPdfLayer(name, bytes),
  docx: async (name, bytes) => (await import("./readdocx.js")).readDocxLayer(name, bytes),
  html: async (name, bytes) => (await import("./readhtml.js")).readHtmlLayer(name, bytes),
  htm: async (name, bytes) => (await import("./readhtml.js")).readHtmlLayer(name, bytes),
}

/**
 * A report's text as lines in the order of reading, by the kind that the file's name tells: .txt, .pdf, .docx or .html.
 * Nothing of it is mended. Other kinds, and files that are empty, broken, locked or without text, are a ProblemError.
 */
export async function readLayer(name: string, bytes: Uint8Array): Promise<TextLayer> {
  const place = { file: name }
  const kind = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ""
  if (!Object.hasOwn(kinds, kind)) {
    const hint =
      kind === "doc" || kind === "odt" || kind === "rtf"
        ? "save it as .docx or .pdf"
        : "name it .txt, .pdf, .docx or .html after what it is"
    fail(
      kind === "" ? "the name does not tell the kind of the file" : `files of the kind .${kind} are not read`,
      {
        place,
        hint,
      },
    )
  }
  if (bytes.length === 0) fail("the file is empty", { place, hint: "fetch it again" })
  const layer = await kinds[kind]!(name, bytes)
  if (layer.lines.every(l => l.text.trim() === ""))
    fail("the file has no text", { place, hint: "fetch it again" })
  return layer
}

/** Plain text in UTF-8, or in UTF-16 if it is marked so. */
function readText(name: string, bytes: Uint8Array): TextLayer {
  const [a, b] = bytes
  const coding = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : "utf-8"
  const place = { file: name }
  if (isOther(bytes)) {
    fail("this is no plain text", { place, hint: "name the file after what it is: .pdf or .docx" })
  }
  try {
    return textLayer(new TextDecoder(coding, { fatal: true }).decode(bytes))
  } catch {
    fail("this text is not written in UTF-8", {
      place,
      hint: "save it as UTF-8: another code would be a guess",
    })
  }
}

/** Whether bytes are those of a PDF file, an archive or an old Word file under another name. */
function isOther(bytes: Uint8Array): boolean {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 5))
  return head === "%PDF-" || head.startsWith("PK\u0003\u0004") || head.startsWith("\u00d0\u00cf\u0011\u00e0")
}
