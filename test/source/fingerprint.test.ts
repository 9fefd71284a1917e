import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { fingerprintFile } from "../../src/model/fingerprints.js"
import {
  formatFingerprint,
  hashesOf,
  isUnder,
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
