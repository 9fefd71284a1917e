/** The library's public names. Everything that touches the world takes a `Host`; nothing here prints. */
export { accountLines } from "./audit/account.js"
export { type AuditAccount, auditAll } from "./audit/audit.js"
export { solveColumns } from "./columns/solve.js"
export { comparePositions } from "./compare/positions.js"
export {
  type BuildOptions,
  type BuildResult,
  type BuiltFile,
  build,
} from "./edition/build.js"
export { check } from "./edition/check.js"
export { type ComparedNote, type ComparedRow, compareNote } from "./edition/compare.js"
export { examine, type Finding } from "./edition/doctor.js"
export { type Ingested, type IngestOptions, ingest } from "./edition/ingest.js"
export { type ListedNote, listFacts, listNotes } from "./edition/list.js"
export { type Format, formats } from "./edition/rendered.js"
export { type FileState, readTrace, type TracedFile } from "./edition/trace.js"
export { type FlatFact, flatFacts } from "./facts.js"
export { type Host, nodeHost } from "./host.js"
export { type Facts, load, type MeetingFacts } from "./load.js"
export type { Change, Comparison, Reason } from "./model/comparison.js"
export type { NoteDefinition } from "./model/notes.js"
export type { Judgement, Label, Position, VersionDifference } from "./model/positions.js"
export { formatProblem, type Place, type Problem, ProblemError } from "./model/problem.js"
export { compose } from "./note/compose.js"
export type { Page } from "./note/page.js"
export { renderDocx } from "./render/docx/docx.js"
export { readDocxText } from "./render/docx/text.js"
export { renderPdf } from "./render/pdf/pdf.js"
export { openPrinter } from "./render/pdf/printer.js"
export { jsonSchemas } from "./schemas.js"
