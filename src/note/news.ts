import type { News, NewsItem, NewsSource, NewsText, StatedFact } from "../model/since.js"
import type { Trace } from "../model/trace.js"
import type { Page } from "./page.js"
import { type Difference, differenceOf, type FactChange, isSame } from "./since.js"

/** How much of what changed the pages of a note have room for. */
export interface NewsRoom {
  /** How many changes may be named at most. */
  readonly named: number
  /** Whether there is room for counts alone; unless given, the sources that came and went are told as well. */
  readonly brief?: boolean
}

/** The edition that a note is compared with: its name, its date and its pages, by language. */
export interface Earlier extends NewsRoom {
  /** Such as 2026-11-r2. */
  readonly edition: string
  /** YYYY-MM-DD */
  readonly date: string
  readonly pages: ReadonlyMap<string, Page>
}

/**
 * What changed from an earlier edition to the pages of a note, each in its language. It is compared once, in the first
 * language that both have, and told in all. Undefined if they have none in common.
 */
export function newsSince(earlier: Earlier, pages: readonly Page[]): News | undefined {
  const { edition, date, named, brief } = earlier
  const now = new Map(pages.map(p => [p.lang, p]))
  const lang = [...now.keys()].find(l => sayingOf(earlier.pages.get(l)) && sayingOf(now.get(l)))
  if (lang === undefined) return undefined
  const before = sayingOf(earlier.pages.get(lang))!
  const difference = differenceOf(before, sayingOf(now.get(lang))!)
  const texts = textsIn(earlier.pages, now)
  const told = difference.facts.map(change => ({ ...change, texts: texts(change) }))
  const items = toldAlike(told.flatMap(({ texts, ...t }) => (texts ? [{ ...t, texts }] : [])))
  return {
    ...{ edition, date, items, same: isSame(difference) },
    named: Math.min(named, items.length),
    ...(brief && { brief }),
    freshness: difference.freshness,
    sources: namedSources(difference.sources, earlier.pages, now),
    nameless: told.filter(t => !t.texts).map(t => t.id),
  }
}

/** Sources with their names in all languages: where one is not told in a language, by its name in another. */
function namedSources(
  { added, dropped }: Difference["sources"],
  before: ReadonlyMap<string, Page>,
  now: ReadonlyMap<string, Page>,
): News["sources"] {
  const named = (source: Difference["sources"]["added"][number], pages: ReadonlyMap<string, Page>) => {
    const { id, symbol, asOf, name } = source
    const nameIn = (lang: string) => pages.get(lang)?.trace?.sources.find(s => s.id === id)?.name ?? name
    const names = Object.fromEntries([...now.keys()].map(lang => [lang, nameIn(lang)]))
    return { id, symbol, names, asOf } satisfies NewsSource
  }
  return { added: added.map(s => named(s, now)), dropped: dropped.map(s => named(s, before)) }
}

function sayingOf(page: Page | undefined): { trace: Trace; stated: readonly StatedFact[] } | undefined {
  return page?.trace && page.stated ? { trace: page.trace, stated: page.stated } : undefined
}

/** How each language tells a change; undefined if one of them has no name for it. */
function textsIn(before: ReadonlyMap<string, Page>, now: ReadonlyMap<string, Page>) {
  const byId = (page: Page | undefined) => new Map((page?.stated ?? []).map(f => [f.id, f]))
  const sides = [...now.keys()].map(lang => ({
    lang,
    old: byId(before.get(lang)),
    fresh: byId(now.get(lang)),
  }))
  return ({ id, became, kind, before }: FactChange): Readonly<Record<string, NewsText>> | undefined => {
    const states = sides.map(({ lang, old, fresh }) => ({
      lang,
      old: old.get(before ?? id),
      fresh: fresh.get(id),
    }))
    const values = states.map(({ old, fresh }) => [old?.value ?? null, fresh?.value ?? null] as const)
    const stays = became === "changed" || became === "followed"
    const moved = stays && values.every(v => !v.includes(null)) && values.some(([a, b]) => a !== b)
    const found = states.map(({ lang, old, fresh }) => {
      const { name, value = null } = (became === "dropped" ? old : fresh) ?? {}
      const after = moved || kind === "figure" ? value : null
      return name === undefined ? undefined : [lang, { name, before: moved ? old!.value : null, after }]
    })
    return found.includes(undefined) ? undefined : Object.fromEntries(found as [string, NewsText][])
  }
}

/** Changes told in the same words are one. A label that only follows from another fact's change is told with that one's reason. */
function toldAlike(changes: readonly (FactChange & Pick<NewsItem, "texts">)[]): NewsItem[] {
  const words = ({ kind, became, texts }: Omit<NewsItem, "facts">) => JSON.stringify([kind, became, texts])
  const reasons = new Map(changes.flatMap(c => (c.because ? [[words(c), c.because] as const] : [])))
  const items = new Map<string, NewsItem>()
  for (const change of changes) {
    const { id, kind, became, texts } = change
    const because = change.because ?? reasons.get(words(change))
    const key = `${because} ${words(change)}`
    const facts = [...(items.get(key)?.facts ?? []), id]
    items.set(key, { kind, became, ...(because && { because }), texts, facts })
  }
  return [...items.values()]
}
