/** The styles of templates/house.docx: one line a style, so that the whole hierarchy can be read at a glance. */

export const serif = "Source Serif 4"
export const sans = "Source Sans 3"
export const naskh = "Amiri"

const colours: Readonly<Record<string, string>> = {
  blue: "12365E",
  grey: "575C64",
  rule: "7B828C",
  faint: "CBD0D6",
}
/** The five sizes, in half points: Latin, and Arabic, which is set 12 to 17 per cent larger, as in the PDF as near as half points go. */
const sizes: Readonly<Record<string, readonly [number, number]>> = {
  small: [16, 18],
  text: [18, 21],
  summary: [20, 23],
  value: [23, 27],
  title: [34, 39],
}

/** The look of letters in words: a face, a size, a colour, "bold", "italic", "caps", "smallcaps", "raised". */
type Look = string
/** An id, the name in Word's style pane, the style it is based on, the inside of `w:pPr` in the schema's order, its look. */
type ParagraphStyle = readonly [id: string, name: string, on: string, block: string, look: Look]

const keep = "<w:keepNext/><w:keepLines/>"
const right = `<w:jc w:val="right"/>`
const space = (before: number, after: number, line = 240) =>
  `<w:spacing w:before="${before}" w:after="${after}" w:line="${line}" w:lineRule="auto"/>`
const level = (n: number) => `<w:outlineLvl w:val="${n}"/>`
const list = (id: number, n = 0) => `<w:numPr><w:ilvl w:val="${n}"/><w:numId w:val="${id}"/></w:numPr>`
const rule = (side: string, colour: string, eighths: number, gap = 0) =>
  `<w:${side} w:val="single" w:sz="${eighths}" w:space="${gap}" w:color="${colours[colour]}"/>`
const tabs = `<w:tabs><w:tab w:val="right" w:pos="TEXT_WIDTH"/></w:tabs>`
const box = (...rules: string[]) => `<w:pBdr>${rules.join("")}</w:pBdr>`
/** The leading, in 240ths of what the faces themselves ask for, which is generous: 12 points for 9, in tables and notes 10 for 8. */
const text = 228
const table = 206
const small = 214

const paragraphs: readonly ParagraphStyle[] = [
  ["Normal", "Normal", "", `<w:widowControl/>${space(0, 50, text)}`, ""],
  ["Title", "Title", "Normal", keep + space(0, 100, 212), "title bold"],
  ["Heading1", "heading 1", "Normal", keep + space(0, 90, 212) + level(0), "title bold"],
  ["Heading2", "heading 2", "Normal", keep + space(120, 20, text) + level(1), "sans text bold blue"],
  ["Heading3", "heading 3", "Normal", keep + space(90, 20, text) + level(2), "text bold"],
  ["Caption", "caption", "Normal", keep + space(20, 40, table), "sans small grey"],
  ["ListBullet", "List Bullet", "Normal", list(1) + space(0, 10, text), ""],
  ["ListBullet2", "List Bullet 2", "ListBullet", list(1, 1), ""],
  ["ListNumber", "List Number", "Normal", list(2) + space(0, 10, text), ""],
  ["Quote", "Quote", "Normal", `${space(40, 80, text)}<w:ind w:left="284" w:right="284"/>`, ""],
  ["FootnoteText", "footnote text", "Normal", space(0, 10, small), "small"],
  ["Header", "header", "Normal", `${space(0, 0)}<w:jc w:val="center"/>`, "sans small bold"],
  ["Footer", "footer", "Normal", tabs + space(0, 0), "sans small grey"],
  ["NoteKicker", "Note Kicker", "Normal", keep + space(0, 0), "sans small bold caps blue"],
  [
    "BottomLineHeading",
    "Bottom Line Heading",
    "Heading2",
    box(rule("top", "blue", 10, 6)) + space(120, 20, text),
    "summary",
  ],
  [
    "BottomLine",
    "Bottom Line",
    "Normal",
    `<w:keepLines/>${box(rule("bottom", "rule", 4, 6))}${space(0, 40, text)}`,
    "summary",
  ],
  ["SinceEdition", "Since Last Edition", "Normal", space(0, 0, table), "sans small"],
  ["LanguageBox", "Language Box", "Normal", "", ""],
  ["SourcesText", "Sources Text", "Normal", space(0, 30, small), "small"],
  ["TableText", "Table Text", "Normal", space(10, 10, table), "sans small"],
  ["TableHeading", "Table Heading", "TableText", keep, "bold"],
  ["TableNumberHeading", "Table Number Heading", "TableHeading", right, ""],
  ["TableRowHeading", "Table Row Heading", "TableText", "", "bold"],
  ["TableGroupReason", "Table Group Reason", "TableText", "", "grey"],
  ["TableNumber", "Table Number", "TableText", right, ""],
  ["TableSilent", "Table Silent", "TableText", "", "italic grey"],
  ["TableNote", "Table Note", "Normal", space(40, 40, table), "sans small grey"],
  ["Particulars", "Particulars", "TableText", "", ""],
  ["ParticularsLabel", "Particulars Label", "TableText", "", "grey"],
  ["KeyValue", "Key Value", "TableText", keep + space(0, 0, text), "serif value bold blue"],
  ["KeyLabel", "Key Label", "TableText", keep + space(0, 0, table), ""],
  ["KeySource", "Key Source", "TableText", space(0, 0, table), "grey"],
]

