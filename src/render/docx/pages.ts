import { withJoinedLetters } from "./joined.js"

/** How many pages Word makes of a file, as far as can be told without Word. */
export interface PageCount {
  /** Undefined if the file could not be laid out to its end. */
  readonly pages: number | undefined
  /** True if nothing had to be guessed: then the count is Word's, as near as the rules of its layout are known. */
  readonly sure: boolean
  /** What was guessed at, once each. */
  readonly guesses: readonly string[]
}

/**
 * Lays a Word file out with the fonts it embeds and counts its pages. The rules of the layout are slow to load, so this
 * stands apart from making the file.
 */
export async function countDocxPages(bytes: Uint8Array): Promise<PageCount> {
  const [{ patchDocument }, { estimatePageNumbersWith }] = await Promise.all([
    import("docx"),
    import("docx/layout"),
  ])
  const estimate = estimatePageNumbersWith({ guess: true })
  let count: PageCount = { pages: undefined, sure: false, guesses: [] }
  // docx lays files out only while it patches them; nothing is to be written here, so the patching is broken off.
  const enough = new Error("counted")
  await patchDocument({
    outputType: "uint8array",
    data: await withJoinedLetters(bytes),
    patches: {},
    pageNumbers: file => {
      const { pageCount, guesses = [] } = estimate(file)
      const reasons = [...new Set(guesses.map(({ reason }) => reason))]
      count = { pages: pageCount, sure: pageCount !== undefined && reasons.length === 0, guesses: reasons }
      throw enough
    },
  }).catch(error => {
    if (error !== enough) throw error
  })
  return count
}
