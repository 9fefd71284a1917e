import type { Host } from "../host.js"
import { chartProblems } from "../model/chartproblems.js"
import { type Problem, problem } from "../model/problem.js"
import { type BlockUse, makeBlockBook } from "./blocks.js"
import { claimPlaces, claimsOf, traceOf } from "./claims.js"
import { localDigits } from "./digits.js"
import { draftProblems } from "./drafts.js"
import { formatDay, plainText } from "./format.js"
import { makeHelpers } from "./helpers.js"
import { printedByStyle } from "./housestyle.js"
import { sourceLabels } from "./labels.js"
import { type Print, readMarks, withoutMarks } from "./ledger.js"
import { newsView } from "./newsview.js"
import type { Page } from "./page.js"
import { restProblems } from "./restson.js"
import { isOfEdition, statedFacts } from "./stated.js"
import type { NoteInput, Subject } from "./subject.js"
import { loadTemplates, makeRenderer, type TemplateSet } from "./templates.js"
import { typedNumbers } from "./typed.js"
import { typedInDefinition } from "./typedtexts.js"
import { citedOnly, unknownNumbers } from "./unknown.js"
import { fill } from "./words.js"

/**
 * A note in one language as one HTML document, with the problems that an editor can mend: typed numbers, limits passed,
 * prose that was not written for the meetings compared; and what each prose block rests on. Throws a ProblemError if a
 * template cannot be filled.
 */
export async function compose(
  input: NoteInput,
  subject: Subject,
  host: Host,
): Promise<{ page: Page; problems: readonly Problem[]; blocks: readonly BlockUse[] }> {
  const { definition, lang, facts } = input
  const { about, view } = subject
  const { templates, specific } = await loadTemplates(definition.id, { lang, about, host })
  const { render, uses } = renderer(templates, input, subject)
  const { page, prints, blocks } = composed(input, subject, { render, uses })
  const style = "templates/house.css"
  const css = new TextDecoder().decode((await host.read(style)) ?? new Uint8Array())
  const file = `templates/${definition.id}/note.json`
  const prose = `templates/${definition.id}/prose.${specific ? `${about}.` : ""}${lang}.hbs`
  return {
    page,
    blocks,
    problems: [
      ...typedNumbers(templates, input.words, lang),
      ...typedInDefinition(definition, input.words, lang),
      ...unknownNumbers(page.html, prints, { templates, file: `templates/${definition.id}/note.hbs` }),
      ...printedByStyle(css, style),
      ...citedOnly(prints, prose),
      ...draftProblems(
        page.trace?.claims.filter(c => !isOfEdition(c)),
        facts,
        { file },
      ),
      ...limitProblems(input, subject, block => render(block, view)),
      ...subject.charts.flatMap(chart => chartProblems(chart, { place: { file, path: "compare.chart" } })),
      ...(specific ? restProblems(blocks) : [generalProse(input, about)]),
    ],
  }
}

/** The document, what its ledger found printed in it, and what each prose block printed of that. */
function composed(
  input: NoteInput,
  { view, charts, sources, standings }: Subject,
  { render, uses }: Renderer,
): { page: Page; prints: readonly Print[]; blocks: readonly BlockUse[] } {
  const { definition, lang, words, day, particulars, ledger, facts } = input
  const [markedTitle, markedSubject] = [plainText(render("title", view)), plainText(render("subject", view))]
  const note = render("note", { ...view, title: markedTitle, subject: markedSubject, since: newsView(input) })
  const { text: html, prints } = readMarks(localDigits(note, words), ledger.entries)
  const bare = (marked: string) => localDigits(withoutMarks(marked), words)
  const title = bare(markedTitle)
  const reference = fill(words.running.reference, { title, date: formatDay(day, words) })
  const claims = claimsOf(html, prints, facts)
  const page: Page = {
    html,
    lang,
    dir: words.dir,
    title,
    subject: bare(markedSubject),
    author: particulars.from ?? "",
    keywords: definition.keywords,
    running: { handling: particulars.handling ?? "", reference, pageOf: words.running.pageOf },
    date: new Date(`${day}T00:00:00Z`),
    ...(charts.length > 0 && { charts }),
    trace: traceOf(input, { title, sources, claims }),
    places: claimPlaces(html, prints),
    stated: statedFacts(claims, input, { standings }),
  }
  return { page, prints, blocks: uses(note) }
}

interface Renderer {
  readonly render: (name: string, view: object) => string
  readonly uses: (marked: string) => readonly BlockUse[]
}

/** A renderer that numbers notes anew each time, so that a block can be tried apart from the document. */
function renderer(
  templates: TemplateSet,
  { lang, words, facts, ledger }: NoteInput,
  { sources, counted, lines }: Subject,
): Renderer {
  const notes: string[] = []
  const labels = sourceLabels(sources, words)
  const { enclose, rest, uses } = makeBlockBook(templates, ledger, notes)
  const helpers = makeHelpers({ lang, words, facts, notes, labels, ledger, counted, lines, rest })
  const run = makeRenderer(templates, helpers, enclose)
  const render = (name: string, view: object) => {
    notes.length = 0
    return run(name, view)
  }
  return { render, uses }
}

function generalProse({ definition, lang }: NoteInput, about: string): Problem {
  const file = `templates/${definition.id}/prose.${about}.${lang}.hbs`
  return problem("no prose was written about this comparison; the general prose is used", {
    severity: "warning",
    place: { file },
    hint: "write the blocks that need a person's judgement there, beginning with changes and bottom-line",
  })
}

function limitProblems(
  { definition, lang }: NoteInput,
  { rows }: Subject,
  block: (name: string) => string,
): Problem[] {
  const { limits } = definition
  const words = wordCount(plainText(withoutMarks(block("bottom-line"))))
  const facts = block("key-facts").split('class="key-value"').length - 1
  const points = block("watch").split("<li").length - 1
  const place = { file: `templates/${definition.id}/prose.${lang}.hbs` }
  const over = (what: string, n: number, most: number, hint: string) =>
    n > most ? [problem(`${what}: ${n}, at most ${most}`, { place, hint })] : []
  return [
    ...over(
      "words in the bottom line",
      words,
      limits.bottomLineWords,
      "say direction, size and what cannot be said; leave the rest to the note",
    ),
    ...over("key facts", facts, limits.keyFacts[1], "keep the most telling ones"),
    ...(facts < limits.keyFacts[0]
      ? [problem(`key facts: ${facts}, at least ${limits.keyFacts[0]}`, { place })]
      : []),
    ...over(
      "rows of the table",
      rows,
      limits.tableRows,
      "group issues in data/issues.json, or raise limits.tableRows",
    ),
    ...over("points to watch", points, limits.watchPoints, "keep the dated ones"),
  ]
}

/** The words of a text: a number set apart by narrow spaces is one, a mark between spaces none. */
const wordCount = (text: string) =>
  text
    .replaceAll("\u202f", "")
    .split(/\s+/)
    .filter(word => /[\p{L}\p{Nd}]/u.test(word)).length
