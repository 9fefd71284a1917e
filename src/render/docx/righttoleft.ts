import type { Page } from "../../note/page.js"
import type { Parts } from "./package.js"

/**
 * The template's styles for a page that runs from right to left: no letter-spacing, which tears Arabic words apart, and cells
 * with the same room at both sides, since programs do not agree whether a mirrored table mirrors its cells' margins.
 */
export function turnStyles(parts: Parts, { dir }: Page): void {
  const xml = parts.get("word/styles.xml")
  if (dir === "ltr" || xml === undefined) return
  parts.set(
    "word/styles.xml",
    xml.replace(/<w:spacing w:val="-?\d+"\/>/g, "").replace(/<w:tblCellMar>.*?<\/w:tblCellMar>/gs, even),
  )
}

function even(margins: string): string {
  const sides = [...margins.matchAll(/<w:(?:left|right) w:w="(\d+)"/g)].map(([, width]) => Number(width))
  const half = Math.round(sides.reduce((sum, width) => sum + width, 0) / 2)
  return margins.replace(/(<w:(?:left|right) w:w=")\d+"/g, `$1${half}"`)
}
