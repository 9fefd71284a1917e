import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { wordsIn } from "../../src/redline/words.js"

describe("words of a text", () => {
  it.each([
    ["en", "of 13,289 (+5,009)", ["of", " ", "13,289", " ", "(", "+5,009", ")"]],
    ["en", "S/2017/478, Mi-17 and 82%", ["S/2017/478", ",", " ", "Mi-17", " ", "and", " ", "82%"]],
    ["fr", "de 13\u202F289 à 82\u00A0%", ["de", " ", "13\u202F289", " ", "à", " ", "82\u00A0%"]],
    ["fr", "le 1er août", ["le", " ", "1er", " ", "août"]],
    ["ar", "في 2014 و2017", ["في", " ", "2014", " ", "و", "2017"]],
    ["ar", "و10,919 و3,8", ["و", "10,919", " ", "و", "3,8"]],
    ["en", "9a7,0 b", ["9a7,0", " ", "b"]],
    ["en", "1–3 May", ["1", "–", "3", " ", "May"]],
  ])("%s: %s", (lang, text, words) => {
    expect(wordsIn(text, lang)).toEqual(words)
  })
  it("leaves nothing out and parts no digits", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."abé وم10279.,/- %\u00A0()+") }),
        fc.constantFrom("en", "fr", "ar"),
        (text, lang) => {
          const words = wordsIn(text, lang)
          expect(words.join("")).toBe(text)
          const bounds = new Set(words.map((_, i) => words.slice(0, i).join("").length))
          for (const { 0: number, index } of text.matchAll(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu))
            for (let i = 1; i < number.length; i++) expect(bounds.has(index + i)).toBe(false)
          for (let i = 1; i < words.length; i++)
            expect(/\p{Nd}$/u.test(words[i - 1]!) && /^\p{Nd}/u.test(words[i]!)).toBe(false)
        },
      ),
    )
  })
})
