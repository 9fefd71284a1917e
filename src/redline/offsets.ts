/**
 * Where each character of a text stands in the HTML that it is written as, and at last where that ends. Spaces in a row are
 * one character of the text, and so is one that is written by its name or number.
 */
export function offsetsOf(written: string, start: number): readonly number[] {
  const offsets: number[] = []
  for (const { 0: token, index } of written.matchAll(/&#?\w+;|[ \t\n\r\f]+|[\s\S]/gu)) {
    const isOne = token.length > 1 && /^[& \t\n\r\f]/.test(token)
    for (let i = 0; i < (isOne ? 1 : token.length); i++) offsets.push(start + index)
  }
  return [...offsets, start + written.length]
}
