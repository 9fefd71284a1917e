import { expect, it } from "vitest"
import { recordReview, reviewNote } from "../../src/edition/review.js"
import { readReviews } from "../../src/edition/reviewfile.js"
import { nextReport } from "../next.js"
import { dataFile, world } from "../world.js"

const note = "minusma-gaps"

it("prose about an earlier report keeps its reviews while a later one is compared, until its file is gone", async () => {
  const changes = await nextReport()
  const host = world(changes)
  const { reviews } = await dataFile<{ reviews: { file: string }[] }>(`data/reviews/${note}.json`)
  const specific = reviews.filter(r => r.file.includes("sg-2017")).length
  expect(specific).toBeGreaterThan(0)
  expect((await reviewNote(note, {}, host)).obsolete).toEqual([])
  await recordReview(note, { by: "A. Person" }, host)
  expect((await readReviews(note, host)).filter(r => r.file.includes("sg-2017"))).toHaveLength(specific)
  changes[`templates/${note}/prose.sg-2017.en.hbs`] = undefined
  const { obsolete } = await reviewNote(note, {}, host)
  expect(obsolete.length).toBeGreaterThan(0)
  expect(new Set(obsolete.map(o => o.language))).toEqual(new Set(["en"]))
})
