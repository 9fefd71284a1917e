import type { Page as Tab } from "puppeteer-core"
import type { Problem } from "../../model/problem.js"
import { problem } from "../../model/problem.js"

/** What the browser measured after layout, before it printed. */
export interface Layout {
  /** Every character of the document, each once. */
  readonly characters: string
  /** The headings in reading order. */
  readonly headings: readonly string[]
  /** The beginnings of the blocks whose content is wider than they are, or than the page. */
  readonly overflowing: readonly string[]
  /** Pictures that could not be shown, by their alternative text. */
  readonly missingPictures: readonly string[]
}

/** Lays the document out at the width it is printed in, waits for its fonts, and measures it. */
export function inspectLayout(tab: Tab): Promise<Layout> {
  return tab.evaluate(measure)
}

/**
 * Runs inside the page, apart from the page's own scripts (which are off). No named function may be made in here: the
 * tools that run TypeScript directly would wrap it in a helper that the page does not have.
 */
async function measure(): Promise<Layout> {
  const root = document.documentElement
  const rules = [...document.styleSheets]
    .filter(sheet => sheet.href === null)
    .flatMap(sheet => [...sheet.cssRules])
  const page = rules.findLast(
    rule => rule instanceof CSSPageRule && rule.selectorText === "" && rule.style.marginLeft !== "",
  ) as CSSPageRule | undefined
  const sides = page?.style.marginLeft.endsWith("mm")
    ? [page.style.marginLeft, page.style.marginRight].map(side => Number.parseFloat(side))
    : [20, 20]
  const width = ((210 - (sides[0] ?? 20) - (sides[1] ?? 20)) * 96) / 25.4
  if (Math.abs(root.clientWidth - width) > 1) root.style.width = `${width}px`
  await Promise.all([...document.fonts].map(face => face.load().catch(() => {})))
  await document.fonts.ready
  const edge = root.getBoundingClientRect()
  const wide = [
    ...document.body.querySelectorAll<HTMLElement>(
      "h1,h2,h3,h4,p,li,dt,dd,th,td,caption,table,figure,img,svg",
    ),
  ]
    .filter(element => {
      const box = element.getBoundingClientRect()
      const inner = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1
      return inner || box.right > edge.right + 1 || box.left < edge.left - 1
    })
    .map(element =>
      (element.textContent || element.getAttribute("alt") || element.tagName).trim().slice(0, 60),
    )
  root.style.removeProperty("width")
  return {
    characters: [...new Set(document.body.textContent)].join(""),
    headings: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
      .map(heading => heading.textContent.replace(/\s+/g, " ").trim())
      .filter(text => text !== ""),
    overflowing: [...new Set(wide)],
    missingPictures: [...document.images].filter(image => image.naturalWidth === 0).map(image => image.alt),
  }
}

/** The problems of a layout: what is cut off or runs over the edge, and pictures that are not there. */
export function layoutProblems({ overflowing, missingPictures }: Layout): readonly Problem[] {
  return [
    ...overflowing.map(start =>
      problem(`wider than its place on the page: “${start}”`, {
        hint: "shorten the longest word or figure in it, or give its column more room",
      }),
    ),
    ...missingPictures.map(alt => problem(`a picture could not be shown: “${alt}”`)),
  ]
}
