import { Temporal } from "temporal-polyfill"
import { z } from "zod"
import type { Host } from "../host.js"
import { type JsonFile, readJson } from "../json.js"
import { type Problem, ProblemError, problem } from "../model/problem.js"
import { type Schedule, schedule } from "../model/schedule.js"
import { nearest } from "../references.js"
import { parseAddresses } from "../tell/addresses.js"
import { parseCron, wallTimes } from "./walls.js"

/** What the folder of a note says of its editions: a schedule, none (they are made by hand), or what is wrong with it. */
export interface LoadedSchedule {
  readonly note: string
  /** Absent if the note has none, or one with problems. */
  readonly schedule?: Schedule
  readonly problems: readonly Problem[]
}

/**
 * The schedules of all notes, by note: the folders under `templates/` with a `note.json` or a `schedule.json`. A problem stays with
 * its note, and neither a broken schedule nor a broken definition hides another note's.
 */
export async function loadSchedules(host: Host): Promise<ReadonlyMap<string, LoadedSchedule>> {
  const loaded = new Map<string, LoadedSchedule>()
  for (const note of await host.list("templates")) {
    const names = await host.list(`templates/${note}`)
    const has = { definition: names.includes("note.json"), schedule: names.includes("schedule.json") }
    if (!has.definition && !has.schedule) continue
    loaded.set(note, has.schedule ? await loadSchedule(note, host, has.definition) : { note, problems: [] })
  }
  return loaded
}

async function loadSchedule(note: string, host: Host, isNote: boolean): Promise<LoadedSchedule> {
  const problems: Problem[] = []
  const file = await reading(problems, () =>
    readJson(`templates/${note}/schedule.json`, schedule, { host, problems }),
  )
  if (!file) return { note, problems }
  if (isNote) checkLanguages(file, await languagesOf(note, host), problems)
  else {
    const hint = `move it into the folder of a note, or add templates/${note}/note.json`
    problems.push(problem("there is no note in this folder", { place: { file: file.file }, hint }))
  }
  await checkTimes(file, host, problems)
  await checkAddresses(file, problems)
  return problems.length > 0 ? { note, problems } : { note, schedule: file.value, problems }
}

/** A file that cannot be read at all is a problem of its note too. */
async function reading<T>(problems: Problem[], read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    problems.push(...error.problems)
    return undefined
  }
}

/** The languages of a note; undefined if its definition does not tell, whatever else is wrong with it. */
async function languagesOf(note: string, host: Host): Promise<readonly string[] | undefined> {
  const definition = z.looseObject({ languages: z.array(z.string()) })
  const aside: Problem[] = []
  const read = () => readJson(`templates/${note}/note.json`, definition, { host, problems: aside })
  return (await reading(aside, read))?.value.languages
}

function checkLanguages(
  file: JsonFile<Schedule>,
  known: readonly string[] | undefined,
  problems: Problem[],
): void {
  const { languages, allowMissing, notify } = file.value
  const check = (named: readonly string[] | undefined, of: readonly string[] | undefined, path: Path) =>
    named?.forEach((language, i) => {
      if (!of || of.includes(language)) return
      const near = nearest(language, of)
      const hint = `${near ? `did you mean "${near}"? ` : ""}There are: ${of.join(", ")}`
      const what = `"${language}" is none of the languages that are made`
      problems.push(problem(what, { place: file.place(...path, i), hint }))
    })
  check(languages, known, ["languages"])
  check(allowMissing, languages ?? known, ["allowMissing"])
  notify.forEach((rule, i) => {
    if (rule.by === "mail") check(rule.languages, languages ?? known, ["notify", i, "languages"])
  })
}

/** Whom no mail can be sent to is known now, not first when there is something to tell. */
async function checkAddresses(file: JsonFile<Schedule>, problems: Problem[]): Promise<void> {
  const check = async (text: string, path: Path, most = Number.POSITIVE_INFINITY) => {
    const found = /[\r\n]/.test(text) ? undefined : await parseAddresses(text)
    if (found && found.length <= most) return
    const what = most === 1 ? "expected one mail address" : "expected a mail address"
    const hint = "write officer@example.org, or Name <officer@example.org>, on one line"
    problems.push(problem(`${what}, found ${JSON.stringify(text)}`, { place: file.place(...path), hint }))
  }
  for (const [i, rule] of file.value.notify.entries()) {
    if (rule.by !== "mail") continue
    await check(rule.from, ["notify", i, "from"], 1)
    for (const key of ["to", "cc"] as const)
      for (const [j, text] of rule[key].entries()) await check(text, ["notify", i, key, j])
  }
}

type Path = readonly (string | number)[]

async function checkTimes(file: JsonFile<Schedule>, host: Host, problems: Problem[]): Promise<void> {
  const { every, grace, catchUp, zone } = file.value
  if (typeof every === "object") {
    checkCron(file, every.cron, problems)
    // What was given cannot be told from a default any more, so the file is asked once more.
    const given = z.looseObject({ day: z.unknown().optional(), time: z.unknown().optional() })
    const asked = await readJson(file.file, given, { host, problems })
    for (const key of ["day", "time"] as const) {
      if (asked?.value[key] === undefined) continue
      const hint = "leave it out: the cron expression says it"
      problems.push(problem(`a cron expression has its own ${key}`, { place: file.place(key), hint }))
    }
  }
  const relativeTo = Temporal.ZonedDateTime.from({ year: 2000, month: 1, day: 1, timeZone: zone })
  if (Temporal.Duration.compare(grace, catchUp, { relativeTo }) <= 0) return
  const hint = `make grace shorter than ${catchUp}, or catchUp longer than ${grace}`
  const what = "an edition would count as missing only when it may no longer be made"
  problems.push(problem(what, { place: file.place("grace"), hint }))
}

function checkCron(file: JsonFile<Schedule>, expression: string, problems: Problem[]): void {
  const place = file.place("every", "cron")
  const hint =
    "write minute, hour, day of the month, month and day of the week: 0 6 1 * * is 06:00 on the 1st"
  const found = `found "${expression}"`
  if (expression.split(/\s+/).length !== 5) {
    problems.push(problem(`expected a cron expression of five fields, ${found}`, { place, hint }))
    return
  }
  try {
    parseCron(expression)
  } catch (error) {
    const why = (error as Error).message.replace(/^CronPattern: /, "").replace(/\.$/, "")
    problems.push(problem(`expected a cron expression, ${found}: ${lowerFirst(why)}`, { place, hint }))
    return
  }
  if (!wallTimes(file.value, Temporal.PlainDateTime.from("2000-01-01")).next().done) return
  const other = "look at the day and the month: 30 February never comes"
  problems.push(problem(`"${expression}" never comes true`, { place, hint: other }))
}

const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1)
