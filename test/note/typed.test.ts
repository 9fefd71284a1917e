import { describe, expect, it } from "vitest"
import { check } from "../../src/edition/check.js"
import { composeAll } from "../../src/edition/composed.js"
import { loadDefinitions } from "../../src/edition/definitions.js"
import { load } from "../../src/load.js"
import { type Problem, ProblemError } from "../../src/model/problem.js"
import { world } from "../world.js"

const files = {
  prose: "templates/minusma-gaps/prose.sg-2017.en.hbs",
  note: "templates/minusma-gaps/note.hbs",
  partial: "templates/shared/endnotes.hbs",
  words: "templates/shared/words.en.json",
  definition: "templates/minusma-gaps/note.json",
  css: "templates/house.css",
}
const read = async (file: string) => new TextDecoder().decode((await world().read(file))!)

const { facts } = await load(world())

/** What is wrong with the note where a file is another, as `check` tells it, which asks the citations besides. */
async function problemsWith(changes: Record<string, string>): Promise<readonly Problem[]> {
  const host = world(changes)
  const { definitions, problems } = await loadDefinitions(host)
  const chosen = definitions.filter(d => d.id === "minusma-gaps")
  const edition = { id: "2026-11", day: "2026-11-21" }
  try {
    const composed = await composeAll(chosen, { options: {}, facts, edition, host })
    return [...problems, ...composed.flatMap(c => c.problems)]
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return error.problems
  }
}

/** What is said of the note with words of a file replaced, and the line at which they stand. */
async function checked(file: string, from: string, to: string) {
  const text = await read(file)
  expect(text).toContain(from)
  const changed = text.replace(from, () => to)
  const line = text.slice(0, text.indexOf(from)).split("\n").length
  const problems = await problemsWith({ [file]: changed })
  const ofTemplates = problems.filter(p => p.severity === "error" && p.place?.file.startsWith("templates/"))
  return { line, problems: ofTemplates }
}

const inProse = (typed: string) => checked(files.prose, "Both reports speak", `Both ${typed} reports speak`)
const inNote = (typed: string) =>
  checked(files.note, '<section class="cannot">', `<section class="cannot"><p>Zq ${typed} qz</p>`)

describe("typed into prose", () => {
  it.each([
    "47",
    "&#52;&#55;",
    "&#x34;",
    "&half; &frac34;",
    "½",
    "²",
    "Ⅳ",
    "④",
    "四",
    "XIV",
    "٤٧",
    "𝟒𝟕",
    "4{{#if true}}7{{/if}}",
    "seven",
    "Seven",
    "seventy-two",
    "se<b>ven</b>",
    "eleven hundred",
    "a dozen",
    "half",
    "twice",
    "March",
    "Mar. then",
    "Tuesday",
    '{{upper "47 men"}}',
    '{{upper "eleven"}}',
    '{{plural counts.all one="#" other="seven"}}',
    '{{#with "47"}}{{this}}{{/with}}',
    "{{rows.length}}",
    "{{@root.limits.pages}}",
    "{{#each rows}}{{@index}}{{/each}}",
    "{{counts.all}}",
    "{{count 47}}",
    "{{count 4711 digits=true}}",
    "{{#with 47}}{{count this}}{{/with}}",
    "{{count limits.pages}}",
    '{{year "2031-01-01"}}',
    '{{day "2031-05-05"}}',
    '{{said "47" "sg-2017.military-deployed"}}',
  ])("%s is a problem at its line", async typed => {
    const { line, problems } = await inProse(typed)
    expect(problems).toContainEqual(
      expect.objectContaining({ place: expect.objectContaining({ file: files.prose, line }) }),
    )
  })
  it.each(["one of the", "no", "second", "third", "both", "may", "march of the"])(
    "%s may stand",
    async typed => {
      expect((await inProse(typed)).problems).toEqual([])
    },
  )
})

