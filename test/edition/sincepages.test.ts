import { expect, it } from "vitest"
import { build } from "../../src/edition/build.js"
import { redline } from "../../src/edition/redline.js"
import { plainText } from "../../src/note/format.js"
import { dataFile, world } from "../world.js"

interface Figures {
  observations: { id: string; value: number; misprint?: object }[]
}
interface Positions {
  positions: { id: string; places: string[] }[]
}
const figures = "data/figures/sg-2017.json"
const positions = "data/positions/oic-mali-2017.json"

/** Figures and positions that a curator corrects, more of them than a note names. */
async function corrected() {
  const data = await dataFile<Figures>(figures)
  const values = {
    "attacks-mission": 79,
    "killed-peacekeepers": 9,
    "armoured-carriers-short": 91,
    "camp-gao": 93,
  }
  const reason = { en: "The annex lists more.", fr: "L’annexe en compte plus.", ar: "المرفق يورد أكثر." }
  for (const [id, value] of Object.entries({ ...values, "police-deployed": 1503 })) {
    const found = data.observations.find(o => o.id === `sg-2017.${id}`)!
    found.misprint = { printed: found.value, corrected: value, reason, uses: "corrected" }
    found.value = value
  }
  const said = await dataFile<Positions>(positions)
  for (const id of ["ii.1", "v.1", "v.2", "x.1", "iv.5", "iii.2"]) {
    const found = said.positions.find(p => p.id === `oic-2017.${id}`)!
    found.places = found.places.includes("mali") ? ["north-mali"] : ["mali"]
  }
  return { [figures]: data, [positions]: said }
}

it("the notes keep to two pages with what changed in them: nothing, and more than they name", async () => {
  const changes: Record<string, unknown> = {}
  const host = world(changes)
  const pages = async (edition: string, formats: readonly ("pdf" | "docx")[]) => {
    const { files, editions } = await build({ edition, formats }, host)
    expect(files.map(f => f.pages)).toEqual(files.map(() => 2))
    expect(files).toHaveLength(6 * formats.length)
    return editions.map(e => e.since!)
  }
  await build({ edition: "2026-11", formats: ["html"] }, host)
  for (const { updated, named } of await pages("2026-12", ["docx"])) expect([updated, named]).toEqual([0, 0])
  Object.assign(changes, await corrected())
  for (const { updated, named } of await pages("2027-01", ["pdf", "docx"])) {
    expect(updated).toBeGreaterThan(4)
    expect(named).toBe(4)
  }
})

it("a note that has no room to name what changed says in one line how much did, and stands when built again", async () => {
  const changes: Record<string, unknown> = {}
  const host = world(changes)
  const particulars = { handling: "Diffusion restreinte" }
  // In French, with a row for its handling and one for the review of its text.
  const make = (edition: string, formats: readonly ("pdf" | "docx" | "html")[]) =>
    build({ notes: ["oic-positions"], languages: ["fr"], formats, edition, particulars }, host)
  await make("2026-11", ["html"])
  Object.assign(changes, await corrected())
  const { files, editions } = await make("2026-12", ["pdf", "docx"])
  expect(files.map(f => f.pages)).toEqual([2, 2])
  expect(editions[0]!.review.length).toBeGreaterThan(3)
  const { unchanged, updated, named } = editions[0]!.since!
  expect(named).toBe(0)
  const page = new TextDecoder().decode(host.written.get("output/oic-positions/2026-12/document.fr.json"))
  const block = /<section class="since".*?<\/section>/s.exec(JSON.parse(page).html)![0]
  expect(plainText(block)).toMatch(
    new RegExp(
      `: ${unchanged} sur ${unchanged + updated}, ${updated} mis à jour\u00a0; voir la version comparée\\.$`,
    ),
  )
  expect((await make("2026-12", ["pdf", "docx"])).editions).toMatchObject([{ status: "unchanged" }])
})

it("the redline of an Arabic note stays within its margins where it marks what changed since", async () => {
  const changes: Record<string, unknown> = {}
  const host = world(changes)
  const make = (edition: string) =>
    build({ notes: ["minusma-gaps"], languages: ["ar"], formats: ["html"], edition }, host)
  await make("2026-10")
  await make("2026-11")
  Object.assign(changes, await corrected())
  await make("2026-12")
  // What stands outside the page is cut off, and reading the file back finds numbers missing.
  const { languages } = await redline("minusma-gaps", { formats: ["pdf"] }, host)
  expect(languages.map(l => l.files)).toEqual([
    ["output/minusma-gaps/redline-2026-11-2026-12/minusma-gaps.ar.redline.pdf"],
  ])
})
