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

type Kind = "objects" | "actors" | "places" | "stages" | "steps"
type Of<Tag extends Reason["tag"]> = Extract<Reason, { tag: Tag }>

/** A reason in words, without a full stop. */
export function formatReason(reason: Reason, speech: Speech): string {
  const { words, comparison } = speech
  const { reasons } = words
  switch (reason.tag) {
    case "same":
      return reasons.same
    case "silent before":
      return fill(reasons.silentBefore, { year: formatYear(comparison.before?.meeting.date ?? "") })
    case "silent after":
      return fill(reasons.silentAfter, { year: formatYear(comparison.after.meeting.date) })
    case "set":
      return setReason(reason, speech)
    case "places":
      return placeReason(reason, speech)
    case "stage":
      return fill(reasons.stage, {
        before: namesOf(reason.before, "stages", speech),
        after: namesOf(reason.after, "stages", speech),
      })
    case "act":
      return fill(reasons.act, { before: words.acts[reason.before], after: words.acts[reason.after] })
    case "force":
      return fill(reason.direction === "up" ? reasons.forceUp : reasons.forceDown, {
        before: namesOf(reason.before, "steps", speech),
        after: namesOf(reason.after, "steps", speech),
      })
    case "intensifier":
      return intensifierReason(reason, speech)
    case "versions":
      return reasons.versions
    case "judgement":
      return inLanguage(reason.text, speech.lang, "the reason of a judgement").replace(/\.$/, "")
  }
}

const namesOf = (ids: readonly string[], kind: Kind, speech: Speech) =>
  ids.map(id => nameOf(id, kind, speech)).join(speech.words.list.separator) || speech.words.reasons.none

function setReason({ attribute, removed, added }: Of<"set">, speech: Speech): string {
  const kind = attribute === "objects" ? "objects" : "actors"
  const values = {
    attribute: speech.words.attributes[attribute],
    removed: namesOf(removed, kind, speech),
    added: namesOf(added, kind, speech),
  }
  const pattern = added.length === 0 ? "dropped" : removed.length === 0 ? "added" : "changed"
  return fill(speech.words.reasons[pattern], values)
}

function intensifierReason({ words: found, direction }: Of<"intensifier">, { lang, words }: Speech): string {
  const own = found.filter(w => w.language === lang)
  const shown = (own.length > 0 ? own : found).map(
    w => words.quotes[0] + upperFirst(w.word, w.language) + words.quotes[1],
  )
  const pattern = direction === "up" ? words.reasons.intensifierUp : words.reasons.intensifierDown
  return fill(pattern, { words: [...new Set(shown)].join(words.list.separator) })
}

function placeReason({ relation, ...reason }: Of<"places">, speech: Speech): string {
  const { reasons, attributes } = speech.words
  const values = {
    attribute: attributes.places,
    removed: namesOf(reason.removed, "places", speech),
    added: namesOf(reason.added, "places", speech),
  }
  const [none, gone] = [reason.added.length === 0, reason.removed.length === 0]
  if (relation === "narrower") return fill(none ? reasons.narrowerDropped : reasons.narrower, values)
  if (relation === "wider") return fill(gone ? reasons.widerAdded : reasons.wider, values)
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
