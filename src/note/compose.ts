import type { Host } from "../host.js"
import { chartProblems } from "../model/chartproblems.js"
import { type Problem, problem } from "../model/problem.js"
import { claimsOf, traceOf } from "./claims.js"
import { localDigits } from "./digits.js"
import { draftProblems } from "./drafts.js"
import { formatDay, plainText } from "./format.js"
import { makeHelpers } from "./helpers.js"
import { sourceLabels } from "./labels.js"
import { readMarks, withoutMarks } from "./ledger.js"
import type { Page } from "./page.js"
import type { NoteInput, Subject } from "./subject.js"
import { loadTemplates, makeRenderer, type TemplateSet } from "./templates.js"
import { typedNumbers } from "./typed.js"
import { citedOnly, unknownNumbers } from "./unknown.js"
import { fill } from "./words.js"

/**
 * A note in one language as one HTML document, with the problems that an editor can mend: typed numbers, limits passed,
 * prose that was not written for the meetings compared. Throws a ProblemError if a template cannot be filled.
 */
export async function compose(
  input: NoteInput,
  subject: Subject,
  host: Host,
): Promise<{ page: Page; problems: readonly Problem[] }> {
  const { definition, lang, words, day, particulars, ledger, facts } = input
  const { about, view } = subject
  const { templates, specific } = await loadTemplates(definition.id, { lang, about, host })
  const render = renderer(templates, input, subject)
  const marked = { title: plainText(render("title", view)), subject: plainText(render("subject", view)) }
  const { text: html, prints } = readMarks(
    localDigits(render("note", { ...view, ...marked }), words),
    ledger.entries,
  )
  const [title, matter] = [marked.title, marked.subject].map(t => localDigits(withoutMarks(t), words)) as [
    string,
    string,
  ]
  const reference = fill(words.running.reference, { title, date: formatDay(day, words) })
  const page: Page = {
    html,
    lang,
    dir: words.dir,
    title,
    subject: matter,
    author: particulars.from ?? "",
    keywords: definition.keywords,
    running: { handling: particulars.handling ?? "", reference, pageOf: words.running.pageOf },
    date: new Date(`${day}T00:00:00Z`),
    ...(subject.charts.length > 0 && { charts: subject.charts }),
    trace: traceOf(input, { title, sources: subject.sources, claims: claimsOf(html, prints, facts) }),
  }
  const prose = `templates/${definition.id}/prose.${specific ? `${about}.` : ""}${lang}.hbs`
  const limits = limitProblems(input, subject, block => render(block, view))
  const chartPlace = { file: `templates/${definition.id}/note.json`, path: "compare.chart" }
  const charts = subject.charts.flatMap(chart => chartProblems(chart, { place: chartPlace }))
  return {
    page,
    problems: [
      ...typedNumbers(templates, words),
      ...unknownNumbers(html, prints, { templates, file: `templates/${definition.id}/note.hbs` }),
      ...citedOnly(prints, prose),
      ...draftProblems(page.trace, facts, { file: `templates/${definition.id}/note.json` }),
      ...limits,
      ...charts,
      ...(specific ? [] : [generalProse(input, about)]),
    ],
  }
}

/** A renderer that numbers notes anew each time, so that a block can be tried apart from the document. */
function renderer(
  templates: TemplateSet,
  { lang, words, facts, ledger }: NoteInput,
  { sources, counted }: Subject,
) {
  const notes: string[] = []
  const labels = sourceLabels(sources, words)
  const render = makeRenderer(templates, makeHelpers({ lang, words, facts, notes, labels, ledger, counted }))
  return (name: string, view: object) => {
    notes.length = 0
    return render(name, view)
  }
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
