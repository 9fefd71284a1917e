import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { bothOf } from "./passing.js"

const texts = {
  "1": "The mission lost ten trucks and three boats in the flood of May.",
  "2": "Ten trucks were found again; three boats in the flood were not.",
  "2(a)": "Of the boats none was insured.",
  "3": "Ongoing",
  "annex I.1": "The mission lost ten trucks and nothing else.",
}
const { text, print } = bothOf(texts)

describe.each([
  ["text", text],
  ["fingerprint", print],
])("words in a %s", (mode, passages) => {
  it("stand where they stand, whatever marks are between them", () => {
    expect(passages.mode).toBe(mode)
    expect(passages.stands("lost “ten trucks” and", "1")).toBe(true)
    expect(passages.stands("lost ten trucks and", "2")).toBe(false)
    expect(passages.where("lost ten trucks and")).toEqual(["1", "annex I.1"])
    expect(passages.where("three boats in the flood")).toEqual(["1", "2"])
    expect(passages.where("nothing of the kind")).toEqual([])
  })
  it("stand in a paragraph if they stand in a part of it", () => {
    expect(passages.stands("boats none was insured", "2")).toBe(true)
    expect(passages.stands("boats none was insured", "2(a)")).toBe(true)
    expect(passages.stands("trucks were found again", "2(a)")).toBe(false)
    expect([passages.has("annex I"), passages.has("annex"), passages.has("4")]).toEqual([true, true, false])
  })
  it("do not run on from one part to the next", () => {
    expect(passages.stands("were not Of the", "2")).toBe(false)
  })
  it("must be in a row", () => {
    expect(passages.stands("The mission lost ten boats in the flood", "1")).toBe(false)
    expect(passages.stands("The mission lost three boats", "1")).toBe(false)
  })
  it("fewer than three are found only as a whole segment", () => {
    expect(passages.where("Ongoing")).toEqual(["3"])
    expect(passages.where("ten trucks")).toEqual([])
  })
})

describe("what comes nearest", () => {
  it("is the wording of the text", () => {
    expect(text.near("mission lost twelve trucks and", "1")).toBe("mission lost ten trucks and")
    expect(text.near("something entirely different from all this", "1")).toBeUndefined()
  })
  it("is as far as the words stand, where there is only a fingerprint", () => {
    expect(print.near("The mission lost ten lorries", "1")).toBe(
      "The mission lost ten (but then not lorries)",
    )
    expect(print.near("No mission lost ten trucks", "1")).toBeUndefined()
  })
})

it("text and fingerprint agree on any words", () => {
  const word = fc.constantFrom("a", "b", "c", "12", "2017")
  const words = fc.array(word, { maxLength: 30 }).map(list => list.join(" "))
  const query = fc.array(word, { minLength: 1, maxLength: 6 }).map(list => list.join(" "))
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), query, (list, asked) => {
      const both = bothOf(Object.fromEntries(list.map((content, i) => [`${i + 1}`, content])))
      expect(both.print.where(asked)).toEqual(both.text.where(asked))
    }),
  )
})
