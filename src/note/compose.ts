import type { Host } from "../host.js"
import { type Problem, problem } from "../model/problem.js"
import { formatDay } from "./format.js"
import { makeHelpers } from "./helpers.js"
import type { Page } from "./page.js"
import { loadTemplates, makeRenderer, type TemplateSet, typedNumbers } from "./templates.js"
import { makeView, type NoteInput, type NoteView } from "./view.js"
import { fill } from "./words.js"

/** The prose blocks that every note of this kind has. */
export const proseBlockNames = [
  "title",
  "subject",
  "bottom-line",
  "key-facts",
  "changes",
  "languages",
  "watch",
  "method",
] as const

/**
 * A note in one language as one HTML document, with the problems that an editor can mend: typed numbers, limits passed,
 * prose that was not written for the meetings compared. Throws a ProblemError if a template cannot be filled.
 */
export async function compose(
  input: NoteInput,
  host: Host,
): Promise<{ page: Page; problems: readonly Problem[] }> {
  const { definition, lang, comparison, words, day, particulars } = input
  const about = comparison.after.meeting.id
  const { templates, specific } = await loadTemplates(definition.id, { lang, about, host })
  const view = makeView(input)
  const render = renderer(templates, input)
  const title = plainText(render("title", view))
  const subject = plainText(render("subject", view))
  const html = render("note", { ...view, title, subject })
  const reference = fill(words.running.reference, { title, date: formatDay(day, words) })
  const page: Page = {
    html,
    lang,
    dir: words.dir,
    title,
    subject,
    author: particulars.from ?? "",
    keywords: definition.keywords,
    running: { handling: particulars.handling ?? "", reference, pageOf: words.running.pageOf },
    date: new Date(`${day}T00:00:00Z`),
  }
  const limits = limitProblems(input, view, block => render(block, view))
  return {
    page,
    problems: [...typedNumbers(templates), ...limits, ...(specific ? [] : [generalProse(input)])],
  }
}

/** A renderer that numbers notes anew each time, so that a block can be tried apart from the document. */
function renderer(templates: TemplateSet, { lang, words, facts }: NoteInput) {
  const notes: string[] = []
  const render = makeRenderer(templates, makeHelpers({ lang, words, facts, notes }))
  return (name: string, view: object) => {
    notes.length = 0
    return render(name, view)
  }
}

function generalProse({ definition, comparison, lang }: NoteInput): Problem {
  const file = `templates/${definition.id}/prose.${comparison.after.meeting.id}.${lang}.hbs`
  return problem("no prose was written about this meeting; the general prose is used", {
    severity: "warning",
    place: { file },
    hint: "write the blocks that need a person's judgement there, beginning with changes and bottom-line",
  })
}

function limitProblems(
  { definition, lang }: NoteInput,
  view: NoteView,
  block: (name: string) => string,
): Problem[] {
  const { limits } = definition
  const words = plainText(block("bottom-line")).split(/\s+/).length
  const facts = block("key-facts").split('class="key-value"').length - 1
  const points = block("watch").split("<li").length - 1
  const groups = [view.added, view.dropped, view.maintained].filter(group => group.length > 0)
  const rows = view.changed.length + groups.length
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

/** The words of a piece of HTML, without its tags and notes, on one line. */
export function plainText(html: string): string {
  const bare = html.replace(/<sup>.*?<\/sup>/g, "").replace(/<[^>]*>/g, "")
  const entities: Record<string, string> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    "#x27": "'",
    "#x60": "`",
    "#x3D": "=",
  }
  return bare
    .replace(/&(\w+|#x\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/[^\S\u00a0]+/g, " ")
    .trim()
}
