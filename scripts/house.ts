/** Makes templates/house.docx. Run by `npx tsx scripts/house.ts`; the same fonts and docx give the same bytes. */
import { createHash } from "node:crypto"
import { readFile, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { Document, Footer, Header, Packer, Paragraph, Tab, TextRun } from "docx"
import subsetFont from "subset-font"
import { type Entry, pack, readZip, unpack, writeZip } from "../src/render/docx/zip.js"
import { withLineHeight } from "./house-metrics.js"
import { naskh, numberingXml, sans, serif, stylesXml } from "./house-styles.js"

const require = createRequire(import.meta.url)
/** A4 with 20 mm at the sides; lengths in twentieths of a point. */
const page = {
  width: 11906,
  height: 16838,
  margin: { top: 964, right: 1134, bottom: 964, left: 1134, header: 454, footer: 454 },
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("")
const latin =
  range(0x20, 0x7e) +
  range(0xa0, 0x17f) +
  "ȘșȚțʾʿˈḌḍḤḥḪḫṢṣṬṭẒẓẔẕ" +
  range(0x2009, 0x2015) +
  range(0x2018, 0x2022) +
  "…\u202f‰′″‹›⁄€№™←↑→↓−≈≠≤≥■□▲△▶▼▽◀◆◇●○◦◊"
/**
 * The letters and marks of modern Arabic and those of names from Persian and Urdu: each letter more brings its ligatures
 * along. The joined forms are there to be measured: pages are counted with them.
 */
const arabic =
  `${range(0x20, 0x7e)}\u00a0§°±·«»×÷–—‘’“”•…\u2212\u200c\u200d\u200e\u200f\u202f†‡،؛؟٪٫٬` +
  `${range(0x621, 0x63a)}${range(0x640, 0x652)}${range(0x660, 0x669)}ٰپچژکگی${range(0xfe70, 0xfefc)}`

interface Font {
  readonly name: string
  readonly folder: string
  readonly file: string
  /** The characters that it is cut down to. */
  readonly text: string
  readonly family: "roman" | "swiss"
  readonly charset: string
}

const faces = ["Regular", "Bold", "Italic", "BoldItalic"] as const
const fonts: readonly Font[] = [
  {
    name: serif,
    folder: "source-serif-4",
    file: "SourceSerif4",
    text: latin,
    family: "roman",
    charset: "00",
  },
  { name: sans, folder: "source-sans-3", file: "SourceSans3", text: latin, family: "swiss", charset: "00" },
  {
    name: naskh,
    folder: "amiri",
    file: "Amiri",
    text: arabic,
    family: "roman",
    charset: "B2",
  },
]
const weights = {
  Regular: "400Regular",
  Bold: "700Bold",
  Italic: "400Regular_Italic",
  BoldItalic: "700Bold_Italic",
}

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
const office = "http://schemas.openxmlformats.org/officeDocument/2006"
const packages = "http://schemas.openxmlformats.org/package/2006"

const made = await Packer.toBuffer(emptyNote())
const parts = new Map(readZip(made).map(entry => [entry.name, unpack(entry)]))
const embedded = await embedFonts()
for (const [name, content] of embedded) parts.set(name, content)
parts.set("word/numbering.xml", utf8(numberingXml()))
replaceIn("word/settings.xml", /<w:settings([^>]*)>.*<\/w:settings>/s, settings())
replaceIn("word/footnotes.xml", /<w:r><w:rPr><w:rStyle[^>]*\/><\/w:rPr><w:footnoteRef\/><\/w:r>/g, "")
replaceIn("docProps/core.xml", /<dc:creator>.*<\/cp:coreProperties>/s, "</cp:coreProperties>")
for (const name of ["word/endnotes.xml", "word/_rels/endnotes.xml.rels", "docProps/custom.xml"])
  removePart(name)

const entries: readonly Entry[] = [...parts]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, content]) => pack(name, content))
const bytes = writeZip(entries)
await writeFile(new URL("../templates/house.docx", import.meta.url), bytes)
process.stderr.write(`templates/house.docx  ${Math.round(bytes.length / 1024)} kB\n`)

