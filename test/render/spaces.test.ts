import { describe, expect, it } from "vitest"
import { renderDocx } from "../../src/render/docx/docx.js"
import { house, pageOf, partsOf } from "./docx-tools.js"

const since =
  '<section class="since"><p><strong class="lead-in">Since the last edition</strong> (…)</p></section>'
const stylesOf = async (body: string) => {
  const { bytes } = await renderDocx(pageOf(body), { template: house })
  return partsOf(bytes).get("word/styles.xml")!
}
/** The definition of a style, by its id. */
const styleIn = (xml: string, id: string) =>
  new RegExp(`<w:style\\b[^>]*w:styleId="${id}".*?</w:style>`, "s").exec(xml)![0]
const sizes = (xml: string) => [...xml.matchAll(/w:sz(?:Cs)? w:val="\d+"|w:line="\d+"/g)].map(m => m[0])

describe("a Word file that tells what changed since the edition before", () => {
  it("has narrower spaces around headings and in the rows of the comparison, and no smaller type", async () => {
    const [plain, narrow] = [await stylesOf("<p>…</p>"), await stylesOf(`<p>…</p>${since}`)]
    expect(styleIn(plain, "Heading2")).toContain('w:before="120"')
    expect(styleIn(narrow, "Heading2")).toContain('w:before="72"')
    expect(styleIn(plain, "ComparisonTable")).toContain('<w:top w:w="16"')
    expect(styleIn(narrow, "ComparisonTable")).toContain('<w:top w:w="5"')
    for (const id of ["Normal", "BottomLine", "TableText", "KeyFactsTable"])
      expect(styleIn(narrow, id)).toBe(styleIn(plain, id))
    expect(sizes(narrow)).toEqual(sizes(plain))
  })
  it("has the words in a style of their own", async () => {
    const { bytes } = await renderDocx(pageOf(since), { template: house })
    expect(partsOf(bytes).get("word/document.xml")).toContain('<w:pStyle w:val="SinceEdition"/>')
  })
})
