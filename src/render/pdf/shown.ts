import { inflateSync } from "node:zlib"
import type { PdfFile } from "./objects.js"
import { referenceIn } from "./objects.js"

/**
 * The characters that a printed file shows, in the order in which it draws them, pieces of text parted by spaces: for the
 * print of its words. It reads what Chromium writes; any file is read by `readIssuedPdf`, which has to find the same.
 */
export function shownText(file: PdfFile): string {
  const fonts = new Map<number, Font>()
  const pages = pagesBelow(file, referenceIn(bodyOf(file, file.root), "Pages"))
  return pages.map(page => drawnBy(file, page, referenceIn(bodyOf(file, page), "Contents"), fonts)).join(" ")
}

const bodyOf = ({ objects }: PdfFile, number: number) => objects.get(number)?.body ?? ""

function pagesBelow(file: PdfFile, node: number): number[] {
  const kids = /\/Kids\s*\[([^\]]*)\]/.exec(bodyOf(file, node))?.[1]
  if (kids === undefined) return [node]
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => pagesBelow(file, Number(kid)))
}

/** How the codes of a font are written, and which characters they stand for. */
interface Font {
  readonly digits: 2 | 4
  readonly characters: ReadonlyMap<number, string>
}

/** Strings, names and dictionaries that draw nothing are passed over, so that no operator is seen inside them. */
const operators =
  /<<[^<>]*(?:<[^<>]*>[^<>]*)*>>|\((?:[^()\\]|\\.)*\)|\bBT\b|\/(\S+) [\d.-]+ Tf\b|(<[\dA-Fa-f\s]*>) ?Tj\b|\[((?:<[\dA-Fa-f\s]*>|[\d.\s-])*)\] ?TJ\b|\/(\S+) Do\b/g

function drawnBy(file: PdfFile, owner: number, contents: number, fonts: Map<number, Font>): string {
  const drawing = file.objects.get(contents)
  if (!drawing?.stream) return ""
  const packed = drawing.body.includes("/FlateDecode")
  const text = Buffer.from(packed ? inflateSync(drawing.stream) : drawing.stream).toString("latin1")
  let font: Font | undefined
  const pieces = [...text.matchAll(operators)].map(([operator, face, one, several, form]) => {
    if (operator === "BT") return " "
    if (face) font = fontOf(file, resource(file, owner, face), fonts)
    const inside = form ? resource(file, owner, form) : undefined
    if (inside !== undefined) return ` ${drawnBy(file, inside, inside, fonts)} `
    return font ? decode(one ?? several ?? "", font) : ""
  })
  return pieces.join("")
}

/** The object that a name stands for in the resources of a page or form. */
function resource(file: PdfFile, owner: number, name: string): number | undefined {
  const own = bodyOf(file, owner)
  const shared = /\/Resources (\d+) 0 R/.exec(own)?.[1]
  const found = new RegExp(`/${name} (\\d+) 0 R`).exec(shared ? bodyOf(file, Number(shared)) : own)?.[1]
  return found === undefined ? undefined : Number(found)
}

function fontOf(file: PdfFile, number: number | undefined, fonts: Map<number, Font>): Font | undefined {
  if (number === undefined) return undefined
  const known = fonts.get(number)
  if (known) return known
  const body = bodyOf(file, number)
  const map = file.objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(body)?.[1]))
  const packed = map?.body.includes("/FlateDecode")
  const bytes = map?.stream ?? new Uint8Array()
  const text = Buffer.from(packed ? inflateSync(bytes) : bytes).toString("latin1")
  const font: Font = { digits: body.includes("/Type0") ? 4 : 2, characters: charactersIn(text) }
  fonts.set(number, font)
  return font
}

/** What a character map tells (Adobe Technical Note 5411). */
function charactersIn(map: string): ReadonlyMap<number, string> {
  const characters = new Map<number, string>()
  for (const [part] of map.matchAll(/beginbfchar[\s\S]*?endbfchar/g))
    for (const [, code = "", to = ""] of part.matchAll(/<(\w+)>\s*<(\w+)>/g))
      characters.set(Number.parseInt(code, 16), utf16(to))
  for (const [part] of map.matchAll(/beginbfrange[\s\S]*?endbfrange/g))
    for (const [, ...found] of part.matchAll(/<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[([^\]]*)\])/g)) {
      const [from = "", last = "", first, list = ""] = found
      const start = Number.parseInt(from, 16)
      const listed = [...list.matchAll(/<(\w+)>/g)].map(([, to = ""]) => utf16(to))
      for (let code = start; code <= Number.parseInt(last, 16); code++)
        characters.set(code, first ? next(utf16(first), code - start) : (listed[code - start] ?? ""))
    }
  return characters
}

const utf16 = (hex: string) => Buffer.from(hex, "hex").swap16().toString("utf16le")
const next = (text: string, by: number) =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + by)

function decode(strings: string, { digits, characters }: Font): string {
  const hex = [...strings.matchAll(/<([\dA-Fa-f\s]*)>/g)]
    .map(([, codes = ""]) => codes.replace(/\s/g, ""))
    .join("")
  const codes = hex.match(new RegExp(`.{${digits}}`, "g")) ?? []
  return codes
    .map(code => Number.parseInt(code, 16))
    .map(code => characters.get(code) || String.fromCharCode(code))
    .join("")
}
