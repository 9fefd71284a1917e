import { describe, expect, it } from "vitest"
import { numbersIn, westernDigits } from "../../src/source/numbersin.js"

const found = (text: string, language: string) => numbersIn(text, language).map(n => [n.text, n.value])

describe("numbers in a text", () => {
  it.each([
    [
      "en",
      "13,289 of $53.3 million",
      [
        ["13,289", 13289],
        ["53.3 million", 53.3e6],
      ],
    ],
    [
      "en",
      "G5, S/2017/478",
      [
        ["5", 5],
        ["2017", 2017],
        ["478", 478],
      ],
    ],
    [
      "en",
      "eleven hundred, two dozen and seventy-two",
      [
        ["eleven hundred", 1100],
        ["two dozen", 24],
        ["seventy-two", 72],
      ],
    ],
    ["en", "two hundred and five thousand", [["two hundred and five thousand", 205000]]],
    [
      "en",
      "half, three quarters, twice",
      [
        ["half", 0.5],
        ["three quarters", 0.75],
        ["twice", 2],
      ],
    ],
    [
      "en",
      "½ ² Ⅳ ④ XIV 𝟒𝟕 ٤٧",
      [
        ["½", 0.5],
        ["²", 2],
        ["Ⅳ", 4],
        ["④", 4],
        ["XIV", 14],
        ["𝟒𝟕", 47],
        ["٤٧", 47],
      ],
    ],
    [
      "en",
      "a thing, the second third, per cent, one, two",
      [
        ["one", 1],
        ["two", 2],
      ],
    ],
    [
      "en",
      "One, two three",
      [
        ["One", 1],
        ["two", 2],
        ["three", 3],
      ],
    ],
    [
      "fr",
      "10 756, 12,5 pour cent",
      [
        ["10 756", 10756],
        ["12,5", 12.5],
      ],
    ],
    [
      "fr",
      "une unité, deux cents, quatre-vingt-douze",
      [
        ["deux cents", 200],
        ["quatre-vingt-douze", 92],
      ],
    ],
    [
      "fr",
      "vingt et un, une dizaine, les deux tiers",
      [
        ["vingt et un", 21],
        ["dizaine", 10],
        ["deux tiers", 2 / 3],
      ],
    ],
    [
      "ar",
      "واثنان من الخمسة وللثلاثة في المائة",
      [
        ["واثنان", 2],
        ["الخمسة", 5],
        ["وللثلاثة", 3],
      ],
    ],
    [
      "ar",
      "ألفين وخمسةً و١٣٬٢٨٩",
      [
        ["ألفين", 2000],
        ["وخمسةً", 5],
        ["١٣٬٢٨٩", 13289],
      ],
    ],
    [
      "ja",
      "五 and 7",
      [
        ["五", undefined],
        ["7", 7],
      ],
    ],
  ])("%s: %s", (language, text, expected) => {
    expect(found(text, language)).toEqual(expected)
    for (const { text: one, index } of numbersIn(text, language))
      expect(text.slice(index, index + one.length)).toBe(one)
  })
  it("are the same in the digits of any script", () => {
    expect(westernDigits("٤٧ ४७ 𝟒𝟕 47 x")).toBe("47 47 47 47 x")
  })
})
