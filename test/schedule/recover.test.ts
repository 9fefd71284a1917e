import { describe, expect, it } from "vitest"
import { machine, monthly } from "./machine.js"

const weekly = { ...monthly, every: { cron: "0 6 * * 1" }, catchUp: "P6D" }

/** The second edition of a month was begun, after the first was issued, and the power failed. */
async function interrupted() {
  const m = machine({ a: weekly }, { now: "2026-11-02T06:00:00Z" })
  await m.run()
  m.now = "2026-11-09T06:00:10Z"
  m.put("data/facts.json", { version: 2 })
  const [slot, planned] = ["2026-11-09T06:00", "2026-11-09T06:00:00Z"]
  const which = { attempt: "stopped", note: "a", slot, edition: "2026-11", planned }
  const begun = {
    event: "begun",
    at: m.now,
    ...which,
    cause: "due",
    trigger: "cron",
    try: 1,
    before: "2026-11",
  }
  await m.host.append("output/runs.jsonl", JSON.stringify(begun))
  return m
}

describe("an attempt that was interrupted", () => {
  it("before it issued anything is made again: what stood before it was not its work", async () => {
    const m = await interrupted()
    expect((await m.run()).slots).toMatchObject([{ outcome: "revision", issue: "2026-11-r2" }])
    expect(m.made).toEqual(["a 2026-11", "a 2026-11-r2"])
    expect((await m.run()).slots).toEqual([])
  })
})
