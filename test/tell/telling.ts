import type { Host } from "../../src/host.js"
import type { Message } from "../../src/model/runs.js"
import { type Notification, notification } from "../../src/model/schedule.js"
import type { Limits } from "../../src/tell/limits.js"
import { world } from "../world.js"

/** For tests of servers that keep silent: so short that they are over soon, and but two tries. */
export const impatient: Partial<Limits> = { silenceMs: 150, tries: 2 }

/** An issued edition with both files in three languages, unless changed. */
export function message(changes: Partial<Message> = {}): Message {
  const file = (rest: string) => `output/oic-positions/2026-11/oic-positions.${rest}`
  return {
    on: "issued",
    note: "oic-positions",
    name: { en: "Positions on Mali", fr: "Positions sur le Mali", ar: "مواقف بشأن مالي" },
    slot: "2026-11",
    edition: "2026-11",
    issue: "2026-11",
    planned: "2026-11-01T06:00:00Z",
    at: "2026-11-01T06:00:41Z",
    reason: null,
    files: ["en.pdf", "en.docx", "fr.pdf", "fr.docx", "ar.pdf", "ar.docx"].map(file),
    review: [],
    ...changes,
  }
}

/** A rule with its defaults, as it stands in a schedule. */
export const rule = (given: object): Notification => notification.parse(given)

/** A world with some variables and files, which waits for nothing and remembers for how long it would have. */
export function telling({
  env = {},
  files = {},
}: {
  env?: Record<string, string>
  files?: Record<string, Uint8Array>
} = {}): Host & { readonly waits: number[] } {
  const base = world()
  for (const [path, bytes] of Object.entries(files)) base.written.set(path, bytes)
  const waits: number[] = []
  const wait = async (ms: number) => {
    waits.push(ms)
  }
  return { ...base, env: { PATH: process.env.PATH, ...env }, wait, waits }
}
