import fc from "fast-check"
import type { Page } from "../../src/note/page.js"
import { pageOf } from "../render/docx-tools.js"

/** Words in three languages, numbers as each writes them among them. */
const vocabularies = {
  en: "the Mission reported troops ceiling convoy escorts, of 13,289 13,290 5,290 82% S/2017/478 Mi-17 and; remained (41) July [2017] “noted” helicopters required:".split(
    " ",
  ),
  fr: "l’effectif la Mission signalé 13\u202F289 13\u202F290 82\u00A0% «\u00A0noté\u00A0» d’escorte plafond ; août 1er Mi-17 restait (par. et à".split(
    " ",
  ),
  ar: "البعثة المتكاملة 13,289 13,290 82% قوام الأفراد، في و2017 و10,919 و10,920 شباط/فبراير MINUSMA مروحية (41) الفقرة سقف؛ Mi-17 وصل".split(
    " ",
  ),
} as const

type Lang = keyof typeof vocabularies
const wrappers = [
  (text: string) => text,
  (text: string) => text,
  (text: string) => text,
  (text: string) => `<strong class="value">${text}</strong>`,
  (text: string) => `<span class="point">${text}</span>`,
  (text: string) => `<a class="source" href="https://undocs.org/S/2017/478">${text}</a>`,
  (text: string) => `<bdi class="quote" lang="fr" dir="ltr">a pris ${text}</bdi>`,
  (text: string) => `<q lang="en" dir="ltr">took ${text}</q>`,
  (text: string) => `<span class="assessment"><span class="assessment-mark">A:</span> ${text}</span>`,
]

/** A run of words: which word, in which markup, and which note follows. */
interface Words {
  readonly word: number
  readonly look: number
  readonly note: number
}

/** What an edition takes from the stock: which piece, and in which of its forms. */
interface Taken {
  readonly which: number
  readonly form: number
}

const words = fc.array(
  fc.record({
    word: fc.nat(40),
    look: fc.nat(wrappers.length * 3),
    note: fc.oneof({ weight: 14, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(3) }),
  }),
  { minLength: 1, maxLength: 14 },
)
/** A text in three forms that have much in common. */
const text = fc
  .tuple(words, fc.nat(13), words)
  .map(([base, at, other]) => [
    base,
    [...base.slice(0, at), ...other.slice(0, 2), ...base.slice(at + 1)],
    [...base.slice(0, at), ...other],
  ])
const stock = fc.array(text, { minLength: 7, maxLength: 7 })
const taken = fc.uniqueArray(fc.record({ which: fc.nat(6), form: fc.nat(2) }), {
  selector: ({ which }) => which,
  maxLength: 6,
})
const edition = fc.record({
  paragraphs: taken,
  more: taken,
  points: taken,
  rows: taken,
  cells: fc.array(taken, { minLength: 7, maxLength: 7 }),
  facts: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
  kept: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  title: fc.nat(2),
  reference: fc.nat(1),
})
type Edition = typeof edition extends fc.Arbitrary<infer E> ? E : never

/** Two editions of an invented note made of one stock of texts: paragraphs, points, rows and notes come, go, move and change. */
export const pairs = (lang: Lang) =>
  fc
    .record({ stock, notes: stock, before: edition, after: edition, same: fc.nat(3) })
    .map(({ stock, notes, before, after, same }) => {
      const near =
        same === 0
          ? after
          : {
              ...before,
              rows: after.rows,
              points: after.points,
              cells: before.cells.with(0, after.cells[0]!),
            }
      const make = (of: Edition) => pageFor(of, { lang, stock, notes })
      return { before: make(before), after: make(same === 1 ? before : near) }
    })

interface Stock {
  readonly lang: Lang
  readonly stock: readonly (readonly (readonly Words[])[])[]
  readonly notes: readonly (readonly (readonly Words[])[])[]
}

function pageFor(of: Edition, { lang, stock, notes }: Stock): Page {
  const seen: number[] = []
  const say = (list: readonly Words[], refers = true) =>
    list
      .map(({ word, look, note }) => {
        const vocabulary = vocabularies[lang]
        const shown = (wrappers[look] ?? wrappers[0]!)(vocabulary[word % vocabulary.length]!)
        if (note < 0 || !refers) return shown
        if (!seen.includes(note)) seen.push(note)
        const number = seen.indexOf(note) + 1
        return `${shown}<sup><a href="#fn${number}" role="doc-noteref" id="fnref${number}">${number}</a></sup>`
      })
      .join(" ")
  const from = ({ which, form }: Taken) => say(stock[which]![form]!)
  const points = () => `<ul>${of.points.map(t => `<li>${from(t)}</li>`).join("\n")}</ul>`
  const paragraphs = (all: readonly Taken[]) => all.map(t => `<p>${from(t)}</p>`).join("\n")
  const body = [
    `<header class="masthead"><h1>${from({ which: 0, form: of.title })}</h1></header>`,
    section("bottom-line", of.kept[0]! && of.paragraphs.length > 0, () => paragraphs(of.paragraphs)),
    section("key-facts", of.kept[1]!, () => keyFacts(of, from)),
    section("comparison", of.kept[2]! && of.rows.length > 0, () => tableOf(of, from)),
    section("watch", of.kept[3]! && of.points.length > 0, points),
    section("sources", true, () => paragraphs(of.more) || "<p>–</p>"),
  ].join("\n")
  const items = seen.map((note, i) => {
    const own = say(notes[note]![of.title]!, false)
    return `<li id="fn${i + 1}" role="doc-endnote"><p>${own} (${note})</p></li>`
  })
  const listed = `<section class="notes" role="doc-endnotes"><h2>Notes</h2><ol>${items.join("\n")}</ol></section>`
  return pageOf(body + (items.length > 0 ? listed : ""), {
    lang,
    dir: lang === "ar" ? "rtl" : "ltr",
    running: { handling: "Draft", reference: `Note, edition ${of.reference + 1}`, pageOf: "{page}/{pages}" },
  })
}

const section = (name: string, kept: boolean, inner: () => string) =>
  kept ? `<section class="${name}"><h2>Section ${name}</h2>${inner()}</section>` : ""

function keyFacts({ facts }: Edition, from: (t: Taken) => string): string {
  const cells = facts.map(
    (form, i) =>
      `<td><p class="key-value">1${i},28${form}</p><p class="key-label">${from({ which: i, form })}</p></td>`,
  )
  return `<table class="key-facts"><colgroup>${`<col style="width: 33%">`.repeat(3)}</colgroup><tbody><tr>${cells.join("")}</tr></tbody></table>`
}

function tableOf({ rows, cells }: Edition, from: (t: Taken) => string): string {
  const one = ({ which, form }: Taken) => {
    const inner = cells[which]!.map(t => `<p>${from(t)}</p>`).join("")
    return `<tr class="label-${form}"><th scope="row">Issue ${which}</th><td>${from({ which, form })}</td><td>${inner}</td></tr>`
  }
  return `<table class="comparison"><colgroup>${`<col style="width: 33%">`.repeat(3)}</colgroup>
<thead><tr><th scope="col">Issue</th><th scope="col">2016</th><th scope="col">Reason</th></tr></thead>
<tbody>${rows.map(one).join("\n")}</tbody></table>`
}
