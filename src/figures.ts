import type { DataFiles } from "./files.js"
import type { JsonFile } from "./json.js"
import type { FiguresFile, Observation } from "./model/figures.js"
import { type Place, type Problem, problem } from "./model/problem.js"
import { type Known, knownIds, need } from "./references.js"

type At = (...path: readonly (string | number)[]) => () => Place

/** What is needed to look an observation up and to say where it stands. */
interface Context {
  readonly known: Known
  readonly files: DataFiles
  readonly all: ReadonlyMap<string, Observation>
  readonly problems: Problem[]
}

/** Every figure that names nothing, is in the wrong unit, is larger than its whole, or does not add up. */
export function checkFigures(files: DataFiles): Problem[] {
  const problems: Problem[] = []
  const all = new Map(files.figures.flatMap(f => f.value.observations.map(o => [o.id, o] as const)))
  const context = { known: knownIds(files), files, all, problems }
  checkIndicators(context)
  for (const file of files.figures) checkReport(file, context)
  return problems
}

function checkIndicators({ files: { indicators }, known, problems }: Context): void {
  indicators?.value.indicators.forEach((indicator, i) => {
    need(indicator.area, known.areas, "area", () => indicators.place("indicators", i, "area"), problems)
    need(indicator.unit, known.units, "unit", () => indicators.place("indicators", i, "unit"), problems)
  })
}

function checkReport(file: JsonFile<FiguresFile>, context: Context): void {
  const { known, problems } = context
  need(file.value.source, known.sources, "source", () => file.place("source"), problems)
  file.value.observations.forEach((observation, i) => {
    checkObservation(
      observation,
      (...path) =>
        () =>
          file.place("observations", i, ...path),
      context,
    )
  })
  const observed = new Set(file.value.observations.map(o => o.id))
  file.value.gaps.forEach((gap, i) => {
    need(gap.area, known.areas, "area", () => file.place("gaps", i, "area"), problems)
    gap.figures.forEach((id, j) => {
      need(id, observed, "observation of this report", () => file.place("gaps", i, "figures", j), problems)
    })
  })
  file.value.notReported?.forEach((silence, i) => {
    need(
      silence.indicator,
      known.indicators,
      "indicator",
      () => file.place("notReported", i, "indicator"),
      problems,
    )
  })
  checkSums(file, context)
}

function checkObservation(observation: Observation, at: At, context: Context): void {
  const { known, problems, files } = context
  const { indicator, unit, value } = observation
  need(indicator, known.indicators, "indicator", at("indicator"), problems)
  need(unit, known.units, "unit", at("unit"), problems)
  const defined = files.indicators?.value.indicators.find(i => i.id === indicator)
  if (defined && defined.unit !== unit) {
    const hint = "give the observation the indicator’s unit, or an indicator of its own"
    problems.push(
      problem(`the unit is "${unit}", that of "${indicator}" is "${defined.unit}"`, {
        place: at("unit")(),
        hint,
      }),
    )
  }
  const kind = files.indicators?.value.units.find(u => u.id === unit)?.kind
  if (kind === "share" && value !== null && value > 100) {
    problems.push(
      problem(`a share of ${value} is over its whole`, {
        place: at("value")(),
        hint: "a share is at most 100",
      }),
    )
  }
  checkWhole(observation, at, context)
  checkTime(observation, at, problems)
}

function checkWhole(observation: Observation, at: At, { all, problems }: Context): void {
  for (const key of ["of", "ceiling"] as const) {
    const id = observation[key]
    if (!id) continue
    need(id, new Set(all.keys()), "observation", at(key), problems)
    const whole = all.get(id)
    if (!whole || whole.unit !== observation.unit || whole.value === null || observation.value === null)
      continue
    if (observation.value > whole.value) {
      const what = `${observation.value} is larger than its ${key === "of" ? "whole" : "ceiling"}, ${whole.value} ("${id}")`
      problems.push(problem(what, { place: at("value")(), hint: "correct one of them against the report" }))
    }
  }
}

function checkTime({ asOf, period, time }: Observation, at: At, problems: Problem[]): void {
  if (!asOf && !period && !time) {
    problems.push(
      problem("a figure without a date", {
        place: at()(),
        hint: "give asOf, period, or the time as printed",
      }),
    )
  }
  if (period?.from && period.to && period.from > period.to) {
    problems.push(
      problem(`the period ends before it begins`, { place: at("period")(), hint: "exchange from and to" }),
    )
  }
  if (asOf && period && ((period.from && asOf < period.from) || (period.to && asOf > period.to))) {
    problems.push(
      problem(`${asOf} is outside its period`, {
        place: at("asOf")(),
        hint: "a state has asOf, what happens over a time has period",
      }),
    )
  }
}

/** Parts that are marked as such add up to the whole they name, per whole and per report. */
function checkSums(file: JsonFile<FiguresFile>, { all, problems }: Context): void {
  const sums = new Map<string, { total: number; parts: number[]; first: number }>()
  file.value.observations.forEach((o, i) => {
    if (!o.part || !o.of || o.value === null) return
    const sum = sums.get(o.of) ?? { total: 0, parts: [], first: i }
    sums.set(o.of, { ...sum, total: sum.total + o.value, parts: [...sum.parts, o.value] })
  })
  for (const [id, { total, parts, first }] of sums) {
    const whole = all.get(id)?.value
    if (whole === undefined || whole === null || whole === total) continue
    const what = `the parts of "${id}" add up to ${total} (${parts.join(" + ")}), not to ${whole}`
    problems.push(
      problem(what, {
        place: file.place("observations", first),
        hint: "correct a part, or take away `part` where parts overlap",
      }),
    )
  }
}
