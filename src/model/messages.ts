import { z } from "zod"
import { plurals, schemaLink, text } from "./common.js"
import { type Occasion, occasion } from "./schedule.js"

/** Whether every name in braces is among those that are filled in. */
const hasOnly = (names: readonly string[]) => (words: string) =>
  [...words.matchAll(/\{([^}]*)\}/g)].every(m => names.includes(m[1]!))

/** A text in which `{name}` is filled in; a name that nobody fills in is a Problem. */
const pattern = (...names: readonly string[]) =>
  text.refine(hasOnly(names), { error: `expected no names in braces but {${names.join("}, {")}}` })

const counted = plurals.refine(
  forms => Object.values(forms).every(words => hasOnly(["count"])(words ?? "")),
  {
    error: "expected no names in braces but {count}",
  },
)

const sentence = pattern("name", "edition")
const byOccasion = z.strictObject(
  Object.fromEntries(occasion.options.map(on => [on, sentence])) as { [on in Occasion]: typeof sentence },
)

/** What people are told of editions, in one language: `templates/shared/messages.<lang>.json`. No edition is made from it. */
export const messagesFile = z.strictObject({
  ...schemaLink,
  locale: text.describe("The locale of numbers and dates, such as en-GB"),
  dir: z.enum(["ltr", "rtl"]),
  subjects: byOccasion.describe("The subject of a mail: {name} of the note, and the month of the {edition}"),
  openings: byOccasion.describe("The first sentence: {name} of the note, and the month of the {edition}"),
  test: z.strictObject({ subject: pattern("subject"), opening: text }),
  particulars: z.strictObject({
    planned: pattern("value"),
    at: pattern("value"),
    issue: pattern("value"),
  }),
  reason: text,
  remedies: z.strictObject({ failed: pattern("command"), missed: pattern("command") }),
  files: counted,
  review: counted,
  tooLarge: pattern("size").describe(
    "Said where the files are named only, since they are too large to be sent",
  ),
  unread: text.describe("Before the names of files that could not be read, and so are not attached"),
  footer: pattern("note"),
})
export type Messages = z.infer<typeof messagesFile>
