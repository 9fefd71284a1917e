import type { Words } from "./words.js"

/**
 * The catalogue with the digits that a note wants in this language: a numbering system of Unicode (CLDR), such as "latn"
 * for 13,289 or "arab" for ١٣٬٢٨٩. Without a wish the catalogue's own locale decides.
 */
export function withDigits(words: Words, system: string | undefined): Words {
  if (!system) return words
  return { ...words, locale: new Intl.Locale(words.locale, { numberingSystem: system }).toString() }
}

/**
 * Text or HTML with the digits of the catalogue's locale. What has Latin letters keeps the digits of the Latin script, as
 * symbols and addresses do, and so does whatever stands in an element of its own language or direction.
 */
export function localDigits(html: string, { locale }: Words): string {
  const format = new Intl.NumberFormat(locale, { useGrouping: false })
  if (format.resolvedOptions().numberingSystem === "latn") return html
  const local = (digit: string) => format.format(Number(digit))
  const skip = /<bdi\b[^>]*>.*?<\/bdi>|<head>.*?<\/head>|<[^>]*>|&#?\w+;|[^\s<>&]+/gs
  return html.replace(skip, piece =>
    /^[<&]/.test(piece) || /\p{Script=Latin}/u.test(piece) ? piece : piece.replace(/[0-9]/g, local),
  )
}
