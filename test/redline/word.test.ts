import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Page } from "../../src/note/page.js"
import { redlineWords } from "../../src/redline/catalogue.js"
import { redlinePage } from "../../src/redline/page.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { linesOf, readDocxText } from "../../src/render/docx/text.js"
import { house, partIn, partsOf } from "../render/docx-tools.js"
import { pairs } from "./pairs.js"
import { acceptAll, rejectAll } from "./settle.js"

const whose = { author: "Desk", date: new Date("2026-12-01T00:00:00Z") }
const docxOf = async (page: Page) => (await renderDocx(page, { template: house })).bytes
const paragraphsOf = (docx: Uint8Array) => linesOf(partIn(partsOf(docx), "word/document.xml"), true)

describe.each(["en", "fr", "ar"] as const)("a Word file with tracked changes in %s", lang => {
  it("is the later edition once all is accepted, the earlier once all is rejected", async () => {
    await fc.assert(
      fc.asyncProperty(pairs(lang), async ({ before, after }) => {
        const [old, now] = [await docxOf(before), await docxOf(after)]
        const redline = await docxOf(redlinePage(before, after, whose).page)
        const [accepted, rejected] = [acceptAll(redline), rejectAll(redline)]
        expect(bare(await readDocxText(accepted))).toEqual(bare(await readDocxText(now)))
        expect(bare(await readDocxText(rejected))).toEqual(bare(await readDocxText(old)))
        expect(bare(paragraphsOf(accepted).join("\n"))).toEqual(bare(paragraphsOf(now).join("\n")))
        expect(bare(paragraphsOf(rejected).join("\n"))).toEqual(bare(paragraphsOf(old).join("\n")))
      }),
      { numRuns: Number(process.env.RUNS ?? 12), endOnFailure: true },
    )
  })
})

/** Lines without marks of direction, which depend on the words around. */
const bare = (text: string) =>
  text
    .replace(/[\u200E\u200F]/g, "")
    .split("\n")
    .filter(line => !["en", "fr", "ar"].some(lang => line === redlineWords(lang).equal))