describe("typed into the structure", () => {
  it.each([
    "47",
    "&#52;&#55;",
    "seven",
    "March",
    "1<b>3</b>",
    "½",
    "&frac12;",
    "٤٧",
    "4<!-- -->7",
    "{{count 47}}",
    '<sup><a role="doc-noteref">4711</a></sup>',
    '<sup><a href="#fn4711" role="doc-noteref" id="fnref4711">4711</a></sup>',
    '<ol start="47"><li>x</li></ol>',
    '<b title="47 men">x</b>',
    '<b aria-label="seven men">x</b>',
  ])("%s is a problem at its line", async typed => {
    const { line, problems } = await inNote(typed)
    expect(problems).toContainEqual(
      expect.objectContaining({ place: expect.objectContaining({ file: files.note, line }) }),
    )
  })
  it("is told of a text for those who do not see, of the title and of the description", async () => {
    for (const from of ['alt="', "<title>", 'name="description" content="']) {
      const { line, problems } = await checked(files.note, from, `${from}47 helicopters `)
      expect(problems).toContainEqual(expect.objectContaining({ place: { file: files.note, line } }))
    }
  })
  it("is told by a check", async () => {
    const text = await read(files.note)
    const spoiled = text.replace('<section class="cannot">', '<section class="cannot"><p>47 men</p>')
    const host = world({ [files.note]: spoiled })
    const { problems } = await check({ notes: ["minusma-gaps"], pages: false }, host)
    const typed = problems.filter(p => p.what === "the number 47 is typed by hand")
    expect(typed.map(p => p.place?.file)).toEqual(Array(3).fill(files.note))
  })
  it("is told of the shared partials", async () => {
    const { line, problems } = await checked(files.partial, "</section>", "<p>Seven in March</p></section>")
    expect(problems).toContainEqual(
      expect.objectContaining({
        what: "the number Seven is typed by hand",
        place: { file: files.partial, line },
      }),
    )
  })
  it("is told once more by no word about digits that stand for letters", async () => {
    const { problems } = await inNote("&#52;&#55;")
    expect(problems.map(p => p.what).filter(what => /52/.test(what))).toEqual([])
  })
})

describe("typed into the catalogue", () => {
  it.each([
    ['"Briefing note"', '"Briefing note 4711"', "number 4711"],
    ['"Bottom line"', '"Bottom line, eleven"', "number eleven"],
    ['"Bottom line"', '"Bottom line of March"', "month March"],
    ['"same indicator"', '"4711 percent, same indicator"', "number 4711"],
    ['"Place narrowed: {removed} →', '"Place narrowed 815 times: {removed} →', "number 815"],
    ['"Stage: {before}', '"Stage 815: {before}', "number 815"],
    ['"{value} million"', '"7{value} million"', "number 7"],
  ])("%s as %s is a problem at its line", async (from, to, found) => {
    const { line, problems } = await checked(files.words, from, to)
    expect(problems).toContainEqual(
      expect.objectContaining({
        what: `the ${found} is typed by hand`,
        place: expect.objectContaining({ file: files.words, line }),
      }),
    )
  })
  it.each([
    ['"one", "two"', '"one", "thirty-two"'],
    ['"one", "two"', '"one", "48"'],
    ['"one", "two", "three"', '"one", "three", "two"'],
    ['"none", "one"', '"none", "ten"'],
  ])("the words for numbers %s as %s are a problem", async (from, to) => {
    const { line, problems } = await checked(files.words, from, to)
    expect(problems[0]?.what).toMatch(/stands where the word for \d must stand/)
    expect(problems[0]?.place).toMatchObject({ file: files.words, line })
  })
})

describe("typed into the definition", () => {
  it.each([
    ['"en": "military strength"', '"en": "military strength 4711"', "compare.rows[0].name.en"],
    ['"en": "military strength"', '"en": "military strength seven"', "compare.rows[0].name.en"],
    ['"Strength and its ceiling"', '"Strength and its ceiling in May"', "compare.chart.title.en"],
    ['"Persons (', '"4711 Persons (', "compare.chart.note.en"],
    ['"en": "deployed"', '"en": "deployed 4711"', "compare.chart.series.en"],
    ['"en": "authorized"', '"en": "authorized 4711"', "compare.chart.ceiling.en"],
    ['"Troops, {before}"', '"Troops 4711, {before}"', "compare.chart.bars[0].name.en"],
    ['"peacekeeping"', '"4711"', "keywords[2]"],
  ])("%s as %s is a problem", async (from, to, path) => {
    const { problems } = await checked(files.definition, from, to)
    expect(problems).toContainEqual(
      expect.objectContaining({
        what: expect.stringMatching(/is typed by hand$/),
        place: { file: files.definition, path },
      }),
    )
  })
})

describe("printed by the house style", () => {
  it.each([
    'h2::after { content: " 2014" }',
    'h2::after { content: " seven thousand" }',
    "h2::after { content: '\\0034\\37' }",
    'h2::after { content: "½" }',
    "h2::after { content: counter(page) }",
    "h2::after { content: attr(class) }",
    'ul { list-style: "47 " }',
  ])("%s is a problem at its line", async rule => {
    const css = await read(files.css)
    const line = css.split("\n").length
    expect(await problemsWith({ [files.css]: css + rule })).toContainEqual(
      expect.objectContaining({ severity: "error", place: { file: files.css, line } }),
    )
  })
})
