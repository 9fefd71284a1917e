import type { Texts } from "./common.js"
import type { ActKind } from "./lists.js"
import type { Attribute, Label, Position } from "./positions.js"
import type { Meeting, Source } from "./sources.js"

/** Why a label was given, as data; `src/note/reasons.ts` puts it into words. */
export type Reason =
  | { readonly tag: "same" }
  | { readonly tag: "silent before" }
  | { readonly tag: "silent after" }
  /** The identifiers that stand on one side only, of objects, addressees or partners. */
  | {
      readonly tag: "set"
      readonly attribute: "objects" | "addressees" | "partners"
      readonly removed: readonly string[]
      readonly added: readonly string[]
    }
  | {
      readonly tag: "places"
      readonly relation: "narrower" | "wider" | "other"
      readonly removed: readonly string[]
      readonly added: readonly string[]
    }
  | { readonly tag: "stage"; readonly before: readonly string[]; readonly after: readonly string[] }
  | { readonly tag: "act"; readonly before: ActKind; readonly after: ActKind }
  /** The steps of the ladder that the verbs stand for on each side, and which way the force went. */
  | {
      readonly tag: "force"
      readonly direction: "up" | "down"
      readonly before: readonly string[]
      readonly after: readonly string[]
    }
  /** An intensifier, in the source's own words, that stands in every version of one side and none of the other. */
  | {
      readonly tag: "intensifier"
      readonly direction: "up" | "down"
      readonly words: readonly { readonly language: string; readonly word: string }[]
    }
  /** The language versions of one side part on an attribute of this position. */
  | { readonly tag: "versions"; readonly attribute: Attribute; readonly difference: string }
  | { readonly tag: "judgement"; readonly text: Texts; readonly by: string; readonly date: string }

/** Where the text of a change stood and stands, by the source's paragraphs. */
export interface Movement {
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** The text changed its order among the others, or went to a paragraph made of several, or was parted. */
  readonly moved: boolean
  readonly merged: boolean
  readonly split: boolean
}

/** What became of what was said on one issue, in one kind of act, from one meeting to another. */
export interface Change {
  readonly id: string
  readonly issue: string
  readonly before: readonly Position[]
  readonly after: readonly Position[]
  readonly label: Label
  /** Both sides speak, so that a label other than new or no longer mentioned can be given. */
  readonly comparable: boolean
  readonly decidedBy: "rule" | "judgement"
  /** Analysts could differ on the label. */
  readonly contestable: boolean
  readonly reasons: readonly Reason[]
  readonly movement: Movement
}

/** One side of a comparison: a meeting and the source that reports it. */
export interface Side {
  readonly meeting: Meeting
  readonly source: Source
}

/** Two meetings of one body compared; the changes are ordered as the later source has them. */
export interface Comparison {
  readonly before: Side | undefined
  readonly after: Side
  readonly changes: readonly Change[]
}
