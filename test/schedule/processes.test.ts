import { spawn } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { brief, copyOf, projectAt } from "../edition/program.js"
import { clock, ledgerIn, plan, quick } from "./project.js"

const folder = mkdtempSync(join(tmpdir(), "brief-run-"))
const notes = ["oic-positions", "minusma-gaps"]
let whole: string
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(() => {
  whole = projectAt(join(folder, "project"))
  for (const note of notes) plan(whole, note, quick)
})

const project = (name: string) => copyOf(whole, join(folder, name))
const november = clock("2026-11-01T07:00:00Z")
const editions = (root: string) =>
  notes.flatMap(note => readdirSync(join(root, "output", note)).map(name => `${note} ${name}`))

describe("brief run --due, as programs", () => {
  it("five at once make each edition once, and the ledger is whole", async () => {
    const root = project("five")
    const runs = await Promise.all(Array.from({ length: 5 }, () => brief(root, ["run", "--due"], november)))
    expect(runs.map(r => [r.status, r.stdout]).sort()).toEqual([
      [
        0,
        expect.stringMatching(/^minusma-gaps {2}2026-11 {2}issued\n.*\noic-positions {2}2026-11 {2}issued\n/),
      ],
      ...Array(4).fill([0, "nothing is due\n"]),
    ])
    expect(editions(root)).toEqual(notes.map(note => `${note} 2026-11`))
    const { lines, problems } = ledgerIn(root)
    expect(problems).toEqual([])
    expect(lines.map(l => l.event).sort()).toEqual([
      "begun",
      "begun",
      "ended",
      "ended",
      "scheduled",
      "scheduled",
    ])
    expect((await brief(root, ["verify"])).status).toBe(0)
    expect(readdirSync(join(root, "output")).sort()).toEqual([...notes, ".reserve", "runs.jsonl"].sort())
  })

  it("one that need not wait for another says so; who asked for something is told that it was not made", async () => {
    const root = project("busy")
    const lock = join(root, "output/.run.lock")
    mkdirSync(lock, { recursive: true })
    const due = await brief(root, ["run", "--due", "--wait", "0"], november)
    expect([due.status, due.stdout]).toEqual([0, expect.stringContaining("another run is at the editions")])
    const now = await brief(root, ["run", "--now", notes[0]!, "--wait", "0"], november)
    expect([now.status, now.stderr]).toEqual([1, expect.stringContaining("another run was at it")])
    rmSync(lock, { recursive: true })
  })

  it("at SIGTERM the edition in hand is ended, the other left, the lock released; the next call makes it", async () => {
    const root = project("stopped")
    const child = spawn(process.execPath, [join(root, "dist/cli.js"), "run", "--due", "--json"], {
      cwd: root,
      env: { ...process.env, ...november },
    })
    let said = ""
    let out = ""
    child.stdout.setEncoding("utf8").on("data", text => {
      out += text
    })
    child.stderr.setEncoding("utf8").on("data", text => {
      if (!said.includes("making it") && text.includes("making it")) child.kill("SIGTERM")
      said += text
    })
    const status = await new Promise(done => child.once("close", done))
    expect([status, said]).toEqual([0, expect.stringContaining("the edition in hand is ended first")])
    expect(JSON.parse(out).slots.map((s: { outcome: string }) => s.outcome)).toEqual(["issued", "left"])
    expect(readdirSync(join(root, "output")).sort()).toEqual([".reserve", "minusma-gaps", "runs.jsonl"])
    const next = await brief(root, ["run", "--due"], november)
    expect(next.stdout).toMatch(/^oic-positions {2}2026-11 {2}issued\n/)
    expect(editions(root)).toEqual(notes.map(note => `${note} 2026-11`))
  })

  it("a note with a definition or a schedule that is none holds back no other", async () => {
    const root = project("broken")
    writeFileSync(join(root, "templates/minusma-gaps/note.json"), "{")
    const first = await brief(root, ["run", "--due"], november)
    expect([first.status, first.stdout]).toEqual([
      1,
      expect.stringMatching(/oic-positions {2}2026-11 {2}issued/),
    ])
    expect(first.stdout).toMatch(/minusma-gaps {2}2026-11 {2}failed: templates\/minusma-gaps\/note.json/)
    plan(root, "minusma-gaps", { every: "fortnight" })
    const december = await brief(root, ["run", "--due"], clock("2026-12-01T07:00:00Z"))
    expect([december.status, december.stdout]).toEqual([
      1,
      expect.stringMatching(/oic-positions {2}2026-12 {2}issued/),
    ])
    expect(december.stderr).toContain("templates/minusma-gaps/schedule.json:1:2  every: ")
  })
})

