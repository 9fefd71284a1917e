import type { Facts } from "../load.js"
import type { Comparison, Reason } from "../model/comparison.js"
import { formatYear, inLanguage, upperFirst } from "./format.js"
import { fill, type Words } from "./words.js"

/** What is needed to put a comparison into the words of one language. */
export interface Speech {
  readonly lang: string
  readonly words: Words
  readonly facts: Facts
  readonly comparison: Comparison
}

/** A reason in words, without a full stop. */
export function formatReason(reason: Reason, speech: Speech): string {
  const { words, comparison } = speech
  const names = (ids: readonly string[], kind: "objects" | "actors" | "places" | "stages" | "steps") =>
    ids.map(id => nameOf(id, kind, speech)).join(words.list.separator) || words.reasons.none
  switch (reason.tag) {
    case "same":
      return words.reasons.same
    case "silent before":
      return fill(words.reasons.silentBefore, { year: formatYear(comparison.before?.meeting.date ?? "") })
    case "silent after":
      return fill(words.reasons.silentAfter, { year: formatYear(comparison.after.meeting.date) })
    case "set": {
      const kind = reason.attribute === "objects" ? "objects" : "actors"
      const values = {
        attribute: words.attributes[reason.attribute],
        removed: names(reason.removed, kind),
        added: names(reason.added, kind),
      }
      const pattern =
        reason.added.length === 0 ? "dropped" : reason.removed.length === 0 ? "added" : "changed"
      return fill(words.reasons[pattern], values)
    }
    case "places":
      return placeReason(reason, names(reason.removed, "places"), names(reason.added, "places"), words)
    case "stage":
      return fill(words.reasons.stage, {
        before: names(reason.before, "stages"),
        after: names(reason.after, "stages"),
      })
    case "act":
      return fill(words.reasons.act, { before: words.acts[reason.before], after: words.acts[reason.after] })
    case "force": {
      const pattern = reason.direction === "up" ? words.reasons.forceUp : words.reasons.forceDown
      return fill(pattern, { before: names(reason.before, "steps"), after: names(reason.after, "steps") })
    }
    case "intensifier": {
      const own = reason.words.filter(w => w.language === speech.lang)
      const shown = (own.length > 0 ? own : reason.words).map(
        w => words.quotes[0] + upperFirst(w.word, w.language) + words.quotes[1],
      )
      const pattern = reason.direction === "up" ? words.reasons.intensifierUp : words.reasons.intensifierDown
      return fill(pattern, { words: [...new Set(shown)].join(words.list.separator) })
    }
    case "versions":
      return words.reasons.versions
    case "judgement":
      return inLanguage(reason.text, speech.lang, "the reason of a judgement").replace(/\.$/, "")
  }
}

function placeReason(
  reason: Extract<Reason, { tag: "places" }>,
  removed: string,
  added: string,
  { reasons, attributes }: Words,
): string {
  const values = { attribute: attributes.places, removed, added }
  const [none, gone] = [reason.added.length === 0, reason.removed.length === 0]
  if (reason.relation === "narrower") return fill(none ? reasons.narrowerDropped : reasons.narrower, values)
  if (reason.relation === "wider") return fill(gone ? reasons.widerAdded : reasons.wider, values)
  return fill(none ? reasons.dropped : gone ? reasons.added : reasons.changed, values)
}

/** The name of an entry of a controlled list, in the language of the note. */
export function nameOf(
  id: string,
  kind: "objects" | "actors" | "places" | "stages" | "steps" | "issues",
  { facts, lang }: Pick<Speech, "facts" | "lang">,
): string {
  return inLanguage(
    facts[kind].get(id)!.name,
    lang,
    `the name of "${id}" in data/${kind === "steps" ? "ladder" : kind}.json`,
  )
}
