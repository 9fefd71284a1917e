import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { comparePositions } from "../src/compare/positions.js"
import type { Position } from "../src/model/positions.js"
import { escapeHtml } from "../src/note/format.js"
import { inventedFacts, inverse, meeting, position } from "./invented.js"

const verbs = [
  "en:note",
  "en:welcome",
  "en:commend",
  "en:invite",
  "en:call",
  "en:request",
  "en:urge",
  "en:condemn",
  "fr:saluer",
  "fr:demander",
]
const some = (names: readonly string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 })

const attributes = fc.record({
  issue: fc.constantFrom("one", "two", "three", "four", "five"),
  verb: fc.constantFrom(...verbs),
  objects: some(["x", "y", "z"]),
  addressees: some(["a", "b", "c"]),
  places: some(["country", "north", "town", "elsewhere"]),
  paragraph: fc.constantFrom("i", "ii", "iii", "iv"),
})
const positions = (side: string) =>
  fc.array(attributes, { maxLength: 8 }).map(list =>
    list.map(
      ({ issue, verb, paragraph, ...rest }, i): Position =>
        position(`${side}${i}`, issue, verb, {
          ...rest,
          citations: [{ language: verb.slice(0, 2), paragraph, anchors: ["x"] }],
        }),
    ),
  )

const compare = (before: readonly Position[], after: readonly Position[]) => {
  const [earlier, later] = [meeting(2001, before), meeting(2002, after)]
  return comparePositions(earlier, later, inventedFacts([earlier, later])).changes
}
const key = (ids: readonly Position[]) =>
  ids
    .map(p => p.id)
    .sort()
    .join("+")

describe("laws of comparison", () => {
  it("a meeting compared with itself has not changed", () => {
    fc.assert(
      fc.property(positions("a"), list => {
        expect(compare(list, list).every(c => c.label === "maintained")).toBe(true)
      }),
    )
  })
  it("swapping the sides inverts every label", () => {
    fc.assert(
      fc.property(positions("a"), positions("b"), (before, after) => {
        const there = new Map(compare(before, after).map(c => [`${key(c.before)}|${key(c.after)}`, c.label]))
        const back = new Map(
          compare(after, before).map(c => [`${key(c.after)}|${key(c.before)}`, inverse[c.label]]),
        )
        expect(back).toEqual(new Map([...there].map(([k, label]) => [k, label])))
      }),
    )
  })
  it("the order of the input changes no label", () => {
    fc.assert(
      fc.property(positions("a"), positions("b"), (before, after) => {
        const labels = (b: readonly Position[], a: readonly Position[]) =>
          compare(b, a)
            .map(c => `${key(c.before)}|${key(c.after)} ${c.label}`)
            .sort()
        expect(labels([...before].reverse(), [...after].reverse())).toEqual(labels(before, after))
      }),
    )
  })
  it("every position is in exactly one change", () => {
    fc.assert(
      fc.property(positions("a"), positions("b"), (before, after) => {
        const found = compare(before, after)
          .flatMap(c => [...c.before, ...c.after])
          .map(p => p.id)
        expect(found.sort()).toEqual([...before, ...after].map(p => p.id).sort())
      }),
    )
  })
  it("identifiers of changes are unique", () => {
    fc.assert(
      fc.property(positions("a"), positions("b"), (before, after) => {
        const ids = compare(before, after).map(c => c.id)
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })
})

describe("laws of text", () => {
  it("any text survives escaping into HTML", () => {
    const back = (html: string) =>
      html.replace(/&(amp|lt|gt|quot);/g, (_, n) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[n as "amp"]!)
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), text => {
        expect(escapeHtml(text)).not.toMatch(/[<>"]/)
        expect(back(escapeHtml(text))).toBe(text)
      }),
    )
  })
})
