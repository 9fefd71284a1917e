import type { JsonFile } from "../json.js"
import type { FiguresFile, Observation, Unit } from "../model/figures.js"
import { cellOf, type Table } from "../model/tables.js"
import { fitsPrinted, lastPlace, recomputed } from "./recompute.js"
import type { Finding } from "./table.js"

/** What an observation is checked against. */
export interface FigureContext {
  readonly all: ReadonlyMap<string, Observation>
  readonly tables: ReadonlyMap<string, Table>
  readonly units: ReadonlyMap<string, Unit>
}

/** Everything wrong with the arithmetic, the misprints and the table cells of a report's observations. */
export function auditFigures(
  { value }: Pick<JsonFile<FiguresFile>, "value">,
  context: FigureContext,
): readonly Finding[] {
  const gaps = value.gaps.flatMap((g, i) =>
    besideFindings(g, context).map(f => ({ ...f, path: ["gaps", i, ...f.path] })),
  )
  const figures = value.observations.flatMap((o, i) =>
    [
      ...recomputeFindings(o, context),
      ...partsFindings(o, context),
      ...besideFindings(o, context),
      ...misprintFindings(o, context),
      ...cellFindings(o, value.source, context),
    ].map(f => ({ ...f, path: ["observations", i, ...f.path] })),
  )
  return [...figures, ...gaps]
}

const finding = (path: Finding["path"], what: string, hint: string): Finding => ({ path, what, hint })
const perCent: readonly string[] = ["share", "change", "decrease"]

/** The unrounded number that the inputs give; undefined without `recompute`, or where an input has no number. */
export function computedValue({ recompute }: Observation, all: FigureContext["all"]): number | undefined {
  const values = recompute?.inputs.map(id => all.get(id)?.value)
  if (!recompute || !values?.every(v => typeof v === "number")) return undefined
  return recomputed(recompute.operation, values)
}

/** Whether a number is what the inputs give, rounded as the report rounds; undefined where it cannot be computed. */
function fits(o: Observation, number: number, all: FigureContext["all"]): boolean | undefined {
  const computed = computedValue(o, all)
  return computed === undefined
    ? undefined
    : fitsPrinted(computed, number, o.recompute?.rounding ?? lastPlace(number))
}

function recomputeFindings(o: Observation, context: FigureContext): readonly Finding[] {
  const { recompute, partsPrinted, value, misprint, disagreement } = o
  if (!recompute) return []
  if (partsPrinted === false)
    return [
      finding(
        ["partsPrinted"],
        "parts that are not printed are named all the same",
        "keep one of recompute and partsPrinted",
      ),
    ]
  const inputs = inputFindings(o, context)
  if (inputs.length > 0 || value === null) return inputs
  const computed = computedValue(o, context.all)
  if (computed === undefined)
    return [
      finding(
        ["recompute", "inputs"],
        `a ${recompute.operation} cannot be made of these numbers`,
        "name inputs that have a number, and a whole that is not zero",
      ),
    ]
  // A misprint is judged by its two numbers; a disagreement excuses only the number that it says the parts give.
  const step = recompute.rounding ?? lastPlace(value)
  const given = Number((Math.round(computed / step) * step).toFixed(6))
  const excused = Object.values(disagreement ?? {}).some(said => states(said, given))
  if (misprint || excused || fits(o, value, context.all)) return []
  const what = `${recompute.operation} of ${recompute.inputs.join(", ")} is ${Number(computed.toFixed(4))}, which does not round to ${value}`
  const hint =
    "correct the value or the inputs against the report; if it prints them so, record a misprint, or the disagreement with the number that the parts give"
  return [finding(["value"], what, hint)]
}

/** Whether a text has a number in digits, its thousands parted or not. */
function states(text: string, number: number): boolean {
  const plain = text.replace(/(?<=\d)[\s,](?=\d{3}(?!\d))/gu, "")
  return (plain.match(/\d+(?:[.,]\d+)?/g) ?? []).some(found => Number(found.replace(",", ".")) === number)
}

/** A share whose whole and part are both curated is recomputed, and from that whole unless a note says why not. */
function partsFindings(o: Observation, { all, units }: FigureContext): readonly Finding[] {
  const whole = all.get(o.of ?? "")
  if (units.get(o.unit)?.kind !== "share" || o.value === null || !whole || whole.value === null) return []
  const parts = [...all.values()].filter(
    x => x.id !== o.id && x.value !== null && x.unit === whole.unit && (x.ceiling ?? x.of) === whole.id,
  )
  const names = parts.map(p => p.id).join(", ")
  if (!o.recompute && parts.length > 0)
    return [
      finding(
        o.partsPrinted === false ? ["partsPrinted"] : ["of"],
        `its whole ${whole.id} and a part of it are curated: ${names}`,
        "say in recompute which of them it follows from",
      ),
    ]
  if (o.recompute?.operation !== "share" || o.recompute.note) return []
  const [part = "", base] = o.recompute.inputs
  const at = base !== whole.id ? 1 : parts.length > 0 && !parts.some(p => p.id === part) ? 0 : undefined
  if (at === undefined) return []
  const what = `"${o.recompute.inputs[at]}" is not ${at === 1 ? `the whole ${whole.id}` : `a part of ${whole.id}`}`
  const hint = "name what the share is of, or say in recompute.note why this stands for it"
  return [finding(["recompute", "inputs", at], what, hint)]
}

