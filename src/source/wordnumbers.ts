import type { Element } from "@xmldom/xmldom"
import { roman } from "./labels.js"
import { arabicDigitsOf, arabicLetterOf, letterOf } from "./marks.js"
import { attribute, child, children, isOn } from "./wordparts.js"

/** One level of a Word list: how its number is written, in what words, and from where it counts. */
interface Level {
  readonly format: string
  readonly text: string
  readonly start: number
  /** The level whose step makes this one begin again; 0 for never. */
  readonly restart?: number
  readonly legal: boolean
  readonly style?: string
}

interface List {
  readonly abstract: string
  readonly levels: ReadonlyMap<number, Level>
  readonly starts: ReadonlyMap<number, number>
}

/** What a paragraph of a list bears: the mark that Word would print, and the depth from 1. */
export interface Numbered {
  readonly mark: string
  readonly level: number
}

/** Counts the automatic numbers of a document: called for its paragraphs in their order. */
export type Numberer = (
  numId: string,
  level: number | undefined,
  style: string | undefined,
) => Numbered | undefined

/** The automatic numbers that `numbering.xml` describes; without it no paragraph has one. */
export function numbererOf(numbering: Element | undefined): Numberer {
  const lists = listsOf(numbering)
  const counts = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()
  return (numId, given, style) => {
    const list = lists.get(numId)
    if (!list) return undefined
    const at = given ?? [...list.levels].find(([, l]) => l.style === style && style !== undefined)?.[0] ?? 0
    const level = list.levels.get(at)
    if (!level) return undefined
    const counted = counts.get(list.abstract) ?? []
    counts.set(list.abstract, counted)
    step(counted, at, list, { level, begun, numId })
    return { mark: markOf(counted, at, list).trim(), level: at + 1 }
  }
}

/** One paragraph more on a level: the deeper levels begin again, unless they say that they run on. */
function step(
  counted: (number | undefined)[],
  at: number,
  list: List,
  { level, begun, numId }: { level: Level; begun: Set<string>; numId: string },
): void {
  const own = list.starts.get(at)
  const first = own !== undefined && !begun.has(`${numId} ${at}`)
  begun.add(`${numId} ${at}`)
  const before = counted[at]
  counted[at] = first ? own : before === undefined ? level.start : before + 1
  for (const [deeper, { restart = deeper }] of list.levels) {
    if (deeper > at && restart > at) counted[deeper] = undefined
  }
  for (let above = 0; above < at; above++) counted[above] ??= list.levels.get(above)?.start ?? 1
}

function markOf(counted: readonly (number | undefined)[], at: number, { levels }: List): string {
  const { text, format, legal } = levels.get(at)!
  if (format === "bullet") return /[\uf000-\uf0ff]/.test(text) ? "•" : text
  return text.replace(/%(\d)/g, (_, n: string) => {
    const level = levels.get(Number(n) - 1)
    const value = counted[Number(n) - 1] ?? level?.start ?? 1
    return writeNumber(value, legal ? "decimal" : (level?.format ?? "decimal"))
  })
}

/** A number in one of Word's formats; those not known are written in digits. */
export function writeNumber(value: number, format: string): string {
  if (format === "none") return ""
  if (value < 1) return String(value)
  const ways: Readonly<Record<string, () => string>> = {
    lowerRoman: () => roman(value),
    upperRoman: () => roman(value).toUpperCase(),
    lowerLetter: () => letterOf(value),
    upperLetter: () => letterOf(value).toUpperCase(),
    decimalZero: () => String(value).padStart(2, "0"),
    ordinal: () =>
      `${value}${["th", "st", "nd", "rd"][value % 100 > 10 && value % 100 < 14 ? 0 : value % 10] ?? "th"}`,
    arabicAbjad: () => arabicLetterOf(value, "abjad"),
    arabicAlpha: () => arabicLetterOf(value, "alphabet"),
    hindiNumbers: () => arabicDigitsOf(value),
    decimalEnclosedParen: () => `(${value})`,
    decimalEnclosedFullstop: () => `${value}.`,
    numberInDash: () => `-${value}-`,
  }
  return (Object.hasOwn(ways, format) ? ways[format]! : () => String(value))()
}

function listsOf(numbering: Element | undefined): ReadonlyMap<string, List> {
  const abstracts = new Map(children(numbering, "abstractNum").map(a => [attribute(a, "abstractNumId")!, a]))
  const byStyle = new Map(
    [...abstracts.values()].flatMap(a => {
      const style = attribute(child(a, "styleLink"), "val")
      return style ? [[style, a] as const] : []
    }),
  )
  return new Map(
    children(numbering, "num").flatMap(num => {
      const named = abstracts.get(attribute(child(num, "abstractNumId"), "val") ?? "")
      const abstract = byStyle.get(attribute(child(named, "numStyleLink"), "val") ?? "") ?? named
      return abstract ? [[attribute(num, "numId")!, listOf(num, abstract)] as const] : []
    }),
  )
}

function listOf(num: Element, abstract: Element): List {
  const levels = new Map(children(abstract, "lvl").map(levelOf))
  const starts = new Map<number, number>()
  for (const override of children(num, "lvlOverride")) {
    const at = Number(attribute(override, "ilvl") ?? 0)
    const own = child(override, "lvl")
    if (own) levels.set(at, levelOf(own)[1])
    const start = attribute(child(override, "startOverride"), "val")
    if (start !== undefined) starts.set(at, Number(start))
  }
  return { abstract: attribute(abstract, "abstractNumId")!, levels, starts }
}

function levelOf(element: Element): readonly [number, Level] {
  const of = (name: string) => attribute(child(element, name), "val")
  const restart = of("lvlRestart")
  const style = of("pStyle")
  const level = {
    // A format that Word keeps for itself stands in a choice with a plain one beside it.
    format:
      of("numFmt") ?? attribute(child(element, "AlternateContent", "Fallback", "numFmt"), "val") ?? "decimal",
    text: of("lvlText") ?? "",
    start: Number(of("start") ?? 1),
    legal: isOn(element, "isLgl"),
    ...(restart !== undefined && { restart: Number(restart) }),
    ...(style !== undefined && { style }),
  }
  return [Number(attribute(element, "ilvl") ?? 0), level]
}
