import { describe, expect, it } from "vitest"
import type { Host } from "../../src/host.js"
import { schedule } from "../../src/model/schedule.js"
import { slotsBetween } from "../../src/schedule/calendar.js"
import { type Called, type StartEvent, start, startLine } from "../../src/schedule/start.js"
import { world } from "../world.js"

const minute = 60_000
const hour = 60 * minute
const file = "templates/oic-positions/schedule.json"
const nothing: Called = { lines: [], tried: false }

/** A world whose clock moves only while somebody waits, and in which one note has a schedule. */
function clockwork(from: string, given: object = { every: "month", zone: "UTC" }) {
  const changes: Record<string, unknown> = {
    "templates/minusma-gaps/schedule.json": undefined,
    [file]: given,
  }
  const at = { ms: Date.parse(from) }
  const stop = new AbortController()
  const events: StartEvent[] = []
  const calls: string[] = []
  /** What happens at a wait, besides that time passes. */
  const happens = { wait: (_ms: number) => {} }
  const host: Host = {
    ...world(changes),
    env: {},
    now: () => new Date(at.ms),
    wait: async ms => {
      at.ms += ms
      happens.wait(ms)
    },
  }
  const go = ({
    until,
    call = async () => nothing,
    everySeconds = 60,
  }: {
    until: string
    call?: (signal: AbortSignal) => Promise<Called>
    everySeconds?: number
  }) => {
    const before = happens.wait
    happens.wait = ms => {
      before(ms)
      if (at.ms >= Date.parse(until)) stop.abort()
    }
    const noted = (signal: AbortSignal) => {
      calls.push(host.now().toISOString())
      return call(signal)
    }
    return start({ call: noted, tell: event => events.push(event), everySeconds }, host, stop.signal)
  }
  return { at, changes, events, calls, happens, host, stop, go }
}

