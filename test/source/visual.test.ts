import { describe, expect, it } from "vitest"
import { type Piece, visualLines } from "../../src/source/visual.js"

/** Pieces of one line from left to right, a space's width apart where `_` stands; `~` marks a piece as turned. */
function line(words: string, { y = 700, ends = true } = {}): Piece[] {
  let x = 50
  const parts = words.split("|")
  return parts.map((part, i) => {
    const turned = part.startsWith("~")
    const text = part.replace(/^~/, "")
    const piece = {
      text,
      x,
      y,
      width: text.length * 5,
      height: 10,
      turned,
      ends: ends && i === parts.length - 1,
    }
    x += text.length * 5
    return piece
  })
}

const read = (...lines: readonly Piece[][]) => visualLines(lines.flat()).map(l => l.text)

describe("the order of reading", () => {
  it.each([
    ["is that of the file on a line read from the left", "One| |two", "One two"],
    ["turns a line read from the right", "مالي|~ |في", "في مالي"],
    ["keeps numbers and the words beside them", "دولار|~ |53.3|~ |بلغ", "بلغ 53.3 دولار"],
    ["keeps the words of another script in their order", "تعمل|~ |the| |forces|~ |إن", "إن the forces تعمل"],
    ["turns brackets back", "(|2017|~)|~ |تقرير", "تقرير (2017)"],
    ["keeps a symbol whole", "المؤرخ|~ |S|/2017/478|~ |القرار", "القرار S/2017/478 المؤرخ"],
    [
      "turns only the words that need it on a line read from the left",
      "see| |مالي|~ |في| |here",
      "see في مالي here",
    ],
    [
      "takes a number into them where the spaces tell so",
      "see| |(|2015|~)|~ |الاتفاق| |now",
      "see الاتفاق (2015) now",
    ],
    ["leaves a number outside them where they do not", "in| |2015| |الاتفاق| |now", "in 2015 الاتفاق now"],
  ])("%s", (_, words, expected) => {
    expect(read(line(words))).toEqual([expected])
  })

  it("is found by the page, but a line of other letters stays as it is", () => {
    const page = [line("مالي|~ |في|~ |الحالة|~ |عن|~ |تقرير"), line("United| |Nations", { y: 680 })]
    expect(read(...page)).toEqual(["تقرير عن الحالة في مالي", "United Nations"])
  })

  it("begins a line where the file does, or where a piece stands clearly lower", () => {
    expect(read(line("One", { ends: false }), line("two", { y: 680 }))).toEqual(["One", "two"])
  })

  it("puts a space where there is a gap, and none where there is none", () => {
    const [a, b, c] = [line("12")[0]!, line("34")[0]!, line("x")[0]!]
    const pieces = [
      { ...a, ends: false },
      { ...b, x: 90, ends: false },
      { ...c, x: 100 },
    ]
    expect(read(pieces)).toEqual(["12 34x"])
  })
})
