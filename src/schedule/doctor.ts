import { Temporal } from "temporal-polyfill"
import type { Finding } from "../edition/doctor.js"
import { issuedEditions, issuedNotes } from "../edition/issued.js"
import { reserve } from "../host/reserve.js"
import type { Host } from "../host.js"
import { formatProblem, type Problem, ProblemError } from "../model/problem.js"
import type { RunLine } from "../model/runs.js"
import type { Schedule, Slot } from "../model/schedule.js"
import { examineWays } from "../tell/ways.js"
import { nextSlot, slotsBetween } from "./calendar.js"
import { findTriggers } from "./found.js"
import { historyOf } from "./history.js"
import { type Ledger, readLedger } from "./ledger.js"
import { lostSchedules } from "./lost.js"
import { loadSchedules } from "./schedules.js"
import { untold } from "./untold.js"
import { variablesOf } from "./variables.js"

const leastBytes = 200_000_000

/** A note with the schedule that holds for it. */
interface Scheduled {
  readonly note: string
  readonly schedule: Schedule
}

/**
 * Whether editions will be made by themselves on this machine: its clock and zone, the schedules, who calls, the last run and the
 * next, room on the disk, and the secrets of notifications, of which names alone are told.
 */
export async function examineSchedules({ out }: { out: string }, host: Host): Promise<readonly Finding[]> {
  const all = await loadSchedules(host)
  const loaded = [...all.values()]
  const scheduled = loaded.flatMap(({ note, schedule }) => (schedule ? [{ note, schedule }] : []))
  const { lines, problems } = await ledgerOrNone({ out, host })
  const broken = loaded.flatMap(l => l.problems)
  return [
    await clock(lines, { out, host }),
    zones(scheduled, host),
    schedules(scheduled, {
      broken: broken.map(formatProblem),
      lost: lostSchedules(all, lines, host.now().toISOString()),
    }),
    await triggers(scheduled, lines, host),
    lastRun(lines, problems),
    nextRun(scheduled, host),
    await room(out, host),
    ...secrets(scheduled, host),
    ...examineWays(
      scheduled.flatMap(s => s.schedule.notify),
      host,
    ),
    ...messages(scheduled, lines),
  ]
}

/** A record that cannot be read at all hides nothing else. */
async function ledgerOrNone(place: { out: string; host: Host }): Promise<Ledger> {
  try {
    return await readLedger(place)
  } catch (error) {
    if (error instanceof ProblemError) return { lines: [], problems: error.problems }
    throw error
  }
}

/** A clock that stands before what is known to have happened is wrong. */
async function clock(
  lines: readonly RunLine[],
  { out, host }: { out: string; host: Host },
): Promise<Finding> {
  const what = "clock"
  const now = host.now()
  const found = now.toISOString()
  // A folder that cannot be read is told of where the right to write is tried.
  const information = await latestInformation({ out, host }).catch(() => [])
  const latest = [...lines.map(line => line.at), ...information]
    .map(at => Date.parse(at))
    .reduce((a, b) => Math.max(a, b), 0)
  if (now.getTime() < latest) {
    const hint = "set the clock, and let it be set by the network (NTP)"
    return { what, ok: false, found: `${found}, but something is known of ${instant(latest)}`, hint }
  }
  if (!host.env.SOURCE_DATE_EPOCH) return { what, ok: true, found }
  const hint = "unset SOURCE_DATE_EPOCH where editions are to be made by themselves: with it the clock stands"
  return { what, ok: true, found: `${found} (from SOURCE_DATE_EPOCH)`, hint }
}

async function latestInformation(place: { out: string; host: Host }): Promise<string[]> {
  const notes = await issuedNotes(place)
  const editions = await Promise.all(notes.map(note => issuedEditions(note, place)))
  return editions.flat().flatMap(e => e.manifest?.asOf ?? [])
}

function zones(scheduled: readonly Scheduled[], host: Host): Finding {
  const machine = Temporal.Now.timeZoneId()
  const all = [...new Set(scheduled.map(s => s.schedule.zone))].sort()
  const there = all.map(zone => `${zone} (now ${localTime(host.now(), zone)})`)
  const of = there.length > 0 ? `; schedules: ${there.join(", ")}` : ""
  return { what: "time zone", ok: true, found: `machine: ${machine}${of}` }
}

const localTime = (now: Date, zone: string) =>
  Temporal.Instant.from(now.toISOString())
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: "minute" })

/** The schedules; those that are broken; and notes whose schedule is gone. */
function schedules(
  scheduled: readonly Scheduled[],
  { broken, lost }: { broken: readonly string[]; lost: readonly string[] },
): Finding {
  const what = "schedules"
  const names = scheduled.map(s => s.note).join(", ") || "none: editions are made by hand"
  const found = lost.length === 0 ? names : `${names}; no more: ${lost.join(", ")}`
  if (broken.length > 0) return { what, ok: false, found, hint: `mend these:\n${broken.join("\n")}` }
  if (lost.length === 0) return { what, ok: true, found }
  const given = lost.map(note => `\`brief run --pause ${note}\``).join(", ")
  const hint = `put the schedule.json back: nothing is made without it; or, if it was given up, say so: ${given}`
  return { what, ok: false, found, hint }
}

