import { sha256 } from "../edition/inputs.js"
import type { Host } from "../host.js"
import { type ToldLine, told } from "../model/runs.js"
import { recordAll } from "./ledger.js"

interface Place {
  readonly host: Host
  readonly out: string
}

const ofProcess = new WeakMap<Host, Map<string, readonly ToldLine[]>>()

/**
 * Who was told what, though the ledger could not be made to say so. This process remembers it, and a file of this user's in the
 * system's temporary folder tells the next one; where neither can, people are told again.
 */
export async function pendingLines(place: Place): Promise<readonly ToldLine[]> {
  const all = [...(await written(place)), ...(ofProcess.get(place.host)?.get(place.out) ?? [])]
  return [...new Map(all.map(line => [JSON.stringify(line), line])).values()]
}

/** Keeps lines that could not be written down. It never fails. */
export async function keepPending(lines: readonly ToldLine[], place: Place): Promise<void> {
  // As they will be read again, so that a line is known for the same.
  const parsed = lines.map(line => told.parse(line))
  await keep([...(await pendingLines(place)), ...parsed], place)
}

/** Writes down what waits for it, if that can be done now. */
export async function settlePending(place: Place): Promise<void> {
  const lines = await pendingLines(place)
  if (lines.length > 0 && (await recordAll(lines, place)).length === 0) await keep([], place)
}

async function keep(lines: readonly ToldLine[], { host, out }: Place): Promise<void> {
  ofProcess.set(host, new Map(ofProcess.get(host)).set(out, lines))
  const text = lines.map(line => `${JSON.stringify(line)}\n`).join("")
  await host.aside.write(nameOf({ host, out }), text).catch(() => {})
}

async function written({ host, out }: Place): Promise<readonly ToldLine[]> {
  const text = await host.aside.read(nameOf({ host, out }))
  return text?.split("\n").flatMap(lineOf) ?? []
}

function lineOf(text: string): ToldLine[] {
  try {
    const { data } = told.safeParse(JSON.parse(text))
    return data ? [data] : []
  } catch {
    return []
  }
}

const nameOf = ({ host, out }: Place) => `told-${sha256(`${host.root}\n${out}`).slice(0, 12)}.jsonl`
