import type { Element } from "@xmldom/xmldom"
import { attribute, child, children } from "./wordparts.js"

/** What a paragraph takes from its style, and the styles that one is based on. */
export interface WordStyle {
  /** The depth of a heading, from 1; the title is 1. */
  readonly heading?: number
  readonly numId?: string
  readonly level?: number
}

/** The styles of `styles.xml` by their identifiers, each with what it takes from those it is based on. */
export function wordStyles(styles: Element | undefined): (id: string | undefined) => WordStyle {
  const all = new Map(children(styles, "style").map(style => [attribute(style, "styleId"), style]))
  const known = new Map<string | undefined, WordStyle>()
  const read = (id: string | undefined, depth = 0): WordStyle => {
    const style = all.get(id)
    if (!style || depth > 20) return {}
    const found = known.get(id) ?? {
      ...read(attribute(child(style, "basedOn"), "val"), depth + 1),
      ...headingOf(style),
      ...numberingOf(child(style, "pPr")),
    }
    known.set(id, found)
    return found
  }
  return id => read(id)
}

function headingOf(style: Element): Pick<WordStyle, "heading"> {
  const name = attribute(child(style, "name"), "val")?.toLowerCase() ?? ""
  const named = /^heading ([1-9])$/.exec(name)?.[1]
  if (named) return { heading: Number(named) }
  return name === "title" ? { heading: 1 } : outlineOf(child(style, "pPr"))
}

/** The depth of a heading that properties of a paragraph give by its place in the outline. */
export function outlineOf(properties: Element | undefined): Pick<WordStyle, "heading"> {
  const level = attribute(child(properties, "outlineLvl"), "val")
  return level !== undefined && Number(level) < 9 ? { heading: Number(level) + 1 } : {}
}

/** The list that properties of a paragraph name; list "0" is none. */
export function numberingOf(properties: Element | undefined): Pick<WordStyle, "numId" | "level"> {
  const named = child(properties, "numPr")
  const numId = attribute(child(named, "numId"), "val")
  const level = attribute(child(named, "ilvl"), "val")
  return { ...(numId !== undefined && { numId }), ...(level !== undefined && { level: Number(level) }) }
}
