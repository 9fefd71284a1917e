import type Handlebars from "handlebars"
import type { Observation } from "../model/figures.js"
import { countHelpers } from "./counthelpers.js"
import { factHelpers } from "./facthelpers.js"
import { figureHelpers } from "./figurehelpers.js"
import { escapeHtml } from "./format.js"
import { finder, type HelperState, html, type Options, wrong } from "./helperstate.js"

/**
 * The helpers that templates and prose may use. Each number, date, symbol or quotation on a page comes through one of
 * them, from a fact or a computation, and so into the ledger; `assessment` and `note` are blocks.
 */
export function makeHelpers(state: HelperState): Record<string, Handlebars.HelperDelegate> {
  const { words, notes } = state
  const find = finder(state)
  return withArguments({
    ...countHelpers(state),
    ...factHelpers(state, find),
    ...figureHelpers(state, (id, options) => find(id, options).fact as Observation),
    assessment(this: unknown, options: Options) {
      const mark = `<span class="assessment-mark">${escapeHtml(words.assessment)}</span>`
      return html(`<span class="assessment">${mark} ${options.fn(this).trim()}</span>`)
    },
    note(this: unknown, options: Options) {
      const n = notes.push(options.fn(this).trim())
      return html(`<sup><a href="#fn${n}" role="doc-noteref" id="fnref${n}">${n}</a></sup>`)
    },
    notes: () => html(notes.map((text, i) => noteItem(text, i + 1)).join("\n")),
    isBelow: (a: unknown, b: unknown) => Number(a) < Number(b),
    hasNotes: () => notes.length > 0,
  })
}

/** A helper named like a field takes its place where it stands without arguments: that is told, not guessed. */
function withArguments(
  helpers: Record<string, Handlebars.HelperDelegate>,
): Record<string, Handlebars.HelperDelegate> {
  const checked = Object.entries(helpers).map(([name, helper]) => {
    const called: Handlebars.HelperDelegate = function (this: unknown, ...args: unknown[]) {
      if (args.length >= helper.length) return helper.apply(this, args as [])
      const what = `{{${name}}} is a helper and needs an argument; a field of this name is {{this.${name}}}`
      return wrong(what, args.at(-1) as Options)
    }
    return [name, called] as const
  })
  return Object.fromEntries(checked)
}

function noteItem(text: string, n: number): string {
  return `<li id="fn${n}" role="doc-endnote"><p>${text}</p></li>`
}
