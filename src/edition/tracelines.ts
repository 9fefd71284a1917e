import type { Claim, TracedComputation, TracedPassage } from "../model/trace.js"
import type { FileState, TracedFile } from "./trace.js"

const widths = [5, 30, 11, 38, 21] as const

/** A trace as lines for a person: the document, what became of the file, and a table of claims, at most 110 columns wide. */
export function traceLines(traced: TracedFile): string[] {
  const { trace, kind, missing } = traced
  const head = [
    trace.title,
    `${trace.note}, edition ${trace.edition}, ${trace.language}, of ${trace.date}; as at ${trace.asOf}`,
    ...trace.sources.flatMap(s => [
      `  ${s.id}: ${s.symbol ?? s.name}, ${s.asOf}`,
      ...(s.address ? [`    ${s.address}`] : []),
    ]),
    `${kind === "pdf" ? "PDF" : "Word"} file: ${sentences[traced.state]}`,
  ]
  const names = row(["claim", "text", "from", "source, paragraph", "as of"])
  const gone = new Set(missing)
  return [
    ...head,
    ...changeLines(traced),
    "",
    names,
    ...trace.claims.flatMap(c => claimLines(c, gone.has(c.id))),
  ]
}

const sentences: Readonly<Record<FileState, string>> = {
  "as issued": "as issued",
  "saved again": "saved again since it was issued, its words unchanged",
  "words changed": "its words were changed since it was issued",
  "trace altered": "ITS TRACE WAS ALTERED since it was issued: what follows is not what was issued",
  unknown: "saved again by a program that lost its seal; whether its words changed cannot be told",
}

function changeLines({ trackedChanges, unknownNumbers, missing, added }: TracedFile): string[] {
  const tracked = trackedChanges === 1 ? "1 tracked change" : `${trackedChanges} tracked changes`
  return [
    ...(trackedChanges > 0 ? [`  ${tracked} in it, read as if accepted`] : []),
    ...(missing.length > 0 ? [cut(`  claims that no longer stand: ${missing.join(", ")}`, 110)] : []),
    ...(unknownNumbers.length > 0
      ? [cut(`  numbers that the trace does not know: ${unknownNumbers.join("; ")}`, 110)]
      : []),
    ...added.slice(0, 20).map(words => cut(`  put in: ${words}`, 110)),
    ...(added.length > 20 ? [`  and ${added.length - 20} more`] : []),
  ]
}

function claimLines(claim: Claim, gone: boolean): string[] {
  const { id, text, origin, passages, asOf, computation, facts } = claim
  const first = row([gone ? `${id} ✗` : id, text, origin, whereOf(passages[0]), asOf ?? ""])
  const below = (line: string) => cut(`${" ".repeat(widths[0] + 1)}${line}`, 110)
  const quoted = (passage: TracedPassage | undefined) =>
    (passage?.anchors ?? []).map(words => below(`  “${words}”`))
  return [
    first,
    ...quoted(passages[0]),
    ...passages.slice(1).flatMap(p => [row(["", "", "", whereOf(p), ""]), ...quoted(p)]),
    ...(facts.length > 0 ? [below(`  ${facts.join(", ")}`)] : []),
    ...(computation ? [below(`  = ${computed(computation)}`)] : []),
  ]
}

function computed({ operation, value, inputs }: TracedComputation): string {
  return `${value}: ${operation}${inputs.length > 0 ? ` of ${inputs.join(", ")}` : ""}`
}

function whereOf(passage: TracedPassage | undefined): string {
  if (!passage) return ""
  const { symbol, source, language, paragraph } = passage
  return `${symbol ?? source} (${language}), ${paragraph}`
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, i) => cut(cell.replace(/\s+/g, " "), widths[i] ?? 0).padEnd(widths[i] ?? 0))
    .join(" ")
    .trimEnd()
}

const cut = (text: string, width: number) => (text.length <= width ? text : `${text.slice(0, width - 1)}…`)
