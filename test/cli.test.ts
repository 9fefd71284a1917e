import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, describe, expect, it } from "vitest"

const cli = join(process.env.BRIEF_COMPILED!, "cli.js")
const folder = mkdtempSync(join(tmpdir(), "brief-cli-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A project of its own: templates and data copied, so that a test may spoil them. */
function project(name: string): string {
  const root = join(folder, name)
  mkdirSync(root, { recursive: true })
  for (const part of ["data", "templates"]) cpSync(part, join(root, part), { recursive: true })
  symlinkSync(resolve("node_modules"), join(root, "node_modules"))
  return root
}

function brief(
  args: readonly string[],
  { cwd = ".", env = {} }: { cwd?: string; env?: Record<string, string> } = {},
) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", ...env },
  })
  return { status, stdout, stderr }
}

describe("brief", () => {
  it.each(["build", "list", "verify", "prune", "facts", "ingest", "compare", "check", "doctor"])(
    "%s --help shows an example",
    command => {
      const { status, stdout } = brief([command, "--help"])
      expect(status).toBe(0)
      expect(stdout).toContain("Example:\n  $ brief ")
    },
  )

  it("is a program that can be started, wherever and however often it was compiled", () => {
    const shipped = "dist/cli.js"
    expect(existsSync(shipped), `${shipped} is missing: npm run compile`).toBe(true)
    expect(statSync(shipped).mode & 0o111).toBe(0o111)
  })

  it("build makes both files in every language and names them", () => {
    const out = join(folder, "out")
    const { status, stdout } = brief(["build", "oic-positions", "--edition", "2026-10", "--out", out])
    expect(status).toBe(0)
    const names = ["ar", "en", "fr"].flatMap(lang => [
      `oic-positions.${lang}.docx`,
      `oic-positions.${lang}.pdf`,
    ])
    for (const name of names) expect(stdout).toContain(`${name}  2 pages`)
    expect(stdout).toContain("oic-positions  2026-10  issued, dated 2026-10-31")
    const kept = ["document.ar.json", "document.en.json", "document.fr.json", "manifest.json"]
    expect(readdirSync(join(out, "oic-positions", "2026-10"))).toEqual([...kept, ...names])
  })

  it("build --json prints one JSON document and nothing else on standard output", () => {
    const { stdout } = brief([
      "build",
      "oic-positions",
      "--lang",
      "en",
      "--format",
      "html",
      "--out",
      join(folder, "json"),
      "--json",
    ])
    expect(JSON.parse(stdout)).toMatchObject({
      files: [{ note: "oic-positions", language: "en", format: "html" }],
      problems: [],
    })
  })

  it("facts --json is an array of flat facts", () => {
    const facts = JSON.parse(brief(["facts", "--json"]).stdout)
    expect(facts.find((f: { id: string }) => f.id === "oic-2017.vii.1")).toMatchObject({
      kind: "position",
      source: "oic-2017",
      paragraph: "vii",
      anchor: "welcomed the adoption of resolution 2374 (2017)",
      asOf: "2017-09-20",
      issue: "un-sanctions",
      operative: "welcomed",
      speaker: "oic-contact-group-mali",
      resolutions: ["2374 (2017)"],
    })
    const one = JSON.parse(brief(["facts", "--source", "oic-2016", "--json"]).stdout)
    expect(new Set(one.map((f: { source: string }) => f.source))).toEqual(new Set(["oic-2016"]))
    expect(facts.filter((f: { kind: string }) => f.kind === "version difference").length).toBeGreaterThan(10)
  })

  it("compare --json has rows with label, reason and citations on both sides", () => {
    const { rows } = JSON.parse(brief(["compare", "oic-positions", "--json"]).stdout)
    const row = rows.find((r: { issue: string }) => r.issue === "implementation-partners")
    expect(row).toMatchObject({
      label: "reworded",
      comparable: true,
      reason: expect.stringContaining("Partner: the Malian parties → the Government of Mali"),
      decidedBy: "rule",
    })
    expect(row.before.citations[0]).toMatchObject({ language: "fr", paragraph: "iv" })
    expect(row.after.citations.map((c: { language: string }) => c.language)).toEqual(["en", "ar"])
    for (const r of rows) expect(r.reason).not.toBe("")
  })

  it("list, check and doctor say what there is", () => {
    expect(brief(["list"]).stdout).toContain("oic-positions  en,fr,ar  oic-mali-2016 → oic-mali-2017")
    const check = brief(["check", "--no-pages"])
    expect(check.status).toBe(0)
    expect(check.stdout).toContain("0 errors")
    const findings = JSON.parse(brief(["doctor", "--json", "--out", join(folder, "doctor")]).stdout)
    expect(findings.map((f: { what: string }) => f.what)).toEqual([
      "Node",
      "browser",
      "typefaces",
      "templates",
      "write access",
      "clock",
      "time zone",
      "schedules",
      "triggers",
      "last run",
      "next run",
      "free disk",
    ])
  })

  it("ends quietly when its reader has seen enough", () => {
    const piped = spawnSync("sh", ["-c", `"${process.execPath}" "${cli}" facts --json | head -1`], {
      encoding: "utf8",
    })
    expect(piped.stderr).toBe("")
  })
})

