import { z } from "zod"
import { id, language, schemaLink, text, texts } from "./common.js"

/** A body, State, group, office or set of them that adopts, is addressed, takes part or is named. */
export const actor = z.strictObject({
  id,
  name: texts,
  acronym: texts.optional(),
  partOf: id.optional().describe("The wider actor that this one belongs to"),
})
export type Actor = z.infer<typeof actor>

/** A place a position is about. `within` names the wider place, so that narrowing is seen by rule. */
export const location = z.strictObject({ id, name: texts, within: id.optional() })
export type Location = z.infer<typeof location>

/** A thing a position is about, in the finest grain that a comparison needs. */
export const objectOf = z.strictObject({ id, name: texts })
export type ObjectOf = z.infer<typeof objectOf>

/** How far a thing had come: proposed, planned, agreed, under way, in place. `rank` orders them. */
export const stage = z.strictObject({ id, name: texts, rank: z.int() })
export type Stage = z.infer<typeof stage>

/** An issue of the controlled list: what positions of one meeting and another are compared under. */
export const issue = z.strictObject({
  id,
  name: texts.describe("As it stands in mid-sentence"),
  note: texts.optional(),
})
export type Issue = z.infer<typeof issue>

export const actorsFile = z.strictObject({ ...schemaLink, actors: z.array(actor) })
export const placesFile = z.strictObject({ ...schemaLink, places: z.array(location) })
export const objectsFile = z.strictObject({ ...schemaLink, objects: z.array(objectOf) })
export const stagesFile = z.strictObject({ ...schemaLink, stages: z.array(stage) })
export const issuesFile = z.strictObject({ ...schemaLink, issues: z.array(issue) })

/** The nature of an operative act. Force is compared within one kind only. */
export const actKind = z.enum([
  "instructive",
  "mandating",
  "appreciative",
  "emotive",
  "declaratory",
  "committing",
])
export type ActKind = z.infer<typeof actKind>

/** A step of the ladder: its rank within its kind (1 is the weakest) and where the ranking comes from. */
export const ladderStep = z.strictObject({
  id,
  kind: actKind,
  rank: z.int().min(1),
  name: texts,
  basis: text.describe("The published source of the rank, or the reason why the project placed it there"),
})
export type LadderStep = z.infer<typeof ladderStep>

/** An operative verb of one language, with every step it can stand for: more than one where usage is ambiguous. */
export const verb = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z]{2,3}:.+$/, { error: "expected the language and the verb, such as fr:exhorter" }),
  language,
  steps: z.array(id).min(1),
  forms: z
    .array(text)
    .optional()
    .describe(
      "The forms that reports use, by which drafts are found; … stands for up to three words between",
    ),
  note: text.optional(),
})
export type Verb = z.infer<typeof verb>

export const ladderFile = z.strictObject({
  ...schemaLink,
  literature: z.array(text),
  steps: z.array(ladderStep),
  verbs: z.array(verb),
})
