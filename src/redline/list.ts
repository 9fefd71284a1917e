import { escapeHtml } from "../note/format.js"
import { fill } from "../note/words.js"
import type { RedlineWords } from "./catalogue.js"
import type { RedlineChange } from "./changes.js"

/** What a redline says above the note: how changes are shown, or that there are none. Only the latter is for Word too. */
export function noticeOf(changes: readonly RedlineChange[], equal: boolean, words: RedlineWords): string {
  const example = (tag: "ins" | "del", text: string) => `<${tag}>${escapeHtml(text)}</${tag}>`
  const key = escapeHtml(words.key)
    .replace("{inserted}", () => example("ins", words.inserted))
    .replace("{deleted}", () => example("del", words.deleted))
  if (changes.length > 0 && !equal)
    return `<p class="redline-notice" lang="${words.lang}" data-redline-print="">${key}</p>`
  if (changes.length === 0)
    return `<p class="redline-notice" lang="${words.lang}">${escapeHtml(words.equal)}</p>`
  return `<p class="redline-notice" lang="${words.lang}" data-redline-print="">${escapeHtml(words.onlyEdition)} ${key}</p>`
}

/** The table of changes that stands at the end of a printed redline; "" if there are none. */
export function listOf(changes: readonly RedlineChange[], words: RedlineWords): string {
  if (changes.length === 0) return ""
  const { section, change, reason } = words.columns
  const head = [section, change, reason].map(text => `<th scope="col">${escapeHtml(text)}</th>`).join("")
  const rows = changes.map(one => rowOf(one, words)).join("\n")
  return `<section class="redline-changes" lang="${words.lang}" data-redline-print="">
<h2>${escapeHtml(words.title)}</h2>
<table class="redline-changes">
<colgroup><col style="width: 24%"><col style="width: 58%"><col style="width: 18%"></colgroup>
<thead><tr>${head}</tr></thead>
<tbody>
${rows}
</tbody>
</table>
</section>`
}

function rowOf(change: RedlineChange, words: RedlineWords): string {
  const { section, row, excerpt, reason } = change
  const where = [section || words.top, row].filter(Boolean).join(" · ")
  const shown = excerpt.map(({ state, text }) => {
    if (state === "cut") return " … "
    return state === "kept" ? escapeHtml(text) : `<${state}>${escapeHtml(text)}</${state}>`
  })
  const lead = fill(words.lead, { kind: kindOf(change, words) })
  const said = `<span class="redline-kind">${escapeHtml(lead)}</span> ${shown.join("").trim()}`
  return `<tr><th scope="row">${escapeHtml(where)}</th><td>${said}</td><td>${escapeHtml(words.reasons[reason])}</td></tr>`
}

/** What kind of change it is, in words. */
export function kindOf({ kind, excerpt }: RedlineChange, words: RedlineWords): string {
  const basis = kind === "changed" && excerpt.every(({ state }) => state === "kept" || state === "cut")
  return basis ? words.basis : words.kinds[kind]
}
