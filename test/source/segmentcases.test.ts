import { describe, expect, it } from "vitest"
import type { Line, TextLayer } from "../../src/model/reports.js"
import { textLayer } from "../../src/source/lines.js"
import { segmentReport } from "../../src/source/segment.js"

const layer = (format: TextLayer["format"], lines: readonly Line[]): TextLayer => ({ format, lines })
const labels = (text: string | TextLayer) =>
  segmentReport(typeof text === "string" ? textLayer(text) : text).segments.map(s => s.label)
const wordsOf = (text: string | TextLayer, label: string) =>
  segmentReport(typeof text === "string" ? textLayer(text) : text).segments.find(s => s.label === label)?.text
const doubts = (text: string) => segmentReport(textLayer(text)).doubts.map(d => [d.line, d.segment ?? ""])

const long = "The office moved to the old mill by the river and stayed there for the whole of the dry season"

/** A text, and the labels of its segments. */
const cases: readonly (readonly [what: string, text: string, labels: readonly string[]])[] = [
  [
    "a number that ends a sentence begins a line",
    `1. ${long}, see paragraph\n3. It went on.\n\n2. Then it ended.\n\n3. All left.`,
    ["1", "2", "3"],
  ],
  [
    "the next number begins a line inside a sentence",
    `1. ${long} as told in point\n2. The rest followed.\n\n2. Then it ended.\n\n3. All left.`,
    ["1", "2", "3"],
  ],
  [
    "a date begins a line",
    `1. The school closed on\n2 April, and opened on\n3 May. It was well.\n2. Then came rain.\n3. And sun.`,
    ["1", "2", "3"],
  ],
  ["a decimal begins a line", `1. The sum was some\n2.5 million. It grew.\n2. Then it fell.`, ["1", "2"]],
  [
    "a year and a full stop begin a line",
    `1. The bridge was built in\n2017. It stands.\n2. Nobody crosses it.\n3. The end.`,
    ["1", "2", "3"],
  ],
  ["numbers in brackets", `(1) ${long}.\n(2) Then it ended.\n(3) All left.`, ["1", "2", "3"]],
  ["numbers with a bracket", `1) ${long}.\n2) Then it ended.\n3) All left.`, ["1", "2", "3"]],
  ["numbers with a dash", `1 - ${long}.\n2 - Then it ended.\n3 - All left.`, ["1", "2", "3"]],
  [
    "bold numbers, escaped points",
    `**1.** ${long}.\n2\\. Then it ended.\n**3\\.** All left.`,
    ["1", "2", "3"],
  ],
  ["a number alone on its line", `1.\n${long}.\n2.\nThen it ended.\n3.\nAll left.`, ["1", "2", "3"]],
  ["a number glued to its words", `1. ${long}.\n2.Then it ended.\n3. All left.`, ["1", "2", "3"]],
  [
    "a number with letters for figures",
    `9. ${long}.\nl0. Then it ended.\nI1. All left.\n12. None came back.`,
    ["9", "10", "11", "12"],
  ],
  ["an extract that begins late", `41. ${long}.\n\n42. Then it ended.\n\n43. All left.`, ["41", "42", "43"]],
  [
    "a list inside a paragraph with numbers of its own",
    `1. ${long}.\n2. Three things:\n1. One thing;\n2. Another;\n3. A third.\n3. All left.\n4. None came back.`,
    ["1", "2", "3", "4"],
  ],
  [
    "letters up to i are letters",
    `1. These:\n(a) A;\n(b) B;\n(c) C;\n(d) D;\n(e) E;\n(f) F;\n(g) G;\n(h) H;\n(i) I;\n(j) J.\n2. Done.`,
    ["1", ..."abcdefghij".split("").map(l => `1(${l})`), "2"],
  ],
  [
    "roman inside letters, and back",
    `1. These:\n(a) A:\n(i) One;\n(ii) Two;\n(b) B.\n2. Done.`,
    ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)", "2"],
  ],
  [
    "an enumeration that runs on in a sentence",
    `1. They named (a) the mill and\n(b) the river.\n2. Done.\n3. All left.`,
    ["1", "2", "3"],
  ],
  [
    "a letter directly behind the number",
    `1. (a) ${long};\n(b) Another.\n2. Done.`,
    ["1", "1(a)", "1(b)", "2"],
  ],
  [
    "headings before the first paragraph",
    `Report on the mill\n\nI. First part\n\nA. The river\n\n1. ${long}.\n\nB. The mill\n\n2. Done.`,
    ["title", "heading I", "heading I.A", "1", "heading I.B", "2"],
  ],
  [
    "markdown",
    `# Report on the mill\n\n## I. First part\n\n1. ${long}.\n\n### The mill\n\n2. Done.\n\n## Annex\n\n1. A thing.\n2. Another.`,
    ["title", "heading I", "1", "heading 1", "2", "annex", "annex.1", "annex.2"],
  ],
  [
    "a heading without a number that has two lines",
    `1. ${long}.\n\nWhat was found in the old mill\nand by the river\n\n2. Done.`,
    ["1", "heading 1", "2"],
  ],
  [
    "the letter I as a heading after H",
    `1. ${long}.\n${"ABCDEFGHI"
      .split("")
      .map((l, i) => `\n${l}. Part of it\n\n${i + 2}. Done.\n`)
      .join("")}`,
    ["1", ..."ABCDEFGHI".split("").flatMap((l, i) => [`heading ${l}`, String(i + 2)])],
  ],
  [
    "an annex that is only mentioned",
    `1. ${long}. See\nannex I to this report.\n2. They wrote:\nAnnex II of the first report is wrong.\n3. Done.`,
    ["1", "2", "3"],
  ],
  [
    "an annex in the list of contents",
    `Contents\nI. First part ..... 2\nAnnex I ..... 9\n\nI. First part\n\n1. ${long}.\n\n2. Done.\n\nAnnex I\n\nThe mill\n\n1. A thing.\n\n2. Another.`,
    ["title", "heading I", "1", "2", "annex I", "annex I.1", "annex I.2"],
  ],
  [
    "annexes with their titles in the line",
    `1. ${long}.\n2. Done.\n\nAnnex I: The mill\n\n1. A thing.\n2. Another.\n\nAnnex II – The river\n\nNorth 1 2\nSouth 3 4`,
    ["1", "2", "annex I", "annex I.1", "annex I.2", "annex II", "annex II.table"],
  ],
  [
    "signs of a printer",
    `30-00001 (E) 010203\n*3000001*\n1. ${long}\nand longer.\nPlease recycle\n2/9 30-00001\nS/2030/1\n2. Done.`,
    ["1", "2"],
  ],
  [
    "Arabic figures and dashes",
    `١ - ${"قال المجلس إن النهر طويل".repeat(2)}.\n\n٢ - وانتهى الاجتماع.\n\n٣ - وغادر الجميع.`,
    ["1", "2", "3"],
  ],
  ["a tab after the number", `I.\tFirst part\n\n1.\t${long}.\n\n2.\tThen it ended.`, ["heading I", "1", "2"]],
  [
    "a number of a heading alone on its line",
    `I.\n\nFirst part\n1.\n${long}.\n\nA.\n\nThe river\n2.\nThen it ended.\n3.\nAll left.`,
    ["heading I", "1", "heading I.A", "2", "3"],
  ],
  [
    "a long heading on one line",
    `1. ${long}. ${long}.\n\nII. Repair of the old mill and of its wells and support to the keepers of the ferries and to their towns by the river\n\nA. The river\n\n2. ${long}. ${long}.\n\n3. Done.`,
    ["1", "heading II", "heading II.A", "2", "3"],
  ],
  [
    "a paragraph that is cited at a line's end",
    `1. ${long} (see the first report, para.\n2) and longer.\n2. Then it ended.\n3. All left.`,
    ["1", "2", "3"],
  ],
  [
    "figures read as letters only",
    `9. ${long}.\n\nlO. Then it ended.\n\nlI. All left.\n\n12. None came back.`,
    ["9", "10", "11", "12"],
  ],
  [
    "a damaged number below a heading without a blank line",
    `14. ${long}.\nBoats and wells\nl5. ${long}.\nB. ${long.slice(0, 60)}\nand of its wells\nI6. ${long}.\n17. Done.`,
    ["14", "heading 1", "15", "heading B", "16", "17"],
  ],
  [
    "notes at the foot of a page below a rule",
    `1. ${long} that the\n\n__________________\n1 Adopted by the third meeting of keepers, held\nby the river in 2015.\n2 Ibid.\n\n18-00001 3/9\n\nS/2030/1\n\nguards had kept.\n2. Then it ended.\n3. All left.`,
    ["1", "note 1", "note 2", "2", "3"],
  ],
  [
    "numbers of notes alone on their lines",
    [1, 2, 3]
      .map(
        n => `${n}. ${long}.\n${`${long}.\n`.repeat(8)}____________\n${n}\nAgreed by the river.\n\n${n}/9\n`,
      )
      .join("\n"),
    ["1", "note 1", "2", "note 2", "3", "note 3"],
  ],
  [
    "the mark of a print job in pieces",
    `1. ${long} that the\n\n18-00001 (E)\n\n110618\n\n*1800001* Please recycle\n\nguards had kept.\n\n2. Done.\n\n3. All left.`,
    ["1", "2", "3"],
  ],
  [
    "numbers that begin again under headings",
    `I. First part\n\n1. ${long}.\n\nII. Second part\n\nA. The river\n\n1. ${long}.\n\nB. The mill\n\n2. These:\n(a) wells;\n(b) boats.\n\nIII. Third part\n\n1. ${long}.\n\n2. Done.\n\n3. All left.`,
    [
      "heading I",
      "I.1",
      "heading II",
      "heading II.A",
      "II.1",
      "heading II.B",
      ...["II.2", "II.2(a)", "II.2(b)"],
      "heading III",
      ...["III.1", "III.2", "III.3"],
    ],
  ],
  [
    "an annex whose title a table follows without a blank line",
    `1. ${long}.\n2. Done.\nAnnex I\nBoats and wells of\nthe mill\nPlace Men Women Total\nNorth 12 3 15\nSouth 4 4\nWest 1 1\nTotal 17 3 20`,
    ["1", "2", "annex I", "annex I.table"],
  ],
  [
    "marks of direction, NUL",
    `\u200f1. ${long}.\n\n\u202a2.\u202c Done.\0\n\n\0\n3. All left.`,
    ["1", "2", "3"],
  ],
  ["nothing is numbered", `A title\n\n${long}. ${long}.\n\n${long}. ${long}.`, ["title", "1", "2"]],
  ["nothing at all", "", []],
]

