import { describe, expect, it } from "vitest"
import { ProblemError } from "../../src/model/problem.js"
import { world } from "../world.js"
import { cannot, inline, noteOf, usesOf } from "./uses.js"

describe("a block says with {{restsOn}} what it rests on without printing it:", () => {
  it("facts, rows by their class, counts", async () => {
    const { facts, lines, computations, onNothing } = await cannot(
      `<p>None.</p>{{restsOn "sg-2017.police-deployed" "row:police" "row:armour"}}{{restsOn "count:comparable"}}`,
    )
    expect([...facts]).toEqual([["sg-2017.police-deployed", ""]])
    expect(Object.fromEntries(lines)).toEqual({
      "row:police": "words only (different things are counted)",
      "row:armour": "one side only (nothing in the earlier report)",
      "count:comparable": "1",
    })
    expect([computations.size, onNothing]).toEqual([0, false])
  })

  it("issues by their labels, also those that neither text mentions", async () => {
    const { issues } = JSON.parse(await text("data/issues.json"))
    const elections = { ...issues[0], id: "elections" }
    const file = "templates/oic-positions/prose.oic-mali-2017.en.hbs"
    const named = `{{restsOn "issue:un-sanctions" "issue:bilateral-assistance" "issue:elections" "count:softened"}}`
    const changes = {
      "data/issues.json": { issues: [...issues, elections] },
      [file]: (await text(file)).replace("</ul>", `</ul>${named}`),
    }
    const { lines } = (await usesOf(changes, { note: "oic-positions" })).get("watch")!
    expect(Object.fromEntries(lines)).toMatchObject({
      "issue:un-sanctions": "new",
      "issue:bilateral-assistance": "maintained and strengthened",
      "issue:elections": "not mentioned",
      "count:softened": "0",
    })
  })

  it("nothing, and what a note or a block inside it says", async () => {
    expect((await cannot(`<p>None.</p>{{restsOn "nothing"}}`)).onNothing).toBe(true)
    const watch = inline("watch", `<p>None.</p>{{restsOn "row:eod"}}`)
    const structure = (await text("templates/minusma-gaps/note.hbs")).replace("{{> watch}}", "")
    const body = `<p>{{#note}}None.{{restsOn "row:camps"}}{{/note}}{{> watch}}</p>`
    const uses = await usesOf({
      [noteOf("en")]: inline("cannot", body) + watch,
      "templates/minusma-gaps/note.hbs": structure,
    })
    expect([...uses.get("cannot")!.lines.keys()]).toEqual(["row:camps", "row:eod"])
  })

  it("but not what stands in a branch that is not taken", async () => {
    const { facts, lines } = await cannot(
      `{{#if counts.silent}}{{restsOn "sg-2017.police-deployed" "row:police"}}{{else}}{{restsOn "row:eod"}}{{/if}}`,
    )
    expect([facts.size, ...lines.keys()]).toEqual([0, "row:eod"])
  })
})

describe("a name that is none is a problem at its line:", () => {
  it.each([
    [
      '"sg-2017.polic-deployed"',
      'called "sg-2017.polic-deployed"',
      'did you mean "sg-2017.police-deployed"?',
    ],
    ['"sg-2017.nothing"', 'called "sg-2017.nothing"', "the nearest names are: sg-2017."],
    ['"row:polce"', 'called "row:polce"', 'did you mean "row:police"?'],
    ['"police"', 'called "police"', 'did you mean "row:police"?'],
    ['"topic:police"', 'called "topic:police"', 'did you mean "row:police"?'],
    ['"counts.comparable"', 'called "counts.comparable"', 'did you mean "count:comparable"?'],
    ['"row:tanks"', 'called "row:tanks"', "the nearest names are: row:camps, row:"],
    ['"tanks"', 'called "tanks"', 'name a fact (see `brief facts`), row:…, count:…, or "nothing"'],
    ["counts.comparable", "{{restsOn}} takes names in quotes", 'such as "count:new"'],
  ])("%s", async (name, what, hint) => {
    const failed = cannot(`\n<p>None.</p>{{restsOn ${name}}}`)
    await expect(failed).rejects.toThrow(ProblemError)
    await expect(failed).rejects.toThrow(`${noteOf("en")}:2:13  `)
    await expect(failed).rejects.toThrow(what)
    await expect(failed).rejects.toThrow(hint)
  })

  it("and so is one that stands in no block", async () => {
    const structure = (await text("templates/minusma-gaps/note.hbs")).replace(
      "<h2>",
      `{{restsOn "row:eod"}}<h2>`,
    )
    await expect(usesOf({ "templates/minusma-gaps/note.hbs": structure })).rejects.toThrow(
      "{{restsOn}} stands in no block of prose",
    )
  })
})

async function text(file: string): Promise<string> {
  return new TextDecoder().decode((await world().read(file))!)
}
