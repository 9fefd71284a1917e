import type { Page, TrackedComment } from "../note/page.js"
import type { Anchors } from "./anchors.js"
import type { RedlineWords } from "./catalogue.js"
import type { Told } from "./changes.js"
import { kindOf } from "./list.js"
import { sourceName } from "./sources.js"

/**
 * What Word says beside each change: why it was made, and of which sources. One comment for each change, none for what
 * belongs to the edition itself; what has no place of its own says where it is. `places` tells where in the redline's HTML
 * the anchors stand.
 */
export function commentsOf(
  told: readonly Told[],
  {
    anchors,
    places,
    words,
    pages: [before, after],
  }: {
    anchors: Anchors
    places: ReadonlyMap<number, number>
    words: RedlineWords
    pages: readonly [Page, Page]
  },
): TrackedComment[] {
  const traces = { before: before.trace, after: after.trace }
  return told
    .filter(({ change }) => change.reason !== "edition")
    .map(({ change, pieces }) => {
      const { kind, reason, sources, section, row } = change
      const names = sources.map(id => sourceName(id, traces))
      const said = kindOf(change, words)
      const isSeen = kind !== "moved" && said !== words.basis
      const own = anchors.of(pieces).flatMap(at => (typeof at === "string" ? at : (places.get(at) ?? [])))
      const where = [section || words.top, row].filter(Boolean).join(" · ")
      const what = [...(own.length > 0 ? [] : [where]), ...(isSeen ? [] : [said])]
      return { lines: [...what, because(words.reasons[reason], names, words)], anchors: own }
    })
}

/** The reason with the names of its sources: "New source: S/2018/866". */
function because(reason: string, names: readonly string[], { because, lang }: RedlineWords): string {
  if (names.length === 0) return reason
  const listed = new Intl.ListFormat(lang, { type: "conjunction" }).format(names)
  return because.replace("{reason}", () => reason).replace("{sources}", () => listed)
}
