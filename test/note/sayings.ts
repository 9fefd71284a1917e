import type { StatedFact } from "../../src/model/since.js"
import type { Claim, Trace } from "../../src/model/trace.js"
import type { Saying } from "../../src/note/since.js"

export const passage = (hash: string | null, paragraph = "1") => ({
  ...{ source: "report", symbol: null, language: "en", paragraph, anchors: ["an anchor"], hash },
})

export function claim(facts: readonly string[], text: string, more: Partial<Claim> = {}): Claim {
  const passages = facts.map(() => passage("h1"))
  return { id: "c", text, origin: "fact", section: "", facts: [...facts], passages, asOf: null, ...more }
}

export function saying(claims: readonly Claim[], stated: readonly StatedFact[] = []): Saying {
  const trace: Trace = {
    kind: "briefing-notes trace",
    version: 1,
    note: "n",
    edition: "2026-11",
    language: "en",
    title: "T",
    date: "2026-11-21",
    asOf: "2026-11-21",
    sources: [{ id: "report", name: "r", symbol: null, address: null, asOf: "2026-11-21" }],
    claims: claims.map((c, i) => ({ ...c, id: `c${i + 1}` })),
  }
  return { trace, stated }
}

export const aspects = (first: string) => `${first}.b.c.d.e`
export const fact = (id: string, state = "a", value: string | null = "12"): StatedFact => ({
  ...{ id, kind: value === null ? "statement" : "figure", name: `troops ${id}`, value },
  state: aspects(state),
})
