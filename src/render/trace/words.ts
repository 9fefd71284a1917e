import { createHash } from "node:crypto"

/**
 * What is kept of a file's words, by which a later reading can tell whether they are the same and which are not. No word
 * can be read in it: what an editor takes out of a file is not kept in a corner of the file.
 */
export interface WordPrint {
  /** SHA-256 of all characters but spaces, hexadecimal. */
  readonly words: string
  /** Two bytes a token, in order, as base64. */
  readonly marks: string
}

/** A word of a text, or a mark. */
export interface Token {
  readonly text: string
  /** Whether a space or a new piece of text parts it from the token before. */
  readonly apart: boolean
}

/**
 * The tokens of a text: runs of letters and digits, and every other character by itself; spaces only part them. Unicode
 * NFKC, without marks that nobody sees, so that programs that write the same words in another way agree.
 */
export function tokensOf(text: string): readonly Token[] {
  const plain = text.normalize("NFKC").replace(/\p{Cf}|\p{Cc}(?<!\s)/gu, "")
  const found = plain.matchAll(/(\s*)([\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}])/gu)
  return [...found].map(([, space, token = ""]) => ({ text: token, apart: space !== "" }))
}

/** The print of a file's tokens. */
export function printOf(tokens: readonly Token[]): WordPrint {
  const words = sha256(tokens.map(token => token.text).join(""))
  const marks = Buffer.from(Uint16Array.from(tokens, markOf).buffer).toString("base64")
  return { words, marks }
}

/** The marks of a print as numbers, one a token. */
export function marksIn(marks: string): readonly number[] {
  const bytes = Buffer.from(marks, "base64")
  return Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readUInt16LE(i * 2))
}

/** Whether a text has letters that are written from right to left. */
export const isRightToLeft = (text: string) => /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)

/**
 * A token's mark: 16 bits of the FNV-1a hash of its UTF-16 units, both halves folded. A PDF file may hold right-to-left
 * letters in the order in which they stand on the page: those are hashed in the order of their codes.
 */
export function markOf({ text }: Token): number {
  const token = isRightToLeft(text) ? [...text].sort().join("") : text
  let hash = 0x811c9dc5
  for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193)
  return ((hash >>> 16) ^ hash) & 0xffff
}

/** SHA-256, hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex")
}
