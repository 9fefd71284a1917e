import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { fingerprintFile } from "../../src/model/fingerprints.js"
import {
  formatFingerprint,
  hashesOf,
  isUnder,
  isWhole,
  makeFingerprint,
  paragraphHash,
  segmentHash,
  sequenceHash,
} from "../../src/source/fingerprint.js"
import { reportOf } from "./passing.js"

const bytes = new TextEncoder().encode("invented")
const version = { source: "made-up", language: "en", bytes }
const report = reportOf({
  "1": "Ten trucks were lost.",
  "2": "Ongoing",
  "3": "",
  "4(a)": "x y z",
  "4(b)": "z",
})

describe("a fingerprint", () => {
  const print = makeFingerprint(report, version)

  it("has a hash of 32 bits for every three words in a row", () => {
    expect(print.segments.map(s => [s.label, s.words, hashesOf(s).length])).toEqual([
      ["1", 4, 2],
      ["2", 1, 1],
      ["3", 0, 0],
      ["4(a)", 3, 1],
      ["4(b)", 1, 1],
    ])
    expect(hashesOf(print.segments[0]!)[0]).toBe(sequenceHash("ten trucks were", version))
  })

  it("tells when it is damaged: a hash, a number of words, a segment more or less", () => {
    expect(isWhole(print)).toBe(true)
    const [first, ...rest] = print.segments
    const { whole, ...head } = print
    const damaged = [
      [{ ...first!, hashes: first!.hashes.replace(/^./, c => (c === "A" ? "B" : "A")) }, ...rest],
      [{ ...first!, words: 5 }, ...rest],
      rest,
      [...print.segments, { label: "5", words: 0, hashes: "" }],
    ]
    for (const segments of damaged) expect(isWhole({ ...head, whole, segments })).toBe(false)
  })

  it("keeps each symbol of the document by itself, and a table's lines with their blanks", () => {
    const table = { ...report.segments[0]!, kind: "table" as const, text: "Armenia    1 1\nAustria 6   6" }
    const { segments } = makeFingerprint({ segments: [table], symbols: ["S/2031/1"] }, version)
    expect(segments.map(s => [s.label, s.words, s.layout && hashesOf({ hashes: s.layout })])).toEqual([
      ["1", 6, [sequenceHash("Armenia    1 1", version), sequenceHash("Austria 6   6", version)]],
      ["symbol 1", 1, undefined],
    ])
  })

  it("has the hash of the file's bytes, and no words", () => {
    expect(print.file).toBe(createHash("sha256").update("invented").digest("hex"))
    expect(JSON.stringify(print)).not.toMatch(/truck|lost|ongoing/i)
  })

  it("is salted with source and language", () => {
    const other = makeFingerprint(report, { ...version, language: "fr" })
    expect(other.segments[0]!.hashes).not.toBe(print.segments[0]!.hashes)
  })

  it("is the same for the same words in another print", () => {
    const again = makeFingerprint(reportOf({ "1": "**Ten**  trucks were\nlost" }), version)
    expect(again.segments[0]).toEqual(print.segments[0])
  })

  it("is written with one segment a line, and fits its schema", () => {
    const text = formatFingerprint(print)
    expect(fingerprintFile.parse(JSON.parse(text))).toMatchObject(print)
    expect(text.split("\n").filter(line => line.includes('"label"'))).toHaveLength(5)
    expect(formatFingerprint(JSON.parse(text))).toBe(text)
  })

  it("has a hash for a paragraph, its parts included", () => {
    expect(paragraphHash(print, "1")).toBe(segmentHash(print.segments[0]!))
    expect(paragraphHash(print, "4")).toMatch(/^[0-9a-f]{64}$/)
    expect(paragraphHash(print, "4")).not.toBe(paragraphHash(print, "4(a)"))
    expect(paragraphHash(print, "5")).toBeNull()
  })
})

describe("parts of a cited paragraph", () => {
  it.each([
    ["17", "17", true],
    ["17(a)", "17", true],
    ["17", "17(a)", false],
    ["171", "17", false],
    ["annex II", "annex I", false],
    ["annex I.8", "annex I", true],
    ["annex I.2.3.1", "annex I.2", true],
    ["opening 2", "opening", true],
    ["viii", "vi", false],
  ])("%s under %s: %s", (label, cited, under) => {
    expect(isUnder(label, cited)).toBe(under)
  })
})
