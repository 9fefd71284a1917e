/** A PDF text string that can hold any character: plain ASCII as it is, else UTF-16 with its mark, in hexadecimal. */
export function textString(text: string): string {
  const clean = text.replace(/\p{Surrogate}/gu, "\ufffd")
  if (/^[ -~]*$/.test(clean)) return `(${clean.replace(/[\\()]/g, "\\$&")})`
  return `<FEFF${Buffer.from(clean, "utf16le").swap16().toString("hex").toUpperCase()}>`
}

/** The text that a PDF text string holds, as `textString` or Chromium writes it. */
export function readTextString(written: string): string {
  if (written.startsWith("<FEFF"))
    return Buffer.from(written.slice(5, -1), "hex").swap16().toString("utf16le")
  return written.slice(1, -1).replace(/\\([\\()])/g, "$1")
}

/** A moment as PDF writes dates, in whole seconds of universal time. */
export function pdfDate(date: Date): string {
  return `D:${date.toISOString().slice(0, 19).replace(/\D/g, "")}Z`
}
