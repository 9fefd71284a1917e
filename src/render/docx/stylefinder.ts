import { type Problem, problem } from "../../model/problem.js"
import { styleNames, substitutes } from "./styles.js"

/** The id that a style of ours has in the file, that of its substitute, or undefined if the text goes without. */
export type StyleFinder = (id: string) => string | undefined

/**
 * Looks styles up in a word/styles.xml: by id, then by the name that Word's style pane shows (a letterhead from a German
 * Word has its headings under other ids), then by substitute. Every one that is lacking becomes one warning.
 */
export function styleFinder(
  stylesXml: string,
  file: string,
): { find: StyleFinder; problems: () => readonly Problem[] } {
  const byName = new Map<string, string>()
  const ids = new Set<string>()
  for (const [, id, name] of stylesXml.matchAll(
    /<w:style\b[^>]*\bw:styleId="([^"]+)"[^>]*>\s*<w:name\b[^>]*?w:val="([^"]+)"/g,
  )) {
    ids.add(id!)
    byName.set(name!.toLowerCase(), id!)
  }
  const lacking = new Map<string, string | undefined>()
  const present = (id: string) => (ids.has(id) ? id : byName.get((styleNames[id] ?? id).toLowerCase()))
  const find: StyleFinder = id => {
    const own = present(id)
    if (own) return own
    let substitute = substitutes[id]
    while (substitute && !present(substitute)) substitute = substitutes[substitute]
    lacking.set(id, substitute)
    return substitute && present(substitute)
  }
  return { find, problems: () => [...lacking].sort().map(([id, instead]) => lack(id, instead, file)) }
}

function lack(id: string, instead: string | undefined, file: string): Problem {
  const name = styleNames[id] ?? id
  const what = `the template has no style "${name}"; ${instead ? `"${styleNames[instead] ?? instead}" is used` : "its text goes without"}`
  return problem(what, {
    severity: "warning",
    place: { file },
    hint: "copy the style from templates/house.docx with Word's Organizer",
  })
}
