import { type Problem, problem } from "../model/problem.js"
import { westernDigits } from "../source/numbersin.js"
import { literalsOf, rawNumbersOf } from "./literals.js"
import { readableTemplate } from "./readable.js"
import type { TemplateFile, TemplateSet } from "./templates.js"
import { type Typed, typedIn } from "./typedin.js"
import type { Words } from "./words.js"

const hint =
  'print it with a helper that knows its fact: {{count …}}, {{date …}}, {{year …}}, {{resolution …}}, {{said "…" …}}'

/**
 * The numbers and dates typed into templates: in their text, in the texts of attributes, in the words that helpers are
 * given; and numbers printed without a helper, as `{{rows.length}}` does. Each is a Problem at its line. What is no prose
 * serves all languages, so that English words are looked for there as well.
 */
export function typedNumbers({ structure, prose }: TemplateSet, words: Words, lang: string): Problem[] {
  const own = { lang, locale: words.locale }
  const english = { lang: "en", locale: "en-GB" }
  return [
    ...structure.flatMap(file => typedInFile(file, lang === "en" ? [own] : [own, english])),
    ...prose.flatMap(file => typedInFile(file, [own])),
  ]
}

function typedInFile(file: TemplateFile, tongues: readonly { lang: string; locale: string }[]): Problem[] {
  const { text, from } = readableTemplate(file.source)
  const look = (shown: string) => distinct(tongues.flatMap(tongue => typedIn(shown, tongue)))
  return [
    ...look(text).map(typed => problemAt(typed, file, lineAt(file.source, from[typed.index]!))),
    ...literalsOf(file.program).flatMap(({ text, line, states }) =>
      look(text)
        .filter(({ value }) => states === undefined || value !== states)
        .map(typed => problemAt(typed, file, line)),
    ),
    ...rawNumbersOf(file.program).map(({ path, line }) =>
      problem(`{{${path}}} prints a number that no helper counts`, {
        place: { file: file.file, line },
        hint: "print a count with {{count counts.…}}",
      }),
    ),
  ]
}

const distinct = (found: readonly Typed[]) =>
  found.filter((t, i) => found.findIndex(o => o.index === t.index && o.word === t.word) === i)

const problemAt = ({ what, word }: Typed, { file }: TemplateFile, line: number) =>
  problem(`the ${what} ${word} is typed by hand`, { place: { file, line }, hint })

/** Where templates have a number as plain text, so that a number nobody knows can be traced to its line. */
export function placesOf(
  number: string,
  { structure, prose }: TemplateSet,
): { file: string; line: number }[] {
  const same = (text: string) => westernDigits(text).replace(/[.,]+$/, "") === westernDigits(number)
  return [...structure, ...prose].flatMap(({ file, source, program }) => {
    const { text, from } = readableTemplate(source)
    const shown = [...text.matchAll(/\p{Nd}[\p{Nd}.,]*|\p{N}+/gu)].filter(m => same(m[0]))
    const given = literalsOf(program).filter(l => (l.text.match(/\p{Nd}[\p{Nd}.,]*/gu) ?? []).some(same))
    return [
      ...shown.map(({ index }) => ({ file, line: lineAt(source, from[index]!) })),
      ...given.map(({ line }) => ({ file, line })),
    ]
  })
}

const lineAt = (text: string, index: number) => text.slice(0, index).split("\n").length
