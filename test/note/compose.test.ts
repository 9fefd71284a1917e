import { describe, expect, it } from "vitest"
import { loadDefinitions } from "../../src/edition/definitions.js"
import { compareFor, subjectFor } from "../../src/edition/subjects.js"
import { load } from "../../src/load.js"
import { formatProblem } from "../../src/model/problem.js"
import { compose } from "../../src/note/compose.js"
import { plainText } from "../../src/note/format.js"
import { makeLedger } from "../../src/note/ledger.js"
import { loadWords } from "../../src/note/words.js"
import { cases, hostile, inventedMeetings } from "../cases.js"
import { dataFile, world } from "../world.js"

const specific = "templates/oic-positions/prose.oic-mali-2017.en.hbs"
const structure = "templates/oic-positions/note.hbs"

async function composed(changes: Readonly<Record<string, unknown>> = {}, particulars = {}) {
  const host = world(changes)
  const { facts, problems } = await load(host)
  expect(problems).toEqual([])
  const definition = (await loadDefinitions(host)).definitions.find(d => d.id === "oic-positions")!
  const given = { ...definition.particulars, ...particulars }
  const words = await loadWords("en", host)
  const input = {
    definition,
    lang: "en",
    words,
    facts,
    particulars: given,
    day: "2026-11-21",
    edition: "2026-11",
    ledger: makeLedger(),
  }
  return compose(input, subjectFor(input, compareFor(definition, facts)), host)
}

async function withText(file: string, change: (text: string) => string) {
  const bytes = await world().read(file)
  return { [file]: change(new TextDecoder().decode(bytes)) }
}

const failure = async (changes: Record<string, unknown>) =>
  composed(changes).then(
    () => "nothing failed",
    (e: Error) => e.message,
  )

