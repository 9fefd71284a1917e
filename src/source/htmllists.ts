import { attributeOf, type Element, elementsOf } from "./htmlnodes.js"
import { roman } from "./labels.js"
import { arabicDigitsOf, arabicLetterOf, columnOf } from "./marks.js"

/** The items of a list in their order, each with the number it bears; none in lists without numbers. */
export function stepsOf(list: Element): readonly { readonly item: Element; readonly value?: number }[] {
  const items = elementsOf(list)
  if (list.tagName !== "ol") return items.map(item => ({ item }))
  const counted = items.filter(i => i.tagName === "li").length
  const turned = attributeOf(list, "reversed") !== undefined
  let next = whole(attributeOf(list, "start")) ?? (turned ? counted : 1)
  return items.map(item => {
    if (item.tagName !== "li") return { item }
    const value = whole(attributeOf(item, "value")) ?? next
    next = value + (turned ? -1 : 1)
    return { item, value }
  })
}

const whole = (text: string | undefined) =>
  /^\s*-?\d+/.test(text ?? "") ? Number.parseInt(text!, 10) : undefined

const kinds: Readonly<Record<string, string>> = {
  "1": "decimal",
  a: "lower-alpha",
  A: "upper-alpha",
  i: "lower-roman",
  I: "upper-roman",
}

/** The mark that a browser shows before an item: its number with a point in the list's way of counting, or a bullet. */
export function markOf(list: Element, item: Element, value: number | undefined): string {
  const own = (element: Element) =>
    /list-style(?:-type)?\s*:\s*([\w-]+)/i.exec(attributeOf(element, "style") ?? "")?.[1]?.toLowerCase() ??
    kinds[attributeOf(element, "type") ?? ""]
  const kind = own(item) ?? own(list) ?? "decimal"
  if (kind === "none") return ""
  if (value === undefined || ["disc", "circle", "square"].includes(kind)) return "•"
  return `${writeCounter(value, kind)}.`
}

function writeCounter(value: number, kind: string): string {
  if (value < 1) return String(value)
  const ways: Readonly<Record<string, () => string>> = {
    "decimal-leading-zero": () => String(value).padStart(2, "0"),
    "lower-roman": () => roman(value),
    "upper-roman": () => roman(value).toUpperCase(),
    "lower-alpha": () => columnOf(value),
    "lower-latin": () => columnOf(value),
    "upper-alpha": () => columnOf(value).toUpperCase(),
    "upper-latin": () => columnOf(value).toUpperCase(),
    "arabic-indic": () => arabicDigitsOf(value),
    "arabic-abjad": () => arabicLetterOf(value, "abjad"),
  }
  return (Object.hasOwn(ways, kind) ? ways[kind]! : () => String(value))()
}
