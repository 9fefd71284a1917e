import type { Host, NewFile } from "../host.js"
import type { EditionVersions } from "../model/editions.js"
import { distinct, type Problem } from "../model/problem.js"
import type { BuildResult } from "./built.js"
import type { Draft } from "./draft.js"
import { type EditionFile, formatManifest, makeManifest, manifestName } from "./manifest.js"
import type { ReadyEdition } from "./publish.js"
import type { RenderedFile } from "./rendered.js"
import { lapsedReviews, reviewWarnings } from "./reviewed.js"
import { issueId } from "./revision.js"
import { installedVersions } from "./versions.js"

/** An edition with all its files, ready to be put in its place, and what a build tells of it. */
export interface FinishedEdition extends ReadyEdition {
  readonly result: BuildResult
}

/** A draft with its prints, its documents and its manifest. `browser` is the version of what printed it, if anything did. */
export async function finishEdition(
  draft: Draft,
  rendered: readonly RenderedFile[],
  { folder, host, browser }: { folder: string; host: Host; browser: EditionVersions["browser"] },
): Promise<FinishedEdition> {
  const { plan, issue, date, composed, documents, inputs, cutOff } = draft
  const files = [...rendered.map(printOf), ...documents]
  const note = plan.definition.id
  const problems = distinct([
    ...composed.flatMap(c => c.problems),
    ...rendered.flatMap(f => f.rendered.problems),
  ])
  const review = composed.flatMap(c => c.review)
  const { since = null, past } = composed[0] ?? {}
  const manifest = makeManifest({
    ...{ note, issue, date, asked: plan.asked, cutOff, inputs, files },
    pages: composed.map(c => c.page),
    versions: { ...(await installedVersions(host)), browser },
    warnings: await ofNote(problems, { folder, printed: browser !== null }),
    review,
    since,
    ...(past && { past }),
  })
  const written: NewFile[] = files.map(({ file, content }) => ({ path: file, bytes: content }))
  const lapsed = lapsedReviews(review)
  const edition = {
    note,
    edition: issueId(issue),
    status: "issued",
    folder,
    date,
    changed: [],
    review: lapsed,
    since,
  } as const
  return {
    folder,
    files: [...written, { path: manifestName, bytes: formatManifest(manifest) }],
    result: {
      files: rendered.map(f => builtFile(f, folder)),
      editions: [edition],
      problems: [...problems, ...reviewWarnings(note, review)],
    },
  }
}

function printOf({ name, language, format, rendered: { bytes, pages } }: RenderedFile): EditionFile {
  return { file: name, language, kind: format, content: bytes, ...(pages !== undefined && { pages }) }
}

function builtFile(
  { note, language, format, name, rendered: { bytes, pages } }: RenderedFile,
  folder: string,
) {
  const path = `${folder}/${name}`
  return { note, language, format, path, ...(pages !== undefined && { pages }), bytes: bytes.length }
}

/**
 * What the machine lacks is told, but it is nothing of the edition: elsewhere the same edition would not have it. Nor is
 * the folder: a file of the edition goes by its name.
 */
async function ofNote(
  problems: readonly Problem[],
  { folder, printed }: { folder: string; printed: boolean },
): Promise<readonly Problem[]> {
  const named = problems.map(p =>
    p.place ? { ...p, place: { ...p.place, file: inFolder(p.place.file, folder) } } : p,
  )
  if (!printed) return named
  const { isOfMachine } = await import("../render/pdf/tab.js")
  return named.filter(p => !isOfMachine(p))
}

const inFolder = (file: string, folder: string) =>
  file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file
