import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { sha256 } from "../../src/edition/inputs.js"
import { formatManifest, manifestName, parseManifest } from "../../src/edition/manifest.js"
import { issueId } from "../../src/edition/revision.js"
import { verify } from "../../src/edition/verify.js"
import { nodeHost } from "../../src/host.js"
import { brief, chance, projectAt } from "./program.js"

const folder = mkdtempSync(join(tmpdir(), "brief-kill-"))
const notes = ["oic-positions", "minusma-gaps"]
const host = nodeHost({ root: folder })
const seed = 20261121
let project: string

afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(async () => {
  project = projectAt(join(folder, "project"))
  const made = await brief(project, [
    "build",
    "--format",
    "docx,html",
    "--lang",
    "en",
    "--edition",
    "2026-11",
  ])
  expect(made.stderr + made.stdout).toContain("issued")
  prepare()
})

/** How often a child may issue before it has nothing left; it is killed long before. */
const most = 6

/** What the child publishes: the real editions just built, numbered on as revisions, each with its own manifest. */
function prepare(): void {
  const prepared = Array.from({ length: most }, (_, i) => notes.map(note => numbered(note, i + 1)))
  writeFileSync(join(folder, "prepared.json"), JSON.stringify(prepared))
  writeFileSync(join(folder, "publisher.mjs"), publisher)
}

function numbered(note: string, revision: number) {
  const from = join(project, "output", note, "2026-11")
  const { seal: _, ...body } = parseManifest(readFileSync(join(from, manifestName)))!
  const next = { ...body, revision }
  const manifest = formatManifest({ ...next, seal: sha256(JSON.stringify(next)) })
  const files = body.outputs.map(o => ({ path: o.file, from: join(from, o.file) }))
  return { place: `${note}/${issueId({ month: "2026-11", revision })}`, files, manifest }
}

/**
 * A program that puts editions of both notes in their places with the same code as a build, one after the other. Told to, it
 * waits, to be killed there, with an edition written beside its place.
 */
const publisher = `
import { readFileSync } from "node:fs"
import { nodeHost } from "./project/dist/host.js"
import { publish } from "./project/dist/edition/publish.js"
const [out, moment] = process.argv.slice(2)
const real = nodeHost({ root: import.meta.dirname })
const stage = async (...edition) => {
  const staged = await real.stage(...edition)
  if (moment !== "beside its place") return staged
  process.stdout.write(moment + "\\n")
  return new Promise(() => {})
}
const host = { ...real, stage }
setInterval(() => {}, 1000)
const kept = new Map()
const bytesOf = file => kept.get(file) ?? kept.set(file, readFileSync(file)).get(file)
const ready = JSON.parse(readFileSync(import.meta.dirname + "/prepared.json", "utf8")).map(round =>
  round.map(({ place, files, manifest }) => ({
    folder: out + "/" + place,
    files: [
      ...files.map(({ path, from }) => ({ path, bytes: bytesOf(from) })),
      { path: "${manifestName}", bytes: manifest },
    ],
  })),
)
process.stdout.write("ready\\n")
for (const round of ready) {
  await publish(round, { out, host })
  if (round === ready[0]) process.stdout.write("issued\\n")
}
`

const ended = (child: ChildProcess) => new Promise(done => child.once("close", done))

/** Starts the child, kills it some time after it says where it is, and tells what it left behind. */
async function killAfter(
  word: "ready" | "issued" | "beside its place",
  ms: number,
  out: string,
): Promise<{ editions: number; halfDone: number }> {
  const child = spawn(process.execPath, [join(folder, "publisher.mjs"), out, word], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  await new Promise<void>(go => {
    let said = ""
    child.stdout!.setEncoding("utf8").on("data", text => {
      said += text
      if (said.includes(word)) go()
    })
  })
  await new Promise(later => setTimeout(later, ms))
  child.kill("SIGKILL")
  await ended(child)
  const editions = await verify({ out }, host)
  expect(editions.filter(e => !e.whole)).toEqual([])
  const left = partsIn(out)
  for (const note of notes) await host.sweep(`${out}/${note}`)
  expect(partsIn(out)).toEqual([])
  rmSync(join(folder, out), { recursive: true, force: true })
  return { editions: editions.length, halfDone: left.length }
}

const partsIn = (out: string) =>
  notes.flatMap(note => {
    const at = join(folder, out, note)
    return existsSync(at) ? readdirSync(at).filter(name => name.startsWith(".part-")) : []
  })

describe("a program that is killed", () => {
  it("at 200 moments while it issues two notes: no edition is ever half there, nothing is left after a sweep", async () => {
    const rounds = 100
    const chains = [0, 1].map(async chain => {
      const random = chance(seed + chain)
      const seen: { editions: number; halfDone: number }[] = []
      for (let i = 0; i < rounds; i++) {
        const word = i % 5 === 0 ? "beside its place" : i % 2 ? "ready" : "issued"
        seen.push(await killAfter(word, random() * 25, `killed-${chain}`))
      }
      return seen
    })
    const all = (await Promise.all(chains)).flat()
    expect(all).toHaveLength(200)
    // Forty were aimed at what is half done, eighty at what comes after an edition; where the others fell is chance.
    expect(all.filter(k => k.halfDone > 0).length).toBeGreaterThanOrEqual(40)
    expect(all.filter(k => k.editions > 0).length).toBeGreaterThanOrEqual(80)
  }, 600_000)

  it("as a whole, at any moment of a build: the next build is clean", async () => {
    const random = chance(seed)
    const args = ["build", "--edition", "2026-10", "--lang", "en"]
    for (const format of ["docx,html", "docx", "pdf"]) {
      const child = spawn(process.execPath, [join(project, "dist/cli.js"), ...args, "--format", format], {
        cwd: project,
        stdio: "ignore",
      })
      await new Promise(later => setTimeout(later, 200 + random() * 2500))
      child.kill("SIGKILL")
      await ended(child)
      const found = await verify({ out: "project/output" }, host)
      expect(found.filter(e => !e.whole)).toEqual([])
    }
    const next = await brief(project, [...args, "--format", "docx"])
    expect([next.status, next.stdout]).toEqual([0, expect.stringMatching(/oic-positions {2}2026-10\S* {2}/)])
    expect(partsIn("project/output")).toEqual([])
    expect((await brief(project, ["verify"])).status).toBe(0)
  }, 600_000)
})
