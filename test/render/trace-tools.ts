import type { Claim, Trace } from "../../src/model/trace.js"
import { pack, readZip, unpack, writeZip } from "../../src/render/docx/zip.js"

/** A claim with what an invented trace says of it. */
export function claimOf(id: string, text: string, changes: Partial<Claim> = {}): Claim {
  return {
    id,
    text,
    origin: "fact",
    section: "",
    facts: [`invented.${id}`],
    passages: [
      {
        source: "invented",
        symbol: "S/2040/12",
        language: "en",
        paragraph: "41",
        anchors: [`anchor of ${id}`],
        hash: null,
      },
    ],
    asOf: "2040-01-31",
    ...changes,
  }
}

/** Text that spoils whatever is put together carelessly. */
export const hostile = [
  "<b>&amp; ]]> \"'",
  "مكافحة الإرهاب",
  "🕊️ {{body}} \u202e",
  "\u0000\u000b\u2028\ud800.",
  "x".repeat(10_000),
]

/** An invented trace with these claims. */
export function traceWith(claims: readonly Claim[], changes: Partial<Trace> = {}): Trace {
  return {
    kind: "briefing-notes trace",
    version: 1,
    note: "invented",
    edition: "2040-02",
    language: "en",
    title: "An invented note",
    date: "2040-02-29",
    asOf: "2040-01-31",
    sources: [
      { id: "invented", name: "Report <A> & B", symbol: "S/2040/12", address: null, asOf: "2040-01-31" },
    ],
    claims: [...claims],
    ...changes,
  }
}

/** What the pages of these tests claim, in the order of the text. */
export const claims = [
  claimOf("c1", "12 345"),
  claimOf("c2", "2039"),
  claimOf("c3", "62.5", {
    origin: "computation",
    facts: [],
    computation: { operation: "share", value: 62.49876, inputs: ["invented.c1", "invented.c2"] },
  }),
  claimOf("c4", "“ceasefire”"),
  claimOf("c5", "12 345"),
  claimOf("c6", "S/2040/12", { origin: "document", facts: [] }),
  claimOf("c7", "17"),
]

/** The body of a page with those claims; the last stands in a note. */
export const body = `<h1>Strength</h1>
<p>There were 12\u202f345 men in 2039 alone.</p><h2>Change</h2><p>By 2039, a share of 62.5 per cent; the “ceasefire” holds<sup><a href="#fn1" role="doc-noteref">1</a></sup>.</p>
<p>Again 12\u202f345 men.</p><section class="notes" role="doc-endnotes"><h2>Notes</h2><ol>
<li id="fn1" role="doc-endnote"><p>See <a href="https://undocs.org/S/2040/12">S/2040/12</a>, paragraph 17.</p></li></ol></section>`

/** A Word file with one part changed, as if a program had saved it again. */
export function edited(bytes: Uint8Array, name: string, change: (xml: string) => string): Uint8Array {
  const entries = readZip(bytes).map(entry => {
    if (entry.name !== name) return entry
    const before = new TextDecoder().decode(unpack(entry))
    const after = change(before)
    if (after === before) throw new Error(`${name} stays as it is`)
    return pack(name, new TextEncoder().encode(after))
  })
  return writeZip(entries)
}
