import type { Message, ToldLine } from "../model/runs.js"
import { noteName } from "../tell/name.js"
import { before } from "./history.js"
import { keyOf } from "./notices.js"
import { keepPending, pendingLines } from "./pending.js"
import { historyNow, instantNow, type Job, type Running } from "./running.js"

/**
 * Tells people that an edition cannot be made because nothing can be written down, not even that they were told. Who knows already
 * that it fails is left in peace, as far as that can be remembered: what is told again all the same bears the same name, by which mail
 * servers and receivers of webhooks drop it. It never fails.
 */
export async function tellUnrecorded(job: Job, reason: string, running: Running): Promise<void> {
  const { host, works, signal, progress } = running
  const { note, edition, slot, schedule } = job
  const known = new Set((await knownOf(job, running)).map(line => line.rule))
  const message = await messageOf(job, reason, running)
  for (const rule of schedule.notify.filter(one => one.on.includes("failed"))) {
    const key = keyOf(rule)
    if (known.has(key)) continue
    known.add(key)
    const beside = { signal, zone: schedule.zone, beside: schedule.notify }
    const [outcome] = await works.tell(message, [rule], host, beside)
    if (!outcome) continue
    progress(`${note} ${edition}: failed ${outcome.sent ? "told to" : "could not be told to"} ${outcome.to}`)
    const line = { event: "told", at: message.at, note, slot, attempt: "unrecorded", rule: key } as const
    await keepPending([{ ...line, ...outcome }], running)
  }
}

/** A disk that is full, failed, or may only be read: what a person has to see to. */
export const isDiskFault = (code: string | undefined) => /^(ENOSPC|EDQUOT|EROFS|EIO)$/.test(code ?? "")

/** Who was told that this slot fails, since it is due. */
async function knownOf({ note, slot, planned }: Job, running: Running): Promise<readonly ToldLine[]> {
  const history = await historyNow(note, running).catch(() => undefined)
  const isOwn = (line: ToldLine) =>
    line.note === note && line.slot === slot && line.on === "failed" && line.sent
  return [...(history?.told ?? []), ...(await pendingLines(running))].filter(
    line => isOwn(line) && !(planned && before(line.at, planned)),
  )
}

async function messageOf(job: Job, reason: string, { host }: Running): Promise<Message> {
  const { note, slot, edition, planned } = job
  return {
    ...{ on: "failed", note, name: await noteName(note, host), slot, edition, issue: null, planned },
    ...{ at: instantNow({ host }), reason, files: [], review: [] },
  }
}
