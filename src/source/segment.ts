import type { Numbering, Report, Segment, TextLayer } from "../model/reports.js"
import { dirOf, languageOf } from "./detect.js"
import { type Draft, finished } from "./drafts.js"
import { furnitureOf, isSymbol } from "./furniture.js"
import { romanValue, westernDigits } from "./labels.js"
import { bare, type Row, rowsOf } from "./lines.js"
import { notesOf } from "./notes.js"
import { type PartReading, readPart } from "./part.js"
import { partsOf } from "./parts.js"

/** Options of segmentReport. */
export interface SegmentOptions {
  /** How the source numbers its points; with "roman points", ordinal words become viii. Default: as found. */
  readonly numbering?: Numbering
}

/**
 * A report's text layer in segments with stable labels: paragraphs, their sub-paragraphs, headings, tables, annexes.
 * Never fails and never changes words; what it is not sure of stands in `doubts`.
 */
export function segmentReport(layer: TextLayer, { numbering }: SegmentOptions = {}): Report {
  const furniture = furnitureOf(layer.lines)
  const notes = notesOf(rowsOf(layer.lines, furniture.lines))
  const noteLines = notes.flatMap(note => note.rows.map(row => [row.at, "note"] as const))
  const rows = rowsOf(layer.lines, new Map([...furniture.lines, ...noteLines]))
  const readings = partsOf(rows).map(part =>
    readPart(part, { ordinalsAsRoman: numbering === "roman points" }),
  )
  const drafts = [...readings.flatMap(r => r.drafts), ...notes].sort((a, b) => firstLine(a) - firstLine(b))
  const language = layer.declared ?? languageOf(rows.map(row => row.text).join("\n"))
  const { segments, doubts } = finished(drafts)
  return {
    format: layer.format,
    language,
    dir: dirOf(language),
    numbering: numberingOf(readings[0]),
    segments,
    symbols: symbolsOf(layer, furniture, segments),
    done: [...furniture.done, ...joined(rows)],
    doubts: [...readings.flatMap(r => r.doubts), ...doubts].sort((a, b) => a.line - b.line),
  }
}

const firstLine = (draft: Draft) => draft.rows[0]!.at

const numberings = {
  arabic: "arabic paragraphs",
  roman: "roman points",
  ROMAN: "roman points",
  ordinal: "ordinal words",
} as const

const numberingOf = (body: PartReading | undefined): Numbering =>
  body?.family ? numberings[body.family] : "none"

/** The symbols that running heads and the title print; those that a paragraph mentions are others' symbols. */
function symbolsOf(
  { lines }: TextLayer,
  furniture: ReturnType<typeof furnitureOf>,
  segments: readonly Segment[],
): readonly string[] {
  const heads = lines.flatMap((line, i) =>
    furniture.lines.get(i + 1) === "running head" ? [bare(line.text)] : [],
  )
  const titles = segments.filter(s => s.kind === "title").flatMap(s => s.text.split(/\s+/).map(bare))
  return [...new Set([...heads, ...titles])].filter(isSymbol)
}

/** Where sentences were joined across what was left out. */
function joined(rows: readonly Row[]): readonly string[] {
  const at = rows.flatMap((row, i) => (i > 0 && row.afterFurniture && !rows[i - 1]!.ends ? [row.at] : []))
  return at.length > 0 ? [`joined across page furniture: line ${at.join(", ")}`] : []
}

/**
 * The segment of a label with everything under it: 17 is 17 and 17(a), annex II is all of it, opening is every opening.
 * Takes "para. 41", "point VIII" and Arabic ordinals in any spelling; none if there is no such segment.
 */
export function findSegments({ segments }: Pick<Report, "segments">, label: string): readonly Segment[] {
  const wanted = plain(label)
  const exact = segments.filter(s => isUnder(plain(s.label), wanted))
  if (exact.length > 0 || wanted === "") return exact
  const number = romanValue(wanted) ?? Number(wanted)
  return segments.filter(s => s.part === "body" && s.number === number)
}

const isUnder = (label: string, cited: string) =>
  label === cited || (label.startsWith(cited) && /^[(. ]/.test(label.slice(cited.length)))

const words = /^(?:paragraphs?|paras?\.?|points?|§+|alinéas?|الفقرة|البند|النقطة)\s*/iu

function plain(label: string): string {
  return westernDigits(label.trim().toLowerCase())
    .replace(words, "")
    .replace(/[\u064b-\u065f\u0670\u0640]/g, "")
    .replace(/[أإآ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/^annexe\b/, "annex")
    .replace(/\s+/g, " ")
    .replace(/\s*([(),.])\s*/g, "$1")
    .replace(/[:.]+$/, "")
}
