import { expect, it } from "vitest"
import { reviewNote } from "../../src/edition/review.js"
import { dataFile, world } from "../world.js"

type Fact = Record<string, unknown> & { id: string }
type Facts = Record<string, unknown> & Partial<Record<(typeof lists)[number], Fact[]>>

const lists = ["observations", "gaps", "positions", "versionDifferences"] as const
const [visit, report] = ["data/figures/sc-mission-2014.json", "data/figures/sg-2017.json"]
const [earlier, later] = ["data/positions/oic-mali-2016.json", "data/positions/oic-mali-2017.json"]

/** A file of facts in which one is cited from another paragraph. */
async function citedElsewhere(file: string, id: string): Promise<Record<string, unknown>> {
  const data = await dataFile<Facts>(file)
  const fact = lists.flatMap(list => data[list] ?? []).find(f => f.id === id)!
  const [first, ...more] = fact.citations as { paragraph: string }[]
  fact.citations = [{ ...first!, paragraph: "i" }, ...more]
  return { [file]: data }
}

/** Facts that prose speaks of in its own words, without printing or citing them. */
it.each([
  ["minusma-gaps", "changes", visit, "sc-mission-2014.gap-air-assets"],
  ["minusma-gaps", "changes", report, "sg-2017.helicopters-lacking"],
  ["minusma-gaps", "changes", report, "sg-2017.explosive-countermeasures"],
  ["minusma-gaps", "cannot", visit, "sc-mission-2014.bases-contracted"],
  ["oic-positions", "changes", earlier, "oic-2016.ii.3"],
  ["oic-positions", "changes", earlier, "oic-2016.iii.2"],
  ["oic-positions", "changes", earlier, "oic-2016.iv.1"],
  ["oic-positions", "changes", later, "oic-2017.iii.1"],
  ["oic-positions", "changes", later, "oic-2017.iv.4"],
  ["oic-positions", "watch", earlier, "oic-2016.x.3"],
  ["oic-positions", "languages", later, "oic-2017.versions.viii-stage"],
  ["oic-positions", "languages", later, "oic-2017.versions.iv-kidal"],
])(
  "%s: the text of %s waits for a review in every language when what it speaks of changes (%s, %s)",
  async (note, block, file, id) => {
    const { blocks } = await reviewNote(note, {}, world(await citedElsewhere(file, id)))
    const waiting = blocks.filter(b => b.changed.some(({ what }) => what === id) && b.block === block)
    expect(waiting.map(b => [b.language, b.state])).toEqual(["en", "fr", "ar"].map(lang => [lang, "stale"]))
  },
)
