import type { Page } from "../../note/page.js"

/** The parts of a Word file as text, by their names. */
export type Parts = Map<string, string>

/** Counts the random ids of relations, in the order they stand in, in every part that uses them. */
export function countRelations(parts: Parts): void {
  for (const [name, xml] of [...parts]) {
    if (!name.endsWith(".rels")) continue
    const ids = [...xml.matchAll(/<Relationship\b[^>]*?\bId="([^"]+)"/g)].map(match => match[1]!)
    const taken = new Set(ids)
    const owner = name.replace(/_rels\/([^/]+)\.rels$/, "$1")
    let next = 1
    for (const id of ids.filter(id => !/^rId\d+$/.test(id))) {
      while (taken.has(`rId${next}`)) next++
      const counted = `rId${next++}`
      parts.set(name, parts.get(name)!.replace(`Id="${id}"`, `Id="${counted}"`))
      const used = parts.get(owner)
      if (used !== undefined) parts.set(owner, used.replaceAll(`="${id}"`, `="${counted}"`))
    }
  }
}

/** Counts the ids of bookmarks, tracked changes and drawings from 1: docx counts on from one file to the next. */
export function countIds(parts: Parts): void {
  for (const [element, attribute] of [
    ["w:bookmark(?:Start|End)", "w:id"],
    ["w:(?:ins|del|moveFrom|moveTo|[pr]PrChange)", "w:id"],
    ["wp:docPr", "id"],
  ]) {
    const pattern = new RegExp(`(<${element}\\b[^>]*?\\s${attribute}=")(-?\\d+)"`, "g")
    const counted = new Map<string, number>()
    const count = (id: string) => counted.get(id) ?? counted.set(id, counted.size + 1).get(id)
    for (const [name, xml] of parts) {
      if (hasWords(name))
        parts.set(
          name,
          xml.replace(pattern, (_, head: string, id: string) => `${head}${count(id)}"`),
        )
    }
  }
}

/** Whether a part has words that readers see. */
export function hasWords(name: string): boolean {
  return /^word\/(document|footnotes|endnotes|header\d*|footer\d*)\.xml$/.test(name)
}

/** The file's properties, only from the page: no default author, no clock, nothing that the template's maker left. */
export function setProperties(parts: Parts, page: Page): void {
  parts.set("docProps/core.xml", coreProperties(page))
  if (parts.get("_rels/.rels")?.includes("core-properties")) return
  const relation = `<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`
  const type = `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`
  edit(parts, "_rels/.rels", xml => xml.replace("</Relationships>", `${relation}</Relationships>`))
  edit(parts, "[Content_Types].xml", xml => xml.replace("</Types>", `${type}</Types>`))
}

function coreProperties({ title, subject, author, keywords, lang, date }: Page): string {
  const when = `${date.toISOString().slice(0, 19)}Z`
  const element = (name: string, text: string) => (text ? `<${name}>${escapeXml(text)}</${name}>` : "")
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` +
    `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    element("dc:title", title) +
    element("dc:subject", subject) +
    `<dc:creator>${escapeXml(author)}</dc:creator>` +
    element("cp:keywords", keywords.join(", ")) +
    `<cp:lastModifiedBy>${escapeXml(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${when}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${when}</dcterms:modified>` +
    `${element("dc:language", lang)}</cp:coreProperties>`
  )
}

/** The note's language as the document's default, in the styles and the settings. */
export function setLanguage(parts: Parts, { lang, dir }: Page): void {
  const tag = wordLanguage(lang)
  const value = dir === "rtl" ? { "w:bidi": tag } : { "w:val": tag, "w:eastAsia": tag }
  edit(parts, "word/styles.xml", xml => {
    const defaults = /<w:docDefaults>.*?<\/w:docDefaults>/s.exec(xml)?.[0]
    return defaults ? xml.replace(defaults, () => withAttributes(defaults, "w:lang", value)) : xml
  })
  edit(parts, "word/settings.xml", xml => withAttributes(xml, "w:themeFontLang", value))
}

/** A tag as Word knows it, with a region, which its spelling check wants: "en" is "en-GB". */
export function wordLanguage(tag: string): string {
  return regions[tag.toLowerCase()] ?? tag
}

const regions: Readonly<Record<string, string>> = {
  ar: "ar-SA",
  en: "en-GB",
  es: "es-ES",
  fa: "fa-IR",
  fr: "fr-FR",
  ru: "ru-RU",
  zh: "zh-CN",
}

function withAttributes(xml: string, element: string, attributes: Readonly<Record<string, string>>): string {
  return xml.replace(new RegExp(`<${element}\\b([^>]*?)/>`), (_, old: string) => {
    const kept = old.replace(/\s([\w:]+)="[^"]*"/g, (pair, name: string) => (name in attributes ? "" : pair))
    const added = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`)
    return `<${element}${kept}${added.join("")}/>`
  })
}

/** Takes out the lists that no paragraph uses: docx makes one for every list, where a style has its own. */
export function dropUnusedLists(parts: Parts): void {
  const used = new Set(
    [...parts].flatMap(([name, xml]) =>
      name === "word/numbering.xml"
        ? []
        : [...xml.matchAll(/<w:numId w:val="(\d+)"/g)].map(match => match[1]),
    ),
  )
  edit(parts, "word/numbering.xml", xml => {
    const nums = xml.replace(/<w:num\b[^>]*\bw:numId="(\d+)"[^>]*>.*?<\/w:num>/gs, (num, id: string) =>
      used.has(id) ? num : "",
    )
    const kept = new Set([...nums.matchAll(/<w:abstractNumId w:val="(\d+)"/g)].map(match => match[1]))
    return nums.replace(
      /<w:abstractNum\b[^>]*\bw:abstractNumId="(\d+)"[^>]*>.*?<\/w:abstractNum>/gs,
      (list, id: string) => (kept.has(id) ? list : ""),
    )
  })
}

function edit(parts: Parts, name: string, change: (xml: string) => string): void {
  const xml = parts.get(name)
  if (xml !== undefined) parts.set(name, change(xml))
}

function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows none of them
  const allowed = text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
  return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}
