/**
 * What an element of a note is in Word: CSS selectors, as the note's HTML uses them, to the ids of styles.
 * A more specific selector goes before a less specific one, as in CSS.
 */
export const styleMap: Readonly<Record<string, string>> = {
  // The note
  "p.kicker": "NoteKicker",
  ".bottom-line h2": "BottomLineHeading",
  ".bottom-line p": "BottomLine",
  ".since p": "SinceEdition",
  ".sources p": "SourcesText",
  ".language-box p": "LanguageBox",
  caption: "Caption",
  figcaption: "Caption",
  "p.table-note": "TableNote",
  "p.figure-note": "TableNote",
  "ul > li": "ListBullet",
  "ul > li p": "ListBullet",
  "ul ul > li": "ListBullet2",
  "ol > li": "ListNumber",
  blockquote: "Quote",
  "blockquote p": "Quote",
  // Tables
  table: "ComparisonTable",
  "table.particulars": "ParticularsTable",
  "table.key-facts": "KeyFactsTable",
  td: "TableText",
  "td p": "TableText",
  th: "TableRowHeading",
  "th p": "TableRowHeading",
  "thead th": "TableHeading",
  "thead th.number": "TableNumberHeading",
  "th p.group-reason": "TableGroupReason",
  "td.number": "TableNumber",
  "td.number p": "TableNumber",
  "td.silent": "TableSilent",
  "td p.silent": "TableSilent",
  "table.particulars td": "Particulars",
  "table.particulars td p": "Particulars",
  "table.particulars th": "ParticularsLabel",
  "p.key-value": "KeyValue",
  "p.key-label": "KeyLabel",
  "p.key-source": "KeySource",
  "td p.key-value": "KeyValue",
  "td p.key-label": "KeyLabel",
  "td p.key-source": "KeySource",
  // Words
  strong: "Strong",
  em: "Emphasis",
  "[data-quoted][lang]": "SourceText",
  ".quote": "SourceText",
  ".lead-in": "LeadIn",
  ".label": "ChangeLabel",
  ".mark": "ChangeMark",
  ".flag": "ChangeFlag",
  ".point": "PointReference",
  ".blank": "ToComplete",
  ".assessment": "Assessment",
  ".assessment-mark": "AssessmentMark",
  a: "Hyperlink",
}

/** The names that Word's style pane shows, by which a letterhead's own styles are found whatever their ids. */
export const styleNames: Readonly<Record<string, string>> = {
  Heading1: "heading 1",
  Heading2: "heading 2",
  Heading3: "heading 3",
  Caption: "caption",
  ListBullet: "List Bullet",
  ListBullet2: "List Bullet 2",
  ListNumber: "List Number",
  Quote: "Quote",
  Strong: "Strong",
  Emphasis: "Emphasis",
  Hyperlink: "Hyperlink",
  FootnoteText: "footnote text",
  FootnoteReference: "footnote reference",
  Header: "header",
  Footer: "footer",
  NoteKicker: "Note Kicker",
  BottomLineHeading: "Bottom Line Heading",
  BottomLine: "Bottom Line",
  SinceEdition: "Since Last Edition",
  SourcesText: "Sources Text",
  LanguageBox: "Language Box",
  Particulars: "Particulars",
  ParticularsLabel: "Particulars Label",
  KeyValue: "Key Value",
  KeyLabel: "Key Label",
  KeySource: "Key Source",
  TableHeading: "Table Heading",
  TableNumberHeading: "Table Number Heading",
  TableGroupReason: "Table Group Reason",
  TableRowHeading: "Table Row Heading",
  TableText: "Table Text",
  TableNumber: "Table Number",
  TableSilent: "Table Silent",
  TableNote: "Table Note",
  LeadIn: "Lead-in",
  ChangeLabel: "Change Label",
  ChangeMark: "Change Mark",
  ChangeFlag: "Change Flag",
  PointReference: "Point Reference",
  ToComplete: "To Complete",
  Assessment: "Assessment",
  AssessmentMark: "Assessment Mark",
  SourceText: "Source Text",
  ParticularsTable: "Particulars Table",
  KeyFactsTable: "Key Facts Table",
  ComparisonTable: "Comparison Table",
}

/** Word's own style to take where a letterhead lacks ours; where none is named the text stays as the letterhead has it. */
export const substitutes: Readonly<Record<string, string>> = {
  BottomLineHeading: "Heading2",
  ListBullet2: "ListBullet",
  ListBullet: "ListParagraph",
  ListNumber: "ListParagraph",
  TableNumberHeading: "TableHeading",
  TableNote: "Caption",
  LeadIn: "Strong",
  ChangeLabel: "Strong",
  AssessmentMark: "Strong",
  ToComplete: "Emphasis",
  ParticularsTable: "TableGrid",
  KeyFactsTable: "TableGrid",
  ComparisonTable: "TableGrid",
}

/** Undoes what a browser gives elements by itself, so that Word's styles alone decide; keeps rows in one piece. */
export const undoBrowser = `
th, strong, b { font-weight: inherit }
em, i, cite { font-style: inherit }
th, caption { text-align: inherit }
blockquote { margin: 0 }
tr { break-inside: avoid }
table { table-layout: fixed }
`
