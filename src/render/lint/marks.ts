import { type Problem, problem } from "../../model/problem.js"

/** Whether a text has letters of a right-to-left script. */
export const isArabic = (text: string) =>
  /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) && /\p{L}/u.test(text)

/** A letter that is not of a right-to-left script. */
export const isLatin = (char: string) =>
  /(?![\p{Script=Arabic}\p{Script=Hebrew}])\p{L}/u.test(char) && char !== "ـ"

/** Brackets, quotation marks and punctuation: they have a side of the words beside them to stand on. */
export const isPunctuation = (char: string) => /\p{P}/u.test(char)

/** A problem in a file, at its part or page, with the first words of the place. */
export function report(file: string, kind: string, words: string, what: string, hint?: string): Problem {
  const shown = words.replace(/\s+/g, " ").trim()
  const start = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown
  return problem(what, { place: { file, path: `${kind} “${start}”` }, ...(hint && { hint }) })
}
