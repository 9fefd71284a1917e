import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { brief, projectAt } from "../edition/program.js"

const folder = mkdtempSync(join(tmpdir(), "brief-review-command-"))
const project = join(folder, "project")
const run = (...args: string[]) => brief(project, args)
const figures = join(project, "data/figures/sg-2017.json")
const record = "data/reviews/minusma-gaps.json"

beforeAll(() => {
  projectAt(project)
  const file = JSON.parse(readFileSync(figures, "utf8"))
  const one = file.observations.find((o: { id: string }) => o.id === "sg-2017.attacks-mission")
  one.value = 75
  one.misprint = {
    printed: 76,
    corrected: 75,
    uses: "corrected",
    reason: { en: "An attack was counted twice." },
  }
  writeFileSync(figures, JSON.stringify(file))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("brief review", () => {
  it("says what waits, why, and where its text is; a list is no failure", async () => {
    const { status, stdout, stderr } = await run("review", "minusma-gaps")
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout).toContain("minusma-gaps  6 of 18 blocks wait for a review\n")
    expect(stdout).toContain(
      "  en  changes  STALE  reviewed 2026-11-21 by the authors of the note  templates/minusma-gaps/prose.sg-2017.en.hbs:20\n" +
        "    sg-2017.attacks-mission: 76 → 75 (value)\n",
    )
    expect(stdout).toContain("  en  watch  reviewed 2026-11-21 by the authors of the note  templates/")
  })

  it("--json prints one JSON document, with nothing that only records need", async () => {
    const { stdout } = await run("review", "minusma-gaps", "--lang", "fr", "--block", "changes", "--json")
    expect(JSON.parse(stdout)).toEqual({
      note: "minusma-gaps",
      obsolete: [],
      recorded: [],
      blocks: [
        {
          language: "fr",
          block: "changes",
          file: "templates/minusma-gaps/prose.sg-2017.fr.hbs",
          line: 20,
          section: "Ce qui a changé et pourquoi cela importe",
          state: "stale",
          last: { reviewed: "2026-11-21", by: "the authors of the note" },
          rewritten: false,
          changed: [{ what: "sg-2017.attacks-mission", how: "76 → 75 (value)" }],
        },
      ],
      problems: [],
    })
  })

  it("records a review, with what had changed, in the format of the project's data", async () => {
    const { status, stdout } = await run("review", "minusma-gaps", "--by", "A. Person", "--lang", "en,fr")
    expect(status).toBe(0)
    const changed = "    sg-2017.attacks-mission: 76 → 75 (value)\n"
    expect(stdout).toContain(
      `recorded  en  key-facts\n${changed}recorded  en  changes\n${changed}recorded  fr`,
    )
    expect(stdout).toContain("minusma-gaps  0 of 12 blocks wait for a review\n")
    expect((await run("review", "minusma-gaps")).stdout).toContain("2 of 18 blocks wait")
    const file = readFileSync(join(project, record), "utf8")
    expect(file.match(/"by": "A\. Person"/g)).toHaveLength(4)
    // The formatter skips folders outside of its own; it is given the text under the name of the file.
    const biome = [resolve("node_modules/@biomejs/biome/bin/biome"), "format", `--stdin-file-path=${record}`]
    const formatted = spawnSync(process.execPath, biome, { input: file, encoding: "utf8" })
    expect(formatted.stdout).toBe(file)
  })

  it("--help shows an example", async () => {
    const { status, stdout } = await run("review", "--help")
    expect([status, stdout]).toEqual([0, expect.stringContaining("Example:\n  $ brief review ")])
  })

  it.each([
    [["minusma-gap"], 'there is no note "minusma-gap"\n  hint: did you mean "minusma-gaps"?'],
    [["minusma-gaps", "--lang", "de"], 'is not written in "de"'],
    [
      ["minusma-gaps", "--block", "change"],
      'no block "change" needs a review\n  hint: did you mean "changes"?',
    ],
    [["minusma-gaps", "--date", "2026-11-01"], "a day without a person records nothing"],
    [["minusma-gaps", "--by", " "], "Say who read the text."],
    [["minusma-gaps", "--by", "A", "--date", "soon"], '"soon" is no day'],
    [[], "missing required argument"],
  ])("%j is wrong usage", async (args, message) => {
    const { status, stderr } = await run("review", ...args)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it("a text that cannot be composed is a problem, and the others are listed", async () => {
    const file = join(project, "templates/minusma-gaps/prose.sg-2017.ar.hbs")
    const whole = readFileSync(file, "utf8")
    writeFileSync(file, whole.replace("sg-2017.attacks-mission-previous", "sg-2017.nothing"))
    const listed = await run("review", "minusma-gaps")
    const recorded = await run("review", "minusma-gaps", "--by", "A. Person")
    const alone = await run("review", "minusma-gaps", "--lang", "ar")
    writeFileSync(file, whole)
    expect(alone.stdout).toBe("minusma-gaps  its prose cannot be read until it is mended\n")
    expect([listed.status, recorded.status]).toEqual([1, 1])
    expect(listed.stdout).toContain("  fr  changes  reviewed 2026-11-21")
    for (const { stderr } of [listed, recorded]) expect(stderr).toContain("prose.sg-2017.ar.hbs:24:")
  })
})
