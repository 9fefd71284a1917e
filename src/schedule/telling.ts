import { type Problem, ProblemError } from "../model/problem.js"
import type { Schedule } from "../model/schedule.js"
import { record } from "./ledger.js"
import { type Bundle, bundled, messageOf } from "./messages.js"
import { type Notice, owedNotices } from "./notices.js"
import { historyNow, instantNow, type Running } from "./running.js"

/** As many messages at once as a mail server takes connections without complaint. */
const atOnce = 5

/**
 * Tells everybody who is still to be told of a note's editions, each once in a run, and writes down what came of it. Nothing
 * here fails: a message that could not be sent stands in the ledger; a ledger that cannot be written is told as a problem.
 */
export async function tellOwed(
  note: string,
  schedule: Schedule,
  { told, running }: { told: Set<string>; running: Running },
): Promise<readonly Problem[]> {
  if (schedule.notify.length === 0) return []
  const owed = owedNotices(schedule, await historyNow(note, running), instantNow(running))
  const fresh = owed.filter(notice => !told.has(nameOf(notice)))
  for (const notice of fresh) told.add(nameOf(notice))
  const bundles = bundled(fresh)
  try {
    for (let first = 0; first < bundles.length; first += atOnce)
      await Promise.all(bundles.slice(first, first + atOnce).map(one => tellOne(one, schedule, running)))
    return []
  } catch (error) {
    if (error instanceof ProblemError) return error.problems
    throw error
  }
}

const nameOf = ({ owed, attempt, line }: Notice) => `${owed} ${attempt ?? `${line.note} ${line.slot}`}`

async function tellOne(bundle: Bundle, schedule: Schedule, running: Running): Promise<void> {
  const { host, works, signal, progress } = running
  const message = await messageOf(bundle, host)
  const { zone, notify } = schedule
  const [outcome] = await works.tell(message, [bundle[0].rule], host, { signal, zone, beside: notify })
  if (!outcome) return
  const { by, to, on, tries, sent, reason } = outcome
  const { note } = message
  const came = `${on} ${sent ? "told to" : "could not be told to"} ${to}`
  progress(`${note} ${message.edition}: ${came}${reason === null ? "" : `, ${reason}`}`)
  const at = instantNow(running)
  const line = { event: "told", at, note, on, by, to, tries, sent, reason } as const
  for (const { attempt, key, owed, line: about } of bundle) {
    const debt = { slot: about.slot, attempt, rule: key, ...(owed !== key && { owed }) }
    await record({ ...line, ...debt }, running)
  }
}
