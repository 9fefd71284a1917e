import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { prune } from "../../src/edition/prune.js"
import { byIssue, type Issue, issueId } from "../../src/edition/revision.js"
import { world } from "../world.js"
import { issueInvented } from "./editions.js"

const issue = fc.record({
  month: fc.constantFrom("2025-12", "2026-01", "2026-02", "2026-10", "2026-11"),
  revision: fc.integer({ min: 1, max: 12 }),
})
const issues = fc.uniqueArray(issue, { selector: issueId, minLength: 1, maxLength: 12 })
const keep = fc.integer({ min: 1, max: 6 })

async function issuedWorld(list: readonly Issue[]) {
  const host = world()
  for (const one of list) await issueInvented("note", one, host)
  await issueInvented("other", { month: "2024-01", revision: 1 }, host)
  return host
}

const foldersOf = async (host: Awaited<ReturnType<typeof issuedWorld>>) => host.list("output/note")

describe("prune", () => {
  it("without yes removes nothing, and says what it would", async () => {
    await fc.assert(
      fc.asyncProperty(issues, keep, async (list, n) => {
        const host = await issuedWorld(list)
        const before = new Map(host.written)
        const told = await prune({ keep: n, note: "note" }, host)
        expect(host.written).toEqual(before)
        const done = await prune({ keep: n, note: "note", yes: true }, host)
        expect(done).toEqual(told)
        expect(await foldersOf(host)).toEqual(
          told
            .filter(e => e.keeps)
            .map(e => e.edition)
            .sort(),
        )
      }),
      { numRuns: 30 },
    )
  })

  it("keeps the latest edition, the last revision of each of the last months, and no fewer than asked for", async () => {
    await fc.assert(
      fc.asyncProperty(issues, keep, async (list, n) => {
        const host = await issuedWorld(list)
        await prune({ keep: n, note: "note", yes: true }, host)
        const left = await foldersOf(host)
        const sorted = [...list].sort(byIssue)
        const months = [...new Set(sorted.map(i => i.month))].slice(-n)
        expect(left).toContain(issueId(sorted.at(-1)!))
        for (const month of months)
          expect(left).toContain(issueId(sorted.filter(i => i.month === month).at(-1)!))
        expect(left.length).toBeGreaterThanOrEqual(Math.min(n, list.length))
        expect(left.length).toBeLessThanOrEqual(2 * n)
        expect(await host.list("output/other")).toEqual(["2024-01"])
      }),
      { numRuns: 30 },
    )
  })

  it("once done has nothing more to do; keeping more never removes more", async () => {
    await fc.assert(
      fc.asyncProperty(issues, keep, async (list, n) => {
        const host = await issuedWorld(list)
        const removedOf = async (number: number) =>
          (await prune({ keep: number, note: "note" }, host)).filter(e => !e.keeps).map(e => e.edition)
        const less = await removedOf(n)
        for (const one of await removedOf(n + 1)) expect(less).toContain(one)
        await prune({ keep: n, yes: true }, host)
        expect(await removedOf(n)).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it("never removes what is no edition, or is not as it was issued", async () => {
    const host = await issuedWorld([1, 2, 3].map(revision => ({ month: "2026-11", revision })))
    await host.write([
      { path: "output/note/2026-11/mine.txt", bytes: "put here by hand" },
      { path: "output/note/2025-01/note.pdf", bytes: "no manifest" },
      { path: "output/note/drafts/note.pdf", bytes: "no edition" },
    ])
    const told = await prune({ keep: 1, yes: true }, host)
    expect(told.filter(e => !e.keeps).map(e => e.edition)).toEqual(["2026-11-r2"])
    expect(await foldersOf(host)).toEqual(["2025-01", "2026-11", "2026-11-r3", "drafts"])
  })

  it("a damaged edition is no reason to remove a sound one", async () => {
    const host = await issuedWorld([1, 2].map(revision => ({ month: "2026-11", revision })))
    host.written.delete("output/note/2026-11-r2/a.html")
    expect((await prune({ keep: 1, yes: true }, host)).filter(e => !e.keeps)).toEqual([])
  })

  it.each([0, -1, 1.5, Number.NaN])("%s editions cannot be kept: wrong usage", async number => {
    await expect(prune({ keep: number }, world())).rejects.toMatchObject({ usage: true })
  })

  it("a note without editions is wrong usage", async () => {
    const host = await issuedWorld([{ month: "2026-11", revision: 1 }])
    await expect(prune({ keep: 1, note: "not" }, host)).rejects.toThrow('did you mean "note"?')
  })
})
