import { twins } from "../docx/direction.js"
import { childOf, childrenOf, type Element, elementsIn, valOf } from "../docx/xml.js"

/** What decides the letters of a run, the nearest first: its own properties, its style's, its paragraph's, the defaults. */
export type Letters = readonly Element[]

/** The properties of letters by the ids of styles, with those of the styles that they are based on. */
export interface StyleSheet {
  /** The letters of a run in a paragraph. */
  readonly lettersOf: (run: Element, paragraph: Element) => Letters
}

/** Reads word/styles.xml, so that what a run looks like can be asked. */
export function readStyles(root: Element | undefined): StyleSheet {
  const all = root ? elementsIn(root) : []
  const styles = new Map(
    all.filter(e => e.nodeName === "w:style").map(e => [e.getAttribute("w:styleId") ?? "", e]),
  )
  const normal = [...styles].find(([, e]) => e.getAttribute("w:default") === "1" && isParagraph(e))?.[0]
  const defaults = all.find(e => e.nodeName === "w:rPrDefault")
  const known = new Map<string | undefined, Letters>()
  const chain = (id: string | undefined): Letters => {
    const cached = known.get(id)
    if (cached) return cached
    const style = id === undefined ? undefined : styles.get(id)
    const own = style && childOf(style, "w:rPr")
    const base = style && valOf(childOf(style, "w:basedOn"))
    const found = [...(own ? [own] : []), ...(base && base !== id ? chain(base) : [])]
    known.set(id, found)
    return found
  }
  const ends = defaults ? childrenOf(defaults) : []
  return {
    lettersOf: (run, paragraph) => {
      const own = childOf(run, "w:rPr")
      const block = childOf(paragraph, "w:pPr")
      const style = valOf(own && childOf(own, "w:rStyle"))
      const around = valOf(block && childOf(block, "w:pStyle")) ?? normal
      return [...(own ? [own] : []), ...chain(style), ...chain(around), ...ends]
    },
  }
}

const isParagraph = (style: Element) => style.getAttribute("w:type") === "paragraph"

/** The value that decides: the attribute of the nearest properties that have the element with it. */
export function decided(letters: Letters, name: string, attribute: string): string | undefined {
  for (const properties of letters) {
    const value = childOf(properties, name)?.getAttribute(attribute)
    if (value) return value
  }
  return undefined
}

/** What is said of the Latin letters of a run, or of its styles, and not of the Arabic ones. */
export function missingTwins(letters: Letters): readonly string[] {
  const missing = letters.flatMap(properties => {
    const has = (name: string) => childOf(properties, name) !== undefined
    const lacking = Object.entries(twins).filter(([name, twin]) => has(name) && !has(twin))
    const fonts = childOf(properties, "w:rFonts")
    const latin = fonts?.getAttribute("w:ascii") || fonts?.getAttribute("w:asciiTheme")
    const arabic = fonts?.getAttribute("w:cs") || fonts?.getAttribute("w:cstheme")
    return [...lacking.map(([, twin]) => twin), ...(latin && !arabic ? ["w:cs of w:rFonts"] : [])]
  })
  return [...new Set(missing)]
}
