import { type Problem, problem } from "../../model/problem.js"
import type { Page } from "../../note/page.js"
import { renderDocx } from "./docx.js"
import { countDocxPages } from "./pages.js"

/** A Word file with the number of pages that Word would make of it; absent if that cannot be told. */
export interface CountedDocx {
  readonly bytes: Uint8Array
  readonly pages?: number
  readonly problems: readonly Problem[]
}

/** What a Word file is made from, besides the page. */
export interface DocxInput {
  readonly template: Uint8Array
  readonly templateFile?: string
  /** More pages than this are a problem: an error if the count is sure, a warning if it is a guess. */
  readonly pageLimit: number
}

/** A Word file whose pages are counted against a limit. */
export async function renderCountedDocx(page: Page, { pageLimit, ...from }: DocxInput): Promise<CountedDocx> {
  const { bytes, problems } = await renderDocx(page, from)
  const { pages, sure } = await countDocxPages(bytes)
  if (pages === undefined) {
    const hint = "look at it in Word"
    const unknown = problem("the pages of the Word file could not be counted", { severity: "warning", hint })
    return { bytes, problems: [...problems, unknown] }
  }
  const over = problem(`the Word file has ${pages} pages, more than ${pageLimit}`, {
    severity: sure ? "error" : "warning",
    hint: "cut words or rows; type is not made smaller",
  })
  return { bytes, pages, problems: pages > pageLimit ? [...problems, over] : problems }
}
