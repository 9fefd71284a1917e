import { describe, expect, it } from "vitest"
import { textLayer } from "../../src/source/lines.js"
import { segmentReport } from "../../src/source/segment.js"
import { inventReport } from "./reports.js"

const seeds = Array.from({ length: 200 }, (_, i) => i)
const words = (text: string) => text.replace(/\s+/g, " ")

describe("invented reports", () => {
  it.each(seeds)("report %i is segmented as it was made", seed => {
    const { text, segments, damage } = inventReport(seed)
    const { segments: found } = segmentReport(textLayer(text), { numbering: "roman points" })
    const read = found.filter(s => s.kind !== "note").map(s => [s.label, words(s.text)])
    const made = segments.filter(([label]) => !label.startsWith("note ")).map(s => [s[0], words(s[1])])
    expect(read, damage.join(", ")).toEqual(made)
    const notes = found.filter(s => s.kind === "note").map(s => s.label)
    expect(notes).toEqual(segments.map(([label]) => label).filter(label => label.startsWith("note ")))
  })
})
