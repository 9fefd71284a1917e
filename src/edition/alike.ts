import { type Problem, problem } from "../model/problem.js"
import type { BlockReview } from "./reviewed.js"

/**
 * Whether the blocks of a note rest on the same in every language. What they print is held alike by parity; what they only name
 * is seen by nobody, and a language that does not name it would not be reviewed when it changes. The first language is the
 * measure; each block that rests on other things is a warning at its line.
 */
export function unlikeRests(languages: readonly (readonly BlockReview[])[]): Problem[] {
  const [first = [], ...others] = languages
  return others.flat().flatMap(block => {
    const measure = first.find(b => b.block === block.block)
    if (!measure) return []
    const [wanted, found] = [restsOf(measure), restsOf(block)]
    const lacking = wanted.filter(name => !found.includes(name))
    const besides = found.filter(name => !wanted.includes(name))
    return lacking.length + besides.length > 0 ? [unlike(block, { measure, lacking, besides })] : []
  })
}

const restsOf = ({ now }: BlockReview) => [...Object.keys(now.facts), ...Object.keys(now.lines ?? {})]

interface Unlike {
  readonly measure: BlockReview
  readonly lacking: readonly string[]
  readonly besides: readonly string[]
}

function unlike(
  { block, language, file, line }: BlockReview,
  { measure, lacking, besides }: Unlike,
): Problem {
  const parts = [
    ...(lacking.length > 0 ? [`does not rest on ${lacking.join(", ")}`] : []),
    ...(besides.length > 0 ? [`rests besides on ${besides.join(", ")}`] : []),
  ]
  return problem(
    `the text of "${block}" (${language}) ${parts.join(" and ")}, unlike "${measure.language}"`,
    {
      severity: "warning",
      place: { file, line },
      hint: `name the same in both with {{restsOn "…"}}; the other stands in ${measure.file}:${measure.line}`,
    },
  )
}
