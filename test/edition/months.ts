import { build } from "../../src/edition/build.js"
import type { BuildOptions } from "../../src/edition/built.js"
import { plainText } from "../../src/note/format.js"
import { dataFile, world } from "../world.js"

export const note = "minusma-gaps"
export const figures = "data/figures/sg-2017.json"
export const definition = `templates/${note}/note.json`

interface Figures {
  observations: { id: string; value: number; misprint?: object }[]
}
interface Definition {
  compare: { rows: { id: string; indicators?: string[] }[] }
}

/** A world whose files can be changed between two builds. */
export function months() {
  const changes: Record<string, unknown> = {}
  const host = world(changes)
  const made = (edition: string, options: BuildOptions = {}) =>
    build({ notes: [note], formats: ["html"], edition, ...options }, host)
  return { changes, host, made }
}

/** A number that the report misprints, as a curator finds out after the first edition. */
export async function corrected(): Promise<Figures> {
  const data = await dataFile<Figures>(figures)
  const attacks = data.observations.find(o => o.id === "sg-2017.attacks-mission")!
  const reason = { en: "The annex lists more.", fr: "L’annexe en compte plus.", ar: "المرفق يورد أكثر." }
  attacks.misprint = { printed: attacks.value, corrected: 79, reason, uses: "corrected" }
  attacks.value = 79
  return data
}

/** The note where its rows leave out an indicator. */
export async function without(indicator: string): Promise<Definition> {
  const all = await dataFile<Definition>(definition)
  for (const row of all.compare.rows)
    if (row.indicators) row.indicators = row.indicators.filter(name => name !== indicator)
  return all
}

export type World = ReturnType<typeof months>["host"]
export const htmlOf = (host: World, edition: string, lang = "en") =>
  new TextDecoder().decode(host.written.get(`output/${note}/${edition}/${note}.${lang}.html`))
export const blockOf = (html: string) => {
  const found = /<section class="since".*?<\/section>/s.exec(html)?.[0]
  return found && plainText(found)
}
export const manifestOf = (host: World, edition: string) =>
  JSON.parse(new TextDecoder().decode(host.written.get(`output/${note}/${edition}/manifest.json`))) as {
    since: object | null
    inputs: { file: string }[]
  }
