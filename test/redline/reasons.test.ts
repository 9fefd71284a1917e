import { describe, expect, it } from "vitest"
import type { Claim, Trace } from "../../src/model/trace.js"
import type { Page } from "../../src/note/page.js"
import { redlinePage } from "../../src/redline/page.js"
import { pageOf } from "../render/docx-tools.js"

const whose = { author: "Desk", date: new Date("2026-12-01T00:00:00Z") }

/** A claim that a page makes, with the passage it rests on. */
interface Said extends Partial<Claim> {
  readonly text: string
  readonly hash?: string
  readonly source?: string
  readonly anchor?: string
}

function page(body: string, said: readonly Said[], sources = ["report"]): Page {
  const claims = said.map(({ hash = "h1", source = "report", anchor = "an anchor", ...claim }, i): Claim => {
    const facts = claim.facts ?? []
    const passage = { source, symbol: null, language: "en", paragraph: "1", anchors: [anchor], hash }
    return {
      id: `c${i + 1}`,
      origin: "fact",
      section: "Part",
      asOf: null,
      passages: facts.map(() => passage),
      ...claim,
      facts,
    }
  })
  const trace: Trace = {
    kind: "briefing-notes trace",
    version: 1,
    note: "n",
    edition: "2026-11",
    language: "en",
    title: "T",
    date: "2026-11-21",
    asOf: "2026-11-21",
    sources: sources.map(id => ({ id, name: id, symbol: null, address: null, asOf: "2026-11-21" })),
    claims,
  }
  return { ...pageOf(`<section><h2>Part</h2>${body}</section>`), trace }
}

const reasons = (before: Page, after: Page) =>
  redlinePage(before, after, whose).changes.map(({ reason, kind, facts }) => [kind, reason, facts.join(" ")])
const troops = (n: string, more: Partial<Said> = {}) =>
  page(`<p>There were ${n} troops.</p>`, [{ text: n, facts: ["a"], ...more }])
const row = (mark: string, label: string, reason: string, value = "12") =>
  `<table><tbody><tr><th scope="row">Aid</th><td>${value} men</td><td><p><span class="label">${label}</span> <span class="flag">${mark}</span> ${reason}</p></td></tr></tbody></table>`

describe("the reason for a change", () => {
  it.each([
    ["correction of ours", troops("12"), troops("13"), "a"],
    ["correction of the source", troops("12"), troops("13", { hash: "h2" }), "a"],
    ["new figure", troops("12"), troops("13", { facts: ["b"] }), "a b"],
    [
      "new source",
      troops("12"),
      page(
        "<p>There were 13 troops.</p>",
        [{ text: "13", facts: ["b"], source: "other" }],
        ["report", "other"],
      ),
      "a b",
    ],
    [
      "wording",
      page("<p>There were 12 troops.</p>", [{ text: "12", facts: ["a"] }]),
      page("<p>Deployed were 12 troops.</p>", [{ text: "12", facts: ["a"] }]),
      "",
    ],
    [
      "wording",
      page("<p>It noted the pact.</p>", [{ text: "noted the pact", facts: ["a"] }]),
      page("<p>It took note of the pact.</p>", [{ text: "took note of the pact", facts: ["a"] }]),
      "a",
    ],
    [
      "correction of ours",
      page("<p>It noted the pact.</p>", [{ text: "noted the pact", facts: ["a"] }]),
      page("<p>It hailed the pact.</p>", [{ text: "hailed the pact", facts: ["a"], anchor: "hailed" }]),
      "a",
    ],
    [
      "edition",
      page("<p>Date: 1 May 2026</p>", [{ text: "1 May 2026", origin: "edition" }]),
      page("<p>Date: 1 June 2026</p>", [{ text: "1 June 2026", origin: "edition" }]),
      "",
    ],
  ] as const)("%s", (reason, before, after, facts) => {
    expect(reasons(before, after)).toEqual([["changed", reason, facts]])
  })
  it("a label changed by a judgement, and one changed by a correction in its row", () => {
    const said = [{ text: "12", facts: ["a"] }]
    const plain = page(row("", "Maintained", "All agree."), said)
    expect(reasons(plain, page(row("†‡", "Reworded", "Open to dispute."), said))).toEqual([
      ["changed", "judgement", ""],
    ])
    expect(reasons(plain, page(row("", "Reworded", "Object."), said))).toEqual([
      ["changed", "correction of ours", ""],
    ])
    const corrected = page(row("", "Reworded", "Object.", "13"), [{ text: "13", facts: ["a"], hash: "h2" }])
    expect(reasons(plain, corrected)).toEqual([
      ["changed", "correction of the source", "a"],
      ["changed", "correction of the source", "a"],
    ])
  })
  it("a label that a judgement bears, where the fact says something else, is a correction of ours", () => {
    const labelled = (label: string, said: string): Page => ({
      ...page(row("†‡", label, "Open to dispute."), [
        { text: "12", facts: ["a"] },
        { text: label, facts: ["a"] },
      ]),
      stated: [{ id: "a", kind: "statement", state: `${said} ${label}` }] as never,
    })
    const before = labelled("Maintained", "s1")
    expect(reasons(before, labelled("Reworded", "s1"))).toEqual([["changed", "judgement", "a"]])
    expect(reasons(before, labelled("Reworded", "s2"))).toEqual([["changed", "correction of ours", "a"]])
  })
  it("stands in the list behind the kind of change, with the colon of its language", () => {
    const listed = (lang: string) => {
      const [before, after] = [troops("12"), troops("13")].map(p => ({ ...p, lang })) as [Page, Page]
      return redlinePage(before, after, whose).page.html
    }
    expect(listed("en")).toContain('<span class="redline-kind">Changed:</span>')
    expect(listed("fr")).toContain('<span class="redline-kind">Modifié\u00a0:</span>')
  })
  it("a count follows from what changed elsewhere", () => {
    const counted = (n: number, text: string) => ({
      text,
      origin: "count" as const,
      computation: { operation: "count", value: n, inputs: [] },
    })
    const before = page("<p>three of them</p><ul><li>12 men</li></ul>", [
      counted(3, "three"),
      { text: "12", facts: ["a"] },
    ])
    const after = page("<p>four of them</p><ul><li>12 men</li><li>8 cars</li></ul>", [
      counted(4, "four"),
      { text: "12", facts: ["a"] },
      { text: "8", facts: ["b"] },
    ])
    expect(reasons(before, after)).toEqual([
      ["changed", "new figure", ""],
      ["added", "new figure", "b"],
    ])
  })
  it("words that are the same on another passage are told too", () => {
    const { page: shown, changes, equal } = redlinePage(troops("12"), troops("12", { hash: "h2" }), whose)
    expect(changes).toMatchObject([
      {
        kind: "changed",
        reason: "correction of the source",
        before: "There were 12 troops.",
        after: "There were 12 troops.",
      },
    ])
    expect(equal).toBe(false)
    expect(shown.html).toContain('<p data-redline="basis">There were 12 troops.</p>')
    expect(shown.html).toContain("Same words, other basis")
  })
  it("an edition that differs in its date alone is equal, and says so", () => {
    const dated = (day: string) => page(`<p>Date: ${day}</p>`, [{ text: day, origin: "edition" }])
    const { equal, changes, page: shown } = redlinePage(dated("1 May 2026"), dated("2 May 2026"), whose)
    expect([equal, changes.length]).toEqual([true, 1])
    expect(shown.html).toContain("but what belongs to the edition itself")
  })
})