describe("wrong usage ends with 2 and says what is right", () => {
  it.each([
    [["build", "oic-position"], 'there is no note "oic-position"\n  hint: did you mean "oic-positions"?'],
    [["build", "--lang", "de"], 'is not written in "de"'],
    [["build", "--format", "odt"], '"odt" is not among pdf, docx, html'],
    [["build", "--edition", "2026-13"], '"2026-13" is no edition'],
    [["build", "--edition", "next"], '"next" is no edition'],
    [["facts", "--source", "oic-2061"], 'there is no source "oic-2061"\n  hint: did you mean "oic-2016"?'],
    [["verify", "nothing"], 'there is no edition of "nothing"'],
    [["prune"], "required option '--keep <number>' not specified"],
    [["prune", "--keep", "0"], '"0" editions cannot be kept'],
    [["compare"], "missing required argument"],
    [["frobnicate"], "unknown command"],
    [["build", "--colour"], "unknown option"],
  ])("%j", (args, message) => {
    const { status, stderr } = brief(args)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

describe("bad input ends with 1, all problems at once, and spoils nothing", () => {
  it("data, with place and hint, as JSON too", () => {
    const root = project("bad-data")
    const file = join(root, "data/positions/oic-mali-2016.json")
    writeFileSync(
      file,
      readFileSync(file, "utf8")
        .replace('"issue": "sovereignty"', '"issue": "soverignty"')
        .replace('"fr:exhorter"', '"fr:exorter"'),
    )
    const { status, stdout, stderr } = brief(["check", "--no-pages", "--json"], { cwd: root })
    expect(status).toBe(1)
    expect(JSON.parse(stdout).problems).toHaveLength(2)
    expect(stderr).toMatch(
      /data\/positions\/oic-mali-2016\.json:\d+:\d+ {2}positions\[0\]\.issue: unknown issue "soverignty"\n {2}hint: /,
    )
  })

  it("an earlier good output stays as it was", () => {
    const root = project("earlier")
    expect(brief(["build", "--lang", "en", "--format", "docx"], { cwd: root }).status).toBe(0)
    const edition = join(root, "output/oic-positions", readdirSync(join(root, "output/oic-positions"))[0]!)
    const before = readFileSync(join(edition, "oic-positions.en.docx"))
    writeFileSync(join(root, "templates/oic-positions/note.hbs"), "{{nothing}}")
    const { status, stderr } = brief(["build", "--lang", "en", "--format", "docx"], { cwd: root })
    expect(status).toBe(1)
    expect(stderr).toContain('templates/oic-positions/note.hbs:1:3  the template asks for "nothing"')
    expect(readFileSync(join(edition, "oic-positions.en.docx")).equals(before)).toBe(true)
    expect(readdirSync(edition)).toEqual(["document.en.json", "manifest.json", "oic-positions.en.docx"])
  })

  it("an edition is issued once; what is not as it was issued is found, and nothing is built on it", () => {
    const root = project("issued")
    const args = ["build", "oic-positions", "--lang", "en", "--format", "html", "--edition", "2026-09"]
    const run = (...more: string[]) => brief(more, { cwd: root })
    expect(run(...args).stdout).toContain("oic-positions  2026-09  issued, dated 2026-09-30\n")
    expect(run(...args).stdout).toContain("oic-positions  2026-09  unchanged, dated 2026-09-30\n")
    const revised = run(...args, "--for", "Somebody")
    expect(revised.stdout).toMatch(
      /oic-positions {2}2026-09-r2 {2}revision, dated .*; changed: header block; since 2026-09: \d+ of \d+ claims unchanged/,
    )
    expect(run("list").stdout).toMatch(
      /last edition: 2026-09-r2[\s\S]*\n {2}2026-09-r2 {2}\S+ {2}en {2}html {2}whole {2}since 2026-09: /,
    )
    expect(run("verify", "oic-positions").status).toBe(0)
    const file = join(root, "output/oic-positions/2026-09-r2/oic-positions.en.html")
    writeFileSync(file, readFileSync(file, "utf8").replace("Somebody", "Everybody"))
    const found = run("verify", "--json")
    expect(found.status).toBe(1)
    expect(JSON.parse(found.stdout).map((e: { whole: boolean }) => e.whole)).toEqual([true, false])
    expect(found.stderr).toContain(
      "2026-09-r2/oic-positions.en.html  the file is not as it was issued\n  hint: ",
    )
    const again = run(...args)
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining("not as it was issued")])
    rmSync(join(root, "output/oic-positions/2026-09-r2"), { recursive: true })
  })

  it("prune says what it would remove, and removes it when told to", () => {
    const root = project("prune")
    const run = (...args: string[]) => brief(args, { cwd: root })
    const build = ["build", "oic-positions", "--lang", "en", "--format", "html", "--edition"]
    for (const month of ["2026-06", "2026-07", "2026-08"]) expect(run(...build, month).status).toBe(0)
    const editions = join(root, "output/oic-positions")
    const told = run("prune", "--keep", "1")
    expect(told.stdout).toContain("would remove  output/oic-positions/2026-06")
    expect(told.stdout).toContain("keeps  output/oic-positions/2026-07")
    expect(told.stdout).toContain("keeps  output/oic-positions/2026-08")
    expect(readdirSync(editions)).toEqual(["2026-06", "2026-07", "2026-08"])
    expect(run("prune", "oic-positions", "--keep", "1", "--yes").status).toBe(0)
    expect(readdirSync(editions)).toEqual(["2026-07", "2026-08"])
  })

  it.runIf(process.platform !== "win32")("a file that cannot be written whole leaves nothing", () => {
    const root = project("half")
    const args = ["build", "oic-positions", "--lang", "en", "--format", "html,docx"]
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `ulimit -f 200; exec "${process.execPath}" "${cli}" ${args.join(" ")}`],
      { cwd: root, encoding: "utf8" },
    )
    expect([status, stderr]).toEqual([1, expect.stringContaining("the files cannot be written (EFBIG)")])
    expect(existsSync(join(root, "output"))).toBe(false)
  })

  it("data that cannot be read", () => {
    const root = project("unreadable")
    rmSync(join(root, "data/issues.json"))
    mkdirSync(join(root, "data/issues.json"))
    const { status, stderr } = brief(["check", "--no-pages"], { cwd: root })
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining("data/issues.json  this cannot be read (EISDIR)\n  hint: "),
    ])
  })

  it("a page limit that is passed", () => {
    const root = project("limit")
    const file = join(root, "templates/oic-positions/note.json")
    writeFileSync(file, readFileSync(file, "utf8").replace('"pages": 2', '"pages": 1'))
    const { status, stderr } = brief(["build", "oic-positions", "--format", "pdf"], { cwd: root })
    expect(status).toBe(1)
    expect(stderr).toContain("the note has 2 pages, more than 1")
    expect(existsSync(join(root, "output"))).toBe(false)
  })

  it("a SOURCE_DATE_EPOCH that is none; a good one dates the note", () => {
    const bad = brief(["build", "--format", "html", "--out", join(folder, "epoch")], {
      env: { SOURCE_DATE_EPOCH: "soon" },
    })
    expect([bad.status, bad.stderr]).toEqual([1, expect.stringContaining('SOURCE_DATE_EPOCH is "soon"')])
    const good = brief(["build", "--format", "html", "--out", join(folder, "epoch")], {
      env: { SOURCE_DATE_EPOCH: "1500000000" },
    })
    expect(good.stdout).toContain("2017-07/oic-positions.en.html")
    expect(readFileSync(join(folder, "epoch/oic-positions/2017-07/oic-positions.en.html"), "utf8")).toContain(
      "14 July 2017",
    )
  })

  it("an output folder that cannot be written", () => {
    const blocked = join(folder, "blocked")
    writeFileSync(blocked, "a file where a folder is wanted")
    const { status, stderr } = brief(["build", "--format", "html", "--out", blocked])
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /the files cannot be written \((ENOTDIR|EEXIST)\)\n {2}hint: choose another folder/,
    )
  })

  it("a browser that is missing; Word needs none", () => {
    const env = { PUPPETEER_EXECUTABLE_PATH: join(folder, "no-such-browser") }
    const out = join(folder, "no-browser")
    const { status, stderr } = brief(
      ["build", "oic-positions", "--lang", "en", "--format", "pdf", "--out", out],
      { env },
    )
    expect(status).toBe(1)
    expect(stderr).toContain("PUPPETEER_EXECUTABLE_PATH")
    expect(existsSync(out)).toBe(false)
    expect(
      brief(["build", "oic-positions", "--lang", "en", "--format", "docx", "--out", out], { env }).status,
    ).toBe(0)
    expect(brief(["doctor", "--out", out], { env }).status).toBe(1)
  })

  it("a Word template without its placeholder", () => {
    const root = project("letterhead")
    writeFileSync(join(root, "templates/house.docx"), "not a Word file")
    const { status, stderr } = brief(["build", "--lang", "en", "--format", "docx"], { cwd: root })
    expect(status).toBe(1)
    expect(stderr).toContain("templates/house.docx")
  })
})
