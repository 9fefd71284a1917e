/** One line of a report's text as it was read, unchanged. What the file format itself tells of it stands beside it. */
export interface Line {
  readonly text: string
  /** The page it stands on, from 1, where the format has pages. */
  readonly page?: number
  /** What the format says the line is; absent where it only has text. A table row's cells stand in `cells`. */
  readonly role?: "heading" | "list item" | "table row" | "note" | "running"
  readonly level?: number
  /** The number or mark of a list item or numbered paragraph, where the format keeps it apart from the words. */
  readonly mark?: string
  readonly cells?: readonly string[]
}

/** A report's text layer: its lines in reading order, never changed. */
export interface TextLayer {
  readonly format: "txt" | "pdf" | "docx" | "html"
  /** The language the file itself declares, if it does. */
  readonly declared?: string
  readonly lines: readonly Line[]
  /** What the reading itself leaves in doubt, such as a page without text. */
  readonly doubts?: readonly IngestDoubt[]
}

/** How the main paragraphs of a report are numbered. */
export type Numbering = "arabic paragraphs" | "roman points" | "ordinal words" | "none"

/** What a segment of a report is. */
export type SegmentKind =
  | "title"
  | "opening"
  | "heading"
  | "paragraph"
  | "sub-paragraph"
  | "table"
  | "closing"
  | "note"

/**
 * A piece of a report that can be cited. Labels: `41`, `viii`, `17(a)`, `title`, `opening`, `annex II`, and inside an
 * annex `annex I.8` or, for a coded row of its table, `annex I.2.3.1`. A heading is `heading II.A` or `heading 3`.
 * Where the numbers begin with 1 again under headings, the heading comes first: `II.3`, `II.A.3`, `heading 3.1`.
 */
export interface Segment {
  /** Unique in the report, stable from one reading to the next. */
  readonly label: string
  /** The mark as it stands in the text, such as "41." or "**ثامناً:**"; "" where there is none. */
  readonly printed: string
  readonly kind: SegmentKind
  /** "body", or the annex: "annex I". */
  readonly part: string
  /** The number in the main numbering of its part, from 1; absent where it has none. */
  readonly number?: number
  /** The words, lines joined by one space, page furniture and markup left out; a table keeps its lines. */
  readonly text: string
  /** First and last line in the text layer, from 1; a table or note that stands inside a paragraph lies within its lines. */
  readonly lines: readonly [number, number]
}

/** Something in a text layer that a person should look at: what, and at which line. */
export interface IngestDoubt {
  readonly line: number
  readonly what: string
  readonly segment?: string
}

/** A report's text in segments, in the order of the text. */
export interface Report {
  readonly format: TextLayer["format"]
  readonly language: string
  readonly dir: "ltr" | "rtl"
  readonly numbering: Numbering
  readonly segments: readonly Segment[]
  /** What the title and the running heads print as the document's symbol, each once. */
  readonly symbols?: readonly string[]
  /** What was left out as furniture, and what was joined, for a person to read. */
  readonly done: readonly string[]
  readonly doubts: readonly IngestDoubt[]
}
