import type { Host, NewFile } from "../host.js"
import { distinct, fail, failOnErrors, type Problem } from "../model/problem.js"
import type { Page } from "../note/page.js"
import type { RedlineChange } from "../redline/changes.js"
import { type Redline, redlinePage } from "../redline/page.js"
import { nearest } from "../references.js"
import { editionBefore, editionPage, type IssuedEdition, issuedEditions, issuedNotes } from "./issued.js"
import { readBackDocx, readBackPdf } from "./readback.js"

/** Which editions to compare, and how to show it; every field has a default. */
export interface RedlineOptions {
  /** The earlier edition, such as 2026-10 or 2026-11-r2; the one before `to` unless given. */
  readonly from?: string
  /** The later edition; the last one unless given. */
  readonly to?: string
  /** All languages that both editions have unless given. */
  readonly languages?: readonly string[]
  /** pdf and docx unless given. */
  readonly formats?: readonly ("pdf" | "docx")[]
  /** Whose tracked changes they are in Word; "briefing-notes" unless given. */
  readonly author?: string
  /** The folder that editions are in; the redline stands beside them, in `redline-<from>-<to>`. "output" unless given. */
  readonly out?: string
}

/** What changed between two editions, and the files that show it. */
export interface MadeRedline {
  readonly note: string
  readonly from: string
  readonly to: string
  readonly languages: readonly {
    readonly language: string
    /** Nothing changed but what belongs to the edition itself, such as its date. */
    readonly equal: boolean
    readonly changes: readonly RedlineChange[]
    readonly files: readonly string[]
  }[]
  readonly problems: readonly Problem[]
}

/**
 * Shows what changed between two editions of a note, from the documents that the editions keep: a Word file with tracked
 * changes, and a PDF with marks, bars and a table of changes. Fails if there are no two editions in one language.
 */
export async function redline(note: string, options: RedlineOptions, host: Host): Promise<MadeRedline> {
  const { out = "output", author = "briefing-notes", formats = ["pdf", "docx"] } = options
  const [before, after] = await chooseEditions(note, { ...options, out }, host)
  const date = new Date(`${after.manifest!.date}T00:00:00Z`)
  const shared = languagesOf(before).filter(lang => languagesOf(after).includes(lang))
  const languages = options.languages ?? shared
  const absent = languages.filter(lang => !shared.includes(lang))
  if (absent.length > 0 || languages.length === 0)
    fail(`the editions ${before.id} and ${after.id} are not both in "${absent.join('", "')}"`, {
      hint: `both are in: ${shared.join(", ") || "no language"}`,
    })
  const folder = `${out}/${note}/redline-${before.id}-${after.id}`
  const made = await Promise.all(
    languages.map(async language => {
      const pages = await Promise.all([before, after].map(e => editionPage(e, language, { host })))
      return { language, after: pages[1]!, redline: redlinePage(pages[0]!, pages[1]!, { author, date }) }
    }),
  )
  const rendered = await renderRedlines(made, { formats, host, folder, note })
  failOnErrors(rendered.flatMap(r => r.problems))
  await host.write(rendered.map(r => r.file))
  return {
    note,
    from: before.id,
    to: after.id,
    languages: made.map(({ language, redline: { changes, equal } }) => ({
      language,
      equal,
      changes,
      files: rendered.filter(r => r.language === language).map(r => r.file.path),
    })),
    problems: distinct(rendered.flatMap(r => r.problems)),
  }
}

const languagesOf = ({ manifest }: IssuedEdition) => Object.keys(manifest?.claims ?? {})

async function chooseEditions(
  note: string,
  { from, to, out }: RedlineOptions & { readonly out: string },
  host: Host,
): Promise<readonly [IssuedEdition, IssuedEdition]> {
  const place = { host, out }
  const all = (await issuedEditions(note, place)).filter(e => e.manifest)
  if (all.length === 0) {
    const near = nearest(note, await issuedNotes(place))
    const hint = near ? `did you mean "${near}"?` : "issue one with `brief build`"
    fail(`there is no edition of "${note}" in ${out}`, { hint })
  }
  const find = (id: string) =>
    all.find(e => e.id === id) ??
    fail(`there is no edition ${id} of "${note}"`, { hint: `there are: ${all.map(e => e.id).join(", ")}` })
  const after = to ? find(to) : all.at(-1)!
  const before = from ? find(from) : await editionBefore(note, after, place)
  if (before) return [before, after]
  return fail(`${after.id} is the first edition of "${note}": there is none before it`, {
    hint: "name another with --to, or wait for the next",
  })
}

