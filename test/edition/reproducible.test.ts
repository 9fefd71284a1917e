import { createHash } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { brief, copyOf, namesOfHere, projectAt } from "./program.js"

const folder = mkdtempSync(join(tmpdir(), "brief-same-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The SHA-256 of every file below a folder, by its path in it. */
function hashes(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(f => f.isFile())
  const all = files.map(f => join(f.parentPath, f.name))
  return Object.fromEntries(
    all
      .sort()
      .map(f => [f.slice(root.length + 1), createHash("sha256").update(readFileSync(f)).digest("hex")]),
  )
}

it("the same input gives the same bytes: in two runs, folders, time zones and locales, together and alone", async () => {
  const here = projectAt(join(folder, "here"))
  const there = copyOf(here, join(folder, "another place", "with a longer name"))
  const notes = ["oic-positions", "minusma-gaps"]
  // Late in the evening at Greenwich: elsewhere it is another day.
  const epoch = { SOURCE_DATE_EPOCH: String(Date.UTC(2026, 10, 21, 23, 30) / 1000) }
  const args = ["build", "--format", "pdf,docx,html"]
  const settings = [
    { TZ: "Pacific/Kiritimati", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8" },
    { TZ: "America/St_Johns", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" },
  ]
  const runs = await Promise.all([
    brief(here, args, { ...epoch, TZ: "UTC", LANG: "C", LC_ALL: "C" }),
    ...notes.map((note, i) =>
      brief(there, [...args, note, "--out", join(folder, "out")], { ...epoch, ...settings[i] }),
    ),
  ])
  expect(runs.flatMap(r => (r.status === 0 ? [] : [r.stderr]))).toEqual([])
  const [together, alone] = [hashes(join(here, "output")), hashes(join(folder, "out"))]
  expect(Object.keys(together)).toContain("oic-positions/2026-11/manifest.json")
  expect(alone).toEqual(together)
  for (const note of notes) {
    const manifest = readFileSync(join(here, "output", note, "2026-11/manifest.json"), "utf8")
    for (const own of [folder, ...namesOfHere(), "23:30"]) expect(manifest).not.toContain(own)
  }
}, 600_000)
