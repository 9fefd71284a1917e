import type { Observation, Recompute } from "../model/figures.js"

/** The number that follows from the inputs, unrounded; undefined where it has none, such as a share of nothing. */
export function recomputed(operation: Recompute["operation"], inputs: readonly number[]): number | undefined {
  const [a = Number.NaN, b = Number.NaN] = inputs
  const results: Record<Recompute["operation"], number> = {
    share: (100 * a) / b,
    change: (100 * (b - a)) / a,
    decrease: (100 * (a - b)) / a,
    sum: inputs.reduce((x, y) => x + y, 0),
    difference: a - b,
    remainder: inputs.slice(1).reduce((x, y) => x - y, a),
  }
  return Number.isFinite(results[operation]) ? results[operation] : undefined
}

/** The step of a number's last printed place: 1 for 82, 0.1 for 12.5. Noughts at the end are not known and not counted. */
export function lastPlace(value: number): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0
  return 10 ** -decimals
}

/** Whether a printed number is the computed one rounded to `step`; either neighbour of an exact half will do. */
export const fitsPrinted = (computed: number, printed: number, step: number): boolean =>
  Math.abs(computed - printed) <= step / 2 + 1e-9 * Math.max(1, Math.abs(printed))

/** The number that stands in the report: of a recorded misprint the printed one, else the value. */
export const printedValue = ({ misprint, value }: Pick<Observation, "misprint" | "value">): number | null =>
  misprint ? misprint.printed : value
