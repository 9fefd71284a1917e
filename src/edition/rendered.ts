import type { Host } from "../host.js"
import { distinct, type Problem, ProblemError, problem } from "../model/problem.js"
import type { Page } from "../note/page.js"
import { markHtml } from "../render/direction.js"
import type { Printer } from "../render/pdf/printer.js"
import type { Composed } from "./composed.js"
import { readBackDocx, readBackPdf } from "./readback.js"

/** The formats a note comes in. */
export const formats = ["pdf", "docx", "html"] as const
export type Format = (typeof formats)[number]

/** A file rendered and not yet written. */
export interface Rendered {
  readonly bytes: Uint8Array
  readonly pages?: number
  readonly problems: readonly Problem[]
}

/** A note in all its languages, and what to make of it. */
export interface RenderJob {
  readonly note: string
  readonly composed: readonly Composed[]
  readonly formats: readonly Format[]
  /** The folder that the files are for: problems name them there. */
  readonly folder: string
}

/** A file of a note, rendered and not yet written. */
export interface RenderedFile {
  readonly note: string
  readonly language: string
  readonly format: Format
  /** Its name in the folder of its edition. */
  readonly name: string
  readonly rendered: Rendered
}

/** Every note in every format, or every problem that any of them has. */
export async function renderAll(
  jobs: readonly RenderJob[],
  { printer, host }: { printer: Printer | undefined; host: Host },
): Promise<readonly RenderedFile[]> {
  const started = jobs.flatMap(({ note, composed, formats, folder }) =>
    composed.flatMap(({ definition, page }) =>
      formats.map(async format => {
        const name = `${note}.${page.lang}.${format}`
        const path = `${folder}/${name}`
        const made = await render(page, format, { printer, host, pageLimit: definition.limits.pages, path })
        const rendered = {
          ...made,
          problems: made.problems.map(p =>
            p.place || p.severity === "warning" ? p : { ...p, place: { file: path } },
          ),
        }
        return { note, language: page.lang, format, name, rendered }
      }),
    ),
  )
  const settled = await Promise.allSettled(started)
  const failures = settled.flatMap(s => (s.status === "rejected" ? [s.reason] : []))
  const bug = failures.find(f => !(f instanceof ProblemError))
  if (bug) throw bug
  const problems = failures.flatMap(f => (f as ProblemError).problems)
  if (problems.length > 0) throw new ProblemError(distinct(problems))
  return settled.flatMap(s => (s.status === "fulfilled" ? [s.value] : []))
}

/** One page as one file's bytes, with what the renderer found. */
async function render(
  page: Page,
  format: Format,
  {
    printer,
    host,
    pageLimit,
    path,
  }: { printer: Printer | undefined; host: Host; pageLimit: number; path: string },
): Promise<Rendered> {
  if (format === "docx") {
    const template = await mustRead("templates/house.docx", host)
    const [{ renderCountedDocx }, { lintDocx }] = await Promise.all([
      import("../render/docx/counted.js"),
      import("../render/lint/docx.js"),
    ])
    const made = await fitted(p => renderCountedDocx(p, { template, pageLimit }), page, pageLimit)
    return {
      ...made,
      problems: [
        ...made.problems,
        ...(await readBackDocx(page, { ...made, template, path })),
        ...(await lintDocx(made.bytes, page)),
      ],
    }
  }
  const css = new TextDecoder().decode(await mustRead("templates/house.css", host))
  if (format === "html") {
    return {
      bytes: new TextEncoder().encode(
        markHtml(page.html, page.dir).replace("</head>", () => `<style>\n${css}</style>\n</head>`),
      ),
      problems: [],
    }
  }
  const [{ renderPdf }, { lintPdf }] = await Promise.all([
    import("../render/pdf/pdf.js"),
    import("../render/lint/pdf.js"),
  ])
  const made = await fitted(p => renderPdf(p, { css, printer: printer!, pageLimit }), page, pageLimit)
  const [read, linted] = await Promise.all([readBackPdf(page, { ...made, path }), lintPdf(made.bytes, page)])
  return { ...made, problems: [...made.problems, ...read, ...linted] }
}

/**
 * A file within its limit of pages: if it has more, it is made once more with narrower spaces, so that a few words more than usual
 * do not keep a note from being issued. Type is never made smaller; that it was needed is a warning.
 */
async function fitted(
  make: (page: Page) => Promise<Rendered>,
  page: Page,
  pageLimit: number,
): Promise<Rendered> {
  const made = await make(page)
  if ((made.pages ?? 0) <= pageLimit) return made
  const tight = await make({ ...page, html: page.html.replace('<body class="', '<body class="tight ') })
  if ((tight.pages ?? 0) > pageLimit) return made
  const told = problem(`the note in "${page.lang}" has no room left: its spaces were narrowed`, {
    severity: "warning",
    hint: "cut some lines, before the next words cost it a page",
  })
  return { ...tight, problems: [...tight.problems, told] }
}

async function mustRead(file: string, host: Host): Promise<Uint8Array> {
  const bytes = await host.read(file)
  if (bytes) return bytes
  throw new ProblemError([
    problem("there is no such file", { place: { file }, hint: "restore the house style" }),
  ])
}
