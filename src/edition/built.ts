import type { Problem } from "../model/problem.js"
import type { EditionSince } from "../model/since.js"
import type { ComposeOptions } from "./composed.js"
import type { Format } from "./rendered.js"

/** What to build and how; every field has a default. */
export interface BuildOptions extends ComposeOptions {
  /** The notes' names; all if none is given. */
  readonly notes?: readonly string[]
  /** pdf and docx unless given. */
  readonly formats?: readonly Format[]
  /** The edition's identifier, YYYY-MM; the present month unless given. */
  readonly edition?: string
  /** The folder to write to; "output" unless given. */
  readonly out?: string
  /** The day that a new edition bears, YYYY-MM-DD; else today, or the last day of a month that is not the present one. */
  readonly day?: string
  /** The last day of the information, YYYY-MM-DD: sources dated later are left out. None is left out unless given. */
  readonly cutOff?: string
  /**
   * If nothing changed since the note's last edition, of whatever month: "issue" a new month's edition all the same, or
   * "record" that the last one still stands. "issue" unless given.
   */
  readonly unchanged?: "issue" | "record"
  /** One note is built, and what is wrong with other notes, or with data that it cannot use, is only a warning. */
  readonly alone?: boolean
}

/** A file that was built, and how many pages it has where that is known. */
export interface BuiltFile {
  readonly note: string
  readonly language: string
  readonly format: Format
  readonly path: string
  readonly pages?: number
  readonly bytes: number
}

/** What became of a note. */
export interface BuiltEdition {
  readonly note: string
  /** Such as 2026-11, or 2026-11-r2 for a revision. */
  readonly edition: string
  /** "unchanged": it had been issued from the same before, and nothing was touched. */
  readonly status: "issued" | "unchanged" | "revision"
  readonly folder: string
  /** The date that the note bears. */
  readonly date: string
  /** What made a revision necessary: files, or what was asked for. */
  readonly changed: readonly string[]
  /** The blocks whose text was not reviewed since it or what it rests on changed, such as "en bottom-line". */
  readonly review: readonly string[]
  /** The edition it was compared with, and how many of its claims are as they were there; null if there was none. */
  readonly since: EditionSince | null
}

/** What a build made, with the warnings that do not keep a note from being issued. */
export interface BuildResult {
  readonly files: readonly BuiltFile[]
  readonly editions: readonly BuiltEdition[]
  readonly problems: readonly Problem[]
}
