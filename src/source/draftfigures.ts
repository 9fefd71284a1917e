import type { Qualifier, Unit } from "../model/figures.js"
import type { Stretch } from "./draftanchor.js"
import { anyOf, type DraftLanguage, loosely } from "./draftlanguages.js"
import { numberInWordsAt, scaleOf } from "./numberwords.js"

/** A number found in a text, with what the words around it tell. */
export interface FoundFigure extends Stretch {
  readonly value: number
  readonly to?: number
  readonly unit?: string
  readonly qualifier: Qualifier
  readonly counted?: string
  readonly inWords: boolean
}

/** What reading numbers needs besides the words. */
export interface FigureOptions {
  readonly language: string
  readonly words: DraftLanguage
  /** Units that may be named after a number. */
  readonly units: readonly Unit[]
}

interface Numeral extends Stretch {
  readonly value: number
  readonly inWords: boolean
  readonly money?: string
}

/**
 * The numbers in a text, in digits or in words, with unit, qualifier and what follows. Years, labels such as paragraph
 * 12, parts of names such as G5 and the number one in words are no figures. Give it text with dates and symbols masked.
 */
export function figuresIn(text: string, options: FigureOptions): FoundFigure[] {
  const numerals = [...inDigits(text, options), ...inWords(text, options)].sort((a, b) => a.start - b.start)
  const figures: FoundFigure[] = []
  for (let at = 0; at < numerals.length; at++) {
    const [first, second] = [numerals[at]!, numerals[at + 1]]
    // The hundred in per cent belongs to the number before it.
    if (first.start < (figures.at(-1)?.end ?? 0)) continue
    const ranged = second && isRange(text, first, second, options.words)
    const found = figureOf(text, first, ranged ? second : undefined, options)
    if (found) figures.push(found)
    if (ranged) at++
  }
  return figures
}