/** What is named beside are other observations. */
const besideFindings = (
  { id, beside = [] }: { readonly id: string; readonly beside?: readonly string[] | undefined },
  { all }: FigureContext,
): readonly Finding[] =>
  beside.flatMap((other, i) =>
    all.has(other) && other !== id
      ? []
      : [finding(["beside", i], `"${other}" is no other observation`, "name observations of the report")],
  )

/** Inputs are observations of the right unit, as many as the operation takes, of the same day unless a note says why not. */
function inputFindings(o: Observation, { all, units }: FigureContext): readonly Finding[] {
  const { operation, inputs, note } = o.recompute!
  const known = inputs.flatMap(id => all.get(id) ?? [])
  const unknown = inputs.findIndex(id => !all.has(id) || id === o.id)
  if (unknown >= 0)
    return [
      finding(
        ["recompute", "inputs", unknown],
        `"${inputs[unknown]}" is no other observation`,
        "name the observations that it follows from",
      ),
    ]
  const share = units.get(o.unit)?.kind === "share"
  const sameUnit =
    new Set([...known.map(i => i.unit), ...(perCent.includes(operation) ? [] : [o.unit])]).size === 1
  const found: Finding[] = []
  if (!sameUnit || perCent.includes(operation) !== share)
    found.push(
      finding(
        ["recompute", "operation"],
        `${operation} does not give ${o.unit} from ${[...new Set(known.map(i => i.unit))].join(" and ")}`,
        "shares and changes are of one unit and give per cent; the others keep the unit",
      ),
    )
  if (inputs.length > 2 && operation !== "sum" && operation !== "remainder")
    found.push(
      finding(["recompute", "inputs"], `a ${operation} has two inputs, not ${inputs.length}`, "name the two"),
    )
  const other = known.find(i => i.asOf !== o.asOf)
  if (!note && other && operation !== "change" && operation !== "decrease" && operation !== "difference")
    found.push(
      finding(
        ["recompute", "inputs"],
        `"${other.id}" is of ${other.asOf ?? "no day"}, the value of ${o.asOf ?? "no day"}`,
        "name inputs of the same day, or say in recompute.note why these stand for them",
      ),
    )
  return found
}

function misprintFindings(o: Observation, { all }: FigureContext): readonly Finding[] {
  const { misprint, value } = o
  if (!misprint) return []
  const { printed, corrected, uses } = misprint
  const used = uses === "printed" ? printed : corrected
  const found: Finding[] = []
  if (value !== used)
    found.push(
      finding(
        ["misprint", "uses"],
        `the misprint uses ${used}, the value is ${value ?? "missing"}`,
        `write ${used} as the value, or change what is used`,
      ),
    )
  if (printed === corrected || fits(o, printed, all))
    found.push(
      finding(
        ["misprint", "printed"],
        `${printed} fits what it is made of: it is no misprint`,
        "take the misprint away, or correct it against the report",
      ),
    )
  if (fits(o, corrected, all) === false)
    found.push(
      finding(
        ["misprint", "corrected"],
        `${corrected} does not fit what it is made of either`,
        "correct it, or the inputs of recompute",
      ),
    )
  return found
}

/** A value that repeats a cell is that cell's, of the same source, unit, day and paragraph. */
function cellFindings(o: Observation, source: string, { tables }: FigureContext): readonly Finding[] {
  const { fromTable, value, unit, asOf, citations } = o
  if (!fromTable) return []
  const at = (what: string, hint: string, ...path: string[]) => [finding(["fromTable", ...path], what, hint)]
  const table = tables.get(fromTable.table)
  if (!table) return at(`unknown table "${fromTable.table}"`, "name a table of data/tables", "table")
  if (!table.columns.some(c => c.id === fromTable.column))
    return at(`unknown column "${fromTable.column}"`, "name one of the table’s columns", "column")
  const cell = cellOf(table, fromTable.row, fromTable.column)
  if (cell === undefined)
    return at(`unknown row "${fromTable.row}"`, "name one of the table’s rows, or total", "row")
  const differs = [
    ["source", source, table.source],
    ["unit", unit, table.unit],
    ["day", asOf, table.asOf],
    ["value", value, cell],
  ].find(([, own, its]) => own !== its)
  if (differs) {
    const [name, own, its] = differs
    return at(
      `the ${name} is ${own ?? "missing"}, that of the table’s cell ${its ?? "missing"}`,
      "correct one of them against the report",
    )
  }
  const cited = citations.some(c => c.paragraph === table.citation.paragraph)
  return cited
    ? []
    : at(`${table.citation.paragraph}, where the table stands, is not cited`, "cite the table")
}
