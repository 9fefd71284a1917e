import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { sequencesOf, wordsOf } from "../../src/source/normalise.js"

describe("the words of a text", () => {
  it.each([
    [
      "markup and quotation marks go",
      "**Ten** “good” reasons (of 12),",
      ["ten", "good", "reasons", "of", "12"],
    ],
    ["bold marks part words", "3 May**Gao**", ["3", "may", "gao"]],
    ["apostrophes are one", "l’accord d'Alger", ["l'accord", "d'alger"]],
    ["hyphens are one, long dashes part words", "short‑range–long — x", ["short-range-long", "x"]],
    ["ligatures are letters", "ﬁn d’œuvre", ["fin", "d'oeuvre"]],
    ["blanks of all kinds are one", "10\u00a0756\u202f201\n 4", ["10", "756", "201", "4"]],
    ["decimal marks and thousands stay", "1,077.6 and 12,5.", ["1,077.6", "and", "12,5"]],
    ["money, per cent and signs stay", "$53.3; €5, -4 + 12%", ["$53.3", "€5", "-4", "12%"]],
    ["headings and lists lose their marks", "## 1. - *x* | y", ["1", "x", "y"]],
    ["Arabic loses vowels, stroke and direction", "\u200fشُكـــراً،", ["شكرا"]],
    ["Arabic digits are digits", "٢٠١٧", ["2017"]],
    ["hamza and alif maqsura stay", "إلى الى", ["إلى", "الى"]],
    ["soft hyphens go", "co\u00adoperation", ["cooperation"]],
    ["nothing is nothing", " — * \n", []],
  ])("%s", (_, text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it("changes with every digit and every letter", () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/)
    const texts = fc.array(word, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(texts, fc.nat(), fc.constantFrom(..."abcxyz0189"), (words, at, sign) => {
        const text = words.join(" ")
        const places = [...text].flatMap((c, i) => (c === " " || c === sign ? [] : [i]))
        fc.pre(places.length > 0)
        const place = places[at % places.length]!
        const changed = text.slice(0, place) + sign + text.slice(place + 1)
        expect(wordsOf(changed)).not.toEqual(wordsOf(text))
      }),
    )
  })

  it("are the same words when they are normalised again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), text => {
        const words = wordsOf(text)
        expect(wordsOf(words.join(" "))).toEqual(words)
      }),
    )
  })
})

describe("the sequences of words", () => {
  it("are all runs of three", () => {
    expect(sequencesOf(["a", "b", "c", "d"])).toEqual(["a b c", "b c d"])
  })
  it("are the whole where there are fewer", () => {
    expect([sequencesOf([]), sequencesOf(["a"]), sequencesOf(["a", "b"])]).toEqual([[], ["a"], ["a b"]])
  })
})
