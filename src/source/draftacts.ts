import type { Verb } from "../model/lists.js"
import type { Stretch } from "./draftanchor.js"
import { loosely } from "./draftlanguages.js"

/** An operative verb found in a text. */
export interface FoundAct extends Stretch {
  readonly verb: Verb
  readonly words: string
}

/** At most three short words between the parts of a form: a … salué, أكد الاجتماع مجددا. */
const gap = "(?:\\s+[^\\s.,;:،؛]+){0,3}?\\s+"

/**
 * The operative verbs of a language in a text, by the forms that the ladder gives them; the first and longest counts
 * where forms overlap. A verb without forms is found by none.
 */
export function actsIn(text: string, verbs: readonly Verb[], language: string): FoundAct[] {
  const found = verbs
    .filter(verb => verb.language === language)
    .flatMap(verb => (verb.forms ?? []).flatMap(form => placesOf(text, form, verb)))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  let end = 0
  return found.filter(act => {
    const free = act.start >= end
    if (free) end = act.end
    return free
  })
}

const patterns = new Map<string, RegExp>()

/** A form as a pattern, made once; Arabic writes the word for and as one with the verb. */
function patternOf(form: string, language: string): RegExp {
  const key = `${language} ${form}`
  const known = patterns.get(key)
  if (known) return known
  const clitic = language === "ar" ? "[وف]?" : ""
  const words = form
    .split(/\s*…\s*/)
    .map(loosely)
    .join(gap)
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}-])${clitic}${words}(?![\\p{L}\\p{M}-])`, "giu")
  patterns.set(key, pattern)
  return pattern
}

function placesOf(text: string, form: string, verb: Verb): FoundAct[] {
  return [...text.matchAll(patternOf(form, verb.language))].map(m => ({
    verb,
    words: m[0].replace(/\s+/g, " "),
    start: m.index,
    end: m.index + m[0].length,
  }))
}