/** The style of the paragraph that comes after one of this style, where it is another. */
const next: Readonly<Record<string, string>> = {
  NoteKicker: "Heading1",
  Title: "Normal",
  BottomLineHeading: "BottomLine",
  Heading1: "Normal",
  Heading2: "Normal",
  Heading3: "Normal",
  KeyValue: "KeyLabel",
  KeyLabel: "KeySource",
}

const words: readonly (readonly [id: string, name: string, look: Look])[] = [
  ["FootnoteReference", "footnote reference", "raised"],
  ["Hyperlink", "Hyperlink", "blue"],
  ["Strong", "Strong", "bold"],
  ["Emphasis", "Emphasis", "italic"],
  ["LeadIn", "Lead-in", "bold"],
  ["ChangeLabel", "Change Label", "sans bold"],
  ["ChangeMark", "Change Mark", "sans bold blue"],
  ["ChangeFlag", "Change Flag", "sans"],
  ["PointReference", "Point Reference", "grey"],
  ["ToComplete", "To Complete", "grey"],
  ["Assessment", "Assessment", "italic"],
  ["AssessmentMark", "Assessment Mark", "smallcaps"],
  ["SourceText", "Source Text", ""],
]

const margins = (top: number, end: number, bottom: number, start: number) =>
  `<w:tblCellMar><w:top w:w="${top}" w:type="dxa"/><w:left w:w="${start}" w:type="dxa"/>` +
  `<w:bottom w:w="${bottom}" w:type="dxa"/><w:right w:w="${end}" w:type="dxa"/></w:tblCellMar>`
const borders = (...lines: string[]) => `<w:tblBorders>${lines.join("")}</w:tblBorders>`
const top = borders(rule("top", "rule", 4))
const comparison = borders(rule("top", "blue", 6), rule("bottom", "blue", 6), rule("insideH", "faint", 3))
const header =
  `<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>${rule("bottom", "rule", 4)}</w:tcBorders>` +
  `<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>`

const tables: readonly (readonly [id: string, name: string, inside: string, conditions: string])[] = [
  ["ParticularsTable", "Particulars Table", top + margins(6, 113, 6, 0), ""],
  ["KeyFactsTable", "Key Facts Table", margins(0, 113, 0, 0), ""],
  ["ComparisonTable", "Comparison Table", comparison + margins(16, 113, 16, 0), header],
]

/** Word's own places in its list of recommended styles; ours come after them. */
const priorities: Readonly<Record<string, number>> = {
  Normal: 0,
  Title: 10,
  "heading 1": 9,
  "heading 2": 9,
  "heading 3": 9,
  caption: 35,
  "List Bullet": 36,
  "List Bullet 2": 36,
  "List Number": 36,
  Quote: 29,
  Strong: 22,
  Emphasis: 20,
  "footnote text": 99,
  "footnote reference": 99,
  header: 99,
  footer: 99,
  Hyperlink: 99,
}

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
const namespace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

