/**
 * A number with its sign, marks and percent sign; groups of three digits may stand apart by a space that does not break. In
 * Arabic a word may stand before it without a space, and is a word of its own.
 */
const number =
  "(?<!\\p{N}|(?!\\p{Script=Arabic})[\\p{L}\\p{M}])[+\\u2212\\u00B1-]?\\p{Nd}+(?:[.,:/\\u066B\\u066C'’]\\p{Nd}+|[\\u00A0\\u202F]\\p{Nd}{3}(?!\\p{Nd}))*(?:[\\u00A0\\u202F]?[%\\u066A‰]|(?:[\\p{L}\\p{M}\\p{N}]+(?:[.,:/\\u066B\\u066C'’]\\p{Nd}+)*)*)"
const letters = "(?:(?!\\p{Script=Arabic})[\\p{L}\\p{M}\\p{N}])+"
/** A symbol or a name with digits in it, such as S/2017/478 or Mi-17. */
const symbol = `(?<![\\p{L}\\p{M}\\p{N}])(?=\\S*\\p{Nd})${letters}(?:[/.,-]${letters})*(?<=\\p{Nd}\\S*)`
const whole = new RegExp(`${number}|${symbol}`, "gu")

const segmenters = new Map<string, Intl.Segmenter>()

/**
 * A text in words, numbers, marks and spaces, none left out. A number is whole, whatever marks stand in it: of 13,289 and
 * 13,290 no digit is the same. Words are those of Unicode's text segmentation in the language given.
 */
export function wordsIn(text: string, lang: string): string[] {
  const segmenter =
    segmenters.get(lang) ?? segmenters.set(lang, new Intl.Segmenter(lang, { granularity: "word" })).get(lang)!
  const words: string[] = []
  let at = 0
  const plain = (part: string) => words.push(...[...segmenter.segment(part)].map(s => s.segment))
  for (const { 0: found, index } of text.matchAll(whole)) {
    if (index > at) plain(text.slice(at, index))
    words.push(found)
    at = index + found.length
  }
  if (at < text.length) plain(text.slice(at))
  return unparted(words, text)
}

/** Pieces whose border falls within digits and the marks between them are one, whatever letters of two scripts stand around. */
function unparted(words: readonly string[], text: string): string[] {
  const within = new Set<number>()
  for (const { 0: run, index } of text.matchAll(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu))
    for (let i = 1; i < run.length; i++) within.add(index + i)
  const whole: string[] = []
  let at = 0
  for (const word of words) {
    if (within.has(at)) whole.push(whole.pop()! + word)
    else whole.push(word)
    at += word.length
  }
  return whole
}
