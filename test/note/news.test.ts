import { describe, expect, it } from "vitest"
import { newsSince } from "../../src/note/news.js"
import type { Page } from "../../src/note/page.js"
import type { Saying } from "../../src/note/since.js"
import { pageOf } from "../render/docx-tools.js"
import { aspects, claim, fact, saying } from "./sayings.js"

describe("what languages can tell", () => {
  const page = (lang: string, { trace, stated }: Saying, named = true): Page => ({
    ...pageOf("", { lang }),
    trace: { ...trace, language: lang },
    ...(named && { stated }),
  })
  const news = (earlier: readonly Page[], now: readonly Page[], named = 4) =>
    newsSince(
      { edition: "2026-11", date: "2026-11-21", pages: new Map(earlier.map(p => [p.lang, p])), named },
      now,
    )
  const old = saying([claim(["a"], "12"), claim(["b"], "8")], [fact("a"), fact("b")])
  const fresh = saying([claim(["a"], "13")], [fact("a", "x", "13")])
  const both = (s: Saying) => [page("en", s), page("fr", s)]

  it("is from what to what, in all of them", () => {
    const text = { name: "troops a", before: "12", after: "13" }
    const found = news(both(old), both(fresh))!
    expect(found.items[0]).toEqual({
      ...{ kind: "figure", became: "changed", because: "ours", facts: ["a"] },
      texts: { en: text, fr: text },
    })
    expect(found.items[1]).toMatchObject({
      became: "dropped",
      texts: { fr: { name: "troops b", after: "12" } },
    })
    expect([found.same, found.named, found.nameless]).toEqual([false, 2, []])
  })
  it("leaves out in all what one of them does not know", () => {
    const found = news([page("fr", old)], both(fresh))!
    expect(found.items).toEqual([
      expect.objectContaining({
        texts: {
          en: { name: "troops a", before: null, after: "13" },
          fr: { name: "troops a", before: null, after: "13" },
        },
      }),
    ])
    expect(found.nameless).toEqual(["b"])
  })
  it("is from what to what where a figure follows that of another source", () => {
    const counted = (id: string, value: string) => ({
      ...fact(id, "a", value),
      ...{ name: "troops", measure: "men" },
    })
    const [then, now] = [
      saying([claim(["a"], "12")], [counted("a", "12")]),
      saying([claim(["b"], "13")], [counted("b", "13")]),
    ]
    const text = { name: "troops", before: "12", after: "13" }
    expect(news(both(then), both(now))!.items).toEqual([
      { kind: "figure", became: "followed", facts: ["b"], texts: { en: text, fr: text } },
    ])
    const unknown = { name: "troops", before: null, after: "13" }
    expect(news([page("en", then)], both(now))!.items[0]!.texts).toEqual({ en: unknown, fr: unknown })
  })
  it("is one thing where several facts are told alike", () => {
    const alike = ["b", "c"].map(id => ({ ...fact(id, "a", null), name: "the Agreement" }))
    const after = saying([claim(["b"], "noted"), claim(["c"], "hailed")], alike)
    const found = news([page("en", saying([]))], [page("en", after)])!
    expect(found.items).toMatchObject([{ facts: ["b", "c"] }])
  })
  it("is told once where the label of a pair follows from a change of one of the two", () => {
    const pair = (label: string, state: string) =>
      saying(
        [claim(["a", "b"], label), claim(["b"], state === "a" ? "called" : "strongly called")],
        ["a", "b"].map(id => ({
          ...fact(id, id === "b" ? state : "a", null),
          ...{ name: "the Agreement", value: label },
          state: `${aspects(id === "b" ? state : "a")} ${label}`,
        })),
      )
    const found = news(both(pair("Maintained", "a")), both(pair("Strengthened", "x")))!
    expect(found.items).toMatchObject([{ because: "ours", facts: ["a", "b"] }])
  })
  it("is nothing where they have no language in common, or the earlier says too little", () => {
    expect(news([page("ar", old)], both(fresh))).toBeUndefined()
    expect(news([page("en", old, false)], both(fresh))).toBeUndefined()
  })
})
