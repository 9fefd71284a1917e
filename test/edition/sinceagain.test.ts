import { describe, expect, it } from "vitest"
import { sha256 } from "../../src/edition/inputs.js"
import { blockOf, corrected, figures, htmlOf, months, note, type World } from "./months.js"

describe("an edition whose predecessor is not as it was", () => {
  it("passes over an edition that is not as it was issued, with a warning that names it", async () => {
    const { host, made } = months()
    const english = { languages: ["en"] }
    await made("2026-10", english)
    await made("2026-11", english)
    host.written.set(`output/${note}/2026-11/${note}.en.html`, new TextEncoder().encode("spoilt"))
    const { editions, problems } = await made("2026-12", english)
    expect(editions[0]!.since).toMatchObject({ edition: "2026-10" })
    expect(problems).toContainEqual(
      expect.objectContaining({
        severity: "warning",
        what: "the edition 2026-11 is not as it was issued, and is passed over in telling what changed",
        place: { file: `output/${note}/2026-11` },
      }),
    )
    expect(blockOf(htmlOf(host, "2026-12"))).toMatch(
      /^Since the last edition \(2026-10, 31 October 2026; not as issued: 2026-11\): all \d+ statements/,
    )
    expect((await made("2026-12", english)).editions[0]).toMatchObject({ status: "unchanged" })
  })
  it("says so where no edition before it is as it was issued", async () => {
    const { host, made } = months()
    const all = ["en", "fr", "ar"]
    await made("2026-10")
    await made("2026-11")
    for (const month of ["2026-10", "2026-11"])
      host.written.set(`output/${note}/${month}/${note}.en.html`, new TextEncoder().encode("spoilt"))
    const { editions } = await made("2026-12")
    expect(editions[0]!.since).toBeNull()
    expect(all.map(lang => blockOf(htmlOf(host, "2026-12", lang)))).toEqual([
      "Since the last edition (not as issued: 2026-11, 2026-10): what changed cannot be told.",
      expect.stringMatching(/non conforme à l’original\u00a0: 2026-11, 2026-10\)\u00a0: ce qui/),
      expect.stringMatching(/يتعذر بيان ما تغير/),
    ])
    expect((await made("2026-12")).editions[0]).toMatchObject({ status: "unchanged" })
  })
  it.each([
    ["removed", (host: World) => host.remove(`output/${note}/2026-11`)],
    [
      "spoilt",
      async (host: World) => {
        host.written.set(`output/${note}/2026-11/document.en.json`, new TextEncoder().encode("spoilt"))
      },
    ],
  ])("built again is unchanged and touches nothing, where the edition before it was %s", async (_, lose) => {
    const { changes, host, made } = months()
    const arabic = { languages: ["ar"] }
    await made("2026-11", arabic)
    changes[figures] = await corrected()
    const { since } = (await made("2026-12", arabic)).editions[0]!
    expect(since!.updated).toBeGreaterThan(0)
    await lose(host)
    const before = new Map(host.written)
    expect((await made("2026-12", arabic)).editions[0]).toMatchObject({ status: "unchanged", since })
    expect(host.written).toEqual(before)
    delete changes[figures]
    const { editions } = await made("2026-12", arabic)
    expect(editions[0]).toMatchObject({ edition: "2026-12-r2", since: { edition: "2026-12" } })
  })
  it("built again where its manifest is of old is compared with the same edition as then", async () => {
    const { host, made } = months()
    const english = { languages: ["en"] }
    await made("2026-11", english)
    await made("2026-12", english)
    const file = `output/${note}/2026-12/manifest.json`
    const { past, seal: _, ...old } = JSON.parse(new TextDecoder().decode(host.written.get(file)))
    expect(past.news).toMatchObject({ edition: "2026-11", same: true })
    const seal = sha256(JSON.stringify(old))
    host.written.set(file, new TextEncoder().encode(`${JSON.stringify({ ...old, seal }, null, 2)}\n`))
    expect((await made("2026-12", english)).editions[0]).toMatchObject({ status: "unchanged" })
    await host.remove(`output/${note}/2026-11`)
    expect((await made("2026-12", english)).editions[0]).toMatchObject({ status: "revision" })
  })
})
