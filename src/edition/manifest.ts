import {
  type EditionInput,
  type EditionOutput,
  type EditionRequest,
  type EditionReview,
  type EditionVersions,
  type EditionWarning,
  type Manifest,
  manifest,
} from "../model/editions.js"
import type { Problem } from "../model/problem.js"
import type { EditionSince, Past } from "../model/since.js"
import type { Page } from "../note/page.js"
import { jsonIn } from "./document.js"
import { sha256 } from "./inputs.js"
import type { BlockReview } from "./reviewed.js"
import type { Issue } from "./revision.js"

/** The name of the manifest in the folder of an edition. */
export const manifestName = "manifest.json"

/** A file of an edition, named and not yet written. */
export interface EditionFile extends Pick<EditionOutput, "file" | "language" | "kind" | "pages"> {
  readonly content: Uint8Array | string
}

/** What a manifest is made of. */
export interface ManifestParts {
  readonly note: string
  readonly issue: Issue
  readonly date: string
  readonly asked: EditionRequest
  readonly cutOff: Manifest["cutOff"]
  readonly pages: readonly Page[]
  readonly inputs: readonly EditionInput[]
  readonly files: readonly EditionFile[]
  readonly versions: EditionVersions
  readonly warnings: readonly Problem[]
  readonly review?: readonly BlockReview[]
  /** Null unless given. */
  readonly since?: EditionSince | null
  readonly past?: Past
}

/** The manifest of an edition, sealed. */
export function makeManifest(parts: ManifestParts): Manifest {
  const {
    note,
    issue,
    date,
    asked,
    cutOff,
    pages,
    inputs,
    files,
    versions,
    warnings,
    review,
    since = null,
    past,
  } = parts
  const made = pages.map(p => p.lang)
  const body = manifest.omit({ seal: true }).parse({
    kind: "briefing-notes edition",
    version: 1,
    note,
    edition: issue.month,
    revision: issue.revision,
    date,
    asOf: pages.map(p => p.trace?.asOf ?? null).sort()[0] ?? null,
    asked,
    cutOff,
    missing: asked.languages.filter(lang => !made.includes(lang)),
    claims: Object.fromEntries(pages.map(p => [p.lang, p.trace?.claims.length ?? 0])),
    inputs: [...inputs],
    outputs: files.map(outputOf).sort((a, b) => (a.file < b.file ? -1 : 1)),
    versions,
    warnings: warnings.map(warningOf),
    ...(review && { review: review.map(reviewOf) }),
    since,
    ...(past && { past }),
  })
  return { ...body, seal: sealOf(body) }
}

const sealOf = (body: Omit<Manifest, "seal">) => sha256(JSON.stringify(body))

function outputOf({ file, language, kind, content, pages }: EditionFile): EditionOutput {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  return {
    ...{ file, language, kind, bytes: bytes.length, sha256: sha256(bytes) },
    ...(pages !== undefined && { pages }),
  }
}

function warningOf({ place, what, hint }: Problem): EditionWarning {
  return { ...(place && { place: { ...place } }), what, ...(hint && { hint }) }
}

function reviewOf({ language, block, state, last, changed }: BlockReview): EditionReview {
  return { language, block, state, ...last, facts: changed.map(c => c.what) }
}

/** The bytes of a manifest: the same manifest gives the same. */
export function formatManifest(value: Manifest): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** The manifest in a file; undefined if it is none, or any byte of it is not as it was issued. */
export function parseManifest(bytes: Uint8Array): Manifest | undefined {
  const result = manifest.safeParse(jsonIn(bytes))
  if (!result.success) return undefined
  const { seal, ...body } = result.data
  const same = Buffer.from(formatManifest(result.data)).equals(bytes)
  return same && seal === sealOf(body) ? result.data : undefined
}
