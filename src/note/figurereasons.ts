import type { Caveat, ClassReason } from "../model/figurecomparison.js"
import type { FiguresInput } from "./figuresview.js"
import { formatNumber, inLanguage } from "./format.js"
import { fill } from "./words.js"

/** Why a row may or may not be compared, in words that begin small. */
export function formatClassReason(reason: ClassReason, { words, labels, comparison }: FiguresInput): string {
  const { classReasons } = words
  const year = (side: "before" | "after") => labels.get(comparison[side].id)!
  switch (reason.tag) {
    case "same basis":
      return classReasons.sameBasis
    case "other basis":
      return classReasons.otherBasis
    case "other unit":
      return classReasons.otherUnit
    case "other things":
      return classReasons.otherThings
    case "no number":
      return reason.side === "both"
        ? classReasons.noNumberEither
        : fill(classReasons.noNumber, { year: year(reason.side) })
    case "silent":
      return reason.side === "both"
        ? classReasons.silentBoth
        : fill(classReasons.silent, { year: year(reason.side) })
  }
}

/** What stands beside a comparison that may be made, in words that begin small. */
export function formatCaveat(
  caveat: Caveat,
  { words, labels, comparison, facts, lang }: FiguresInput,
): string {
  const find = (id: string) => facts.reports.flatMap(r => r.observations).find(o => o.id === id)!
  switch (caveat.tag) {
    case "ceiling moved":
      return fill(words.caveats.ceilingMoved, {
        before: formatNumber(caveat.before, words),
        after: formatNumber(caveat.after, words),
      })
    case "counts differ":
      return fill(words.caveats.countsDiffer, {
        beforeYear: labels.get(comparison.before.id)!,
        before: inLanguage(find(caveat.before).counts, lang, "what is counted"),
        afterYear: labels.get(comparison.after.id)!,
        after: inLanguage(find(caveat.after).counts, lang, "what is counted"),
      })
    case "disagreement":
      return inLanguage(find(caveat.observation).disagreement!, lang, "a disagreement")
  }
}
