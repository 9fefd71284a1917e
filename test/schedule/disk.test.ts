import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { copyOf, projectAt } from "../edition/program.js"
import { clock, ledgerIn, plan, quick } from "./project.js"

const folder = mkdtempSync(join(tmpdir(), "brief-disk-"))
const note = "oic-positions"
let whole: string
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(() => {
  whole = projectAt(join(folder, "project"))
  plan(whole, note, quick)
  // The other note would only take time.
  rmSync(join(whole, "templates/minusma-gaps/schedule.json"), { force: true })
})

const project = (name: string) => copyOf(whole, join(folder, name))
const november = clock("2026-11-01T07:00:00Z")

describe("a disk that is full", () => {
  const script = (root: string, small: string, large: string) => `
    cd "${root}" && run() { SOURCE_DATE_EPOCH=${november.SOURCE_DATE_EPOCH} "${process.execPath}" dist/cli.js "$@"; }
    ${small}
    run run --due; echo "first $?"; find output -name '.*' -o -name '20*'; cat output/runs.jsonl > full.jsonl
    ${large}
    run run --due; echo "second $?"; run verify && cp -r output kept`

  function check(root: string, said: string, code: RegExp): void {
    expect(said).toMatch(/oic-positions {2}2026-11 {2}failed.*first 1\n(?!output).*second 0\n/s)
    expect(readdirSync(join(root, "kept/oic-positions"))).toEqual(["2026-11"])
    const failures = readFileSync(join(root, "full.jsonl"), "utf8")
      .split("\n")
      .filter(l => l.includes('"failed"'))
    for (const line of failures)
      expect(JSON.parse(line)).toMatchObject({ passing: true, reason: expect.stringMatching(code) })
    expect(failures.length).toBe(1)
    const { lines } = ledgerIn(root, "kept")
    expect(lines.flatMap(l => (l.event === "ended" ? [l.outcome] : []))).toEqual(["failed", "issued"])
  }

  const canMount = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0

  it.runIf(canMount)(
    "the record says why, nothing is half there, and with room the next call makes it",
    () => {
      const root = project("full")
      const small = "mkdir output; mount -t tmpfs -o size=64k tmpfs output"
      const large = "mount -o remount,size=64m output"
      const { stdout, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", script(root, small, large)], {
        encoding: "utf8",
      })
      check(root, stdout + stderr, /the files cannot be written \(ENOSPC\); make room on the disk/)
    },
  )

  /** What happens on a disk of its own, in a project whose people are told by a line in `told`; the clock is given by month and day. */
  function onDisk(name: string, options: string, steps: string) {
    const root = project(name)
    const tell = ["sh", "-c", 'echo "$BRIEF_ON $BRIEF_EDITION $BRIEF_REASON" >> told']
    plan(root, note, { ...quick, notify: [{ by: "command", run: tell }] })
    const commands = `
      cd "${root}" && mkdir output tmp && export TMPDIR="$PWD/tmp" && mount -t tmpfs -o ${options} tmpfs output
      run() { SOURCE_DATE_EPOCH=$(date -u -d "2026-$1 07:00" +%s) "${process.execPath}" dist/cli.js run --due >> said 2>&1; echo "$1 $?"; }
      size() { stat -c "reserve %s" output/.reserve 2>&1 | tail -c 15; }
      ${steps}
      cp -r output kept`
    const { stdout, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", commands], { encoding: "utf8" })
    const told = readFileSync(join(root, "told"), "utf8").trimEnd().split(/ *\n/)
    return { said: (stdout + stderr).trimEnd().split("\n"), told, ...ledgerIn(root, "kept") }
  }
  // The last page of the ledger has room of its own, also where the disk has none.
  const pad = `head -c $((4096 - $(stat -c %s output/runs.jsonl) % 4096)) /dev/zero | tr '\\0' '\\n' >> output/runs.jsonl`
  const made = "issued 2026-11"

  it.runIf(canMount)(
    "to the last byte: the record says so in the room that is kept for it, and people are told; once",
    () => {
      const { said, told, lines, problems } = onDisk(
        "last-byte",
        "size=3m",
        `run 10-25; size; ${pad}; cat /dev/zero > output/filler 2> /dev/null
        run 11-01; size; run 11-02; size; rm output/filler; run 11-03; size`,
      )
      expect(said).toEqual([
        ...["10-25 0", "reserve 262144", "11-01 1"],
        ...[expect.stringMatching(/^reserve (229376|196608)$/), "11-02 1"],
        ...[expect.stringMatching(/^reserve (229376|196608)$/), "11-03 0", "reserve 262144"],
      ])
      expect(problems, "no torn line").toEqual([])
      const failed = "failed 2026-11 .*the files cannot be written \\(ENOSPC\\)"
      expect(told).toEqual([expect.stringMatching(failed), made])
      const ended = lines.flatMap(l => (l.event === "ended" ? [`${l.at.slice(5, 10)} ${l.outcome}`] : []))
      expect(ended).toEqual(["11-01 failed", "11-03 issued"])
    },
  )

  it.runIf(canMount)("with no place for another file, the lock takes the place of the reserve", () => {
    const { said, told } = onDisk(
      "no-file",
      "size=3m,nr_inodes=30",
      `run 10-25; size; i=0; while touch output/f$i 2> /dev/null; do i=$((i+1)); done
      run 11-01; rm output/f*; run 11-03; size`,
    )
    expect(said.filter(line => /^(\d|reserve)/.test(line))).toEqual([
      ...["10-25 0", "reserve 262144", "11-01 1", "11-03 0", "reserve 262144"],
    ])
    expect(told.map(line => line.split(" ")[0])).toEqual(["failed", "issued"])
  })

  it.runIf(canMount)(
    "that may only be read, or is full and has nothing kept: people are told all the same, once, and later it is written down",
    () => {
      for (const [name, spoil, mend, code] of [
        ["read-only", "mount -o remount,ro output", "mount -o remount,rw output", "EROFS"],
        [
          "eaten",
          `${pad}; rm output/.reserve; cat /dev/zero > output/filler 2> /dev/null`,
          "rm output/filler",
          "ENOSPC",
        ],
      ] as const) {
        const steps = `run 10-25; ${spoil}; run 11-01; run 11-02; ${mend}; run 11-03`
        const { said, told, lines } = onDisk(name, "size=3m", steps)
        expect(said, name).toEqual(["10-25 0", "11-01 1", "11-02 1", "11-03 0"])
        const failed = expect.stringMatching(`^failed 2026-11 .*\\(${code}\\)`)
        expect(told, name).toEqual([failed, made])
        const written = lines.flatMap(l =>
          l.event === "told" ? [`${l.on} ${l.attempt === "unrecorded"}`] : [],
        )
        expect(written, name).toEqual(["failed true", "issued false"])
      }
    },
  )

  it.runIf(process.platform !== "win32")("so it is where files may not grow", () => {
    const root = project("quota")
    const { stdout, stderr } = spawnSync(
      "sh",
      ["-c", script(root, "hard=$(ulimit -H -f); ulimit -S -f 32", 'ulimit -S -f "$hard"')],
      { encoding: "utf8" },
    )
    check(root, stdout + stderr, /the files cannot be written \(EFBIG\)/)
  })
})
