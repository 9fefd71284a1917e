import { describe, expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { redline, redlineLines } from "../../src/edition/redline.js"
import { readDocxText } from "../../src/render/docx/text.js"
import { dataFile, world } from "../world.js"

const issues = "data/issues.json"
const only = { notes: ["oic-positions"], languages: ["en"], formats: ["html"] } as const

/** A world in which the note was issued in two months, an issue having got another name meanwhile. */
async function twoEditions() {
  const changes: Record<string, unknown> = {}
  const host = world(changes)
  await build({ ...only, edition: "2026-10" }, host)
  const list = await dataFile<{ issues: { id: string; name: Record<string, string> }[] }>(issues)
  list.issues.find(i => i.id === "state-authority")!.name.en = "authority of the State"
  changes[issues] = list
  await build({ ...only, edition: "2026-11" }, host)
  return host
}

describe("redline", () => {
  it("shows the last edition against the one before, as Word's own tracked changes", async () => {
    const host = await twoEditions()
    const made = await redline("oic-positions", { formats: ["docx"] }, host)
    expect(made).toMatchObject({ from: "2026-10", to: "2026-11" })
    const path = "output/oic-positions/redline-2026-10-2026-11/oic-positions.en.redline.docx"
    expect(made.languages[0]).toMatchObject({ language: "en", equal: false, files: [path] })
    expect(made.languages[0]!.changes).toContainEqual(
      expect.objectContaining({ after: expect.stringContaining("Authority of the"), reason: "wording" }),
    )
    expect(redlineLines(made).join("\n")).toMatch(/changed, wording; Positions compared/)
    const text = await readDocxText((await host.read(path))!)
    expect(text).toContain("Authority of the State")
    expect(text).toContain("Page")
  })
  it("takes the editions that are named, and no others", async () => {
    const host = await twoEditions()
    const at = (options: object) => redline("oic-positions", { formats: ["docx"], ...options }, host)
    expect(await at({ from: "2026-10", to: "2026-10" })).toMatchObject({
      languages: [{ equal: true, changes: [] }],
    })
    await expect(at({ to: "2026-10" })).rejects.toThrow(/2026-10 is the first edition/)
    await expect(at({ from: "2026-09" })).rejects.toThrow(
      'there is no edition 2026-09 of "oic-positions"\n  hint: there are: 2026-10, 2026-11',
    )
    await expect(at({ languages: ["fr"] })).rejects.toThrow(/are not both in "fr"\n {2}hint: both are in: en/)
    await expect(redline("oic-position", {}, host)).rejects.toThrow('did you mean "oic-positions"?')
  })
})
