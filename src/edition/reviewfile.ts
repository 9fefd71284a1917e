import type { Host } from "../host.js"
import { readJson } from "../json.js"
import { type Problem, ProblemError, problem } from "../model/problem.js"
import { type Review, reviewsFile } from "../model/reviews.js"

/** The file of a note's reviews. */
export const reviewPath = (note: string) => `data/reviews/${note}.json`

/** The reviews of a note's prose; none if there is no file. A file that is none of reviews is a ProblemError. */
export async function readReviews(note: string, host: Host): Promise<readonly Review[]> {
  const path = reviewPath(note)
  if ((await host.read(path)) === undefined) return []
  const problems: Problem[] = []
  const file = await readJson(path, reviewsFile, { host, problems })
  if (!file) throw new ProblemError(problems)
  const { note: named, reviews } = file.value
  if (named !== note) problems.push(problem(`these are reviews of "${named}"`, { place: file.place("note") }))
  const seen = new Set<string>()
  for (const [i, review] of reviews.entries()) {
    if (seen.has(keyOf(review)))
      problems.push(
        problem(`the review of "${review.block}" (${review.language}) is there twice`, {
          place: file.place("reviews", i),
          hint: "keep the later one",
        }),
      )
    seen.add(keyOf(review))
  }
  if (problems.length > 0) throw new ProblemError(problems)
  return reviews
}

/** What a review is of: one block of one file in one language. */
export const keyOf = ({ language, file, block }: Pick<Review, "language" | "file" | "block">) =>
  [language, file, block].join(" ")

/** The text of a file of reviews: sorted, so that the same reviews give the same text. */
export function formatReviews(note: string, reviews: readonly Review[]): string {
  const order = [...reviews].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const value = { $schema: "../schema/reviews.schema.json", note, reviews: order.map(inOrder) }
  return `${JSON.stringify(value, null, 2)}\n`
}

const inOrder = (review: Review): Review => {
  const { language, block, file, reviewed, by, text, facts, printed, computations, listed, lines, sources } =
    review
  return {
    ...{ language, block, file, reviewed, by, text, facts, printed, computations },
    ...(listed !== undefined && { listed }),
    ...(lines !== undefined && { lines }),
    sources,
  }
}