/** The whole of word/styles.xml; `textWidth` in twentieths of a point. */
export function stylesXml(textWidth: number): string {
  const defaults = letters("serif text", `<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>`)
  return (
    `${declaration}<w:styles ${namespace}>` +
    `<w:docDefaults><w:rPrDefault>${defaults}</w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
    paragraphs.map(paragraphStyle).join("").replaceAll("TEXT_WIDTH", String(textWidth)) +
    silent("character", "DefaultParagraphFont", "Default Paragraph Font", 1) +
    words.map(([id, name, look]) => wordStyle(id, name, look)).join("") +
    silent(
      "table",
      "TableNormal",
      "Normal Table",
      99,
      `<w:tblPr>${indent}${margins(0, 108, 0, 108)}</w:tblPr>`,
    ) +
    tables.map(([id, name, inside, conditions]) => tableStyle(id, name, inside, conditions)).join("") +
    `${silent("numbering", "NoList", "No List", 99)}</w:styles>`
  )
}

const indent = `<w:tblInd w:w="0" w:type="dxa"/>`

function paragraphStyle([id, name, on, block, look]: ParagraphStyle): string {
  const follows = next[id] ? `<w:next w:val="${next[id]}"/>` : ""
  return open("paragraph", id, name, on, follows) + (block && `<w:pPr>${block}</w:pPr>`) + close(look)
}

function wordStyle(id: string, name: string, look: Look): string {
  return open("character", id, name, "DefaultParagraphFont") + close(look)
}

function tableStyle(id: string, name: string, inside: string, conditions: string): string {
  return `${open("table", id, name, "TableNormal")}<w:tblPr>${indent}${inside}</w:tblPr>${conditions}</w:style>`
}

function open(type: string, id: string, name: string, on: string, follows = ""): string {
  const priority = priorities[name]
  const kind = id === "Normal" ? ` w:default="1"` : priority === undefined ? ` w:customStyle="1"` : ""
  return (
    `<w:style w:type="${type}"${kind} w:styleId="${id}"><w:name w:val="${name}"/>` +
    `${on && `<w:basedOn w:val="${on}"/>`}${follows}<w:uiPriority w:val="${priority ?? 40}"/><w:qFormat/>`
  )
}

function close(look: Look): string {
  return `${letters(look)}</w:style>`
}

/** A default style, which Word's style pane does not show. */
function silent(type: string, id: string, name: string, priority: number, inside = ""): string {
  return (
    `<w:style w:type="${type}" w:default="1" w:styleId="${id}"><w:name w:val="${name}"/>` +
    `<w:uiPriority w:val="${priority}"/><w:semiHidden/><w:unhideWhenUsed/>${inside}</w:style>`
  )
}

/** A look as `w:rPr`, each property with its twin for Arabic, in the order of the schema. Arabic has no italic. */
function letters(look: Look, last = ""): string {
  const has = new Set(look.split(" "))
  const face = has.has("serif") ? serif : has.has("sans") ? sans : undefined
  const colour = Object.keys(colours).find(name => has.has(name))
  const size = Object.keys(sizes).find(name => has.has(name))
  const inside = [
    face && `<w:rFonts w:ascii="${face}" w:eastAsia="${face}" w:hAnsi="${face}" w:cs="${naskh}"/>`,
    has.has("bold") && "<w:b/><w:bCs/>",
    has.has("italic") && `<w:i/><w:iCs w:val="0"/>`,
    has.has("caps") && "<w:caps/>",
    has.has("smallcaps") && "<w:smallCaps/>",
    colour && `<w:color w:val="${colours[colour]}"/>`,
    has.has("caps") && `<w:spacing w:val="16"/>`,
    size && `<w:sz w:val="${sizes[size]![0]}"/><w:szCs w:val="${sizes[size]![1]}"/>`,
    has.has("raised") && `<w:vertAlign w:val="superscript"/>`,
    last,
  ]
  const written = inside.filter(Boolean).join("")
  return written && `<w:rPr>${written}</w:rPr>`
}

/** The whole of word/numbering.xml: the bullets of List Bullet and List Bullet 2, the numbers of List Number. */
export function numberingXml(): string {
  const at = (n: number) => `<w:pPr><w:ind w:left="${227 * (n + 1)}" w:hanging="227"/></w:pPr>`
  const lvl = (n: number, style: string, format: string, text: string) =>
    `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:pStyle w:val="${style}"/>` +
    `<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/>${at(n)}</w:lvl>`
  const kind = (id: number, levels: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="multilevel"/>${levels}</w:abstractNum>`
  const use = (id: number, of: number) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/></w:num>`
  const bullets = lvl(0, "ListBullet", "bullet", "–") + lvl(1, "ListBullet2", "bullet", "·")
  const numbers = lvl(0, "ListNumber", "decimal", "%1.")
  return `${declaration}<w:numbering ${namespace}>${kind(0, bullets)}${kind(1, numbers)}${use(1, 0)}${use(2, 1)}</w:numbering>`
}
