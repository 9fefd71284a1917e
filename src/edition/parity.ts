import { type Problem, problem } from "../model/problem.js"
import type { Claim } from "../model/trace.js"
import { headingsOf } from "../note/headings.js"
import type { Page } from "../note/page.js"

/**
 * Whether a note says the same in every language: in each section the same facts and the same computations and counts,
 * in its tables the same rows with the same labels, the same points and notes, the same sources, the same chart. The
 * first page is the measure; each difference is a Problem of the other, which names the section and the facts.
 */
export function parityProblems(first: Page, other: Page): Problem[] {
  const at = (page: Page) => ({ file: `${page.trace?.note}.${page.lang}` })
  const differ = (what: string, hint: string) =>
    problem(`"${other.lang}" and "${first.lang}" part: ${what}`, { place: at(other), hint })
  const [wanted, found] = [sectionsOf(first), sectionsOf(other)]
  if (wanted.length !== found.length)
    return [differ(`${found.length} sections against ${wanted.length}`, "give every language every block")]
  const told = wanted.flatMap((section, i) => sectionProblems(section, found[i]!, differ))
  const [shape, otherShape] = [shapeOf(first), shapeOf(other)]
  const kinds = Object.keys(shape) as (keyof typeof shape)[]
  const shaped = kinds
    .filter(kind => shape[kind].join() !== otherShape[kind].join())
    .map(kind => differ(`the ${kind} differ`, "the structure and the blocks of both say the same"))
  return [...told, ...shaped]
}

interface Section {
  readonly heading: string
  readonly facts: ReadonlySet<string>
  readonly made: ReadonlySet<string>
}

/** What each section rests on, in the order of the headings; before the first heading stands the masthead. */
function sectionsOf({ html, trace }: Page): Section[] {
  const headings = ["", ...headingsOf(html).map(h => h.text)]
  return headings.map(heading => {
    const claims = (trace?.claims ?? []).filter(c => c.section === heading)
    return {
      heading,
      facts: new Set(claims.flatMap(c => c.facts)),
      made: new Set(claims.flatMap(madeIn)),
    }
  })
}

const madeIn = ({ computation, origin, text }: Claim): string[] =>
  computation ? [`${computation.operation} = ${computation.value}`] : origin === "given" ? [text] : []

function sectionProblems(
  wanted: Section,
  found: Section,
  differ: (what: string, hint: string) => Problem,
): Problem[] {
  const lacks = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].filter(x => !b.has(x))
  const sides = [
    [lacks(wanted.facts, found.facts), "does not rest on"],
    [lacks(found.facts, wanted.facts), "rests besides on"],
    [lacks(wanted.made, found.made), "does not print"],
    [lacks(found.made, wanted.made), "prints besides"],
  ] as const
  return sides
    .filter(([names]) => names.length > 0)
    .map(([names, verb]) =>
      differ(
        `its section "${found.heading}" ${verb} ${names.join(", ")}`,
        "say the same in both languages, from the same facts",
      ),
    )
}

/** What of a page does not depend on its language. */
function shapeOf({ html, trace, charts = [] }: Page) {
  const all = (pattern: RegExp) => [...html.matchAll(pattern)].map(m => m[1] ?? "")
  return {
    "rows and labels": all(/<tr class="([^"]*)"/g),
    columns: all(/<t[hd]\b[^>]*(colspan="\d+")/g),
    "list points": [String(all(/<(li)\b(?! id="fn)/g).length)],
    notes: [String(all(/role="(doc-endnote)"/g).length)],
    sources: (trace?.sources ?? []).map(s => s.id),
    "figures of the chart": charts.flatMap(c => c.series.flatMap(s => s.values.map(String))),
  }
}
