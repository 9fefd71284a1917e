import { describe, expect, it } from "vitest"
import type { BlockUse } from "../../src/note/blocks.js"
import { world } from "../world.js"
import { cannot, inline, noteOf, usesOf } from "./uses.js"

const general = "templates/minusma-gaps/prose.en.hbs"
const plain = ({ facts, computations, listed }: BlockUse) => ({
  facts: Object.fromEntries(facts),
  computations: Object.fromEntries(computations),
  listed,
})

describe("what a prose block rests on", () => {
  it("is every fact that it names, through helpers of all kinds", async () => {
    const body = [
      `<p>{{value "sg-2017.military-deployed"}} {{when "sg-2017.police-deployed"}} {{month "sg-2017.police-authorized"}}`,
      `{{cite "sg-2017.isr-company-required" "sg-2017.eod-company-required"}} {{paragraph "sg-2017.attacks-mission"}}`,
      `{{expectedWhen "sg-2017.gap-convoy-battalion"}} {{upper (summaryOf "sg-2017.capability-study")}}`,
      `{{quote "sg-2017.helicopters-usable" "en"}}{{restsOn "sg-2017.helicopters-deployed"}}</p>`,
    ].join(" ")
    const { facts, computations, listed } = plain(await cannot(body))
    expect(facts).toMatchObject({
      "sg-2017.military-deployed": "10,919",
      "sg-2017.police-deployed": "26 May 2017",
      "sg-2017.police-authorized": "May 2017",
      "sg-2017.isr-company-required": "",
      "sg-2017.eod-company-required": "",
      "sg-2017.attacks-mission": "",
      "sg-2017.capability-study": expect.stringContaining("A study"),
      "sg-2017.helicopters-usable": "",
      "sg-2017.helicopters-deployed": "",
    })
    expect(Object.keys(facts)).toHaveLength(10)
    expect([computations, listed]).toEqual([{}, []])
  })

  it("is every count and computation with its value, unrounded", async () => {
    const [a, b] = ["sc-mission-2014.military-deployed", "sg-2017.military-deployed"]
    const [of, on] = ["sc-mission-2014.military-authorized", "sg-2017.military-authorized"]
    const body = `<p>{{count counts.all}} {{plural counts.oneSide one="#" other="#"}} {{share "${a}" "${of}"}} {{change "${a}" "${b}"}} {{shortfall "${b}" "${on}"}}</p>`
    expect(plain(await cannot(body))).toEqual({
      facts: { [a]: "", [b]: "", [of]: "", [on]: "" },
      computations: {
        "count of counts.all": 10,
        "count of counts.oneSide": 3,
        [`share of ${a}, ${of}`]: (5910 / 11200) * 100,
        [`difference of ${a}, ${b}`]: 5009,
        [`shortfall of ${on}, ${b}`]: 2370,
      },
      listed: [],
    })
  })

  it("is what stands in its notes, assessments and the blocks it calls, which have nothing of their own", async () => {
    const body = `<p>{{#assessment}}{{value "sg-2017.police-deployed"}}{{/assessment}}{{#note}}{{value "sg-2017.attacks-mission"}}{{/note}} {{> watch}}</p>`
    const watch = inline(
      "watch",
      `{{value "sg-2017.helicopters-usable"}}{{#note}}{{count counts.all}}{{/note}}`,
    )
    const structure = await text("templates/minusma-gaps/note.hbs")
    const changes = {
      [noteOf("en")]: inline("cannot", body) + watch,
      "templates/minusma-gaps/note.hbs": structure.replace("{{> watch}}", ""),
    }
    const uses = await usesOf(changes)
    expect(uses.has("watch")).toBe(false)
    expect(plain(uses.get("cannot")!)).toEqual({
      facts: {
        "sg-2017.police-deployed": "1,502",
        "sg-2017.attacks-mission": "76",
        "sg-2017.helicopters-usable": "11",
      },
      computations: { "count of counts.all": 10 },
      listed: [],
    })
    expect(uses.get("cannot")!.text).toContain(`{{value "sg-2017.helicopters-usable"}}`)
  })

  it("is not what stands in a branch that is not taken", async () => {
    const body = `<p>{{#if counts.silent}}{{value "sg-2017.police-deployed"}}{{else}}{{value "sg-2017.attacks-mission"}}{{/if}}</p>`
    expect(Object.keys(plain(await cannot(body)).facts)).toEqual(["sg-2017.attacks-mission"])
  })

  it("tells what is listed from what is named: general prose names nothing by itself", async () => {
    const uses = await usesOf({ [noteOf("en")]: undefined })
    for (const use of uses.values())
      expect([use.block, use.specific, use.facts.size]).toEqual([use.block, false, 0])
    expect(uses.get("watch")!.listed).toContain("sg-2017.gap-convoy-battalion")
    expect(uses.get("changes")!.computations.size).toBeGreaterThan(2)
    const named = (await text(general))
      .replace("The report names nothing", "nothing")
      .replace("Two reports give", "")
    const with71 = named.replace("<ul>", `<ul><li>{{value "sg-2017.police-deployed"}}</li>`)
    const again = await usesOf({ [noteOf("en")]: undefined, [general]: with71 })
    expect([...again.get("watch")!.facts]).toEqual([["sg-2017.police-deployed", "1,502"]])
  })

  it("stands in its section, file and line; comments and spaces are no part of its text", async () => {
    const uses = await usesOf({}, { lang: "fr" })
    expect(uses.get("changes")).toMatchObject({
      section: "Ce qui a changé et pourquoi cela importe",
      file: noteOf("fr"),
      line: 20,
      specific: true,
    })
    expect(uses.get("title")).toMatchObject({ section: "", specific: false })
    const one = (await cannot(`\n<p>One  two.</p>\n`)).text
    expect((await cannot(`{{!-- why {{this}} --}}\n\n<p>One\ntwo.</p>{{! so }}`)).text).toBe(one)
    expect((await cannot(`<p>One two!</p>`)).text).not.toBe(one)
  })
})

async function text(file: string): Promise<string> {
  return new TextDecoder().decode((await world().read(file))!)
}
