import type { DataFiles } from "../files.js"
import type { Host } from "../host.js"
import { type Facts, load } from "../load.js"
import type { NoteDefinition } from "../model/notes.js"
import { failOnErrors, type Problem, ProblemError, problem } from "../model/problem.js"
import type { Printer } from "../render/pdf/printer.js"
import type { BuildOptions, BuildResult } from "./built.js"
import type { Edition } from "./composed.js"
import { seenFrom } from "./concern.js"
import { checkedDay, knownBy } from "./cutoff.js"
import { chooseNotes, loadDefinitions } from "./definitions.js"
import { recorder, snapshot } from "./inputs.js"
import { issuedEditions, issuedNotes, type Place } from "./issued.js"
import { buildAll } from "./issuing.js"

/**
 * Builds editions of notes. Everything is loaded, compared, composed and rendered before the first file is written; then
 * each edition appears whole. One that was issued from the same before is left as it is; from other data, prose or
 * wishes a revision is issued beside it. Throws a ProblemError with every problem found.
 */
export async function build(options: BuildOptions, host: Host): Promise<BuildResult> {
  const { formats = ["pdf", "docx"], out = "output" } = options
  const edition = editionOf(options.edition, host, options.day)
  const cutOff = options.cutOff && checkedDay("the cut-off", options.cutOff)
  const place = { host, out }
  let printer: Promise<Printer> | undefined
  const opened = () => {
    printer ??= startPrinter(host)
    return printer
  }
  try {
    if (formats.includes("pdf") && (await isNew(options, edition, place))) await opened()
    const frozen = snapshot(host)
    const loading = recorder(frozen)
    const [only] = options.alone ? (options.notes ?? []) : []
    const { facts: all, files, definitions, aside } = await loadAll(loading.host, only)
    const { facts, leftOut } = cutOff ? knownBy(all, cutOff) : { facts: all, leftOut: [] }
    const shop = {
      ...{ options, formats, edition, facts, files, place, aside },
      ...{ reads: loading.reads, host: frozen, printer: opened },
      cutOff: cutOff ? { day: cutOff, leftOut: [...leftOut] } : null,
    }
    return await buildAll(chooseNotes(definitions, options.notes ?? []), shop)
  } finally {
    await (await printer)?.close()
  }
}

/** Whether something is likely to be printed, so that the browser may start at once: a note has no edition of the month yet. */
async function isNew({ notes }: BuildOptions, { id }: Edition, place: Place): Promise<boolean> {
  const names = notes && notes.length > 0 ? notes : await issuedNotes(place)
  const issued = await Promise.all(names.map(name => issuedEditions(name, { ...place, month: id })))
  return names.length === 0 || issued.some(editions => editions.length === 0)
}

/** The browser starts while the note is being composed. */
export async function startPrinter({ env }: Host): Promise<Printer> {
  const { openPrinter } = await import("../render/pdf/printer.js")
  const printer = openPrinter({ env })
  printer.start()
  return printer
}

/** All that notes are made from. `aside` is what is wrong with what the one note that was asked for cannot use, as warnings. */
export interface Loaded {
  readonly facts: Facts
  readonly files: DataFiles
  readonly definitions: readonly NoteDefinition[]
  readonly aside: readonly Problem[]
}

/** The facts and definitions, or every problem in them at once; those that touch one note, if only that is asked for. */
export async function loadAll(host: Host, only?: string): Promise<Loaded> {
  const [data, notes] = await Promise.all([load(host, { on: only !== undefined }), loadDefinitions(host)])
  const { facts, files } = data
  const { definitions } = notes
  const own = definitions.find(({ id }) => id === only)
  const [ofData, ofNotes] = own
    ? [seenFrom(data.problems, own, facts), ofOthers(notes.problems, own.id)]
    : [data.problems, notes.problems]
  failOnErrors([...ofData, ...ofNotes])
  const told = [...data.problems, ...notes.problems]
  const aside = [...ofData, ...ofNotes].filter((p, i) => p.severity !== told[i]!.severity)
  return { facts, files, definitions, aside }
}

/** What is wrong with definitions, where that of other notes is a warning. */
function ofOthers(problems: readonly Problem[], note: string): readonly Problem[] {
  const isOwn = ({ place }: Problem) => place?.file === `templates/${note}/note.json`
  return problems.map(p => (isOwn(p) ? p : { ...p, severity: "warning" as const }))
}

/**
 * The edition of a month. The note is dated as given, else today if the month is the present one, else on the month's last
 * day.
 */
export function editionOf(id: string | undefined, host: Host, given?: string): Edition {
  const today = given === undefined ? host.now().toISOString().slice(0, 10) : checkedDay("the date", given)
  if (id === undefined || id === today.slice(0, 7)) return { id: id ?? today.slice(0, 7), day: today }
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(id)) {
    throw new ProblemError([problem(`"${id}" is no edition`, { hint: "write the month as 2026-11" })], {
      usage: true,
    })
  }
  if (given) return { id, day: given }
  const [year = 0, month = 0] = id.split("-").map(Number)
  return { id, day: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) }
}
