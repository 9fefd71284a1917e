import { readdirSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { check } from "../../src/edition/check.js"
import { dataFile, world } from "../world.js"

const note = "minusma-gaps"
const folder = `templates/${note}`

/** The project with a further language "xx" that says the same in the same words: every text, catalogue and prose. */
async function bilingual(): Promise<Record<string, unknown>> {
  const changes: Record<string, unknown> = {}
  const files = readdirSync("data", { recursive: true, encoding: "utf8" })
    .filter(f => f.endsWith(".json") && !/^(schema|fingerprints|coverage)/.test(f))
    .map(f => `data/${f}`)
  for (const file of [...files, `${folder}/note.json`]) changes[file] = twice(await dataFile(file))
  const read = async (file: string) => new TextDecoder().decode((await world().read(file))!)
  changes["templates/shared/words.xx.json"] = await read("templates/shared/words.en.json")
  for (const name of ["prose", "prose.sg-2017"])
    changes[`${folder}/${name}.xx.hbs`] = await read(`${folder}/${name}.en.hbs`)
  return changes
}

/** The same value with "xx" beside every English text. */
function twice(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(twice)
  if (typeof value !== "object" || value === null) return value
  const record = value as Record<string, unknown>
  if (typeof record.en === "string") return { ...record, xx: record.en }
  const same = Object.entries(record).map(([k, v]) => [k, k === "languages" ? ["en", "xx"] : twice(v)])
  return Object.fromEntries(same)
}

const prose = `${folder}/prose.sg-2017.xx.hbs`
const withProse = async (from: string, to: string) => {
  const changes = await bilingual()
  expect(changes[prose]).toContain(from)
  return { ...changes, [prose]: (changes[prose] as string).replace(from, to) }
}
const problemsWith = async (changes: Record<string, unknown>) =>
  (await check({ notes: [note], pages: false }, world(changes))).problems.map(p => p.what)

describe("a note in several languages", () => {
  it("has no problem where they say the same", async () => {
    const problems = await problemsWith(await bilingual())
    expect(problems).toEqual([expect.stringMatching(/^the text of .* \(xx\) was never reviewed$/)])
  })
  it.each([
    [
      "a figure that one language leaves out",
      '{{value "sg-2017.attacks-mission-previous"}}',
      "fewer",
      /does not rest on sg-2017\.attacks-mission-previous/,
    ],
    [
      "another figure in its place",
      '{{value "sg-2017.killed-peacekeepers-previous"}}',
      '{{value "sg-2017.police-deployed"}}',
      /rests besides on sg-2017\.police-deployed/,
    ],
    [
      "another computation",
      '{{shortfall "sc-mission-2014.military-deployed" "sc-mission-2014.military-authorized"}}',
      '{{share "sc-mission-2014.military-deployed" "sc-mission-2014.military-authorized"}}',
      /does not print shortfall = 5290/,
    ],
    ["a point to watch less", /<li>.*quick-reaction.*<\/li>\n/, "", /the list points differ/],
    ["a note more", "</ul>", "</ul>{{#note}}One more.{{/note}}", /the notes differ/],
  ])("%s is a problem that names it", async (_, from, to, what) => {
    const changes = await bilingual()
    const before = changes[prose] as string
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    const problems = await problemsWith({ ...changes, [prose]: after })
    expect(problems.some(p => what.test(p) && p.startsWith('"xx" and "en" part: '))).toBe(true)
  })
  it("names a summary, a word of the catalogue and a prose block that one language lacks", async () => {
    const changes = await bilingual()
    const figures = changes["data/figures/sg-2017.json"] as {
      gaps: { id: string; summary: Record<string, string> }[]
    }
    const gap = figures.gaps.find(g => g.id === "sg-2017.gap-medical-evacuation")!
    delete gap.summary.xx
    expect(await problemsWith(changes)).toEqual([
      'the summary of "sg-2017.gap-medical-evacuation" has no text in "xx"',
    ])
    const words = (changes["templates/shared/words.xx.json"] as string).replace(/"noSymbol": .*\n/, "")
    expect(
      (await problemsWith({ ...(await bilingual()), "templates/shared/words.xx.json": words })).join(),
    ).toMatch(/noSymbol|expected/)
    const general = (changes[`${folder}/prose.xx.hbs`] as string).replace(
      /\{\{#\*inline "watch"\}\}.*?\{\{\/inline\}\}/s,
      "",
    )
    const specific = (changes[prose] as string).replace(/\{\{#\*inline "watch"\}\}.*?\{\{\/inline\}\}/s, "")
    const lacking = { ...(await bilingual()), [`${folder}/prose.xx.hbs`]: general, [prose]: specific }
    expect((await problemsWith(lacking)).join()).toContain("watch")
  })
})

describe("a language that lags behind", () => {
  it("keeps the edition from being issued", async () => {
    const host = world(await withProse('{{value "sg-2017.attacks-mission-previous"}}', "fewer"))
    await expect(build({ notes: [note], formats: ["html"] }, host)).rejects.toThrow(/"xx" and "en" part/)
    expect(host.written.size).toBe(0)
  })
  it("may be left out if that is asked for, and the note says so", async () => {
    const host = world(await withProse('{{value "sg-2017.attacks-mission-previous"}}', "fewer"))
    const { files, problems } = await build({ notes: [note], formats: ["html"], allowMissing: ["xx"] }, host)
    expect(files.map(f => f.language)).toEqual(["en"])
    expect(problems).toContainEqual(
      expect.objectContaining({ severity: "warning", what: expect.stringContaining('without "xx"') }),
    )
    const html = new TextDecoder().decode([...host.written.values()][0])
    expect(html).toContain("Draft, not yet checked; not available in xx in this edition")
  })
  it("is not left out while it keeps up", async () => {
    const host = world(await bilingual())
    const { files } = await build({ notes: [note], formats: ["html"], allowMissing: ["xx"] }, host)
    expect(files.map(f => f.language)).toEqual(["en", "xx"])
    expect(new TextDecoder().decode([...host.written.values()][0])).not.toContain("not available")
  })
})

describe("digits", () => {
  it("are those that the note asks for, symbols aside", async () => {
    const changes = await bilingual()
    const definition = changes[`${folder}/note.json`] as Record<string, unknown>
    const asked = { ...definition, digits: { xx: "arab" } }
    const host = world({ ...changes, [`${folder}/note.json`]: asked })
    await build({ notes: [note], formats: ["html"] }, host)
    const [english, other] = [...host.written.values()].map(b => new TextDecoder().decode(b))
    expect(english).toContain("10,919")
    const text = other!.replace(/<style>.*?<\/style>|<head>.*?<\/head>|<[^>]*>/gs, " ")
    expect(text).toContain("١٠٬٩١٩")
    expect(text).toContain("S/2017/478")
    expect(text.replaceAll("S/2017/478", "")).not.toMatch(/[0-9]/)
  })
})
