import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { examine } from "../../src/edition/doctor.js"
import { reserve } from "../../src/host/reserve.js"
import { type Host, nodeHost, type RunProgram } from "../../src/host.js"
import { fail } from "../../src/model/problem.js"
import { notification } from "../../src/model/schedule.js"
import { examineSchedules } from "../../src/schedule/doctor.js"
import { findTriggers } from "../../src/schedule/found.js"
import { keyOf } from "../../src/schedule/notices.js"
import { printTrigger } from "../../src/schedule/print/print.js"
import { world } from "../world.js"
import { odd, plain } from "./settings.js"

const out = "output"
const schedule = { every: "month", zone: "Europe/Paris" }
const begun = {
  event: "begun",
  at: "2026-11-01T05:00:02Z",
  attempt: "a",
  note: "oic-positions",
  slot: "2026-11",
  edition: "2026-11",
  planned: "2026-11-01T05:00:00Z",
  cause: "due",
  trigger: "kubernetes",
  try: 1,
}

/** A machine on which nothing is installed, with one note that has a schedule, or with null none; programs and files of the system are invented. */
function machine({
  given = schedule as unknown,
  ledger = [] as readonly object[],
  system = {} as Readonly<Record<string, string>>,
  programs = {} as Readonly<Record<string, string>>,
  ...more
}: {
  given?: unknown
  ledger?: readonly object[]
  system?: Readonly<Record<string, string>>
  programs?: Readonly<Record<string, string>>
} & Partial<Host> = {}): Host {
  const inner = world({
    "templates/minusma-gaps/schedule.json": undefined,
    "templates/oic-positions/schedule.json": given ?? undefined,
    ...(ledger.length > 0 && { "output/runs.jsonl": ledger.map(line => JSON.stringify(line)).join("\n") }),
  })
  return {
    ...inner,
    env: {},
    list: async path => {
      if (!path.startsWith("/")) return inner.list(path)
      return Object.keys(system).flatMap(file =>
        file.startsWith(`${path}/`) ? [file.slice(path.length + 1)] : [],
      )
    },
    read: async path => (path in system ? new TextEncoder().encode(system[path]) : inner.read(path)),
    run: async ({ program, args = [] }: RunProgram) => {
      const answer = programs[[program, ...args].join(" ")] ?? programs[program]
      return answer === undefined
        ? { status: null, out: "", err: "there is no such program" }
        : { status: 0, out: answer, err: "" }
    },
    ...more,
  }
}

const finding = async (what: string, host: Host) =>
  (await examineSchedules({ out }, host)).find(f => f.what === what)