/** Who calls may live elsewhere: then the record shows that the last edition was made by a call, not by a person. */
async function triggers(
  scheduled: readonly Scheduled[],
  lines: readonly RunLine[],
  host: Host,
): Promise<Finding> {
  const what = "triggers"
  const found = await findTriggers(host)
  if (found.length > 0) return { what, ok: true, found: found.join(", ") }
  if (scheduled.length === 0) return { what, ok: true, found: "none, and no schedule needs one" }
  const caller = recentCaller(scheduled, lines, host.now())
  if (caller)
    return { what, ok: true, found: `none on this machine; the last editions were called for by ${caller}` }
  const hint =
    "install one: brief schedule print --for systemd, or cron, launchd, windows, github, kubernetes"
  // Until something has called for the first time, a schedule without a first day promises nothing.
  const promised = lines.length > 0 || scheduled.some(s => s.schedule.from !== undefined)
  if (promised) return { what, ok: false, found: "none: nothing calls brief run --due here", hint }
  return { what, ok: true, found: "none yet, and nothing was called so far: editions are made by hand", hint }
}

/** Who called for an edition of the last planned time of its note, if it was not a person. */
function recentCaller(
  scheduled: readonly Scheduled[],
  lines: readonly RunLine[],
  now: Date,
): string | undefined {
  const last = new Map(scheduled.map(({ note, schedule }) => [note, lastSlot(schedule, note, now)?.planned]))
  return lines
    .filter(line => line.event === "begun")
    .find(({ note, cause, trigger, planned }) => {
      const due = last.get(note)
      const isCall = cause === "due" && trigger !== "a person"
      return isCall && due !== undefined && planned !== null && Date.parse(planned) >= Date.parse(due)
    })?.trigger
}

function lastSlot(schedule: Schedule, note: string, now: Date): Slot | undefined {
  const to = now.toISOString()
  const from = Temporal.Instant.from(to)
    .subtract({ hours: 24 * 100 })
    .toString()
  return slotsBetween(schedule, note, { from, to }).at(-1)
}

function lastRun(lines: readonly RunLine[], problems: readonly Problem[]): Finding {
  const what = "last run"
  const [broken] = problems.filter(p => p.severity === "error")
  if (broken) {
    const [found = "", hint] = formatProblem(broken).split("\n  hint: ")
    return { what, ok: false, found, ...(hint && { hint }) }
  }
  const torn = problems.length
  const begun = lines.filter(line => line.event === "begun").at(-1)
  const also = torn > 0 ? ` (${torn} lines of the record cannot be read)` : ""
  if (!begun) return { what, ok: true, found: `none yet${also}` }
  const ended = lines.find(line => line.event === "ended" && line.attempt === begun.attempt)
  const outcome = ended?.event === "ended" ? ended.outcome : "not ended"
  return { what, ok: true, found: `${begun.at}, ${begun.note} ${begun.edition}: ${outcome}${also}` }
}

function nextRun(scheduled: readonly Scheduled[], host: Host): Finding {
  const now = host.now().toISOString()
  const next = scheduled
    .flatMap(({ note, schedule }) => nextSlot(schedule, note, now) ?? [])
    .sort((a, b) => Date.parse(a.planned) - Date.parse(b.planned))[0]
  return {
    what: "next run",
    ok: true,
    found: next ? `${next.local}, ${next.note} ${next.edition}` : "none planned",
  }
}

async function room(out: string, host: Host): Promise<Finding> {
  const what = "free disk"
  const bytes = await host.freeBytes(out)
  if (bytes === undefined) return { what, ok: true, found: "unknown" }
  const found = `${Math.floor(bytes / 1_000_000)} MB in ${out}; ${await reserved(out, host)}`
  if (bytes >= leastBytes) return { what, ok: true, found }
  return { what, ok: false, found, hint: `make room: at least ${leastBytes / 1_000_000} MB should be free` }
}

/** What is kept for the record where the disk is full. */
async function reserved(out: string, host: Host): Promise<string> {
  const path = `${out}/${reserve.name}`
  const isThere = (await host.list(out).catch(() => [] as string[])).includes(reserve.name)
  const kept = isThere ? await host.read(path).catch(() => undefined) : undefined
  if (kept && kept.length >= reserve.bytes) return `${reserve.bytes / 1024} KiB more kept for the record`
  return "nothing is kept for the record yet: a run does so, where there is room"
}

function secrets(scheduled: readonly Scheduled[], { env }: Host): readonly Finding[] {
  const names = variablesOf(
    scheduled.map(s => s.schedule),
    { env },
  )
  if (names.length === 0) return []
  const missing = names.filter(name => !env[name])
  const what = "secrets"
  if (missing.length === 0) return [{ what, ok: true, found: names.join(", ") }]
  const hint = "set them where the trigger finds them; brief schedule print says where that is"
  return [{ what, ok: false, found: `not set here: ${missing.join(", ")}`, hint }]
}

/** Whom the last message of a note did not reach: editions are made all the same, and nobody might notice. */
function messages(scheduled: readonly Scheduled[], lines: readonly RunLine[]): readonly Finding[] {
  if (scheduled.every(({ schedule }) => schedule.notify.length === 0)) return []
  const what = "messages"
  const lost = scheduled.flatMap(({ note, schedule }) => untold(schedule, historyOf(lines, note)))
  if (lost.length === 0) return [{ what, ok: true, found: "none that could not be sent" }]
  const found = lost
    .map(({ note, by, to, at, reason }) => `${note}, ${by} to ${to}, ${at}: ${reason}`)
    .join("; ")
  const notes = [...new Set(lost.map(({ note }) => note))]
  const hint = `mend what is said, and try it: ${notes.map(note => `brief notify ${note} --test`).join(", ")}`
  return [{ what, ok: false, found: `not sent: ${found}`, hint }]
}

const instant = (ms: number) => new Date(ms).toISOString()
