import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Preview } from "../../src/schedule/preview.js"

const cli = join(process.env.BRIEF_COMPILED!, "cli.js")
const root = mkdtempSync(join(tmpdir(), "brief-schedule-"))
const env = { ...process.env, NO_COLOR: "1", SOURCE_DATE_EPOCH: String(Date.UTC(2026, 10, 27) / 1000) }

beforeAll(() => {
  for (const part of ["data", "templates"]) cpSync(part, join(root, part), { recursive: true })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function brief(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    encoding: "utf8",
    env,
  })
  return { status, stdout, stderr }
}

describe("brief schedule preview", () => {
  it("lists the editions of two years, as lines or as JSON", () => {
    const span = ["--from", "2026-01-01", "--to", "2027-12-31"]
    const { status, stdout, stderr } = brief("schedule", "preview", ...span, "--note", "oic-positions")
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout.trimEnd().split("\n")).toHaveLength(25)
    expect(stdout).toContain("oic-positions  2026-12  2026-12-01 06:00 +00:00 Africa/Bamako")
    const preview = JSON.parse(brief("schedule", "preview", ...span, "--json").stdout) as Preview
    expect(preview.editions).toHaveLength(48)
    expect(preview.editions[0]).toMatchObject({ planned: "2026-01-01T06:00:00Z", cutOff: "2025-12-31" })
  })

  it.each([
    ["--from", "yesterday"],
    ["--to", "2026-02-30"],
    ["--from", "2026-12-02", "--to", "2026-12-01"],
    ["--note", "nobody"],
    ["--until", "2026-12-01"],
  ])("%s %s is wrong usage", (...args) => {
    expect(brief("schedule", "preview", ...args)).toMatchObject({ status: 2, stdout: "" })
    const json = JSON.parse(brief("schedule", "preview", ...args, "--json").stdout)
    expect(json.problems).toHaveLength(1)
  })

  it("--help shows an example", () => {
    const { status, stdout } = brief("schedule", "preview", "--help")
    expect(status).toBe(0)
    expect(stdout).toContain("Example:\n  $ brief schedule preview")
  })

  it("and brief list tell a broken schedule, with all others, and end with 1", () => {
    expect(JSON.parse(brief("list", "--json").stdout)).toMatchObject([
      { id: "minusma-gaps", schedule: { zone: "Africa/Bamako", next: { edition: "2026-12" } } },
      { id: "oic-positions", schedule: { every: "month", open: [] } },
    ])
    writeFileSync(join(root, "templates/oic-positions/schedule.json"), '{ "every": "month", "zone": "Mali" }')
    const where = "templates/oic-positions/schedule.json:1:21  zone: expected a time zone"
    const listed = brief("list")
    expect(listed).toMatchObject({ status: 1, stderr: expect.stringContaining(where) })
    expect(listed.stdout).toContain("due 2026-12-01 06:00 (Africa/Bamako), information to 2026-11-30")
    expect(listed.stdout).toContain("NOTHING IS DUE: its schedule has problems")
    const preview = brief("schedule", "preview")
    expect(preview).toMatchObject({ status: 1, stderr: expect.stringContaining(where) })
    expect(preview.stdout).toContain("minusma-gaps  2026-12")
    const checked = brief("check", "oic-positions", "--no-pages")
    expect(checked).toMatchObject({ status: 1, stderr: expect.stringContaining(where) })
    expect(brief("check", "minusma-gaps", "--no-pages")).toMatchObject({ status: 0 })
  })
})
