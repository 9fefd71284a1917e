import type {
  Caveat,
  ClassReason,
  ComparisonClass,
  Computation,
  FigureComparison,
  FigureRow,
  FigureSide,
} from "../model/figurecomparison.js"
import type { Gap, Observation } from "../model/figures.js"
import { fail, type Place } from "../model/problem.js"
import type { Source } from "../model/sources.js"

/** A row asked for: which indicators and which gaps it gathers, the telling indicator first. */
export interface RowRule {
  readonly id: string
  readonly indicators: readonly string[]
  /** The themes whose gaps belong to the row. */
  readonly gaps: readonly string[]
}

/** One report's figures, as they were curated. */
export interface ReportFigures {
  readonly source: Source
  readonly observations: readonly Observation[]
  readonly gaps: readonly Gap[]
}

/**
 * Two reports compared row by row. What is counted decides the class: the same indicator by the same basis and unit on
 * both sides may be subtracted; what both speak of otherwise is told in words; silence is silence, never zero.
 */
export function compareFigures(
  before: ReportFigures,
  after: ReportFigures,
  rules: readonly RowRule[],
): FigureComparison {
  const rows = rules.map(rule => compareRow(rule, before, after))
  return { before: before.source, after: after.source, rows }
}

function compareRow(rule: RowRule, before: ReportFigures, after: ReportFigures): FigureRow {
  const was = sideOf(rule, before)
  const is = sideOf(rule, after)
  const pair = comparablePair(rule, was, is)
  const verdict = pair
    ? { class: "comparable" as const, reasons: [sameBasis(pair)] }
    : classWithout(rule, was, is)
  return {
    id: rule.id,
    before: was,
    after: is,
    ...verdict,
    caveats: pair ? caveatsOf(pair, before, after) : [],
    computed: pair ? [...shares(pair, before, after), difference(pair[0], pair[1])] : [],
  }
}

/** What a report says on a row. A gap whose figures the row shows is told by them. */
function sideOf({ indicators, gaps }: RowRule, report: ReportFigures): FigureSide {
  const rank = (o: Observation) => indicators.indexOf(o.indicator)
  const observations = report.observations.filter(o => rank(o) >= 0).sort((a, b) => rank(a) - rank(b))
  const told = new Set(observations.map(o => o.id))
  const own = report.gaps.filter(g => gaps.includes(g.area) && !g.figures.some(id => told.has(id)))
  return { observations, gaps: own }
}

type Pair = readonly [before: Observation, after: Observation]

/** The first pair of numbers that count the same thing in the same way. */
function comparablePair({ indicators }: RowRule, was: FigureSide, is: FigureSide): Pair | undefined {
  for (const indicator of indicators) {
    for (const b of was.observations.filter(o => o.indicator === indicator && o.value !== null)) {
      const a = is.observations.find(o => o.value !== null && isComparable(b, o))
      if (a) return [b, a]
    }
  }
  return undefined
}

/** Whether two observations may be subtracted: one indicator, one basis, one unit, and a number on both sides. */
export function isComparable(a: Observation, b: Observation): boolean {
  return (
    a.value !== null &&
    b.value !== null &&
    a.indicator === b.indicator &&
    a.basis === b.basis &&
    a.unit === b.unit
  )
}

const sameBasis = ([{ indicator }]: Pair): ClassReason => ({ tag: "same basis", indicator })

function classWithout(
  { indicators }: RowRule,
  was: FigureSide,
  is: FigureSide,
): { class: ComparisonClass; reasons: ClassReason[] } {
  const speaks = (side: FigureSide) => side.observations.length + side.gaps.length > 0
  const [before, after] = [speaks(was), speaks(is)]
  if (!before && !after) return { class: "not reported", reasons: [{ tag: "silent", side: "both" }] }
  if (!before || !after)
    return { class: "one side only", reasons: [{ tag: "silent", side: before ? "after" : "before" }] }
  return { class: "words only", reasons: whyOnlyWords(indicators, was, is) }
}

