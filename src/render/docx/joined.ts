import { pack, readZip, unpack, writeZip } from "./zip.js"

/** The shaper takes the Persian yeh where Arabic has its own. */
const ofArabic = (text: string) =>
  text.replace(
    /[\uFBFC-\uFBFF]/g,
    yeh => ["\uFEEF", "\uFEF0", "\uFEF3", "\uFEF4"][yeh.charCodeAt(0) - 0xfbfc]!,
  )

/**
 * A copy of a Word file whose Arabic letters stand in the forms they have when joined (Unicode's presentation forms), for
 * measuring only: docx measures every letter as it stands alone, where joined letters are narrower. A file without Arabic
 * comes back as it is.
 */
export async function withJoinedLetters(bytes: Uint8Array): Promise<Uint8Array> {
  const entries = readZip(bytes)
  const shown = /^word\/(document|footnotes|endnotes|header\d*|footer\d*)\.xml$/
  const texts = new Map(
    entries
      .filter(({ name }) => shown.test(name))
      .map(entry => [entry.name, new TextDecoder().decode(unpack(entry))] as const),
  )
  if (![...texts.values()].some(xml => /\p{Script=Arabic}/u.test(xml))) return bytes
  const { ArabicShaper } = (await import("arabic-persian-reshaper")).default
  const join = (xml: string) =>
    xml.replace(/(<w:t\b[^>]*>)([^<]*)/g, (_, tag: string, text: string) =>
      /\p{Script=Arabic}/u.test(text) ? tag + ofArabic(ArabicShaper.convertArabic(text)) : tag + text,
    )
  return writeZip(
    entries.map(entry => {
      const xml = texts.get(entry.name)
      return xml === undefined ? entry : pack(entry.name, new TextEncoder().encode(join(xml)))
    }),
  )
}