describe("what the doctor says of schedules", () => {
  it("looks at everything that editions made by themselves need", async () => {
    const findings = await examineSchedules({ out }, machine())
    expect(findings.map(f => f.what)).toEqual([
      "clock",
      "time zone",
      "schedules",
      "triggers",
      "last run",
      "next run",
      "free disk",
    ])
    expect(findings.filter(f => !f.ok)).toEqual([])
  })

  it("a record that cannot be read, and all the rest", async () => {
    const inner = machine()
    const read: Host["read"] = async path =>
      path === "output/runs.jsonl" ? fail("this cannot be read (EISDIR)") : inner.read(path)
    const list: Host["list"] = async path => (path === "output" ? ["runs.jsonl"] : inner.list(path))
    const findings = await examineSchedules({ out }, { ...inner, read, list })
    expect(findings.filter(f => !f.ok).map(f => [f.what, f.found])).toEqual([
      ["last run", "this cannot be read (EISDIR)"],
    ])
    expect(findings).toHaveLength(7)
  })

  it("all the rest, where the folder of the editions cannot be read", async () => {
    const inner = machine()
    const list: Host["list"] = async path =>
      path === "output" ? fail("this cannot be read (EACCES)") : inner.list(path)
    const findings = await examineSchedules({ out }, { ...inner, list, freeBytes: async () => 1e12 })
    expect(findings.filter(f => !f.ok).map(f => [f.what, f.found])).toEqual([
      ["last run", "this cannot be read (EACCES)"],
    ])
    expect(findings).toHaveLength(7)
  })

  it("a schedule that was there once and is gone", async () => {
    const ledger = [{ event: "scheduled", at: begun.at, note: "oic-positions", from: begun.at }]
    expect(await finding("schedules", machine({ ledger, given: null }))).toMatchObject({
      ...{ ok: false, found: "none: editions are made by hand; no more: oic-positions" },
      hint: expect.stringContaining("brief run --pause oic-positions"),
    })
    const paused = [...ledger, { event: "paused", at: begun.at, note: "oic-positions", trigger: "me" }]
    expect(await finding("schedules", machine({ ledger: paused, given: null }))).toMatchObject({ ok: true })
    expect((await finding("schedules", machine({ ledger })))!.hint).toBeUndefined()
  })

  it("whom the last message did not reach, until one does", async () => {
    const rule = notification.parse({ by: "command", run: ["tell"] })
    const given = { ...schedule, notify: [rule] }
    const line = (sent: boolean, key = keyOf(rule)) => ({
      ...{ event: "told", at: begun.at, note: "oic-positions", slot: "2026-11", on: "issued", by: "command" },
      ...{ to: "tell", tries: 5, sent, reason: sent ? null : "it is gone", attempt: "a", rule: key },
    })
    const messages = (...ledger: object[]) => finding("messages", machine({ given, ledger }))
    expect(await finding("messages", machine())).toBeUndefined()
    expect(await messages()).toMatchObject({ ok: true })
    expect(await messages(line(true), line(false))).toMatchObject({
      ...{ ok: false, hint: expect.stringContaining("brief notify oic-positions --test") },
      found: "not sent: oic-positions, command to tell, 2026-11-01T05:00:02Z: it is gone",
    })
    expect(await messages(line(false), line(true))).toMatchObject({ ok: true })
    expect(await messages(line(false, "of a rule that is gone"))).toMatchObject({ ok: true })
  })

  it("a clock that stands before what is known to have happened", async () => {
    expect(await finding("clock", machine({ ledger: [begun] }))).toMatchObject({ ok: true })
    const back = { ledger: [begun], now: () => new Date("2026-10-31T00:00:00Z") }
    expect(await finding("clock", machine(back))).toMatchObject({
      ok: false,
      found: "2026-10-31T00:00:00.000Z, but something is known of 2026-11-01T05:00:02.000Z",
    })
  })

  it("a clock that stands still is said, and is no fault by itself", async () => {
    const host = machine({ env: { SOURCE_DATE_EPOCH: "1" } })
    expect(await finding("clock", host)).toMatchObject({ ok: true, hint: expect.stringContaining("unset") })
  })

  it("zones, with the time it is there", async () => {
    const { found } = (await finding("time zone", machine()))!
    expect(found).toMatch(/^machine: \S+; schedules: Europe\/Paris \(now 09:00\)$/)
  })

  it("a schedule that cannot be read, and where", async () => {
    const broken = await finding("schedules", machine({ given: { every: "moth", zone: "UTC" } }))
    expect(broken).toMatchObject({ ok: false, found: "none: editions are made by hand" })
    expect(broken!.hint).toContain("templates/oic-positions/schedule.json")
    expect(await finding("next run", machine({ given: { every: "moth" } }))).toMatchObject({
      found: "none planned",
    })
  })

  it("the last run and the next", async () => {
    const ended = {
      ...begun,
      event: "ended",
      cause: undefined,
      trigger: undefined,
      try: undefined,
      outcome: "issued",
      issue: "2026-11",
      reason: null,
      passing: false,
      files: [],
      state: "x",
      review: [],
    }
    const last = (ledger: readonly object[]) => finding("last run", machine({ ledger }))
    expect(await last([])).toMatchObject({ found: "none yet" })
    expect(await last([begun])).toMatchObject({
      found: "2026-11-01T05:00:02Z, oic-positions 2026-11: not ended",
    })
    expect(await last([begun, ended])).toMatchObject({ found: expect.stringContaining(": issued") })
    expect(await finding("next run", machine())).toMatchObject({
      found: "2026-12-01T06:00:00+01:00[Europe/Paris], oic-positions 2026-12",
    })
  })

  it("under 200 MB of room is a fault", async () => {
    const room = (bytes: number | undefined) =>
      finding("free disk", machine({ freeBytes: async () => bytes }))
    expect(await room(199_999_999)).toMatchObject({
      ...{ ok: false, found: expect.stringMatching(/^199 MB in output; /) },
    })
    expect(await room(200_000_000)).toMatchObject({ ok: true })
    expect(await room(undefined)).toMatchObject({ ok: true, found: "unknown" })
  })

  it("whether room is kept for the record where the disk is full", async () => {
    const inner = machine()
    const kept = async (bytes: number | undefined) => {
      const list: Host["list"] = async path =>
        path === "output" && bytes !== undefined ? [reserve.name] : inner.list(path)
      const read: Host["read"] = async path =>
        path === `output/${reserve.name}` ? new Uint8Array(bytes!) : inner.read(path)
      const host = { ...inner, list, read, freeBytes: async () => 300_000_000 }
      return (await finding("free disk", host))!.found
    }
    const none = "nothing is kept for the record yet: a run does so, where there is room"
    expect(await kept(undefined)).toBe(`300 MB in output; ${none}`)
    expect(await kept(reserve.bytes - 1)).toBe(`300 MB in output; ${none}`)
    expect(await kept(reserve.bytes)).toBe("300 MB in output; 256 KiB more kept for the record")
  })

  it("secrets by name alone", async () => {
    const notify = [
      { by: "mail", from: "a@example.org", to: ["b@example.org"] },
      { by: "webhook", url: { env: "HOOK_URL" }, secret: { env: "HOOK_SECRET" } },
      { by: "webhook", url: "https://example.org/x" },
      { by: "command", run: ["tell"] },
    ]
    const env = { BRIEF_SMTP_URL: "smtp://me:hunter2@example.org", HOOK_URL: "https://example.org/token" }
    const host = machine({ given: { ...schedule, notify }, env })
    expect(await finding("secrets", host)).toMatchObject({ ok: false, found: "not set here: HOOK_SECRET" })
    expect(JSON.stringify(await examineSchedules({ out }, host))).not.toMatch(/hunter2|token/)
    const all = { ...host, env: { ...env, HOOK_SECRET: "s" } }
    expect(await finding("secrets", all)).toEqual({
      what: "secrets",
      ok: true,
      found: "BRIEF_SMTP_URL, HOOK_SECRET, HOOK_URL",
    })
  })

  it("how the servers of messages are reached, and the variables for that", async () => {
    const notify = [{ by: "webhook", url: { env: "HOOK_URL" } }]
    const env = {
      HOOK_URL: "https://example.org/token",
      HTTPS_PROXY: "http://me:hunter2@proxy.example.org:3128",
    }
    const host = machine({ given: { ...schedule, notify }, env })
    expect(await finding("secrets", host)).toMatchObject({ ok: true, found: "HOOK_URL, HTTPS_PROXY" })
    const found = "example.org through the proxy proxy.example.org:3128 (HTTPS_PROXY)"
    expect(await finding("connections", host)).toEqual({ what: "connections", ok: true, found })
  })
})

