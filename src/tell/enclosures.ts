import { basename } from "node:path"
import type { Host } from "../host.js"
import type { Message } from "../model/runs.js"
import type { Notification } from "../model/schedule.js"
import { oneLine } from "./wording.js"

/** A file of a mail. */
export interface Enclosure {
  readonly filename: string
  readonly content: Buffer
  readonly contentType: string
}

/** The files of a mail, and what became of those that are not among them. */
export interface Enclosures {
  readonly files: readonly Enclosure[]
  /** The size of all files in bytes if they are too large to be sent; then none is. */
  readonly tooLarge?: number
  /** Files that could not be read. */
  readonly unread: readonly string[]
}

const types = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
} as const

/** The files that a rule attaches, by format and language; none if they are larger in all than allowed, as a mail has them. */
export async function enclosures(
  { files }: Message,
  { attach, languages }: Extract<Notification, { by: "mail" }>,
  { host, limit }: { readonly host: Host; readonly limit: number },
): Promise<Enclosures> {
  const isWanted = (file: string) =>
    attach.some(format => file.endsWith(`.${format}`)) &&
    (!languages || languages.some(lang => basename(file).includes(`.${lang}.`)))
  const read: Enclosure[] = []
  const unread: string[] = []
  for (const file of files.filter(isWanted)) {
    const bytes = await host.read(file).catch(() => undefined)
    if (bytes) read.push(enclosure(file, bytes))
    else unread.push(file)
  }
  const bytes = read.reduce((sum, { content }) => sum + content.length, 0)
  return asMailed(bytes) > limit ? { files: [], tooLarge: bytes, unread } : { files: read, unread }
}

function enclosure(file: string, bytes: Uint8Array): Enclosure {
  const contentType = types[file.endsWith(".pdf") ? "pdf" : "docx"]
  return { filename: oneLine(basename(file)), content: Buffer.from(bytes), contentType }
}

/** A mail has files as base64, in lines of 76 characters. */
const asMailed = (bytes: number) => Math.ceil((bytes / 3) * 4 * (78 / 76))
