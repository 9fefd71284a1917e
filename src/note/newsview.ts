import type Handlebars from "handlebars"
import { escapeHtml, formatDay, formatNumber } from "./format.js"
import { html } from "./helperstate.js"
import type { News, NewsItem, NewsText } from "./news.js"
import type { NoteInput } from "./subject.js"
import { fill, pluralOf, type Words } from "./words.js"

/** What a note says of the edition before, in one paragraph of HTML without its heading; null if there was none. */
export function newsView(input: NoteInput): { readonly text: Handlebars.SafeString } | null {
  const { news, words } = input
  if (!news) return null
  const { edition, date } = news
  const told = news.same ? nothing(news, input) : changes(news, input)
  const text = fill(words.since.text, { date: ofEdition(formatDay(date, words), input), news: told })
  // A name such as 2026-11 reads from left to right, also on a page that does not.
  const name = words.dir === "rtl" ? `<bdi dir="ltr">${escapeHtml(edition)}</bdi>` : escapeHtml(edition)
  return { text: html(escapeHtml(text).replace("{edition}", () => ofEdition(name, input))) }
}

type Speaker = Pick<NoteInput, "words" | "ledger" | "lang">

const ofEdition = (text: string, { ledger }: Speaker, facts: readonly string[] = []) =>
  ledger.mark(text, { origin: "edition", facts })

/** A number that no report prints: into the ledger with how it was made, as the edition's own. */
function made(
  operation: string,
  value: number,
  { words, ledger }: Speaker,
  { inputs = [], say = n => n }: { inputs?: readonly string[]; say?: (number: string) => string } = {},
): string {
  const computation = { operation, value, inputs: [...inputs] }
  return ledger.mark(say(formatNumber(Math.floor(value), words)), {
    origin: "edition",
    facts: [],
    computation,
  })
}

/** How many claims the note makes now. */
const allOf = ({ freshness: { unchanged, updated, added } }: News) => unchanged + updated + added

function shareOf(news: News, speaker: Speaker): string {
  const all = allOf(news)
  const value = all === 0 ? 100 : (news.freshness.unchanged / all) * 100
  const say = (number: string) => fill(speaker.words.values.text.share, { value: number })
  return made("share of claims unchanged", value, speaker, { say })
}

function nothing(news: News, speaker: Speaker): string {
  const all = made("count of claims", allOf(news), speaker)
  return fill(speaker.words.since.nothing, { all, share: shareOf(news, speaker) })
}

function changes(news: News, speaker: Speaker): string {
  const { words } = speaker
  const shown = news.items.slice(0, news.named)
  const sentences = [
    freshnessOf(news, speaker),
    ...news.sources.added.map(day => sourceOf("sourceAdded", day, speaker)),
    ...news.sources.dropped.map(day => sourceOf("sourceDropped", day, speaker)),
    ...groups.map(group => groupOf(group, shown.filter(group.holds), speaker)),
    restOf(news, speaker),
  ]
  return `${sentences.filter(s => s !== "").join(words.list.reasons)}.`
}

function freshnessOf(news: News, speaker: Speaker): string {
  const { since, list } = speaker.words
  const { unchanged, ...others } = news.freshness
  const parts = (["updated", "added", "dropped"] as const)
    .filter(name => others[name] > 0)
    .map(name =>
      fill(pluralOf(since[name], others[name], speaker.words), {
        n: made(`claims ${name}`, others[name], speaker),
      }),
    )
  const first = fill(since.unchanged, {
    n: made("claims unchanged", unchanged, speaker),
    all: made("count of claims", allOf(news), speaker),
    share: shareOf(news, speaker),
  })
  return [first, ...parts].join(list.separator)
}

function sourceOf(which: "sourceAdded" | "sourceDropped", day: string, speaker: Speaker): string {
  return fill(speaker.words.since[which], { date: ofEdition(formatDay(day, speaker.words), speaker) })
}

/** The changes that are told together, by their pattern in the catalogue. */
const groups = [
  { pattern: "itemsCorrectedBySource", holds: (item: NewsItem) => item.because === "source" },
  { pattern: "itemsCorrectedByUs", holds: (item: NewsItem) => item.because === "ours" },
  { pattern: "itemsChanged", holds: (item: NewsItem) => item.became === "changed" && !item.because },
  { pattern: "itemsFollowed", holds: (item: NewsItem) => item.became === "followed" },
  { pattern: "itemsAdded", holds: (item: NewsItem) => item.became === "added" },
  { pattern: "itemsDropped", holds: (item: NewsItem) => item.became === "dropped" },
] as const

function groupOf({ pattern }: (typeof groups)[number], items: readonly NewsItem[], speaker: Speaker): string {
  if (items.length === 0) return ""
  const { since, list } = speaker.words
  return fill(since[pattern], { items: items.map(item => itemOf(item, speaker)).join(list.clause) })
}

function itemOf({ facts, texts, kind }: NewsItem, speaker: Speaker): string {
  return ofEdition(valued(texts[speaker.lang]!, kind, speaker.words), speaker, facts)
}

/** A name with its values: that of a figure is made to stand behind its number. */
function valued({ name, before, after }: NewsText, kind: NewsItem["kind"], { since }: Words): string {
  if (after === null) return name
  if (before === null) return fill(since.valued, { name, after })
  return fill(kind === "figure" ? since.became : since.relabelled, { name, before, after })
}

/** How many changes are not named, and where they are shown; "" if there are none. */
function restOf({ items, nameless, named }: News, speaker: Speaker): string {
  const { since } = speaker.words
  const left = [...items.slice(named).flatMap(i => i.facts), ...nameless]
  if (left.length === 0) return ""
  const forms = named === 0 || items.length === 0 ? since.unnamed : since.more
  const operation = "changes of facts not named"
  const say = (n: string) => fill(pluralOf(forms, left.length, speaker.words), { n })
  return made(operation, left.length, speaker, { inputs: left, say })
}
