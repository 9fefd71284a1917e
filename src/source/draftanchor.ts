/** Something found in a text: from its first character to the one after its last. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

const most = 10

/**
 * An anchor around a stretch of text: at most ten words, exactly as they stand, of the sentence that holds it; words
 * after it before words ahead of it, and beyond the sentence only to reach three. A longer stretch keeps its first ten.
 */
export function anchorAround(text: string, { start, end }: Stretch): string {
  const words = [...text.matchAll(/\S+/g)].map(m => ({ from: m.index, to: m.index + m[0].length }))
  let first = words.findIndex(w => w.to > start)
  let last = words.findLastIndex(w => w.from < end)
  const free = () => most - (last - first + 1)
  const joins = (at: number) => words[at] && words[at + 1] && !parts(text, words[at]!.to, words[at + 1]!.from)
  const after = Math.min(last + 5, words.length - 1)
  while (free() > 0 && last < after && joins(last)) last++
  while (free() > 0 && first > 0 && joins(first - 1)) first--
  while (free() > 0 && last - first < 2 && last < words.length - 1) last++
  while (free() > 0 && last - first < 2 && first > 0) first--
  last = Math.min(last, first + most - 1)
  const whole = text.slice(words[first]?.from ?? start, words[last]?.to ?? end)
  const spare = Math.max(0, end - (words[first]?.from ?? start))
  return (whole.slice(0, spare) + whole.slice(spare).replace(/[\s,;:.،؛(]+$/, "")).replace(/\s+/g, " ").trim()
}

/** Whether a sentence or a line ends between two words. */
function parts(text: string, end: number, start: number): boolean {
  return (
    /[.;:!?؟؛]["”»)]*$/.test(text.slice(Math.max(0, end - 3), end)) || text.slice(end, start).includes("\n")
  )
}