describe("who calls", () => {
  const crontab = { crontab: printTrigger("cron", { ...plain, scope: "user", project: "." }).files[0]!.text }

  it("found, it is named", async () => {
    if (process.platform === "win32") return
    const host = machine({ programs: crontab })
    expect(await finding("triggers", host)).toMatchObject({ ok: true, found: "the user’s crontab" })
  })

  it("nobody yet: no fault until a first day is promised, or something was called before", async () => {
    expect(await finding("triggers", machine())).toMatchObject({
      ok: true,
      hint: expect.stringContaining("brief schedule print"),
    })
    expect(await finding("triggers", machine({ given: { ...schedule, from: "2026-11-01" } }))).toMatchObject({
      ok: false,
    })
    expect(await finding("triggers", machine({ given: null }))).toMatchObject({
      ...{ ok: true, found: "none, and no schedule needs one" },
    })
  })

  it("from elsewhere: the record shows that the last edition was called for", async () => {
    const of = (changes: object) => finding("triggers", machine({ ledger: [{ ...begun, ...changes }] }))
    expect(await of({})).toMatchObject({
      ok: true,
      found: expect.stringContaining("called for by kubernetes"),
    })
    expect(await of({ trigger: "a person" })).toMatchObject({ ok: false })
    expect(await of({ cause: "now", planned: null })).toMatchObject({ ok: false })
    expect(await of({ slot: "2026-10", planned: "2026-10-01T04:00:00Z" })).toMatchObject({ ok: false })
  })
})

