/** The library's public names. Everything that touches the world takes a `Host`; nothing here prints. */
export { accountLines } from "./audit/account.js"
export { type AuditAccount, auditAll } from "./audit/audit.js"
export { solveColumns } from "./columns/solve.js"
export { comparePositions } from "./compare/positions.js"
export { build } from "./edition/build.js"
export type { BuildOptions, BuildResult, BuiltEdition, BuiltFile } from "./edition/built.js"
export { check } from "./edition/check.js"
export { type ComparedNote, type ComparedRow, compareNote } from "./edition/compare.js"
export { examine, type Finding } from "./edition/doctor.js"
export { type Ingested, type IngestOptions, ingest } from "./edition/ingest.js"
export { editionPage, type IssuedEdition, issuedEditions } from "./edition/issued.js"
export { type ListedEdition, type ListedNote, listFacts, listNotes } from "./edition/list.js"
export { type PrunedEdition, prune } from "./edition/prune.js"
export { type Format, formats } from "./edition/rendered.js"
export {
  type NoteReview,
  type RecordOptions,
  type ReviewOptions,
  recordReview,
  reviewNote,
} from "./edition/review.js"
export type { BlockReview, ChangedSince } from "./edition/reviewed.js"
export { type FileState, readTrace, type TracedFile } from "./edition/trace.js"
export { type VerifiedEdition, verify } from "./edition/verify.js"
export { type FlatFact, flatFacts } from "./facts.js"
export { type Host, nodeHost } from "./host.js"
export { type Facts, load, type MeetingFacts } from "./load.js"
export type { Change, Comparison, Reason } from "./model/comparison.js"
export type { Manifest } from "./model/editions.js"
export type { NoteDefinition } from "./model/notes.js"
export type { Judgement, Label, Position, VersionDifference } from "./model/positions.js"
export { formatProblem, type Place, type Problem, ProblemError } from "./model/problem.js"
export type { Schedule, Slot } from "./model/schedule.js"
export type { EditionSince, Freshness } from "./model/since.js"
export { compose } from "./note/compose.js"
export type { Page } from "./note/page.js"
export { renderDocx } from "./render/docx/docx.js"
export { readDocxText } from "./render/docx/text.js"
export { renderPdf } from "./render/pdf/pdf.js"
export { openPrinter } from "./render/pdf/printer.js"
export { nextSlot, slotsBetween, slotsOfEdition } from "./schedule/calendar.js"
export {
  type PlannedEdition,
  type Preview,
  type PreviewOptions,
  previewSchedules,
} from "./schedule/preview.js"
export { type RunOptions, type RunResult, run } from "./schedule/run.js"
export type { SlotResult } from "./schedule/running.js"
export { type ListedRun, listRuns } from "./schedule/runs.js"
export { type LoadedSchedule, loadSchedules } from "./schedule/schedules.js"
export { type NoteStatus, status } from "./schedule/status.js"
export { jsonSchemas } from "./schemas.js"
export { type TellOptions, type Told, tell } from "./tell/tell.js"
export { signWebhook } from "./tell/webhook.js"
