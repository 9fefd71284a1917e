import { deflateSync, inflateSync } from "node:zlib"
import type { PdfFile } from "./objects.js"
import { textString } from "./strings.js"

/**
 * Characters that share one glyph in a house face: Chromium tells a reader the first of each pair, so the apostrophe
 * that was written would be copied and searched as another letter.
 */
const shared: readonly (readonly [told: number, written: number])[] = [
  [0x02bc, 0x2019],
  [0x02bb, 0x2018],
  [0x2009, 0x202f],
]

/** Sets right which character a glyph stands for, where the document has the one and not the other. */
export function mendCharacters(file: PdfFile, text: string): void {
  const has = (code: number) => text.includes(String.fromCodePoint(code))
  const meant = new Map(shared.filter(([told, written]) => !has(told) && has(written)))
  if (meant.size === 0) return
  const maps = [...file.objects.values()].flatMap(({ body }) => /\/ToUnicode (\d+) 0 R/.exec(body)?.[1] ?? [])
  for (const number of maps.map(Number)) {
    const object = file.objects.get(number)
    if (!object?.stream) continue
    const packed = object.body.includes("/FlateDecode")
    const before = Buffer.from(packed ? inflateSync(object.stream) : object.stream).toString("latin1")
    const stream = deflateSync(Buffer.from(mendMap(before, meant), "latin1"))
    file.objects.set(number, { body: `<</Filter /FlateDecode /Length ${stream.length}>>`, stream })
  }
}

/** A character map (Adobe Technical Note 5411) with some targets replaced; a range that holds one is written out. */
function mendMap(map: string, meant: ReadonlyMap<number, number>): string {
  const target = (code: number) => `<${hex(meant.get(code) ?? code)}>`
  return map
    .replace(/beginbfchar[\s\S]*?endbfchar/g, part =>
      part.replace(
        /(<\w+>) <(\w{4})>/g,
        (_, glyph: string, code: string) => `${glyph} ${target(Number.parseInt(code, 16))}`,
      ),
    )
    .replace(/beginbfrange[\s\S]*?endbfrange/g, part =>
      part.replace(/<(\w+)> <(\w+)> <(\w{4})>/g, (line, ...found: string[]) => {
        const [from = 0, to = 0, first = 0] = found.slice(0, 3).map(value => Number.parseInt(value, 16))
        const codes = Array.from({ length: to - from + 1 }, (_, i) => first + i)
        return codes.some(code => meant.has(code))
          ? `<${hex(from)}> <${hex(to)}> [${codes.map(target).join(" ")}]`
          : line
      }),
    )
}

const hex = (code: number) => code.toString(16).toUpperCase().padStart(4, "0")

/** Writes the bookmarks anew from the headings: Chromium loses the space where a heading breaks into two lines. */
export function mendBookmarks(file: PdfFile, headings: readonly string[]): void {
  const outlines = /\/Outlines (\d+) 0 R/.exec(file.objects.get(file.root)?.body ?? "")?.[1]
  const items = outlines ? [...itemsBelow(file, Number(outlines))] : []
  if (items.length !== headings.length) return
  for (const [i, number] of items.entries()) {
    const body = file.objects.get(number)?.body ?? ""
    const title = `/Title ${textString(headings[i] ?? "")}`
    file.objects.set(number, { body: body.replace(/\/Title (\((?:[^()\\]|\\.)*\)|<[^<>]*>)/, () => title) })
  }
}

function* itemsBelow(file: PdfFile, parent: number): Generator<number> {
  const follow = (number: number, key: string) =>
    Number(new RegExp(`/${key} (\\d+) 0 R`).exec(file.objects.get(number)?.body ?? "")?.[1] ?? 0)
  for (let item = follow(parent, "First"); item !== 0; item = follow(item, "Next")) {
    yield item
    yield* itemsBelow(file, item)
  }
}
