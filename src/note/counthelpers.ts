import type Handlebars from "handlebars"
import { formatCount, formatDay, formatNumber, formatYear, upperFirst } from "./format.js"
import { type HelperState, type Options, wrong } from "./helperstate.js"

/**
 * The helpers that print what is counted or dated: `count` and, at the head of a sentence, `Count` (`digits=true` for
 * figures, else in words below ten); `plural`, a count with the form of the noun that the language has for it; `year`, `day`.
 */
export function countHelpers(state: HelperState): Record<string, Handlebars.HelperDelegate> {
  const { words, ledger, lang } = state
  const ofDocument = (text: string) => ledger.mark(text, { origin: "document", facts: [] })
  const shown = (n: unknown, options: Options) => {
    const value = whole(n, options, state)
    return options.hash.digits ? formatNumber(value, words) : formatCount(value, words)
  }
  const count = (n: unknown, options: Options) => markCount(shown(n, options), n, options, state)
  const plural = (n: unknown, options: Options) => {
    const form = pluralForm(whole(n, options, state), options, words.locale)
    return markCount(form.replace("#", shown(n, options)), n, options, state)
  }
  return {
    count,
    plural,
    Count: (n: unknown, options: Options) => upperFirst(count(n, options), lang),
    Plural: (n: unknown, options: Options) => upperFirst(plural(n, options), lang),
    upper: (text: unknown) => upperFirst(String(text), lang),
    year: (day: unknown, options: Options) => ofDocument(formatYear(fieldOf(day, options))),
    day: (day: unknown, options: Options) => ofDocument(formatDay(fieldOf(day, options), words)),
  }
}

/** The form of the category that the language puts the number in (Unicode CLDR), else `other`; `zero` is for nought in all. */
function pluralForm(value: number, options: Options, locale: string): string {
  const { hash } = options
  const nought = value === 0 ? hash.zero : undefined
  const form = nought ?? hash[new Intl.PluralRules(locale).select(value)] ?? hash.other
  return typeof form === "string"
    ? form
    : wrong('{{plural}} needs a form other="…", with # where the number stands', options)
}

function markCount(text: string, n: unknown, options: Options, { ledger, counted }: HelperState): string {
  const path = pathOf(options)
  const computation = { operation: `count of ${path}`, value: Number(n), inputs: [...(counted[path] ?? [])] }
  return ledger.mark(text, { origin: "count", facts: [], computation })
}

/** The path of the first argument from the top of the view; "" if a number or a text was typed there. */
function pathOf({ ids }: Options): string {
  const [path] = ids ?? []
  return typeof path === "string" ? path.replace(/^(?:\.\.\/|@root\.)+/, "") : ""
}

/** A count of the view; anything else, such as a number typed into the template, is a Problem. */
function whole(n: unknown, options: Options, { counted }: HelperState): number {
  if (typeof n !== "number" || !Number.isInteger(n)) return wrong("there is no such count", options)
  const path = pathOf(options)
  return Object.hasOwn(counted, path) ? n : wrong(`"${path || n}" is no count of this note`, options)
}

/** A date of the view; one typed into the template is a Problem. */
function fieldOf(day: unknown, options: Options): string {
  return pathOf(options) ? String(day) : wrong(`the date ${day} is typed by hand`, options)
}
