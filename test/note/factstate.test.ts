import { describe, expect, it } from "vitest"
import { load } from "../../src/load.js"
import type { Observation } from "../../src/model/figures.js"
import type { Position } from "../../src/model/positions.js"
import { changedAspects, factState, inLanguages, notSaid } from "../../src/note/factstate.js"
import { type Known, knownFacts } from "../../src/note/known.js"
import { jsonSchemas } from "../../src/schemas.js"
import { world } from "../world.js"

const { facts } = await load(world())
const known = knownFacts(facts)
const figure = known.get("sg-2017.military-deployed")!.fact as Observation
const position = known.get("oic-2017.viii.1")!.fact as Position
const changed = (fact: Known["fact"], more: object, lang = "en") =>
  changedAspects(factState(fact, lang), factState({ ...fact, ...more } as Known["fact"], lang))

describe("the state of a fact", () => {
  it("is the same whatever the order of its fields and of its lists of things", () => {
    for (const { fact } of known.values()) {
      const turned = Object.fromEntries(Object.entries(fact).reverse()) as unknown as Known["fact"]
      expect(factState(turned, "en")).toBe(factState(fact, "en"))
    }
    const things = [...position.objects, "another"]
    const [one, other] = [things, [...things].reverse()].map(objects =>
      factState({ ...position, objects }, "en"),
    )
    expect(one).toBe(other)
    expect(factState({ ...position, operative: [...position.operative].reverse() }, "en")).toBe(
      factState(position, "en"),
    )
  })

  it("has the texts of its own language alone, and no remark of a curator", () => {
    expect(changed(figure, { summary: { ...figure.summary, fr: "autre" } })).toEqual([])
    expect(changed(figure, { summary: { ...figure.summary, fr: "autre" } }, "fr")).toEqual(["own words"])
    expect(changed(figure, { beside: ["x"], partsPrinted: false, draft: false })).toEqual([])
    const wrong = { printed: 1, corrected: 2, uses: "printed", reason: { en: "a" } }
    const [old, now] = [wrong, { ...wrong, reason: { en: "b" } }].map(misprint => ({ ...figure, misprint }))
    expect(factState(old as Observation, "en")).toBe(factState(now as Observation, "en"))
  })

  it.each([
    ["value", { value: 1 }],
    ["value", { unit: "police" }],
    ["value", { qualifier: "nearly" }],
    ["date", { asOf: "2017-01-01" }],
    ["date", { period: { to: "2017-01-01" } }],
    ["source", { citations: [{ ...figure.citations[0]!, paragraph: "99" }] }],
    ["own words", { summary: { en: "otherwise" } }],
    ["own words", { counts: { en: "otherwise" } }],
    ["substance", { basis: "other" }],
    ["substance", { ceiling: "other" }],
    ["substance", { speaker: { who: { en: "somebody" } } }],
  ])("tells that its %s changed: %j", (aspect, more) => {
    expect(changed(figure, more)).toEqual([aspect])
  })

  it.each([
    ["substance", { objects: ["other"] }],
    ["substance", { addressees: ["other"] }],
    ["substance", { places: ["other"] }],
    ["substance", { stage: "other" }],
    ["substance", { operative: position.operative.map(o => ({ ...o, intensifier: "strongly" })) }],
    ["date", { dates: [{ day: "2017-01-01", what: { en: "a day" } }] }],
  ])("tells of a position that its %s changed: %j", (aspect, more) => {
    expect(changed(position, more)).toEqual([aspect])
  })

  it("knows every field of the data that holds a text in each language", () => {
    const fields = new Set<string>()
    for (const name of ["figures", "positions"])
      gather(JSON.parse(jsonSchemas().get(`${name}.schema.json`)!), fields)
    expect([...fields].filter(field => !inLanguages.has(field) && !notSaid.has(field))).toEqual([])
    expect([...inLanguages].filter(field => !fields.has(field))).toEqual([])
  })
})

/** The names of fields whose schema is that of texts by language. */
function gather(schema: unknown, fields: Set<string>): void {
  if (typeof schema !== "object" || schema === null) return
  const { properties = {} } = schema as {
    properties?: Record<string, { propertyNames?: { pattern?: string } }>
  }
  for (const [name, field] of Object.entries(properties))
    if (field.propertyNames?.pattern === "^[a-z]{2,3}$") fields.add(name)
  for (const inner of Object.values(schema)) gather(inner, fields)
}
