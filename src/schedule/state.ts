import { sha256 } from "../edition/inputs.js"
import { issuedEditions } from "../edition/issued.js"
import { installedVersions } from "../edition/versions.js"
import type { Host } from "../host.js"
import type { Schedule } from "../model/schedule.js"

/** Nothing that keeps an edition from being made stands in these. */
const apart = /^data\/(drafts|coverage)$|^templates\/[^/]+\/schedule\.json$/

/**
 * The hash of all that an edition is made from: the data, the note's templates and the shared ones, the house style, what its
 * schedule asks for, the tool's version, and the last issue of its month, which a revision rests on. What failed for good
 * is worth another try once this has changed.
 */
export async function stateOf(
  { note, edition, schedule }: { note: string; edition: string; schedule: Schedule },
  { out, host }: { out: string; host: Host },
): Promise<string> {
  const { languages, formats, allowMissing, unchanged } = schedule
  const last = (await issuedEditions(note, { host, out, month: edition }).catch(() => [])).at(-1)
  const house = (await namesIn("templates", host)).filter(name => name.includes("."))
  const places = [
    "data",
    `templates/${note}`,
    "templates/shared",
    ...house.map(name => `templates/${name}`),
    ...(last ? [last.folder] : []),
  ]
  const files = (await Promise.all(places.map(place => hashesIn(place, host)))).flat()
  const tool = await installedVersions(host).then(
    versions => versions.tool,
    () => "unknown",
  )
  return sha256(JSON.stringify({ tool, languages, formats, allowMissing, unchanged, files }))
}

/** The files in a folder and in those below it, or a file itself, each with its hash or what is wrong with it. */
async function hashesIn(place: string, host: Host): Promise<string[]> {
  if (apart.test(place)) return []
  const names = await namesIn(place, host)
  if (names.length > 0)
    return (await Promise.all(names.map(name => hashesIn(`${place}/${name}`, host)))).flat()
  const found = await host.read(place).then(
    bytes => (bytes ? sha256(bytes) : "none"),
    () => "unreadable",
  )
  return [`${place} ${found}`]
}

/** A folder that cannot be read is one whose state will change. */
const namesIn = (place: string, host: Host) => host.list(place).catch(() => [])