function emptyNote(): Document {
  return new Document({
    externalStyles: stylesXml(page.width - page.margin.left - page.margin.right),
    sections: [
      {
        properties: { page: { size: { width: page.width, height: page.height }, margin: page.margin } },
        headers: {
          default: new Header({
            children: [new Paragraph({ style: "Header", children: [new TextRun("{{handling}}")] })],
          }),
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                style: "Footer",
                children: [
                  new TextRun("{{reference}}"),
                  new TextRun({ children: [new Tab()] }),
                  new TextRun("{{pageOf}}"),
                ],
              }),
            ],
          }),
        },
        children: [new Paragraph("{{body}}")],
      },
    ],
  })
}

/** Word's settings, in the order of the schema: fonts embedded, notes' separators, today's layout rules, languages. */
function settings(): string {
  const compat = {
    compatibilityMode: 15,
    overrideTableStyleFontSizeAndJustification: 1,
    enableOpenTypeFeatures: 1,
    doNotFlipMirrorIndents: 1,
    differentiateMultirowTableHeaders: 1,
  }
  const uri = "http://schemas.microsoft.com/office/word"
  const rules = Object.entries(compat).map(([name, value]) => {
    return `<w:compatSetting w:name="${name}" w:uri="${uri}" w:val="${value}"/>`
  })
  return (
    `<w:settings$1><w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:saveSubsetFonts/>` +
    `<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` +
    `<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>` +
    `<w:compat>${rules.join("")}</w:compat><w:themeFontLang w:val="en-GB" w:bidi="ar-SA"/>` +
    `<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>`
  )
}

/** The font table with its relations, and every face as Word keeps it: its first 32 bytes mixed with a key. */
async function embedFonts(): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = []
  const relations: string[] = []
  const table: string[] = []
  for (const font of fonts) {
    const embeds: string[] = []
    for (const face of faces) {
      if (font.name === naskh && face.includes("Italic")) continue
      const cut = await subsetFace(font, face)
      const key = createHash("sha256").update(cut).digest("hex").slice(0, 32).toUpperCase()
      const dashed = key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
      const n = files.push([`word/fonts/font${files.length + 1}.odttf`, mix(cut, key)])
      relations.push(
        `<Relationship Id="rId${n}" Type="${office}/relationships/font" Target="fonts/font${n}.odttf"/>`,
      )
      embeds.push(`<w:embed${face} r:id="rId${n}" w:fontKey="{${dashed}}"/>`)
    }
    const kind = `<w:charset w:val="${font.charset}"/><w:family w:val="${font.family}"/><w:pitch w:val="variable"/>`
    table.push(`<w:font w:name="${font.name}">${kind}${embeds.join("")}</w:font>`)
  }
  const xml = `<w:fonts xmlns:w="${word}" xmlns:r="${office}/relationships">${table.join("")}</w:fonts>`
  const rels = `<Relationships xmlns="${packages}/relationships">${relations.join("")}</Relationships>`
  return [
    ...files,
    ["word/fontTable.xml", utf8(head + xml)],
    ["word/_rels/fontTable.xml.rels", utf8(head + rels)],
  ]
}

async function subsetFace(
  { name, folder, file, text }: Font,
  face: (typeof faces)[number],
): Promise<Uint8Array> {
  const path = require.resolve(`@expo-google-fonts/${folder}/${weights[face]}/${file}_${weights[face]}.ttf`)
  const options = { targetFormat: "sfnt", noLayoutClosure: name !== naskh } as const
  const cut = new Uint8Array(await subsetFont(await readFile(path), text, options))
  return name === naskh ? withLineHeight(cut) : cut
}

/** Word's mixing of an embedded font with its key (ISO/IEC 29500-4, 17.8.1). */
function mix(font: Uint8Array, key: string): Uint8Array {
  const mask = Buffer.from(key, "hex").reverse()
  return font.map((byte, i) => (i < 32 ? byte ^ mask[i % 16]! : byte))
}

function replaceIn(name: string, pattern: RegExp, replacement: string): void {
  const before = new TextDecoder().decode(parts.get(name))
  const after = before.replace(pattern, replacement)
  if (after === before) throw new Error(`${name}: nothing to replace for ${pattern}`)
  parts.set(name, utf8(after))
}

/** Takes a part out, with its content type and the relation that leads to it. */
function removePart(name: string): void {
  parts.delete(name)
  const file = name.split("/").at(-1)!
  for (const list of ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"]) {
    const xml = new TextDecoder().decode(parts.get(list))
    parts.set(
      list,
      utf8(xml.replace(new RegExp(`<(?:Override|Relationship) [^>]*"[^"]*${file}"[^>]*/>`), "")),
    )
  }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
