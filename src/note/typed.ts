import { type Problem, problem } from "../model/problem.js"
import { type TemplateFile, type TemplateSet, withBlocks } from "./templates.js"
import type { Words } from "./words.js"

/**
 * The numbers typed into prose, in digits or in the words that the catalogue has for two to nine, and the names of months:
 * each is a Problem, since numbers and dates come through helpers that know their fact.
 */
export function typedNumbers({ prose }: TemplateSet, words: Words): Problem[] {
  const spelled = new Set([...words.numbers.slice(2), ...monthsOf(words)])
  return prose.flatMap(file =>
    withBlocks(file).flatMap(({ program }) =>
      contents(program).flatMap(content => typedIn(content, file.file, { spelled, words })),
    ),
  )
}

/** The months as the language writes them within a date; "may" is no month, "May" is. */
function monthsOf({ locale }: Words): string[] {
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" })
  return Array.from({ length: 12 }, (_, i) =>
    format
      .formatToParts(new Date(Date.UTC(2001, i, 1)))
      .filter(p => p.type === "month")
      .map(p => p.value)
      .join(""),
  )
}

function typedIn(
  { original, loc }: hbs.AST.ContentStatement,
  file: string,
  { spelled, words }: { spelled: ReadonlySet<string>; words: Words },
): Problem[] {
  const bare = withoutTags(String(original))
  const found = [...bare.matchAll(/\p{Nd}[\p{Nd}.,]*|[\p{L}\p{M}]+/gu)]
  const typed = found.filter(
    ({ 0: word }) =>
      /^\p{Nd}/u.test(word) || spelled.has(word) || spelled.has(word.toLocaleLowerCase(words.locale)),
  )
  return typed.map(({ 0: word, index }) =>
    problem(`the ${monthsOf(words).includes(word) ? "month" : "number"} ${word} is typed by hand`, {
      place: { file, line: lineAt(bare, index, loc.start.line) },
      hint: 'print it with a helper that knows its fact: {{count …}}, {{date …}}, {{year …}}, {{resolution …}}, {{said "…" …}}',
    }),
  )
}

/** Where templates have a number as plain text, so that a number nobody knows can be traced to its line. */
export function placesOf(
  number: string,
  { structure, prose }: TemplateSet,
): { file: string; line: number }[] {
  const within = ({ file, program }: TemplateFile) =>
    contents(program).flatMap(({ original, loc }) => {
      const bare = withoutTags(String(original))
      return [...bare.matchAll(/\p{Nd}[\p{Nd}.,]*/gu)]
        .filter(({ 0: found }) => found.replace(/[.,]+$/, "") === number)
        .map(({ index }) => ({ file, line: lineAt(bare, index, loc.start.line) }))
    })
  return [...structure, ...prose].flatMap(within)
}

/** Tags blanked out, so that places stay; a tag cut by a helper counts as one up to its end. */
function withoutTags(html: string): string {
  return html
    .replace(/<!--.*?-->|<[^<>]*>|<[a-z/!][^<>]*$/gis, tag => tag.replace(/[^\n]/g, " "))
    .replace(/^[^<>]*"\s*>/, tag => tag.replace(/[^\n]/g, " "))
}

const lineAt = (text: string, index: number, first: number) =>
  first + text.slice(0, index).split("\n").length - 1

function contents(program: hbs.AST.Program): hbs.AST.ContentStatement[] {
  return program.body.flatMap(statement => {
    if (statement.type === "ContentStatement") return [statement as hbs.AST.ContentStatement]
    const { program: inner, inverse } = statement as Partial<hbs.AST.BlockStatement>
    return [inner, inverse].flatMap(p => (p ? contents(p) : []))
  })
}