/** Digits with the marks of the language: English parts thousands by a comma, others by a space or a point. */
function inDigits(text: string, { language, words }: FigureOptions): Numeral[] {
  const d = "[\\d٠-٩]"
  const group = language === "en" ? "," : language === "ar" ? "[,٬ \\u00a0]" : "[ \\u00a0\\u202f.]"
  const point = language === "en" ? "\\." : language === "ar" ? "[.٫,]" : ","
  const number = `(${d}{1,3}(?:${group}${d}{3})+(?!${d})|${d}+)(?:${point}(${d}+))?`
  const money = "(US\\$|\\$|€|USD\\s|EUR\\s)?\\s?"
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}/.,-])${money}${number}(?![\\p{L}\\d٠-٩/]|[.,-]\\p{N}|-\\p{L}{1,2}(?!\\p{L})|-year-old)`,
    "gu",
  )
  const labelled = new RegExp(`(?<!\\p{L})(?:${anyOf(words.labels)})[\\s\\u00a0(]*$`, "iu")
  return [...text.matchAll(pattern)].flatMap(match => {
    const [whole, sign, digits = "", decimals] = match
    const start = match.index
    if (!sign && labelled.test(text.slice(Math.max(0, start - 30), start))) return []
    if (!sign && /^\($/.test(text.slice(start - 1, start)) && text[start + whole.length] === ")") return []
    const value = Number(`${western(digits).replace(/\D/g, "")}${decimals ? `.${western(decimals)}` : ""}`)
    const unit = sign && (/€|EUR/.test(sign) ? "euros" : "us-dollars")
    return [{ start, end: start + whole.length, value, inWords: false, ...(unit && { money: unit }) }]
  })
}

const western = (digits: string) => digits.replace(/[٠-٩]/g, d => String(d.charCodeAt(0) - 0x660))

/** Numbers in words; words part at anything but a space or a hyphen. */
function inWords(text: string, { language, words }: FigureOptions): Numeral[] {
  const found: Numeral[] = []
  for (const clause of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:[\s-]+[\p{L}\p{M}\p{N}]+)*/gu)) {
    const tokens = [...clause[0].matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
    const plain = tokens.map(t => t[0].toLowerCase().replace(/[\u064b-\u0652\u0640]/g, ""))
    for (let at = 0; at < tokens.length; ) {
      const { value, count } = numberInWordsAt(plain, at, language)
      const [first, last] = [tokens[at]!, tokens[at + count - 1]!]
      const ordinal = words.ordinals?.test(plain[at - 1] ?? "")
      if (value !== undefined && !ordinal && telling(value, plain[at]!)) {
        const start = clause.index + first.index
        found.push({ start, end: clause.index + last.index + last[0].length, value, inWords: true })
      }
      at += count
    }
  }
  return found
}

/** One is most often an article or a pronoun; a thousand or a million alone is no number of anything. */
const telling = (value: number, word: string) =>
  value !== 1 && value !== 0 && scaleOf(word) === undefined && !/\d/.test(word)

function isRange(text: string, first: Numeral, second: Numeral, { to, between }: DraftLanguage): boolean {
  const middle = text.slice(first.end, second.start)
  if (second.value <= first.value) return false
  const [, connector = middle] = /^\s*(?:%|٪)?(.*)$/su.exec(middle) ?? []
  if (new RegExp(`^\\s*(?:${anyOf(to)})\\s*$`, "iu").test(connector)) return true
  const before = text.slice(Math.max(0, first.start - 12), first.start)
  return between.some(
    ([open, and]) =>
      new RegExp(`(?<!\\p{L})${loosely(open)}\\s+$`, "iu").test(before) &&
      new RegExp(`^\\s*${loosely(and)}\\s*$`, "iu").test(connector),
  )
}

function figureOf(
  text: string,
  first: Numeral,
  last: Numeral | undefined,
  options: FigureOptions,
): FoundFigure | undefined {
  const end = (last ?? first).end
  const scaled = scaleAfter(text, end)
  const { unit, end: whole } = unitAfter(text, scaled.end, options)
  const money = first.money ?? last?.money
  const isShare = first.inWords && first.value < 1
  const named = unit ?? money ?? (isShare ? "per-cent" : undefined)
  const year =
    !first.inWords &&
    first.value >= 1900 &&
    first.value < 2100 &&
    /^\d{4}$/.test(text.slice(first.start, first.end))
  if (year && !named && scaled.by === 1) return undefined
  const times = (value: number) => Number((value * (isShare ? 100 : scaled.by)).toPrecision(15))
  const counted = countedAfter(text, whole)
  return {
    start: first.start,
    end: whole,
    value: times(first.value),
    ...(last && { to: times(last.value) }),
    ...((named ?? countable(counted, options)) && { unit: named ?? countable(counted, options)! }),
    qualifier: qualifierBefore(text.slice(Math.max(0, first.start - 30), first.start), options.words),
    ...(counted && { counted }),
    inWords: first.inWords,
  }
}

function scaleAfter(text: string, end: number): { readonly by: number; readonly end: number } {
  const next = /^[\s\u00a0]+([\p{L}\p{M}]+)/u.exec(text.slice(end, end + 30))
  const by = scaleOf(next?.[1]?.toLowerCase().replace(/[\u064b-\u0652\u0640]/g, ""))
  return by !== undefined && next ? { by, end: end + next[0].length } : { by: 1, end }
}

function unitAfter(
  text: string,
  end: number,
  { words }: FigureOptions,
): { readonly unit?: string; readonly end: number } {
  const after = text.slice(end, end + 40)
  const percent = new RegExp(`^[\\s\\u00a0]*(?:${anyOf(words.percent)})(?!\\p{L})`, "iu").exec(after)
  if (percent) return { unit: "per-cent", end: end + percent[0].length }
  for (const [name, unit] of words.money) {
    const found = new RegExp(`^[\\s\\u00a0]*${loosely(name)}(?!\\p{L})`, "iu").exec(after)
    if (found) return { unit, end: end + found[0].length }
  }
  return { end }
}

/** At most four words after a number, up to a mark or another number. */
function countedAfter(text: string, end: number): string | undefined {
  return /^\s+((?:[\p{L}\p{M}'’-]+\s+){0,3}[\p{L}\p{M}'’-]+)/u
    .exec(text.slice(end, end + 80))?.[1]
    ?.replace(/\s+/g, " ")
}

/** The unit that the words after a number name: 14 police patrols are patrols. */
function countable(
  counted: string | undefined,
  { units, language, words: { small } }: FigureOptions,
): string | undefined {
  if (!counted) return undefined
  const all = counted.toLowerCase().split(/[\s-]+/)
  const end = all.findIndex(word => small.includes(word))
  const words = end < 0 ? all : all.slice(0, end)
  return units.find(unit => {
    const name = unit.kind === "count" ? unit.name[language]?.toLowerCase() : undefined
    return name !== undefined && (words.includes(name) || words.includes(name.replace(/s$/, "")))
  })?.id
}

function qualifierBefore(before: string, { qualifiers }: DraftLanguage): Qualifier {
  const found = qualifiers.find(([words]) =>
    new RegExp(`(?<!\\p{L})${loosely(words)}\\s*$`, "iu").test(before),
  )
  return found?.[1] ?? "exactly"
}