describe("the note", () => {
  it("has no problem, and every part in its order", async () => {
    const { page, problems } = await composed()
    expect(problems).toEqual([])
    const headings = [...page.html.matchAll(/<h([12])>(.*?)<\/h\1>/g)].map(m => m[2])
    expect(headings).toEqual([
      "The OIC on Mali: Contact Group positions, 2016 and 2017",
      "Bottom line",
      "Key facts",
      "Positions compared",
      "What changed and why it matters",
      "Languages and versions",
      "Points to watch",
      "Sources and method",
      "Notes",
    ])
    expect(page).toMatchObject({ lang: "en", dir: "ltr", author: "", running: { handling: "" } })
  })
  it("says as much in the bottom line as 80 words hold", async () => {
    const { page } = await composed()
    const line = /<section class="bottom-line">.*?<p>(.*?)<\/p>/s.exec(page.html)![1]!
    expect(plainText(line).split(/\s+/).length).toBeLessThanOrEqual(80)
    expect(plainText(line)).toContain("maintained 10 positions")
  })
  it("leaves no cell of the table empty and gives every row its points", async () => {
    const { page } = await composed()
    const table = /<table class="comparison">.*?<\/table>/s.exec(page.html)![0]
    const cells = [...table.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(m => plainText(m[1]!))
    expect(cells.filter(c => c === "")).toEqual([])
    for (const row of table.split("<tr").slice(2)) expect(row).toContain('class="point"')
  })
  it("marks what is judged and what is contestable, with a legend", async () => {
    const { page } = await composed()
    expect(page.html).toMatch(/Strengthened<\/span> <span class="flag">†‡<\/span>/)
    expect(page.html).toContain("† analysts could differ on the label; ‡ with an analyst’s judgement")
  })
  it("prints what is given in the header, and leaves blank what is not", async () => {
    const blank = await composed()
    expect(blank.page.html.match(/\[to be completed\]/g)).toHaveLength(2)
    expect(blank.page.html).not.toContain("Handling")
    const given = await composed(
      {},
      { for: "The <Ambassador>", from: "Desk", handling: "Restricted", checkedBy: "A. B." },
    )
    expect(given.page.html).toContain("The &lt;Ambassador&gt;")
    expect(given.page.html).toContain("Checked by A. B.")
    expect(given.page.running.handling).toBe("Restricted")
    expect(given.page.author).toBe("Desk")
  })
  it("quotes in the source’s language, tagged with it and kept in its direction", async () => {
    const { page } = await composed()
    expect(page.html).toMatch(/“<bdi class="quote" lang="ar" dir="rtl">[\u0600-\u06FF ]+<\/bdi>”/)
    expect(page.html).toMatch(/“<bdi class="quote" lang="fr" dir="ltr">a pris note<\/bdi>”/)
  })
})

describe("a note defined by rule", () => {
  it("takes up a later meeting added as data alone, and says that no prose was written about it", async () => {
    const added = {
      "data/meetings.json": undefined as unknown,
      "data/sources.json": undefined as unknown,
      ...(await inventedMeetings([
        { year: 2031, said: [{ point: "i", issue: "sovereignty", verb: "en:reaffirm" }] },
        {
          year: 2032,
          said: [
            { point: "i", issue: "sovereignty", verb: "en:reaffirm" },
            { point: "ii", issue: "spoilers", verb: "en:warn" },
          ],
        },
      ])),
    }
    const { page, problems } = await composed(added)
    expect(page.title).toBe("The OIC on Mali: Contact Group positions, 2031 and 2032")
    expect(problems.map(p => [p.severity, p.place?.file])).toEqual([
      ["warning", "templates/oic-positions/prose.met-2032.en.hbs"],
    ])
  })
  it("lists the positions of a body that met once, and compares nothing", async () => {
    const { page } = await composed(await cases.once!())
    expect(page.title).toBe("The OIC on Mali: Contact Group positions, 2031")
    expect(page.html).toContain("nothing is compared")
    expect(page.html).not.toMatch(/Maintained|class="label"/)
  })
  it("says so where neither meeting has a position", async () => {
    const { page } = await composed(await cases.empty!())
    expect(page.html).toContain("No position has been curated.")
  })
  it("prints hostile text as text", async () => {
    const { page } = await composed(await cases.hostile!())
    expect(page.html).not.toMatch(/<script|<b>bold/)
    expect(plainText(page.html)).toContain(hostile.trim().replace(/\s+/g, " ").slice(0, 60))
  })
})

describe("what an editor gets wrong is a Problem at its line", () => {
  it("a number typed into prose", async () => {
    const { problems } = await composed(
      await withText(specific, t =>
        t.replace("Points", "Points").replace("The signatories are", "The 4 signatories are"),
      ),
    )
    expect(problems.map(formatProblem).join()).toMatch(
      /prose\.oic-mali-2017\.en\.hbs:\d+ {2}the number 4 is typed by hand/,
    )
  })
  it("a bottom line that is too long", async () => {
    const { problems } = await composed(
      await withText(specific, t => t.replace("<p>Line by line", `<p>${"word ".repeat(20)}Line by line`)),
    )
    expect(problems.map(p => p.what).join()).toMatch(/words in the bottom line: \d+, at most 80/)
  })
  it("too many points to watch, and too few key facts", async () => {
    const changes = await withText(specific, t =>
      t.replace("<ul>", "<ul><li>a</li><li>b</li><li>c</li>").replace(/class="key-value"/g, 'class="other"'),
    )
    const { problems } = await composed(changes)
    expect(problems.map(p => p.what)).toEqual(["key facts: 0, at least 4", "points to watch: 6, at most 5"])
  })
  it("a field that there is not", async () => {
    expect(
      await failure(await withText(structure, t => t.replace("{{columns.issue}}", "{{columns.isue}}"))),
    ).toMatch(/note\.hbs:\d+:\d+ {2}the template asks for "isue"/)
  })
  it("a field that a block or a count asks for and that there is not", async () => {
    expect(
      await failure(await withText(structure, t => t.replace("{{#each changed}}", "{{#each chnged}}"))),
    ).toMatch(/note\.hbs:\d+:\d+ {2}\{\{#each\}\} asks for something that there is not/)
    expect(
      await failure(await withText(structure, t => t.replace("{{#if before}}", "{{#if befor}}"))),
    ).toContain("{{#if}} asks for something")
    expect(
      await failure(
        await withText(specific, t => t.replace("count counts.reworded", "count counts.rewordet")),
      ),
    ).toMatch(/prose\.oic-mali-2017\.en\.hbs:\d+:\d+ {2}there is no such count/)
  })
  it("a prose block that no template prints", async () => {
    expect(
      await failure(await withText(specific, t => t.replace('inline "bottom-line"', 'inline "bottom-lin"'))),
    ).toMatch(/no template prints a prose block "bottom-lin"\n {2}hint: did you mean "bottom-line"/)
  })
  it("meetings in the wrong order", async () => {
    const definition = await dataFile<{ compare: { before: string } }>("templates/oic-positions/note.json")
    definition.compare.before = "oic-mali-2017"
    expect(await failure({ "templates/oic-positions/note.json": definition })).toContain(
      '"oic-mali-2017" is not before "oic-mali-2017"',
    )
  })
  it("a fact that there is not, with the nearest", async () => {
    expect(
      await failure(await withText(specific, t => t.replace('cite "oic-2017.v.3"', 'cite "oic-2017.v.33"'))),
    ).toMatch(
      /prose\.oic-mali-2017\.en\.hbs:\d+:\d+ {2}there is no fact "oic-2017\.v\.33"\n {2}hint: did you mean "oic-2017\.v\.3/,
    )
  })
  it("a date, a resolution or a quotation that the fact has not", async () => {
    expect(
      await failure(await withText(specific, t => t.replace('date "oic-2017.v.3"', 'date "oic-2017.i.1"'))),
    ).toContain("names no date")
    expect(
      await failure(
        await withText(specific, t => t.replace('resolution "oic-2017.vii.1"', 'resolution "oic-2017.i.1"')),
      ),
    ).toContain("names no resolution")
    expect(
      await failure(
        await withText(specific, t => t.replace('quote "oic-2016.iv.2" "fr"', 'quote "oic-2016.iv.2" "ar"')),
      ),
    ).toContain('no such anchor in "ar"')
  })
  it("a template that cannot be read, and text outside a block", async () => {
    expect(await failure(await withText(structure, t => t.replace("{{/each}}", "{{/if}}")))).toMatch(
      /note\.hbs:\d+ {2}the template cannot be read/,
    )
    expect(await failure(await withText(specific, t => `${t}\nstray`))).toContain(
      "text outside a prose block",
    )
  })
  it("a template that is missing", async () => {
    expect(await failure({ [structure]: undefined })).toContain("there is no such template")
  })
})