interface Made {
  readonly language: string
  /** The later edition, which a Word file shows when all changes are accepted. */
  readonly after: Page
  readonly redline: Redline
}

async function renderRedlines(
  made: readonly Made[],
  {
    formats,
    host,
    folder,
    note,
  }: { formats: readonly ("pdf" | "docx")[]; host: Host; folder: string; note: string },
) {
  const printer = formats.includes("pdf")
    ? (await import("../render/pdf/printer.js")).openPrinter({ env: host.env })
    : undefined
  try {
    const jobs = made.flatMap(({ language, after, redline: { page } }) =>
      formats.map(async format => {
        const path = `${folder}/${note}.${language}.redline.${format}`
        const { bytes, problems } = await renderOne(page, format, { host, printer, after, path })
        return { language, file: { path, bytes } satisfies NewFile, problems }
      }),
    )
    return await Promise.all(jobs)
  } finally {
    await printer?.close()
  }
}

async function renderOne(
  page: Redline["page"],
  format: "pdf" | "docx",
  {
    host,
    printer,
    after,
    path,
  }: {
    host: Host
    printer: import("../render/pdf/printer.js").Printer | undefined
    after: Page
    path: string
  },
): Promise<{ bytes: Uint8Array; problems: readonly Problem[] }> {
  if (format === "docx") {
    const [{ renderDocx }, { lintDocx }] = await Promise.all([
      import("../render/docx/docx.js"),
      import("../render/lint/docx.js"),
    ])
    const template = await styleFile("templates/house.docx", host)
    const made = await renderDocx(page, { template })
    const read = await readBackDocx(after, { ...made, pages: mostPages, template, path })
    return { ...made, problems: [...made.problems, ...read, ...(await lintDocx(made.bytes, page))] }
  }
  const [{ renderPdf }, { lintPdf }] = await Promise.all([
    import("../render/pdf/pdf.js"),
    import("../render/lint/pdf.js"),
  ])
  const sheets = ["templates/house.css", "templates/redline.css"]
  const css = (await Promise.all(sheets.map(s => styleFile(s, host)))).map(b => new TextDecoder().decode(b))
  const made = await renderPdf(page, { css: css.join("\n"), printer: printer!, pageLimit: mostPages })
  const [read, linted] = await Promise.all([readBackPdf(page, { ...made, path }), lintPdf(made.bytes, page)])
  return { ...made, problems: [...made.problems, ...read, ...linted] }
}

/** A redline may run on: it shows two editions in one, and the table of changes. */
const mostPages = 40

async function styleFile(file: string, host: Host): Promise<Uint8Array> {
  return (
    (await host.read(file)) ??
    fail("there is no such file", { place: { file }, hint: "restore the house style" })
  )
}

/** The changes as lines for a person: where, what, why. */
export function redlineLines({ note, from, to, languages }: MadeRedline): string[] {
  return [
    `${note}: ${from} → ${to}`,
    ...languages.flatMap(({ language, equal, changes, files }) => [
      `${language}: ${equal ? "nothing changed but the edition itself" : `${changes.length} changes`}`,
      ...changes.map(c => {
        const where = [c.section, c.row].filter(Boolean).join(", ") || "head of the note"
        return `  ${c.kind}, ${c.reason}; ${where}: ${words(c)}`
      }),
      ...files.map(f => `  ${f}`),
    ]),
  ]
}

const cut = (text: string) => (text.length > 90 ? `${text.slice(0, 89)}…` : text)
const words = ({ before, after }: RedlineChange) =>
  [before && `− ${cut(before)}`, after && `+ ${cut(after)}`].filter(Boolean).join("  ")
