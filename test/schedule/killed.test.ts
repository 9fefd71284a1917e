import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { verify } from "../../src/edition/verify.js"
import { nodeHost } from "../../src/host.js"
import { listRuns } from "../../src/schedule/runs.js"
import { brief, chance, copyOf, projectAt } from "../edition/program.js"
import { ageLock, clock, ledgerIn, plan, quick } from "./project.js"

const folder = mkdtempSync(join(tmpdir(), "brief-killed-"))
const seed = 20261121
let whole: string

afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(() => {
  whole = projectAt(join(folder, "project"))
  writeFileSync(join(folder, "light.mjs"), light)
})

/**
 * A program that runs what is due with the real ledger, lock, clock and folders, but makes its editions of a few bytes, so that it
 * can be killed often. Whatever it makes is new: an edition made once more would stand there as a revision. Told to, it waits, to be
 * killed there: before an edition is in its place, or between that and its record.
 */
const light = `
import { randomUUID } from "node:crypto"
import { issuedEditions } from "./project/dist/edition/issued.js"
import { formatManifest, makeManifest } from "./project/dist/edition/manifest.js"
import { publish } from "./project/dist/edition/publish.js"
import { issueId } from "./project/dist/edition/revision.js"
import { nodeHost } from "./project/dist/host.js"
import { runWith } from "./project/dist/schedule/run.js"
const host = nodeHost({ root: process.argv[2] })
const particulars = { for: null, from: null, handling: null, checkedBy: null }
const waitFor = async moment => {
  if (process.argv[3] !== moment) return
  process.stdout.write(moment + "\\n")
  await new Promise(() => setInterval(() => {}, 1000))
}
async function build({ notes: [note], edition: month, day: date, out }) {
  const last = (await issuedEditions(note, { host, out, month })).at(-1)
  const issue = { month, revision: (last?.revision ?? 0) + 1 }
  const [id, folder] = [issueId(issue), out + "/" + note + "/" + issueId(issue)]
  const files = ["en", "fr"].map(language => ({
    file: language + ".html", language, kind: "html", content: randomUUID().repeat(1000),
  }))
  const versions = { tool: "0", node: "0", browser: null, libraries: {} }
  const asked = { languages: ["en", "fr"], formats: ["html"], particulars }
  const manifest = makeManifest({
    note, issue, date, asked, pages: [], inputs: [], files, versions, warnings: [], cutOff: null,
  })
  const content = files.map(f => ({ path: f.file, bytes: f.content }))
  await waitFor("not yet in its place")
  await publish(
    [{ folder, files: [...content, { path: "manifest.json", bytes: formatManifest(manifest) }] }],
    { out, host },
  )
  await waitFor("in its place")
  const edition = { note, edition: id, status: last ? "revision" : "issued", folder, date, changed: [], review: [], since: null }
  return { files: [], editions: [edition], problems: [] }
}
const tell = async () => []
const progress = line => process.stdout.write(line + "\\n")
await runWith({ build, tell }, { due: true, trigger: "test", progress }, host)
`

const env = { ...process.env, NO_COLOR: "1", ...clock("2026-11-02T00:00:00Z") }
const start = (script: string, args: readonly string[], cwd: string) =>
  spawn(process.execPath, [script, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] })
const ended = (child: ChildProcess) => new Promise(done => child.once("close", done))
const later = (ms: number) => new Promise(done => setTimeout(done, ms))

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise(go => {
    let all = ""
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding("utf8").on("data", text => {
        all += text
        if (all.includes(word)) go()
      })
    child.once("close", () => go())
  })
}

async function wholeEditions(root: string): Promise<readonly string[]> {
  const editions = await verify({}, nodeHost({ root }))
  expect(editions.filter(e => !e.whole)).toEqual([])
  return editions.map(e => e.edition)
}

/** What the ledger says of a note when all is over: each slot was made once; and how often something was interrupted. */
function account(root: string, note: string, months: readonly string[]) {
  const { attempts } = ledgerIn(root).historyOf(note)
  const made = attempts.filter(a => a.ended && a.ended.outcome !== "failed")
  expect(made.map(a => a.slot).sort()).toEqual([...months])
  expect(made.map(a => a.ended!.outcome)).toEqual(months.map(() => "issued"))
  const found = made.filter(a => a.ended!.reason === "it was found made by an attempt that was interrupted")
  return { found: found.length, interrupted: attempts.filter(a => !a.ended).length + found.length }
}

/** The months from one to November 2026. */
function monthsFrom(first: string): string[] {
  const [year = 0, month = 0] = first.split("-").map(Number)
  const count = (2026 - year) * 12 + 12 - month
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(year, month - 1 + i)).toISOString().slice(0, 7),
  )
}