function whyOnlyWords(indicators: readonly string[], was: FigureSide, is: FigureSide): ClassReason[] {
  const numbers = (side: FigureSide) => side.observations.filter(o => o.value !== null)
  const [before, after] = [numbers(was), numbers(is)]
  for (const indicator of indicators) {
    const b = before.find(o => o.indicator === indicator)
    const a = after.find(o => o.indicator === indicator)
    if (b && a) return [{ tag: b.unit === a.unit ? "other basis" : "other unit", indicator }]
  }
  const [b, a] = [before[0], after[0]]
  if (b && a) return [{ tag: "other things", before: b.indicator, after: a.indicator }]
  return [{ tag: "no number", side: !b && !a ? "both" : b ? "after" : "before" }]
}

function caveatsOf([b, a]: Pair, before: ReportFigures, after: ReportFigures): Caveat[] {
  const [was, is] = [ceilingOf(b, before), ceilingOf(a, after)]
  const caveats: Caveat[] = []
  if (was && is && was.value !== is.value) {
    caveats.push({ tag: "ceiling moved", before: was.value as number, after: is.value as number })
  }
  if (JSON.stringify(b.counts) !== JSON.stringify(a.counts))
    caveats.push({ tag: "counts differ", before: b.id, after: a.id })
  for (const o of [b, a]) if (o.disagreement) caveats.push({ tag: "disagreement", observation: o.id })
  return caveats
}

function ceilingOf({ ceiling }: Observation, report: ReportFigures): Observation | undefined {
  const found = report.observations.find(o => o.id === ceiling)
  return found && found.value !== null ? found : undefined
}

function shares(pair: Pair, before: ReportFigures, after: ReportFigures): Computation[] {
  const reports = [before, after] as const
  const found = pair.map((o, i) => {
    const ceiling = ceilingOf(o, reports[i]!)
    if (!ceiling) return undefined
    const printed = reports[i]!.observations.find(
      p => p.of === ceiling.id && p.indicator === `${o.indicator}-share`,
    )
    return { ...share(o, ceiling), ...(printed && { printed: printed.id }) }
  })
  const [b, a] = found
  const points: Computation[] =
    b && a
      ? [
          {
            id: `${a.id}-change`,
            operation: "percentage points",
            value: a.value - b.value,
            unit: "percentage-points",
            inputs: [...b.inputs, ...a.inputs],
          },
        ]
      : []
  return [...found.filter(f => f !== undefined), ...points]
}

/** What part of a whole an observation is, in per cent, unrounded. The whole has to have a number above zero. */
export function share(part: Observation, whole: Observation, { place }: { place?: Place } = {}): Computation {
  const at = place && { place }
  if (part.value === null || whole.value === null)
    fail(`a share of "${whole.id}" needs two numbers`, { ...at, hint: "leave it out, or curate the number" })
  if (part.unit !== whole.unit)
    fail(`"${part.id}" and "${whole.id}" are in different units`, {
      ...at,
      hint: "a share is of a whole in the same unit",
    })
  if (whole.value <= 0)
    fail(`"${whole.id}" is no whole to take a share of`, { ...at, hint: "its value is not above zero" })
  if (part.value > whole.value)
    fail(`"${part.id}" is larger than its whole "${whole.id}"`, {
      ...at,
      hint: "correct one of them against the report",
    })
  const value = (100 * part.value) / whole.value
  return { id: `share:${part.id}`, operation: "share", value, unit: "per-cent", inputs: [part.id, whole.id] }
}

/** The later value less the earlier one. Values that count different things cannot be subtracted: a Problem, no number. */
export function difference(
  before: Observation,
  after: Observation,
  { place }: { place?: Place } = {},
): Computation {
  if (!isComparable(before, after)) {
    fail(`"${before.id}" and "${after.id}" are not comparable, so they have no difference`, {
      ...(place && { place }),
      hint: "tell them side by side in words; see `brief compare` for the reason",
    })
  }
  const value = (after.value as number) - (before.value as number)
  return {
    id: `difference:${before.id}:${after.id}`,
    operation: "difference",
    value,
    unit: after.unit,
    inputs: [before.id, after.id],
  }
}

/** What is missing of a ceiling: the ceiling less the strength. */
export function shortfall(
  strength: Observation,
  ceiling: Observation,
  { place }: { place?: Place } = {},
): Computation {
  share(strength, ceiling, place ? { place } : {})
  const value = (ceiling.value as number) - (strength.value as number)
  return {
    id: `shortfall:${strength.id}`,
    operation: "shortfall",
    value,
    unit: strength.unit,
    inputs: [ceiling.id, strength.id],
  }
}
