import { createHash } from "node:crypto"
import type { Host } from "../host.js"
import type { EditionInput } from "../model/editions.js"
import type { Format } from "./rendered.js"

/** What was read, by file. */
export type Reads = ReadonlyMap<string, Uint8Array>

/** The same world, in which a file that was read once stays as it was: a build sees one state of every file. */
export function snapshot(host: Host): Host {
  const seen = new Map<string, Promise<Uint8Array | undefined>>()
  const read = (path: string) => {
    const known = seen.get(path) ?? host.read(path)
    seen.set(path, known)
    return known
  }
  return { ...host, read }
}

/** The same world, which writes down what is read in it. */
export function recorder(host: Host): { host: Host; reads: Reads } {
  const reads = new Map<string, Uint8Array>()
  const read = async (path: string) => {
    const bytes = await host.read(path)
    if (bytes) reads.set(path, bytes)
    return bytes
  }
  return { host: { ...host, read }, reads }
}

/** The files of the house style that a format is made with. */
const houseStyle: Readonly<Record<Format, string>> = {
  pdf: "templates/house.css",
  docx: "templates/house.docx",
  html: "templates/house.css",
}

/** Nothing that a note says can come from these; of reviews it says that one is wanting, which its document shows. */
const apart = /^data\/(drafts|coverage|reviews)\//

/**
 * All that a note was made from, by name, with its hashes: what was read of the data, what was read in composing it, the
 * house style of its formats, the typefaces. Other notes' templates are none of its inputs. An earlier edition
 * that was read goes by its place under output/, wherever `out` is; `kept` is what was read of one when this was issued.
 */
export async function inputsOf(
  { note, formats, reads }: { note: string; formats: readonly Format[]; reads: readonly Reads[] },
  { host, out }: { host: Host; out: string },
  kept: readonly EditionInput[] = [],
): Promise<EditionInput[]> {
  const style = recorder(host)
  for (const format of formats) await style.host.read(houseStyle[format])
  const own = [...reads.flatMap(r => [...r]), ...style.reads].filter(
    ([file]) => !apart.test(file) && !isOfOther(file, note),
  )
  const files = own.map(([file, bytes]) => [placeOf(file, out), sha256(bytes)] as const)
  const all = new Map([...files, ...(formats.includes("pdf") ? await typefaces() : [])])
  const found = [...all].map(([file, hash]) => ({ file, sha256: hash }))
  return [...kept, ...found].sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** Whether an input is a document of an earlier edition. */
export const isOfEditions = ({ file }: EditionInput) => file.startsWith("output/")

const isOfOther = (file: string, note: string) =>
  /^templates\/[^/]+\//.test(file) &&
  !file.startsWith("templates/shared/") &&
  !file.startsWith(`templates/${note}/`)

const placeOf = (file: string, out: string) =>
  file.startsWith(`${out}/`) ? `output/${file.slice(out.length + 1)}` : file

async function typefaces(): Promise<(readonly [string, string])[]> {
  const { faceBytes, houseFaces } = await import("../render/fonts.js")
  return Promise.all(houseFaces.map(async face => [face.module, sha256(await faceBytes(face))] as const))
}

/** The SHA-256 of bytes or of a text in UTF-8, in small letters. */
export const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex")
