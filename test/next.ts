import { ingest } from "../src/edition/ingest.js"
import { dataFile, world } from "./world.js"

interface Fact {
  id: string
  indicator?: string
  value?: number
  asOf?: string
  time?: unknown
  of?: string
  ceiling?: string
  summary: Record<string, string>
  citations: { language: string; paragraph: string; anchors: string[] }[]
  [more: string]: unknown
}

const id = "sg-2018"
const text = `S/2018/9999

Report of the Secretary-General on the situation in Mali

1. This report was invented for the tests. It tells of the state of the Mission as at 30 May 2018.

2. As at 30 May 2018, the ceiling was up to 13,289 military personnel, of whom the Mission counted 11,880.

3. As at 30 May 2018, the ceiling was up to 1,920 police personnel, of whom the Mission counted 1,736.

4. As at 30 May 2018, the Mission had 16 military helicopters, of which 15 could be used.

5. Armoured carriers were still wanting in two sectors, and patrols were put off for it.
`

/** What an invented report says: by the fact of 2017 that it follows, its value, paragraph and anchor. */
const said: readonly (readonly [string, number | undefined, string, string])[] = [
  ["military-authorized", 13_289, "2", "the ceiling was up to 13,289 military personnel"],
  ["military-deployed", 11_880, "2", "of whom the Mission counted 11,880"],
  ["police-authorized", 1_920, "3", "the ceiling was up to 1,920 police personnel"],
  ["police-deployed", 1_736, "3", "of whom the Mission counted 1,736"],
  ["helicopters-deployed", 16, "4", "had 16 military helicopters"],
  ["helicopters-usable", 15, "4", "of which 15 could be used"],
  ["gap-armoured-carriers", undefined, "5", "Armoured carriers were still wanting in two sectors"],
]

const summaries: Readonly<Record<string, Record<string, string>>> = {
  en: { "gap-armoured-carriers": "armoured carriers were wanting" },
  fr: { "gap-armoured-carriers": "des véhicules blindés manquaient" },
  ar: { "gap-armoured-carriers": "كانت ناقلات الجند المدرعة ناقصة" },
}

/**
 * The files by which an invented later report on the mission comes into the data, as a curator would add them: its entry,
 * its figures and the fingerprint of its text. For `world`, or to be written into a project. `deployed` is how many military
 * personnel its text and its figures count.
 */
export async function nextReport({ deployed = 11_880 } = {}): Promise<Record<string, unknown>> {
  const { sources } = await dataFile<{ sources: { id: string }[] }>("data/sources.json")
  const like = sources.find(source => source.id === "sg-2017")!
  const entry = {
    ...like,
    ...{ id, symbol: "S/2018/9999", asOf: "2018-05-30" },
    versions: [{ language: "en", file: `${id}.en.txt`, title: text.split("\n")[2], symbol: "S/2018/9999" }],
    citations: [{ language: "en", paragraph: "1", anchors: ["as at 30 May 2018"] }],
  }
  const listed = { $schema: "./schema/sources.schema.json", sources: [...sources, entry] }
  const counted = text.replace("11,880", deployed.toLocaleString("en"))
  const host = world({ "data/sources.json": listed, [`in/${id}.en.txt`]: counted })
  await ingest(`in/${id}.en.txt`, { source: id, fingerprint: true }, host)
  const print = `data/fingerprints/${id}.en.json`
  return {
    "data/sources.json": listed,
    [`data/figures/${id}.json`]: JSON.parse(
      JSON.stringify(await figures())
        .replaceAll("11880", String(deployed))
        .replace(/11([,\u202f])880/g, `${String(deployed).slice(0, 2)}$1${String(deployed).slice(2)}`),
    ),
    [print]: new TextDecoder().decode(host.written.get(print)),
  }
}

async function figures(): Promise<unknown> {
  const { observations, gaps } = await dataFile<{ observations: Fact[]; gaps: Fact[] }>(
    "data/figures/sg-2017.json",
  )
  const all = [...observations, ...gaps]
  const made = said.map(([name, value, paragraph, anchor]) =>
    follow(all.find(fact => fact.id === `sg-2017.${name}`)!, { name, value, paragraph, anchor }),
  )
  return {
    $schema: "../schema/figures.schema.json",
    source: id,
    observations: made.filter(fact => fact.indicator),
    gaps: made.filter(fact => !fact.indicator),
  }
}

function follow(
  { time: _, beside: __, disagreement: ___, place: ____, shortfall: _____, ...fact }: Fact,
  {
    name,
    value,
    paragraph,
    anchor,
  }: { name: string; value: number | undefined; paragraph: string; anchor: string },
): Fact {
  const moved = (other: string | undefined) => other?.replace("sg-2017.", `${id}.`)
  const old = fact.value
  const renumbered = (summary: string, lang: string) => {
    const own = summaries[lang]?.[name]
    if (own) return own
    const group = lang === "fr" ? "\u202f" : ","
    const shown = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, group)
    return summary
      .replace(/\d[\d\u202f\u00a0 ,]*\d|\d/, found =>
        Number(found.replace(/\D/g, "")) === old ? shown(value!) : found,
      )
      .replace(/26 (\p{L}+) 2017/u, "30 $1 2018")
  }
  const summary = Object.fromEntries(
    Object.entries(fact.summary).map(([lang, words]) => [lang, renumbered(words, lang)]),
  )
  return {
    ...fact,
    id: `${id}.${name}`,
    ...(value !== undefined && { value, asOf: "2018-05-30" }),
    ...(fact.of && { of: moved(fact.of)! }),
    ...(fact.ceiling && { ceiling: moved(fact.ceiling)! }),
    ...(fact.figures ? { figures: [] } : {}),
    summary,
    citations: [{ language: "en", paragraph, anchors: value ? [anchor, "As at 30 May 2018"] : [anchor] }],
  }
}
