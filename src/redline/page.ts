import type { Chart } from "../model/chart.js"
import { fail } from "../model/problem.js"
import type { Page } from "../note/page.js"
import { type Anchors, openAnchors, resolveAnchors } from "./anchors.js"
import type { Piece } from "./atoms.js"
import { type Block, blocksOf } from "./blocks.js"
import { type RedlineWords, redlineWords } from "./catalogue.js"
import { changesOf, type RedlineChange, type Told } from "./changes.js"
import { placeClaims, sameBasis } from "./claims.js"
import { commentsOf } from "./comments.js"
import { listOf, noticeOf } from "./list.js"
import { type Merging, mergeBlocks } from "./merge.js"
import {
  anchoredNotes,
  nameIn,
  noteAttributes,
  noteIds,
  pairNotes,
  type SameNotes,
  writeReference,
} from "./notes.js"
import { relabelledFacts, restatedFacts } from "./reasons.js"

/** A redline: one page with the changes between two editions in it, and the list of them. */
export interface Redline {
  readonly page: Page
  readonly changes: readonly RedlineChange[]
  /** True if nothing changed but what belongs to the edition itself, such as its date. */
  readonly equal: boolean
}

/**
 * Shows what changed between two editions of a note as `ins` and `del`, block by block and word by word, with a reason for
 * each change from the claims of both. The page can be printed, or made a Word file with tracked changes: all accepted it
 * is the later edition, all rejected the earlier. Fails if the pages are not in one language.
 */
export function redlinePage(
  before: Page,
  after: Page,
  { author, date, words = redlineWords(after.lang) }: { author: string; date: Date; words?: RedlineWords },
): Redline {
  if (before.lang !== after.lang)
    fail(`one edition is in "${before.lang}", the other in "${after.lang}"`, {
      hint: "compare editions of one language",
    })
  const { html, merging, bodies, charts } = merged(before, after)
  const places = [placeClaims(bodies[0], before), placeClaims(bodies[1], after)] as const
  const stated = [before.stated ?? [], after.stated ?? []] as const
  const facts = { relabelled: relabelledFacts(...stated), restated: restatedFacts(...stated) }
  const known = { before: before.trace, after: after.trace, ...facts }
  const told = changesOf(merging.differences, { known, places })
  const changes = [...told.map(({ change }) => change), ...runningChanges(before, after, words)]
  const equal = changes.every(({ reason }) => reason === "edition")
  return {
    page: pageWith(after, { html, changes, equal, words, before, charts, told, merging, author, date }),
    changes,
    equal,
  }
}

interface Merged {
  readonly html: string
  readonly merging: Merging
  readonly bodies: readonly [Block, Block]
  /** The charts that only one edition has, the earlier ones under names of their own. */
  readonly charts: { readonly all: readonly Chart[]; readonly states: Record<string, "ins" | "del"> }
}

/** Merges the bodies; a note whose reference moved is no longer the same note, so merging is done again without it. */
function merged(before: Page, after: Page): Merged {
  let same: SameNotes = pairNotes(before, after)
  for (;;) {
    const { anchored, ...result } = mergeWith(same, before, after)
    const left = new Map([...same].filter(([, id]) => anchored.has(id)))
    if (left.size === same.size) return result
    same = left
  }
}

function mergeWith(same: SameNotes, before: Page, after: Page): Merged & { anchored: ReadonlySet<string> } {
  const nameNote = nameIn(same)
  const bodies = [blocksOf(before, nameNote), blocksOf(after)] as const
  const places = [placeClaims(bodies[0], before), placeClaims(bodies[1], after)] as const
  const numbers = { before: noteIds(bodies[0]), after: noteIds(bodies[1]) }
  const charts = { all: [...(after.charts ?? [])], states: {} as Record<string, "ins" | "del"> }
  const written: Piece[] = []
  const merging: Merging = {
    nameNote,
    differences: [],
    extra: (block, state) => noteAttributes(block, state, numbers),
    rests: (old, now) => !sameBasis(places[0].get(old) ?? [], places[1].get(now) ?? []),
    anchors: openAnchors(),
    write: piece => {
      written.push(piece)
      return piece.atom.note === undefined
        ? writePicture(piece, { before, after, charts, anchors: merging.anchors })
        : writeReference(piece, same)
    },
  }
  const html = mergeBlocks(bodies[0], bodies[1], merging)
  return { html, merging, bodies, charts, anchored: anchoredNotes(written) }
}

/** A picture that only one edition has; the earlier chart gets a name of its own. */
function writePicture(
  { state, atom }: Piece,
  {
    before,
    after,
    charts,
    anchors,
  }: {
    before: Page
    after: Page
    charts: { all: Chart[]; states: Record<string, "ins" | "del"> }
    anchors: Anchors
  },
): string {
  const isShown = ({ id }: Chart) => atom.html.includes(`src="${id}.svg"`)
  const chart = (state === "del" ? before : after).charts?.find(isShown)
  if (!chart || state === "kept") return atom.html
  const id = state === "del" ? `${chart.id}-before` : chart.id
  charts.states[id] = state
  anchors.chart(atom, id)
  if (state === "del") charts.all.push({ ...chart, id })
  return atom.html.replace(`src="${chart.id}.svg"`, `src="${id}.svg" data-redline="${state}"`)
}

function runningChanges(before: Page, after: Page, words: RedlineWords): RedlineChange[] {
  const lines = ["handling", "reference", "pageOf"] as const
  return lines
    .map(line => [before.running[line], after.running[line]] as const)
    .filter(([old, now]) => old !== now)
    .map(([old, now]) => ({
      section: words.running,
      row: "",
      kind: "changed" as const,
      before: old,
      after: now,
      facts: [],
      reason: "edition" as const,
      sources: [],
      excerpt: [
        { state: "del" as const, text: old },
        { state: "ins" as const, text: now },
      ].filter(({ text }) => text !== ""),
    }))
}

function pageWith(
  after: Page,
  {
    html,
    changes,
    equal,
    words,
    before,
    charts,
    told,
    merging: { anchors },
    author,
    date,
  }: {
    html: string
    changes: readonly RedlineChange[]
    equal: boolean
    words: RedlineWords
    before: Page
    charts: Merged["charts"]
    told: readonly Told[]
    merging: Merging
    author: string
    date: Date
  },
): Page {
  const start = after.html.search(/<body\b/i)
  const body = html
    .replace(/^<body\b[^>]*>/, open => `${withClass(open)}\n${noticeOf(changes, equal, words)}\n`)
    .replace(/<\/body>$/, () => `\n${listOf(changes, words)}\n</body>`)
  const whole = resolveAnchors(`${after.html.slice(0, Math.max(start, 0))}${body}\n</html>\n`)
  const list = commentsOf(told, { anchors, places: whole.places, words, pages: [before, after] })
  const inOwn = words.lang === after.lang.split("-")[0]
  const comments = { lang: words.lang, dir: inOwn ? after.dir : ("ltr" as const), list }
  return {
    ...after,
    html: whole.html,
    charts: charts.all,
    date,
    tracked: { author, date, running: before.running, charts: charts.states, comments },
  }
}

const withClass = (open: string) =>
  /\bclass="/.test(open)
    ? open.replace(/\bclass="/, `class="redline `)
    : open.replace(/>$/, ` class="redline">`)