const begun = (root: string) => ledgerIn(root).lines.some(line => line.event === "begun")

describe("a run that is killed", () => {
  it("at 200 moments: the next one goes on, and each edition is made exactly once", async () => {
    const months = monthsFrom("2025-01")
    const schedule = { ...quick, catchUp: "P2000D", from: "2025-01-01" }
    const aimed: Record<number, string> = { 0: "not yet in its place", 1: "in its place" }
    const chain = async (number: number, folders: number) => {
      const random = chance(seed + number)
      const seen = { found: 0, interrupted: 0, kills: 0 }
      for (let i = 0; i < folders; i++) {
        const root = join(folder, `light-${number}-${i}`)
        mkdirSync(join(root, "templates/a"), { recursive: true })
        writeFileSync(join(root, "templates/a/note.json"), "{}")
        plan(root, "a", schedule)
        for (let kill = 0; kill < 10; kill++) {
          const moment = aimed[kill]
          const child = start(join(folder, "light.mjs"), moment ? [root, moment] : [root], root)
          await said(child, moment ?? "making it")
          if (!moment) await later(random() * 40)
          child.kill("SIGKILL")
          await ended(child)
          ageLock(root)
          await wholeEditions(root)
          seen.kills++
        }
        const last = start(join(folder, "light.mjs"), [root], root)
        await ended(last)
        expect(last.exitCode).toBe(0)
        expect(await wholeEditions(root)).toEqual(months)
        const { found, interrupted } = account(root, "a", months)
        seen.found += found
        seen.interrupted += interrupted
        rmSync(root, { recursive: true, force: true })
      }
      return seen
    }
    const seen = await Promise.all([chain(1, 10), chain(2, 10)])
    const sum = (of: "found" | "interrupted" | "kills") => seen[0]![of] + seen[1]![of]
    expect(sum("kills")).toBe(200)
    // The kills that were aimed fell into the work, in each of the twenty folders; how many of the others did is chance.
    expect(sum("found")).toBeGreaterThanOrEqual(20)
    expect(sum("interrupted")).toBeGreaterThanOrEqual(40)
  }, 600_000)

  it("10 times as a whole, while it makes real notes: the same", async () => {
    const months = monthsFrom("2026-05")
    const chain = async (number: number) => {
      const random = chance(seed + number)
      const root = copyOf(whole, join(folder, `whole-${number}`))
      rmSync(join(root, "templates/minusma-gaps/schedule.json"))
      plan(root, "oic-positions", { ...quick, catchUp: "P400D", from: "2026-05-01" })
      for (let kill = 0; kill < 5; kill++) {
        const child = start(join(root, "dist/cli.js"), ["run", "--due"], root)
        await said(child, "making it")
        await later(random() * 700)
        child.kill("SIGKILL")
        await ended(child)
        ageLock(root)
        await wholeEditions(root)
      }
      const last = await brief(root, ["run", "--due"], clock("2026-11-02T00:00:00Z"))
      expect([last.status, last.stderr]).toEqual([0, expect.any(String)])
      expect(await wholeEditions(root)).toEqual(months)
      expect(readdirSync(join(root, "output/oic-positions"))).toEqual([...months])
      expect((await brief(root, ["verify"])).status).toBe(0)
      return account(root, "oic-positions", months).interrupted
    }
    const interrupted = await Promise.all([chain(3), chain(4)])
    expect(interrupted[0]! + interrupted[1]!).toBeGreaterThan(2)
  }, 600_000)

  it("leaves a lock that the next one takes over by itself; until then the attempt seems to go on", async () => {
    const root = copyOf(whole, join(folder, "lock"))
    for (const note of ["oic-positions", "minusma-gaps"]) plan(root, note, { ...quick, from: "2026-11-01" })
    const child = start(join(root, "dist/cli.js"), ["run", "--due"], root)
    await said(child, "making it")
    while (!existsSync(join(root, "output/runs.jsonl")) || !begun(root)) await later(5)
    child.kill("SIGKILL")
    await ended(child)
    const outcomes = async () => (await listRuns({}, nodeHost({ root }))).runs.map(r => r.outcome)
    expect(await outcomes()).toEqual(["going on"])
    const next = await brief(root, ["run", "--due"], clock("2026-11-02T00:00:00Z"))
    expect([next.status, next.stdout]).toEqual([0, expect.stringContaining("oic-positions  2026-11  issued")])
    expect(await outcomes()).toEqual(["interrupted", "issued", "issued"])
  }, 600_000)
})
