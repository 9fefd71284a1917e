import type Handlebars from "handlebars"
import type { News, NewsItem, NewsSource, NewsText } from "../model/since.js"
import { escapeHtml, formatDay, formatNumber } from "./format.js"
import { html } from "./helperstate.js"
import type { NoteInput } from "./subject.js"
import { fill, pluralOf, type Words } from "./words.js"

/**
 * What a note says of the edition before, in one paragraph of HTML without its heading: what changed, or why that cannot be
 * told. Null if there was none.
 */
export function newsView(input: NoteInput): { readonly text: Handlebars.SafeString } | null {
  const { past, words } = input
  const { news, passed = [] } = past ?? {}
  if (!news) return passed.length > 0 ? { text: html(unread(passed, input)) } : null
  const told = news.same ? nothing(news, input) : changes(news, input)
  const pattern = passed.length > 0 ? words.since.textPassed : words.since.text
  const date = ofEdition(formatDay(news.date, words), input)
  const text = escapeHtml(fill(pattern, { date, news: told }))
  const names = { edition: nameOf(news.edition, input), passed: namesOf(passed, input) }
  return { text: html(fill(text, names)) }
}

/** That there are editions before, and none of them is as it was issued. */
function unread(passed: readonly string[], input: Speaker): string {
  return fill(escapeHtml(input.words.since.unread), { passed: namesOf(passed, input) })
}

/** A name such as 2026-11 reads from left to right, also on a page that does not. */
function nameOf(edition: string, input: Speaker): string {
  const name = escapeHtml(edition)
  return ofEdition(input.words.dir === "rtl" ? `<bdi dir="ltr">${name}</bdi>` : name, input)
}

const namesOf = (editions: readonly string[], input: Speaker) =>
  editions.map(edition => nameOf(edition, input)).join(input.words.list.separator)

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

function nothing(news: News, speaker: Speaker): string {
  const { since } = speaker.words
  const all = allOf(news)
  if (all === 0) return since.nothingSaid
  const forms = pluralOf(since.nothing, all, speaker.words)
  return fill(forms, { all: made("count of claims", all, speaker) })
}

function changes(news: News, speaker: Speaker): string {
  const { words } = speaker
  if (news.brief) return fill(words.since.brief, { counts: freshnessOf(news, speaker) })
  const shown = news.items.slice(0, news.named)
  const sentences = [
    freshnessOf(news, speaker),
    ...news.sources.added.map(source => sourceOf("sourceAdded", source, speaker)),
    ...news.sources.dropped.map(source => sourceOf("sourceDropped", source, speaker)),
    ...groups.map(group => groupOf(group, shown.filter(group.holds), speaker)),
    restOf(news, speaker),
  ]
  return `${sentences.filter(s => s !== "").join(words.list.reasons)}.`
}

function freshnessOf(news: News, speaker: Speaker): string {
  const { since, list } = speaker.words
  const parts = (["updated", "added", "dropped"] as const).flatMap(name => {
    const n = news.freshness[name]
    const forms = pluralOf(since[name], n, speaker.words)
    return n > 0 ? [fill(forms, { n: made(`claims ${name}`, n, speaker) })] : []
  })
  return [unchangedOf(news, speaker), ...parts].filter(part => part !== "").join(list.separator)
}

/** How many claims are as they were, with their share, which is told rounded down: what changed is never rounded away. */
function unchangedOf(news: News, speaker: Speaker): string {
  const { since, values } = speaker.words
  const { unchanged } = news.freshness
  if (allOf(news) === 0) return ""
  const all = made("count of claims", allOf(news), speaker)
  if (unchanged === 0) return fill(since.noneUnchanged, { all })
  if (news.brief) return fill(since.unchangedBrief, { n: made("claims unchanged", unchanged, speaker), all })
  const say = (value: string) => fill(values.text.share, { value })
  const share = made("share of claims unchanged", (unchanged / allOf(news)) * 100, speaker, { say })
  return fill(since.unchanged, { n: made("claims unchanged", unchanged, speaker), all, share })
}

/** A source as the note cites it: by its symbol, or by its name where it has none. */
function sourceOf(
  which: "sourceAdded" | "sourceDropped",
  { symbol, names, asOf }: NewsSource,
  speaker: Speaker,
): string {
  const source = ofEdition(symbol ?? names[speaker.lang]!, speaker)
  const date = ofEdition(formatDay(asOf, speaker.words), speaker)
  return fill(speaker.words.since[which], { source, date })
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

/** A change in words; one that stands for several says for how many, so that those named and those left add up. */
function itemOf({ facts, texts, kind }: NewsItem, speaker: Speaker): string {
  const item = ofEdition(valued(texts[speaker.lang]!, kind, speaker.words), speaker, facts)
  if (facts.length === 1) return item
  const n = made("changes told alike", facts.length, speaker, { inputs: facts })
  return fill(speaker.words.since.several, { item, n })
}

/** A name with its values: that of a figure is made to stand behind its number. */
function valued({ name, before, after }: NewsText, kind: NewsItem["kind"], { since }: Words): string {
  if (after === null) return name
  if (before === null) return fill(since.valued, { name, after })
  return fill(kind === "figure" ? since.became : since.relabelled, { name, before, after })
}

/** How many changes are not named, and where they are shown; "" if there are none. */
function restOf({ freshness, items, nameless, named }: News, speaker: Speaker): string {
  const { since } = speaker.words
  const { updated, added, dropped } = freshness
  const told = items.slice(0, named).flatMap(i => i.facts).length
  const left = updated + added + dropped - told
  if (left <= 0) return ""
  const inputs = [...items.slice(named).flatMap(i => i.facts), ...nameless]
  const forms = told === 0 ? since.unnamed : since.more
  const say = (n: string) => fill(pluralOf(forms, left, speaker.words), { n })
  return made("changes not named", left, speaker, { inputs, say })
}
