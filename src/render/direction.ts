import { sidesOf } from "./bidi.js"

const LRM = "\u200E"
const RLM = "\u200F"

/**
 * A number with a sign before it or a percent sign after it: left to itself, Arabic text puts the sign on the other side of
 * the number. They are kept as the language's own locale data has them, sign first, percent last.
 */
const number = String.raw`[0-9]+(?:[.,/:\u00A0\u202F][0-9]+)*`
const signed = new RegExp(
  String.raw`(?<![\p{Script=Latin}\p{N}%)\]\u200E])(?:[+\u2212\u00B1-]${number}(?:[\u00A0\u202F]?[%‰])?|${number}[\u00A0\u202F]?[%‰])`,
  "gu",
)
/** "Became" points the way in which the words run. */
const arrow = /\u200F?[→←]\u200F?/g
/** The arrow of a page that runs from right to left, with the marks that keep the words beside it apart. */
export const became = `${RLM}←${RLM}`

/** A line of text for a place where nothing but characters can tell directions: marks of direction put in where they are needed. */
export function markDirections(text: string, dir: "ltr" | "rtl"): string {
  if (dir === "ltr") return text
  return text.replace(signed, found => LRM + found).replace(arrow, became)
}

/** Elements whose text is no running text. */
const silent = /^(head|title|style|script)$/

/**
 * A page that runs from right to left, with every signed number and every stretch of Latin letters as `<bdi dir="ltr">` (the
 * latter of class "latin", so that the digits of a symbol are set in the letters' typeface), and with arrows turned round.
 */
export function markHtml(html: string, dir: "ltr" | "rtl"): string {
  if (dir === "ltr") return html
  const open: { name: string; quiet: boolean }[] = []
  return html.replace(
    /<!--.*?-->|<[!?][^>]*>|<(\/?)([a-z][\w-]*)\b([^>]*)>|[^<]+|</gis,
    (piece, closing, name, attributes) => {
      if (name === undefined) return piece.startsWith("<") || open.at(-1)?.quiet ? piece : markText(piece)
      const tag = String(name).toLowerCase()
      if (closing) {
        const at = open.findLastIndex(element => element.name === tag)
        if (at >= 0) open.length = at
      } else if (!empty.test(tag)) {
        const turns = /\bdir="(\w+)"/.exec(attributes)?.[1]
        const quiet = silent.test(tag) || (turns ? turns === "ltr" : (open.at(-1)?.quiet ?? false))
        open.push({ name: tag, quiet })
      }
      return piece
    },
  )
}

const empty = /^(area|br|col|hr|img|input|link|meta|source|wbr)$/

function markText(html: string): string {
  if (!html.trim()) return html
  const raw = html.match(/&(?:\w+|#\w+);|[\s\S]/gu) ?? []
  const plain = raw.map(characterOf)
  return stretches(plain)
    .map(({ from, to, latin }) => {
      const inside = raw.slice(from, to).join("")
      return latin ? `<bdi dir="ltr" class="latin">${inside}</bdi>` : markNumbers(inside)
    })
    .join("")
}

function markNumbers(html: string): string {
  return html
    .replace(/&(?:\w+|#\w+);|[^&]+/g, part =>
      part.startsWith("&") ? part : part.replace(signed, '<bdi dir="ltr">$&</bdi>'),
    )
    .replace(arrow, became)
}

/** A stretch of characters by their numbers; `latin` if it is set from left to right and has letters. */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly latin: boolean
}

function stretches(chars: readonly string[]): readonly Stretch[] {
  const text = chars.join("")
  const sides = sidesOf(text.replace(/[→←]/g, RLM), "rtl")
  const found: { from: number; to: number; latin: boolean }[] = []
  let unit = 0
  for (const [i, char] of chars.entries()) {
    const latin = sides[unit] === "ltr"
    const last = found.at(-1)
    if (last?.latin === latin) last.to = i + 1
    else found.push({ from: i, to: i + 1, latin })
    unit += char.length
  }
  return found.map(stretch => ({
    ...stretch,
    latin: stretch.latin && /\p{L}/u.test(chars.slice(stretch.from, stretch.to).join("")),
  }))
}

function characterOf(piece: string): string {
  const [, hex, decimal, name] = /^&(?:#x([\da-f]+)|#(\d+)|(\w+));$/i.exec(piece) ?? []
  if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
  if (decimal) return String.fromCodePoint(Number(decimal))
  return name ? (entities[name] ?? "\uFFFD") : piece
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00A0",
  lrm: LRM,
  rlm: RLM,
  laquo: "«",
  raquo: "»",
}
