// How the calendar and the ledger grow: a year of a schedule every five minutes against its first quarter, and against reading the lines.
import { schedule as scheduleSchema } from "../src/model/schedule.js"
import { slotsBetween } from "../src/schedule/calendar.js"
import { keyOf } from "../src/schedule/notices.js"
import { runWith } from "../src/schedule/run.js"
import { listRuns } from "../src/schedule/runs.js"
import { status } from "../src/schedule/status.js"
import { world } from "../test/world.js"

const value = {
  ...{ every: { cron: "*/5 * * * *" }, zone: "Europe/Paris", catchUp: "P1D" },
  notify: [{ by: "command", run: ["x"] }],
}
const schedule = scheduleSchema.parse(value)
const end = "2026-11-21T08:00:00Z"
const key = keyOf(schedule.notify[0]!)

/** A ledger of so many days before the end, in which all was made and told. */
function ledgerOf(days: number): string {
  const from = new Date(Date.parse(end) - days * 86_400_000).toISOString()
  const lines: object[] = [{ event: "scheduled", at: from, note: "a", from }]
  for (const { id: slot, edition, planned } of slotsBetween(schedule, "a", { from, to: end })) {
    const which = { attempt: `attempt ${slot}`, note: "a", slot, edition, planned }
    const made = { outcome: "unchanged", issue: "2026-11", reason: "nothing has changed", passing: false }
    const told = { on: "unchanged", by: "command", to: "x", tries: 1, sent: true, reason: null, rule: key }
    lines.push({ event: "begun", at: planned, ...which, cause: "due", trigger: "systemd", try: 1 })
    lines.push({
      event: "ended",
      at: planned,
      ...which,
      ...made,
      files: [],
      state: "x",
      review: [],
      notify: [key],
    })
    lines.push({ event: "told", at: planned, note: "a", slot, attempt: which.attempt, ...told })
  }
  return lines.map(line => `${JSON.stringify(line)}\n`).join("")
}

/** The processor time of a piece of work in a world of its own, in milliseconds. */
async function cost(ledger: string, work: (host: ReturnType<typeof world>) => Promise<unknown>) {
  const host = { ...world({}, { root: "/nowhere", now: "2026-11-21T07:59:00Z" }), env: {} }
  const put = (path: string, text: string) => host.written.set(path, new TextEncoder().encode(text))
  put("output/runs.jsonl", ledger)
  put("templates/a/note.json", JSON.stringify({ name: { en: "A" }, languages: ["en"] }))
  put("templates/a/schedule.json", JSON.stringify(value))
  const before = process.cpuUsage()
  await work(host)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const none = async () => {
  throw new Error("nothing is due")
}
const works = { build: none, tell: none }
const asked = {
  "brief status": (host: ReturnType<typeof world>) => status(host),
  "brief run --due, nothing due": (host: ReturnType<typeof world>) => runWith(works, { due: true }, host),
  "brief runs": (host: ReturnType<typeof world>) => listRuns({}, host),
}
const [quarter, year] = [ledgerOf(91), ledgerOf(365)]
await cost(quarter, status)
console.log(`${year.split("\n").length - 1} lines in the year`)
console.log("| what | year, ms | quarter, ms | ratio (4 is linear) |\n| --- | ---: | ---: | ---: |")
for (const [name, work] of Object.entries(asked)) {
  const [a, b] = [await cost(year, work), await cost(quarter, work)]
  console.log(`| ${name} | ${a.toFixed(0)} | ${b.toFixed(0)} | ${(a / b).toFixed(1)} |`)
}
