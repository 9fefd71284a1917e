import type { Gap, Observation } from "./figures.js"
import type { Source } from "./sources.js"

/** Whether two sides may be set against each other: subtracted, told side by side in words, or only one of them speaks. */
export type ComparisonClass = "comparable" | "words only" | "one side only" | "not reported"

/** Why a class was given, as data. */
export type ClassReason =
  | { readonly tag: "same basis"; readonly indicator: string }
  /** The same indicator, counted in another way on each side. */
  | { readonly tag: "other basis"; readonly indicator: string }
  | { readonly tag: "other unit"; readonly indicator: string }
  | { readonly tag: "no number"; readonly side: "before" | "after" | "both" }
  | { readonly tag: "other things"; readonly before: string; readonly after: string }
  | { readonly tag: "silent"; readonly side: "before" | "after" | "both" }

/** What stands beside a comparison that may be made: a ceiling that moved, a part not given, another way of dating. */
export type Caveat =
  | { readonly tag: "ceiling moved"; readonly before: number; readonly after: number }
  | { readonly tag: "counts differ"; readonly before: string; readonly after: string }
  | { readonly tag: "disagreement"; readonly observation: string }

/** A number that no report prints: how it was made, from which observations, and its unit. */
export interface Computation {
  readonly id: string
  readonly operation: "difference" | "share" | "percentage points" | "shortfall"
  readonly value: number
  readonly unit: string
  readonly inputs: readonly string[]
  /** The observation in which the report prints the same share itself. */
  readonly printed?: string
}

/** What one report says on a row. The number, if there is one to compare, comes first. */
export interface FigureSide {
  readonly observations: readonly Observation[]
  readonly gaps: readonly Gap[]
}

/** A row of a comparison of figures. */
export interface FigureRow {
  readonly id: string
  readonly before: FigureSide
  readonly after: FigureSide
  readonly class: ComparisonClass
  readonly reasons: readonly ClassReason[]
  readonly caveats: readonly Caveat[]
  /** None unless the class is comparable; shares of an own ceiling stand on one side alone. */
  readonly computed: readonly Computation[]
}

/** Two reports on one subject compared. */
export interface FigureComparison {
  readonly before: Source
  readonly after: Source
  readonly rows: readonly FigureRow[]
}
