import type { EditionInput, Manifest } from "../model/editions.js"
import type { Draft } from "./draft.js"
import { sha256 } from "./inputs.js"
import { lapsedReviews } from "./reviewed.js"

/**
 * What is no longer as it was when an edition was issued, in words: what was asked for, the files that changed, or, if it
 * is none of these, the review of its text or the program. `draft` is composed as that edition, with its date. Nothing means that it still stands.
 * Other versions of libraries or of the browser alone are no change: they say nothing else.
 */
export function changedSince({ asked, cutOff, inputs, outputs, review }: Manifest, draft: Draft): string[] {
  const now = draft.plan.asked
  const more = (kind: string, list: readonly string[], before: readonly string[]) => {
    const added = list.filter(one => !before.includes(one))
    const gone = before.filter(one => !list.includes(one))
    return [...added.map(one => `${kind} ${one} added`), ...gone.map(one => `${kind} ${one} left out`)]
  }
  const told = [
    ...more("language", now.languages, asked.languages),
    ...more("format", now.formats, asked.formats),
    ...(JSON.stringify(now.particulars) === JSON.stringify(asked.particulars) ? [] : ["header block"]),
    ...filesChanged(inputs, draft.inputs, {
      more: now.formats.length > asked.formats.length || now.languages.length > asked.languages.length,
    }),
  ]
  const known = knownTo(cutOff) === knownTo(draft.cutOff) ? [] : [lifted(cutOff, draft.cutOff)]
  if (told.length > 0) return [...known, ...told]
  const before = new Map(outputs.filter(o => o.kind === "document").map(o => [o.file, o.sha256]))
  const same =
    before.size === draft.documents.length &&
    draft.documents.every(({ file, content }) => before.get(file) === sha256(content))
  if (same || known.length > 0) return same ? [] : known
  const unreviewed = lapsedReviews(draft.composed.flatMap(c => c.review))
  if (unreviewed.join() !== lapsedReviews(review ?? []).join()) return ["the review of its text"]
  return ["the note, though no file did: the program composes it in another way"]
}

const knownTo = (cutOff: Manifest["cutOff"]) => cutOff?.leftOut.join() ?? ""
const lifted = (before: Manifest["cutOff"], now: Manifest["cutOff"]) =>
  `information to ${now?.day ?? "date"}, before to ${before?.day ?? "date"}`

/** Files that a further language or format needs are no change by themselves. */
function filesChanged(
  before: readonly EditionInput[],
  now: readonly EditionInput[],
  { more }: { more: boolean },
): string[] {
  const [old, fresh] = [before, now].map(list => new Map(list.map(i => [i.file, i.sha256])))
  const changed = now.filter(i => old!.has(i.file) && old!.get(i.file) !== i.sha256).map(i => i.file)
  const added = more ? [] : now.filter(i => !old!.has(i.file)).map(i => `${i.file} (new)`)
  const gone = before.filter(i => !fresh!.has(i.file)).map(i => `${i.file} (gone)`)
  return [...changed, ...added, ...gone]
}
