import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { editionOf, loadAll } from "../../src/edition/build.js"
import { composeAll } from "../../src/edition/composed.js"
import type { Page } from "../../src/note/page.js"
import { redlineWords } from "../../src/redline/catalogue.js"
import type { RedlineChange } from "../../src/redline/changes.js"
import { redlinePage } from "../../src/redline/page.js"
import type { Reason } from "../../src/redline/reasons.js"
import { renderDocx } from "../../src/render/docx/docx.js"
import { lintDocx } from "../../src/render/lint/docx.js"
import { renderPdf } from "../../src/render/pdf/pdf.js"
import { openPrinter } from "../../src/render/pdf/printer.js"
import { nextReport } from "../next.js"
import { all, house, partIn, partsOf } from "../render/docx-tools.js"
import { readPdfFile } from "../render/pdf-text.js"
import { dataFile, world } from "../world.js"

const whose = { author: "Desk", date: new Date("2026-12-01T00:00:00Z") }
const printer = openPrinter()
afterAll(() => printer.close())
const css = ["house", "redline"].map(name => readFileSync(`templates/${name}.css`, "utf8")).join("\n")

type Changes = Record<string, unknown>
interface Curated {
  positions: { id: string; summary: Record<string, string> }[]
  doubts: { positions?: string[] }[]
  observations: { id: string; value: number; misprint?: object }[]
  judgements: { label?: string }[]
}

async function edited(file: string, edit: (data: Curated) => void): Promise<Changes> {
  const data = await dataFile<Curated>(file)
  edit(data)
  return { [file]: data }
}

const later = "data/positions/oic-mali-2017.json"
const without = (id: string) =>
  edited(later, data => {
    data.positions = data.positions.filter(p => p.id !== id)
    data.doubts = data.doubts.filter(d => !d.positions?.includes(id))
  })
const corrected = () =>
  edited("data/figures/sg-2017.json", data => {
    const found = data.observations.find(o => o.id === "sg-2017.attacks-mission")!
    const reason = { en: "The annex lists more.", fr: "L’annexe en compte plus.", ar: "المرفق يورد أكثر." }
    found.misprint = { printed: found.value, corrected: 79, reason, uses: "corrected" }
    found.value = 79
  })
const reworded = () =>
  edited(later, data => {
    data.positions.find(p => p.id === "oic-2017.iii.2")!.summary = {
      en: "repeated the OIC’s resolve to go on working actively with the Government of Mali",
      fr: "a redit la détermination de l’OCI à œuvrer activement avec le Gouvernement malien",
      ar: "أعاد تأكيد عزم المنظمة على العمل النشط مع حكومة مالي",
    }
  })
const judged = () =>
  edited("data/judgements/oic-mali.json", data => {
    data.judgements[0]!.label = "maintained"
  })

/** Two states of the data in which one thing changed: the note it shows in, the reason, and a fact that it is told of. */
const pairs: readonly (readonly [Reason, string, string, () => Promise<readonly [Changes, Changes]>])[] = [
  ["new source", "minusma-gaps", "sg-2018.military-deployed", async () => [{}, await nextReport()]],
  ["new figure", "oic-positions", "oic-2017.xii.1", async () => [await without("oic-2017.xii.1"), {}]],
  [
    "correction of the source",
    "minusma-gaps",
    "sg-2018.military-deployed",
    async () => [await nextReport(), await nextReport({ deployed: 11_980 })],
  ],
  ["correction of ours", "minusma-gaps", "sg-2017.attacks-mission", async () => [{}, await corrected()]],
  ["wording", "oic-positions", "oic-2017.iii.2", async () => [{}, await reworded()]],
  ["judgement", "oic-positions", "oic-2017.iv.1", async () => [{}, await judged()]],
]

async function pagesOf(note: string, changes: Changes): Promise<readonly Page[]> {
  const host = world(changes)
  const { facts, definitions } = await loadAll(host)
  const chosen = definitions.filter(({ id }) => id === note)
  const edition = editionOf(undefined, host)
  return (await composeAll(chosen, { options: {}, facts, edition, host })).map(c => c.page)
}

/** The changes that no language may tell otherwise: all but words that name no fact. */
const told = (changes: readonly RedlineChange[]) =>
  changes
    .filter(c => c.facts.length > 0 || c.reason !== "wording")
    .map(({ kind, reason, facts }) => [kind, reason, ...[...facts].sort()].join(" "))
    .sort()

describe.each(pairs)("what changed for the reason “%s”", (reason, note, fact, make) => {
  let before: readonly Page[] = []
  let after: readonly Page[] = []
  beforeAll(async () => {
    const [old, now] = await make()
    before = await pagesOf(note, old)
    after = await pagesOf(note, now)
  })

  it("has it in every language, for the same facts, in the list, the PDF and the Word file", async () => {
    const redlines = after.map((page, i) => redlinePage(before[i]!, page, whose))
    const reasons = redlines[0]!.changes.filter(c => c.facts.includes(fact)).map(c => c.reason)
    expect(new Set(reasons)).toEqual(new Set([reason]))
    const others = redlines[0]!.changes.map(c => c.reason).filter(r => r !== "edition" && r !== "wording")
    expect(new Set(others)).toEqual(new Set(reason === "wording" ? [] : [reason]))
    for (const { changes } of redlines) expect(told(changes)).toEqual(told(redlines[0]!.changes))

    const { page, changes } = redlines[0]!
    const pdf = await renderPdf(page, { css, printer, pageLimit: 40 })
    const list = (await readPdfFile(pdf.bytes)).pages.join(" ").replace(/\s+/g, " ")
    expect(list).toContain(redlineWords("en").reasons[reason])
    const docx = partsOf((await renderDocx(page, { template: house })).bytes)
    const body = docx.get("word/document.xml")!
    const shown = changes.find(c => c.facts.includes(fact) && c.kind === "changed")
    if (shown?.after) expect(body.match(/<w:ins\b/g)!.length).toBeGreaterThan(0)
    if (shown?.before) expect(body.match(/<w:del\b/g)!.length).toBeGreaterThan(0)
  })
  it("has a comment for each change in the Word file of every language", async () => {
    for (const [i, later] of after.entries()) {
      const { page, changes } = redlinePage(before[i]!, later, whose)
      const { bytes } = await renderDocx(page, { template: house })
      const comments = all(partIn(partsOf(bytes), "word/comments.xml"), "w:comment")
      const others = changes.filter(c => c.reason !== "edition")
      const words = redlineWords(page.lang).reasons
      expect(comments).toHaveLength(others.length)
      for (const [n, change] of others.entries())
        expect(comments[n]!.textContent).toContain(words[change.reason])
      expect(page.tracked!.comments.list.filter(({ anchors }) => anchors.length === 0)).toEqual([])
      expect(await lintDocx(bytes, page)).toEqual([])
    }
  })
})
