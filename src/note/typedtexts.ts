import type { JsonFile } from "../json.js"
import type { NoteDefinition } from "../model/notes.js"
import { type Problem, problem } from "../model/problem.js"
import { numbersIn } from "../source/numbersin.js"
import { spelledLanguages } from "../source/numberwords.js"
import { typedIn } from "./typedin.js"
import type { Words } from "./words.js"

type Path = readonly (string | number)[]

/** The numbers typed into a catalogue's texts outside their `{slots}`, and words for numbers that do not mean what they stand for. */
export function typedInWords({ value, place }: JsonFile<Words>, lang: string): Problem[] {
  const { $schema, locale, numbers, ordinals, ...texts } = value as Words & { $schema?: string }
  const typed = textsIn(texts, []).flatMap(({ text, path }) => {
    const scaled = path[0] === "values" && /^(?:million|billion)$/.test(String(path.at(-1)))
    const bare = scaled ? text.replace(/\p{L}+/gu, "") : text
    return typedIn(bare.replace(/\{\w+\}/g, "\uFFFC"), { lang, locale }).map(({ what, word }) =>
      problem(`the ${what} ${word} is typed by hand`, {
        place: place(...path),
        hint: "a catalogue has words alone: numbers and dates come into their {slots}",
      }),
    )
  })
  const misspelled = spelledLanguages.includes(lang) ? numbers.flatMap(wrongNumber) : []
  return [...typed, ...misspelled]

  function wrongNumber(word: string, n: number): Problem[] {
    const [found] = numbersIn(word, lang)
    if (found ? found.value === n && found.text === word : n < 2) return []
    const what = `"${word}" stands where the word for ${n} must stand`
    return [
      problem(what, { place: place("numbers", n), hint: "the words for nought to nine, in their order" }),
    ]
  }
}

/** The numbers typed into what a note's definition prints in a language: names of rows, the texts of its chart, keywords. */
export function typedInDefinition(
  { id, compare, keywords }: NoteDefinition,
  words: Words,
  lang: string,
): Problem[] {
  const printed = textsIn({ compare, keywords }, []).filter(
    ({ path }) => path.at(-1) === lang || path[0] === "keywords",
  )
  return printed.flatMap(({ text, path }) =>
    typedIn(text.replace(/\{\w+\}/g, "\uFFFC"), { lang, locale: words.locale }).map(({ what, word }) =>
      problem(`the ${what} ${word} is typed by hand`, {
        place: { file: `templates/${id}/note.json`, path: formatPath(path) },
        hint: "take it out: what is printed of facts comes through {before}, {after} and {sources}",
      }),
    ),
  )
}

const formatPath = (path: Path) =>
  path.map((step, i) => (typeof step === "number" ? `[${step}]` : i > 0 ? `.${step}` : step)).join("")

function textsIn(value: unknown, path: Path): { readonly text: string; readonly path: Path }[] {
  if (typeof value === "string") return [{ text: value, path }]
  if (typeof value !== "object" || value === null) return []
  if (Array.isArray(value)) return value.flatMap((one, i) => textsIn(one, [...path, i]))
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key]))
}
