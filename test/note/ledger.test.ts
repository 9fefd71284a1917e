import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { check } from "../../src/edition/check.js"
import { readBack } from "../../src/edition/readback.js"
import type { Problem } from "../../src/model/problem.js"
import { upperFirst } from "../../src/note/format.js"
import { type Entry, makeLedger, readMarks, withoutMarks } from "../../src/note/ledger.js"
import type { Page } from "../../src/note/page.js"
import { dataFile, world } from "../world.js"

const fact: Entry = { origin: "fact", facts: ["a"] }
const read = async (file: string) => new TextDecoder().decode((await world().read(file))!)
const swapped = async (file: string, from: string, to: string) => {
  const text = await read(file)
  expect(text).toContain(from)
  return { [file]: text.replace(from, () => to) }
}
const problemsWith = async (changes: Record<string, unknown>, note = "minusma-gaps") =>
  (await check({ notes: [note], pages: false }, world(changes))).problems

describe("marks", () => {
  it("come out of any text as they went in, wherever they stand", () => {
    const plain = fc.string({ unit: "binary" }).map(s => s.replace(/[\uFDD0-\uFDEF]/g, ""))
    fc.assert(
      fc.property(plain, plain, plain, plain, (before, outer, inner, after) => {
        const ledger = makeLedger()
        const nested = ledger.mark(inner, { ...fact, facts: ["inner"] })
        const marked = before + ledger.mark(outer + nested, { ...fact, facts: ["outer"] }) + after
        const { text, prints } = readMarks(marked, ledger.entries)
        expect(text).toBe(before + outer + inner + after)
        expect(withoutMarks(marked)).toBe(text)
        const shown = prints.map(p => [p.entry.facts[0], text.slice(p.start, p.end)])
        const expected = [
          ["outer", outer + inner],
          ["inner", inner],
        ]
        expect(shown).toEqual(expected.filter(([, t]) => t !== ""))
      }),
    )
  })
  it("let a capital be set behind them", () => {
    const ledger = makeLedger()
    const twice = ledger.mark(ledger.mark("élan 5", fact), fact)
    expect(withoutMarks(upperFirst(twice, "fr"))).toBe("Élan 5")
  })
  it("are kept out of data: a text that has one is a problem at its line", async () => {
    const file = "data/issues.json"
    const list = await dataFile<{ issues: { name: { en: string } }[] }>(file)
    list.issues[0]!.name.en += "\uFDD0"
    const problems = await problemsWith({ [file]: list })
    expect(problems[0]).toMatchObject({ place: { file, path: "issues[0].name.en" } })
    expect(problems[0]?.what).toContain("Unicode keeps for programs")
  })
})

describe("a number typed by hand", () => {
  const prose = "templates/minusma-gaps/prose.sg-2017.en.hbs"
  it.each([
    ["in digits", "No other capability", "88 carriers. No other capability", "88"],
    ["in words", "No other capability", "Seven carriers. No other capability", "Seven"],
    ["as a month", "No other capability", "In August. No other capability", "August"],
  ])("%s in prose is a problem at its line", async (_, from, to, word) => {
    const problems = await problemsWith(await swapped(prose, from, to))
    const found = problems.find(p => p.what.includes(` ${word} is typed by hand`))
    expect(found).toMatchObject({ severity: "error", place: { file: prose, line: 4 } })
  })
  it("in the structure is a problem at its line", async () => {
    const file = "templates/minusma-gaps/note.hbs"
    const changes = await swapped(file, "<h2>{{words.headings.cannot}}</h2>", "<h2>Of 4,711</h2>")
    const line = (changes[file] as string).split("\n").findIndex(l => l.includes("4,711")) + 1
    expect(await problemsWith(changes)).toContainEqual(
      expect.objectContaining({
        severity: "error",
        what: expect.stringContaining("the ledger does not know the number 4,711"),
        place: { file, line },
      }),
    )
  })
  it("may stand in tags, in numbers of notes and in references to characters", async () => {
    expect(await problemsWith({})).toEqual([])
    expect(await problemsWith({}, "oic-positions")).toEqual([])
  })
})

describe("words put into a report's mouth", () => {
  const file = "templates/oic-positions/prose.oic-mali-2017.en.hbs"
  it.each([
    ["six", '"oic-2017.viii.1" does not say 6'],
    ["some", '"some" has no number: print it as plain words'],
  ])("%s is a problem at the line that says it", async (word, what) => {
    const problems = await problemsWith(await swapped(file, 'said "five"', `said "${word}"`), "oic-positions")
    expect(problems).toContainEqual(
      expect.objectContaining({ what, place: expect.objectContaining({ file, line: 13 }) }),
    )
  })
})

