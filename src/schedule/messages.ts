import type { Host } from "../host.js"
import type { Message } from "../model/runs.js"
import { noteName } from "../tell/name.js"
import { type Notice, occasionFor } from "./notices.js"

/** Notices that are told in one message. There is one at least. */
export type Bundle = readonly [Notice, ...Notice[]]

/** The notices of a note as messages: each its own, but what somebody is to be told that was missed is told at once. */
export function bundled(notices: readonly Notice[]): readonly Bundle[] {
  const found = new Map<string, [Notice, ...Notice[]]>()
  for (const notice of notices) {
    const name = `${notice.key} ${notice.attempt ?? "missed"}`
    const others = found.get(name)
    if (others) others.push(notice)
    else found.set(name, [notice])
  }
  return [...found.values()]
}

/** What is told by a bundle: of several that were missed, the last, with all of them among the reasons. */
export async function messageOf(bundle: Bundle, host: Host): Promise<Message> {
  const { rule, line } = bundle.at(-1)!
  const isEnd = line.event === "ended"
  const { note, slot, edition, planned, at } = line
  const [outcome, review, files] = isEnd
    ? [line.outcome, line.review, line.files]
    : (["missed", [], []] as const)
  // One rule may stand in the stead of two, and owe the same twice.
  const missed = [...new Set(bundle.map(notice => notice.line))]
  const several = missed.length > 1
  return {
    on: occasionFor(rule, { outcome, review })!,
    ...{ note, name: await noteName(note, host), slot, edition },
    ...(several && { editions: [...new Set(missed.map(one => one.edition))].sort() }),
    issue: isEnd ? line.issue : null,
    planned: several ? null : planned,
    at,
    reason: several ? missed.map(one => `${one.slot}: ${one.reason}`).join("\n") : line.reason,
    ...{ files, review },
  }
}
