import type { Face } from "../fonts.js"
import { houseFaces } from "../fonts.js"

/** The sans of the house, in which charts are labelled. */
export const sans = "Source Sans 3"

/** The house's face for Arabic words, and how much larger than the sans it is set. */
export const arabic = arabicFace()

function arabicFace(): { readonly family: string; readonly scale: number } {
  const face = houseFaces.find(({ descriptors }) => descriptors?.includes("U+600-6FF"))
  const percent = /size-adjust:\s*([\d.]+)%/.exec(face?.descriptors ?? "")?.[1]
  return { family: face?.family ?? sans, scale: percent ? Number(percent) / 100 : 1 }
}

/** Whether a text has Arabic letters, and so is set in the Arabic face. */
export const isArabic = (text: string) => /\p{Script=Arabic}/u.test(text)

/** The upright cuts that a chart is drawn with. */
export const chartFaces: readonly Face[] = houseFaces.filter(
  ({ family, style }) => style === "normal" && (family === sans || family === arabic.family),
)
