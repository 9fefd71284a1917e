import { describe, expect, it } from "vitest"
import { ProblemError } from "../../src/model/problem.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { countDocxPages } from "../../src/render/docx/pages.js"
import { all, house, houseWith, pageOf, partIn, partsOf, styleOf } from "./docx-tools.js"

const page = pageOf(`<p class="kicker">K</p><ul><li>A</li></ul><p><strong class="lead-in">L.</strong></p>`)
const render = (template: Uint8Array) => renderDocx(page, { template, templateFile: "letter.docx" })
async function failure(template: Uint8Array) {
  const error: unknown = await render(template).catch(e => e)
  if (!(error instanceof ProblemError)) throw error
  return error.problems
}

describe("a template", () => {
  it.each([
    ["text", new TextEncoder().encode("Dear colleague")],
    ["nothing", new Uint8Array()],
    ["half a file", house.slice(0, 50_000)],
    ["an old .doc", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])],
    ["broken XML", houseWith("word/document.xml", xml => xml.replace("</w:body>", ""))],
  ])("that is %s is a Problem with its file and what to do", async (_, bytes) => {
    const [problem] = await failure(bytes)
    expect(problem?.place?.file).toBe("letter.docx")
    expect(problem?.what).toMatch(/not a Word file/)
    expect(problem?.hint).toMatch(/save it as \.docx/)
  })

  it("without {{body}} is a Problem, also if only the header has one", async () => {
    const elsewhere = houseWith("word/document.xml", xml => xml.replace("{{body}}", ""))
    expect((await failure(elsewhere))[0]?.what).toBe("the template has no {{body}}")
  })

  it("with other words in the paragraph of {{body}} is a Problem, since they would be lost", async () => {
    const beside = houseWith("word/document.xml", xml => xml.replace("{{body}}", "Dear all {{body}} Regards"))
    expect(await failure(beside)).toMatchObject([
      {
        what: 'other words stand in the paragraph of {{body}}: "Dear all {{body}} Regards"',
        hint: expect.stringContaining("paragraph before or after"),
      },
    ])
  })

  it("without another placeholder, or with one that nothing fills, comes with a warning for each", async () => {
    const { problems } = await render(
      houseWith("word/footer1.xml", xml => xml.replace("{{reference}}", "{{author}}")),
    )
    expect(problems.map(({ severity, what }) => `${severity}: ${what}`)).toEqual([
      "warning: the template has no {{reference}}",
      "warning: nothing fills {{author}}",
    ])
  })

  it("finds a placeholder that Word has cut into several runs", async () => {
    const cut = houseWith("word/document.xml", xml =>
      xml.replace("{{body}}</w:t>", `{{</w:t></w:r><w:r><w:t>bo</w:t></w:r><w:r><w:t>dy}}</w:t>`),
    )
    expect(partIn(partsOf((await render(cut)).bytes), "word/document.xml").textContent).toBe("KAL.")
  })

  it("that lacks our styles is filled all the same, with Word's own and a warning for each", async () => {
    const plain = houseWith("word/styles.xml", xml =>
      xml.replace(/<w:style\b[^>]*w:styleId="(NoteKicker|LeadIn|ListBullet2?)".*?<\/w:style>/gs, ""),
    )
    const { bytes, problems } = await render(plain)
    const parts = partsOf(bytes)
    const used = all(partIn(parts, "word/document.xml"), "w:rStyle").map(style => style.getAttribute("w:val"))
    expect(used).toEqual(["Strong"])
    expect(problems.map(({ what }) => what)).toContain(
      `the template has no style "Lead-in"; "Strong" is used`,
    )
    expect(problems.every(({ severity }) => severity === "warning")).toBe(true)
  })

  it("from a Word in another language has its styles found by name", async () => {
    const german = houseWith("word/styles.xml", xml =>
      xml.replaceAll(`w:styleId="Heading2"`, `w:styleId="berschrift2"`),
    )
    const { bytes, problems } = await renderDocx(pageOf("<h2>H</h2>"), { template: german })
    expect(styleOf(all(partIn(partsOf(bytes), "word/document.xml"), "w:p")[0]!)).toBe("berschrift2")
    expect(problems).toEqual([])
  })
})

describe("countDocxPages", () => {
  it("counts pages with the fonts in the file, also without page numbers in it, and is sure of it", async () => {
    const count = async (lines: number, template: Uint8Array = house) => {
      const { bytes } = await renderDocx(pageOf("<h2>H</h2><p>Some words.</p>".repeat(lines)), { template })
      return countDocxPages(bytes)
    }
    expect(await count(3)).toEqual({ pages: 1, sure: true, guesses: [] })
    const bare = houseWith("word/footer1.xml", xml => xml.replace("{{pageOf}}", ""))
    expect(await count(60, bare)).toEqual({ pages: 3, sure: true, guesses: [] })
  })

  it("says what it had to guess at", async () => {
    const other = houseWith("word/styles.xml", xml => xml.replaceAll("Source Serif 4", "Garamond"))
    const { bytes } = await renderDocx(pageOf("<p>Some words.</p>"), { template: other })
    expect(await countDocxPages(bytes)).toMatchObject({
      pages: 1,
      sure: false,
      guesses: [expect.stringMatching(/font/)],
    })
  })
})