describe("brief schedule start", () => {
  it("calls at once, at the second of each planned edition, and each quarter of an hour", async () => {
    const { calls, go } = clockwork("2026-11-30T23:50:10Z", { every: "month", time: "00:07", zone: "UTC" })
    await go({ until: "2026-12-01T00:30:00Z" })
    expect(calls).toEqual([
      "2026-11-30T23:50:10.000Z",
      "2026-12-01T00:05:10.000Z",
      "2026-12-01T00:07:00.000Z",
      "2026-12-01T00:22:00.000Z",
    ])
  })

  it.each([
    ["Europe/Paris", "2026-03-27T00:00:00Z", "2026-03-31T00:00:00Z"],
    ["Europe/Paris", "2026-10-23T00:00:00Z", "2026-10-27T00:00:00Z"],
    ["Australia/Lord_Howe", "2026-04-03T00:00:00Z", "2026-04-07T00:00:00Z"],
  ])("misses none where clocks change: %s from %s", async (zone, from, to) => {
    const given = { every: { cron: "30 1,2 * * *" }, zone }
    const { calls, go } = clockwork(from, given)
    await go({ until: to, everySeconds: 3600 })
    const planned = slotsBetween(schedule.parse(given), "oic-positions", { from, to }).map(s => s.planned)
    expect(planned.length).toBeGreaterThan(6)
    expect(calls).toEqual(expect.arrayContaining(planned.map(p => new Date(p).toISOString())))
  })

  it("a machine that was suspended is noticed at the first look", async () => {
    const { at, calls, happens, go } = clockwork("2026-11-30T20:00:00Z")
    let looks = 0
    happens.wait = () => {
      if (++looks === 3) at.ms += 5 * hour
    }
    await go({ until: "2026-12-01T01:10:00Z" })
    expect(calls).toEqual(["2026-11-30T20:00:00.000Z", "2026-12-01T01:03:00.000Z"])
  })

  it("after the clock was put back it calls at once", async () => {
    const { at, calls, happens, go, stop } = clockwork("2026-12-02T12:00:00Z")
    let looks = 0
    happens.wait = () => {
      looks += 1
      if (looks === 2) at.ms -= 24 * hour
      if (looks === 4) stop.abort()
    }
    await go({ until: "2027-01-01T00:00:00Z" })
    expect(calls).toEqual(["2026-12-02T12:00:00.000Z", "2026-12-01T12:02:00.000Z"])
  })

  it("a schedule that was changed is noticed at the next look", async () => {
    const { changes, calls, events, happens, go } = clockwork("2026-11-21T08:00:00Z")
    let looks = 0
    happens.wait = () => {
      if (++looks === 2) changes[file] = { every: { cron: "5 8 21 11 *" }, zone: "UTC" }
    }
    await go({ until: "2026-11-21T08:06:00Z" })
    expect(calls).toEqual(["2026-11-21T08:00:00.000Z", "2026-11-21T08:05:00.000Z"])
    const told = events.flatMap(e => (e.event === "waiting" ? [e.next?.planned] : []))
    expect(told).toEqual(["2026-12-01T06:00:00Z", "2026-11-21T08:05:00Z", "2027-11-21T08:05:00Z"])
  })

  it("never dies of a call that fails, or of a schedule that cannot be read", async () => {
    const { changes, events, happens, calls, go } = clockwork("2026-11-21T08:00:00Z")
    let looks = 0
    happens.wait = () => {
      if (++looks === 2) changes[file] = "{ this is no JSON"
    }
    const call = () => Promise.reject(new Error("the disk is gone"))
    await go({ until: "2026-11-21T08:31:00Z", call })
    expect(calls).toHaveLength(3)
    expect(events.filter(e => e.event === "failed").map(startLine)).toEqual(
      Array(3).fill(expect.stringContaining("the next will try again: the disk is gone")),
    )
    expect(events.at(-1)).toMatchObject({ event: "stopped" })
  })

  it("tells what was tried each time; what stands and problems only when they change", async () => {
    const { events, go } = clockwork("2026-11-21T08:00:00Z")
    const problems = [{ severity: "error" as const, what: "mend this" }]
    const answers: Called[] = [
      { lines: ["failed"], tried: true, problems },
      { lines: ["failed"], tried: true, problems },
      { lines: ["failed before"], tried: false, problems },
      { lines: ["failed before"], tried: false, problems },
      nothing,
    ]
    await go({ until: "2026-11-21T09:05:00Z", call: async () => answers.shift() ?? nothing })
    expect(events.map(e => e.event)).toEqual([
      "started",
      "ran",
      "problems",
      "waiting",
      "ran",
      "ran",
      "problems",
      "stopped",
    ])
    expect(startLine(events[2]!)).toContain("mend this")
    expect(startLine(events[3]!)).toBe(
      "2026-11-21T08:00:00Z  next: oic-positions 2026-12, 2026-12-01T06:00:00+00:00[UTC]",
    )
    expect(startLine(events[6]!)).toContain("are gone")
  })

  it("lets a call in hand end when it is asked to stop, and begins no other", async () => {
    const { calls, events, stop, go } = clockwork("2026-11-21T08:00:00Z")
    let ended = false
    const call = async (signal: AbortSignal) => {
      stop.abort()
      expect(signal.aborted).toBe(true)
      await new Promise(setImmediate)
      ended = true
      return { lines: ["made"], tried: true }
    }
    await go({ until: "2026-11-22T08:00:00Z", call })
    expect({ ended, calls: calls.length }).toEqual({ ended: true, calls: 1 })
    expect(events.map(e => e.event)).toEqual(["started", "ran", "stopped"])
  })

  it("says so if no schedule plans anything, and refuses a clock that stands", async () => {
    const none = clockwork("2026-11-21T08:00:00Z")
    none.changes[file] = undefined
    await none.go({ until: "2026-11-21T08:05:00Z" })
    expect(none.events.map(startLine).join("\n")).toContain("no schedule plans an edition")
    const { host } = clockwork("2026-11-21T08:00:00Z")
    const standing = { ...host, env: { SOURCE_DATE_EPOCH: "1" } }
    await expect(
      start({ call: async () => nothing, tell: () => {} }, standing, new AbortController().signal),
    ).rejects.toThrow("the clock stands")
  })
})
