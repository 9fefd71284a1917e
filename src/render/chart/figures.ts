import { type Problem, problem } from "../../model/problem.js"
import type { Page } from "../../note/page.js"

/** The picture of a chart in a note's HTML, by the chart's id. */
export function pictureOf(id: string): RegExp {
  return new RegExp(`<img\\b[^>]*\\bsrc="${id}\\.svg"[^>]*>`, "gi")
}

/** The charts of a page that no picture in its HTML asks for. */
export function unplacedCharts({ html, charts = [] }: Page): readonly Problem[] {
  return charts
    .filter(({ id }) => !pictureOf(id).test(html))
    .map(({ id }) =>
      problem(`the note has a chart ${id} but shows no picture ${id}.svg`, {
        hint: `put <img src="${id}.svg"> into a figure of the note's template, or take the chart out`,
      }),
    )
}
