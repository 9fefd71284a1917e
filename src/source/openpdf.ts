import { fileURLToPath } from "node:url"

/** The library that reads PDF files, loaded when a file is read. */
export type PdfLibrary = typeof import("pdfjs-dist/legacy/build/pdf.mjs")
/** An open PDF file. */
export type PdfDocument = Awaited<ReturnType<PdfLibrary["getDocument"]>["promise"]>
/** A page of an open PDF file. */
export type PdfPage = Awaited<ReturnType<PdfDocument["getPage"]>>

/**
 * Opens a PDF file, works on it, and closes it again. Rejects with the library's error where a file cannot be read, of the name
 * PasswordException if it is encrypted.
 */
export async function withPdf<T>(
  bytes: Uint8Array,
  work: (document: PdfDocument, library: PdfLibrary) => Promise<T>,
): Promise<T> {
  const library = await import("pdfjs-dist/legacy/build/pdf.mjs")
  // The library takes the bytes away from whoever gives them, so it is given its own.
  const task = library.getDocument({
    data: new Uint8Array(bytes),
    verbosity: library.VerbosityLevel.ERRORS,
    useSystemFonts: false,
    isEvalSupported: false,
    // It reads a path as it stands, so that what an address writes as %20 must be a space.
    cMapUrl: fileURLToPath(new URL("cmaps/", import.meta.resolve("pdfjs-dist/package.json"))),
  })
  try {
    return await work(await task.promise, library)
  } finally {
    await task.destroy()
  }
}