describe("a fact that is cited and not printed", () => {
  it("is a warning that names it", async () => {
    const file = "templates/minusma-gaps/prose.sg-2017.en.hbs"
    const changes = await swapped(
      file,
      '{{cite "sg-2017.helicopters-usable"}}',
      '{{cite "sg-2017.civilian-staff-share"}}',
    )
    const { observations } = await dataFile<{ observations: { id: string }[] }>("data/figures/sg-2017.json")
    const unprinted = observations.find(o => /civilian/.test(o.id))!.id
    changes[file] = (changes[file] as string).replace("sg-2017.civilian-staff-share", unprinted)
    const problems = await problemsWith(changes)
    expect(problems).toContainEqual(
      expect.objectContaining({
        severity: "warning",
        what: expect.stringContaining(`"${unprinted}" is cited`),
      }),
    )
  })
})

describe("reading a file back", () => {
  const page = {
    html: `<html><body><p>13,289 of 66 <sup><a role="doc-noteref">1</a></sup></p>
<table><thead><tr><th>2014</th></tr></thead></table><ol><li role="doc-endnote">x</li></ol></body></html>`,
    running: { handling: "", reference: "Note 2026", pageOf: "Page {page} of {pages}" },
  } as unknown as Page
  const whole = "13,289 of 66 1 \n2014 1 x Note 2026 Page 1 of 2 \n 2014 Note 2026 Page 2 of 2"
  const back = (text: string, house = ""): readonly Problem[] =>
    readBack(page, { text, pages: 2, house, file: "f.pdf" })
  it("finds nothing in a file that shows what the note says", () => {
    expect(back(whole)).toEqual([])
    expect(back(whole.replace("13,289", "13,\n289").replace("66", "٦٦"))).toEqual([])
  })
  it("finds a number that was added, one that was changed and one that is gone", () => {
    expect(back(`${whole} 4711`).map(p => p.what)).toEqual([expect.stringContaining("the number 4711")])
    expect(back(whole.replace("66", "67"))).toHaveLength(2)
    expect(back(whole.replace("66", "")).map(p => p.what)).toEqual([
      expect.stringContaining("66 of the note"),
    ])
    expect(back(`${whole} 66`)).toHaveLength(1)
  })
  it("grants the head of a table no number that it does not repeat", () => {
    expect(back(`${whole} 2014`).map(p => p.what)).toEqual([expect.stringContaining("the number 2014")])
  })
  it("takes what the letterhead itself prints", () => {
    expect(back(`Tel. 555 ${whole}`, "Tel. 555")).toEqual([])
  })
  it("keeps a number that the house style adds from being issued", async () => {
    const css = `${await read("templates/house.css")}\nh1::after { content: " 4711"; }\n`
    const work = build({ notes: ["minusma-gaps"], formats: ["pdf"] }, world({ "templates/house.css": css }))
    await expect(work).rejects.toThrow(/the house style prints words or numbers of its own/)
  })
})

describe("the trace of a note", () => {
  it("has a claim for every number of the document, each with what it rests on", async () => {
    const { editionOf, loadAll } = await import("../../src/edition/build.js")
    const { composeAll } = await import("../../src/edition/composed.js")
    const host = world()
    const { facts, definitions } = await loadAll(host)
    const composed = await composeAll(definitions, {
      options: {},
      facts,
      edition: editionOf("2026-11", host),
      host,
    })
    for (const { page } of composed) {
      const { claims, edition, sources } = page.trace!
      expect(edition).toBe("2026-11")
      expect(sources).toHaveLength(2)
      expect(claims.map(c => c.id)).toEqual(claims.map((_, i) => `c${i + 1}`))
      expect(claims.length).toBeGreaterThan(90)
      for (const claim of claims) {
        if (claim.origin === "fact") expect(claim.passages.length, claim.text).toBeGreaterThan(0)
        if (claim.origin === "computation")
          expect(claim.computation?.inputs.length, claim.text).toBeGreaterThan(0)
        for (const p of claim.passages) expect(p.hash, `${claim.text} ${p.paragraph}`).toMatch(/^[0-9a-f]+$/)
      }
      const shown = claims.map(c => c.text).join(" ")
      expect(page.html).not.toMatch(/[\uFDD0-\uFDEF]/)
      if (page.lang === "en" && page.title.startsWith("MINUSMA")) {
        expect(claims.find(c => c.text === "5,910")).toMatchObject({
          section: "Bottom line",
          facts: ["sc-mission-2014.military-deployed"],
          asOf: "2014-02-03",
        })
        expect(claims.find(c => c.text === "rose by 5,009")).toMatchObject({
          computation: { operation: "difference", value: 5009 },
        })
        expect(shown).toContain("53 per cent")
        expect(claims.find(c => /the ceiling moved/i.test(c.text))?.facts).toEqual(
          expect.arrayContaining(["sc-mission-2014.military-authorized", "sg-2017.military-authorized"]),
        )
        const annex = claims.find(c => /annex II of the 2017 report gives 10,957/i.test(c.text))
        expect(annex?.facts).toContain("sg-2017.military-annex")
        expect(annex?.passages.map(p => p.paragraph)).toContain("annex II")
      }
    }
  })
})
