import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { fail } from "../model/problem.js"

/** One cut of a house typeface: what a style sheet asks for, and the font file that answers. */
export interface Face {
  readonly family: string
  readonly weight: number
  readonly style: "normal" | "italic"
  /** The font file inside its npm package, such as "@expo-google-fonts/source-serif-4/400Regular/….ttf". */
  readonly module: string
  /** The name that a PDF shows for it, such as "SourceSerif4-Regular". */
  readonly postScript: string
  /** More of what the style sheet says of it: which characters it is for, how much larger it is set. */
  readonly descriptors?: string
}

/**
 * Amiri is small on its body, so it is set a sixth larger than the Latin beside it; Latin letters are left to the other
 * families. It is the naskh whose words stay whole in a PDF file's text: faces that build a letter from a bare stroke and
 * its dots (the Noto ones) leave broken words there. Its own height and depth, made for vocalized verse, would set a line that
 * has Latin words beside it off its place: here they stand as those of the Latin faces do.
 */
const arabicOnly =
  "size-adjust: 116%; ascent-override: 111%; descent-override: 50%; line-gap-override: 0%; unicode-range: U+20-40, U+5B-60, U+7B-BF, U+600-6FF, U+750-77F, U+8A0-8FF, U+2010-203A, U+FB50-FDFF, U+FE70-FEFC;"

/** The families of the house style: text, tables and labels, Arabic. */
export const houseFaces: readonly Face[] = [
  ...family("Source Serif 4", "source-serif-4", "SourceSerif4", [
    "400Regular",
    "400Regular_Italic",
    "600SemiBold",
  ]),
  ...family("Source Sans 3", "source-sans-3", "SourceSans3", [
    "400Regular",
    "400Regular_Italic",
    "600SemiBold",
  ]),
  ...family("Amiri", "amiri", "Amiri", ["400Regular", "700Bold"], arabicOnly),
]

/** The `@font-face` rules for the house faces. `addressOf` says where the browser will ask for a face. */
export function fontFaceCss(addressOf: (face: Face) => string): string {
  return houseFaces
    .map(
      face => `@font-face { font-family: "${face.family}"; font-weight: ${face.weight}; font-style: ${face.style}; \
src: url("${addressOf(face)}") format("truetype"); ${face.descriptors ?? ""} }`,
    )
    .join("\n")
}

/** The short name under which a face is asked for, such as "SourceSerif4_400Regular.ttf". */
export function fileNameOf(face: Face): string {
  return face.module.slice(face.module.lastIndexOf("/") + 1)
}

/** Where the font file stands on this machine. */
export function facePath(face: Face): string {
  return createRequire(import.meta.url).resolve(face.module)
}

const read = new Map<string, Promise<Uint8Array>>()

/** The font file of a face, read when first asked for; a ProblemError if its package is not installed. */
export function faceBytes(face: Face): Promise<Uint8Array> {
  const known = read.get(face.module)
  if (known) return known
  const bytes = readFace(face)
  read.set(face.module, bytes)
  return bytes
}

async function readFace(face: Face): Promise<Uint8Array> {
  try {
    return await readFile(facePath(face))
  } catch {
    return fail(`the typeface ${face.postScript} is not installed`, { hint: "run npm ci" })
  }
}

/** The characters of `text` that no regular cut of a house family has a glyph for, each once, in code point order. */
export async function uncovered(text: string): Promise<readonly string[]> {
  const covers = await Promise.all(houseFaces.filter(isRegular).map(coverage))
  const missing = [...new Set(text)].filter(char => {
    const code = char.codePointAt(0) ?? 0
    return !isInvisible(char) && !covers.some(cover => cover(code))
  })
  return missing.sort()
}

const isRegular = (face: Face) => face.weight === 400 && face.style === "normal"

/** Spaces, line ends, marks of direction and joining, variation selectors: nothing of them is drawn. */
function isInvisible(char: string): boolean {
  return /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(char)
}

const covers = new Map<string, Promise<(code: number) => boolean>>()

function coverage(face: Face): Promise<(code: number) => boolean> {
  const known = covers.get(face.module)
  if (known) return known
  const cover = faceBytes(face).then(readCoverage)
  covers.set(face.module, cover)
  return cover
}

/** Whether a font has a glyph for a code point: reads its `cmap` table, formats 4 and 12 (OpenType specification, "cmap — Character to Glyph Index Mapping Table"). */
export function readCoverage(bytes: Uint8Array): (code: number) => boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const cmap = tableOffset(view, "cmap")
  const ranges: (readonly [first: number, last: number])[] = []
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const table = cmap + view.getUint32(cmap + 4 + i * 8 + 4)
    if (view.getUint16(table) === 4) ranges.push(...format4(view, table))
    if (view.getUint16(table) === 12) ranges.push(...format12(view, table))
  }
  return code => ranges.some(([first, last]) => first <= code && code <= last)
}

function tableOffset(view: DataView, name: string): number {
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16
    const tag = String.fromCharCode(...[0, 1, 2, 3].map(n => view.getUint8(at + n)))
    if (tag === name) return view.getUint32(at + 8)
  }
  throw new Error(`a font without a ${name} table`)
}

function* format4(view: DataView, table: number): Generator<readonly [number, number]> {
  const double = view.getUint16(table + 6)
  for (let i = 0; i < double; i += 2) {
    const last = view.getUint16(table + 14 + i)
    if (last !== 0xffff) yield [view.getUint16(table + 16 + double + i), last]
  }
}

function* format12(view: DataView, table: number): Generator<readonly [number, number]> {
  for (let i = 0; i < view.getUint32(table + 12); i++) {
    const group = table + 16 + i * 12
    yield [view.getUint32(group), view.getUint32(group + 4)]
  }
}

function family(
  name: string,
  packageName: string,
  prefix: string,
  cuts: readonly string[],
  descriptors?: string,
): readonly Face[] {
  return cuts.map(cut => ({
    family: name,
    weight: Number.parseInt(cut, 10),
    style: cut.endsWith("_Italic") ? "italic" : "normal",
    module: `@expo-google-fonts/${packageName}/${cut}/${prefix}_${cut}.ttf`,
    postScript: `${prefix}-${cut.replace(/^\d+/, "").replace("Regular_Italic", "Italic").replace("_", "")}`,
    ...(descriptors && { descriptors }),
  }))
}
