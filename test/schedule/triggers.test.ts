import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { brief, copyOf, projectAt } from "../edition/program.js"

const folder = mkdtempSync(join(tmpdir(), "brief-triggers-"))
const master = join(folder, "master")
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(() => {
  projectAt(master)
  rmSync(join(master, "templates/minusma-gaps/schedule.json"), { force: true })
})

const note = "oic-positions"
const schedule = { every: "month", zone: "Africa/Bamako", catchUp: "P40D", languages: ["en"] }

/** A project of its own in which one edition is due now, in these formats. */
function project(name: string, formats: readonly string[]): string {
  const root = copyOf(master, join(folder, name))
  writeFileSync(join(root, `templates/${note}/schedule.json`), JSON.stringify({ ...schedule, formats }))
  return root
}

/** `brief schedule start` as it runs. */
function begin(root: string, args: readonly string[] = []) {
  const child = spawn(process.execPath, [join(root, "dist/cli.js"), "schedule", "start", ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", TMPDIR: temporary(root) },
    detached: true,
  })
  const said = { out: "", err: "" }
  child.stdout.setEncoding("utf8").on("data", text => {
    said.out += text
  })
  child.stderr.setEncoding("utf8").on("data", text => {
    said.err += text
  })
  const ended = new Promise<number | null>(done => child.on("close", done))
  return { child, said, ended, heard: (text: string) => heard(child, said, text) }
}

/** A folder for what it leaves lying about, if it does. */
function temporary(root: string): string {
  mkdirSync(join(root, "tmp"), { recursive: true })
  return join(root, "tmp")
}

/** Waits until it has said something, on either of its streams. */
async function heard(child: ChildProcess, said: { out: string; err: string }, text: string): Promise<void> {
  while (!`${said.err}${said.out}`.includes(text)) {
    expect(child.exitCode, said.err).toBeNull()
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

const names = (root: string, path = "output") =>
  existsSync(join(root, path)) ? readdirSync(join(root, path)).filter(name => name !== "README.md") : []

/** The one edition that was due, and that nothing else is left but the record and its reserve of room. */
function expectMade(root: string): string {
  expect(names(root)).toEqual([".reserve", note, "runs.jsonl"])
  const editions = names(root, `output/${note}`)
  expect(editions).toHaveLength(1)
  return editions[0]!
}

describe("brief schedule start", () => {
  it("makes what is due, waits, and at SIGTERM ends with 0 and leaves nothing", async () => {
    const root = project("service", ["html"])
    const { child, said, ended, heard } = begin(root)
    await heard("next: ")
    expect(said.err).toMatch(new RegExp(`${note} {2}\\d{4}-\\d\\d {2}issued`))
    child.kill("SIGTERM")
    expect(await ended).toBe(0)
    expect(said.err).toContain("stopped")
    expect(said.out).toBe("")
    const edition = expectMade(root)
    expect(names(root, `output/${note}/${edition}`)).toContain(`${note}.en.html`)
    expect(readFileSync(join(root, "output/runs.jsonl"), "utf8")).toContain('"trigger":"start"')
  })

  it.runIf(process.platform !== "win32")(
    "a signal in the middle of a build, to the whole group of processes as a terminal sends it: the edition is finished",
    async () => {
      const root = project("stopped", ["pdf", "docx"])
      const { child, said, ended, heard } = begin(root)
      await heard("making it")
      while (names(root, "tmp").length === 0) await new Promise(resolve => setTimeout(resolve, 20))
      process.kill(-child.pid!, "SIGINT")
      expect(await ended, said.err).toBe(0)
      const edition = expectMade(root)
      expect((await brief(root, ["verify"])).stdout).toContain(`${edition}  whole`)
      expect(readFileSync(join(root, "output/runs.jsonl"), "utf8")).not.toContain('"failed"')
      expect(names(root, "tmp")).toEqual([])
    },
  )

  it.runIf(process.platform !== "win32")(
    "a second signal ends at once; the next start makes good",
    async () => {
      const root = project("hurried", ["pdf", "docx"])
      const first = begin(root)
      await first.heard("making it")
      first.child.kill("SIGTERM")
      await first.heard("stopping: ")
      first.child.kill("SIGTERM")
      expect(await first.ended).toBe(143)
      expect(names(root, `output/${note}`).filter(name => !name.startsWith("."))).toEqual([])
      expect(names(root, "tmp")).toEqual([])
      const second = begin(root, ["--json"])
      await second.heard('"event":"waiting"')
      second.child.kill("SIGTERM")
      expect(await second.ended).toBe(0)
      expectMade(root)
      const events = second.said.out
        .trim()
        .split("\n")
        .map(line => JSON.parse(line))
      expect(events.map(e => e.event)).toEqual(["started", "ran", "waiting", "stopped"])
      expect(events[1].json.slots[0]).toMatchObject({ note, outcome: "issued" })
    },
  )

  it("wrong usage is told as such", async () => {
    for (const every of ["0", "abc", "4000", "1.5"])
      expect((await brief(master, ["schedule", "start", "--every", every])).status, every).toBe(2)
    const standing = await brief(master, ["schedule", "start"], { SOURCE_DATE_EPOCH: "1" })
    expect([standing.status, standing.stderr]).toEqual([1, expect.stringContaining("the clock stands")])
  })
})

describe("brief schedule print", () => {
  it("writes files for this project, this Node and this program", async () => {
    const root = project("printed", ["html"])
    const args = ["schedule", "print", "--for", "systemd", "--out", "issued", "--write", "units"]
    const { status, stdout, stderr } = await brief(root, args)
    expect([status, stdout]).toEqual([0, "units/briefing-notes.service\nunits/briefing-notes.timer\n"])
    expect(stderr).toContain("systemctl enable --now briefing-notes.timer")
    const service = readFileSync(join(root, "units/briefing-notes.service"), "utf8")
    expect(service).toContain(`WorkingDirectory=${root}\n`)
    const command = [process.execPath, join(root, "dist/cli.js"), "run --due --trigger systemd --out issued"]
    expect(service).toContain(`ExecStart=${command.join(" ")}\n`)
    const timer = readFileSync(join(root, "units/briefing-notes.timer"), "utf8")
    expect(timer).toContain("OnCalendar=*-*-01 06:00:00 Africa/Bamako\n")
  })

  it("prints one file as it is, several under their names; instructions elsewhere", async () => {
    const timer = await brief(master, ["schedule", "print", "--for", "systemd", "--user"])
    expect(timer.stdout).toMatch(/^# briefing-notes\.service\n\[Unit\]/)
    expect(timer.stdout).toContain("\n# briefing-notes.timer\n[Unit]")
    expect(timer.stdout).not.toContain("User=")
    const plist = await brief(master, ["schedule", "print", "--for", "launchd"])
    expect(plist.stdout).toMatch(/^<\?xml .*<\/plist>\n$/s)
    const json = JSON.parse((await brief(master, ["schedule", "print", "--for", "cron", "--json"])).stdout)
    expect(json.files[0].name).toBe("briefing-notes.crontab")
  })

  it("wrong usage is told as such", async () => {
    for (const args of [[], ["--for", "at"], ["--for", "kubernetes"], ["--for", "cron", "--name", "A b"]])
      expect((await brief(master, ["schedule", "print", ...args])).status, args.join(" ")).toBe(2)
    const both = await brief(master, ["schedule", "print", "--for", "cron", "--user", "--system"])
    expect(both.status).toBe(2)
    for (const command of ["start", "print"])
      expect((await brief(master, ["schedule", command, "--help"])).stdout).toContain(
        "Example:\n  $ brief schedule",
      )
  })
})
