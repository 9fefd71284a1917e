import { z } from "zod"
import { draftsFile } from "./model/drafts.js"
import { figuresFile, indicatorsFile } from "./model/figures.js"
import { coverageFile, fingerprintFile } from "./model/fingerprints.js"
import { actorsFile, issuesFile, ladderFile, objectsFile, placesFile, stagesFile } from "./model/lists.js"
import { messagesFile } from "./model/messages.js"
import { noteDefinition } from "./model/notes.js"
import { judgementsFile, positionsFile } from "./model/positions.js"
import { reviewsFile } from "./model/reviews.js"
import { schedule } from "./model/schedule.js"
import { meetingsFile, sourcesFile } from "./model/sources.js"
import { table } from "./model/tables.js"
import { wordsFile } from "./note/words.js"

const files = {
  actors: actorsFile,
  coverage: coverageFile,
  drafts: draftsFile,
  figures: figuresFile,
  fingerprints: fingerprintFile,
  indicators: indicatorsFile,
  issues: issuesFile,
  judgements: judgementsFile,
  ladder: ladderFile,
  meetings: meetingsFile,
  messages: messagesFile,
  note: noteDefinition,
  objects: objectsFile,
  places: placesFile,
  positions: positionsFile,
  reviews: reviewsFile,
  schedule,
  sources: sourcesFile,
  stages: stagesFile,
  tables: table,
  words: wordsFile,
}

/** The JSON Schemas of every data file, by file name, made from the schemas that loading uses. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(files).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`,
    ]),
  )
}
