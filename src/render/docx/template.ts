import { patchDetector } from "docx"
import { fail, type Problem, problem } from "../../model/problem.js"
import { elementsIn, parseXml } from "./xml.js"
import { type Entry, pack, readZip, unpack, writeZip } from "./zip.js"

/** A Word file to fill, opened once: what docx has to read, and all else, which goes into every file by another way. */
export interface Template {
  readonly file: string
  /** The parts that docx changes or has to know, stored and not compressed. */
  readonly light: Uint8Array
  /** The rest: the fonts, the theme, the settings. */
  readonly rest: readonly Entry[]
  /** A part ready for the file; one that is the same as the last time is not compressed again. */
  readonly pack: (name: string, text: string) => Entry
  /** The width between the margins, in twentieths of a point. */
  readonly textWidth: number
  /** The placeholders that it lacks or that nobody fills. */
  readonly problems: readonly Problem[]
}

/** What a template may hold in double braces; only `{{body}}` must be there. */
export const placeholders = ["body", "handling", "reference", "pageOf"] as const

const opened: { bytes: Uint8Array; file: string; template: Promise<Template> }[] = []

/** Opens a template, once for the same bytes. Fails with a Problem if it is no Word file or has no `{{body}}`. */
export function openTemplate(bytes: Uint8Array, file: string): Promise<Template> {
  const known = opened.find(other => other.file === file && Buffer.compare(other.bytes, bytes) === 0)
  if (known) return known.template
  const template = open(bytes, file)
  opened.unshift({ bytes, file, template })
  opened.length = Math.min(opened.length, 4)
  return template
}

async function open(bytes: Uint8Array, file: string): Promise<Template> {
  const entries = entriesOf(bytes, file)
  const isRest = ({ name }: Entry) =>
    /^(docProps\/|word\/(fonts\/|theme\/|_rels\/fontTable|fontTable|settings|webSettings))/.test(name)
  const light = writeZip(entries.filter(entry => !isRest(entry)).map(entry => stored(entry, file)))
  const body = entries.find(({ name }) => name === "word/document.xml")!
  const bodyOnly = writeZip([body])
  const [found, inBody] = await Promise.all([light, bodyOnly].map(data => patchDetector({ data }))).catch(
    () => unreadable(file, "its XML cannot be read"),
  )
  return {
    file,
    light,
    rest: entries.filter(isRest),
    pack: packer(),
    textWidth: textWidthOf(new TextDecoder().decode(unpack(body))),
    problems: [...checkPlaceholders(found ?? [], inBody ?? [], file), ...bodyAlone(body, file)],
  }
}

function packer(): Template["pack"] {
  const last = new Map<string, { text: string; entry: Entry }>()
  return (name, text) => {
    const known = last.get(name)
    if (known?.text === text) return known.entry
    const entry = pack(name, new TextEncoder().encode(text))
    last.set(name, { text, entry })
    return entry
  }
}

function entriesOf(bytes: Uint8Array, file: string): readonly Entry[] {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    unreadable(file, "it is a .doc file of old or protected by a password")
  let entries: readonly Entry[] = []
  try {
    entries = readZip(bytes)
  } catch {
    unreadable(file, "it is not a zip archive")
  }
  if (!entries.some(({ name }) => name === "word/document.xml"))
    unreadable(file, "it has no word/document.xml")
  return entries
}

function stored(entry: Entry, file: string): Entry {
  try {
    return { ...entry, method: 0, packed: unpack(entry) }
  } catch {
    return unreadable(file, `${entry.name} inside it is damaged`)
  }
}

function unreadable(file: string, why: string): never {
  return fail(`not a Word file that can be filled: ${why}`, {
    place: { file },
    hint: "open the template in Word and save it as .docx, or make the house template anew with: npm run house",
  })
}

/** Words beside `{{body}}` in its paragraph would be lost with it. */
function bodyAlone(body: Entry, file: string): readonly Problem[] {
  const paragraphs = elementsIn(parseXml(new TextDecoder().decode(unpack(body)))).filter(
    e => e.nodeName === "w:p",
  )
  const own = paragraphs.map(p => (p.textContent ?? "").trim()).find(text => text.includes("{{body}}"))
  if (own === undefined || own === "{{body}}") return []
  return fail(`other words stand in the paragraph of {{body}}: "${own.slice(0, 60)}"`, {
    place: { file },
    hint: "put them into a paragraph before or after it: the note takes the place of the whole paragraph",
  })
}

function checkPlaceholders(
  found: readonly string[],
  inBody: readonly string[],
  file: string,
): readonly Problem[] {
  const place = { file }
  if (!inBody.includes("body")) {
    fail("the template has no {{body}}", {
      place,
      hint: "write {{body}} in a paragraph of its own, where the note is to stand",
    })
  }
  const missing = placeholders.filter(name => !found.includes(name))
  const unknown = found.filter(name => !placeholders.some(known => known === name))
  return [
    ...missing.map(name =>
      problem(`the template has no {{${name}}}`, { severity: "warning", place, hint: hints[name] }),
    ),
    ...unknown.map(name =>
      problem(`nothing fills {{${name}}}`, {
        severity: "warning",
        place,
        hint: `a template has ${placeholders.map(p => `{{${p}}}`).join(", ")}`,
      }),
    ),
  ]
}

const hints: Readonly<Record<(typeof placeholders)[number], string>> = {
  body: "write {{body}} in a paragraph of its own",
  handling: "write {{handling}} in the header, or no page shows the handling line",
  reference: "write {{reference}} in the footer, or no page shows the note's title and date",
  pageOf: "write {{pageOf}} in the footer, or the pages have no numbers",
}

/** The width between the margins of the last section; that of A4 with Word's own margins if the template says none. */
function textWidthOf(documentXml: string): number {
  const section = documentXml.slice(documentXml.lastIndexOf("<w:sectPr"))
  const number = (element: string, name: string) =>
    Number(new RegExp(`<w:${element}\\b[^>]*\\bw:${name}="(\\d+)"`).exec(section)?.[1])
  const width = number("pgSz", "w") - number("pgMar", "left") - number("pgMar", "right")
  return Number.isFinite(width) ? width : 9026
}