describe("what calls in this project is found as it was printed", () => {
  const project = `/srv/${odd} <&>`
  const here = { ...plain, project }
  const find = (platform: NodeJS.Platform, given: Parameters<typeof machine>[0], root = project) =>
    findTriggers(machine({ root, ...given }), { platform })

  it("systemd: by the folder it works in, with the state of its timer", async () => {
    const units = [
      `Id=other.service\nWorkingDirectory=/srv/other\nTriggeredBy=other.timer\nExecStart={ argv[]=node cli.js run --due }`,
      `TriggeredBy=notes.path notes.timer\nExecStart={ path=/usr/bin/node ; argv[]=/usr/bin/node cli.js run --due ; }\nWorkingDirectory=${project}\nId=notes.service`,
    ].join("\n\n")
    const show = "show *.service --property=Id,WorkingDirectory,TriggeredBy,ExecStart --no-pager"
    const programs = { [`systemctl ${show}`]: units, "systemctl is-active notes.timer": "active\n" }
    expect(await find("linux", { programs })).toEqual(["systemd timer notes.timer (active)"])
    const own = {
      [`systemctl --user ${show}`]: units,
      "systemctl --user is-active notes.timer": "inactive\n",
    }
    expect(await find("linux", { programs: own })).toEqual(["systemd user timer notes.timer (inactive)"])
  })

  it("cron: of the user and of the system, but no comment and no other project’s", async () => {
    const own = printTrigger("cron", { ...here, scope: "user" }).files[0]!.text
    const system = {
      "/etc/cron.d/notes": printTrigger("cron", here).files[0]!.text,
      "/etc/cron.d/more": "# x\n",
    }
    expect(await find("linux", { programs: { crontab: own }, system })).toEqual([
      "the user’s crontab",
      "/etc/cron.d/notes",
    ])
    const commented = own.replaceAll(/^(?!#)/gm, "# ")
    expect(await find("linux", { programs: { crontab: commented } })).toEqual([])
    expect(await find("linux", { programs: { crontab: own } }, "/srv/other")).toEqual([])
  })

  it("launchd and Windows: by the folder in their files", async () => {
    const agents = "/home/desk/Library/LaunchAgents"
    const plist = printTrigger("launchd", here).files[0]!.text
    const system = {
      [`${agents}/notes.plist`]: plist,
      [`${agents}/other.plist`]: "<plist/>",
      [`${agents}/x.txt`]: plist,
    }
    const env = { HOME: "/home/desk" }
    expect(await find("darwin", { system, env })).toEqual([`${agents}/notes.plist`])
    expect(await find("darwin", { system, env }, "/srv/other")).toEqual([])
    const programs = { schtasks: printTrigger("windows", here).files[0]!.text }
    expect(await find("win32", { programs })).toEqual(["the task briefing-notes"])
    expect(await find("win32", { programs }, "/srv/other")).toEqual([])
  })

  it("where nothing of this is installed, nothing is found and nothing fails", async () => {
    for (const platform of ["linux", "darwin", "win32", "freebsd"] as const)
      expect(await find(platform, {})).toEqual([])
  })
})

describe("what a build needs", () => {
  const root = mkdtempSync(join(tmpdir(), "brief-doctor-"))
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it("the right to write is tried without leaving a folder behind; the browser prints a page", async () => {
    const findings = await examine({ out: join(root, "a/b") }, nodeHost({ root: "." }))
    expect(findings.find(f => f.what === "write access")).toMatchObject({ ok: true })
    expect(existsSync(join(root, "a"))).toBe(false)
    expect(findings.find(f => f.what === "browser")).toMatchObject({
      ok: true,
      found: expect.stringMatching(/it prints \(\S*Chrom/),
    })
  })
})
