import type { Problem } from "../model/problem.js"
import type { ToldLine } from "../model/runs.js"
import type { Schedule } from "../model/schedule.js"
import { recordAll } from "./ledger.js"
import { type Bundle, bundled, messageOf } from "./messages.js"
import { type Notice, owedNotices } from "./notices.js"
import { keepPending, pendingLines } from "./pending.js"
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
  const pending = (await pendingLines(running)).filter(line => line.note === note)
  const history = await historyNow(note, running)
  const known = pending.length === 0 ? history : { ...history, told: [...history.told, ...pending] }
  const fresh = owedNotices(schedule, known, instantNow(running)).filter(one => !told.has(nameOf(one)))
  for (const notice of fresh) told.add(nameOf(notice))
  const bundles = bundled(fresh)
  // In turn: each adds to what was kept before, and one who was forgotten would be told again.
  let kept = Promise.resolve()
  const keep = (lines: readonly ToldLine[]) => {
    kept = kept.then(() => keepPending(lines, running))
    return kept
  }
  const problems: Problem[] = []
  for (let first = 0; first < bundles.length; first += atOnce) {
    const some = bundles.slice(first, first + atOnce)
    problems.push(...(await Promise.all(some.map(one => tellOne(one, schedule, { keep, running })))).flat())
  }
  return problems
}

const nameOf = ({ owed, attempt, line }: Notice) => `${owed} ${attempt ?? `${line.note} ${line.slot}`}`

async function tellOne(
  bundle: Bundle,
  schedule: Schedule,
  { keep, running }: { keep: (lines: readonly ToldLine[]) => Promise<void>; running: Running },
): Promise<readonly Problem[]> {
  const { host, works, signal, progress } = running
  const message = await messageOf(bundle, host)
  const { zone, notify } = schedule
  const [outcome] = await works.tell(message, [bundle[0].rule], host, { signal, zone, beside: notify })
  if (!outcome) return []
  const { by, to, on, tries, sent, reason } = outcome
  const { note } = message
  const came = `${on} ${sent ? "told to" : "could not be told to"} ${to}`
  progress(`${note} ${message.edition}: ${came}${reason === null ? "" : `, ${reason}`}`)
  const at = instantNow(running)
  const line = { event: "told", at, note, on, by, to, tries, sent, reason } as const
  const lines = bundle.map(({ attempt, key, owed, line: about }) => {
    const debt = { slot: about.slot, attempt, rule: key, ...(owed !== key && { owed }) }
    return { ...line, ...debt }
  })
  const problems = await recordAll(lines, running)
  if (problems.length > 0) await keep(lines)
  return problems
}
