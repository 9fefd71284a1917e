import { issuedEditions } from "../edition/issued.js"
import type { Host } from "../host.js"
import type { Message } from "../model/runs.js"
import type { Schedule } from "../model/schedule.js"
import { noteName } from "./name.js"
import { type TellOptions, type Told, tell } from "./tell.js"

/** How notifications are tried out; every field has a default. */
export interface TrialOptions extends TellOptions {
  /** The folder that editions are in: "output". */
  readonly out?: string | undefined
}

/**
 * Sends a message that says it is a test by every rule of a note's schedule, in the order of the rules: of the first occasion
 * of each, with the files of the last edition, if there is one.
 */
export async function tryOut(
  note: string,
  { notify, zone }: Pick<Schedule, "notify" | "zone">,
  host: Host,
  { out = "output", ...options }: TrialOptions = {},
): Promise<readonly Told[]> {
  const message = await trialMessage(note, { host, out })
  const told = notify.map(rule =>
    tell({ ...message, on: rule.on[0]! }, [rule], host, { zone, ...options, beside: notify, test: true }),
  )
  return (await Promise.all(told)).flat()
}

async function trialMessage(note: string, place: { host: Host; out: string }): Promise<Omit<Message, "on">> {
  const { host } = place
  const last = (await issuedEditions(note, place)).filter(e => e.manifest).at(-1)
  const at = host.now().toISOString()
  const edition = last?.month ?? at.slice(0, 7)
  const files = (last?.manifest?.outputs ?? [])
    .filter(({ kind }) => kind !== "document")
    .map(({ file }) => `${last?.folder}/${file}`)
  const name = await noteName(note, host)
  const issue = last?.id ?? null
  return { note, name, slot: edition, edition, issue, planned: null, at, reason: null, files, review: [] }
}
