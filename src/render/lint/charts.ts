import type { Problem } from "../../model/problem.js"
import type { Page } from "../../note/page.js"
import type { Parts } from "../docx/package.js"
import { isArabic, report } from "./marks.js"

/** The charts of a Word file whose words or axes run the wrong way. */
export function chartProblems(parts: Parts, { dir }: Page): Problem[] {
  const charts = [...parts].filter(([name]) => /^word\/charts\/chart\d*\.xml$/.test(name))
  return charts.flatMap(([name, xml]) => {
    const words = [...xml.matchAll(/<(?:c:v|a:t)>([^<]*)</g)].map(([, text = ""]) => text).join(" ")
    const told = (what: string) => report(name, "chart", words, what)
    const faces = [...xml.matchAll(/<a:latin\b[^>]*\/>(?:<a:ea\b[^>]*\/>)?(<a:cs\b)?/g)]
    return [
      ...(isArabic(words) && faces.some(([, twin]) => !twin)
        ? [told("letters with a typeface for Latin and none for Arabic")]
        : []),
      ...(dir === "rtl" ? mirrorProblems(xml, told) : []),
    ]
  })
}

function mirrorProblems(xml: string, told: (what: string) => Problem): Problem[] {
  const parts = (name: string) =>
    [...xml.matchAll(new RegExp(`<c:${name}>.*?</c:${name}>`, "gs"))].map(([part]) => part)
  const lying = xml.includes('<c:barDir val="bar"/>')
  const across = parts(lying ? "valAx" : "catAx")
  const written = [...parts("legend"), ...parts("catAx")].filter(part => part.includes("<a:pPr"))
  return [
    ...(across.some(axis => !axis.includes('<c:orientation val="maxMin"/>'))
      ? [told("the axis along the page runs from left to right on a page from right to left")]
      : []),
    ...(written.some(part => !part.includes('rtl="1"'))
      ? [told("the words of the legend or of an axis run from left to right on a page from right to left")]
      : []),
  ]
}
