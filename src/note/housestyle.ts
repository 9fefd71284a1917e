import { type Problem, problem } from "../model/problem.js"

/**
 * What a style sheet would print by itself: letters, numbers, counters or attributes in `content` and in the marks of
 * lists and quotations. Each is a Problem at its line, since nothing of it passes the ledger. Signs such as a dash may stand.
 */
export function printedByStyle(css: string, file: string): Problem[] {
  const bare = css.replace(/\/\*.*?\*\//gs, comment => comment.replace(/[^\n]/g, " "))
  const printing =
    /(?<![\w-])(content|list-style(?:-type)?|quotes|symbols|prefix|suffix)\s*:\s*((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^;}"'])*)/gis
  return [...bare.matchAll(printing)].flatMap(({ 0: found, 1: property, 2: value, index }) => {
    const texts = [...value!.matchAll(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'/gs)].map(
      m => m[1] ?? m[2] ?? "",
    )
    const shows = texts.map(unescaped).some(text => /[\p{L}\p{N}]/u.test(text))
    const draws = property === "content" && /\b(?:counters?|attr|var)\(/i.test(value!)
    if (!shows && !draws) return []
    return [
      problem(`the house style prints words or numbers of its own: ${found.trim().replace(/\s+/g, " ")}`, {
        place: { file, line: bare.slice(0, index).split("\n").length },
        hint: "put them into the template, where the ledger sees them",
      }),
    ]
  })
}

const unescaped = (text: string) =>
  text.replace(/\\([\da-f]{1,6})\s?|\\(.)/gis, (_, code?: string, sign?: string) =>
    code ? String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)) : sign!,
  )