describe("hard cases", () => {
  it.each(cases)("%s", (_, text, expected) => expect(labels(text)).toEqual(expected))

  it("a paragraph that lost its number is found by its place, with a doubt", () => {
    const text = `1. ${long}.\n\n2. ${long}.\n\nAfter that ${long}.\n\n4. Done.`
    expect(labels(text)).toEqual(["1", "2", "3", "4"])
    expect(doubts(text)).toEqual([[5, "3"]])
  })

  it("a number that was misprinted is read by its place, with a doubt", () => {
    const text = `1. ${long}.\n\n2. ${long}.\n\n13. After that ${long}.\n\n4. Done.`
    expect(labels(text)).toEqual(["1", "2", "3", "4"])
    expect(doubts(text)).toEqual([[5, "3"]])
  })

  it("a paragraph that is not there is a doubt, not an invention", () => {
    const text = `1. ${long}.\n\n2. ${long}.\n\n4. Done.`
    expect(labels(text)).toEqual(["1", "2", "4"])
    expect(doubts(text)).toEqual([[5, ""]])
  })

  it("numbers that begin again are told in one doubt; what was passed over is told at its line", () => {
    const part = (name: string) => `${name}\n\n1. ${long}.\n\n2. ${long}.\n\n3. Done.\n\n`
    expect(doubts(part("I. First part") + part("II. Second part"))).toEqual([[11, "II.1"]])
    const text = `1. ${long}.\n\n2. ${long}.\n\n3. ${long}.\n\n1. ${long}.\n\n4. Done.`
    expect(doubts(text)).toEqual([[7, ""]])
  })

  it("ten thousand numbers, rules, annexes or equal lines take no long time", () => {
    const many = (line: (n: number) => string) =>
      Array.from({ length: 10_000 }, (_, i) => line(i + 1)).join("\n")
    // The time of this process alone: how busy the machine is does not count.
    const start = process.cpuUsage()
    for (const line of [
      (n: number) => `${n}. The wells were full.`,
      () => "1. The wells were full.",
      () => "Annex\nWells\nBoats",
      () => "____\n1 Wells",
      () => "(a) wells;",
    ])
      expect(labels(many(line)).length).toBeGreaterThan(0)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(20_000)
  })

  it("words are joined across links, page marks and running heads, and left as printed", () => {
    const text = `1. The mi ll stood\nhttps://example.org/S/2030/1\nby the\n\nS/2030/1\n\n2/9\n\nriver-\nbank.\n2. Done.`
    expect(wordsOf(text, "1")).toBe("The mi ll stood by the river- bank.")
  })

  it("a table in a paragraph keeps its lines, and no number in it is a paragraph", () => {
    const text = `1. These came:\n\nNorth\t12\t41\n2. South\t3\t7\nTotal\t15\t48\n\n2. Done.\n3. All left.`
    expect(labels(text)).toEqual(["1", "1.table", "2", "3"])
    expect(wordsOf(text, "1.table")).toBe("North\t12\t41\n2. South\t3\t7\nTotal\t15\t48")
  })

  it("takes the marks, roles and cells that a format keeps", () => {
    const lines: Line[] = [
      { text: "Report on the mill", role: "heading", level: 1 },
      { text: "First part", role: "heading", level: 1, mark: "I." },
      { text: `${long}.`, mark: "1.", role: "list item", level: 0 },
      { text: "These:", mark: "2.", role: "list item", level: 0 },
      { text: "the mill;", mark: "(a)", role: "list item", level: 1 },
      { text: "the river.", mark: "(b)", role: "list item", level: 1 },
      { text: "North 3", role: "table row", cells: ["North", "3"] },
      { text: "3. South 4", role: "table row", cells: ["3. South", "4"] },
      { text: "See S/2030/1.", role: "note", mark: "1" },
      { text: "S/2030/2", role: "running" },
      { text: "Done.", mark: "3.", role: "list item", level: 0 },
    ]
    expect(labels(layer("docx", lines))).toEqual([
      "title",
      "heading I",
      "1",
      "2",
      "2(a)",
      "2(b)",
      "2.table",
      "note 1",
      "3",
    ])
    expect(wordsOf(layer("docx", lines), "3")).toBe("Done.")
  })

  it("leaves out what stands at the edges of most pages", () => {
    const lines = [1, 2, 3, 4].flatMap((page): Line[] => [
      { text: "Old mill, yearly report", page },
      { text: `${page}. ${long}`, page },
      { text: "and longer.", page },
      { text: `Printed ${page} of May`, page },
    ])
    expect(labels(layer("pdf", lines))).toEqual(["1", "2", "3", "4"])
    expect(wordsOf(layer("pdf", lines), "2")).toBe(`${long} and longer.`)
  })

  it("coded rows of an annex are labelled in the order that codes can have", () => {
    const text = `1. ${long}.\n2. Done.\n\nAnnex I\n\nThe mill\n\nAim Sign\n\n1. First aim\n\n1.1 Build a wall\n\n1.1.1 The wall stands\n2.5 per cent\n\n1.1.2 The wall is old\n\n2. Second aim\n\n2.1 Build a gate\n\n2.1.1 The gate stands`
    expect(labels(text).slice(2)).toEqual([
      "annex I",
      "annex I.table",
      ..."1 1.1 1.1.1 1.1.2 2 2.1 2.1.1".split(" ").map(c => `annex I.${c}`),
    ])
  })

  it("every label is there once", () => {
    const text = `1. ${long}.\n\nAnnex\n\n1. A.\n2. B.\n\nThe mill\n\n${long}.`
    expect(new Set(labels(text)).size).toBe(labels(text).length)
  })
})