describe("the commands", () => {
  const run = (root: string, args: string[], env = november) => brief(root, args, env)

  it("pause, resume, now, backfill, runs and status, each as text and as JSON", async () => {
    const root = project("commands")
    const [note] = notes as [string]
    expect((await run(root, ["run", "--pause", note])).stdout).toContain(`${note}  is paused`)
    const rehearsed = await run(root, ["run", "--due", "--dry-run"])
    expect(rehearsed.stdout).toBe(
      "minusma-gaps  2026-11  would be made, planned 2026-11-01T00:00:00Z\n".replace(
        "00:00:00Z",
        "06:00:00Z",
      ),
    )
    expect(existsSync(join(root, "output/minusma-gaps"))).toBe(false)
    const now = await run(root, ["run", "--now", note, "--trigger", "me", "--json"])
    expect(JSON.parse(now.stdout).slots).toMatchObject([
      { note, outcome: "issued", cause: "now", planned: null },
    ])
    expect((await run(root, ["run", "--resume", note])).stdout).toContain(`${note}  goes on`)
    const filled = await run(root, ["run", "--backfill", "2026-09..2026-11", note])
    expect(filled.stdout).toMatch(/2026-11 {2}made before.*\n.*2026-09 {2}issued\n.*\n.*2026-10 {2}issued\n/)
    expect(readdirSync(join(root, "output", note))).toEqual(["2026-09", "2026-10", "2026-11"])
    const runs = JSON.parse((await run(root, ["runs", note, "--last", "3", "--json"])).stdout)
    expect(runs.map((r: { edition: string; trigger: string }) => [r.edition, r.trigger])).toEqual([
      ["2026-11", "me"],
      ["2026-09", "a person"],
      ["2026-10", "a person"],
    ])
    const late = await run(root, ["status"], clock("2026-11-01T09:00:00Z"))
    expect([late.status, late.stdout]).toEqual([
      1,
      expect.stringMatching(/^LATE {6}minusma-gaps .*\nfine {6}oic-positions /),
    ])
    const status = JSON.parse((await run(root, ["status", "--json"])).stdout)
    expect(status.map((n: { note: string; is: string }) => [n.note, n.is])).toEqual([
      ["minusma-gaps", "due"],
      ["oic-positions", "fine"],
    ])
  })

  it.each([
    [["run"], "nothing is asked for"],
    [["run", "--due", "--now", "oic-positions"], "--due and --now exclude each other"],
    [["run", "--due", "oic-positions"], "one argument too many"],
    [["run", "--now", "oic-position"], 'did you mean "oic-positions"?'],
    [["run", "--pause", "nothing"], 'there is no note "nothing"'],
    [["run", "--backfill", "2026-13"], '"2026-13" is no month'],
    [["run", "--backfill", "2026-03..2026-02"], "2026-03 is after"],
    [["run", "--due", "--wait", "long"], "Write a number of seconds"],
    [["runs", "nothing"], 'there is no note "nothing"'],
    [["runs", "--last", "0"], "Write a whole number"],
  ])("%j is wrong usage", async (args, message) => {
    const { status, stderr } = await run(whole, args)
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it.each(["run", "runs", "status"])("%s --help shows an example", async command => {
    const { status, stdout } = await run(whole, [command, "--help"])
    expect([status, stdout]).toEqual([0, expect.stringContaining("Example:\n  $ brief ")])
  })
})
